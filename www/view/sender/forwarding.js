// What forwarding did to each proof of the author's domain.

import { h } from '../h.js';
import { hasProof } from '../picture/alignment.js';
import { rich } from '../rich.js';
import { untrusted } from '../untrusted.js';
import { badge, row } from './parts.js';

/** @import { SenderSpeech } from '../../i18n/sender/texts.js' */
/** @import { Effect, Report } from '../../types/report.js' */
/** @import { Mark } from './parts.js' */

/** @type {Record<Effect, Mark>} */
const MARKS = { kept: 'pass', broken: 'fail', replaced: 'warn', absent: 'none', unknown: 'unknown' };

/** Whether a signature of the author's is proven to be over the message as it was before. @param {Report} report */
const isChanged = ({ verdict }) => verdict.each.some((one) => !one.is_others && one.is_proven_before);

/**
 * @param {Report} report
 * @param {SenderSpeech} speech
 * @returns {Node | null} `null` where nothing tells of forwarding.
 */
export const forwardingView = (report, speech) => {
  const { forwarding } = report;
  if (!forwarding) return null;
  const words = speech.catalogue.sender.forwarding;
  /** A proof of another domain matters where there is none of the author's. @param {Effect} effect */
  const markOf = (effect) => (effect === 'replaced' && hasProof(report, speech) ? 'none' : MARKS[effect]);
  const { kind, forwarder, mailbox, original_sender: original, list } = forwarding;
  return h(
    'div',
    { class: 'forwarding' },
    h('h3', {}, words.heading),
    h('p', {}, rich(words.kind[kind](forwarder ?? words.somebody), speech)),
    list === null ? null : h('p', {}, rich(words.list(list), speech)),
    h(
      'dl',
      { class: 'facts' },
      mailbox ? row(kind === 'list' ? words.earlier : words.mailbox, untrusted(mailbox)) : null,
      original ? row(words.original, untrusted(original)) : null,
      row('SPF', badge(markOf(forwarding.spf), words.spf[forwarding.spf])),
      row(
        'DKIM',
        badge(
          markOf(forwarding.dkim),
          forwarding.dkim === 'broken' && isChanged(report) ? words.changed : words.dkim[forwarding.dkim],
        ),
      ),
      row('DMARC', badge(markOf(forwarding.dmarc), words.dmarc[forwarding.dmarc])),
    ),
    forwarding.dkim === 'absent'
      ? h('p', {}, words.sign)
      : forwarding.dkim === 'broken'
        ? h('p', {}, words.leave)
        : null,
  );
};
