// DMARC policy records as lists of tags, and what to publish instead of them.

/** @import { DmarcEvaluation, PolicyRecord, Step } from '../../types/report.js' */
/** @typedef {{ name: string, value: string }} Tag `name` is empty where there is no `=`. */

/** No longer part of a record (RFC 9989 §4.7). */
export const REMOVED = new Set(['pct', 'rf', 'ri']);
/** What tags may hold, of those that hold one of a few words (RFC 9989 §4.7). */
const WORDS = new Map(Object.entries({
  sp: ['none', 'quarantine', 'reject'], np: ['none', 'quarantine', 'reject'], adkim: ['r', 's'], aspf: ['r', 's'], psd: ['y', 'n', 'u'], t: ['y', 'n'],
}));

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

/** Where reports go, those left out that no report can be sent to; an address without `mailto:` is meant as one. @param {string} list */
const addressed = (list) => list.split(',').map((uri) => uri.trim())
  .map((uri) => uri.includes('@') && !uri.includes(':') ? `mailto:${uri}` : uri).filter((uri) => uri.includes(':')).join(',');

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
    if (key === '' || seen.has(key) || REMOVED.has(key) || WORDS.get(key)?.includes(value.toLowerCase()) === false) return false;
    seen.add(key);
    return (key !== 'rua' && key !== 'ruf') || addressed(value) !== '';
  };
  const kept = tagsOf(record?.text ?? '').filter(isKept).map(({ name, value }) => {
    const key = name.toLowerCase();
    return `${key}=${key === 'rua' || key === 'ruf' ? addressed(value) : value}`;
  });
  const reports = kept.some((tag) => tag.startsWith('rua=')) ? [] : [`rua=mailto:${placeholder(domain)}`];
  return ['v=DMARC1', `p=${policy ?? record?.p ?? 'none'}`, ...reports, ...kept].join('; ');
};
