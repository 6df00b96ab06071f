// What a diagnosis says of a signature as a whole.

/** @import { Cause, Check, Diagnosis, Explained, CauseKind, Verification } from '../types/report.js' */

/** The kinds of the proven causes, each once. @param {Diagnosis | undefined} diagnosis */
export const provenKinds = (diagnosis) =>
  [...new Set((diagnosis?.causes ?? []).filter(({ proof }) => proof === 'proven').map(({ kind }) => kind))];

/** @param {Explained} explained @param {Check} check */
const isRight = (explained, check) => explained === 'proven' || (explained === 'not_needed' && check === 'pass');

/**
 * Whether the signature verifies with all proven causes undone, and then covers something that was written.
 * @param {Diagnosis | undefined} diagnosis
 * @param {Verification} verification
 */
export const isProven = (diagnosis, { checks }) => diagnosis !== undefined && provenKinds(diagnosis).length > 0
  && !provenKinds(diagnosis).includes('empty') && isRight(diagnosis.body, checks.body_hash) && isRight(diagnosis.header, checks.signature);

/** Whether a signature fails in a way that can have a cause in the message, its field or its key. @param {Verification} verification */
export const needsExplaining = ({ result, checks }) => (result === 'fail' || result === 'permerror')
  && (checks.body_hash === 'fail' || checks.signature !== 'pass' || checks.key_permits === 'fail');

/** What is the same of two diagnoses that tell of the same changes. @param {Diagnosis} diagnosis */
const storyOf = ({ body, header, causes }) => JSON.stringify([body, header, causes.map(({ proof, finding }) => [proof, finding.code, 'params' in finding ? finding.params : null])]);

/**
 * The signature beside which the changes are told in full that broke this one: the first of those that they broke alike.
 * @param {readonly Diagnosis[]} diagnoses
 * @param {number} index
 * @param {number | null} main The signature that the verdict is about; it comes before all others.
 */
export const toldBeside = (diagnoses, index, main) => {
  const own = diagnoses.find(({ signature }) => signature === index);
  if (!own || own.causes.length === 0) return index;
  const sorted = diagnoses.toSorted((a, b) => Number(b.signature === main) - Number(a.signature === main));
  return sorted.find((one) => storyOf(one) === storyOf(own))?.signature ?? index;
};

/** What explains a failure otherwise than by a change on the way. @type {ReadonlySet<CauseKind>} */
const FAULTS = new Set(['signer', 'key', 'damage', 'empty']);

/** Whether a signature is proven to be over the message as it was before. @param {Diagnosis | undefined} diagnosis @param {Verification} verification */
export const isProvenBefore = (diagnosis, verification) =>
  isProven(diagnosis, verification) && !provenKinds(diagnosis).some((kind) => FAULTS.has(kind));
