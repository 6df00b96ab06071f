// For the owner of the domain: what to mend in the DNS.

import { findingList, severityOf } from '../findings.js';
import { checkDomain } from '../input.js';
import { h } from '../h.js';
import { isFragment, isOthers } from '../judgement.js';
import { rich } from '../rich.js';
import { repairView } from '../signature.js';

/** @import { DoorSpeech, Knowledge } from '../../i18n/doors/texts.js' */
/** @import { Work } from '../../types/element.js' */
/** @import { Finding, KeyRepair, Outcome, Report, Request } from '../../types/report.js' */
/** `repairs` belong to some of the findings; `unchecked`: nothing to mend, but nothing known either. @typedef {{ repairs: KeyRepair[], findings: Finding[], unchecked: Finding[] }} Changes */

const OF_DNS = /^(?:dkim[.]key|spf|dmarc)[.]/;
const UNCHECKED = new Set(['dkim.key.unreachable', 'dkim.key.server-failure', 'spf.dns.failed']);

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
  const findings = report.findings.filter((finding) => OF_DNS.test(finding.code) && ['error', 'warning'].includes(severityOf(finding)) && isOwn(finding));
  return { repairs: [...repairs.values()], findings: findings.filter(({ code }) => !UNCHECKED.has(code)), unchecked: findings.filter(({ code }) => UNCHECKED.has(code)) };
};

/**
 * How far the settings are known, where there is nothing to mend.
 * @param {Report} report
 * @param {Pick<Work, 'whole'>} work
 * @param {readonly Request[]} requests
 * @returns {Knowledge}
 */
export const knowledgeOf = (report, { whole }, requests) => {
  if (whole !== 'there') return whole;
  if (!ownerOf(report)) return report.dkim.some((_, index) => isFragment(report, index)) ? 'fragment' : 'unnamed';
  /** @param {...Outcome['kind']} kinds */
  const has = (...kinds) => report.queries.some(({ answers }) => answers.every(({ outcome }) => kinds.includes(outcome.kind)));
  if (requests.length > 0 || has('declined')) return 'open';
  if (has('unreachable', 'serv_fail')) return 'unanswered';
  if (report.domain || report.verdict.signatures.length > 0) return 'nothing';
  return report.dkim.every((_, index) => isOthers(report, index)) ? 'unsigned' : 'failing';
};

/** How many rules of mailbox providers the message does not keep. @param {Report} report */
export const unmetOf = ({ requirements }) => requirements?.filter(({ state }) => state === 'not_met').length ?? 0;

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
  const isClean = repairs.length === 0 && findings.length === 0;
  return h('section', { class: 'card', 'aria-labelledby': 'changes' },
    h('h2', { id: 'changes', tabindex: -1 }, words.changes),
    h('p', { class: 'fine' }, owner ? rich((report.domain ? words.published : words.whose)(owner), speech) : words[knowledge === 'fragment' ? 'fragment' : 'unnamed']),
    signer ? h('div', { class: 'buttons' }, checkDomain(signer.a_label, check, speech)) : null,
    // What is unknown is said beside what is known; all else only where nothing is to be mended.
    owner && knowledge !== 'fragment' && (isClean || ['awaited', 'missing', 'unsigned', 'failing'].includes(knowledge)) ? h('p', {}, words[knowledge]) : null,
    isClean && unmet > 0 && owner ? h('p', {}, rich(words.unmet(unmet), speech)) : null,
    findings.length > 0 ? findingList(findings, speech, report) : null,
    unchecked.length > 0 ? [h('h3', {}, words.unchecked), findingList(unchecked, speech, report)] : null,
    repairs.map((repair, place) => h('section', { class: 'record' }, repairView(repair, `change-${place}`, speech, 'h3'))));
};
