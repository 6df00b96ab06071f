// What shows the sections about the sender. Loaded with the first report that has them.

import { sheet } from './styles.js';

/** @import { Language, Speech } from '../i18n/index.js' */
/** @import { SenderSpeech, SenderTexts } from '../i18n/sender/texts.js' */

export { nextSection, proofSection, settingsSections, stepSections } from '../view/sender/index.js';
export { domainSection } from '../view/sender/requirements.js';

/** @type {Record<Language, () => Promise<SenderTexts>>} */
const texts = {
  en: async () => (await import('../i18n/sender/en.js')).en,
  ja: async () => (await import('../i18n/sender/ja.js')).ja,
};

/** @type {Record<Language, () => Promise<import('../i18n/requirements/texts.js').RequirementTexts>>} */
const rules = {
  en: async () => (await import('../i18n/requirements/en.js')).requirements,
  ja: async () => (await import('../i18n/requirements/ja.js')).requirements,
};

/**
 * The same speech with the texts about the sender.
 * @template {Speech} Spoken
 * @param {Spoken} speech
 * @returns {Promise<Spoken & Omit<SenderSpeech, 'doors'>>}
 */
export const speakOfSender = async (speech) => {
  const { language } = speech;
  const [sender, requirements] = await Promise.all([texts[language](), rules[language]()]);
  return { ...speech, requirements, catalogue: { ...speech.catalogue, sender } };
};

/** @type {Promise<CSSStyleSheet[]> | undefined} */
let loaded;

/** The styles of these sections, shared by all elements of a page; result.css goes before. */
export const styles = () => {
  loaded ??= Promise.all([new URL('../view/sender/sender.css', import.meta.url), new URL('../view/picture/picture.css', import.meta.url)].map(sheet));
  return loaded;
};
