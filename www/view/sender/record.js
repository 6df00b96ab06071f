// DMARC policy records as lists of tags, and what to publish instead of them.

import { textsAt } from './published.js';

/** @import { DmarcEvaluation, PolicyRecord, Report, Step } from '../../types/report.js' */
/** @typedef {{ name: string, value: string }} Tag `name` is empty where there is no `=`. */

/** No longer part of a record (RFC 9989 §4.7). */
export const REMOVED = new Set(['pct', 'rf', 'ri']);
/** What tags may hold, of those that hold one of a few words (RFC 9989 §4.7). */
export const WORDS = new Map(Object.entries({
  sp: ['none', 'quarantine', 'reject'], np: ['none', 'quarantine', 'reject'], adkim: ['r', 's'], aspf: ['r', 's'], psd: ['y', 'n', 'u'], t: ['y', 'n'],
}));

/** What somebody may have misspelt: of single letters nothing can be guessed. */
const POLICIES = ['none', 'quarantine', 'reject'];
const GUESSED = new Set(['p', 'sp', 'np']);
/** Letters of a value that is compared. */
const LONGEST = 16;

/** How many letters are to be put in, left out or exchanged to get from one word to another. @param {string} from @param {string} to */
const distance = (from, to) => {
  let row = Array.from({ length: to.length + 1 }, (_, place) => place);
  for (const [at, letter] of [...from].entries()) {
    const next = [at + 1];
    for (const [place, other] of [...to].entries()) {
      next.push(Math.min((row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1, (row[place] ?? 0) + Number(letter !== other)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

/** The one policy that a value is a misspelling of, one letter in three at most and never more than two. @param {string} value */
export const policyMeant = (value) => {
  const word = value.toLowerCase();
  if (word.length > LONGEST || POLICIES.includes(word)) return null;
  const near = POLICIES.filter((policy) => distance(word, policy) <= Math.min(2, policy.length / 3));
  return near.length === 1 ? near[0] ?? null : null;
};

/** The parts of a record, in their order. @param {string} text @returns {Tag[]} */
export const tagsOf = (text) => text.split(';').map((part) => part.trim()).filter((part) => part !== '').map((part) => {
  const at = part.indexOf('=');
  return at < 0 ? { name: '', value: part } : { name: part.slice(0, at).trim(), value: part.slice(at + 1).trim() };
});

/**
 * What can be guessed of policies that are misspelt in a record.
 * @param {Pick<PolicyRecord, 'text'> | null | undefined} record
 * @returns {{ name: string, value: string, word: string }[]}
 */
export const guessesOf = (record) => {
  const seen = new Set();
  return tagsOf(record?.text ?? '').flatMap(({ name, value }) => {
    const key = name.toLowerCase();
    const word = GUESSED.has(key) && !seen.has(key) ? policyMeant(value) : null;
    seen.add(key);
    return word === null ? [] : [{ name: key, value, word }];
  });
};

/**
 * The SPF record of the author's domain as it was probably meant, where its version tag is misspelt, and the domain whose it is.
 * @param {Report} report
 * @returns {{ name: string, record: string } | null}
 */
export const spfMeant = (report) => {
  const { findings, spf } = report;
  const name = spf?.[0]?.nodes[0]?.domain;
  const finding = findings.find(({ code }) => code === 'spf.record.misspelt');
  if (name === undefined || finding?.code !== 'spf.record.misspelt') return null;
  const misspelt = textsAt(report, name).filter((record) => record.startsWith(finding.params.text));
  const record = misspelt.length === 1 ? spfOf(misspelt[0] ?? '') : null;
  return record === null ? null : { name, record };
};

/** What stands before the terms of a record, whatever the order and the case. */
const AROUND = ' \t"\'=,;:';

/** @param {string} text */
const spfOf = (text) => {
  const at = text.toLowerCase().indexOf('spf');
  let start = at + 3;
  if (text[start] === '1') start += 1;
  // Another version is no misspelling of this one.
  if (at < 0 || '0123456789.'.includes(text[start] ?? ' ')) return null;
  let end = text.length;
  while (start < end && AROUND.includes(text[start] ?? '')) start += 1;
  while (end > start && ' \t"\';'.includes(text[end - 1] ?? '')) end -= 1;
  const terms = text.slice(start, end);
  const list = terms.includes(' ') ? terms : terms.replaceAll(',', ' ').replaceAll(';', ' ');
  return terms === '' ? null : `v=spf1 ${list.split(' ').filter((term) => term !== '').join(' ')}`;
};

/** The record that applies or would, and where it stands. @param {DmarcEvaluation} dmarc @returns {{ domain: string, record: PolicyRecord } | null} */
export const policyRecord = ({ walk, alignments, policy_domain: wanted }) => {
  const steps = [walk, ...alignments.map((alignment) => alignment.walk)].flatMap((one) => one?.steps ?? []);
  const found = /** @type {Step | undefined} */ (steps.find(({ domain, record }) => record !== null && domain === wanted) ?? walk?.steps.find(({ record }) => record !== null));
  return found?.record ? { domain: found.domain, record: found.record } : null;
};

/** Addresses of a tag that the core reads. */
const READ = 20;

/**
 * The addresses for reports in a tag that are none, and why.
 * @param {PolicyRecord} record
 * @param {string} name
 * @param {string} value
 * @returns {{ uri: string, fault: 'empty' | 'scheme' | 'uri' }[]}
 */
export const badAddresses = (record, name, value) => {
  if (name !== 'rua' && name !== 'ruf') return [];
  const valid = new Set(record[name].map(({ text }) => text));
  return value.split(',').slice(0, READ).map((part) => part.trim()).filter((uri) => !valid.has(uri))
    .map((uri) => ({ uri, fault: uri === '' ? 'empty' : uri.includes('@') && !uri.includes(':') ? 'scheme' : 'uri' }));
};

/** A mailbox for reports that need not exist. @param {string} domain */
export const placeholder = (domain) => `dmarc-reports@${domain}`;

/** Where reports go, those left out that no report can be sent to; an address without `mailto:` is meant as one. @param {string} list */
const addressed = (list) => list.split(',').flatMap((part) => part.split(' ')).map((uri) => uri.trim())
  .map((uri) => uri.includes('@') && !uri.includes(':') ? `mailto:${uri}` : uri).filter((uri) => uri.includes(':') && !uri.endsWith(':')).join(',');

/**
 * A record that says the same, without what does not count and with what can be guessed of it, with another policy if one is wanted and somewhere for
 * reports to go to.
 * @param {Pick<PolicyRecord, 'text' | 'p'> | null} record
 * @param {string} domain
 * @param {string | null} policy
 */
export const mended = (record, domain, policy) => {
  const guesses = new Map(guessesOf(record).map(({ name, word }) => [name, word]));
  const seen = new Set(['v', 'p']);
  /** @param {Tag} tag */
  const isKept = ({ name, value }) => {
    const key = name.toLowerCase();
    if (key === '' || seen.has(key) || REMOVED.has(key) || (!guesses.has(key) && WORDS.get(key)?.includes(value.toLowerCase()) === false)) return false;
    seen.add(key);
    return (key !== 'rua' && key !== 'ruf') || addressed(value) !== '';
  };
  const kept = tagsOf(record?.text ?? '').filter(isKept).map(({ name, value }) => {
    const key = name.toLowerCase();
    return `${key}=${key === 'rua' || key === 'ruf' ? addressed(value) : guesses.get(key) ?? value}`;
  });
  const reports = kept.some((tag) => tag.startsWith('rua=')) ? [] : [`rua=mailto:${placeholder(domain)}`];
  return ['v=DMARC1', `p=${policy ?? guesses.get('p') ?? record?.p ?? 'none'}`, ...reports, ...kept].join('; ');
};
