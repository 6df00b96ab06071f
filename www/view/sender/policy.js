// What the author's domain asks for, what that means for this message, and what its owner can do.

import { copyBox } from '../copy.js';
import { h } from '../h.js';
import { rich } from '../rich.js';
import { dnsName, untrusted } from '../untrusted.js';
import { badge, markOf, row, table } from './parts.js';
import { REMOVED, badAddresses, guessesOf, mended, placeholder, policyRecord, tagsOf } from './record.js';

/** @import { KnownTag, SenderSpeech } from '../../i18n/sender/texts.js' */
/** @import { Form, NextStep, Policy, Report } from '../../types/report.js' */

const POLICIES = /** @type {const} */ (['none', 'quarantine', 'reject']);
/** Tags of a record that are shown. */
const SHOWN = 64;

/** Addresses of a tag that are shown to be none. */
const FAULTS = 3;

/** @param {Report} report @param {SenderSpeech} speech */
const sentences = ({ dmarc }, speech) => {
  const { dmarc: words, gap } = speech.catalogue.sender;
  const { author_domain: author, policy, effective_policy: effective, policy_domain: domain, policy_source: source, policy_tag: tag, existence, result } = dmarc;
  return [
    author === null ? null : h('p', { class: 'outcome' }, badge(markOf(result), rich(words.result[result](author), speech))),
    policy === null || domain === null ? h('p', {}, words.policy_none) : h('p', {},
      rich(words.policy[policy](domain), speech), source ? [gap, words.source[source]] : null, tag && author ? [gap, rich(words.tag[tag](author), speech)] : null,
      effective !== null && effective !== policy ? [gap, rich(words.effective(effective), speech)] : null),
    existence ? h('p', { class: 'fine' }, words.existence[existence]) : null,
  ];
};

/** @param {Report} report @param {SenderSpeech} speech */
const recordTable = ({ dmarc }, speech) => {
  const words = speech.catalogue.sender.dmarc;
  const found = policyRecord(dmarc);
  if (!found) return null;
  const { domain, record } = found;
  const tags = tagsOf(record.text);
  return [
    h('h4', { id: 'sender-record' }, rich(words.record(`_dmarc.${domain}`), speech)),
    record.applies ? null : h('p', {}, badge('warn', words.not_applied)),
    table(null, [words.columns.tag, words.columns.value, words.columns.meaning], tags.slice(0, SHOWN).map(({ name, value }) => {
      const key = name.toLowerCase();
      const meaning = name === '' ? words.no_tag : Object.hasOwn(words.tags, key) ? words.tags[/** @type {KnownTag} */ (key)](value) : words.unknown_tag;
      const bad = badAddresses(record, key, value);
      const isBad = bad.length > 0 && bad.length === value.split(',').length;
      return [name === '' ? '–' : untrusted(name, { ltr: true }), untrusted(value, { ltr: true }), [isBad ? null : meaning, bad.slice(0, FAULTS).map(({ uri, fault }) => [' ', badge('warn', rich(words.bad_address[fault](uri), speech))]), REMOVED.has(key) ? [' ', badge('warn', words.removed)] : null]];
    }), 'tags'),
    tags.length > SHOWN ? h('p', {}, rich(speech.catalogue.sender.more(tags.length - SHOWN), speech)) : null,
  ];
};

/** @param {Report} report @param {SenderSpeech} speech */
const former = ({ dmarc }, speech) => {
  const { dmarc: words, gap } = speech.catalogue.sender;
  const answer = dmarc.former_answer;
  return dmarc.former.length === 0 && answer === null ? null : [
    h('h4', {}, words.former_heading), h('ul', { class: 'reasons' }, dmarc.former.map((one) => h('li', {}, words.former[one]))),
    answer ? h('p', {}, words.former_result[answer.result], answer.policy ? [gap, rich(words.former_policy(answer.policy, answer.share), speech)] : null,
      answer.is_guessed ? [gap, words.former_guess] : null) : null,
  ];
};

/**
 * What the domain asks for.
 * @param {Report} report
 * @param {SenderSpeech} speech
 */
