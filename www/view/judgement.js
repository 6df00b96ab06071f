// What the headline may say. Verified, failed, cannot be tested: never a fourth answer, and never
// "verified" without the reservations that belong to it.

import { isProven, provenKinds } from './cause.js';

/** @import { HeadlineCode } from '../i18n/catalogue.js' */
/** @import { Diagnosis, Report, Verification, Finding, KeyEvaluation, Domain, NotChecked, Policy } from '../types/report.js' */
/** @typedef {'pass' | 'warn' | 'alien' | 'late' | 'fail' | 'unknown' | 'pending' | 'none'} State */
/** @typedef {{ state: State, code: HeadlineCode, index: number | null, signer: Domain | null, author: Domain | null, until: number | null, reasons: Finding[], key: KeyEvaluation | null, isPasted: boolean, absent: readonly string[] }} Judgement */

/** The author cannot be held against the signer. */
const AUTHOR = new Set([
  'message.from.missing', 'message.from.absent', 'message.from.multiple-fields', 'message.from.ambiguous',
  'message.from.invalid-domain', 'message.from.encoded-address', 'message.from.source-route', 'message.from.comment-in-address',
  'message.from.quoted-at', 'message.header.malformed-line', 'message.header.bare-cr',
]);

/** @param {...string} codes @returns {(finding: Finding) => boolean} */
const is = (...codes) => ({ code }) => codes.includes(code);

const isStranger = is('dkim.signature.other-domain');
/** What the author is called names somebody else. @param {Finding} finding */
const isMisleading = (finding) => isDeceptive(finding) || (finding.code === 'identity.name.domain' && finding.params.name === 'from');
const isDeceptive = is(
  'message.from.address-in-name', 'identity.domain.confusable', 'identity.domain.mixed-script',
  'identity.domain.compatibility-characters', 'identity.text.bidi-control',
);
const isDisagreement = is('dkim.key.answers-differ');
/** Beside a signature that verifies: the mail may have been sent once more. */
const isOld = is('replay.time.long-before');
/** RFC 6376 §3.5: such a signature may be ignored. */
const isAhead = is('dkim.signature.timestamp-in-future');

/** Several authors of one domain (RFC 9989 §5.3.1). @param {Finding} finding */
const isOfOneDomain = (finding) => finding.code === 'message.from.multiple-mailboxes' && finding.params.domains === 1;

/** What a reader takes for part of the mail, and anybody could have written. @param {Finding} finding */
const isGap = (finding) => is('dkim.signature.unsigned-body', 'dkim.signature.instance-unsigned')(finding)
  || (finding.code === 'dkim.signature.field-unsigned' && finding.params.name === 'subject');

/** Why a signature that verifies is not called verified, the weightiest first. @type {[HeadlineCode, (finding: Finding) => boolean][]} */
const RESERVATIONS = [
  // RFC 6376 §3.6.1: a domain that is testing is to be treated as if it did not sign.
  ['testing', is('dkim.key.testing')],
  ['doubtful', isDisagreement],
  ['partly', isGap],
  ['ahead', isAhead],
  ['resent', isOld],
];

/** Said beside a verdict, without changing it. */
const isAside = (/** @type {Finding} */ finding) => is('dkim.signature.field-unsigned', 'message.from.control-character')(finding) || isOfOneDomain(finding);

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

/** Whether nothing but the time speaks against a signature. @param {Verification} verification */
export const hasExpired = ({ checks: { time, body_hash: body, signature, key_permits: key } }) => time === 'fail' && (body === 'pass' || body === 'untestable') && signature === 'pass' && key === 'pass';

/** @param {Finding} finding */
const leavesAuthorOpen = (finding) =>
  AUTHOR.has(finding.code) || (finding.code === 'message.from.multiple-mailboxes' && !isOfOneDomain(finding)) || (finding.code === 'message.limit.reached' && CUT_OFF.has(finding.params.limit));

/** Whether programs may read From differently, so that it is open whom a proof would speak for. @param {Report} report */
export const isAuthorUnclear = ({ findings }) => findings.some(leavesAuthorOpen);

/**
 * Whether a signature is somebody else's: as DMARC finds it, and where that is not known, by its name.
 * @param {Report} report
 * @param {number} index
 */
export const isOthers = (report, index) => {
  if (report.verdict.signatures.includes(index)) return false;
  const found = report.dmarc.alignments.find(({ signature }) => signature === index)?.aligned;
  if (found === 'identical' || found === 'same_organization') return false;
  return found === 'none' || findingsOf(report, index).some(isStranger);
};

/**
 * How a signature that passes may be spoken of.
 * @param {Report} report
 * @param {number} index
 * @returns {[State, HeadlineCode, Finding[]]}
 */
