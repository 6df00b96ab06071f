// One SPF record of several that stand at one name.

import { isOwn } from '../doors/own.js';
import { isSpf, textsAt } from './published.js';

/** @import { Report } from '../../types/report.js' */

/** Terms that ask the DNS; more than these are an error (RFC 7208 §4.6.4). */
const TERMS = 10;
const ASKING = ['include', 'a', 'mx', 'exists'];
const PLAIN = ['ip4', 'ip6'];
/** The strictest first. */
const ENDS = ['-all', '~all', '?all', '+all'];

/** @param {string} term */
const mechanismOf = (term) => {
  const end = [...term].findIndex((letter) => letter === ':' || letter === '/');
  return (end < 0 ? term : term.slice(0, end)).toLowerCase();
};

/** The terms of a record that lets servers send, and how it ends; `null` where their order matters or they are none. @param {string} text */
const partsOf = (text) => {
  const terms = text.split(' ').filter((term) => term !== '').slice(1).map((term) => term.toLowerCase() === 'all' ? '+all' : term);
  const last = terms.at(-1)?.toLowerCase() ?? '';
  const end = ENDS.includes(last) ? last : null;
  const listed = (end ? terms.slice(0, -1) : terms).map((term) => term.startsWith('+') ? term.slice(1) : term);
  return listed.every((term) => [...ASKING, ...PLAIN].includes(mechanismOf(term)) && !term.includes('\\')) ? { listed, end } : null;
};

/**
 * The record that says what several say, with each end that they have, the strictest first.
 * @param {readonly string[]} texts
 * @returns {string[]} None where they cannot be put together for certain.
 */
export const mergedOf = (texts) => {
  const parts = texts.map(partsOf);
  if (parts.length < 2 || parts.includes(null)) return [];
  const known = /** @type {{ listed: string[], end: string | null }[]} */ (parts);
  /** @type {Map<string, string>} */
  const terms = new Map();
  for (const term of known.flatMap(({ listed }) => listed)) if (!terms.has(term.toLowerCase())) terms.set(term.toLowerCase(), term);
  if ([...terms.keys()].filter((term) => ASKING.includes(mechanismOf(term))).length > TERMS) return [];
  const ends = ENDS.filter((end) => known.some((one) => one.end === end));
  return (ends.length > 0 ? ends : [null]).map((end) => ['v=spf1', ...terms.values(), ...end ? [end] : []].join(' '));
};

/**
 * The SPF records of the owner's that stand at one name, and what can be published in their place.
 * @param {Report} report
 * @returns {{ name: string, texts: string[], merged: string[] } | null}
 */
export const spfMerged = (report) => {
  const finding = report.findings.find(({ code, subject }) => code === 'spf.record.multiple' && subject.kind === 'spf');
  const name = finding?.subject.kind === 'spf' ? report.spf[finding.subject.evaluation]?.nodes[finding.subject.node]?.domain : undefined;
  if (name === undefined || !isOwn(report, name)) return null;
  const texts = textsAt(report, name).filter(isSpf);
  return { name, texts, merged: mergedOf(texts) };
};
