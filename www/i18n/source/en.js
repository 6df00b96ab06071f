import { plural } from '../en.js';
import { text as t } from '../text.js';

/** @type {import('./texts.js').SourceTexts} */
export const source = {
  lead: 'The e-mail as it was read, to the last byte. Beside the lines stands what the chosen signature covers; what was found is underlined. Click a piece to see what it belongs to, or “?” to have a header field explained.',
  mended: 'What copying had changed was undone first, as said above the verdict: the lines below are what was judged.',
  reading: (percent) => t`Finding the lines… ${percent} %`,
  failed: 'The lines cannot be shown at the moment. Please close this part and open it again.',
  region: 'The e-mail, line by line',
  explain: (field) => `Explain the field ${field}`,
  chooser: {
    label: 'Show what is covered by', signature: (n, d) => `signature ${n} (${d})`, unsigned: 'The e-mail has no DKIM signature: nothing in it is covered.',
    only: (n) => t`What is covered by signature ${n} is shown.`,
  },
  legend: 'What the marks mean',
  cover: { signed: 'signed', altered: 'signed before', broken: 'no match', open: 'unverified', unsigned: 'unsigned', tail: 'after l=', outside: '' },
  means: {
    signed: 'covered by the signature, and unchanged since',
    altered: 'signed before the change: the signature matches once the changes that were found are undone (proven); only these are marked as changed',
    broken: 'covered by the signature, which no longer matches: something in it was changed',
    open: 'covered by the signature, but not verified',
    unsigned: 'not covered: anybody on the way may have written or changed it',
    tail: 'the end of the body, which the signature leaves out (l=): anybody may have added it',
    outside: 'belongs to nothing that is signed',
  },
  mark: { finding: 'something was found here', changed: 'changed since it was signed', added: 'added since it was signed', missing: 'something stood here when it was signed', repaired: 'repaired before the e-mail was read; ⟨…⟩ where something was left out' },
  note: { changed: 'changed:', added: 'added:', repaired: 'repaired:' },
  repaired: 'Repaired',
  previous: 'Previous mark', next: 'Next mark',
  position: (n, total) => t`mark ${n} of ${total}`,
  no_marks: 'No finding points to a place in the e-mail.',
  findings: {
    heading: 'Findings with a place in the e-mail', show: 'Show it in the e-mail:',
    line: (n) => t`line ${n}`, not_listed: (n) => t`${n} more are not listed; “Next mark” leads to them.`,
  },
  table: {
    summary: 'The parts of the e-mail as a table', lines: 'Lines', part: 'Part', cover: 'Signed?',
    range: (first, last) => first === last ? t`${first}` : t`${first}–${last}`, not_listed: (n) => t`${n} more ${plural(n, 'part is', 'parts are')} not listed.`,
  },
  place: { stray: 'Lines that are no header field', blank: 'Empty line that ends the header', body: 'Body' },
  field: (name) => t`Header field ${name}`,
  piece: {
    heading: 'The chosen piece', empty: 'Nothing is chosen. Click a piece of the e-mail.',
    lines: (first, last) => first === last ? t`line ${first}` : t`lines ${first} to ${last}`, octets: (n) => t`${n} ${plural(n, 'byte', 'bytes')}`,
    signatures: 'Signatures', brackets: [' (', ')'], colon: ': ', signature: (n) => t`Signature ${n}`, own: (n) => t`This field is signature ${n} itself.`,
    findings: 'What was found', restored: 'When it was signed, this stood here:', nothing_stood: 'When it was signed, nothing stood here.',
  },
  about: {
    heading: 'About this field', by: 'Written by', says: 'What it says', trust: 'Can it be believed?', here: 'In this e-mail',
    usual: 'This is the common understanding of the field; it was not taken from a specification.',
    position: {
      above: 'It stands above the point at which the e-mail came to the receiver, as far as that point is known: a host of the receiver wrote it or let it stand.',
      below: 'It stands below the point at which the e-mail came to the receiver: whoever had the e-mail before, the sender included, could write it.',
      unknown: 'Where the receiver’s own hosts begin is not known here, so anybody could have written it.',
    },
    unknown: 'Added by an unknown system; not evidence either way.',
  },
};
