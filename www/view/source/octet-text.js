// Octets as text: what could not be seen, or would move other text about, as an escape.

import { escapeOf, isHidden } from '../characters.js';

/** @typedef {{ text: string, escaped: boolean }} Run */

const SPACE = 0x20;
const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;

/** The smallest code point that needs as many octets. */
const SMALLEST = [0, 0, 0x80, 0x800, 0x10000];

/**
 * The character that begins at a place, or -1 where there is none in UTF-8.
 * @param {Uint8Array} octets @param {number} at @param {number} end
 * @returns {{ codePoint: number, length: number }}
 */
const characterAt = (octets, at, end) => {
  const lead = /** @type {number} */ (octets[at]);
  const length = lead < 0x80 ? 1 : lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (length === 0 || at + length > end) return { codePoint: -1, length: 1 };
  let codePoint = length === 1 ? lead : lead & (0x7f >> length);
  for (let next = 1; next < length; next += 1) {
    const octet = /** @type {number} */ (octets[at + next]);
    if ((octet & 0xc0) !== 0x80) return { codePoint: -1, length: 1 };
    codePoint = (codePoint << 6) | (octet & 0x3f);
  }
  const isRight =
    codePoint >= /** @type {number} */ (SMALLEST[length]) &&
    codePoint <= 0x10ffff &&
    (codePoint < 0xd800 || codePoint > 0xdfff);
  return isRight ? { codePoint, length } : { codePoint: -1, length: 1 };
};

/**
 * Where the blanks before the line end begin, which nobody would see otherwise.
 * @param {Uint8Array} octets
 * @param {number} start
 * @param {number} end of a row
 */
export const blanksFrom = (octets, start, end) => {
  if (octets[end - 1] !== LF) return end;
  let at = end - (octets[end - 2] === CR ? 2 : 1);
  while (at > start && (octets[at - 1] === SPACE || octets[at - 1] === TAB)) at -= 1;
  return at;
};

/**
 * @param {Uint8Array} octets @param {number} start @param {number} end
 * @param {{ blanks?: number, isMended?: boolean }} [options] `blanks`: from where on spaces are marked; `isMended`: whether
 *   LF alone stands for CR LF everywhere.
 * @returns {Run[]}
 */
export const runsOf = (octets, start, end, { blanks = end, isMended = false } = {}) => {
  /** @type {Run[]} */
  const runs = [];
  let run = '';
  /** @param {string} text */
  const escaped = (text) => {
    if (run) runs.push({ text: run, escaped: false });
    runs.push({ text, escaped: true });
    run = '';
  };
  for (let at = start; at < end; ) {
    const octet = /** @type {number} */ (octets[at]);
    const { codePoint, length } = characterAt(octets, at, end);
    const isLineEnd = octet === CR && at + 1 < end && octets[at + 1] === LF;
    if (isLineEnd) escaped('↵');
    else if (octet === LF) escaped(isMended || (at > start && octets[at - 1] === CR) ? '↵' : '⟨LF⟩');
    else if (octet === TAB) escaped('→');
    else if (octet === SPACE && at >= blanks) escaped('·');
    else if (codePoint < 0) escaped(`\\x${octet.toString(16).toUpperCase().padStart(2, '0')}`);
    else if (isHidden(codePoint)) escaped(escapeOf(codePoint));
    else run += String.fromCodePoint(codePoint);
    at += isLineEnd ? 2 : length;
  }
  if (run) runs.push({ text: run, escaped: false });
  return runs;
};
