// What a piece of the message belongs to, and what the header field is about that it stands in.

import { fieldName } from '../../i18n/field.js';
import { sentence as causeSentence } from '../explanation.js';
import { sentence } from '../findings.js';
import { h } from '../h.js';
import { rich } from '../rich.js';
import { domainName, untrusted, untrustedBox } from '../untrusted.js';
import { knownField } from './fields.js';
import { coverAt } from './parts.js';

/** @import { SourceSpeech } from '../../i18n/source/texts.js' */
/** @import { Diagnosis, Report } from '../../types/report.js' */
/** @import { FullSpeech } from '../explanation.js' */
/** @import { Mark } from './marks.js' */
/** @import { Part } from './parts.js' */
/**
 * @typedef {{ part: Part, marks: readonly Mark[], start: number, end: number, lines: [first: number, last: number] |
 *   null }} Chosen
 */
/**
 * @typedef {{ tails: ReadonlyMap<number, number>, diagnoses: readonly Diagnosis[] }} Known `tails`: where signatures
 *   leave the end of the body out.
 */

/** Signatures and findings that are told of. */
const SHOWN = 10;

/** @param {Part} part @param {Report} report @param {SourceSpeech} speech */
export const partName = ({ place, field }, report, speech) =>
  place === 'field'
    ? rich(speech.source.field(fieldName(report.fields[field ?? -1]?.name ?? '')), speech)
    : speech.source.place[place];

/** What was found, in words. @param {Mark} mark @param {Report} report @param {SourceSpeech} speech */
export const markSentence = ({ finding, cause, repairs }, report, speech) => {
  if (repairs) return repairs.map((repair, place) => [place > 0 ? ' ' : null, sentence(repair, speech, report)]);
  if (!cause) return sentence(finding, speech, report);
  return speech.catalogue.explanation ? causeSentence(cause, /** @type {FullSpeech} */ (speech)) : [finding.code];
};

/** The state that colours a mark. @param {Mark} mark */
export const stateOf = ({ finding, cause }) => (cause ? cause.proof : finding.severity);

/** @param {Mark} mark @param {SourceSpeech} speech */
export const markLabel = ({ kind, finding, cause }, speech) => {
  if (kind === 'repaired') return speech.source.repaired;
  if (!cause) return speech.catalogue.finding.severity[finding.severity];
  return speech.catalogue.explanation?.[cause.proof] ?? '';
};

/** What stood in a place when it was signed. @param {Mark} mark @param {Chosen} chosen @param {SourceSpeech} speech */
const stood = ({ cause }, { start, end }, speech) => {
  const words = speech.source.piece;
  const restored =
    cause?.restored.find(({ span }) => span.start === start && span.end === end) ??
    cause?.restored.find(({ span }) => span.start <= start && span.end >= end);
  if (!restored) return null;
  return restored.octets === 0
    ? h('p', { class: 'fine' }, words.nothing_stood)
    : [h('p', { class: 'fine' }, words.restored), untrustedBox(restored.text)];
};

/**
 * How signatures cover the piece.
 * @param {Chosen} chosen
 * @param {Report} report
 * @param {Known} known
 * @param {SourceSpeech} speech
 */
const signatures = ({ part, start }, report, { tails, diagnoses }, speech) => {
  const { source: words } = speech;
  const own = report.dkim.findIndex(({ field }) => part.place === 'field' && field === part.field);
  if (report.dkim.length === 0 || part.place === 'blank' || part.place === 'stray') return null;
  return [
    h('h4', {}, words.piece.signatures),
    own >= 0 ? h('p', {}, rich(words.piece.own(own + 1), speech)) : null,
    h(
      'ul',
      {},
      report.dkim
        .slice(0, SHOWN)
        .map(({ signature: { domain } }, index) =>
          h(
            'li',
            {},
            rich(words.piece.signature(index + 1), speech),
            domain ? [words.piece.brackets[0], domainName(domain), words.piece.brackets[1]] : null,
            words.piece.colon,
            words.means[coverAt(report, index, part, start, tails, diagnoses)],
          ),
        ),
    ),
  ];
};

/**
 * Above or below the place where the receiver's own hosts begin.
 * @param {Report} report
 * @param {number} field
 * @returns {'above' | 'below' | 'unknown'}
 */
export const positionOf = ({ trace }, field) => {
  const hop = trace.boundary?.hop;
  const boundary = hop === undefined ? undefined : trace.hops[hop]?.field;
  return boundary === undefined ? 'unknown' : field <= boundary ? 'above' : 'below';
};

/** What a header field is about. @param {Report} report @param {number} field @param {SourceSpeech} speech */
const about = (report, field, speech) => {
  const words = speech.source.about;
  const { name = '' } = report.fields[field] ?? {};
  const known = knownField(name);
  /** @param {string} title @param {string} text */
  const row = (title, text) => h('div', {}, h('dt', {}, title), h('dd', {}, text));
  const { writer, trust, says } = speech.fields;
  return [
    h('h4', {}, words.heading),
    known
      ? h(
          'dl',
          { class: 'about' },
          row(words.says, says[known.id]),
          row(words.by, writer[known.writer]),
          row(words.trust, trust[known.trust]),
          ['boundary', 'results', 'route', 'opaque'].includes(known.trust)
            ? row(words.here, words.position[positionOf(report, field)])
            : null,
        )
      : h('p', {}, words.unknown),
    known?.isUsual ? h('p', { class: 'fine' }, words.usual) : null,
  ];
};

/**
 * @param {Chosen | null} chosen
 * @param {Report} report
 * @param {Known} known
 * @param {SourceSpeech} speech
 */
export const pieceView = (chosen, report, known, speech) => {
  const { source: words } = speech;
  if (!chosen) return [h('h3', {}, words.piece.heading), h('p', { class: 'fine' }, words.piece.empty)];
  const { part, marks, start, end, lines } = chosen;
  const covers = signatures(chosen, report, known, speech);
  return [
    h('h3', {}, words.piece.heading),
    h(
      'p',
      {},
      h(
        'strong',
        {},
        part.place === 'field'
          ? untrusted(fieldName(report.fields[part.field ?? -1]?.name ?? ''))
          : words.place[part.place],
      ),
      ' ',
      h(
        'span',
        { class: 'fine' },
        lines ? [rich(words.piece.lines(...lines), speech), ' · '] : null,
        rich(words.piece.octets(end - start), speech),
      ),
    ),
    marks.length > 0
      ? h(
          'section',
          {},
          h('h4', {}, words.piece.findings),
          h(
            'ul',
            { class: 'findings', role: 'list' },
            marks
              .slice(0, SHOWN)
              .map((mark) =>
                h(
                  'li',
                  { 'data-state': stateOf(mark) },
                  h('span', { class: 'severity' }, markLabel(mark, speech)),
                  h('div', {}, markSentence(mark, report, speech), stood(mark, chosen, speech)),
                ),
              ),
          ),
        )
      : null,
    h(
      'div',
      { class: 'columns' },
      part.place === 'field' && part.field !== null ? h('section', {}, about(report, part.field, speech)) : null,
      covers ? h('section', {}, covers) : null,
    ),
  ];
};
