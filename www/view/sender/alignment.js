// Which domains are proven, and whether they belong to the one that readers see.

import { h } from '../h.js';
import { hasProof } from '../picture/alignment.js';
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
const MARKS = {
  identical: 'pass',
  same_organization: 'pass',
  none: 'none',
  pending: 'pending',
  temperror: 'unknown',
  not_checked: 'none',
};

/**
 * @typedef {{ domain: string, unicode: string | null, state: Mark, words: string, isOpen: boolean, isNamed: boolean,
 *   isLate: boolean, alignment: Alignment | undefined }} Identifier What may prove an author.
 */

/** @param {Identifier} identifier @param {Report} report @param {SenderSpeech} speech */
const aligned = ({ alignment, state, isOpen, isNamed, isLate }, report, speech) => {
  const words = speech.catalogue.sender.alignment;
  if (!alignment) {
    if (state !== 'pass') return isOpen || isLate ? null : h('p', { class: 'fine' }, words.fails);
    const uncompared = report.dmarc.result === 'none' ? words.uncompared : words.aligned.not_checked;
    return isNamed
      ? [h('p', {}, badge('pass', words.related)), h('p', { class: 'fine' }, uncompared)]
      : h('p', {}, badge('none', uncompared));
  }
  const { aligned: how, mode, domain, organizational_domain: organization, walk, body_tested: isTested } = alignment;
  const notes = [...(mode === null ? [] : [words.mode[mode]]), ...(isTested ? [] : [words.body_untested])];
  return [
    h('p', {}, badge(how === 'none' && !hasProof(report, speech) ? 'warn' : MARKS[how], words.aligned[how])),
    notes.length > 0 ? h('p', { class: 'fine' }, notes.join(' · ')) : null,
    walk && organization !== null ? h('p', { class: 'fine' }, rich(words.by_walk(domain, organization), speech)) : null,
  ];
};

/** @param {Child} label @param {Identifier} identifier @param {Report} report @param {SenderSpeech} speech */
const identifierView = (label, identifier, report, speech) => {
  const { domain, unicode, state, words, isNamed, alignment } = identifier;
  const { organizational_domain: authors } = report.dmarc;
  const isWithin = authors !== null && (domain === authors || domain.endsWith(`.${authors}`));
  const organization = alignment?.organizational_domain ?? (isWithin ? authors : null);
  const isAligned = alignment ? MARKS[alignment.aligned] === 'pass' : isNamed;
  return h(
    'li',
    { 'data-state': isAligned ? 'pass' : 'none' },
    h('p', { class: 'label' }, label),
    h(
      'p',
      {},
      markedDomain(domain, organization),
      unicode === null || unicode === domain ? null : [' (', untrusted(unicode, { ltr: true }), ')'],
    ),
    h('p', {}, badge(state, words)),
    aligned(identifier, report, speech),
  );
};

/** @param {Report} report @param {SenderSpeech} speech */
const signatures = (report, speech) => {
  const { dkim, dmarc, verdict } = report;
  const words = speech.catalogue.sender.alignment;
  if (dkim.length === 0) return [h('li', { 'data-state': 'none' }, h('p', {}, words.unsigned))];
  return dkim.slice(0, SHOWN).map((verification, index) => {
    const {
      result,
      signature: { domain },
    } = verification;
    const isLate = verdict.each[index]?.has_expired ?? false;
    return identifierView(
      rich(words.signature(index + 1), speech),
      {
        domain: domain?.a_label ?? '?',
        unicode: domain?.u_label ?? null,
        state: isLate ? 'warn' : markOf(result),
        words: isLate ? words.expired : words.dkim[result],
        isOpen: OPEN.has(result),
        isNamed: verdict.signatures.includes(index),
        isLate,
        alignment: dmarc.alignments.find(({ signature }) => signature === index),
      },
      report,
      speech,
    );
  });
};

/** @param {Report} report @param {SenderSpeech} speech */
const envelope = (report, speech) => {
  const words = speech.catalogue.sender.alignment;
  const [check] = report.spf;
  const domain = check?.nodes[0]?.domain;
  if (!check || domain === undefined) return h('li', { 'data-state': 'none' }, h('p', {}, words.no_envelope));
  const { identity, result } = check;
  return identifierView(
    identity === 'helo' ? words.greeting : words.envelope,
    {
      domain,
      unicode: null,
      state: markOf(result),
      words: words.spf[result],
      isOpen: OPEN.has(result),
      isNamed: report.verdict.spf !== null,
      isLate: false,
      alignment: report.dmarc.alignments.find(({ signature }) => signature === null),
    },
    report,
    speech,
  );
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
  return h(
    'div',
    { class: 'proof' },
    h(
      'div',
      { class: 'author' },
      h('p', { class: 'label' }, words.author),
      author
        ? h(
            'p',
            {},
            markedDomain(author.a_label, organization),
            author.u_label === null || author.u_label === author.a_label
              ? null
              : [' (', untrusted(author.u_label, { ltr: true }), ')'],
          )
        : h('p', {}, report.verdict.is_fragment ? words.absent : words.no_author),
      author && organization !== null
        ? h('p', { class: 'fine' }, rich(words.organization(organization), speech))
        : null,
    ),
    h(
      'ul',
      { role: 'list' },
      signatures(report, speech),
      rest > 0 ? h('li', {}, rich(speech.catalogue.sender.more(rest), speech)) : null,
      envelope(report, speech),
    ),
  );
};
