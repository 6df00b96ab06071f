// For somebody who has received the mail: how far its author is proven, and what to do.

import { h } from '../h.js';
import { judge } from '../judgement.js';

/** @import { DoorSpeech, Trust } from '../../i18n/doors/texts.js' */
/** @import { Diagnosis, Report } from '../../types/report.js' */
/** @import { State } from '../judgement.js' */

/** @type {Record<State, Trust>} */
const TRUST = { pass: 'proven', warn: 'reserved', late: 'reserved', alien: 'unproven', fail: 'unproven', none: 'unproven', unknown: 'open', pending: 'open' };

/** A signature may be right: whom readers take for the author is not proven by it. */
const WITHOUT_AUTHOR = new Set(['author_unclear', 'misleading', 'unusable']);

/** @param {Report} report @param {readonly Diagnosis[]} diagnoses @returns {Trust} */
export const trustOf = (report, diagnoses) => {
  const { state, code } = judge(report, diagnoses);
  return WITHOUT_AUTHOR.has(code) ? 'unproven' : TRUST[state];
};

/** @param {Report} report @param {readonly Diagnosis[]} diagnoses @param {DoorSpeech} speech */
export const adviceView = (report, diagnoses, { doors: { genuine: words } }) => h('section', { class: 'card', 'aria-labelledby': 'advice' },
  h('h2', { id: 'advice', tabindex: -1 }, words.advice),
  h('ul', { class: 'reasons' }, words.trust[trustOf(report, diagnoses)].map((line) => h('li', {}, line))));
