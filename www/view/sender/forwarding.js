// What forwarding did to each proof of the author's domain.

import { h } from '../h.js';
import { rich } from '../rich.js';
import { untrusted } from '../untrusted.js';
import { badge, row } from './parts.js';

/** @import { SenderSpeech } from '../../i18n/sender/texts.js' */
/** @import { Effect, Report } from '../../types/report.js' */
/** @import { Mark } from './parts.js' */

/** @type {Record<Effect, Mark>} */
const MARKS = { kept: 'pass', broken: 'fail', replaced: 'warn', absent: 'none', unknown: 'unknown' };

/**
 * @param {Report} report
 * @param {SenderSpeech} speech
 * @returns {Node | null} `null` where nothing tells of forwarding.
 */
export const forwardingView = ({ forwarding }, speech) => {
  if (!forwarding) return null;
  const words = speech.catalogue.sender.forwarding;
  const { kind, forwarder, mailbox, original_sender: original } = forwarding;
  return h('div', { class: 'forwarding' },
    h('h3', {}, words.heading),
    h('p', {}, rich(words.kind[kind](forwarder ?? words.somebody), speech)),
    h('dl', { class: 'facts' },
      mailbox ? row(kind === 'list' ? words.earlier : words.mailbox, untrusted(mailbox)) : null,
      original ? row(words.original, untrusted(original)) : null,
      row('SPF', badge(MARKS[forwarding.spf], words.spf[forwarding.spf])),
      row('DKIM', badge(MARKS[forwarding.dkim], words.dkim[forwarding.dkim])),
      row('DMARC', badge(MARKS[forwarding.dmarc], words.dmarc[forwarding.dmarc]))),
    forwarding.dkim === 'absent' ? h('p', {}, words.sign) : forwarding.dkim === 'broken' ? h('p', {}, words.leave) : null);
};
