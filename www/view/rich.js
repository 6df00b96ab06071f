// Sentences of the catalogue as nodes.

import { h } from './h.js';
import { domainName, untrusted } from './untrusted.js';

/** @import { PageSpeech } from '../i18n/index.js' */
/** @import { Text, Value } from '../i18n/text.js' */

/** Punctuation that follows a value. */
const CLOSING = /^[.,;:)。、：）」]+/;

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
    const [mark = ''] = words.match(CLOSING) ?? [];
    // No line begins with what closes the line before.
    if (mark && last instanceof Node) parts[parts.length - 1] = h('span', { class: 'kept' }, last, mark);
    const rest = last instanceof Node ? words.slice(mark.length) : words;
    if (rest) parts.push(rest);
    const value = text.values[i];
    if (value !== undefined) parts.push(...[filled(value, speech)].flat());
  });
  return parts;
};

/** A sentence without markup, for the live region; data is not left out. @param {readonly (Node | string)[]} parts */
export const plain = (parts) => parts.map((part) => typeof part === 'string' ? part : part.textContent ?? '').join('');
