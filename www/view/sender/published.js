// What the DNS gave for a name, as the report keeps it.

/** @import { Report } from '../../types/report.js' */

/** The texts at a name, each once. @param {Pick<Report, 'queries'>} report @param {string} name */
export const textsAt = ({ queries }, name) => {
  const answers = queries.filter((query) => query.name === name && query.type === 'TXT').flatMap((query) => query.answers);
  return [...new Set(answers.flatMap(({ outcome }) => outcome.kind === 'records' ? outcome.records : []))];
};

/** @param {string} text */
export const isSpf = (text) => text.toLowerCase() === 'v=spf1' || text.toLowerCase().startsWith('v=spf1 ');

/** Whether a text was meant to be a DMARC record, as far as can be told; the core goes by the same. @param {string} text */
export const isLikeDmarc = (text) => {
  const plain = [...text.toLowerCase()].filter((letter) => !' \t"\'\\'.includes(letter)).join('');
  return ['v=dmarc', 'p=none', 'p=quarantine', 'p=reject'].some((start) => plain.startsWith(start));
};

/**
 * What was published in place of a policy record and is discarded: it does not begin as one has to, or is one of several.
 * @param {Report} report
 * @returns {{ domain: string, texts: string[] } | null}
 */
export const discarded = (report) => {
  const finding = report.findings.find(({ code }) => code === 'dmarc.record.version' || code === 'dmarc.record.several');
  const domain = finding?.subject.kind === 'policy_record' ? report.dmarc.walk?.steps[finding.subject.step]?.domain : undefined;
  return domain === undefined ? null : { domain, texts: textsAt(report, `_dmarc.${domain}`).filter(isLikeDmarc) };
};
