// What the headline may say. Verified, failed, cannot be tested: never a fourth answer, and never
// "verified" without the reservations that belong to it.

import { isProven, provenKinds } from './cause.js';

/** @import { HeadlineCode } from '../i18n/catalogue.js' */
/** @import { Diagnosis, Report, Verification, Finding, KeyEvaluation, Domain, NotChecked } from '../types/report.js' */
/** @typedef {'pass' | 'warn' | 'alien' | 'late' | 'fail' | 'unknown' | 'pending' | 'none'} State */
/** @typedef {{ state: State, code: HeadlineCode, index: number | null, signer: Domain | null, author: Domain | null, until: number | null, reasons: Finding[], key: KeyEvaluation | null, isPasted: boolean }} Judgement */

/** The author cannot be held against the signer. */
const AUTHOR = new Set([
  'message.from.missing', 'message.from.multiple-fields', 'message.from.multiple-mailboxes', 'message.from.ambiguous',
  'message.from.invalid-domain', 'message.from.encoded-address', 'message.from.source-route', 'message.from.comment-in-address',
  'message.from.quoted-at', 'message.header.malformed-line', 'message.header.bare-cr',
]);

/** @param {...string} codes @returns {(finding: Finding) => boolean} */
const is = (...codes) => ({ code }) => codes.includes(code);

const isStranger = is('dkim.signature.other-domain');
/** What the author is called names somebody else. */
const isMisleading = is('message.from.address-in-name');
const isDisagreement = is('dkim.key.answers-differ');

/** What a reader takes for part of the mail, and anybody could have written. @param {Finding} finding */
const isGap = (finding) => is('dkim.signature.unsigned-body', 'dkim.signature.instance-unsigned')(finding)
  || (finding.code === 'dkim.signature.field-unsigned' && finding.params.name === 'subject');

/** Why a signature that verifies is not called verified, the weightiest first. @type {[HeadlineCode, (finding: Finding) => boolean][]} */
const RESERVATIONS = [
  // RFC 6376 §3.6.1: a domain that is testing is to be treated as if it did not sign.
  ['testing', is('dkim.key.testing')],
  ['doubtful', isDisagreement],
  ['partly', isGap],
];

/** Said beside a verdict, without changing it. */
const isAside = is('dkim.signature.field-unsigned', 'message.from.control-character');

/** The finding that tells why a signature was not checked. @type {Record<Exclude<NotChecked, 'declined'>, string>} */
const NOT_CHECKED = {
  private_name: 'dkim.signature.private-name', key_names: 'dkim.message.too-many-key-names', signatures: 'dkim.message.too-many-signatures',
  header: 'message.limit.reached', arithmetic: 'dkim.message.too-much-arithmetic',
};

/** The cap on header fields and octets leaves the author unjudged. */
const CUT_OFF = new Set(['header_fields', 'header_octets', 'field_octets', 'addresses', 'nesting']);

/**
 * The findings about one signature and its keys.
 * @param {Report} report
 * @param {number} index
 * @returns {Finding[]}
 */
export const findingsOf = (report, index) => report.findings.filter(({ subject }) =>
  (subject.kind === 'signature' && subject.index === index) || (subject.kind === 'key' && subject.signature === index));

/** Whether a signature's key was pasted, so that nothing tells what its domain publishes. @param {Verification} verification */
export const isPasted = ({ keys, deciding_key: deciding }) => keys[deciding ?? 0]?.provenance.kind === 'pasted';

/** @param {Finding} finding */
const leavesAuthorOpen = (finding) =>
  AUTHOR.has(finding.code) || (finding.code === 'message.limit.reached' && CUT_OFF.has(finding.params.limit));

/**
 * How a signature that passes may be spoken of.
 * @param {Report} report
 * @param {number} index
 * @returns {[State, HeadlineCode, Finding[]]}
 */
const judgePass = (report, index) => {
  const own = findingsOf(report, index);
  const unclear = report.findings.filter(leavesAuthorOpen);
  const found = RESERVATIONS.filter(([, holds]) => own.some(holds));
  const misleading = report.findings.filter(isMisleading);
  const reservations = [...misleading, ...own.filter((finding) => found.some(([, holds]) => holds(finding)))];
  if (unclear.length > 0 || report.identifiers.author_domain === null) return ['warn', 'author_unclear', [...unclear, ...reservations]];
  if (own.some(isStranger)) return ['alien', 'other_domain', reservations];
  if (misleading.length > 0) return ['warn', 'misleading', reservations];
  if (found[0]) return ['warn', found[0][0], reservations];
  const ofAuthor = report.findings.filter(({ subject }) => subject.kind === 'field');
  return ['pass', 'verified', [...own, ...ofAuthor].filter(isAside)];
};

/** What a proven change accounts for; beside any other error it says nothing. */
const isAccountedFor = is('dkim.signature.body-hash-mismatch', 'dkim.signature.signature-mismatch', 'dkim.signature.base64', 'dkim.signature.expired');

