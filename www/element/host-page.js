// What the element says on a page that is not its own. Loaded there alone.

import { h, HOME } from '../view/h.js';

/** @import { Language } from '../i18n/index.js' */
/** @import { EmbedTexts } from '../i18n/embed/texts.js' */

/** @type {Record<Language, () => Promise<EmbedTexts>>} */
const texts = {
  en: async () => (await import('../i18n/embed/en.js')).en,
  ja: async () => (await import('../i18n/embed/ja.js')).ja,
};

/** Whether scripts of another page reach into this one: it stands in that page, or in a frame of the same origin. */
const isReadable = () => {
  if (!location.href.startsWith(HOME)) return true;
  try {
    return Boolean(window.parent.document);
  } catch {
    return false;
  }
};

/** Whether the page around it can read the message, and where none is around it. @param {Language} language */
export const noteAbroad = async (language) => {
  const words = await texts[language]();
  return [
    isReadable() ? words.readable : words.unreadable,
    ' ',
    h('a', { href: HOME, target: '_blank', rel: 'noopener noreferrer' }, words.link),
  ];
};
