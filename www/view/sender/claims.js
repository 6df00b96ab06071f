// What fields of results say, beside what was found here.

import { h } from '../h.js';
import { rich } from '../rich.js';
import { untrusted } from '../untrusted.js';
import { badge, markOf, table, senderFold } from './parts.js';

/** @import { SenderSpeech } from '../../i18n/sender/texts.js' */
/** @import { Claim, Comparison, MethodResult, Part, Report } from '../../types/report.js' */
/** @import { Child } from '../h.js' */
/** @import { Mark } from './parts.js' */

/** Fields, and results of a field, that are shown. */
const FIELDS = 30;
const RESULTS = 40;

/** @type {Record<Claim['standing'], Mark>} */
const MARKS = { receiver: 'pass', adjoining: 'unknown', sender: 'warn' };

/** The domain of an address or a name. @param {string} text */
const domainOf = (text) => {
  const domain = text.slice(text.lastIndexOf('@') + 1);
  return domain.slice(Number(domain.startsWith('<')), domain.endsWith('>') ? -1 : undefined).toLowerCase();
};

/** What a claim about SPF is about, if it says so. @param {Claim} claim @param {Comparison} comparison */
const spfIdentity = ({ results, received_spf: spf }, { result }) => {
  const properties = results?.results[result]?.properties ?? [];
  /** @param {string} name @returns {Part | undefined} */
  const find = (name) =>
    properties.find(({ property }) => property.text.toLowerCase() === name)?.value ??
    spf?.pairs.find(({ key }) => key.text.toLowerCase() === name)?.value;
  return (find('mailfrom') ?? find('envelope-from') ?? find('helo'))?.text ?? null;
};

/**
 * Whether a field speaks of another domain than the check of SPF that stands beside it: then the two say nothing of
 * each other.
 * @param {Claim} claim @param {Comparison} comparison @param {Report} report
 */
export const isOfAnother = (claim, comparison, { spf }) => {
  if (comparison.method !== 'spf' || comparison.index === null) return false;
  const theirs = spfIdentity(claim, comparison);
  const ours = spf[comparison.index]?.nodes[0]?.domain;
  return theirs !== null && theirs !== '' && ours !== undefined && domainOf(theirs) !== ours;
};

/**
 * @param {Claim} claim
 * @param {Comparison} comparison
 * @param {Report} report
 * @param {SenderSpeech} speech
 * @returns {Child[]}
 */
const compared = (claim, comparison, report, speech) => {
  const words = speech.catalogue.sender.reported;
  const { ours, agrees, difference } = comparison;
  const own = ours === null ? words.not_ours : h('code', {}, ours);
  if (isOfAnother(claim, comparison, report))
    return [own, [badge('unknown', words.no_comparison), ' ', words.other_identity]];
  // What was not checked here is no other result.
  if (difference === 'not_checked')
    return [own, [badge('none', words.no_comparison), ' ', words.difference.not_checked]];
  const isOpen = !agrees && difference === null;
  return [
    own,
    [
      badge(
        agrees ? 'pass' : isOpen ? 'pending' : 'warn',
        agrees ? words.agrees : isOpen ? words.pending : words.differs,
      ),
      difference ? [' ', words.difference[difference]] : null,
    ],
  ];
};

/** @param {MethodResult} result */
const about = ({ properties }) =>
  properties
    .slice(0, 6)
    .map(({ ptype, property, value }, place) => [
      place > 0 ? ' ' : null,
      untrusted(`${ptype ? `${ptype.text}.` : ''}${property.text}=${value.text}`, { ltr: true }),
    ]);

/** @param {Claim} claim @param {Report} report @param {SenderSpeech} speech @returns {Child[][]} */
const rows = (claim, report, speech) => {
  const words = speech.catalogue.sender.reported;
  /** @param {number} place @returns {Child[]} */
  const beside = (place) => {
    const comparison = claim.comparisons.find(({ result }) => result === place);
    return comparison ? compared(claim, comparison, report, speech) : ['–', words.no_comparison];
  };
  if (claim.received_spf) {
    const { result, pairs } = claim.received_spf;
    const identity = pairs
      .slice(0, 6)
      .map(({ key, value }, place) => [place > 0 ? ' ' : null, untrusted(`${key.text}=${value.text}`, { ltr: true })]);
    return result
      ? [
          [
            'SPF',
            identity.length > 0 ? identity : '–',
            h('code', {}, untrusted(result.text, { ltr: true })),
            ...beside(0),
          ],
        ]
      : [];
  }
  return (claim.results?.results ?? [])
    .slice(0, RESULTS)
    .map((result, place) => [
      untrusted(result.method.text, { ltr: true }),
      result.properties.length > 0 ? about(result) : '–',
      result.result ? badge(markOf(result.outcome ?? ''), untrusted(result.result.text, { ltr: true })) : '–',
      ...beside(place),
    ]);
};

/** @param {Claim} claim @param {number} index @param {Report} report @param {SenderSpeech} speech */
const claimView = (claim, index, report, speech) => {
  const words = speech.catalogue.sender.reported;
  const { columns } = words;
  const name =
    claim.results?.authserv_id?.text ??
    claim.received_spf?.pairs.find(({ key }) => key.text.toLowerCase() === 'receiver')?.value.text;
  const lines = rows(claim, report, speech);
  const faults = [...new Set((claim.results ?? claim.received_spf)?.faults.map(({ problem }) => problem) ?? [])];
  const leftOut = (claim.results ?? claim.received_spf)?.left_out ?? 0;
  const rest = Math.max((claim.results?.results.length ?? 0) - RESULTS, 0) + leftOut;
  return h(
    'article',
    { class: 'claim', 'aria-labelledby': `claim-${index}` },
    h(
      'h3',
      { id: `claim-${index}` },
      words.kind[claim.kind],
      ' · ',
      name === undefined ? words.nobody : rich(words.by(name), speech),
    ),
    h('p', {}, badge(MARKS[claim.standing], words.standing[claim.standing])),
    lines.length === 0
      ? h('p', {}, words.no_results)
      : table(
          words.kind[claim.kind],
          [columns.method, columns.about, columns.theirs, columns.ours, columns.reason],
          lines,
          'results',
        ),
    rest > 0 ? h('p', {}, rich(speech.catalogue.sender.more(rest), speech)) : null,
    faults.length > 0
      ? h('p', { class: 'fine' }, words.faults, ' ', faults.map((fault) => words.fault[fault]).join(' · '))
      : null,
    h('p', { class: 'fine' }, rich(speech.catalogue.sender.journey.field(claim.field + 1), speech)),
  );
};

/**
 * @param {Report} report
 * @param {SenderSpeech} speech
 */
export const claimsSection = (report, speech) => {
  const words = speech.catalogue.sender.reported;
  const rest = report.claims.length - FIELDS;
  return senderFold(
    'sender-claims',
    words.heading,
    rich(speech.doors.evidence.count(report.claims.length), speech),
    () => [
      h('p', { class: 'fine' }, words.lead),
      report.claims.length === 0
        ? h('p', {}, words.none)
        : report.claims.slice(0, FIELDS).map((claim, index) => claimView(claim, index, report, speech)),
      rest > 0 ? h('p', {}, rich(speech.catalogue.sender.more(rest), speech)) : null,
    ],
  );
};
