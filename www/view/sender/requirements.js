// What providers require of senders, who gets the reports of DMARC, and what a domain without a message publishes.

import { concernOf, isForAll, unmetOf } from '../doors/own.js';
import { h } from '../h.js';
import { rich } from '../rich.js';
import { dnsName, domainName, untrusted, untrustedBox } from '../untrusted.js';
import { badge as mark, senderFold, table } from './parts.js';
import { policyRecord } from './record.js';

/** @import { Mark } from './parts.js' */
/** @import { DoorTexts } from '../../i18n/doors/texts.js' */
/** @import { PageSpeech } from '../../i18n/index.js' */
/** @import { RequirementTexts } from '../../i18n/requirements/texts.js' */
/** @import { DestinationState, DomainReport, Report, Requirement, RequirementEvidence } from '../../types/report.js' */
/** @import { RequirementState } from '../../types/report.js' */
/** @typedef {PageSpeech & { requirements: RequirementTexts, doors: DoorTexts }} RequirementSpeech */
/**
 * @typedef {{ setReverse?: (isAsked: boolean) => void, setReportDestinations?: (isAsked: boolean) => void }}
 *   RequirementActions
 */

/** Bits of an RSA key from which on nothing more is advised (RFC 8301 §3.2). */
const ADVISED = 2048;

/**
 * The styles put a sign before the words, so that colour is not all that tells.
 * @type {Record<RequirementState | DestinationState, Mark>}
 */
const MARKS = {
  met: 'pass',
  not_met: 'fail',
  pending: 'pending',
  not_checked: 'unknown',
  not_visible: 'unknown',
  not_applicable: 'none',
  authorized: 'pass',
  not_authorized: 'fail',
  not_needed: 'none',
  answers_differ: 'unknown',
};

/** @param {RequirementState | DestinationState} state @param {string} words */
const badge = (state, words) => mark(MARKS[state], words);

/** @param {RequirementEvidence} evidence @param {Report} report @param {RequirementSpeech} speech */
const evidenceText = (evidence, report, { requirements: { evidence: words } }) => {
  switch (evidence.kind) {
    case 'signature':
      return words.signature(evidence.index + 1);
    case 'key':
      return words.key(evidence.bits, evidence.bits >= ADVISED);
    case 'spf':
      return words.spf(report.spf?.[evidence.index]?.sender ?? '');
    case 'policy_record':
      return words.policy_record(report.dmarc?.walk?.steps[evidence.step]?.domain ?? '');
    case 'hop':
      return words.hop(evidence.index + 1);
    case 'field':
      return words.field(report.fields[evidence.index]?.name ?? '');
    case 'missing':
      return words.missing(evidence.name);
    case 'unmet':
      return words.unmet[evidence.condition];
    case 'host':
      return words.host(evidence.name, evidence.leads_back);
  }
};

/** Pieces of evidence that are shown of one rule. */
const SHOWN = 5;

/**
 * @param {Requirement} requirement
 * @param {Report} report
 * @param {RequirementSpeech} speech
 * @param {RequirementActions} actions
 */
const stateCell = (requirement, report, speech, { setReverse }) => {
  const words = speech.requirements;
  const { rule, state, evidence } = requirement;
  const concern = concernOf(requirement, report);
  const notMeant =
    rule === 'arc_when_forwarding' && state === 'not_applicable' && report.forwarding
      ? words.not_meant[report.forwarding.kind]
      : undefined;
  const isUnasked = !report.queries.some(({ purposes }) => purposes.some(({ kind }) => kind === 'reverse'));
  const note =
    notMeant ??
    (rule === 'reverse_name' && state === 'not_checked' && !isUnasked ? words.no_name : words.note[rule]?.[state]);
  // Without an address there is nothing to ask for, and what was asked in vain has been declined.
  const canAsk = rule === 'reverse_name' && state === 'not_checked' && setReverse && isUnasked;
  return [
    // What is not this sender's to keep is no fault.
    concern ? mark('none', words.concern[concern]) : badge(state, words.state[state]),
    evidence.length > 0
      ? h(
          'div',
          { class: 'fine' },
          evidence
            .slice(0, SHOWN)
            .map((one, place) => [place > 0 ? ' · ' : null, rich(evidenceText(one, report, speech), speech)]),
        )
      : null,
    note ? h('div', { class: 'fine' }, note) : null,
    canAsk
      ? h(
          'button',
          { type: 'button', class: 'link', 'data-key': 'reverse', click: () => setReverse(true) },
          words.ask.reverse,
        )
      : null,
  ];
};

