// For somebody who has received the mail: how far its author is proven, and what to do.

import { h } from '../h.js';
import { judge, policyOf } from '../judgement.js';

/** @import { Chance, HeadlineCode } from '../../i18n/catalogue.js' */
/** @import { DoorSpeech, Obstacle, Reserve, Trust } from '../../i18n/doors/texts.js' */
/** @import { Diagnosis, Report } from '../../types/report.js' */
/** @import { State } from '../judgement.js' */

/** @type {Record<State, Trust>} */
const TRUST = { pass: 'proven', warn: 'reserved', late: 'reserved', alien: 'unproven', fail: 'unproven', none: 'unproven', unknown: 'open', pending: 'open' };

/** A signature may be right: whom readers take for the author is not proven by it. */
const WITHOUT_AUTHOR = new Set(['author_unclear', 'unusable']);

/** @param {Report} report @param {readonly Diagnosis[]} diagnoses @returns {Trust} */
export const trustOf = (report, diagnoses) => {
  const { state, code } = judge(report, diagnoses);
  // The domain signed this header; of the text nothing is known.
  if (code === 'body_absent' && report.verdict?.author === 'header_proven') return 'reserved';
  return WITHOUT_AUTHOR.has(code) ? 'unproven' : TRUST[state];
};

/** What a result leaves out, where it says more than that of all of its kind. @type {Partial<Record<HeadlineCode, Reserve>>} */
const RESERVES = { partly: 'part', altered: 'part', expired: 'expired', route: 'route', misleading: 'name', author_unclear: 'unclear', body_changed: 'body' };

/** @param {Report} report @param {HeadlineCode} code @param {Trust} trust @returns {Reserve | null} */
const reserveOf = (report, code, trust) =>
  RESERVES[code] ?? (code === 'body_absent' && trust === 'reserved' ? 'part' : null) ?? (trust === 'unproven' && ['quarantine', 'reject'].includes(policyOf(report) ?? '') ? 'refused' : null);

/**
 * What stands on the door: the answer, and how it looks.
 * @param {Report} report
 * @param {readonly Diagnosis[]} diagnoses
 * @param {DoorSpeech} speech
 * @returns {{ answer: string, state: Trust | 'failed' }}
 */
export const genuineAnswer = (report, diagnoses, speech) => {
  const trust = trustOf(report, diagnoses);
  const { state, code } = judge(report, diagnoses);
  const { answer: { genuine: words } } = speech.doors;
  return {
    // What is neither is called by what the seal says.
    answer: trust === 'proven' || trust === 'unproven' ? words[trust] : speech.catalogue.seal[code],
    state: trust === 'unproven' && (state === 'fail' || reserveOf(report, code, trust) === 'refused') ? 'failed' : trust,
  };
};

/** @type {Partial<Record<HeadlineCode, Obstacle>>} */
const OBSTACLES = {
  declined: 'declined', unsigned_unasked: 'declined', unreachable: 'unanswered', unsigned_unanswered: 'unanswered',
  body_absent: 'body', untestable: 'source', fragment: 'source', not_checked: 'limit', unsigned_unchecked: 'way',
};

/** What is to be done where nothing is known. @param {HeadlineCode} code @param {Chance} chance @param {DoorSpeech} speech */
const openAdvice = (code, chance, { doors: { genuine: { open: words } } }) => {
  const obstacle = OBSTACLES[code] ?? 'question';
  if (obstacle === 'body' || obstacle === 'source' || obstacle === 'limit' || obstacle === 'way') return words[obstacle];
  return chance === 'ask' || chance === 'paste' ? words[obstacle][chance] : words[chance];
};

/** @param {Report} report @param {readonly Diagnosis[]} diagnoses @param {Chance} chance @param {DoorSpeech} speech */
export const adviceView = (report, diagnoses, chance, speech) => {
  const { genuine: words } = speech.doors;
  const trust = trustOf(report, diagnoses);
  const { code } = judge(report, diagnoses);
  const reserve = reserveOf(report, code, trust);
  const isBodyOpen = code === 'body_absent' || (code === 'expired' && report.source.kind === 'header_only');
  const [first, ...rest] = words.trust[trust];
  const lines = [
    ...trust === 'open' || isBodyOpen ? [openAdvice(isBodyOpen ? 'body_absent' : code, chance, speech)] : [],
    reserve ? words.reserve[reserve] : first, ...rest,
  ];
  return h('section', { class: 'card', 'aria-labelledby': 'advice' },
    h('h2', { id: 'advice', tabindex: -1 }, words.advice),
    h('ul', { class: 'reasons' }, lines.map((line) => h('li', {}, line))));
};
