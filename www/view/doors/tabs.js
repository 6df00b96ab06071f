// The three doors: a question each, with its answer in a few words, and behind it what is known.

import { h } from '../h.js';

/** @import { Door, DoorTexts } from '../../i18n/doors/texts.js' */
/** @import { Child } from '../h.js' */

/** @type {readonly Door[]} */
export const DOORS = ['genuine', 'domain', 'evidence'];

/** Where an arrow leads. @param {string} key @param {number} place @param {number} count */
const next = (key, place, count) => {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return (place + 1) % count;
    case 'ArrowLeft':
    case 'ArrowUp':
      return (place + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
};

/**
 * The doors are made once: one that was replaced while it is clicked would not open.
 * @param {(door: Door) => void} choose
 */
export const tabs = (choose) => {
  const parts = DOORS.map((door) => {
    const question = h('span', { class: 'question-of' });
    const answer = h('span', { class: 'answer-of' });
    const button = h(
      'button',
      {
        type: 'button',
        class: 'door',
        role: 'tab',
        id: `door-${door}`,
        'aria-controls': `behind-${door}`,
        'data-key': `door-${door}`,
        click: () => choose(door),
      },
      question,
      answer,
    );
    return { door, button, question, answer };
  });
  const list = h(
    'div',
    {
      class: 'doors',
      role: 'tablist',
      keydown: (/** @type {KeyboardEvent} */ event) => {
        const shown = parts.filter(({ button }) => !button.hidden);
        const to =
          shown[
            next(
              event.key,
              shown.findIndex(({ button }) => button.getAttribute('aria-selected') === 'true'),
              shown.length,
            ) ?? -1
          ];
        if (!to) return;
        event.preventDefault();
        choose(to.door);
      },
    },
    parts.map(({ button }) => button),
  );
  /**
   * @param {ReadonlyMap<Door, { answer: Child, state: string }>} answers Of the doors that there are.
   * @param {Door} chosen
   * @param {DoorTexts} words
   */
  const update = (answers, chosen, words) => {
    list.setAttribute('aria-label', words.label);
    for (const { door, button, question, answer } of parts) {
      const found = answers.get(door);
      button.hidden = !found;
      if (!found) continue;
      const isChosen = door === chosen;
      button.setAttribute('aria-selected', String(isChosen));
      button.setAttribute('tabindex', isChosen ? '0' : '-1');
      button.setAttribute('data-state', found.state);
      question.textContent = words.title[door];
      answer.replaceChildren(...h('span', {}, found.answer).childNodes);
    }
  };
  return { list, update };
};