/** @param {Requirement} requirement @param {RequirementSpeech} speech */
const sourceCell = (requirement, { requirements: words }) =>
  h(
    'ul',
    { class: 'plain-list', role: 'list' },
    requirement.demands.map((demand) =>
      h(
        'li',
        {},
        h(
          'a',
          { href: demand.url, rel: 'noopener noreferrer', target: '_blank' },
          words.demand(
            words.provider[demand.provider],
            demand.since,
            isForAll(requirement) && demand.applies_to === 'bulk',
          ),
        ),
      ),
    ),
  );

/**
 * The rules as tables, and who gets reports.
 * @param {Report} report
 * @param {RequirementSpeech} speech
 * @param {RequirementActions} [actions]
 * @returns {Node | null} `null` where there is neither a rule nor a destination.
 */
export const requirementsSection = (report, speech, actions = {}) => {
  const words = speech.requirements;
  const all = report.requirements ?? [];
  const hasDestinations = (report.report_destinations ?? []).length > 0;
  if (all.length === 0)
    return hasDestinations
      ? h(
          'section',
          { class: 'card sender', 'aria-labelledby': 'destinations' },
          destinationsView(report, speech, actions, 'h2'),
        )
      : null;
  const { rule, state, source } = words.column;
  /** @param {'all' | 'bulk'} group @param {readonly Requirement[]} some */
  const part = (group, some) => [
    h('h3', {}, words.group[group]),
    table(
      words.group[group],
      [rule, state, source],
      some.map((one) => [words.rule[one.rule], stateCell(one, report, speech, actions), sourceCell(one, speech)]),
      'rules',
    ),
  ];
  const unmet = unmetOf(report);
  const { not_met: notMet, all_met: allMet } = speech.doors.domain;
  return senderFold(
    'requirements',
    words.heading,
    unmet > 0 ? mark('warn', rich(notMet(unmet), speech)) : allMet,
    () => [
      h('p', { class: 'fine' }, words.lead),
      part('all', all.filter(isForAll)),
      part(
        'bulk',
        all.filter((one) => !isForAll(one)),
      ),
      destinationsView(report, speech, actions, 'h3'),
    ],
  );
};

/**
 * @param {Report} report
 * @param {RequirementSpeech} speech
 * @param {RequirementActions} actions
 * @param {'h2' | 'h3'} level Of its heading.
 */
const destinationsView = (report, speech, { setReportDestinations }, level) => {
  const { destinations: words, ask } = speech.requirements;
  const all = report.report_destinations ?? [];
  if (all.length === 0) return null;
  const wasAsked = report.queries.some(({ purposes }) => purposes.some(({ kind }) => kind === 'report_destination'));
  const isOpen = !wasAsked && all.some(({ state }) => state === 'not_checked');
  return h(
    'div',
    { class: 'destinations' },
    h(level, { id: 'destinations' }, words.heading),
    h('p', { class: 'fine' }, words.lead),
    table(
      words.heading,
      [words.column.address, words.column.tag, words.column.state],
      all.map(({ uri, tag, state }) => [
        untrusted(uri, { ltr: true }),
        words.tag[tag],
        badge(state, words.state[state]),
      ]),
    ),
    isOpen && setReportDestinations
      ? h(
          'button',
          { type: 'button', class: 'link', 'data-key': 'destinations', click: () => setReportDestinations(true) },
          ask.destinations,
        )
      : null,
  );
};

