// Sentences with gaps. What stands in a gap is data: the view decides how to show it, and a string
// from the message or the DNS can never become part of the sentence around it.

/** @import { Domain } from '../types/report.js' */
/** @typedef {string | number | Domain | { time: number } | Text} Value */
/** @typedef {{ strings: readonly string[], values: readonly Value[] }} Text */

/** @param {readonly string[]} strings @param {...Value} values @returns {Text} */
export const text = (strings, ...values) => ({ strings, values });

/** @param {readonly Value[]} values @param {string} separator @returns {Text} */
export const listed = (values, separator) => ({
  strings: ['', ...values.slice(1).map(() => separator), ''].slice(0, values.length + 1),
  values,
});

/** Our own words, to be put into a gap. @param {string} words @returns {Text} */
export const words = (words) => ({ strings: [words], values: [] });

/**
 * What a value means, of those that are defined.
 * @param {Readonly<Record<string, string>>} meanings
 * @param {string} value In any case.
 * @param {string} otherwise
 */
export const meaningOf = (meanings, value, otherwise) => {
  const key = value.toLowerCase();
  return Object.hasOwn(meanings, key) ? (meanings[key] ?? otherwise) : otherwise;
};