export const policyView = (report, speech) => [
  h('h3', {}, speech.catalogue.sender.dmarc[report.domain ? 'of_domain' : 'heading']), sentences(report, speech), recordTable(report, speech), former(report, speech),
];

/** What becomes of a message by a policy. @param {Form} form @param {Policy} policy @returns {'pass' | Policy} */
export const fateOf = ({ dmarc }, policy) => dmarc ? 'pass' : policy;

/**
 * The same message by other ways.
 * @param {Report} report
 * @param {SenderSpeech} speech
 */
export const formsView = ({ verdict, dmarc }, speech) => {
  const words = speech.catalogue.sender.forms;
  const columns = [words.columns.way, words.columns.spf, words.columns.dkim, words.columns.dmarc,
    ...POLICIES.map((policy) => dmarc.effective_policy === policy ? `${words.policy[policy]}${words.today}` : words.policy[policy])];
  return [
    h('h3', { id: 'sender-forms' }, words.heading),
    verdict.forms.length === 0 ? h('p', {}, words.none) : [
      h('p', { class: 'fine' }, words.lead),
      table(words.heading, columns, verdict.forms.map((form) => [
        words.kind[form.kind],
        [h('code', {}, form.spf), ' ', h('span', { class: 'fine' }, form.spf_aligned ? words.aligned : words.not_aligned)],
        badge(form.dkim ? 'pass' : 'none', words.dkim[form.dkim ? 'holds' : 'breaks']),
        badge(form.dmarc ? 'pass' : 'fail', form.dmarc ? words.passes : words.fails),
        ...POLICIES.map((policy) => words.fate[fateOf(form, policy)]),
      ]), 'forms'),
      h('p', { class: 'fine' }, words.note),
    ],
  ];
};

/** The policy of a record to be published, where a step has one. @type {Partial<Record<NextStep, 'same' | Policy>>} */
const PUBLISHED = { publish_record: 'none', mend_record: 'same', ask_for_reports: 'same', read_reports_then_quarantine: 'quarantine', read_reports_then_reject: 'reject' };

/** The record that belongs to a step, and the domain whose it is; `null` where it cannot be told. @param {Report} report */
export const recordToPublish = ({ verdict, dmarc }) => {
  const step = verdict.next_step;
  const found = policyRecord(dmarc);
  // What is misspelt comes before any other step.
  const policy = step && (guessesOf(found?.record).length > 0 ? 'same' : PUBLISHED[step]);
  const domain = found?.domain ?? dmarc.organizational_domain ?? dmarc.author_domain;
  // A record that is to be mended and was discarded is not known in parts.
  if (!policy || domain === null) return null;
  return { domain, text: mended(found?.record ?? null, domain, policy === 'same' ? null : policy) };
};

/**
 * @param {Report} report
 * @param {SenderSpeech} speech
 */
export const nextView = (report, speech) => {
  const { next: words, gap } = speech.catalogue.sender;
  const step = report.verdict.next_step;
  if (step === null) return null;
  const made = recordToPublish(report);
  const guesses = guessesOf(policyRecord(report.dmarc)?.record);
  const isLater = step.startsWith('read_reports') && guesses.length === 0;
  return [
    h('h2', { id: 'sender-next', tabindex: -1 }, words.heading),
    h('p', {}, report.domain ? null : [words.lead, gap], words.step[step]),
    made ? [
      h('p', { class: 'fine' }, isLater ? words.later : words.record),
      h('dl', { class: 'facts' }, row(words.name, dnsName(`_dmarc.${made.domain}`))),
      copyBox(made.text, words.copy, 'copy-policy', speech),
      made.text.includes(placeholder(made.domain)) ? h('p', { class: 'fine' }, rich(words.placeholder(placeholder(made.domain)), speech)) : null,
      guesses.map(({ name, value, word }) => h('p', { class: 'fine' }, rich(words.guessed(`${name}=${word}`, `${name}=${value}`), speech))),
      step === 'mend_record' ? h('p', { class: 'fine' }, words.several) : null,
    ] : null,
  ];
};
