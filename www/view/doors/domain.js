// For the owner of the domain: what to mend in the DNS.

import { findingList, grouped, severityOf } from '../findings.js';
import { checkDomain } from '../input.js';
import { h } from '../h.js';
import { rich } from '../rich.js';
import { copyBox } from '../copy.js';
import { repairView } from '../signature.js';
import { dnsName } from '../untrusted.js';
import { isForeign, isForwarded, isOwn, ownerOf, unmetOf } from './own.js';

/** @import { DoorSpeech, Knowledge } from '../../i18n/doors/texts.js' */
/** @import { Finding, KeyRepair, Outcome, Report, Request, Verification } from '../../types/report.js' */
/**
 * `repairs` belong to some of the findings; `unchecked`: nothing to mend, but nothing known either.
 * @typedef {{ repairs: KeyRepair[], findings: Finding[], unchecked: Finding[] }} Changes
 */

const OF_DNS = /^(?:dkim[.]key|spf|dmarc)[.]/;
/** What the owner has to change though it is no fault of a record. */
const OF_SIGNER = new Set(['dkim.signature.sha1', 'dkim.key.testing']);
const UNCHECKED = new Set(['dkim.key.unreachable', 'dkim.key.server-failure', 'spf.dns.failed']);

/** Whether a finding is about what is the owner's. @param {Finding} finding @param {Report} report */
const isOfOwner = ({ subject }, report) => {
  if (subject.kind === 'spf') {
    const name = report.spf[subject.evaluation]?.nodes[0]?.domain;
    return name === undefined || isOwn(report, name);
  }
  const index = subject.kind === 'key' ? subject.signature : subject.kind === 'signature' ? subject.index : null;
  return index === null || !isForeign(report, index);
};

/**
 * What there is to mend. The key of somebody else's signature is not the owner's.
 * @param {Report} report
 * @returns {Changes}
 */
export const changesOf = (report) => {
  /** @type {Map<string, KeyRepair>} */
  const repairs = new Map();
  /** @param {KeyRepair | null | undefined} repair */
  const add = (repair) => {
    if (repair) repairs.set(JSON.stringify([repair.name, repair.record]), repair);
  };
  report.dkim.forEach(({ keys, doubled_zone: doubled }, index) => {
    if (isForeign(report, index)) return;
    for (const { repair } of keys) add(repair);
    add(doubled?.repair);
  });
  for (const { repair } of report.domain?.keys ?? []) add(repair);
  add(report.domain?.doubled_zone?.repair);
  const findings = report.findings.filter(
    (finding) =>
      isOfOwner(finding, report) &&
      (OF_SIGNER.has(finding.code) ||
        (OF_DNS.test(finding.code) && ['error', 'warning'].includes(severityOf(finding))) ||
        (report.domain && NOTED.has(finding.code))),
  );
  return {
    repairs: [...repairs.values()],
    findings: findings.filter(({ code }) => !UNCHECKED.has(code)),
    unchecked: findings.filter(({ code }) => UNCHECKED.has(code)),
  };
};

/**
 * Whether the settings are known without the answer: where the domain has a DMARC record of its own, that one applies, and the
 * walk above it only tells which other domains belong to the organization.
 * @param {Report} report
 * @returns {(question: Pick<Request, 'name' | 'purposes'>) => boolean}
 */
const isDispensable =
  ({ domain, dmarc }) =>
  ({ name, purposes }) =>
    dmarc.policy_source === 'author' &&
    (domain ? dmarc.result !== 'pending' : ['pass', 'would_pass', 'fail'].includes(dmarc.result)) &&
    name !== `_dmarc.${dmarc.policy_domain}` &&
    purposes.every((purpose) => purpose.kind === 'dmarc' && purpose.need === 'policy');

/** What changes no verdict, and yet is rarely meant so. */
const NOTED = new Set([
  'spf.record.no-all',
  'spf.record.dead-target',
  'spf.record.too-long',
  'spf.record.never-reached',
  'dmarc.record.tag-unknown',
  'dmarc.record.subdomain-tag',
  'dmarc.record.slip',
]);

