// The ARC chain: what each sealer vouches for, and no more.

import { findingList } from '../findings.js';
import { h } from '../h.js';
import { chainPicture } from '../picture/chain.js';
import { untrusted } from '../untrusted.js';
import { badge, markOf, table, senderFold } from './parts.js';

/** @import { SenderSpeech } from '../../i18n/sender/texts.js' */
/** @import { ArcSet, ArcSignature, Check, Report } from '../../types/report.js' */
/** @import { Mark } from './parts.js' */

/** @type {Record<Check, Mark>} */
const MARKS = { pass: 'pass', fail: 'fail', not_reached: 'none', pending: 'pending', untestable: 'unknown' };

/** Results of one field that are shown. */
const RESULTS = 10;

/** @param {ArcSignature | undefined} signature @param {SenderSpeech} speech */
const checked = (signature, { catalogue }) => {
  const words = catalogue.sender.arc;
  return signature ? badge(MARKS[signature.check], words.check[signature.check]) : badge('fail', words.missing);
};

/** @param {ArcSet} set @param {SenderSpeech} speech */
const setRow = ({ instance, seal, message_signature: signed, authentication_results: claims }, speech) => {
  const words = speech.catalogue.sender.arc;
  const results = claims?.results.results.slice(0, RESULTS) ?? [];
  return [
    `i=${instance}`,
    seal?.signature.domain ? untrusted(seal.signature.domain.a_label, { ltr: true }) : words.unknown,
    seal?.chain_validation ? `cv=${seal.chain_validation}` : words.unknown,
    checked(seal?.signature, speech),
    checked(signed?.signature, speech),
    results.length > 0
      ? h(
          'ul',
          { class: 'plain-list', role: 'list' },
          results.map(({ method, result }) => h('li', {}, untrusted(`${method.text}=${result?.text ?? ''}`))),
        )
      : words.unknown,
  ];
};

/**
 * @param {Report} report
 * @param {SenderSpeech} speech
 * @returns {Node | null} `null` where nothing is of ARC.
 */
export const arcSection = (report, speech) => {
  const { arc, findings } = report;
  const own = findings.filter(({ code }) => code.startsWith('arc.'));
  if (arc.result === 'none' && own.length === 0) return null;
  const words = speech.catalogue.sender.arc;
  const { set, sealer, before, seal, message, claims } = words.column;
  return senderFold('sender-arc', words.heading, badge(markOf(arc.result), `arc=${arc.result}`), () => [
    h('p', { class: 'fine' }, words.lead),
    h('p', { class: 'outcome' }, badge(markOf(arc.result), words.result[arc.result])),
    chainPicture(report, speech),
    arc.sets.length > 0
      ? table(
          words.heading,
          [set, sealer, before, seal, message, claims],
          arc.sets.map((one) => setRow(one, speech)),
        )
      : null,
    own.length > 0 ? findingList(own, speech, report) : null,
  ]);
};
