// Sentences of the catalogue as nodes.

import { h } from './h.js';
import { domainName, untrusted } from './untrusted.js';

/** @typedef {import('../i18n/text.js').Text} Text */
/** @typedef {import('../i18n/text.js').Value} Value */
/** @typedef {import('../i18n/index.js').Speech} Speech */

/**
 * @param {Value} value
 * @param {Speech} speech
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
 * @param {Speech} speech
 * @returns {(Node | string)[]}
 */
export const rich = (text, speech) => {
  /** @type {(Node | string)[]} */
  const parts = [];
  text.strings.forEach((words, i) => {
    if (words) parts.push(words);
    const value = text.values[i];
    if (value !== undefined) parts.push(...[filled(value, speech)].flat());
  });
  return parts;
};

/**
 * The same without markup, for the live region and for titles; data is left out of neither.
 * @param {Text} text
 * @param {Speech} speech
 * @returns {string}
 */
export const plain = (text, speech) => rich(text, speech).map((part) => typeof part === 'string' ? part : part.textContent ?? '').join('');
