// Which of several signatures the same changes are told beside.

/** @import { Diagnosis } from '../types/report.js' */

/** What is the same of two diagnoses that tell of the same changes. @param {Diagnosis} diagnosis */
const storyOf = ({ body, header, causes }) =>
  JSON.stringify([
    body,
    header,
    causes.map(({ proof, finding }) => [proof, finding.code, 'params' in finding ? finding.params : null]),
  ]);

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