const judgePass = (report, index) => {
  const own = [...findingsOf(report, index), ...report.findings.filter(isOld)];
  const unclear = report.findings.filter(leavesAuthorOpen);
  const found = RESERVATIONS.filter(([, holds]) => own.some(holds));
  const misleading = report.findings.filter(isMisleading);
  const reservations = [...misleading, ...own.filter((finding) => found.some(([, holds]) => holds(finding)))];
  if (unclear.length > 0 || report.identifiers.author_domain === null) return ['warn', 'author_unclear', [...unclear, ...reservations]];
  if (isOthers(report, index)) return ['alien', 'other_domain', reservations];
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
  const others = isOthers(report, index);
  if (others && !kinds.includes('author')) return null;
  const reservations = own.filter((finding) => (others && isStranger(finding)) || finding.code === 'dkim.signature.expired' || RESERVATIONS.some(([, holds]) => holds(finding)));
  return ['warn', kinds.includes('signer') ? 'faulty' : 'altered', [...report.findings.filter((finding) => leavesAuthorOpen(finding) || isMisleading(finding)), ...reservations]];
};

const isAbsent = is('message.from.absent');

/** Whether this is a part of a header, without From: that says nothing of the mail. @param {Report} report */
export const isFragment = ({ findings }) => findings.some(isAbsent);

/**
 * How a signature that does not pass may be spoken of.
 * @param {Report} report
 * @param {number} index
 * @param {Verification} verification
 * @param {Diagnosis | undefined} diagnosis
 * @returns {[State, HeadlineCode, Finding[]]}
 */
const judgeOther = (report, index, { result, checks, not_checked: reason, key_cause: cause }, diagnosis) => {
  const own = findingsOf(report, index);
  const errors = own.filter((finding) => finding.severity === 'error');
  const others = [...isOthers(report, index) ? own.filter(isStranger) : [], ...report.findings.filter(isMisleading)];
  switch (result) {
    case 'pending': return ['pending', 'pending', []];
    // The signature verifies by one answer and not by another.
    case 'temperror': return checks.signature === 'pass' ? ['warn', 'doubtful', own.filter(isDisagreement)] : ['unknown', 'unreachable', []];
    case 'not_checked': return reason === null || reason === 'declined'
      ? ['unknown', 'declined', []] : ['unknown', 'not_checked', report.findings.filter(is(NOT_CHECKED[reason]))];
    case 'neutral': return isFragment(report) ? ['unknown', 'fragment', []] : checks.body_hash === 'untestable' && checks.signature === 'pass'
      ? ['unknown', 'body_absent', others] : ['unknown', 'untestable', errors];
    case 'permerror': return ['fail', 'unusable', errors];
  }
  // A header that verifies once it is put right was signed by the domain, whatever became of the body.
  const isHeaderProven = diagnosis?.header === 'proven' && checks.body_hash !== 'pass' && diagnosis.body !== 'proven' && !provenKinds(diagnosis).includes('key');
  if (checks.signature !== 'pass') return isHeaderProven ? ['fail', 'partly_altered', others] : ['fail', cause === 'changed' ? 'misfit' : 'failed', []];
  if (checks.body_hash === 'fail') return ['fail', provenKinds(diagnosis).includes('empty') ? 'nothing_signed' : 'body_changed', others];
  if (!errors.every(is('dkim.signature.expired'))) return ['fail', 'failed', errors];
  return ['late', 'expired', [...others, ...own.filter((finding) => RESERVATIONS.some(([, holds]) => holds(finding)))]];
};

/** Which statement is made when signatures differ: what is certain before what is open, both before what fails. */
/** @type {HeadlineCode[]} */
const ORDER = [
  'verified', 'partly', 'resent', 'ahead', 'testing', 'doubtful', 'misleading', 'author_unclear', 'altered', 'faulty', 'route', 'other_domain', 'pending', 'body_absent', 'unreachable',
  'declined', 'not_checked', 'untestable', 'fragment', 'expired', 'nothing_signed', 'body_changed', 'partly_altered', 'failed', 'misfit', 'unusable',
];

/** @param {Report} report @param {number} index @param {readonly Diagnosis[]} diagnoses @returns {Judgement} */
const judgeOne = (report, index, diagnoses) => {
  const verification = /** @type {Verification} */ (report.dkim[index]);
  const diagnosis = diagnoses.find(({ signature }) => signature === index);
  const [state, code, reasons] = verification.result === 'pass' ? judgePass(report, index)
    : judgeExplained(report, index, diagnosis) ?? judgeOther(report, index, verification, diagnosis);
  const key = verification.keys[verification.deciding_key ?? -1] ?? null;
  const { domain: signer, expiration: until } = verification.signature;
  return { state, code, index, reasons, signer, author: report.identifiers.author_domain, until, key, isPasted: isPasted(verification), absent: [...new Set(verification.coverage?.absent_fields)] };
};