/**
 * How a signature may be spoken of that fails for reasons all of which are proven.
 * @param {Report} report
 * @param {number} index
 * @param {Diagnosis | undefined} diagnosis
 * @returns {[State, HeadlineCode, Finding[]] | null}
 */
const judgeExplained = (report, index, diagnosis) => {
  const own = findingsOf(report, index);
  const kinds = provenKinds(diagnosis);
  // Of a key that was published otherwise nothing was judged but that it fits.
  if (!isProven(diagnosis, /** @type {Verification} */ (report.dkim[index])) || kinds.includes('key')) return null;
  if (!own.filter(({ severity }) => severity === 'error').every(isAccountedFor)) return null;
  // Of somebody else's signature the change of the author's address is what tells.
  if (own.some(isStranger) && !kinds.includes('author')) return null;
  const reservations = own.filter((finding) => isStranger(finding) || finding.code === 'dkim.signature.expired' || RESERVATIONS.some(([, holds]) => holds(finding)));
  return ['warn', kinds.includes('signer') ? 'faulty' : 'altered', [...report.findings.filter((finding) => leavesAuthorOpen(finding) || isMisleading(finding)), ...reservations]];
};

/**
 * How a signature that does not pass may be spoken of.
 * @param {Report} report
 * @param {number} index
 * @param {Verification} verification
 * @returns {[State, HeadlineCode, Finding[]]}
 */
const judgeOther = (report, index, { result, checks, not_checked: reason, key_cause: cause }) => {
  const own = findingsOf(report, index);
  const errors = own.filter((finding) => finding.severity === 'error');
  const others = [...own.filter(isStranger), ...report.findings.filter(isMisleading)];
  switch (result) {
    case 'pending': return ['pending', 'pending', []];
    // The signature verifies by one answer and not by another.
    case 'temperror': return checks.signature === 'pass' ? ['warn', 'doubtful', own.filter(isDisagreement)] : ['unknown', 'unreachable', []];
    case 'not_checked': return reason === null || reason === 'declined'
      ? ['unknown', 'declined', []] : ['unknown', 'not_checked', report.findings.filter(is(NOT_CHECKED[reason]))];
    case 'neutral': return checks.body_hash === 'untestable' && checks.signature === 'pass'
      ? ['unknown', 'body_absent', others] : ['unknown', 'untestable', errors];
    case 'permerror': return ['fail', 'unusable', errors];
  }
  if (checks.signature !== 'pass') return ['fail', cause === 'changed' ? 'misfit' : 'failed', []];
  if (checks.body_hash === 'fail') return ['fail', 'body_changed', others];
  if (!errors.every(is('dkim.signature.expired'))) return ['fail', 'failed', errors];
  return ['late', 'expired', [...others, ...own.filter((finding) => RESERVATIONS.some(([, holds]) => holds(finding)))]];
};

/** Which statement is made when signatures differ: what is certain before what is open, both before what fails. */
/** @type {HeadlineCode[]} */
const ORDER = [
  'verified', 'partly', 'testing', 'doubtful', 'misleading', 'author_unclear', 'altered', 'faulty', 'other_domain', 'pending', 'body_absent', 'unreachable',
  'declined', 'not_checked', 'untestable', 'expired', 'body_changed', 'failed', 'misfit', 'unusable',
];

/** @param {Report} report @param {number} index @param {readonly Diagnosis[]} diagnoses @returns {Judgement} */
const judgeOne = (report, index, diagnoses) => {
  const verification = /** @type {Verification} */ (report.dkim[index]);
  const diagnosis = diagnoses.find(({ signature }) => signature === index);
  const [state, code, reasons] = verification.result === 'pass' ? judgePass(report, index)
    : judgeExplained(report, index, diagnosis) ?? judgeOther(report, index, verification);
  const key = verification.keys[verification.deciding_key ?? -1] ?? null;
  const { domain: signer, expiration: until } = verification.signature;
  return { state, code, index, reasons, signer, author: report.identifiers.author_domain, until, key, isPasted: isPasted(verification) };
};

/**
 * @param {Report} report
 * @param {readonly Diagnosis[]} [diagnoses]
 * @returns {Judgement}
 */
export const judge = (report, diagnoses = []) => {
  const all = report.dkim.map((_, index) => judgeOne(report, index, diagnoses));
  // An open question could still change what a lesser pass says, so only a full one is stated before the end.
  const full = all.find(({ code }) => code === 'verified');
  const open = all.find(({ code }) => code === 'pending');
  if (!full && open) return open;
  const rank = (/** @type {Judgement} */ judgement) => ORDER.indexOf(judgement.code);
  const [best] = all.toSorted((a, b) => rank(a) - rank(b));
  return best ?? { state: 'none', code: 'unsigned', index: null, signer: null, author: report.identifiers.author_domain, until: null, reasons: [], key: null, isPasted: false };
};

/**
 * What may be said of one signature, for its own card.
 * @param {Report} report
 * @param {number} index
 * @param {readonly Diagnosis[]} [diagnoses]
 */
export const judgeSignature = (report, index, diagnoses = []) => judgeOne(report, index, diagnoses);
