// The three doors: a question each, with its answer in a few words, and behind it what is known.

import { h } from '../h.js';

/** @import { Door, DoorTexts } from '../../i18n/doors/texts.js' */
/** @import { Child } from '../h.js' */

/** Where an arrow leads. @param {string} key @param {number} place @param {number} count */
const next = (key, place, count) => {
  switch (key) {
    case 'ArrowRight': case 'ArrowDown': return (place + 1) % count;
    case 'ArrowLeft': case 'ArrowUp': return (place + count - 1) % count;
    case 'Home': return 0;
    case 'End': return count - 1;
    default: return null;
  }
};

/**
 * @param {readonly { door: Door, answer: Child, state: string }[]} doors
 * @param {Door} chosen
 * @param {(door: Door) => void} choose
 * @param {DoorTexts} words
 */
export const tabList = (doors, chosen, choose, words) => h('div', {
  class: 'doors', role: 'tablist', 'aria-label': words.label,
  keydown: (/** @type {KeyboardEvent} */ event) => {
    const to = doors[next(event.key, doors.findIndex(({ door }) => door === chosen), doors.length) ?? -1];
    if (!to) return;
    event.preventDefault();
    choose(to.door);
  },
}, doors.map(({ door, answer, state }) => h('button', {
  type: 'button', class: 'door', role: 'tab', id: `door-${door}`, 'aria-controls': `behind-${door}`, 'aria-selected': String(door === chosen),
  tabindex: door === chosen ? 0 : -1, 'data-key': `door-${door}`, 'data-state': state, click: () => choose(door),
}, h('span', { class: 'question-of' }, words.title[door]), h('span', { class: 'answer-of' }, answer))));
