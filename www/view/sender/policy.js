// What the author's domain asks for, what that means for this message, and what its owner can do.

import { copyBox } from '../copy.js';
import { h } from '../h.js';
import { rich } from '../rich.js';
import { changesOf, hasFailed, pointsOf } from '../doors/domain.js';
import { dnsName, untrusted, untrustedBox } from '../untrusted.js';
import { badge, markOf, row, table } from './parts.js';
import { REMOVED, badAddresses, policyRecord, tagsOf } from './record.js';

/** @import { KnownTag, SenderSpeech } from '../../i18n/sender/texts.js' */
/** @import { Delivery, NextStep, Policy, Report } from '../../types/report.js' */

const POLICIES = /** @type {const} */ (['none', 'quarantine', 'reject']);
/** Tags of a record that are shown. */
const SHOWN = 64;

/** Addresses of a tag that are shown to be none, and records that are. */
const FAULTS = 3;

/** @param {Report} report @param {SenderSpeech} speech */
const sentences = ({ dmarc, domain: alone }, speech) => {
  const { dmarc: words, gap } = speech.catalogue.sender;
  const {
    author_domain: author,
    policy,
    effective_policy: effective,
    policy_domain: domain,
    policy_source: source,
    policy_tag: tag,
    existence,
    result,
  } = dmarc;
  return [
    // Without a message there is nothing that could pass or fail, only a record or none.
    author === null || (alone && policy !== null)
      ? null
      : h('p', { class: 'outcome' }, badge(markOf(result), rich(words.result[result](author), speech))),
    policy === null || domain === null
      ? h('p', {}, words.policy_none)
      : h(
          'p',
          {},
          rich(words.policy[policy](domain), speech),
          source ? [gap, words.source[source]] : null,
          tag && author ? [gap, rich(words.tag[tag](author), speech)] : null,
          effective !== null && effective !== policy ? [gap, rich(words.effective(effective), speech)] : null,
        ),
    existence ? h('p', { class: 'fine' }, words.existence[existence]) : null,
  ];
};

/** @param {Report} report @param {SenderSpeech} speech */
const recordTable = (report, speech) => {
  const { dmarc } = report;
  const words = speech.catalogue.sender.dmarc;
  const found = policyRecord(dmarc);
  if (!found) return null;
  const { domain, record } = found;
  const tags = tagsOf(record.text);
  return [
    h('h4', { id: 'sender-record' }, rich(words.record(`_dmarc.${domain}`), speech)),
    record.applies ? null : h('p', {}, badge('warn', words.not_applied)),
    table(
      null,
      [words.columns.tag, words.columns.value, words.columns.meaning],
      tags.slice(0, SHOWN).map(({ name, value }) => {
        const key = name.toLowerCase();
        const meaning =
          name === ''
            ? words.no_tag
            : Object.hasOwn(words.tags, key)
              ? words.tags[/** @type {KnownTag} */ (key)](value)
              : words.unknown_tag;
        const bad = badAddresses(report, key);
        const isBad = bad.length > 0 && bad.length === value.split(',').length;
        return [
          name === '' ? '–' : untrusted(name, { ltr: true }),
          untrusted(value, { ltr: true }),
          [
            isBad ? null : meaning,
            bad
              .slice(0, FAULTS)
              .map(({ uri, fault }) => [' ', badge('warn', rich(words.bad_address[fault](uri), speech))]),
            REMOVED.has(key) ? [' ', badge('warn', words.removed)] : null,
          ],
        ];
      }),
      'tags',
    ),
    tags.length > SHOWN ? h('p', {}, rich(speech.catalogue.sender.more(tags.length - SHOWN), speech)) : null,
  ];
};

/** @param {Report} report @param {SenderSpeech} speech */
const former = ({ dmarc, domain: alone }, speech) => {
  const { dmarc: words, gap } = speech.catalogue.sender;
  const answer = dmarc.former_answer;
  return dmarc.former.length === 0 && answer === null
    ? null
    : [
        h('h4', {}, words.former_heading),
        h(
          'ul',
          { class: 'reasons' },
          dmarc.former.map((one) => h('li', {}, words.former[one])),
        ),
        answer
          ? h(
              'p',
              {},
              alone && answer.policy
                ? rich(words.former_asked(answer.policy, answer.share), speech)
                : [
                    words.former_result[answer.result],
                    answer.policy ? [gap, rich(words.former_policy(answer.policy, answer.share), speech)] : null,
                  ],
              answer.is_guessed ? [gap, words.former_guess] : null,
            )
          : null,
      ];
};

/**
 * What the domain asks for.
 * @param {Report} report
 * @param {SenderSpeech} speech
 */
export const policyView = (report, speech) => [
  h('h3', {}, speech.catalogue.sender.dmarc[report.domain ? 'of_domain' : 'heading']),
  sentences(report, speech),
  recordTable(report, speech),
  former(report, speech),
];

/** What becomes of a message by a policy. @param {Delivery} form @param {Policy} policy @returns {'pass' | Policy} */
export const fateOf = ({ dmarc }, policy) => (dmarc ? 'pass' : policy);

/** @param {Policy | null} today @param {SenderSpeech} speech */
const policyColumns = (
  today,
  {
    catalogue: {
      sender: { forms: words },
    },
  },
) => POLICIES.map((policy) => (today === policy ? `${words.policy[policy]}${words.today}` : words.policy[policy]));

