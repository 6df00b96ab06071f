// What only the part says with which a result is taken along.

import type { SenderSpeech } from '../sender/texts.js';
import type { Text } from '../text.js';
import type { Kind } from '../../export/kinds.js';
import type { Words } from '../../export/redact.js';

export type Format = 'markdown' | 'json' | 'evidence';

export interface ExportTexts {
  heading: string;
  lead: string;
  hide: { legend: string; note: string; kinds: Record<Kind, string> };
  /** How a mark is called that stands for what is hidden. */
  marks: Words;
  formats: Record<Format, { name: string; lead: string }>;
  /** The lead of the evidence file where a domain was checked, and no mail. */
  evidence_of_domain: string;
  copy: Record<Exclude<Format, 'evidence'>, string>;
  download: Record<Format, string>;
  print: { name: string; lead: string; button: string };
  making: string;
  copied: string;
  saved(name: string): Text;
  by_hand: string;
  framed: string;
  large: string;
  unreadable: string;
  failed: string;
  text: string;
  /** Above a verdict that rests on a file. */
  banner: { heading: string; text(time: number, version: string): Text; you: string; again: string };
  /** The text for a ticket. */
  ticket: {
    colon: string;
    gap: string;
    separator: string;
    above: string;
    title(verdict: Text): Text;
    title_from_file(verdict: Text): Text;
    domain: string;
    no_domain: string;
    result: string;
    judged(time: number, version: string): Text;
    from_file: string;
    hidden(kinds: string): Text;
    hidden_none: string;
    more(n: number): Text;
    signature(n: number, domain: string | Text, selector: string | Text): Text;
    checks: string;
    aligned: string;
    causes(n: number): Text;
    hop(from: string | Text, by: string | Text): Text;
    set(instance: number, domain: string | Text): Text;
    seal: string;
    message: string;
    boundary: string;
  };
}

/** A speech with these texts, and with those about the sender. */
export type ExportSpeech = Omit<SenderSpeech, 'doors'> & { exports: ExportTexts };
