import { text as t, words } from './text.js';

/** @param {number} n @param {string} one @param {string} many */
export const plural = (n, one, many) => words(n === 1 ? one : many);

/** @type {import('./catalogue.js').PageTexts} */
export const en = {
  page: {
    title: 'Waxseal: who signed this e-mail?',
    own_resolver_title: 'Waxseal with your own resolver',
    language: 'Language',
    theme: 'Appearance',
    theme_auto: 'Same as system',
    theme_light: 'Light',
    theme_dark: 'Dark',
  },
  input: {
    label: 'Source of an e-mail, or a domain name',
    hint: 'Paste the whole source (header and body), or enter a domain such as example.com.',
    check: 'Check',
    file: 'Choose a file…',
    drop: 'or drop a file here (.eml, .msg or mbox)',
    samples: 'Or look at an example:',
    sample: {
      pass: 'a signed e-mail',
      'list-footer': 'a list e-mail with a footer added',
      forged: 'an e-mail with a forged sender',
      forwarded: 'a forwarded e-mail',
      'forwarded-srs': 'a forwarded e-mail with SRS',
      'forwarded-unsigned': 'a forwarded e-mail without DKIM',
      'forwarded-footer': 'a forwarded e-mail with a footer added',
    },
    how: 'How do I get the source of an e-mail?',
  },
  source: {
    pasted: 'Pasted text',
    typed: 'Entered text',
    sample: (name) => `Example: ${name}`,
    bytes: (n) => t`${n} ${plural(n, 'byte', 'bytes')}`,
    preview: 'First lines',
    clear: 'Clear and start again',
    again: 'Try again',
    edit: 'Back to the text',
    cancel: 'Cancel',
    reading: 'Reading…',
    check_domain: (domain) => t`Check the domain ${domain}`,
  },
  status: {
    asking: 'Asking…',
    done: 'The result is ready.',
    cleared: 'Everything was cleared.',
    added: (n) => t`${n} ${plural(n, 'record', 'records')} added.`,
  },
  trouble: {
    stalled: 'This e-mail was too costly to examine, so the work was stopped. What you entered is still here.',
    internal:
      'An internal error stopped the examination. What you entered is still here; please try again, or report the fault without the e-mail itself.',
    cancelled: 'Cancelled. What you entered is still here.',
    unreadable: 'The file could not be read. It may have been moved, or it is a folder: please choose it again.',
    too_large_paste:
      'Pasted text may have up to 25 MiB. Please save the e-mail as an .eml file and choose that instead.',
    too_large_file: 'Files may have up to 64 MiB; this one is larger and was not opened.',
    insecure:
      'This page must be opened by https: (or on localhost). Otherwise the browser does not let it verify its own parts.',
    assets: 'A part of this page could not be loaded, or is not what it should be. Please reload the page.',
    worker:
      'This page’s security policy, or this browser, does not allow what reads the e-mail: a background worker with WebAssembly.',
    evidence_damaged:
      'This evidence file is damaged, or was changed by something other than Waxseal. Nothing was judged.',
    evidence_excessive:
      'This evidence file holds more steps and answers than any check of an e-mail needs, and would keep this page busy for long. Nothing was judged.',
    evidence_newer:
      'This evidence file was made by a newer Waxseal. Please reload the page; if that does not help, this copy of Waxseal is out of date.',
  },
};
