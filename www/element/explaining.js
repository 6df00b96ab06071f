// What shows an explanation. Loaded with the first one.

import { CAUSES, CHANGES } from '../view/explanation.js';
import { AROUND, SHOWN } from '../view/difference.js';
import { learnFor } from './characters.js';

/** @import { Session } from '../session/session.js' */
/** @import { Explained, Piece } from '../types/element.js' */
/** @import { Diagnosis } from '../types/report.js' */

export { explanation, summary } from '../view/explanation.js';

/** Changes of all causes together whose octets are fetched. */
const ALL_CHANGES = 300;

/**
 * Diagnoses together with the octets that they are about, as long as these are shown.
 * @param {readonly Diagnosis[]} diagnoses
 * @param {Session} session
 * @returns {Promise<Explained[]>}
 */
export const withPieces = async (diagnoses, session) => {
  let left = ALL_CHANGES;
  const shown = diagnoses.map(({ causes }) =>
    causes.slice(0, CAUSES).map(({ restored }) => {
      const spans = restored.slice(0, Math.min(CHANGES, left)).map(({ span }) => span);
      left -= spans.length;
      return spans;
    }),
  );
  const wanted = shown.flat(2).flatMap(
    ({ start, end }) =>
      /** @type {[number, number][]} */ ([
        [Math.max(start - AROUND, 0), start],
        [start, Math.min(end, start + SHOWN)],
        [end, end + AROUND],
      ]),
  );
  const octets = wanted.length > 0 ? await session.pieces(wanted) : [];
  await learnFor(diagnoses, octets);
  const pieces = octets.values();
  const next = () => pieces.next().value ?? new Uint8Array();
  return diagnoses.map((diagnosis, place) => ({
    diagnosis,
    pieces: (shown[place] ?? []).map((spans) =>
      spans.map(() => /** @type {Piece} */ ({ before: next(), now: next(), after: next() })),
    ),
  }));
};
