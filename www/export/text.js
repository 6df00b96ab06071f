// Markdown that holds the text of others: they stand in code, and nothing of theirs can end it.

import { visible } from '../view/characters.js';
import { inert } from './wiki.js';

/** @import { PageSpeech } from '../i18n/index.js' */
/** @import { Domain } from '../types/report.js' */
/** @import { Text, Value } from '../i18n/text.js' */

/** Characters of a short value, and of a record. */
const SHORT = 300;
const LONG = 4000;

/** What would mean something in our own words. */
const ACTIVE = new Set([...'\\`*_<>&[]|#~']);

/** On one line, with an escape for what cannot be seen. @param {string} text @param {number} limit */
const oneLine = (text, limit) => {
  const { runs, rest } = visible(text, { limit });
  return runs.map((run) => run.text).join('') + (rest > 0 ? `⟨…+${rest}⟩` : '');
};

/** A mark for code that is longer than any within. @param {string} text @param {number} least */
const fence = (text, least) => {
  let longest = 0;
  let run = 0;
  for (const character of text) {
    run = character === '`' ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return '`'.repeat(Math.max(longest + 1, least));
};

/** Text of others within a line. @param {string} text */
export const code = (text) => {
  const shown = inert(oneLine(text, SHORT));
  if (shown.trim() === '') return '`⟨⟩`';
  const mark = fence(shown, 1);
  // A space beside the marks is taken away again.
  const room =
    shown.startsWith('`') || shown.endsWith('`') || (shown.startsWith(' ') && shown.endsWith(' ')) ? ' ' : '';
  return `${mark}${room}${shown}${room}${mark}`;
};

/** A record as lines of its own. @param {string} text @param {string} indent @returns {string[]} */
export const block = (text, indent) => {
  const shown = inert(oneLine(text, LONG), { isLine: true });
  const mark = fence(shown, 3);
  return [mark, shown, mark].map((line) => `${indent}${line}`);
};

/** Our own words. @param {string} words */
export const own = (words) =>
  [...oneLine(words, LONG)].map((character) => (ACTIVE.has(character) ? `\\${character}` : character)).join('');

/** @param {Domain} domain */
export const domainOf = ({ a_label: ascii, u_label: unicode }) =>
  unicode === null || unicode === ascii ? code(ascii) : `${code(ascii)} (${code(unicode)})`;

/** The same for whoever reads it, wherever. @param {number} seconds @param {PageSpeech} speech */
export const utc = (seconds, speech) =>
  Math.abs(seconds) > 8.64e12
    ? speech.number(seconds)
    : `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** @param {Value} value @param {PageSpeech} speech @returns {string} */
const filled = (value, speech) => {
  if (typeof value === 'string') return code(value);
  if (typeof value === 'number') return own(speech.number(value));
  if ('strings' in value) return say(value, speech);
  return 'time' in value ? utc(value.time, speech) : domainOf(value);
};

/** A sentence of the catalogue. @param {Text} text @param {PageSpeech} speech @returns {string} */
export const say = ({ strings, values }, speech) =>
  strings
    .map((words, i) => {
      const value = values[i];
      return own(words) + (value === undefined ? '' : filled(value, speech));
    })
    .join('');
