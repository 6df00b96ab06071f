import { h } from './h.js';
import { rich } from './rich.js';

/** @import { Speech } from '../i18n/index.js' */
/** @import { Text } from '../i18n/text.js' */
/** @import { Finding, Reference, ReportField } from '../types/report.js' */

const WEIGHT = { error: 0, warning: 1, notice: 2, info: 3 };

/**
 * A finding's sentence. The code and its parameters belong together by the core's table.
 * @param {Finding} finding
 * @param {Speech} speech
 */
export const sentence = (finding, speech) => {
  const texts = /** @type {Record<string, ((params: unknown) => Text) | undefined>} */ (speech.catalogue.findings);
  const make = Object.hasOwn(texts, finding.code) ? texts[finding.code] : undefined;
  return make ? rich(make('params' in finding ? finding.params : undefined), speech) : [finding.code];
};

/** @param {Reference} reference @param {Speech} speech */
const link = ({ rfc, section }, speech) => h('a', {
  href: `https://www.rfc-editor.org/rfc/rfc${Number(rfc)}#section-${encodeURIComponent(section)}`,
  rel: 'noopener noreferrer', target: '_blank', class: 'reference',
}, speech.catalogue.finding.reference(rfc, section));

/** How many are shown at once: a hostile message can have thousands. */
const SHOWN = 40;

/**
 * @param {readonly Finding[]} findings
 * @param {Speech} speech
 * @param {readonly ReportField[]} [fields] To say which field a finding is about.
 */
export const findingList = (findings, speech, fields = []) => {
  const words = speech.catalogue.finding;
  const sorted = findings.toSorted((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);
  /** @param {Finding} finding */
  const place = ({ subject }) => {
    const field = subject.kind === 'field' ? fields[subject.index] : undefined;
    return field ? [rich(words.field(field.name), speech), ' '] : null;
  };
  return h('ul', { class: 'findings', role: 'list' },
    sorted.slice(0, SHOWN).map((finding) => h('li', { 'data-state': finding.severity },
      h('span', { class: 'severity' }, words.severity[finding.severity]),
      h('span', {}, place(finding), sentence(finding, speech), finding.reference ? [' ', link(finding.reference, speech)] : null),
    )),
    sorted.length > SHOWN ? h('li', {}, h('span', {}), h('span', {}, rich(speech.catalogue.signature.more(sorted.length - SHOWN), speech))) : null);
};
