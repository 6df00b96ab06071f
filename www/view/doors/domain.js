// For the owner of the domain: what to mend in the DNS.

import { findingList, severityOf } from '../findings.js';
import { checkDomain } from '../input.js';
import { h } from '../h.js';
import { isFragment, isOthers } from '../judgement.js';
import { rich } from '../rich.js';
import { copyBox } from '../copy.js';
import { spfMeant } from '../sender/record.js';
import { repairView } from '../signature.js';
import { dnsName } from '../untrusted.js';

/** @import { DoorSpeech, Knowledge } from '../../i18n/doors/texts.js' */
/** @import { Work } from '../../types/element.js' */
/** @import { Finding, KeyRepair, Outcome, Report, Request, Rule, Verification } from '../../types/report.js' */
/** `repairs` belong to some of the findings; `unchecked`: nothing to mend, but nothing known either. @typedef {{ repairs: KeyRepair[], findings: Finding[], unchecked: Finding[] }} Changes */

const OF_DNS = /^(?:dkim[.]key|spf|dmarc)[.]/;
/** What the owner has to change though it is no fault of a record. */
const OF_SIGNER = new Set(['dkim.signature.sha1', 'dkim.key.testing']);
const UNCHECKED = new Set(['dkim.key.unreachable', 'dkim.key.server-failure', 'spf.dns.failed']);

/** The lean module knows nothing of the sender. @param {Report} report */
const hasVerdict = ({ verdict }) => verdict !== undefined;

/** The domain that the settings are those of. @param {Report} report */
export const ownerOf = ({ domain, identifiers }) => domain?.name ?? identifiers.author_domain;

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
    if (isOthers(report, index)) return;
    for (const { repair } of keys) add(repair);
    add(doubled?.repair);
  });
  for (const { repair } of report.domain?.keys ?? []) add(repair);
  /** @param {Finding} finding */
  const isOwn = ({ subject }) => {
    const index = subject.kind === 'key' ? subject.signature : subject.kind === 'signature' ? subject.index : null;
    return index === null || !isOthers(report, index);
  };
  const findings = report.findings.filter((finding) => isOwn(finding)
    && (OF_SIGNER.has(finding.code) || (OF_DNS.test(finding.code) && ['error', 'warning'].includes(severityOf(finding)))));
  return { repairs: [...repairs.values()], findings: findings.filter(({ code }) => !UNCHECKED.has(code)), unchecked: findings.filter(({ code }) => UNCHECKED.has(code)) };
};

/**
 * Whether the settings are known without the answer: where the domain has a DMARC record of its own, that one applies, and the
 * walk above it only tells which other domains belong to the organization.
 * @param {Report} report
 * @returns {(question: Pick<Request, 'name' | 'purposes'>) => boolean}
 */
const isDispensable = ({ domain, dmarc }) => ({ name, purposes }) =>
  dmarc.policy_source === 'author' && (domain ? dmarc.result !== 'pending' : ['pass', 'would_pass', 'fail'].includes(dmarc.result))
    && name !== `_dmarc.${dmarc.policy_domain}` && purposes.every((purpose) => purpose.kind === 'dmarc' && purpose.need === 'policy');

/**
 * How far the settings are known, where there is nothing to mend.
 * @param {Report} report
 * @param {Pick<Work, 'whole'>} work
 * @param {readonly Request[]} requests
 * @returns {Knowledge}
 */
export const knowledgeOf = (report, { whole }, requests) => {
  if (whole !== 'there') return whole;
  if (!ownerOf(report)) return isFragment(report) ? 'fragment' : 'unnamed';
  const isNeeded = (/** @type {Pick<Request, 'name' | 'purposes'>} */ question) => !isDispensable(report)(question);
  const needed = report.queries.filter(isNeeded);
  /** @param {...Outcome['kind']} kinds */
  const has = (...kinds) => needed.some(({ answers }) => answers.every(({ outcome }) => kinds.includes(outcome.kind)));
  if (requests.some(isNeeded) || has('declined')) return 'open';
  if (has('unreachable', 'serv_fail')) return has('records', 'no_data', 'nx_domain') ? 'unanswered' : 'unread';
  if (report.domain || report.verdict.signatures.length > 0) return 'nothing';
  return report.dkim.every((_, index) => isOthers(report, index)) ? 'unsigned' : 'failing';
};

/**
 * The server that handed the owner's own mail over without standing in the SPF record of the domain. After forwarding it is the
 * forwarder, which does not belong there.
 * @param {Report} report
 * @returns {{ client: string, domain: string, term: string } | null}
 */
