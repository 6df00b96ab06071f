// How to get the source of a message, by the program that it is read in. Loaded when the reader asks for it.

import { h } from './h.js';

/** @import { Language } from '../i18n/index.js' */
/** @import { HowtoTexts, Program, Way } from '../i18n/howto/texts.js' */

/** @type {Record<Language, () => Promise<HowtoTexts>>} */
const texts = {
  en: async () => (await import('../i18n/howto/en.js')).en,
  ja: async () => (await import('../i18n/howto/ja.js')).ja,
};

/** @type {Record<keyof HowtoTexts['groups'], readonly Program[]>} */
export const GROUPS = {
  web: ['gmail', 'outlook', 'yahoo', 'yahoo_japan', 'icloud', 'proton', 'sakura', 'xserver', 'lolipop'],
  computer: ['outlook', 'outlook_classic', 'apple_mail', 'thunderbird'],
  phone: ['gmail_app', 'outlook_app', 'iphone'],
  other: ['other'],
};

/** What was chosen last, in whatever fold. @type {Program} */
let chosen = 'gmail';

/** @param {Way} way */
const wayView = ({ lead, steps, note }) =>
  h(
    'div',
    { class: 'way' },
    lead ? h('p', {}, lead) : null,
    h(
      'ol',
      {},
      steps.map((step) => h('li', {}, step)),
    ),
    note ? h('p', {}, note) : null,
  );

/**
 * The texts of a language as nodes: a choice of programs, and the steps of the chosen one.
 * @param {HowtoTexts} words
 */
export const howtoView = (words) => {
  const shown = h('div', { 'aria-live': 'polite' }, wayView(words.programs[chosen]));
  const select = h(
    'select',
    {
      'data-key': 'program',
      change: () => {
        chosen = /** @type {Program} */ (select.value);
        shown.textContent = '';
        shown.append(wayView(words.programs[chosen]));
      },
    },
    Object.entries(GROUPS).map(([group, programs]) =>
      h(
        'optgroup',
        { label: words.groups[/** @type {keyof typeof GROUPS} */ (group)] },
        programs.map((program) => h('option', { value: program }, words.programs[program].name)),
      ),
    ),
  );
  select.value = chosen;
  return [h('label', {}, words.choose, select), shown, ...words.notes.map((note) => h('p', { class: 'fine' }, note))];
};

/** @param {Language} language */
export const howto = async (language) => howtoView(await texts[language]());
