// The frame in somebody else's page. That page says the language and the appearance, from closed lists, and hears the
// height; nothing else crosses.

import './element/define.js';
import { closest, LANGUAGES } from './i18n/index.js';

/** @typedef {import('./types/element.js').Sight} Sight */

const THEMES = ['auto', 'light', 'dark'];
/** How much of the frame has to be in plain sight, and for how many milliseconds, before a click is taken for consent. */
const HALF = 0.5;
const SEEN_MS = 500;
/** A frame can be higher than the window: then so many pixels of it are enough, in half of its width. */
const ENOUGH = 240;

const root = document.documentElement;
const check = /** @type {import('./element/waxseal-check.js').WaxsealCheck} */ (document.querySelector('waxseal-check'));
const isFramed = window.parent !== window;

/** @param {unknown} wish Whatever somebody else has sent. */
const obey = (wish) => {
  if (typeof wish !== 'object' || wish === null) return;
  const { lang, theme } = /** @type {Record<string, unknown>} */ (wish);
  const language = LANGUAGES.find((one) => one === lang);
  if (language) {
    root.lang = language;
    check.setAttribute('lang', language);
  }
  const appearance = THEMES.find((one) => one === theme);
  if (!appearance) return;
  for (const [element, name] of /** @type {const} */ ([[root, 'data-theme'], [check, 'theme']])) {
    if (appearance === 'auto') element.removeAttribute(name);
    else element.setAttribute(name, appearance);
  }
};

/**
 * `isVisible`: nothing covers it or lets it shine through. Only Chromium can tell.
 * @param {IntersectionObserverEntry & { isVisible?: boolean }} entry
 */
const isInSight = ({ isVisible = true, intersectionRatio, intersectionRect, boundingClientRect }) =>
  isVisible && (intersectionRatio >= HALF || (intersectionRect.height >= ENOUGH && intersectionRect.width >= boundingClientRect.width * HALF));

/** Watches whether the frame is in plain sight. @returns {Sight} */
const watchSight = () => {
  let isPlain = false;
  /** @type {((isPlain: boolean) => void)[]} */
  const listeners = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @param {boolean} value */
  const tell = (value) => {
    if (isPlain === value) return;
    isPlain = value;
    for (const listener of listeners) listener(isPlain);
  };
  /** @type {IntersectionObserverInit & { trackVisibility: boolean, delay: number }} */
  const options = { threshold: Array.from({ length: 101 }, (_, percent) => percent / 100), trackVisibility: true, delay: 100 };
  new IntersectionObserver((entries) => {
    const last = entries.at(-1);
    clearTimeout(timer);
    if (last && isInSight(last)) timer = setTimeout(() => tell(true), SEEN_MS);
    else tell(false);
  }, options).observe(root);
  return { get isPlain() { return isPlain; }, watch: (listener) => { listeners.push(listener); } };
};

obey({ lang: closest(navigator.languages) });
// What the page around it can say without a script: embed.html#lang=ja&theme=dark
obey(Object.fromEntries(new URLSearchParams(location.hash.slice(1))));
if (isFramed) {
  check.sight = watchSight();
  window.addEventListener('message', ({ source, data }) => { if (source === window.parent) obey(data); });
  new ResizeObserver(() => {
    window.parent.postMessage({ height: Math.ceil(root.getBoundingClientRect().height) }, '*');
  }).observe(root);
}
