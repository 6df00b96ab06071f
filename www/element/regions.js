// Replaces what a region shows without taking away what the reader has opened or is standing on.

/** @import { Child } from '../view/h.js' */

/** @param {Node} node */
const keyOf = (node) => node instanceof Element ? node.getAttribute('data-key') : null;

/**
 * @param {Element} region
 * @param {readonly Child[]} children
 */
export const show = (region, children) => {
  const root = /** @type {ShadowRoot} */ (region.getRootNode());
  const focused = root.activeElement && region.contains(root.activeElement) ? keyOf(root.activeElement) : null;
  const open = new Map([...region.querySelectorAll('details')].map((details) => [keyOf(details), details.open]));
  region.replaceChildren(.../** @type {(Node | string)[]} */ ([children].flat(9).filter((child) => child instanceof Node || typeof child === 'string')));
  for (const details of region.querySelectorAll('details')) {
    if (open.get(keyOf(details))) details.open = true;
  }
  if (focused === null) return;
  for (const element of region.querySelectorAll('[data-key]')) {
    if (keyOf(element) === focused && element instanceof HTMLElement) element.focus({ preventScroll: true });
  }
};
