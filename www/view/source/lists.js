// Beside the rows: the choice of a signature, what the marks mean, the findings that have a place, and the parts as a
// table.

import { fieldName } from '../../i18n/field.js';
import { h } from '../h.js';
import { rich } from '../rich.js';
import { markLabel, markSentence, partName, stateOf } from './piece.js';

/** @import { SourceSpeech } from '../../i18n/source/texts.js' */
/** @import { Report } from '../../types/report.js' */
/** @import { Mark } from './marks.js' */
/** @import { Cover, Part } from './parts.js' */

/** Signatures that can be chosen, findings and parts that are listed. */
const SIGNATURES = 20;
const FINDINGS = 40;
const PARTS = 200;

/** @type {Cover[]} */
const COVERS = ['signed', 'altered', 'broken', 'open', 'unsigned', 'tail'];
/** The weightiest first. @type {Record<string, number>} */
const WEIGHT = { error: 0, proven: 1, likely: 1, warning: 2, notice: 3, info: 4 };

/**
 * Whose coverage is shown.
 * @param {Report} report @param {number | null} chosen @param {(index: number) => void} choose @param {SourceSpeech} speech
 */
export const chooserView = ({ dkim }, chosen, choose, speech) => {
  const { chooser: words } = speech.source;
  if (dkim.length === 0) return h('p', {}, words.unsigned);
  if (dkim.length === 1) return h('p', {}, rich(words.only(1), speech));
  const nameless = speech.catalogue.signature.no_domain;
  const select = h(
    'select',
    {
      id: 'source-signature',
      'data-key': 'source-signature',
      change: (/** @type {Event & { currentTarget: HTMLSelectElement }} */ { currentTarget }) =>
        choose(Number(currentTarget.value)),
    },
    dkim
      .slice(0, SIGNATURES)
      .map(({ signature: { domain } }, index) =>
        h('option', { value: index }, words.signature(index + 1, domain?.a_label ?? nameless)),
      ),
  );
  select.value = String(chosen ?? 0);
  return h('p', { class: 'chooser' }, h('label', { for: 'source-signature' }, words.label), ' ', select);
};

/** @param {readonly Part[]} parts @param {readonly Mark[]} marks @param {SourceSpeech} speech */
export const legendView = (parts, marks, speech) => {
  const { source: words } = speech;
  const covers = COVERS.filter((wanted) => parts.some(({ cover }) => cover === wanted));
  const kinds = /** @type {const} */ (['finding', 'changed', 'added', 'repaired']).filter((wanted) =>
    marks.some(({ kind }) => kind === wanted),
  );
  const hasMissing = marks.some(
    ({ kind, spans }) => kind !== 'repaired' && spans.some(({ start, end }) => start === end),
  );
  return [
    h('h3', {}, words.legend),
    h(
      'ul',
      { class: 'legend' },
      covers.map((cover) =>
        h(
          'li',
          { class: cover },
          h('span', { class: 'cover' }, words.cover[cover]),
          ' ',
          h('span', {}, words.means[cover]),
        ),
      ),
      [...kinds, ...(hasMissing ? /** @type {const} */ (['missing']) : [])].map((kind) =>
        h(
          'li',
          {},
          h('span', { class: `piece ${kind}`, 'aria-hidden': 'true' }, kind === 'missing' ? '⟨…⟩' : 'abc'),
          ' ',
          h('span', {}, words.mark[kind]),
        ),
      ),
    ),
  ];
};

/**
 * To the mark before and after; `at` is the place in all of them.
 * @param {number | null} at @param {number} total @param {(step: 1 | -1) => void} step @param {SourceSpeech} speech
 */
export const stepsView = (at, total, step, speech) => {
  const { source: words } = speech;
  if (total === 0) return h('p', { class: 'fine' }, words.no_marks);
  return h(
    'p',
    { class: 'buttons' },
    h('button', { type: 'button', 'data-key': 'source-previous', click: () => step(-1) }, words.previous),
    h('button', { type: 'button', 'data-key': 'source-next', click: () => step(1) }, words.next),
    at === null ? null : h('span', { class: 'fine' }, rich(words.position(at + 1, total), speech)),
  );
};

