// A row of the message: what covers it, the line's number, a way to have its field explained, and its octets.

import { fieldName } from '../../i18n/field.js';
import { h } from '../h.js';
import { piecesIn, segmentsOf } from './marks.js';
import { blanksFrom, runsOf } from './octet-text.js';
import { partAt } from './parts.js';

/** @import { SourceSpeech } from '../../i18n/source/texts.js' */
/** @import { Report } from '../../types/report.js' */
/** @import { Mark, Piece, Segment } from './marks.js' */
/** @import { Part } from './parts.js' */
/**
 * All that rows are drawn from.
 * @typedef {{ report: Report, parts: readonly Part[], marks: readonly Mark[], pieces: readonly Piece[], isMended: boolean }} Model
 * @typedef {{ row: number, line: number | null, start: number, end: number, octets: Uint8Array, from: number }} Row
 */

/** Stands where something is missing. */
const MISSING = '⟨…⟩';
/** Characters of a field's name that a label says. */
const NAME = 80;

/**
 * @param {Row} row
 * @param {Segment} segment
 * @param {Model} model
 */
const segmentView = (
  { octets, from, start, end },
  { start: first, end: last, part, marks },
  { parts, marks: all, isMended },
) => {
  const cover = parts[part]?.cover ?? 'outside';
  const kinds = new Set(marks.map((mark) => all[mark]?.kind));
  const classes = ['piece', cover, ...kinds, first === last ? 'missing' : ''];
  if (first === last) return h('span', { class: classes.join(' ') }, h('span', { class: 'escape' }, MISSING));
  const blanks = blanksFrom(octets, from, from + end - start);
  const runs = runsOf(octets, from + first - start, from + last - start, { blanks, isMended });
  return h(
    'span',
    { class: classes.join(' ') },
    runs.map(({ text, escaped }) => (escaped ? h('span', { class: 'escape' }, text) : text)),
  );
};

/**
 * What begins in a row, in a word.
 * @param {Row} row
 * @param {readonly Piece[]} pieces
 * @param {Model} model
 * @param {SourceSpeech} speech
 */
const noteOf = (row, pieces, { marks }, speech) => {
  const kind = pieces
    .filter(({ start }) => start >= row.start)
    .map(({ mark }) => marks[mark]?.kind)
    .find((one) => one && one !== 'finding');
  return kind && kind !== 'finding' ? h('span', { class: 'note' }, speech.source.note[kind]) : null;
};

/**
 * @param {Row} row
 * @param {Model} model
 * @param {{ explain: (field: number) => void, remember: (element: Element, segment: Segment) => void }} actions `remember`: what is drawn where.
 * @param {SourceSpeech} speech
 */
export const rowView = (row, model, { explain, remember }, speech) => {
  const { source: words } = speech;
  const { report, parts, pieces } = model;
  const place = partAt(parts, row.start);
  const part = parts[place];
  const begins = part?.start === row.start;
  const { field = null, cover = 'outside' } = part ?? {};
  const here = piecesIn(pieces, row.start, row.end, row.end === report.source.octets);
  const segments = segmentsOf(row.start, row.end, parts, place, here);
  const line = segments.map((segment) => {
    const element = segmentView(row, segment, model);
    remember(element, segment);
    return element;
  });
  const name = field === null ? '' : fieldName(report.fields[field]?.name ?? '').slice(0, NAME);
  return h(
    'div',
    { class: `row ${cover}` },
    h('span', { class: 'cover' }, begins ? words.cover[cover] : noteOf(row, here, model, speech)),
    h('span', { class: 'number' }, row.line === null ? null : String(row.line)),
    begins && field !== null
      ? h(
          'button',
          {
            type: 'button',
            class: 'ask',
            'data-key': `field-${field}`,
            'aria-label': words.explain(name),
            click: () => explain(field),
          },
          '?',
        )
      : h('span', { class: 'ask' }),
    h('bdi', { class: 'line', dir: 'ltr' }, line),
  );
};
