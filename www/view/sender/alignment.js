// Which domains are proven, and whether they belong to the one that readers see.

import { h } from '../h.js';
import { rich } from '../rich.js';
import { untrusted } from '../untrusted.js';
import { badge, markOf, markedDomain } from './parts.js';

/** @import { SenderSpeech } from '../../i18n/sender/texts.js' */
/** @import { Alignment, Report } from '../../types/report.js' */
/** @import { Child } from '../h.js' */
/** @import { Mark } from './parts.js' */

/** Signatures that are drawn: a hostile message has a hundred. */
const SHOWN = 20;

/** Nothing is known that speaks against them. */
const OPEN = new Set(['pending', 'not_checked', 'temperror', 'neutral']);

/** @type {Record<Alignment['aligned'], Mark>} */
const MARKS = { identical: 'pass', same_organization: 'pass', none: 'none', pending: 'pending', temperror: 'unknown', not_checked: 'none' };

/**
 * @param {Alignment | undefined} alignment
 * @param {string} result Of what authenticates the identifier.
 * @param {Report} report
 * @param {SenderSpeech} speech
 */
const aligned = (alignment, result, report, speech) => {
  const words = speech.catalogue.sender.alignment;
  if (!alignment) {
    if (result !== 'pass') return OPEN.has(result) ? null : h('p', { class: 'fine' }, words.fails);
    return h('p', {}, badge('none', report.dmarc.result === 'none' ? words.uncompared : words.aligned.not_checked));
  }
  const { aligned: how, mode, domain, organizational_domain: organization, walk, body_tested: isTested } = alignment;
  return [
    h('p', {}, badge(MARKS[how], words.aligned[how])),
    h('p', { class: 'fine' }, words.mode[mode], isTested ? null : [' · ', words.body_untested]),
    walk && organization !== null ? h('p', { class: 'fine' }, rich(words.by_walk(domain, organization), speech)) : null,
  ];
};

/**
 * @param {Child} label
 * @param {string} domain
 * @param {string | null} unicode
 * @param {{ result: string, words: string }} proof
 * @param {Alignment | undefined} alignment
 * @param {Report} report
 * @param {SenderSpeech} speech
 */
const identifier = (label, domain, unicode, proof, alignment, report, speech) => {
  const { organizational_domain: authors } = report.dmarc;
  const isWithin = authors !== null && (domain === authors || domain.endsWith(`.${authors}`));
  const organization = alignment?.organizational_domain ?? (isWithin ? authors : null);
  const isAligned = alignment ? MARKS[alignment.aligned] === 'pass' : false;
  return h('li', { 'data-state': isAligned ? 'pass' : 'none' },
    h('p', { class: 'label' }, label),
    h('p', {}, markedDomain(domain, organization), unicode === null || unicode === domain ? null : [' (', untrusted(unicode, { ltr: true }), ')']),
    h('p', {}, badge(markOf(proof.result), proof.words)),
    aligned(alignment, proof.result, report, speech));
};

/** @param {Report} report @param {SenderSpeech} speech */
const signatures = ({ dkim, dmarc, ...rest }, speech) => {
  const words = speech.catalogue.sender.alignment;
  if (dkim.length === 0) return [h('li', { 'data-state': 'none' }, h('p', {}, words.unsigned))];
  const report = { dkim, dmarc, ...rest };
  return dkim.slice(0, SHOWN).map(({ result, signature: { domain } }, index) => identifier(
    rich(words.signature(index + 1), speech), domain?.a_label ?? '?', domain?.u_label ?? null, { result, words: words.dkim[result] },
    dmarc.alignments.find(({ signature }) => signature === index), report, speech));
};

/** @param {Report} report @param {SenderSpeech} speech */
const envelope = (report, speech) => {
  const words = speech.catalogue.sender.alignment;
  const [check] = report.spf;
  const domain = check?.nodes[0]?.domain;
  if (!check || domain === undefined) return h('li', { 'data-state': 'none' }, h('p', {}, words.no_envelope));
  const { identity, result } = check;
  return identifier(identity === 'helo' ? words.greeting : words.envelope, domain, null, { result, words: words.spf[result] },
    report.dmarc.alignments.find(({ signature }) => signature === null), report, speech);
};

/**
 * The domain in From beside those that are proven.
 * @param {Report} report
 * @param {SenderSpeech} speech
 */
export const alignmentView = (report, speech) => {
  const words = speech.catalogue.sender.alignment;
  const { organizational_domain: organization } = report.dmarc;
  const author = report.identifiers.author_domain;
  const rest = report.dkim.length - SHOWN;
  return h('div', { class: 'proof' },
    h('div', { class: 'author' },
      h('p', { class: 'label' }, words.author),
      author ? h('p', {}, markedDomain(author.a_label, organization), author.u_label === null || author.u_label === author.a_label ? null : [' (', untrusted(author.u_label, { ltr: true }), ')']) : h('p', {}, words.no_author),
      author && organization !== null ? h('p', { class: 'fine' }, rich(words.organization(organization), speech)) : null),
    h('ul', { role: 'list' }, signatures(report, speech), rest > 0 ? h('li', {}, rich(speech.catalogue.sender.more(rest), speech)) : null, envelope(report, speech)));
};
