import { fieldName } from '../field.js';
import { text as t, words } from '../text.js';

const BULK = 'It is taken for bulk mail because of List-Unsubscribe, List-Id or Precedence.';

/** @type {import('./texts.js').RequirementTexts} */
export const requirements = {
  heading: 'What large mailbox providers require',
  lead: 'The published rules of Gmail, Yahoo and Microsoft (outlook.com, hotmail.com, live.com), held against this one e-mail. What a single e-mail cannot show is not counted as met.',
  group: { all: 'For everybody who sends', bulk: 'For those who send a lot, about 5,000 e-mails a day' },
  column: { rule: 'Rule', state: 'This e-mail', source: 'Who requires it, and since when' },
  rule: {
    spf_or_dkim: 'SPF or DKIM passes',
    spf_and_dkim: 'SPF and DKIM both pass',
    dmarc_record: 'The domain in From has a DMARC record; p=none is enough',
    alignment: 'The domain in From is aligned with the domain of SPF or of DKIM',
    key_length: 'The DKIM key has at least 1024 bits; 2048 are advised',
    tls: 'The e-mail is handed over with TLS',
    reverse_name: 'The sending address has a name (PTR) that leads back to it',
    message_form: 'One From, no field twice that may stand once, Date and Message-ID',
    one_click: 'Unsubscribing with one click (RFC 8058), covered by a valid signature',
    arc_when_forwarding: 'Whoever forwards mail adds ARC fields (RFC 8617)',
    list_id: 'Mail of a mailing list names the list in List-Id (RFC 2919)',
    provider_from: 'Mail from a Gmail address comes from Gmail',
    spam_rate: 'Spam reports stay below 0.3 %, better below 0.1 %',
    volume: 'How much the domain sends: it decides whether the rules for bulk mail apply',
  },
  state: {
    met: 'met',
    not_met: 'not met',
    pending: 'not asked yet',
    not_checked: 'not checked',
    not_visible: 'cannot be seen here',
    not_applicable: 'does not apply',
  },
  concern: { forwarder: 'concerns who forwards it', bulk: 'only for bulk senders' },
  provider: { gmail: 'Gmail', yahoo: 'Yahoo', microsoft: 'Microsoft' },
  demand: (provider, since, isBulk) => `${provider}, since ${since}${isBulk ? ' (bulk mail)' : ''}`,
  evidence: {
    signature: (n) => t`signature ${n}`,
    key: (bits, isAdvised) =>
      isAdvised ? t`a key of ${bits} bits` : t`a key of ${bits} bits, fewer than the 2048 advised`,
    spf: (mailbox) => t`SPF of ${mailbox}`,
    policy_record: (domain) => t`the record of ${domain}`,
    hop: (n) => t`step ${n} of the route`,
    field: (name) => t`the field ${fieldName(name)}`,
    missing: (name) => t`${fieldName(name)} is missing`,
    unmet: {
      unsubscribe: t`there must be one List-Unsubscribe`,
      https: t`List-Unsubscribe must hold an https address`,
      post: t`there must be one List-Unsubscribe-Post`,
      post_value: t`List-Unsubscribe-Post must say List-Unsubscribe=One-Click`,
      signed: t`a valid signature must cover both fields`,
    },
    host: (name, leadsBack) => (leadsBack ? t`${name} leads back` : t`${name} leads elsewhere`),
  },
  note: {
    spam_rate: { not_visible: 'Only Postmaster Tools and the like show it.' },
    volume: { not_visible: 'One e-mail does not show it.' },
    tls: { not_visible: 'The receiving server did not write it down.' },
    reverse_name: {
      not_visible: 'The sending address is not known.',
      not_checked: 'It is asked for only if you want it.',
    },
    one_click: {
      met: BULK,
      not_met: BULK,
      not_applicable: 'Nothing says that this is bulk mail, or it comes from a mailing list for discussion.',
    },
    arc_when_forwarding: { not_applicable: 'Nothing says that a server forwarded this e-mail.' },
    list_id: { not_applicable: 'Nothing says that this e-mail comes from a mailing list.' },
    provider_from: { not_applicable: 'The address in From is not a Gmail address.' },
    key_length: { not_applicable: 'No RSA key was read.' },
  },
  not_meant: {
    list: 'A list for announcements passed it on; the rule is for those who forward what others write.',
    resent: 'Somebody sent it again by hand; the rule is for servers that forward.',
  },
  no_name: 'It was declined, there was no answer, or the answers contradict each other.',
  ask: { reverse: 'Check the name of the sending address', destinations: 'Check whether they take the reports' },
  destinations: {
    heading: 'Who gets the DMARC reports',
    lead: 'Another organization gets reports only if its domain says that it takes them.',
    column: { address: 'Address', tag: 'What for', state: 'State' },
    tag: { rua: 'daily summaries (rua)', ruf: 'single failures (ruf)' },
    state: {
      not_needed: 'no consent needed',
      authorized: 'agrees',
      not_authorized: 'does not agree: it gets none',
      answers_differ: 'the answers differ',
      pending: 'not asked yet',
      not_checked: 'not checked',
    },
  },
  domain: {
    heading: (domain) => t`What ${domain} publishes`,
    lead: 'There is no e-mail here, so nothing is proven about any sender: these are the records that receivers of mail in this domain’s name will find.',
    no_selector:
      'A DKIM key stands under a selector, whose name only a signature tells. Put that name after the domain to look at its key: “example.com selector1”.',
    key: {
      pending: (name) => t`There is no answer about a key at ${name} yet.`,
      found: (name) => t`The key at ${name}:`,
      absent: (name) => t`There is no key at ${name}.`,
      not_checked: (name) => t`Whether there is a key at ${name} was not checked, or no answer could be had.`,
    },
    spf: {
      pending: (name) => t`There is no answer about an SPF record at ${name} yet.`,
      found: (name) => t`The SPF record at ${name}:`,
      absent: (name) => t`There is no SPF record at ${name}.`,
      not_checked: (name) => t`Whether there is an SPF record at ${name} was not checked, or no answer could be had.`,
    },
    dmarc: {
      pending: (name) => t`There is no answer about a DMARC record at ${name} yet.`,
      found: (name) => t`The DMARC record at ${name}:`,
      absent: (name) => t`There is no DMARC record at ${name}.`,
      not_checked: (name) => t`Whether there is a DMARC record at ${name} was not checked, or no answer could be had.`,
    },
    key_line: (bits, type) => t`${type}, ${words(String(bits))} bits`,
    unusable: 'The record cannot be used as it stands.',
    publish: 'Publish this instead:',
  },
};
