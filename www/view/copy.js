// Text that is meant to be used elsewhere.

import { h } from './h.js';
import { untrustedBox } from './untrusted.js';

/** @import { Speech } from '../i18n/index.js' */

/**
 * A box with a button that copies the text in it. Where the browser does not let it, the text is selected.
 * @param {string} text
 * @param {string} name What the button says.
 * @param {string} key Something that no other button has.
 * @param {Speech} speech
 */
export const copyBox = (text, name, key, speech) => {
  const words = speech.catalogue.signature.repair;
  const box = untrustedBox(text);
  const outcome = h('span', { role: 'status', class: 'fine' });
  const copy = async () => {
    outcome.textContent = '';
    try {
      await navigator.clipboard.writeText(text);
      outcome.textContent = words.copied;
    } catch {
      getSelection()?.selectAllChildren(box);
      outcome.textContent = words.by_hand;
    }
  };
  return h(
    'div',
    { class: 'copy' },
    box,
    h(
      'div',
      { class: 'buttons' },
      h('button', { type: 'button', 'data-key': key, click: () => void copy() }, name),
      outcome,
    ),
  );
};
