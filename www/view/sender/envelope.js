// The envelope: what is known of it, from where, and what the reader knows better.

import { h } from '../h.js';
import { rich } from '../rich.js';
import { untrusted } from '../untrusted.js';
import { row } from './parts.js';

/** @import { GivenEnvelope, SenderActions, SenderSpeech } from '../../i18n/sender/texts.js' */
/** @import { Claimed, Envelope, Report } from '../../types/report.js' */
/** @typedef {Exclude<keyof Envelope, 'receiver'>} Part */

const PARTS = /** @type {const} */ (['client', 'helo', 'mail_from', 'recipient']);

/** @param {Claimed | null} claimed @param {SenderSpeech} speech */
const known = (claimed, speech) => {
  const words = speech.catalogue.sender.spf.envelope;
  if (!claimed) return h('span', { class: 'missing' }, words.unknown);
  const { basis, value, standing } = claimed;
  const field = 'field' in basis ? basis.field + 1 : 0;
  return [
    value === '' ? h('span', { class: 'missing' }, words.null_sender) : untrusted(value, { ltr: true }),
    h(
      'p',
      { class: 'fine' },
      rich(words.basis[basis.kind](field), speech),
      basis.kind === 'given' ? null : [' · ', words.standing[standing]],
    ),
  ];
};

/** All as the message tells it. @type {GivenEnvelope} */
const TOLD = { client: null, helo: null, mail_from: null, recipient: null };

/**
 * What was given or changed; the message tells the rest.
 * @param {Envelope} envelope
 * @param {Record<Part, string>} entered
 * @returns {GivenEnvelope}
 */
export const givenOf = (envelope, entered) => {
  const given = { ...TOLD };
  for (const part of PARTS) {
    const before = envelope[part];
    const value = entered[part].trim();
    const isChanged = value !== (before?.value ?? '');
    if (!isChanged && before?.basis.kind !== 'given') continue;
    // RFC 5321 §4.5.5: only a reverse-path can be empty.
    if (value === '' && part !== 'mail_from') continue;
    given[part] = value;
  }
  return given;
};

/**
 * @param {Envelope} envelope
 * @param {SenderSpeech} speech
 * @param {NonNullable<SenderActions['setEnvelope']>} setEnvelope
 */
const form = (envelope, speech, setEnvelope) => {
  const words = speech.catalogue.sender.spf;
  const trouble = h('p', { role: 'alert', class: 'bad', id: 'sender-bad' });
  const fields = PARTS.map((part) =>
    h('input', {
      id: `sender-${part}`,
      type: 'text',
      value: envelope[part]?.value ?? '',
      'data-key': `envelope-${part}`,
      autocomplete: 'off',
      autocapitalize: 'off',
      spellcheck: 'false',
      dir: 'ltr',
      'aria-describedby': part === 'client' ? 'sender-hint-client sender-bad' : `sender-hint-${part}`,
      keydown: (/** @type {KeyboardEvent} */ { key, isComposing }) => {
        if (key === 'Enter' && !isComposing) void apply();
      },
    }),
  );
  const apply = async () => {
    trouble.textContent = '';
    const [client, helo, mailFrom, recipient] = fields.map(({ value }) => value);
    const isTaken = await setEnvelope(
      givenOf(envelope, {
        client: client ?? '',
        helo: helo ?? '',
        mail_from: mailFrom ?? '',
        recipient: recipient ?? '',
      }),
    );
    if (isTaken) return;
    trouble.textContent = words.edit.bad;
    fields[0]?.focus();
  };
  return h(
    'fieldset',
    {},
    h('legend', { class: 'unseen' }, words.edit.heading),
    h('p', { class: 'fine' }, words.edit.lead),
    PARTS.map((part, place) =>
      h(
        'div',
        { class: 'field' },
        h('label', { for: `sender-${part}` }, words.envelope.part[part]),
        fields[place],
        h('span', { class: 'fine', id: `sender-hint-${part}` }, words.edit.hint[part]),
      ),
    ),
    trouble,
    h(
      'div',
      { class: 'buttons' },
      h('button', { type: 'button', 'data-key': 'envelope-apply', click: () => void apply() }, words.edit.apply),
      h(
        'button',
        { type: 'button', 'data-key': 'envelope-reset', click: () => void setEnvelope(TOLD) },
        words.edit.reset,
      ),
    ),
  );
};

/**
 * @param {Report} report
 * @param {SenderSpeech} speech
 * @param {SenderActions} actions
 */
export const envelopeView = ({ envelope }, speech, { setEnvelope }) => {
  const words = speech.catalogue.sender.spf;
  return [
    h('h3', {}, words.envelope.heading),
    h(
      'dl',
      { class: 'facts envelope' },
      PARTS.map((part) => row(words.envelope.part[part], known(envelope[part], speech))),
    ),
    setEnvelope
      ? h(
          'details',
          { 'data-key': 'envelope' },
          h('summary', {}, words.edit.heading),
          form(envelope, speech, setEnvelope),
        )
      : null,
  ];
};
