// How a policy record and organizational domains were found.

import { h } from '../h.js';
import { ladderPicture } from '../picture/tree-walk.js';
import { rich } from '../rich.js';
import { untrusted, untrustedBox } from '../untrusted.js';
import { badge, folded, markOf, senderFold } from './parts.js';
import { endOf, isParent } from './steps.js';

/** @import { SenderSpeech } from '../../i18n/sender/texts.js' */
/** @import { Report, Step, Walk } from '../../types/report.js' */
/** @import { Mark } from './parts.js' */

/** @type {Record<Step['state'], Mark>} */
const MARKS = {
  record: 'pass',
  none: 'none',
  pending: 'pending',
  temperror: 'unknown',
  answers_differ: 'warn',
  not_checked: 'none',
};

/** @param {Step} step @param {Step | undefined} before @param {SenderSpeech} speech */
const stepView = ({ domain, state, record }, before, speech) => {
  const words = speech.catalogue.sender.walk;
  return h(
    'li',
    { 'data-state': MARKS[state] },
    before && !isParent(domain, before.domain) ? h('p', { class: 'fine' }, words.skipped) : null,
    h('p', {}, untrusted(`_dmarc.${domain}`, { ltr: true }), ' ', badge(MARKS[state], words.state[state])),
    record ? untrustedBox(record.text) : null,
    record && !record.applies ? h('p', { class: 'fine' }, words.invalid) : null,
    record && record.psd !== 'u' ? h('p', { class: 'fine' }, words.psd[record.psd]) : null,
  );
};

/** @param {Walk} walk @param {string | null} organization @param {SenderSpeech} speech */
const steps = (walk, organization, speech) => {
  const words = speech.catalogue.sender.walk;
  return [
    h(
      'ol',
      { class: 'walk' },
      walk.steps.map((step, place) => stepView(step, walk.steps[place - 1], speech)),
    ),
    h('p', { class: 'fine' }, words.ended[endOf(walk)]),
    h('p', {}, organization === null ? words.no_organization : rich(words.organization(organization), speech)),
  ];
};

/**
 * @param {Report} report
 * @param {SenderSpeech} speech
 */
export const walkSection = (report, speech) => {
  const { dmarc } = report;
  const words = speech.catalogue.sender.walk;
  const { walk, author_domain: author, organizational_domain: organization } = dmarc;
  /** Several identifiers of one domain needed the same walk. */
  const others = new Map(
    dmarc.alignments.filter((one) => one.walk && one.domain !== author).map((one) => [one.domain, one]),
  );
  return senderFold('sender-walk', words.heading, badge(markOf(dmarc.result), `dmarc=${dmarc.result}`), () => [
    h('p', { class: 'fine' }, words.lead),
    ladderPicture(report, speech),
    walk && author !== null
      ? [
          h('h3', {}, rich((report.domain ? words.given : words.author)(author), speech)),
          steps(walk, organization, speech),
        ]
      : h('p', {}, words.none),
    [...others.values()].map(({ domain, walk: other, organizational_domain: own }) =>
      folded(
        `walk-${domain}`,
        [rich(words.other(domain), speech), ' · ', rich(words.names(other?.steps.length ?? 0), speech)],
        () => (other ? steps(other, own, speech) : null),
      ),
    ),
  ]);
};
