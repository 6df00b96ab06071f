import { h } from './h.js';
import { rich } from './rich.js';

/** @typedef {import('../types/report.js').Finding} Finding */
/** @typedef {import('../types/report.js').Reference} Reference */
/** @typedef {import('../i18n/index.js').Speech} Speech */
/** @typedef {import('../i18n/text.js').Text} Text */

const WEIGHT = { error: 0, warning: 1, notice: 2, info: 3 };

/**
 * A finding's sentence. The code and its parameters belong together by the core's table.
 * @param {Finding} finding
 * @param {Speech} speech
 */
export const sentence = (finding, speech) => {
  const texts = /** @type {Record<string, ((params: unknown) => Text) | undefined>} */ (speech.catalogue.findings.problem);
  const make = Object.hasOwn(texts, finding.code) ? texts[finding.code] : undefined;
  return make ? rich(make('params' in finding ? finding.params : undefined), speech) : [finding.code];
};

/** @param {Reference} reference @param {Speech} speech */
const link = ({ rfc, section }, speech) => h('a', {
  href: `https://www.rfc-editor.org/rfc/rfc${Number(rfc)}#section-${encodeURIComponent(section)}`,
  rel: 'noopener noreferrer', target: '_blank', class: 'reference',
}, speech.catalogue.findings.reference(rfc, section));

/**
 * @param {readonly Finding[]} findings
 * @param {Speech} speech
 */
export const findingList = (findings, speech) => {
  const sorted = findings.toSorted((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);
  return h('ul', { class: 'findings', role: 'list' }, sorted.map((finding) => h('li', { 'data-state': finding.severity },
    h('span', { class: 'severity' }, speech.catalogue.findings.severity[finding.severity]),
    h('span', { class: 'sentence' }, sentence(finding, speech), finding.reference ? [' ', link(finding.reference, speech)] : null),
  )));
};
