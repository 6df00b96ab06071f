// Text of others where a tracker takes code for nothing special, as the wiki markup of Jira does with Markdown's: what
// would begin a macro, a link, a mention, a picture or a new line there is written as an escape.

import { escapeOf } from '../view/characters.js';

const DIGITS = '0123456789';
/** What may stand in the macros of SPF (RFC 7208 §7.1) behind their letter. */
const OF_MACRO = new Set(`${DIGITS}rR.-+,/_=`);
const MACROS = new Set('slodiphcrtvSLODIPHCRTV');
/** What may stand in an address literal (RFC 5321 §4.1.3). */
const OF_LITERAL = new Set(`${DIGITS}abcdefABCDEFIPv.:`);
/** Longest of both. */
const LONGEST = 60;
/** At the beginning of a line, they begin a list, a table, a rule or, as `h1.`, `bq.`, a heading or a quotation. */
const OF_LINES = new Set('|*#-+');

/**
 * Whether from a place on there are only such characters up to one that ends them.
 * @param {string} text
 * @param {number} at
 * @param {ReadonlySet<string>} allowed
 * @param {string} end
 */
const runsTo = (text, at, allowed, end) => {
  let place = at;
  while (place < at + LONGEST && allowed.has(text[place] ?? '')) place += 1;
  return text[place] === end;
};

/** @param {string} text @param {number} at */
const isActive = (text, at) => {
  const next = text[at + 1];
  switch (text[at]) {
    case '{':
      return !(text[at - 1] === '%' && MACROS.has(next ?? '') && runsTo(text, at + 2, OF_MACRO, '}'));
    case '[':
      return !(next !== ']' && runsTo(text, at + 1, OF_LITERAL, ']'));
    case '!':
      return next !== undefined && next !== ' ' && next !== '!';
    case '\\':
      return next === '\\';
    case ':':
      return next === '/' && text[at + 2] === '/';
    default:
      return false;
  }
};

/** @param {string} text */
const beginsLine = (text) =>
  OF_LINES.has(text[0] ?? '') ||
  (text[0] === 'h' && DIGITS.includes(text[1] || 'x') && text[2] === '.') ||
  text.startsWith('bq.');

/** @param {string} text @param {{ isLine?: boolean }} [options] `isLine`: whether it begins a line. */
export const inert = (text, { isLine = false } = {}) => {
  let shown = '';
  let done = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (!isActive(text, at) && !(isLine && at === 0 && beginsLine(text))) continue;
    shown += text.slice(done, at) + escapeOf(text.charCodeAt(at));
    done = at + 1;
  }
  return shown + text.slice(done);
};
