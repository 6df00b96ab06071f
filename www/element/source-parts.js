// What the source view fetches and measures.

import { h } from '../view/h.js';
import { hasTail } from '../view/source/parts.js';
import { signedEnd } from '../view/source/tail.js';
import styles from '../view/source/source.css' with { type: 'css' };

/** @import { PolicyTexts } from '../i18n/catalogue.js' */
/** @import { FieldTexts } from '../i18n/fields/texts.js' */
/** @import { Language, Speech } from '../i18n/index.js' */
/** @import { SourceSpeech, SourceTexts } from '../i18n/source/texts.js' */
/** @import { Session } from '../session/session.js' */
/** @import { Report } from '../types/report.js' */

/** Octets that are counted in one task. */
const PIECE = 256 * 1024;
const CR = 0x0d;
/** Columns of a row. */
const FEWEST = 16;
const MOST = 160;
/** What a scroll bar and the borders take of the width, in pixels. */
const FRAME = 20;
/** Characters whose width is measured. */
const SAMPLE = 50;

/** @type {Record<Language, () => Promise<SourceTexts>>} */
const sources = {
  en: async () => (await import('../i18n/source/en.js')).source,
  ja: async () => (await import('../i18n/source/ja.js')).source,
};

/** @type {Record<Language, () => Promise<FieldTexts>>} */
const explanations = {
  en: async () => (await import('../i18n/fields/en.js')).fields,
  ja: async () => (await import('../i18n/fields/ja.js')).fields,
};

/** @type {Record<Language, () => Promise<PolicyTexts>>} */
const findings = {
  en: async () => (await import('../i18n/policy/en.js')).problems,
  ja: async () => (await import('../i18n/policy/ja.js')).problems,
};

/** The same speech with the texts of the source view. @param {Speech} speech @returns {Promise<SourceSpeech>} */
export const loadTexts = async (speech) => {
  const { language } = speech;
  const [source, fields, problems] = await Promise.all([
    sources[language](),
    explanations[language](),
    findings[language](),
  ]);
  return { ...speech, source, fields, catalogue: { ...speech.catalogue, problems } };
};

/** The styles of the source view, shared by all elements of a page; result.css goes before. */
export { styles };

/**
 * Where signatures leave the end of the body out, by their places.
 * @param {Report} report @param {Session} session
 * @returns {Promise<Map<number, number>>}
 */
export const findTails = async ({ dkim, source }, session) => {
  /** @type {Map<number, number>} */
  const tails = new Map();
  const { body } = source;
  if (!body) return tails;
  /** Many signatures may leave out the same. @type {Map<string, number | null>} */
  const counted = new Map();
  for (const [index, verification] of dkim.entries()) {
    const {
      coverage,
      signature: { body_canonicalization: canonicalization },
    } = verification;
    if (!hasTail(verification) || !canonicalization) continue;
    const signed = coverage?.signed_body_octets ?? 0;
    const key = `${canonicalization} ${signed}`;
    const tail = counted.has(key)
      ? counted.get(key)
      : await findEnd(signedEnd(canonicalization, signed), body.start, body.end, session);
    counted.set(key, tail ?? null);
    if (typeof tail === 'number') tails.set(index, tail);
  }
  return tails;
};

/** @param {ReturnType<typeof signedEnd>} count @param {number} start @param {number} end @param {Session} session */
const findEnd = async (count, start, end, session) => {
  for (let at = start; at < end; ) {
    const octets = await session.source(at, Math.min(at + PIECE, end));
    const whole =
      octets.at(-1) === CR && at + octets.length < end && octets.length > 1 ? octets.subarray(0, -1) : octets;
    const found = count(whole);
    if (found !== null) return at + found;
    if (whole.length === 0) return null;
    at += whole.length;
  }
  return null;
};

/** How many columns of a row can be seen; 0 if nothing can. @param {HTMLElement} region As wide as the rows. */
export const measureColumns = (region) => {
  const sample = h('bdi', { class: 'line' }, '0'.repeat(SAMPLE));
  const row = h(
    'div',
    { class: 'row sample', 'aria-hidden': 'true' },
    h('span', { class: 'cover' }),
    h('span', { class: 'number' }),
    h('span', { class: 'ask' }),
    sample,
  );
  region.append(row);
  const left = sample.getBoundingClientRect().left - row.getBoundingClientRect().left;
  const width = sample.getBoundingClientRect().width / SAMPLE;
  const room = region.clientWidth - FRAME;
  row.remove();
  // At the end stands the mark of a line end.
  return room <= 0 || width === 0 ? 0 : Math.min(Math.max(Math.floor((room - left) / width) - 2, FEWEST), MOST);
};
