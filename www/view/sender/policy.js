// What the author's domain asks for, what that means for this message, and what its owner can do.

import { copyBox } from '../copy.js';
import { h } from '../h.js';
import { rich } from '../rich.js';
import { changesOf, hasFailed, pointsOf } from '../doors/domain.js';
import { dnsName, untrusted, untrustedBox } from '../untrusted.js';
import { tagsMeant } from './meant.js';
import { badge, markOf, row, table } from './parts.js';
import { discarded } from './published.js';
import { REMOVED, badAddresses, guessesOf, mended, placeholder, policyRecord, tagsOf } from './record.js';

/** @import { KnownTag, SenderSpeech } from '../../i18n/sender/texts.js' */
/** @import { Form, NextStep, Policy, Report } from '../../types/report.js' */

const POLICIES = /** @type {const} */ (['none', 'quarantine', 'reject']);
/** Tags of a record that are shown. */
const SHOWN = 64;

/** Addresses of a tag that are shown to be none, and records that are. */
const FAULTS = 3;

/** @param {Report} report @param {SenderSpeech} speech */
const sentences = ({ dmarc, domain: alone }, speech) => {
  const { dmarc: words, gap } = speech.catalogue.sender;
  const { author_domain: author, policy, effective_policy: effective, policy_domain: domain, policy_source: source, policy_tag: tag, existence, result } = dmarc;
  return [
    // Without a message there is nothing that could pass or fail, only a record or none.
    author === null || (alone && policy !== null) ? null : h('p', { class: 'outcome' }, badge(markOf(result), rich(words.result[result](author), speech))),
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
const former = ({ dmarc, domain: alone }, speech) => {
  const { dmarc: words, gap } = speech.catalogue.sender;
  const answer = dmarc.former_answer;
  return dmarc.former.length === 0 && answer === null ? null : [
    h('h4', {}, words.former_heading), h('ul', { class: 'reasons' }, dmarc.former.map((one) => h('li', {}, words.former[one]))),
    answer ? h('p', {}, alone && answer.policy ? rich(words.former_asked(answer.policy, answer.share), speech)
      : [words.former_result[answer.result], answer.policy ? [gap, rich(words.former_policy(answer.policy, answer.share), speech)] : null],
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

/** @param {Policy | null} today @param {SenderSpeech} speech */
const policyColumns = (today, { catalogue: { sender: { forms: words } } }) =>
  POLICIES.map((policy) => today === policy ? `${words.policy[policy]}${words.today}` : words.policy[policy]);

/** Why the ways cannot be compared. @param {Report} report @returns {'author' | 'record' | 'pending' | 'client' | 'mail_from' | 'unanswered'} */
const obstacleOf = ({ verdict, dmarc, envelope, dkim }) => {
  if (dmarc.author_domain === null) return 'author';
  if (verdict.author === 'pending' || dmarc.result === 'pending') return 'pending';
  if (dmarc.policy === null) return dmarc.result === 'none' ? 'record' : 'unanswered';
  // What was not asked, or in vain, may still prove the author by a signature.
  if (dkim.some((one) => ['not_checked', 'temperror', 'neutral'].includes(one.result))) return 'unanswered';
  if (envelope.client === null) return 'client';
  return envelope.mail_from === null ? 'mail_from' : 'unanswered';
};

/** What is known where a way is not: without a signature it is SPF that decides. @param {Report} report @param {SenderSpeech} speech */
const unknownForms = (report, speech) => {
  const words = speech.catalogue.sender.forms;
  const obstacle = obstacleOf(report);
  const isOpen = obstacle === 'client' || obstacle === 'mail_from';
  const columns = [words.columns.spf, words.columns.dkim, words.columns.dmarc, ...policyColumns(report.dmarc.effective_policy, speech)];
  return [
    h('p', {}, words.obstacle[obstacle]),
    isOpen ? [
      table(words.heading, columns, [true, false].map((passes) => [
        words.spf[passes ? 'passes' : 'fails'], badge('none', words.dkim.breaks), badge(passes ? 'pass' : 'fail', passes ? words.passes : words.fails),
        ...POLICIES.map((policy) => words.fate[passes ? 'pass' : policy]),
      ]), 'fates'),
      h('p', { class: 'fine' }, words.note),
    ] : null,
  ];
};

/**
 * The same message by other ways.
 * @param {Report} report
 * @param {SenderSpeech} speech
 */
export const formsView = (report, speech) => {
  const { verdict, dmarc } = report;
  const words = speech.catalogue.sender.forms;
  const columns = [words.columns.way, words.columns.spf, words.columns.dkim, words.columns.dmarc, ...policyColumns(dmarc.effective_policy, speech)];
  return [
    h('h3', { id: 'sender-forms' }, words.heading),
    verdict.forms.length === 0 ? unknownForms(report, speech) : [
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

/** What is published now, the record that applies before any that is discarded. @param {Report} report */
const publishedNow = (report) => {
  const found = policyRecord(report.dmarc);
  return found ? { domain: found.domain, texts: [found.record.text], record: found.record } : discarded(report);
};

/** The policy of a record, where it is a valid one. @param {readonly { name: string, value: string }[]} tags */
const policyIn = (tags) => POLICIES.find((policy) => policy === tags.find(({ name }) => name === 'p')?.value.toLowerCase()) ?? null;

/**
 * The record that belongs to a step, the domain whose it is, and what it takes the place of; without a text where that cannot be told.
 * @param {Report} report
 */
const proposal = (report) => {
  const step = report.verdict.next_step;
  const now = publishedNow(report);
  const { dmarc } = report;
  const domain = now?.domain ?? dmarc.organizational_domain ?? dmarc.author_domain;
  const [only] = now?.texts.length === 1 ? now.texts : [];
  const tags = only === undefined ? null : tagsMeant(only);
  const meant = tags && { text: ['v=DMARC1', ...tags.map(({ name, value }) => `${name}=${value}`)].join('; '), p: policyIn(tags) };
  const record = meant ?? (now && 'record' in now ? now.record : null);
  const guesses = guessesOf(record);
  // What is misspelt comes before any other step.
  const policy = step && (guesses.length > 0 ? 'same' : PUBLISHED[step]);
  if (!policy || domain === null) return null;
  const isFaulty = step === 'mend_record' || guesses.length > 0;
  const text = isFaulty && !meant ? null : mended(record, domain, policy === 'same' ? null : policy);
  return { domain, text, guesses, faulty: isFaulty ? now?.texts ?? [] : [] };
};

/** The record that belongs to a step, and the domain whose it is; `null` where it cannot be told. @param {Report} report */
export const recordToPublish = (report) => {
  const found = proposal(report);
  return found && found.text !== null ? { domain: found.domain, text: found.text } : null;
};

/** What is to be mended before the step; `null` where nothing is. @param {Report} report @returns {'points' | 'signature' | null} */
const firstOf = (report) => {
  const step = report.verdict.next_step;
  // Such a step mends the policy record itself, yet leaves open what its owner may want to be so.
  const isOfRecord = step !== null && ['none', 'same'].includes(PUBLISHED[step] ?? '');
  const others = changesOf(report).findings.filter(({ code }) => !code.startsWith('dmarc.record.') || code === 'dmarc.record.subdomains-open');
  if (isOfRecord ? others.length > 0 : pointsOf(report) > 0) return 'points';
  return hasFailed(report) ? 'signature' : null;
};

/**
 * @param {Report} report
 * @param {SenderSpeech} speech
 */
export const nextView = (report, speech) => {
  const { next: words, gap } = speech.catalogue.sender;
  const step = report.verdict.next_step;
  if (step === null) return null;
  const first = firstOf(report);
  return [
    h('h2', { id: 'sender-next', tabindex: -1 }, words.heading),
    h('p', {}, report.domain ? null : [words.lead, gap], first ? [words.first[first], gap] : null, first && step === 'keep' ? words.keep_policy : words.step[step]),
    recordView(report, step, speech),
  ];
};

/** @param {Report} report @param {NextStep} step @param {SenderSpeech} speech */
const recordView = (report, step, speech) => {
  const { next: words } = speech.catalogue.sender;
  const made = proposal(report);
  if (!made) return null;
  const { domain, text, guesses, faulty } = made;
  const isLater = step.startsWith('read_reports') && guesses.length === 0;
  const kept = step === 'mend_record' && text !== null && guesses.length === 0;
  return [
    faulty.length > 0 ? [h('p', { class: 'fine' }, words.faulty), faulty.slice(0, FAULTS).map((one) => untrustedBox(one))] : null,
    text === null ? faulty.length > 1 ? null : h('p', {}, words.unclear) : [
      h('p', { class: 'fine' }, isLater ? words.later : words.record),
      h('dl', { class: 'facts' }, row(words.name, dnsName(`_dmarc.${domain}`))),
      copyBox(text, words.copy, 'copy-policy', speech),
      text.includes(placeholder(domain)) ? h('p', { class: 'fine' }, rich(words.placeholder(placeholder(domain)), speech)) : null,
      guesses.map(({ name, value, word }) => h('p', { class: 'fine' }, rich(words.guessed(`${name}=${word}`, `${name}=${value}`), speech))),
      kept ? h('p', { class: 'fine' }, words.kept) : null,
    ],
    step === 'mend_record' ? h('p', { class: 'fine' }, words.several) : null,
  ];
};
