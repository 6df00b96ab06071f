// For somebody who has received the mail: how far its author is proven, and what to do.

import { h } from '../h.js';
import { judge } from '../judgement.js';

/** @import { Chance, HeadlineCode } from '../../i18n/catalogue.js' */
/** @import { DoorSpeech, Obstacle, Trust } from '../../i18n/doors/texts.js' */
/** @import { Diagnosis, Report } from '../../types/report.js' */
/** @import { State } from '../judgement.js' */

/** @type {Record<State, Trust>} */
const TRUST = { pass: 'proven', warn: 'reserved', late: 'reserved', alien: 'unproven', fail: 'unproven', none: 'unproven', unknown: 'open', pending: 'open' };

/** A signature may be right: whom readers take for the author is not proven by it. */
const WITHOUT_AUTHOR = new Set(['author_unclear', 'misleading', 'unusable']);

/** @param {Report} report @param {readonly Diagnosis[]} diagnoses @returns {Trust} */
export const trustOf = (report, diagnoses) => {
  const { state, code } = judge(report, diagnoses);
  // The domain signed this header; of the text nothing is known.
  if (code === 'body_absent' && report.verdict?.author === 'header_proven') return 'reserved';
  return WITHOUT_AUTHOR.has(code) ? 'unproven' : TRUST[state];
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
  const lines = [...trust === 'open' || code === 'body_absent' ? [openAdvice(code, chance, speech)] : [], ...words.trust[trust]];
  return h('section', { class: 'card', 'aria-labelledby': 'advice' },
    h('h2', { id: 'advice', tabindex: -1 }, words.advice),
    h('ul', { class: 'reasons' }, lines.map((line) => h('li', {}, line))));
};
