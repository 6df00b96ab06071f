// Which language, and how its numbers and dates are written.

/** @typedef {import('./catalogue.js').Catalogue} Catalogue */

export const LANGUAGES = /** @type {const} */ (['en', 'ja']);
/** @typedef {typeof LANGUAGES[number]} Language */

/** What a view needs in order to speak. */
/** @typedef {{ language: Language, catalogue: Catalogue, number: (n: number) => string, time: (seconds: number) => string }} Speech */

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

/** @type {Record<Language, () => Promise<{ catalogue: Catalogue }>>} */
const loaders = { en: () => import('./en.js'), ja: () => import('./ja.js') };

/**
 * Loads a language's catalogue, and no other.
 * @param {Language} language
 * @returns {Promise<Speech>}
 */
export const load = async (language) => {
  const { catalogue } = await loaders[language]();
  const numbers = new Intl.NumberFormat(language);
  const times = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long' });
  // The largest time that a Date holds; a signature may claim a later one.
  const latest = 8.64e12;
  return {
    language,
    catalogue,
    number: (n) => numbers.format(n),
    time: (seconds) => Math.abs(seconds) > latest ? numbers.format(seconds) : times.format(seconds * 1000),
  };
};