/**
 * What receivers no longer look at: nothing to mend at once, yet some still go by it. Of a message only what changes
 * its fate.
 * @param {Report} report
 */
const noticesOf = ({ findings, domain, dmarc }) =>
  findings.filter(({ code }) => code === 'dmarc.record.tag-removed' && (domain || dmarc.former.includes('share')));

/**
 * How far the settings are known, where there is nothing to mend.
 * @param {Report} report
 * @param {readonly Request[]} requests
 * @returns {Knowledge}
 */
export const knowledgeOf = (report, requests) => {
  if (!ownerOf(report)) return report.verdict.is_fragment ? 'fragment' : 'unnamed';
  const isNeeded = (/** @type {Pick<Request, 'name' | 'purposes'>} */ question) => !isDispensable(report)(question);
  const needed = report.queries.filter(isNeeded);
  /** @param {...Outcome['kind']} kinds */
  const has = (...kinds) => needed.some(({ answers }) => answers.every(({ outcome }) => kinds.includes(outcome.kind)));
  if (requests.some(isNeeded) || has('declined')) return 'open';
  if (has('unreachable', 'serv_fail')) return has('records', 'no_data', 'nx_domain') ? 'unanswered' : 'unread';
  if (report.domain || report.verdict.signatures.length > 0) return 'nothing';
  return report.dkim.every((_, index) => isForeign(report, index)) ? 'unsigned' : 'failing';
};

/**
 * Whether the mail may be the owner's though nothing proves it, as the key that would tell is not published.
 * @param {Report} report
 */
const isUnproven = (report) =>
  report.dkim.some(
    ({ key_cause: cause, signature }, index) =>
      signature.domain !== null && !isForeign(report, index) && (cause === 'missing' || cause === 'revoked'),
  );

/**
 * The server that handed the owner's mail over without standing in the SPF record of the domain. After forwarding it is the
 * forwarder, which does not belong there.
 * @param {Report} report
 * @returns {{ client: string, domain: string, term: string } | null}
 */
export const unlistedOf = (report) => {
  const {
    spf: [check],
    envelope,
    verdict,
    identifiers: { author_domain: author },
  } = report;
  const domain = check?.nodes[0]?.domain;
  const client = envelope.client?.value;
  if (
    isForwarded(report) ||
    !author ||
    domain === undefined ||
    client === undefined ||
    (verdict.next_step === null && !isUnproven(report))
  )
    return null;
  const isUnlisted = ['fail', 'softfail', 'neutral'].includes(check?.result ?? '');
  return isOwn(report, domain) && isUnlisted
    ? { client, domain, term: `${client.includes(':') ? 'ip6' : 'ip4'}:${client}` }
    : null;
};

/**
 * Whether all signatures of the owner's that verify are Ed25519 ones, which not every receiver can check.
 * @param {Report} report
 */
export const isNewAlone = (report) =>
  report.verdict.signatures.length > 0 &&
  report.verdict.signatures.every((index) => {
    const { keys, deciding_key: deciding } = /** @type {Verification} */ (report.dkim[index]);
    return keys[deciding ?? -1]?.key_type === 'ed25519';
  });

/**
 * Whether the owner's own signature fails for a reason that is the owner's: what was forwarded others have changed, and what has
 * expired was right.
 * @param {Report} report
 */
export const hasFailed = (report) => {
  const own = report.dkim.flatMap(({ result }, index) =>
    isForeign(report, index) ? [] : [{ result, hasExpired: report.verdict.each[index]?.has_expired }],
  );
  return (
    !isForwarded(report) &&
    !own.some(({ result }) => result === 'pass') &&
    own.some(({ result, hasExpired }) => ['fail', 'permerror'].includes(result) && !hasExpired)
  );
};

