// The DMARC record that somebody meant whose record is none, or says something else. It keeps all that stands there: where that
// cannot be told apart for certain, nothing is guessed.

import { WORDS, policyMeant } from './record.js';

/** @typedef {import('./record.js').Tag} Tag */

const KNOWN = new Set(['v', 'p', 'sp', 'np', 'adkim', 'aspf', 'rua', 'ruf', 'fo', 'psd', 't', 'pct', 'rf', 'ri']);
const BLANKS = ' \t';
/** What was put where a semicolon belongs. */
const SEPARATORS = `${BLANKS},`;

/** @param {string} text @param {string} around */
const trimmed = (text, around) => {
  let [start, end] = [0, text.length];
  while (start < end && around.includes(text.charAt(start))) start += 1;
  while (end > start && around.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
};

/** @param {string} letter */
const isLetter = (letter) => (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');

/** The tag that begins at a place, and where its value does. @param {string} part @param {number} at */
const tagAt = (part, at) => {
  if (at > 0 && !SEPARATORS.includes(part.charAt(at - 1))) return null;
  let end = at;
  while (isLetter(part.charAt(end))) end += 1;
  const name = part.slice(at, end).toLowerCase();
  if (!KNOWN.has(name)) return null;
  while (end < part.length && BLANKS.includes(part.charAt(end))) end += 1;
  return part.charAt(end) === '=' ? { name, at, from: end + 1 } : null;
};

/** The tags between two semicolons; `null` where something stands before the first that DMARC knows. @param {string} part @returns {Tag[] | null} */
const tagsIn = (part) => {
  const starts = Array.from(part, (_, at) => tagAt(part, at)).filter((one) => one !== null);
  if (starts.length === 0) {
    const at = part.indexOf('=');
    return [at < 0 ? { name: '', value: part } : { name: part.slice(0, at).trim(), value: part.slice(at + 1).trim() }];
  }
  if (starts[0]?.at !== 0) return null;
  return starts.map(({ name, from }, place) => ({ name, value: trimmed(part.slice(from, starts[place + 1]?.at), SEPARATORS) }));
};

/** An address behind a semicolon belongs to those before it. @param {readonly Tag[]} tags @returns {Tag[]} */
const joined = (tags) => {
  /** @type {Tag[]} */
  const all = [];
  for (const tag of tags) {
    const last = all.at(-1);
    if (tag.name === '' && tag.value.includes('@') && last && isList(last)) last.value = `${last.value},${tag.value}`;
    else all.push({ ...tag });
  }
  return all;
};

/** @param {Tag} tag */
const isList = ({ name }) => name === 'rua' || name === 'ruf';

/** Whether it is certain what a tag says. @param {Tag} tag */
const isCertain = (tag) => {
  const { name, value } = tag;
  const letters = [...value];
  if (name === '') return false;
  if (isList(tag)) return value === '' || value.includes('@') || value.includes(':');
  if (name === 'v') return value.toUpperCase() === 'DMARC1';
  if (letters.some((letter) => SEPARATORS.includes(letter) || letter === '=')) return false;
  const words = name === 'p' ? WORDS.get('sp') : WORDS.get(name);
  return words === undefined || words.includes(value.toLowerCase()) || (['p', 'sp', 'np'].includes(name) && policyMeant(value) !== null);
};

/** What stands around the record and within it because it was pasted with it. @param {string} text */
const bare = (text) => {
  const plain = trimmed(text.replaceAll('\\;', ';'), `${BLANKS}"'`);
  const version = 'v=dmarc1';
  // A colon in place of the first semicolon.
  return plain.toLowerCase().startsWith(`${version}:`) ? `${plain.slice(0, version.length)};${plain.slice(version.length + 1)}` : plain;
};

/**
 * The tags that were meant, without the version; `null` where it cannot be told.
 * @param {string} text
 * @returns {Tag[] | null}
 */
export const tagsMeant = (text) => {
  const parts = bare(text).split(';').map((part) => part.trim()).filter((part) => part !== '').map(tagsIn);
  if (parts.includes(null)) return null;
  const tags = joined(/** @type {Tag[][]} */ (parts).flat());
  if (!tags.every(isCertain)) return null;
  /** @type {Map<string, string>} */
  const values = new Map();
  for (const { name, value } of tags) {
    const key = name.toLowerCase();
    if (values.has(key) && values.get(key) !== value) return null;
    values.set(key, value);
  }
  return [...values].filter(([name]) => name !== 'v').map(([name, value]) => ({ name, value }));
};
