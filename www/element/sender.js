// What shows the sections about the sender. Loaded with the first report that has them.

import picture from '../view/picture/picture.css' with { type: 'css' };
import sender from '../view/sender/sender.css' with { type: 'css' };

/** @import { Language, Speech } from '../i18n/index.js' */
/** @import { SenderSpeech, SenderTexts } from '../i18n/sender/texts.js' */

export { nextSection, proofSection, settingsSections } from '../view/sender/index.js';
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
  const [words, requirements] = await Promise.all([texts[language](), rules[language]()]);
  return { ...speech, requirements, catalogue: { ...speech.catalogue, sender: words } };
};

/** The styles of these sections, shared by all elements of a page; result.css goes before. */
export const styles = [sender, picture];
