// Sentences of the catalogue as nodes.

import { h } from './h.js';
import { domainName, untrusted } from './untrusted.js';

/** @import { PageSpeech } from '../i18n/index.js' */
/** @import { Text, Value } from '../i18n/text.js' */

/** Punctuation that follows a value. */
const CLOSING = /^[.,;:)。、：）」]+/;
/** What goes before one. */
const OPENING = '(（「“';
/** A word that a line would be broken within. */
const HYPHENED = 'e-mail';

/**
 * How long the counter after a Japanese number is, with the blank before it, at which a line would be broken.
 * @param {string} words
 */
const counterOf = (words) => {
  if (words[0] !== ' ') return 0;
  let end = 1;
  // Katakana and kanji.
  while (end < words.length && words.charCodeAt(end) >= 0x30a0 && words.charCodeAt(end) < 0xa000) end += 1;
  return end > 1 ? end : 0;
};

/**
 * @param {Value} value
 * @param {PageSpeech} speech
 * @returns {Node | string | (Node | string)[]}
 */
const filled = (value, speech) => {
  if (typeof value === 'string') return untrusted(value);
  if (typeof value === 'number') return speech.number(value);
  if ('strings' in value) return rich(value, speech);
  if ('time' in value) return h('span', { class: 'time' }, speech.time(value.time));
  return domainName(value);
};

/** @param {...(Node | string)} parts */
const kept = (...parts) => h('span', { class: 'kept' }, ...parts);

/**
 * @param {Text} text
 * @param {PageSpeech} speech
 * @returns {(Node | string)[]}
 */
export const rich = (text, speech) => {
  /** @type {(Node | string)[]} */
  const parts = [];
  text.strings.forEach((words, i) => {
    const last = parts.at(-1);
    const isCount = typeof text.values[i - 1] === 'number';
    // No line begins with what closes the line before.
    const closing = isCount ? counterOf(words) : last instanceof Node ? (words.match(CLOSING)?.[0].length ?? 0) : 0;
    if (closing > 0 && last !== undefined) parts[parts.length - 1] = kept(last, words.slice(0, closing));
    const value = text.values[i];
    const next = value === undefined ? [] : [filled(value, speech)].flat();
    const [first] = next;
    // Nor does one end with what opens the next.
    const opening = first instanceof Node && words.length > closing && OPENING.includes(words.slice(-1)) ? 1 : 0;
    if (opening && first) next[0] = kept(words.slice(-1), first);
    words
      .slice(closing, words.length - opening)
      .split(HYPHENED)
      .forEach((part, place) => {
        if (place > 0) parts.push(kept(HYPHENED));
        if (part) parts.push(part);
      });
    parts.push(...next);
  });
  return parts;
};

/** A sentence without markup, for the live region; data is not left out. @param {readonly (Node | string)[]} parts */
export const plain = (parts) =>
  parts.map((part) => (typeof part === 'string' ? part : (part.textContent ?? ''))).join('');
