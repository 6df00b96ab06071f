import { h } from './h.js';
import { rich } from './rich.js';
import { words } from '../i18n/text.js';

/** @import { Speech } from '../i18n/index.js' */
/** @import { Text } from '../i18n/text.js' */
/** @import { Finding, Reference, Report, Span } from '../types/report.js' */

const WEIGHT = { error: 0, warning: 1, notice: 2, info: 3 };

/** That no answer came is nobody's fault. */
const UNANSWERED = new Set(['dkim.key.unreachable', 'dkim.key.server-failure']);

/** That copies and files have other line ends needs no rule. */
const UNLINKED = new Set(['message.source.bare-lf']);

/** @param {Finding} finding */
export const severityOf = ({ code, severity }) => (UNANSWERED.has(code) ? 'warning' : severity);

/** Whether the key that a finding is about was pasted. @param {Finding} finding @param {Report} report */
const isOfPasted = ({ subject }, report) => {
  const place = subject.kind === 'key' ? subject.signature : subject.kind === 'signature' ? subject.index : -1;
  const verification = report.dkim[place];
  if (!verification) return false;
  const key = subject.kind === 'key' ? verification.keys[subject.record] : undefined;
  return key ? key.provenance.kind === 'pasted' : (report.verdict.each[place]?.is_key_pasted ?? false);
};

/**
 * The findings about one signature and its keys.
 * @param {Report} report
 * @param {number} index
 * @returns {Finding[]}
 */
export const findingsOf = (report, index) =>
  report.findings.filter(
    ({ subject }) =>
      (subject.kind === 'signature' && subject.index === index) ||
      (subject.kind === 'key' && subject.signature === index),
  );

/** @typedef {Record<string, ((params: unknown, isPasted: boolean) => Text) | undefined>} Makers */

/**
 * A finding's sentence. The code and its parameters belong together by the core's table.
 * @param {Finding} finding
 * @param {Speech} speech
 * @param {Report} report
 * @returns {Text}
 */
export const textOf = (finding, speech, report) => {
  const { findings, problems } = speech.catalogue;
  const texts = [findings, problems].find((some) => Object.hasOwn(some, finding.code));
  const make = /** @type {Makers | undefined} */ (texts)?.[finding.code];
  return make?.('params' in finding ? finding.params : undefined, isOfPasted(finding, report)) ?? words(finding.code);
};

/** @param {Finding} finding @param {Speech} speech @param {Report} report */
export const sentence = (finding, speech, report) => rich(textOf(finding, speech, report), speech);

/** @param {Reference} reference @param {Speech} speech */
const link = ({ rfc, section }, speech) =>
  h(
    'a',
    {
      href: `https://www.rfc-editor.org/rfc/rfc${Number(rfc)}#section-${encodeURIComponent(section)}`,
      rel: 'noopener noreferrer',
      target: '_blank',
      class: 'reference',
    },
    speech.catalogue.finding.reference(rfc, section),
  );

/**
 * The octets of the message that a finding is about; those of a record are no part of it.
 * @param {Finding} finding
 * @param {Report} report
 */
const octetsOf = ({ span, subject }, { source }) =>
  source.kind === 'domain' || subject.kind === 'policy_record' || subject.kind === 'spf' ? null : span;

/** Leads to octets of the message: whoever shows it hears the event. @param {Span} span @param {Speech} speech */
const toOctets = (span, speech) =>
  h(
    'button',
    {
      type: 'button',
      class: 'link',
      click: (event) =>
        event.currentTarget.dispatchEvent(new CustomEvent('show-octets', { bubbles: true, detail: span })),
    },
    speech.catalogue.finding.octets,
  );

/** The signature that a finding is about, by itself or by its key. @param {Finding} finding */
const signatureOf = ({ subject }) =>
  subject.kind === 'key' ? subject.signature : subject.kind === 'signature' ? subject.index : null;

/**
 * Findings that say the same of several signatures, together.
 * @param {readonly Finding[]} findings
 * @returns {Finding[][]} In the order of the first of each.
 */
export const grouped = (findings) => {
  /** @type {Map<string, Finding[]>} */
  const groups = new Map();
  for (const finding of findings) {
    const of = signatureOf(finding) === null ? [finding.subject, finding.span] : null;
    const key = JSON.stringify([finding.code, 'params' in finding ? finding.params : null, of]);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()];
};

/**
 * Which signatures they are about that say the same, where these are several.
 * @param {readonly Finding[]} group
 * @param {Speech} speech
 * @param {Report} report
 */
const signatures = (group, speech, report) => {
  const places = [...new Set(group.map(signatureOf))].filter((place) => place !== null);
  return places.length < 2
    ? null
    : rich(
        speech.catalogue.finding.signatures(
          places.map((place) => ({ n: place + 1, domain: report.dkim[place]?.signature.domain ?? null })),
        ),
        speech,
      );
};

/** How many are shown at once: a hostile message can have thousands. */
const SHOWN = 40;

/**
 * @param {readonly Finding[]} findings
 * @param {Speech} speech
 * @param {Report} report
 */
export const findingList = (findings, speech, report) => {
  const words = speech.catalogue.finding;
  /** @param {readonly [Finding, ...Finding[]]} group */
  const weight = ([first]) => WEIGHT[severityOf(first)];
  const sorted = /** @type {[Finding, ...Finding[]][]} */ (grouped(findings)).toSorted((a, b) => weight(a) - weight(b));
  /** @param {Finding} finding */
  const place = ({ subject }) => {
    if (subject.kind === 'arc_set') return rich(words.arc_set(subject.instance), speech);
    const field = subject.kind === 'field' ? report.fields[subject.index] : undefined;
    return field ? rich(words.field(field.name), speech) : null;
  };
  /** @param {Finding} finding */
  const way = (finding) => {
    const span = octetsOf(finding, report);
    return span ? [' ', toOctets(span, speech)] : null;
  };
  return h(
    'ul',
    { class: 'findings', role: 'list' },
    sorted
      .slice(0, SHOWN)
      .map(([finding, ...others]) =>
        h(
          'li',
          { 'data-state': severityOf(finding) },
          h('span', { class: 'severity' }, words.severity[severityOf(finding)]),
          h(
            'span',
            {},
            place(finding),
            signatures([finding, ...others], speech, report),
            sentence(finding, speech, report),
            finding.reference && !UNLINKED.has(finding.code) ? [' ', link(finding.reference, speech)] : null,
            [finding, ...others].map(way),
          ),
        ),
      ),
    sorted.length > SHOWN
      ? h('li', {}, h('span', {}), h('span', {}, rich(speech.catalogue.signature.more(sorted.length - SHOWN), speech)))
      : null,
  );
};
