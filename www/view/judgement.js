// What the headline may say. Verified, failed, cannot be tested: never a fourth answer, and never
// "verified" without the reservations that belong to it.

/** @typedef {import('../types/report.js').Report} Report */
/** @typedef {import('../types/report.js').Verification} Verification */
/** @typedef {import('../types/report.js').Finding} Finding */
/** @typedef {import('../types/report.js').Domain} Domain */
/** @typedef {import('../i18n/catalogue.js').HeadlineCode} HeadlineCode */
/** @typedef {'pass' | 'warn' | 'fail' | 'unknown' | 'pending' | 'none'} State */
/** @typedef {{ state: State, code: HeadlineCode, signer: Domain | null, author: Domain | null, reasons: Finding[] }} Judgement */

/** The author cannot be held against the signer. */
const AUTHOR = new Set([
  'message.from.missing', 'message.from.multiple-fields', 'message.from.multiple-mailboxes', 'message.from.ambiguous',
  'message.from.invalid-domain',
]);

/** What a signature verifies is not all that a reader sees, or not certain. */
const RESERVATIONS = new Set([
  'dkim.signature.unsigned-body', 'dkim.signature.instance-unsigned', 'dkim.key.answers-differ', 'dkim.key.testing',
]);

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

/** @param {Finding} finding */
const leavesAuthorOpen = (finding) =>
  AUTHOR.has(finding.code) || (finding.code === 'message.limit.reached' && CUT_OFF.has(finding.params.limit));

/**
 * How a signature that passes may be spoken of.
 * @param {Report} report
 * @param {number} index
 * @returns {Judgement}
 */
const judgePass = (report, index) => {
  const own = findingsOf(report, index);
  const signer = report.dkim[index]?.signature.domain ?? null;
  const author = report.identifiers.author_domain;
  const unclear = report.findings.filter(leavesAuthorOpen);
  const reservations = own.filter((finding) => RESERVATIONS.has(finding.code));
  const base = { signer, author };
  if (unclear.length > 0 || author === null) return { ...base, state: 'warn', code: 'author_unclear', reasons: [...unclear, ...reservations] };
  if (own.some((finding) => finding.code === 'dkim.signature.other-domain')) {
    return { ...base, state: 'warn', code: 'other_domain', reasons: reservations };
  }
  if (reservations.length > 0) return { ...base, state: 'warn', code: 'partly', reasons: reservations };
  return { ...base, state: 'pass', code: 'verified', reasons: [] };
};

/**
 * How a signature that does not pass may be spoken of.
 * @param {Verification} verification
 * @returns {[State, HeadlineCode]}
 */
const judgeOther = ({ result, checks }) => {
  switch (result) {
    case 'pending': return ['pending', 'pending'];
    case 'temperror': return ['unknown', 'unreachable'];
    case 'not_checked': return ['unknown', 'not_checked'];
    case 'neutral': return ['unknown', checks.body_hash === 'untestable' && checks.signature === 'pass' ? 'body_absent' : 'untestable'];
    case 'permerror': return ['fail', 'unusable'];
    default: return ['fail', checks.signature === 'pass' && checks.body_hash === 'fail' ? 'body_changed' : 'failed'];
  }
};

/** Which statement is made when signatures differ: what is certain before what is open, both before what fails. */
/** @type {HeadlineCode[]} */
const ORDER = [
  'verified', 'partly', 'author_unclear', 'other_domain', 'pending', 'body_absent', 'unreachable', 'not_checked',
  'untestable', 'body_changed', 'failed', 'unusable',
];

/** @param {Report} report @param {Verification} verification @param {number} index @returns {Judgement} */
const judgeOne = (report, verification, index) => {
  if (verification.result === 'pass') return judgePass(report, index);
  const [state, code] = judgeOther(verification);
  const errors = findingsOf(report, index).filter((finding) => finding.severity === 'error');
  return {
    state, code, signer: verification.signature.domain, author: report.identifiers.author_domain,
    reasons: code === 'unusable' || code === 'untestable' ? errors : [],
  };
};

/**
 * @param {Report} report
 * @returns {Judgement}
 */
export const judge = (report) => {
  const author = report.identifiers.author_domain;
  const all = report.dkim.map((verification, index) => judgeOne(report, verification, index));
  // An open question could still change what a lesser pass says, so only a full one is stated before the end.
  const full = all.find(({ code }) => code === 'verified');
  const open = all.find(({ code }) => code === 'pending');
  if (!full && open) return open;
  const rank = (/** @type {Judgement} */ judgement) => ORDER.indexOf(judgement.code);
  const [best] = all.toSorted((a, b) => rank(a) - rank(b));
  return best ?? { state: 'none', code: 'unsigned', signer: null, author, reasons: [] };
};

/**
 * The state of one signature, for its own card.
 * @param {Report} report
 * @param {number} index
 * @returns {State}
 */
export const stateOf = (report, index) => {
  const verification = report.dkim[index];
  return verification ? judgeOne(report, verification, index).state : 'none';
};