/** @param {DomainReport} domain @param {RequirementSpeech} speech */
const keyView = ({ key_state: state, key_name: name, keys }, speech) => {
  const words = speech.requirements.domain;
  if (state === null || name === null) return h('p', { class: 'fine' }, words.no_selector);
  return h(
    'div',
    { class: 'record' },
    h('p', {}, rich(words.key[state](name), speech)),
    keys.map(({ record, key_type: type, bits, permits, repair }) =>
      h(
        'div',
        { class: 'record' },
        type !== null && bits !== null ? h('p', {}, rich(words.key_line(bits, type.toUpperCase()), speech)) : null,
        untrustedBox(record),
        permits === 'fail' ? h('p', {}, badge('not_met', words.unusable)) : null,
        repair
          ? [
              h('p', {}, words.publish),
              h('p', {}, dnsName(repair.name), ' ', h('code', {}, repair.record_type)),
              untrustedBox(repair.record),
            ]
          : null,
      ),
    ),
  );
};

/**
 * What came of a question for texts, where none of those looked for is there.
 * @param {Report} report
 * @param {string} name
 */
const stateAt = ({ queries }, name) => {
  const kinds = queries
    .filter((query) => query.name === name && query.type === 'TXT')
    .flatMap(({ answers }) => answers.map(({ outcome }) => outcome.kind));
  if (kinds.length === 0) return 'pending';
  return kinds.some((kind) => ['records', 'no_data', 'nx_domain'].includes(kind)) ? 'absent' : 'not_checked';
};

/**
 * The records of one kind at a name, or that there is none.
 * @param {'spf' | 'dmarc'} kind
 * @param {Report} report
 * @param {{ name: string, texts: readonly string[] }} found
 * @param {RequirementSpeech} speech
 */
const recordsView = (kind, report, { name, texts }, speech) => {
  const words = speech.requirements.domain[kind];
  return h(
    'div',
    {},
    h('p', {}, rich(words[texts.length > 0 ? 'found' : stateAt(report, name)](name), speech)),
    texts.map((one) => untrustedBox(one)),
  );
};

/**
 * What stands at a name in place of a record, as far as there is one to be published instead.
 * @param {Report} report
 * @param {string} name
 */
const publishedAt = ({ proposals }, name) => proposals?.find(({ published_at: at }) => at === name)?.published ?? [];

/** The SPF records of a domain. @param {Report} report @param {string} name */
const sendersOf = (report, name) => {
  const record = report.spf[0]?.nodes[0]?.record ?? null;
  return { name, texts: record === null ? publishedAt(report, name) : [record] };
};

/**
 * Where the DMARC record of a domain stands that applies to it, or would.
 * @param {Report} report
 * @param {string} domain
 */
const policyPlace = (report, domain) => {
  const found = policyRecord(report.dmarc);
  if (found) return { name: `_dmarc.${found.domain}`, texts: [found.record.text] };
  const discarded = report.proposals?.find(({ kind, name, published_at: at }) => kind === 'dmarc' && at === name);
  const name = discarded?.name ?? `_dmarc.${report.dmarc.policy_domain ?? domain}`;
  return { name, texts: publishedAt(report, name) };
};

/**
 * What stands above the records of a domain that was given without a message.
 * @param {Report} report
 * @param {RequirementSpeech} speech
 * @param {Node | null} [mark] What describes its heading, where it rests on an evidence file.
 * @returns {Node | null} `null` for a message.
 */
export const domainSection = (report, speech, mark = null) => {
  const { domain } = report;
  if (!domain) return null;
  const words = speech.requirements.domain;
  const { strings } = words.heading('');
  return h(
    'section',
    { class: 'card sender', 'aria-labelledby': 'headline' },
    mark,
    h(
      'h2',
      { id: 'headline', tabindex: -1, 'data-key': 'headline', 'aria-describedby': mark ? 'file-mark' : null },
      strings[0] ?? '',
      domainName(domain.name),
      strings[1] ?? '',
    ),
    h('p', { class: 'fine' }, words.lead),
    keyView(domain, speech),
    recordsView('spf', report, sendersOf(report, domain.name.a_label), speech),
    recordsView('dmarc', report, policyPlace(report, domain.name.a_label), speech),
  );
};
