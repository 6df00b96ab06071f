// What was found at certain octets, what undoing a change would put there, and what was repaired before.

import { isRepair } from '../message-choice.js';

/** @import { Cause, Diagnosis, Finding, Report, Span } from '../../types/report.js' */
/** @import { Part } from './parts.js' */
/**
 * @typedef {'finding' | 'changed' | 'added' | 'repaired'} MarkKind
 * @typedef {{ kind: MarkKind, finding: Finding, cause: Cause | null, signature: number | null, spans: readonly Span[], repairs?: readonly Finding[] }} Mark `repairs`: all that were made at these places.
 * @typedef {{ start: number, end: number, mark: number }} Piece A place of a mark.
 * @typedef {{ start: number, end: number, part: number, marks: number[] }} Segment
 */

/** Places of one mark, and of all together: a hostile message can have any number. */
const PLACES = 300;
const ALL_PLACES = 3000;

/** What somebody else has put into the message. */
const ADDED = new Set([
  'diagnosis.body.footer-appended',
  'diagnosis.body.banner-prepended',
  'diagnosis.header.field-added',
  'diagnosis.header.reply-to-added',
]);

/** The signature that a finding is about. @param {Finding} finding */
const signatureOf = ({ subject }) =>
  subject.kind === 'signature' ? subject.index : subject.kind === 'key' ? subject.signature : null;

/**
 * The marks, in the order of their first places.
 * @param {Report} report
 * @param {readonly Diagnosis[]} diagnoses
 * @param {ReadonlyMap<number, number>} tails Where signatures leave the end of the body out.
 * @returns {Mark[]}
 */
export const marksOf = ({ findings, source }, diagnoses, tails) => {
  /** @type {Mark[]} */
  const found = findings.flatMap((finding) => {
    // Findings about a record of the DNS tell places in that record.
    if (!finding.span || finding.subject.kind === 'policy_record' || finding.subject.kind === 'spf') return [];
    const signature = signatureOf(finding);
    const tail = finding.code === 'dkim.signature.unsigned-body' ? tails.get(signature ?? -1) : undefined;
    const spans =
      tail === undefined || !source.body ? [finding.span] : [finding.span, { start: tail, end: source.body.end }];
    return [{ kind: /** @type {MarkKind} */ ('finding'), finding, cause: null, signature, spans }];
  });
  const caused = diagnoses.flatMap(({ causes, signature }) =>
    causes.flatMap((cause) => {
      const { finding, restored } = cause;
      const spans =
        restored.length > 0 ? restored.slice(0, PLACES).map(({ span }) => span) : finding.span ? [finding.span] : [];
      return spans.length === 0
        ? []
        : [
            {
              kind: /** @type {MarkKind} */ (ADDED.has(finding.code) ? 'added' : 'changed'),
              finding,
              cause,
              signature,
              spans,
            },
          ];
    }),
  );
  const repairs = findings.filter(isRepair);
  const [first] = repairs;
  /** @type {Mark[]} */
  const repaired =
    first && source.repaired
      ? [
          {
            kind: 'repaired',
            finding: first,
            cause: null,
            signature: null,
            spans: source.repaired.slice(0, PLACES),
            repairs,
          },
        ]
      : [];
  const isInside = (/** @type {Mark} */ { spans }) => spans.every(({ end }) => end <= source.octets);
  const start = (/** @type {Mark} */ { spans }) => /** @type {Span} */ (spans[0]).start;
  return [...found, ...caused, ...repaired].filter(isInside).sort((a, b) => start(a) - start(b));
};

/** All places, in the order of the source. @param {readonly Mark[]} marks @returns {Piece[]} */
export const piecesOf = (marks) =>
  marks
    .flatMap(({ spans }, mark) => spans.map(({ start, end }) => ({ start, end, mark })))
    .slice(0, ALL_PLACES)
    .sort((a, b) => a.start - b.start || a.end - b.end);

/**
 * The places that lie in a row or more.
 * @param {readonly Piece[]} pieces
 * @param {number} start
 * @param {number} end
 * @param {boolean} [isLast] Whether nothing follows.
 */
export const piecesIn = (pieces, start, end, isLast = false) =>
  pieces.filter(
    (piece) =>
      (piece.start < end && piece.end > start) ||
      (piece.start === piece.end && ((piece.start >= start && piece.start < end) || (isLast && piece.start === end))),
  );

/**
 * Cuts a row where a part or a mark begins or ends. Where something is missing stands an empty segment.
 * @param {number} start @param {number} end
 * @param {readonly Part[]} parts Those of the whole source.
 * @param {number} first The place of the part that the row begins in.
 * @param {readonly Piece[]} pieces Those in the row.
 * @returns {Segment[]}
 */
export const segmentsOf = (start, end, parts, first, pieces) => {
  const cuts = new Set([start, end]);
  for (const piece of pieces) for (const at of [piece.start, piece.end]) if (at > start && at < end) cuts.add(at);
  for (let part = first; (parts[part]?.end ?? end) < end; part += 1) cuts.add(/** @type {Part} */ (parts[part]).end);
  const sorted = [...cuts].sort((a, b) => a - b);
  /** @type {Segment[]} */
  const segments = [];
  let part = first;
  /** @param {number} at */
  const addMissing = (at) => {
    const missing = pieces.filter((piece) => piece.start === at && piece.end === at);
    if (missing.length > 0) segments.push({ start: at, end: at, part, marks: missing.map(({ mark }) => mark) });
  };
  sorted.slice(0, -1).forEach((at, place) => {
    while ((parts[part]?.end ?? end) <= at) part += 1;
    addMissing(at);
    const next = /** @type {number} */ (sorted[place + 1]);
    segments.push({
      start: at,
      end: next,
      part,
      marks: pieces.filter((piece) => piece.start < next && piece.end > at).map(({ mark }) => mark),
    });
  });
  addMissing(end);
  return segments;
};
