// DMARC policy records as lists of tags, to be shown.

/** @import { DmarcEvaluation, PolicyRecord, Report, Step, UriFault } from '../../types/report.js' */
/** @typedef {{ name: string, value: string }} Tag `name` is empty where there is no `=`. */

/** No longer part of a record (RFC 9989 §4.7). */
export const REMOVED = new Set(['pct', 'rf', 'ri']);

/** The parts of a record, in their order. @param {string} text @returns {Tag[]} */
export const tagsOf = (text) =>
  text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0 ? { name: '', value: part } : { name: part.slice(0, at).trim(), value: part.slice(at + 1).trim() };
    });

/**
 * The record that applies or would, and where it stands.
 * @param {DmarcEvaluation} dmarc
 * @returns {{ domain: string, record: PolicyRecord } | null}
 */
export const policyRecord = ({ walk, alignments, policy_domain: wanted }) => {
  const steps = [walk, ...alignments.map((alignment) => alignment.walk)].flatMap((one) => one?.steps ?? []);
  const found = /** @type {Step | undefined} */ (
    steps.find(({ domain, record }) => record !== null && domain === wanted) ??
      walk?.steps.find(({ record }) => record !== null)
  );
  return found?.record ? { domain: found.domain, record: found.record } : null;
};

/** @typedef {{ uri: string, fault: UriFault | 'unserved' }} BadAddress */

/** @param {Report['findings'][number]} finding @param {string} name @returns {BadAddress[]} */
const badAddress = (finding, name) => {
  if (finding.code === 'dmarc.record.uri' && finding.params.tag === name)
    return [{ uri: finding.params.value, fault: finding.params.fault }];
  return finding.code === 'dmarc.record.reports-unserved' && finding.params.tag === name
    ? [{ uri: finding.params.value, fault: 'unserved' }]
    : [];
};

/**
 * What is wrong with the addresses of a tag, as the findings tell it.
 * @param {Pick<Report, 'findings'>} report
 * @param {string} name
 */
export const badAddresses = ({ findings }, name) => findings.flatMap((finding) => badAddress(finding, name));