/**
 * The findings that have a place. Pointing at one lights its octets up; choosing it leads to them.
 * @param {readonly Mark[]} marks
 * @param {readonly (number | undefined)[]} lines Where they are, as far as it is known.
 * @param {Report} report
 * @param {{ point: (mark: number, by: 'pointer' | 'focus') => void, leave: (by: 'pointer' | 'focus') => void, choose: (mark: number) => void }} actions
 * @param {SourceSpeech} speech
 */
export const findingsView = (marks, lines, report, { point, leave, choose }, speech) => {
  const { findings: words } = speech.source;
  if (marks.length === 0) return null;
  const sorted = [...marks.keys()].sort((a, b) => weightOf(marks[a]) - weightOf(marks[b]));
  return [
    h('h3', {}, words.heading),
    h(
      'ul',
      { class: 'findings', role: 'list' },
      sorted.slice(0, FINDINGS).map((place) => {
        const mark = /** @type {Mark} */ (marks[place]);
        const line = lines[place];
        return h(
          'li',
          {
            'data-state': stateOf(mark),
            // What slides below a pointer at rest is not pointed at.
            mousemove: ({ movementX: x, movementY: y }) => {
              if (x !== 0 || y !== 0) point(place, 'pointer');
            },
            mouseleave: () => leave('pointer'),
          },
          h('span', { class: 'severity' }, markLabel(mark, speech)),
          h(
            'span',
            {},
            markSentence(mark, report, speech),
            ' ',
            h(
              'button',
              {
                type: 'button',
                class: 'link',
                'data-key': `mark-${place}`,
                focus: () => point(place, 'focus'),
                blur: () => leave('focus'),
                click: () => choose(place),
              },
              h('span', { class: 'unseen' }, words.show, ' '),
              line === undefined ? '…' : rich(words.line(line), speech),
            ),
          ),
        );
      }),
    ),
    marks.length > FINDINGS ? h('p', { class: 'fine' }, rich(words.not_listed(marks.length - FINDINGS), speech)) : null,
  ];
};

/** @param {Mark | undefined} mark */
const weightOf = (mark) => (mark ? (WEIGHT[stateOf(mark)] ?? 0) : 0);

/** The parts that a table lists. @param {readonly Part[]} parts */
export const listed = (parts) => parts.slice(0, PARTS);

/**
 * @param {readonly Part[]} parts
 * @param {readonly ([first: number, last: number] | undefined)[]} lines
 * @param {Report} report
 * @param {{ explain: (field: number) => void, show: (part: Part) => void }} actions
 * @param {SourceSpeech} speech
 */
export const tableView = (parts, lines, report, { explain, show }, speech) => {
  const { source: words } = speech;
  return [
    h(
      'table',
      { class: 'parts' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          [words.table.lines, words.table.part, words.table.cover].map((name) => h('th', { scope: 'col' }, name)),
        ),
      ),
      h(
        'tbody',
        {},
        listed(parts).map((part, place) =>
          h(
            'tr',
            {},
            h(
              'td',
              {},
              h(
                'button',
                { type: 'button', class: 'link', 'data-key': `part-${place}`, click: () => show(part) },
                lines[place] ? rich(words.table.range(...lines[place]), speech) : '…',
              ),
            ),
            h(
              'th',
              { scope: 'row' },
              partName(part, report, speech),
              part.field === null
                ? null
                : [
                    ' ',
                    h(
                      'button',
                      {
                        type: 'button',
                        class: 'ask',
                        'data-key': `part-field-${place}`,
                        'aria-label': words.explain(fieldName(report.fields[part.field]?.name ?? '').slice(0, 80)),
                        click: () => explain(/** @type {number} */ (part.field)),
                      },
                      '?',
                    ),
                  ],
            ),
            h('td', {}, words.cover[part.cover] === '' ? '–' : words.cover[part.cover]),
          ),
        ),
      ),
    ),
    parts.length > PARTS ? h('p', { class: 'fine' }, rich(words.table.not_listed(parts.length - PARTS), speech)) : null,
  ];
};
