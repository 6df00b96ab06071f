// What only the source view says.

import type { Cover, Place } from '../../view/source/parts.js';
import type { MarkKind } from '../../view/source/marks.js';
import type { PolicyTexts } from '../catalogue.js';
import type { FieldTexts } from '../fields/texts.js';
import type { Speech } from '../index.js';
import type { Text } from '../text.js';

export interface SourceTexts {
  lead: string;
  /** Where copying had changed the source. */
  mended: string;
  reading(percent: number): Text;
  failed: string;
  region: string;
  explain(field: string): string;
  chooser: { label: string; signature(n: number, d: string): string; unsigned: string; only(n: number): Text };
  legend: string;
  /** In a word or two, beside the first line of a part; and what it means. */
  cover: Record<Cover, string>;
  means: Record<Cover, string>;
  mark: Record<MarkKind | 'missing', string>;
  /** Beside the line in which such a mark begins. */
  note: Record<Exclude<MarkKind, 'finding'>, string>;
  /** In place of a severity: what was changed before the message was read. */
  repaired: string;
  previous: string;
  next: string;
  position(n: number, total: number): Text;
  no_marks: string;
  findings: { heading: string; show: string; line(n: number): Text; not_listed(n: number): Text };
  table: {
    summary: string;
    lines: string;
    part: string;
    cover: string;
    range(first: number, last: number): Text;
    not_listed(n: number): Text;
  };
  place: Record<Exclude<Place, 'field'>, string>;
  field(name: string): Text;
  piece: {
    heading: string;
    empty: string;
    lines(first: number, last: number): Text;
    octets(n: number): Text;
    signatures: string;
    brackets: readonly [string, string];
    colon: string;
    signature(n: number): Text;
    own(n: number): Text;
    findings: string;
    restored: string;
    nothing_stood: string;
  };
  about: {
    heading: string;
    by: string;
    says: string;
    trust: string;
    usual: string;
    here: string;
    position: Record<'above' | 'below' | 'unknown', string>;
    unknown: string;
  };
}

export type SourceSpeech = Speech & { source: SourceTexts; fields: FieldTexts; catalogue: { problems: PolicyTexts } };
