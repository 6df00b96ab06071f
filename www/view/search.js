import { h } from './h.js';

/** @import { Speech } from '../i18n/index.js' */
/** @import { Explanation } from '../types/element.js' */

/**
 * What becomes of the search for causes: one line below the verdict.
 * @param {Exclude<Explanation['kind'], 'none' | 'found'>} kind
 * @param {{ cancel: () => void, again: () => void }} actions
 * @param {Speech} speech
 */
export const searchView = (kind, { cancel, again }, speech) => {
  const words = speech.catalogue.search;
  const isLooking = kind === 'looking';
  return h(
    'div',
    { class: 'search' },
    h('p', { class: 'fine' }, words[kind]),
    h(
      'button',
      { type: 'button', 'data-key': 'search', click: isLooking ? cancel : again },
      isLooking ? words.cancel : words.again,
    ),
  );
};
