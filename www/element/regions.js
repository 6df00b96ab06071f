// Replaces what a region shows without taking away what the reader has opened or is standing on.

/** @import { Child } from '../view/h.js' */

/** @param {Node} node */
const keyOf = (node) => (node instanceof Element ? node.getAttribute('data-key') : null);

/**
 * What is inside may be made only now, and hold more of them.
 * @param {Element} within
 * @param {ReadonlyMap<string | null, boolean>} open
 */
const reopen = (within, open) => {
  for (const details of within.querySelectorAll('details')) {
    if (details.open || !open.get(keyOf(details))) continue;
    details.open = true;
    details.dispatchEvent(new Event('toggle'));
    reopen(details, open);
  }
};

/**
 * @param {Element} region
 * @param {readonly Child[]} children
 */
export const show = (region, children) => {
  const root = /** @type {ShadowRoot} */ (region.getRootNode());
  const focused = root.activeElement && region.contains(root.activeElement) ? keyOf(root.activeElement) : null;
  const open = new Map([...region.querySelectorAll('details')].map((details) => [keyOf(details), details.open]));
  region.replaceChildren(
    .../** @type {(Node | string)[]} */ (
      [children].flat(9).filter((child) => child instanceof Node || typeof child === 'string')
    ),
  );
  reopen(region, open);
  if (focused === null) return;
  for (const element of region.querySelectorAll('[data-key]')) {
    if (keyOf(element) === focused && element instanceof HTMLElement) element.focus({ preventScroll: true });
  }
};

/**
 * Does something that may change the height of what stands above a region. Where the reader has scrolled past the top of what
 * is above, the region stays where it is in the window: the browser's own anchor is gone when what it held is drawn anew.
 * @param {Element} region
 * @param {Element} above
 * @param {() => void} change
 */
export const inPlace = (region, above, change) => {
  const isPast = above.getBoundingClientRect().top < 0;
  const { top } = region.getBoundingClientRect();
  change();
  if (isPast) window.scrollBy({ top: region.getBoundingClientRect().top - top, behavior: 'instant' });
};
