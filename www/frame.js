// The frame in somebody else's page. That page says the language and the appearance, from closed lists, and hears the
// height; nothing else crosses.

import './element/register.js';
import { closest, LANGUAGES } from './i18n/index.js';

/** @import { Sight } from './types/element.js' */

const THEMES = ['auto', 'light', 'dark'];
/** For how many milliseconds something has to be in plain sight before a click is taken for consent. */
const SEEN_MS = 1_000;
/** All of an element, but for the fractions of a pixel at its edges. */
const ALL = 0.98;

const root = document.documentElement;
const check = /** @type {import('./element/waxseal-check.js').WaxsealCheck} */ (
  document.querySelector('waxseal-check')
);
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
  for (const [element, name] of /** @type {const} */ ([
    [root, 'data-theme'],
    [check, 'theme'],
  ])) {
    if (appearance === 'auto') element.removeAttribute(name);
    else element.setAttribute(name, appearance);
  }
};

/**
 * Whether the browser tells if something covers an element or lets it shine through. Only Chromium does, and even there a
 * mask goes unnoticed: so the click that counts is a second one, in a place that the page around cannot know.
 */
const canTell = 'isVisible' in IntersectionObserverEntry.prototype;

/** @type {NonNullable<Sight['watch']>} */
const watch = (elements, listener) => {
  /** @type {Map<Element, boolean>} */
  const seen = new Map(elements.map((element) => [element, false]));
  let isPlain = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @param {boolean} value */
  const tell = (value) => {
    if (isPlain === value) return;
    isPlain = value;
    listener(isPlain);
  };
  /** @param {(IntersectionObserverEntry & { isVisible?: boolean })[]} entries */
  const read = (entries) => {
    for (const { target, isVisible, intersectionRatio } of entries)
      seen.set(target, isVisible === true && intersectionRatio >= ALL);
    if (![...seen.values()].every(Boolean)) {
      clearTimeout(timer);
      timer = undefined;
      tell(false);
    } else timer ??= setTimeout(() => tell(true), SEEN_MS);
  };
  /** @type {IntersectionObserverInit & { trackVisibility: boolean, delay: number }} */
  const options = { threshold: [0, 0.5, ALL, 1], trackVisibility: true, delay: 100 };
  const observer = new IntersectionObserver(read, options);
  for (const element of elements) observer.observe(element);
  return {
    isPlain: () => {
      read(observer.takeRecords());
      return isPlain;
    },
    stop: () => {
      clearTimeout(timer);
      observer.disconnect();
    },
  };
};

obey({ lang: closest(navigator.languages) });
// What the page around it can say without a script: embed.html#lang=ja&theme=dark
obey(Object.fromEntries(new URLSearchParams(location.hash.slice(1))));
if (isFramed) {
  check.sight = { watch: canTell ? watch : null };
  window.addEventListener('message', ({ source, data }) => {
    if (source === window.parent) obey(data);
  });
  new ResizeObserver(() => {
    window.parent.postMessage({ height: Math.ceil(root.getBoundingClientRect().height) }, '*');
  }).observe(root);
}