/** What is said where no signature says anything. @param {Report} report @param {State} state @param {HeadlineCode} code @returns {Judgement} */
const without = (report, state, code) =>
  ({ state, code, index: null, signer: null, author: report.identifiers.author_domain, until: null, reasons: [], key: null, isPasted: false, absent: [] });

/** Why the way of the mail was not checked. @param {Report} report @returns {HeadlineCode} */
const uncheckedWay = ({ spf, queries }) => {
  // Without a way there is nothing to ask about.
  if (spf.length === 0) return 'unsigned_unchecked';
  const outcomes = new Set(queries.flatMap(({ answers }) => answers.map(({ outcome }) => outcome.kind)));
  if (outcomes.has('declined')) return 'unsigned_unasked';
  return outcomes.has('unreachable') || outcomes.has('serv_fail') ? 'unsigned_unanswered' : 'unsigned_unchecked';
};

/** @param {Report} report @returns {Judgement} */
const judgeUnsigned = (report) => {
  switch (report.verdict.author) {
    // Whatever DMARC asks for: without a way and a signature nothing can prove the author.
    case 'pending': return report.spf.length === 0 ? without(report, 'unknown', 'unsigned_unchecked') : without(report, 'pending', 'undecided');
    case 'not_checked': return without(report, 'unknown', isFragment(report) ? 'fragment' : uncheckedWay(report));
    case 'no_author': return { ...without(report, 'none', 'no_author'), reasons: report.findings.filter(leavesAuthorOpen) };
    // A way that is open to almost everybody proves nothing, though DMARC counts it.
    case 'open_route':
    // A domain that has its mail held back says that all of it can be proven.
    case 'not_proven': return without(report, ['quarantine', 'reject'].includes(policyOf(report) ?? '') ? 'fail' : 'none', 'unproven');
    default: return without(report, 'none', 'unsigned');
  }
};

/**
 * What the author's domain asks for, if the message is not proven to come from it; `null` where that is not known.
 * @param {Report} report
 * @returns {Policy | 'absent' | null}
 */
export const policyOf = (report) => {
  if (report.dmarc.result === 'fail') return report.dmarc.effective_policy;
  return report.dmarc.result === 'none' && report.verdict.author === 'not_proven' ? 'absent' : null;
};

/** What is found in a record of SPF that passes almost everybody. */
const isOpenRecord = is('spf.record.pass-all', 'spf.record.wide-range');

/**
 * Whether the server that handed the message over may send for the author's domain, which is said beside a statement that rests
 * on a signature that was right.
 * @param {Report} report
 * @param {HeadlineCode} code
 */
export const hasServer = (report, code) => {
  const { verdict } = report;
  if (code === 'route' || verdict.spf === null) return false;
  return verdict.author === 'route' || (verdict.author === 'header_proven' && !report.findings.some(isOpenRecord));
};

/** Whether what DMARC does not know yet can still take a pass from the author. @param {Report} report @param {Judgement} judgement */
const canTurn = (report, { index, signer, author }) =>
  report.dmarc.result === 'pending' && index !== null && signer?.a_label !== author?.a_label;

/**
 * @param {Report} report
 * @param {readonly Diagnosis[]} [diagnoses]
 * @returns {Judgement}
 */
export const judge = (report, diagnoses = []) => {
  const all = report.dkim.map((_, index) => judgeOne(report, index, diagnoses));
  // An open question could still change what a lesser pass says, so only a full one is stated before the end.
  const full = all.find((one) => one.code === 'verified' && !canTurn(report, one));
  if (full) return full;
  const open = all.find(({ code }) => code === 'pending');
  if (open) return open;
  const rank = (/** @type {Judgement} */ { code }) => ORDER.indexOf(code);
  const best = all.toSorted((a, b) => rank(a) - rank(b))[0] ?? judgeUnsigned(report);
  const { verdict } = report;
  // A signature that was right says more than the way that the mail took.
  const isLate = best.code === 'expired' && best.index !== null && !isOthers(report, best.index);
  if (verdict.author === 'route' && !isLate && (best.index === null || rank(best) > ORDER.indexOf('route'))) {
    return { ...best, state: 'warn', code: 'route', reasons: best.reasons.filter(isMisleading), key: null };
  }
  // Signatures that prove nothing about the author leave it to the other questions.
  const isOpen = verdict.author === 'pending' || (best.code === 'verified' && canTurn(report, best));
  return isOpen && ['verified', 'other_domain'].includes(best.code) ? { ...best, state: 'pending', code: 'undecided', reasons: [], key: null } : best;
};

/**
 * What may be said of one signature, for its own card.
 * @param {Report} report
 * @param {number} index
 * @param {readonly Diagnosis[]} [diagnoses]
 */
export const judgeSignature = (report, index, diagnoses = []) => judgeOne(report, index, diagnoses);
