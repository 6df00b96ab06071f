// What the sections about the sender are made of.

import { fold } from '../doors/fold.js';
import { h } from '../h.js';
import { wholeName } from '../untrusted.js';

/** @import { Child } from '../h.js' */
/** @typedef {'pass' | 'fail' | 'warn' | 'pending' | 'unknown' | 'none'} Mark */

/** @type {Record<string, Mark>} */
const MARKS = {
  pass: 'pass',
  fail: 'fail',
  softfail: 'warn',
  would_pass: 'warn',
  permerror: 'warn',
  temperror: 'unknown',
  neutral: 'unknown',
  pending: 'pending',
  none: 'none',
  not_checked: 'none',
};

/** How a result of any method is marked. @param {string} result @returns {Mark} */
export const markOf = (result) => (Object.hasOwn(MARKS, result) ? /** @type {Mark} */ (MARKS[result]) : 'unknown');

/** Words with a sign before them, so that colour is not all that tells. @param {Mark} mark @param {...Child} words */
export const badge = (mark, ...words) => h('span', { class: 'mark', 'data-state': mark }, ...words);

/** @param {string} name @param {...Child} value */
export const row = (name, ...value) => h('div', {}, h('dt', {}, name), h('dd', {}, ...value));

/** @param {string} id @param {string} heading @param {string} lead @param {...Child} children */
export const section = (id, heading, lead, ...children) =>
  h(
    'section',
    { class: 'card sender', 'aria-labelledby': id },
    h('h2', { id, tabindex: -1 }, heading),
    h('p', { class: 'fine' }, lead),
    ...children,
  );

/** @param {string} id @param {Child} title @param {Child} outcome @param {() => Child} make */
export const senderFold = (id, title, outcome, make) => fold(id, title, outcome, make, { kind: 'sender' });

/**
 * What is made when it is opened for the first time: it may be large.
 * @param {string} key Something that no other one has.
 * @param {Child} summary
 * @param {() => Child} make
 */
export const folded = (key, summary, make) => {
  const inner = h('div', { class: 'inner' });
  let isMade = false;
  return h(
    'details',
    {
      'data-key': key,
      toggle: () => {
        if (isMade) return;
        isMade = true;
        inner.append(h('div', { class: 'inner' }, make()));
      },
    },
    h('summary', {}, summary),
    inner,
  );
};

/**
 * A table that becomes a list of its rows where there is no room. The roles keep it a table then.
 * @param {string | null} name What it is called, unless a heading does.
 * @param {readonly string[]} heads
 * @param {readonly (readonly Child[])[]} rows The first cell of each is its heading.
 * @param {string} [kind] A class.
 */
export const table = (name, heads, rows, kind = '') =>
  h(
    'table',
    { role: 'table', class: `stack ${kind}`, 'aria-label': name },
    h(
      'thead',
      { role: 'rowgroup' },
      h(
        'tr',
        { role: 'row' },
        heads.map((head) => h('th', { role: 'columnheader', scope: 'col' }, head)),
      ),
    ),
    h(
      'tbody',
      { role: 'rowgroup' },
      rows.map((cells) =>
        h(
          'tr',
          { role: 'row' },
          cells.map((cell, place) =>
            place === 0
              ? h('th', { role: 'rowheader', scope: 'row' }, cell)
              : h(
                  'td',
                  { role: 'cell' },
                  h('span', { class: 'head', 'aria-hidden': 'true' }, heads[place]),
                  h('div', {}, cell),
                ),
          ),
        ),
      ),
    ),
  );

/**
 * A domain with its organizational part marked.
 * @param {string} domain
 * @param {string | null} organization
 */
export const markedDomain = (domain, organization) => {
  const isWithin = organization !== null && (domain === organization || domain.endsWith(`.${organization}`));
  if (!isWithin) return wholeName(domain);
  const shown = wholeName(domain.slice(0, domain.length - organization.length));
  shown.append(h('b', { class: 'organization' }, ...wholeName(organization).childNodes));
  return shown;
};
