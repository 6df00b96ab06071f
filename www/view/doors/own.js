// What is the owner's: domains, signatures, and rules of mailbox providers.

/** @import { Report, Requirement, Rule } from '../../types/report.js' */

/** The domain that the settings are those of. @param {Report} report */
export const ownerOf = ({ domain, identifiers }) => domain?.name ?? identifiers.author_domain;

/** @param {string} name @param {string} domain */
const isWithin = (name, domain) => name === domain || name.endsWith(`.${domain}`);

/**
 * Whether a name is one of the owner's, as names tell it; of nobody's mail nothing is.
 * @param {Report} report
 * @param {string} name
 */
export const isOwn = (report, name) => {
  const owner = ownerOf(report)?.a_label;
  const within = report.dmarc.organizational_domain ?? owner;
  return owner === undefined || within === undefined || isWithin(name, within) || isWithin(owner, name);
};

/**
 * Whether a signature is of another domain than the owner's, also where it fails, so that DMARC does not look at it.
 * @param {Report} report
 * @param {number} index
 */
export const isForeign = (report, index) => report.verdict.each[index]?.is_foreign ?? false;

/**
 * Whether somebody else handed the mail on; a list that the owner's own servers send is the owner's mail.
 * @param {Report} report
 */
export const isForwarded = (report) => {
  const { forwarding } = report;
  return (
    forwarding !== null &&
    !(forwarding.kind === 'list' && forwarding.forwarder !== null && isOwn(report, forwarding.forwarder.toLowerCase()))
  );
};

/** What is the forwarder's to keep, once there is one. @type {ReadonlySet<Rule>} */
const OF_FORWARDER = new Set(['tls', 'reverse_name']);

/**
 * Whether it is by forwarding that one of the two does not pass: what nobody can verify was so from the start.
 * @param {Requirement} requirement
 * @param {Report} report
 */
const isBroken = ({ rule, evidence }, { dkim }) =>
  rule === 'spf_and_dkim' &&
  !(
    evidence.length > 0 && evidence.every((one) => one.kind === 'signature' && dkim[one.index]?.result === 'permerror')
  );

/** Whether anything in it says that the mail was sent to many. @param {Report} report */
const isBulk = ({ requirements }) =>
  requirements.some(({ rule, state }) => rule === 'one_click' && state !== 'not_applicable');

/** Whether a provider makes the rule for everybody. @param {Requirement} requirement */
export const isForAll = ({ demands }) => demands.some(({ applies_to: to }) => to === 'all');

/**
 * Whom a rule concerns that this message does not keep, where that is not its sender.
 * @param {Requirement} requirement
 * @param {Report} report
 * @returns {'forwarder' | 'bulk' | null}
 */
export const concernOf = (requirement, report) => {
  if (requirement.state !== 'not_met') return null;
  if (
    requirement.rule === 'arc_when_forwarding' ||
    (isForwarded(report) && (OF_FORWARDER.has(requirement.rule) || isBroken(requirement, report)))
  )
    return 'forwarder';
  return isForAll(requirement) || isBulk(report) ? null : 'bulk';
};

/** How many rules of mailbox providers the owner does not keep. @param {Report} report */
export const unmetOf = (report) => {
  const requirements = /** @type {Requirement[] | undefined} */ (report.requirements);
  return requirements?.filter((one) => one.state === 'not_met' && concernOf(one, report) === null).length ?? 0;
};
