// What a diagnosis says of a signature as a whole.

/** @import { CauseKind, CauseProblem } from '../i18n/catalogue.js' */
/** @import { Cause, Check, Diagnosis, Explained, Verification } from '../types/report.js' */

/** @type {Record<CauseProblem['code'], CauseKind>} */
const KINDS = {
  'diagnosis.body.line-ends': 'copying',
  'diagnosis.body.trailing-whitespace': 'copying',
  'diagnosis.body.trailing-blank-lines': 'copying',
  'diagnosis.body.blank-lines': 'rewriting',
  'diagnosis.body.protocol-lines': 'copying',
  'diagnosis.body.missing-final-newline': 'copying',
  'diagnosis.body.signer-left-out-final-newline': 'signer',
  'diagnosis.body.nothing-signed': 'empty',
  'diagnosis.body.signer-empty-body': 'signer',
  'diagnosis.body.signer-kept-blank-lines': 'signer',
  'diagnosis.body.signer-hashed-another-form': 'signer',
  'diagnosis.body.tabs-to-spaces': 'copying',
  'diagnosis.body.footer-appended': 'footer',
  'diagnosis.body.banner-prepended': 'banner',
  'diagnosis.body.from-escaped': 'copying',
  'diagnosis.body.dot-stuffing': 'copying',
  'diagnosis.body.transfer-encoding': 'rewriting',
  'diagnosis.body.charset': 'rewriting',
  'diagnosis.body.mojibake': 'rewriting',
  'diagnosis.body.unicode-substitution': 'copying',
  'diagnosis.body.rewrapped': 'copying',
  'diagnosis.body.boundary-changed': 'rewriting',
  'diagnosis.body.preamble-changed': 'rewriting',
  'diagnosis.body.part-header-changed': 'rewriting',
  'diagnosis.body.link-rewritten': 'links',
  'diagnosis.body.truncated': 'incomplete',
  'diagnosis.header.subject-prefix': 'subject',
  'diagnosis.header.subject-suffix': 'subject',
  'diagnosis.header.from-rewritten': 'author',
  'diagnosis.header.message-id-rewritten': 'fields',
  'diagnosis.header.refolded': 'rewriting',
  'diagnosis.header.whitespace': 'rewriting',
  'diagnosis.header.encoded-word-reencoded': 'rewriting',
  'diagnosis.header.field-added': 'fields',
  'diagnosis.header.reply-to-added': 'author',
  'diagnosis.header.field-removed': 'fields',
  'diagnosis.header.field-duplicated': 'fields',
  'diagnosis.header.field-order': 'fields',
  'diagnosis.header.address-list-changed': 'rewriting',
  'diagnosis.header.date-reformatted': 'rewriting',
  'diagnosis.header.case-changed': 'rewriting',
  'diagnosis.header.field-changed': 'fields',
  'diagnosis.signature.damaged': 'damage',
  'diagnosis.signature.wrong-canonicalization': 'signer',
  'diagnosis.signature.wrong-selector': 'key',
  'diagnosis.signature.selector-of-another': 'key',
};

/** How many kinds of changes a search knows. @param {'body' | 'header'} half */
export const known = (half) => Object.keys(KINDS).filter((code) => code.startsWith(`diagnosis.${half}.`)).length;

/** @param {Cause} cause @returns {CauseKind} */
export const kindOf = ({ finding }) => {
  if (finding.code === 'diagnosis.body.line-ends' && finding.params.form.startsWith('signer_')) return 'signer';
  return /** @type {Partial<Record<string, CauseKind>>} */ (KINDS)[finding.code] ?? 'fields';
};

/** The kinds of the proven causes, each once. @param {Diagnosis | undefined} diagnosis */
export const provenKinds = (diagnosis) =>
  [...new Set((diagnosis?.causes ?? []).filter(({ proof }) => proof === 'proven').map(kindOf))];

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
