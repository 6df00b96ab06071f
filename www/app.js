// The page around the tool: language, appearance, and what is remembered of them.

import './element/register.js';
import { closest, load } from './i18n/index.js';

/** @import { Language } from './i18n/index.js' */
/**
 * @typedef {{ language?: string, theme?: string, resolver?: string, ownResolver?: string, consent?: string }} Settings
 */

const STORE = 'waxseal';
const root = document.documentElement;
const check = /** @type {import('./element/waxseal-check.js').WaxsealCheck} */ (
  document.querySelector('waxseal-check')
);
const theme = /** @type {HTMLSelectElement} */ (document.querySelector('#theme'));
const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll('.languages button'));
const isOwn = check.hasAttribute('own-resolver');

/** Storage may be shut, and what lies in it may be anything. @returns {Settings} */
const recall = () => {
  try {
    const settings = JSON.parse(localStorage.getItem(STORE) ?? '{}');
    return typeof settings === 'object' && settings !== null ? settings : {};
  } catch {
    return {};
  }
};

/** @param {Settings} change */
const remember = (change) => {
  try {
    localStorage.setItem(STORE, JSON.stringify({ ...recall(), ...change }));
  } catch {
    // Nothing is remembered, and nothing else depends on it.
  }
};

/** @param {Language} language */
const speak = async (language) => {
  root.lang = language;
  check.setAttribute('lang', language);
  for (const button of buttons) button.setAttribute('aria-pressed', String(button.lang === language));
  const { page } = (await load(language)).catalogue;
  document.title = isOwn ? page.own_resolver_title : page.title;
  document.querySelector('.languages')?.setAttribute('aria-label', page.language);
  const label = document.querySelector('label[for=theme]');
  if (label) label.textContent = page.theme;
  [page.theme_auto, page.theme_light, page.theme_dark].forEach((name, i) => {
    const option = theme.options[i];
    if (option) option.textContent = name;
  });
};

/** @param {string} value */
const dress = (value) => {
  const fixed = value === 'light' || value === 'dark';
  root.toggleAttribute('data-theme', fixed);
  check.toggleAttribute('theme', fixed);
  if (fixed) {
    root.setAttribute('data-theme', value);
    check.setAttribute('theme', value);
  }
};

const settings = recall();
const resolver = isOwn ? settings.ownResolver : settings.resolver;
if (typeof resolver === 'string') check.setAttribute('resolver', resolver);
if (settings.consent === 'never') check.setAttribute('consent', 'never');
theme.value = root.dataset.theme ?? 'auto';
dress(theme.value);
void speak(closest([root.lang]));

theme.addEventListener('change', () => {
  dress(theme.value);
  remember({ theme: theme.value });
});
for (const button of buttons) {
  button.addEventListener('click', () => {
    void speak(closest([button.lang]));
    remember({ language: button.lang });
    // An address that names a language counts for its first visit alone.
    if (location.search) history.replaceState(null, '', location.pathname);
  });
}
check.addEventListener('resolver-change', (event) => {
  const { resolver: chosen } = /** @type {CustomEvent<{ resolver: string }>} */ (event).detail;
  remember(isOwn ? { ownResolver: chosen } : { resolver: chosen });
});
check.addEventListener('consent-change', (event) => {
  remember({ consent: /** @type {CustomEvent<{ consent: string }>} */ (event).detail.consent });
});

// Once everything that the first message needs is there. Inside another page it is that one's business.
if (window.top === window) {
  const idle = globalThis.requestIdleCallback ?? setTimeout;
  window.addEventListener('load', () => idle(() => void import('./around/index.js').catch(() => {})));
}

// A file dropped beside the sheet would otherwise replace the page.
for (const type of ['dragover', 'drop']) window.addEventListener(type, (event) => event.preventDefault());
window.addEventListener('drop', (event) => {
  const file = event.dataTransfer?.files[0];
  if (file) check.source = file;
});
