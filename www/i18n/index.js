// Which language, and how its numbers and dates are written.

/** @import { Catalogue, ExplanationTexts, PageTexts, PolicyTexts, ResultTexts } from './catalogue.js' */

export const LANGUAGES = /** @type {const} */ (['en', 'ja']);
/** @typedef {typeof LANGUAGES[number]} Language */

/**
 * What a view needs in order to speak, without and with the texts of a result.
 * @typedef {{ language: Language, catalogue: PageTexts, number: (n: number) => string, time: (seconds: number) => string }} PageSpeech
 * @typedef {PageSpeech & { catalogue: Catalogue }} Speech
 */

/**
 * The supported language that comes closest to a list of language tags.
 * @param {readonly (string | null | undefined)[]} tags
 * @returns {Language}
 */
export const closest = (tags) => {
  for (const tag of tags) {
    const primary = (tag ?? '').toLowerCase().split('-')[0];
    const found = LANGUAGES.find((language) => language === primary);
    if (found) return found;
  }
  return 'en';
};

/** @type {Record<Language, () => Promise<PageTexts>>} */
const pages = {
  en: async () => (await import('./en.js')).en,
  ja: async () => (await import('./ja.js')).ja,
};

/** @type {Record<Language, () => Promise<ResultTexts>>} */
const results = {
  en: async () => (await import('./result/en.js')).en,
  ja: async () => (await import('./result/ja.js')).ja,
};

/** @type {Record<Language, () => Promise<PolicyTexts>>} */
const policies = {
  en: async () => (await import('./policy/en.js')).problems,
  ja: async () => (await import('./policy/ja.js')).problems,
};

/** @type {Record<Language, () => Promise<ExplanationTexts>>} */
const explanations = {
  en: async () => (await import('./explanation/en.js')).en,
  ja: async () => (await import('./explanation/ja.js')).ja,
};

/**
 * Loads the texts of the page in a language, and no other.
 * @param {Language} language
 * @returns {Promise<PageSpeech>}
 */
export const load = async (language) => {
  const catalogue = await pages[language]();
  const numbers = new Intl.NumberFormat(language);
  const times = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long' });
  // The largest time that a Date holds; a signature may claim a later one.
  const latest = 8.64e12;
  return {
    language,
    catalogue,
    number: (n) => numbers.format(n),
    time: (seconds) => (Math.abs(seconds) > latest ? numbers.format(seconds) : times.format(seconds * 1000)),
  };
};

/**
 * Loads the texts of a result as well, and those of explanations if they are wanted.
 * @param {Language} language
 * @param {boolean} isExplained
 * @returns {Promise<Speech>}
 */
export const loadAll = async (language, isExplained) => {
  const [page, texts, problems, explanation] = await Promise.all([
    load(language),
    results[language](),
    policies[language](),
    isExplained ? explanations[language]() : null,
  ]);
  return { ...page, catalogue: { ...page.catalogue, ...texts, problems, explanation } };
};
