// Whether the server that handed the message over may send for the domains that it named.

import { h } from '../h.js';
import { treePicture } from '../picture/tree.js';
import { rich } from '../rich.js';
import { untrustedBox } from '../untrusted.js';
import { envelopeView } from './envelope.js';
import { badge, markOf, senderFold } from './parts.js';
import { tree } from './tree.js';

/** @import { SenderActions, SenderSpeech } from '../../i18n/sender/texts.js' */
/** @import { Answer, Report, SpfEvaluation } from '../../types/report.js' */

/** Terms that may ask the DNS, and empty answers that may come of it (RFC 7208 §4.6.4). */
export const TERMS = 10;
export const VOID_LOOK_UPS = 2;

/**
 * As many boxes as are allowed, and those that are too many; the sentence beside them says the same.
 * @param {number} used
 * @param {number} allowed
 */
const gauge = (used, allowed) =>
  h(
    'span',
    { class: 'gauge', 'aria-hidden': 'true' },
    Array.from({ length: Math.max(allowed, Math.min(used, 2 * allowed)) }, (_, place) =>
      h('span', { 'data-state': place >= allowed ? 'over' : place < used ? 'used' : 'free' }),
    ),
  );

/** @param {SpfEvaluation} check @param {SenderSpeech} speech */
const budget = ({ nodes }, speech) => {
  const words = speech.catalogue.sender.spf.budget;
  const [root] = nodes;
  // Nothing is counted before there is a record.
  if (!root || root.record === null) return null;
  /** @param {number} used @param {number} allowed @param {(n: number) => import('../../i18n/text.js').Text} sentence */
  const line = (used, allowed, sentence) =>
    h(
      'li',
      {},
      gauge(used, allowed),
      h('span', {}, rich(sentence(used), speech)),
      used > allowed ? badge('fail', words.over) : null,
    );
  return [
    h('h4', {}, words.heading),
    h(
      'ul',
      { class: 'budget', role: 'list' },
      line(root.counted_terms, TERMS, words.terms),
      line(root.void_look_ups, VOID_LOOK_UPS, words.void_look_ups),
    ),
  ];
};

/** @param {SpfEvaluation} check @param {number} index @param {SenderSpeech} speech */
const checkView = (check, index, speech) => {
  const words = speech.catalogue.sender.spf;
  const { identity, result, cause, client, sender, nodes, explanation } = check;
  const domain = nodes[0]?.domain ?? sender;
  return [
    h('h3', { id: `sender-spf-${index}` }, words.identity[identity]),
    h('p', { class: 'outcome' }, badge(markOf(result), rich(words.result[result](domain, client ?? ''), speech))),
    cause ? h('p', {}, words.cause[cause]) : null,
    explanation.kind === 'text' ? [h('p', { class: 'fine' }, words.explanation), untrustedBox(explanation.text)] : null,
    budget(check, speech),
    treePicture(check, index, speech),
    h('h4', {}, words.tree.heading),
    tree(check, index, speech),
  ];
};

/** As SMTP calls what is checked. */
const IDENTITIES = { mailfrom: 'MAIL FROM ', helo: 'HELO ', domain: null };

/** Whether somebody was asked. @param {Answer} answer */
const isAnswer = ({ outcome }) => outcome.kind !== 'declined' && outcome.kind !== 'not_asked';

/**
 * @param {Report} report
 * @param {SenderSpeech} speech
 * @param {SenderActions} actions
 */
export const spfSection = (report, speech, actions) => {
  const words = speech.catalogue.sender.spf;
  const isNull = report.envelope.mail_from?.value === '';
  const { heading, lead } = report.domain ? words.of_domain : words;
  // Which name was checked stands before each outcome.
  const outcomes = report.spf.map(({ identity, result }) =>
    h('span', { class: 'kept' }, IDENTITIES[identity], badge(markOf(result), `spf=${result}`)),
  );
  return senderFold(
    'sender-spf',
    heading,
    outcomes.map((outcome, place) => [place > 0 ? h('span', { class: 'between' }, ' · ') : null, outcome]),
    () => [
      h('p', { class: 'fine' }, lead),
      report.spf.length === 0 ? h('p', {}, words.none) : null,
      isNull ? h('p', {}, words.null_sender) : null,
      report.spf.map((check, index) => h('div', { class: 'check' }, checkView(check, index, speech))),
      // Without a message there is no envelope.
      report.domain ? null : envelopeView(report, speech, actions),
      report.spf.some(({ questions }) => questions.some(({ answers }) => answers.some(isAnswer)))
        ? h('p', { class: 'fine' }, words.today)
        : null,
    ],
  );
};
