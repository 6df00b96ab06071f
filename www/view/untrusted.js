// The only way for text of the message or of the DNS into the page.

import { h } from './h.js';
import { visible } from './characters.js';

/** @import { Domain } from '../types/report.js' */

const SHOWN = 300;
const SHOWN_LONG = 6000;
/** Longest domain name shown whole, and how much of a longer one remains on either side. */
const NAME = 64;
const NAME_LEFT = 16;
const NAME_RIGHT = 40;

/** Shorter ones have room in any line. */
const WHOLE = 20;

/** A name in parts, between which it is broken rather than within one: after dots and at signs. @param {string} text */
const labels = (text) => {
  if (text.length < WHOLE || text.includes(' ')) return text;
  const parts = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    if ((text[at] !== '.' && text[at] !== '@') || at + 1 === text.length) continue;
    parts.push(text.slice(start, at + 1));
    start = at + 1;
  }
  return start === 0 ? text : [...parts, text.slice(start)].map((part) => h('span', { class: 'label-of' }, part));
};

/** @param {string} text @param {{ limit: number, lines?: boolean, isName?: boolean }} options */
const nodes = (text, { isName = false, ...options }) => {
  const { runs, rest } = visible(text, options);
  const shown = runs.map((run) =>
    run.escaped ? h('span', { class: 'escape' }, run.text) : isName ? labels(run.text) : run.text,
  );
  return rest > 0 ? [...shown, h('span', { class: 'escape' }, `⟨…+${rest}⟩`)] : shown;
};

/**
 * A short value within a sentence.
 * @param {string} text
 * @param {{ ltr?: boolean }} [options] With `ltr`, written from left to right whatever it holds.
 */
export const untrusted = (text, { ltr = false } = {}) =>
  h(
    'bdi',
    { class: isShort(text) ? 'untrusted whole' : 'untrusted', dir: ltr ? 'ltr' : 'auto' },
    nodes(text, { limit: SHOWN, isName: ltr }),
  );

/** Whether a text has few lines even in little room, as every domain has, and every address. @param {string} text */
const isShort = (text) => text.length <= SHOWN && visible(text, { limit: SHOWN }).runs.every(({ escaped }) => !escaped);

/** Whether a short value is not shown to its end. @param {string} text */
export const isCut = (text) => visible(text, { limit: SHOWN }).rest > 0;

/**
 * A longer value in a box of its own; line ends are kept.
 * @param {string} text
 */
export const untrustedBox = (text) =>
  h('bdi', { class: 'untrusted box', dir: 'ltr' }, nodes(text, { limit: SHOWN_LONG, lines: true }));

/**
 * A name of the DNS as it is asked for. A long one loses the middle of its left part, never its right end, which
 * says whom it belongs to.
 * @param {string} name
 */
export const dnsName = (name) => {
  if (name.length <= NAME) return untrusted(name, { ltr: true });
  const left = nodes(name.slice(0, NAME_LEFT), { limit: NAME_LEFT });
  const right = nodes(name.slice(-NAME_RIGHT), { limit: NAME_RIGHT, isName: true });
  return h('bdi', { class: 'untrusted', dir: 'ltr' }, left, h('span', { class: 'escape' }, '⟨…⟩'), right);
};

/** Longer than any name is, with its escapes. */
const LONGEST_NAME = 2000;

/** A name that is asked for: all of it, however long. @param {string} name */
export const wholeName = (name) =>
  h('bdi', { class: 'untrusted whole', dir: 'ltr' }, nodes(name, { limit: LONGEST_NAME, isName: true }));

/**
 * A domain in the form that is looked up and, where that differs, as people write it: all of it, as its right end alone does not say whose it is.
 * @param {Domain} domain
 */
export const domainName = (domain) =>
  domain.u_label === null || domain.u_label === domain.a_label
    ? h('span', { class: 'domain' }, wholeName(domain.a_label))
    : h('span', { class: 'domain' }, wholeName(domain.a_label), ' (', wholeName(domain.u_label), ')');
