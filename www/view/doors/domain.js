// For the owner of the domain: what to mend in the DNS.

import { findingList, severityOf } from '../findings.js';
import { h } from '../h.js';
import { isOthers } from '../judgement.js';
import { rich } from '../rich.js';
import { repairView } from '../signature.js';

/** @import { DoorSpeech, Knowledge } from '../../i18n/doors/texts.js' */
/** @import { Work } from '../../types/element.js' */
/** @import { Finding, KeyRepair, Report, Request } from '../../types/report.js' */
/** `repairs` belong to some of the findings. @typedef {{ repairs: KeyRepair[], findings: Finding[] }} Changes */

const OF_DNS = /^(?:dkim[.]key|spf|dmarc)[.]/;

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
  return { repairs: [...repairs.values()], findings };
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
  if (!ownerOf(report)) return 'unnamed';
  const isOpen = requests.length > 0 || report.queries.some(({ answers }) => answers.every(({ outcome }) => outcome.kind === 'declined' || outcome.kind === 'unreachable'));
  if (isOpen) return 'open';
  if (report.domain || report.verdict.signatures.length > 0) return 'nothing';
  return report.dkim.every((_, index) => isOthers(report, index)) ? 'unsigned' : 'failing';
};

/**
 * @param {Report} report
 * @param {Knowledge} knowledge
 * @param {DoorSpeech} speech
 */
export const changesView = (report, knowledge, speech) => {
  const { doors: { domain: words } } = speech;
  const { repairs, findings } = changesOf(report);
  const owner = ownerOf(report);
  const isClean = repairs.length === 0 && findings.length === 0;
  return h('section', { class: 'card', 'aria-labelledby': 'changes' },
    h('h2', { id: 'changes', tabindex: -1 }, words.changes),
    h('p', { class: 'fine' }, owner ? rich((report.domain ? words.published : words.whose)(owner), speech) : words.unnamed),
    // What is unknown is said beside what is known; all else only where nothing is to be mended.
    knowledge !== 'unnamed' && (isClean || ['awaited', 'missing', 'unsigned', 'failing'].includes(knowledge)) ? h('p', {}, words[knowledge]) : null,
    findings.length > 0 ? findingList(findings, speech, report) : null,
    repairs.map((repair, place) => h('section', { class: 'record' }, repairView(repair, `change-${place}`, speech, 'h3'))));
};