/**
 * Why the ways cannot be compared.
 * @param {Report} report
 * @returns {'author' | 'record' | 'pending' | 'client' | 'mail_from' | 'unanswered'}
 */
const obstacleOf = ({ verdict, dmarc, envelope, dkim }) => {
  if (dmarc.author_domain === null) return 'author';
  if (verdict.author === 'pending' || dmarc.result === 'pending') return 'pending';
  if (dmarc.policy === null) return dmarc.result === 'none' ? 'record' : 'unanswered';
  // What was not asked, or in vain, may still prove the author by a signature.
  if (dkim.some((one) => ['not_checked', 'temperror', 'neutral'].includes(one.result))) return 'unanswered';
  if (envelope.client === null) return 'client';
  return envelope.mail_from === null ? 'mail_from' : 'unanswered';
};

/**
 * What is known where a way is not: without a signature it is SPF that decides.
 * @param {Report} report
 * @param {SenderSpeech} speech
 */
const unknownForms = (report, speech) => {
  const words = speech.catalogue.sender.forms;
  const obstacle = obstacleOf(report);
  const isOpen = obstacle === 'client' || obstacle === 'mail_from';
  const columns = [
    words.columns.spf,
    words.columns.dkim,
    words.columns.dmarc,
    ...policyColumns(report.dmarc.effective_policy, speech),
  ];
  return [
    h('p', {}, words.obstacle[obstacle]),
    isOpen
      ? [
          table(
            words.heading,
            columns,
            [true, false].map((passes) => [
              words.spf[passes ? 'passes' : 'fails'],
              badge('none', words.dkim.breaks),
              badge(passes ? 'pass' : 'fail', passes ? words.passes : words.fails),
              ...POLICIES.map((policy) => words.fate[passes ? 'pass' : policy]),
            ]),
            'fates',
          ),
          h('p', { class: 'fine' }, words.note),
        ]
      : null,
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
  const columns = [
    words.columns.way,
    words.columns.spf,
    words.columns.dkim,
    words.columns.dmarc,
    ...policyColumns(dmarc.effective_policy, speech),
  ];
  return [
    h('h3', { id: 'sender-forms' }, words.heading),
    verdict.forms.length === 0
      ? unknownForms(report, speech)
      : [
          h('p', { class: 'fine' }, words.lead),
          table(
            words.heading,
            columns,
            verdict.forms.map((form) => [
              words.kind[form.kind],
              [
                h('code', {}, form.spf),
                ' ',
                h('span', { class: 'fine' }, form.spf_aligned ? words.aligned : words.not_aligned),
              ],
              badge(form.dkim ? 'pass' : 'none', words.dkim[form.dkim ? 'holds' : 'breaks']),
              badge(form.dmarc ? 'pass' : 'fail', form.dmarc ? words.passes : words.fails),
              ...POLICIES.map((policy) => words.fate[fateOf(form, policy)]),
            ]),
            'forms',
          ),
          h('p', { class: 'fine' }, words.note),
        ],
  ];
};

/** Steps that mend the policy record itself, or publish one. @type {ReadonlySet<NextStep>} */
const OF_RECORD = new Set(['publish_record', 'mend_record', 'ask_for_reports']);

/**
 * What is to be mended before the step; `null` where nothing is.
 * @param {Report} report
 * @returns {'points' | 'signature' | null}
 */
const firstOf = (report) => {
  const step = report.verdict.next_step;
  // Such a step leaves open what the owner may want to be so.
  const isOfRecord = step !== null && OF_RECORD.has(step);
  const others = changesOf(report).findings.filter(
    ({ code }) => !code.startsWith('dmarc.record.') || code === 'dmarc.record.subdomains-open',
  );
  // Another step says so itself.
  if (step !== 'mend_faults' && (isOfRecord ? others.length > 0 : pointsOf(report) > 0)) return 'points';
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
    h(
      'p',
      {},
      report.domain ? null : [words.lead, gap],
      first ? [words.first[first], gap] : null,
      first && step === 'keep' ? words.keep_policy : words.step[step],
    ),
    recordView(report, speech),
  ];
};

/** @param {Report} report @param {SenderSpeech} speech */
const recordView = ({ proposals }, speech) => {
  const { next: words } = speech.catalogue.sender;
  const made = proposals?.find(({ kind }) => kind === 'dmarc' || kind === 'dmarc_later');
  if (!made) return null;
  const {
    name,
    published,
    published_at: at,
    records: [text],
    guesses,
    placeholder,
  } = made;
  return [
    published.length > 0
      ? [
          h('p', { class: 'fine' }, at === null || at === name ? words.faulty : rich(words.faulty_at(at), speech)),
          published.slice(0, FAULTS).map((one) => untrustedBox(one)),
        ]
      : null,
    text === undefined
      ? published.length > 1
        ? null
        : h('p', {}, words.unclear)
      : [
          h('p', { class: 'fine' }, made.kind === 'dmarc_later' ? words.later : words.record),
          h('dl', { class: 'facts' }, row(words.name, dnsName(name))),
          copyBox(text, words.copy, 'copy-policy', speech),
          placeholder === null ? null : h('p', { class: 'fine' }, rich(words.placeholder(placeholder), speech)),
          guesses.map(({ found, meant }) => h('p', { class: 'fine' }, rich(words.guessed(meant, found), speech))),
          published.length > 0 && guesses.length === 0 ? h('p', { class: 'fine' }, words.kept) : null,
        ],
    published.length > 1 ? h('p', { class: 'fine' }, words.several) : null,
  ];
};
