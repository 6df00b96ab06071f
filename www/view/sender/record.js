// DMARC policy records as lists of tags, and what to publish instead of them.

/** @import { DmarcEvaluation, PolicyRecord, Step } from '../../types/report.js' */
/** @typedef {{ name: string, value: string }} Tag `name` is empty where there is no `=`. */

/** No longer part of a record (RFC 9989 §4.7). */
export const REMOVED = new Set(['pct', 'rf', 'ri']);
const POLICIES = new Set(['none', 'quarantine', 'reject']);

/** The parts of a record, in their order. @param {string} text @returns {Tag[]} */
export const tagsOf = (text) => text.split(';').map((part) => part.trim()).filter((part) => part !== '').map((part) => {
  const at = part.indexOf('=');
  return at < 0 ? { name: '', value: part } : { name: part.slice(0, at).trim(), value: part.slice(at + 1).trim() };
});

/** The record that applies or would, and where it stands. @param {DmarcEvaluation} dmarc @returns {{ domain: string, record: PolicyRecord } | null} */
export const policyRecord = ({ walk, alignments, policy_domain: wanted }) => {
  const steps = [walk, ...alignments.map((alignment) => alignment.walk)].flatMap((one) => one?.steps ?? []);
  const found = /** @type {Step | undefined} */ (steps.find(({ domain, record }) => record !== null && domain === wanted) ?? walk?.steps.find(({ record }) => record !== null));
  return found?.record ? { domain: found.domain, record: found.record } : null;
};

/** A mailbox for reports that need not exist. @param {string} domain */
export const placeholder = (domain) => `dmarc-reports@${domain}`;

/**
 * A record that says the same, without what does not count, with another policy if one is wanted and somewhere for
 * reports to go to.
 * @param {PolicyRecord | null} record
 * @param {string} domain
 * @param {string | null} policy
 */
export const mended = (record, domain, policy) => {
  const seen = new Set(['v', 'p']);
  /** @param {Tag} tag */
  const isKept = ({ name, value }) => {
    const key = name.toLowerCase();
    if (key === '' || seen.has(key) || REMOVED.has(key) || ((key === 'sp' || key === 'np') && !POLICIES.has(value.toLowerCase()))) return false;
    seen.add(key);
    return key !== 'rua' || (record?.rua.length ?? 0) > 0;
  };
  const kept = tagsOf(record?.text ?? '').filter(isKept).map(({ name, value }) => `${name.toLowerCase()}=${value}`);
  const reports = kept.some((tag) => tag.startsWith('rua=')) ? [] : [`rua=mailto:${placeholder(domain)}`];
  return ['v=DMARC1', `p=${policy ?? record?.p ?? 'none'}`, ...reports, ...kept].join('; ');
};
