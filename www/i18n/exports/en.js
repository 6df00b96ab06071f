import { text as t, words } from '../text.js';

/** @type {import('./texts.js').ExportTexts} */
export const exports = {
  heading: 'Save or share the result',
  lead: 'All of this is made in your browser; nothing is sent.',
  hide: {
    legend: 'Hide in the text and in the JSON',
    note: 'Domain names stay, as the verdict is about them. Where the same thing is hidden more than once, it has the same mark each time.',
    kinds: {
      addresses: 'names of people, and addresses before the @',
      subject: 'the subject',
      content: 'pieces of the e-mail’s content',
      ips: 'IP addresses',
      ids: 'message and queue IDs',
    },
  },
  marks: {
    local: 'local part',
    name: 'name',
    subject: 'subject',
    content: 'content',
    ip: 'IP',
    id: 'ID',
    host: 'label',
  },
  formats: {
    markdown: {
      name: 'Text for a ticket (Markdown)',
      lead: 'The verdict and what it rests on, in the language of this page.',
    },
    json: { name: 'Report as JSON', lead: 'Everything that was found, for programs.' },
    evidence: {
      name: 'Evidence file',
      lead: 'The whole e-mail with the answers of the DNS, so that anybody can check this verdict later, here and without asking the DNS. Nothing in it is hidden: give it only to those who may read the e-mail.',
    },
  },
  evidence_of_domain:
    'The answers of the DNS, so that anybody can check this verdict later, here and without asking the DNS. Nothing in it is hidden.',
  copy: { markdown: 'Copy as Markdown', json: 'Copy the JSON' },
  download: { markdown: 'Save as Markdown', json: 'Save the JSON', evidence: 'Save the evidence file' },
  print: {
    name: 'Paper or PDF',
    lead: 'The verdict and the part that is chosen below it, with all details opened. Nothing in it is hidden.',
    button: 'Print',
  },
  making: 'The file is being made…',
  copied: 'Copied.',
  saved: (name) => t`${words(name)} was handed to the browser.`,
  by_hand:
    'The browser did not allow it. The text is selected below: copy it by Ctrl+C (⌘C on a Mac, the menu on a phone).',
  framed:
    'If no file appears, the page around this one does not allow it. The text is selected below: copy it from there.',
  large:
    'If no file appears, the page around this one does not allow it, and the file is too large to be shown as text. Please open Waxseal in its own tab.',
  unreadable: 'The e-mail’s file can no longer be read, so no evidence file could be made.',
  failed: 'No evidence file can be made of this: it would be too large.',
  text: 'The text to copy',
  banner: {
    heading: 'Judged from an evidence file',
    text: (time, version) =>
      t`With the DNS answers recorded in it, as at ${{ time }} (Waxseal ${words(version)}). Nothing was asked now, and whoever made the file could have changed the answers and the e-mail.`,
    you: 'Where it says “you” below, it means whoever made the file.',
    again: 'Ask the DNS again…',
  },
  ticket: {
    colon: ': ',
    gap: ' ',
    separator: ', ',
    above: 'the record above',
    title: (verdict) => t`Waxseal: ${verdict}`,
    title_from_file: (verdict) => t`Waxseal, from an evidence file: ${verdict}`,
    domain: 'Domain in From',
    no_domain: 'there is no single one',
    result: 'Result',
    judged: (time, version) => t`Judged at ${{ time }} by Waxseal ${words(version)}`,
    from_file:
      'Judged from an evidence file, with the DNS answers recorded in it: whoever made the file could have changed them. Nothing was asked.',
    hidden: (kinds) => t`Hidden: ${words(kinds)}`,
    hidden_none: 'Nothing is hidden.',
    more: (n) => t`and ${n} more`,
    signature: (n, d, s) => t`Signature ${n}: d=${d}, s=${s}:`,
    checks: 'Checks',
    aligned: 'Compared with From',
    causes: (n) => t`Why signature ${n} fails:`,
    hop: (from, by) => t`from ${from} to ${by}`,
    set: (instance, d) => t`Set ${instance}, sealed by ${d}:`,
    seal: 'seal:',
    message: 'signature of the e-mail:',
    boundary: 'here it came in from outside',
  },
};