export const unlistedOf = (report) => {
  if (!hasVerdict(report)) return null;
  const { spf, envelope, forwarding, verdict, identifiers: { author_domain: author }, dmarc } = report;
  const domain = spf[0]?.nodes[0]?.domain;
  const client = envelope.client?.value;
  if (forwarding || verdict.next_step === null || !author || domain === undefined || client === undefined) return null;
  const within = dmarc.organizational_domain ?? author.a_label;
  const isOwn = domain === author.a_label || domain === within || domain.endsWith(`.${within}`);
  const isUnlisted = ['fail', 'softfail', 'neutral'].includes(spf[0]?.result ?? '');
  return isOwn && isUnlisted ? { client, domain, term: `${client.includes(':') ? 'ip6' : 'ip4'}:${client}` } : null;
};

/** Whether all signatures of the owner's that verify are Ed25519 ones, which not every receiver can check. @param {Report} report */
export const isNewAlone = (report) => hasVerdict(report) && report.verdict.signatures.length > 0 && report.verdict.signatures.every((index) => {
  const { keys, deciding_key: deciding } = /** @type {Verification} */ (report.dkim[index]);
  return keys[deciding ?? -1]?.key_type === 'ed25519';
});

/** How many points there are. @param {Report} report */
export const pointsOf = (report) => {
  const { repairs, findings } = changesOf(report);
  // Repairs belong to some of the findings.
  return Math.max(findings.length, repairs.length) + Number(unlistedOf(report) !== null) + Number(isNewAlone(report));
};

/** What is the forwarder's to keep, once there is one. @type {ReadonlySet<Rule>} */
const OF_FORWARDER = new Set(['arc_when_forwarding', 'spf_and_dkim', 'tls', 'reverse_name']);

/** How many rules of mailbox providers the owner does not keep. @param {Report} report */
export const unmetOf = ({ requirements, forwarding }) =>
  requirements?.filter(({ rule, state }) => state === 'not_met' && !(forwarding && OF_FORWARDER.has(rule))).length ?? 0;

/**
 * @param {Report} report
 * @param {Knowledge} knowledge
 * @param {DoorSpeech} speech
 * @param {(domain: string) => void} check Has a domain checked instead of the message.
 */
export const changesView = (report, knowledge, speech, check) => {
  const { doors: { domain: words } } = speech;
  const { repairs, findings, unchecked } = changesOf(report);
  const owner = ownerOf(report);
  const signer = knowledge === 'fragment' ? report.dkim[0]?.signature.domain : null;
  const unmet = unmetOf(report);
  const isClean = pointsOf(report) === 0;
  const unlisted = unlistedOf(report);
  const meant = spfMeant(report);
  return h('section', { class: 'card', 'aria-labelledby': 'changes' },
    h('h2', { id: 'changes', tabindex: -1 }, words.changes),
    h('p', { class: 'fine' }, owner ? rich((report.domain ? words.published : words.whose)(owner), speech) : words[knowledge === 'fragment' ? 'fragment' : 'unnamed']),
    signer ? h('div', { class: 'buttons' }, checkDomain(signer.a_label, check, speech)) : null,
    // What is unknown is said beside what is known; all else only where nothing is to be mended.
    owner && knowledge !== 'fragment' && (isClean || ['awaited', 'missing', 'unsigned', 'failing'].includes(knowledge)) ? h('p', {}, words[report.domain && knowledge === 'nothing' ? 'nothing_published' : knowledge]) : null,
    isClean && unmet > 0 && owner ? h('p', {}, rich(words.unmet(unmet), speech)) : null,
    unlisted ? h('p', {}, rich(words.unlisted(unlisted.client, unlisted.domain, unlisted.term), speech)) : null,
    isNewAlone(report) ? h('p', {}, words.new_alone) : null,
    findings.length > 0 ? findingList(findings, speech, report) : null,
    unchecked.length > 0 ? [h('h3', {}, words.unchecked), findingList(unchecked, speech, report)] : null,
    meant ? h('section', { class: 'record' },
      h('h3', {}, words.spf_meant), h('dl', { class: 'facts' }, h('div', {}, h('dt', {}, speech.catalogue.signature.repair.name), h('dd', {}, dnsName(meant.name)))),
      copyBox(meant.record, speech.catalogue.signature.repair.copy, 'copy-spf', speech), h('p', { class: 'fine' }, words.spf_guessed)) : null,
    repairs.map((repair, place) => h('section', { class: 'record' }, repairView(repair, `change-${place}`, speech, 'h3'))));
};
