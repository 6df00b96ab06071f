// A section that shows its outcome in a line, and the rest when it is opened.

import { h } from '../h.js';

/** @import { Child } from '../h.js' */

/**
 * What is inside is made when it is opened for the first time: it may be large.
 * @param {string} id Something that no other one has.
 * @param {Child} title
 * @param {Child} outcome
 * @param {() => Child} make
 * @param {{ isOpen?: boolean, kind?: string }} [options] `kind`: a class.
 */
export const fold = (id, title, outcome, make, { isOpen = false, kind = '' } = {}) => {
  const inside = h('div', { class: 'inside' });
  let isMade = false;
  const open = () => {
    if (isMade) return;
    isMade = true;
    inside.append(...h('div', {}, make()).childNodes);
  };
  if (isOpen) open();
  return h(
    'details',
    { class: `fold ${kind}`, 'data-key': `fold-${id}`, open: isOpen, toggle: open },
    h('summary', {}, h('h2', { id, tabindex: -1 }, title), outcome ? h('span', { class: 'outcome' }, outcome) : null),
    inside,
  );
};