/** How many points there are. @param {Report} report */
export const pointsOf = (report) => {
  const { repairs, findings } = changesOf(report);
  // Repairs belong to some of the findings.
  return (
    Math.max(grouped(findings).length, repairs.length) +
    Number(unlistedOf(report) !== null) +
    Number(isNewAlone(report))
  );
};

/**
 * The SPF records that can be published in the place of what is wrong.
 * @param {Report} report
 * @param {DoorSpeech} speech
 */
const spfView = ({ proposals }, speech) => {
  const {
    doors: { domain: words },
    catalogue: {
      signature: { repair },
    },
  } = speech;
  const made =
    proposals?.filter(({ kind, records }) => (kind === 'spf' || kind === 'spf_merged') && records.length > 0) ?? [];
  return made.map(({ kind, name, records }, index) =>
    h(
      'section',
      { class: 'record' },
      h('h3', {}, kind === 'spf' ? words.spf_meant : words.spf_merged),
      h('dl', { class: 'facts' }, h('div', {}, h('dt', {}, repair.name), h('dd', {}, dnsName(name)))),
      records.length > 1 ? h('p', {}, words.spf_ends) : null,
      records.map((record, place) => copyBox(record, repair.copy, `copy-spf-${index}-${place}`, speech)),
      h('p', { class: 'fine' }, kind === 'spf' ? words.spf_guessed : words.spf_merged_lead),
    ),
  );
};

/**
 * How it is said what is known.
 * @param {Report} report
 * @param {Exclude<Knowledge, 'fragment'>} knowledge
 * @param {boolean} isClean
 */
const toldAs = (report, knowledge, isClean) => {
  if (knowledge === 'failing') return isClean ? knowledge : 'failing_beside';
  return report.domain && knowledge === 'nothing' ? 'nothing_published' : knowledge;
};

/**
 * @param {Report} report
 * @param {Knowledge} knowledge
 * @param {DoorSpeech} speech
 * @param {(domain: string) => void} check Has a domain checked instead of the message.
 */
export const changesView = (report, knowledge, speech, check) => {
  const {
    doors: { domain: words },
  } = speech;
  const { repairs, findings, unchecked } = changesOf(report);
  const owner = ownerOf(report);
  const signer = knowledge === 'fragment' ? report.dkim[0]?.signature.domain : null;
  const unmet = unmetOf(report);
  const isClean = pointsOf(report) === 0;
  const unlisted = unlistedOf(report);
  const shown = [...findings, ...noticesOf(report)];
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'changes' },
    h('h2', { id: 'changes', tabindex: -1 }, words.changes),
    h(
      'p',
      { class: 'fine' },
      owner
        ? rich((report.domain ? words.published : words.whose)(owner), speech)
        : words[knowledge === 'fragment' ? 'fragment' : 'unnamed'],
    ),
    signer ? h('div', { class: 'buttons' }, checkDomain(signer.a_label, check, speech)) : null,
    // What is unknown is said beside what is known; all else only where nothing is to be mended.
    owner && knowledge !== 'fragment' && (isClean || ['unsigned', 'failing'].includes(knowledge))
      ? h('p', {}, words[toldAs(report, knowledge, isClean)])
      : null,
    isClean && unmet > 0 && owner ? h('p', {}, rich(words.unmet(unmet), speech)) : null,
    unlisted
      ? h(
          'p',
          {},
          rich(
            words[report.verdict.next_step === null ? 'unlisted_unproven' : 'unlisted'](
              unlisted.client,
              unlisted.domain,
              unlisted.term,
            ),
            speech,
          ),
        )
      : null,
    isNewAlone(report) ? h('p', {}, words.new_alone) : null,
    shown.length > 0 ? findingList(shown, speech, report) : null,
    unchecked.length > 0 ? [h('h3', {}, words.unchecked), findingList(unchecked, speech, report)] : null,
    spfView(report, speech),
    repairs.map((repair, place) =>
      h('section', { class: 'record' }, repairView(repair, `change-${place}`, speech, 'h3')),
    ),
  );
};
