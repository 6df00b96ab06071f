import { plural } from '../en.js';
import { fieldName } from '../field.js';
import { text as t, words } from '../text.js';

/** @type {Record<import('../../types/report.js').FooterPlace, string>} */
const footerPlace = {
  body: 'at the end of the body',
  text_part: 'at the end of a text part',
  html_part: 'at the end of an HTML part',
  own_part: 'as a MIME part of its own',
  wrapped: 'beside the original body, both inside a new multipart',
};

/** @type {Record<import('../../types/report.js').Characters, string>} */
const characters = {
  spaces: 'spaces, such as no-break or ideographic ones',
  quotes: 'quotation marks',
  dashes: 'dashes',
  ellipsis: 'ellipses',
  invisible: 'invisible characters',
  several: 'several kinds of characters',
};

/** @type {Record<import('../../types/report.js').LinkService, string>} */
const linkService = {
  safelinks: 'Microsoft Defender (Safe Links)',
  proofpoint: 'Proofpoint (URL Defense)',
  barracuda: 'Barracuda',
  cisco: 'Cisco Secure Email',
  sophos: 'Sophos Email',
  trend_micro: 'Trend Micro',
  mimecast: 'Mimecast',
  other: 'a protection service',
};

/** @type {import('../catalogue.js').CauseTexts} */
const causes = {
  'diagnosis.body.line-ends': (p) => {
    switch (p.form) {
      case 'doubled':
        return t`Every line end of the body was doubled.`;
      case 'cr_cr_lf':
        return t`The line ends of the body became CR CR LF.`;
      case 'cr':
        return t`The line ends of the body became CR alone.`;
      case 'signer_hashed_lf':
        return t`The signer hashed the body with LF at the ends of lines, although mail is signed with CR LF.`;
      case 'signer_hashed_some_lf':
        return t`A line ended with LF alone when the signer hashed the body, and arrived with CR LF: the mail was signed with mixed line ends.`;
    }
  },
  'diagnosis.body.trailing-whitespace': (p) =>
    p.change === 'added'
      ? t`White space was added at the ends of lines.`
      : t`White space at the ends of lines was removed.`,
  'diagnosis.body.trailing-blank-lines': (p) =>
    p.change === 'added'
      ? t`Empty lines were added at the end of the body or of a part of it.`
      : t`Empty lines at the end of the body or of a part of it were removed.`,
  'diagnosis.body.blank-lines': (p) => {
    if (p.place === 'beginning')
      return p.change === 'added'
        ? t`Empty lines were added at the beginning of the body or of a part of it.`
        : t`Empty lines at the beginning of the body or of a part of it were removed.`;
    return p.change === 'added'
      ? t`Empty lines were added or moved within the body.`
      : t`Empty lines within the body were removed.`;
  },
  'diagnosis.body.protocol-lines': () =>
    t`Lines that belong to the transmission, such as the dot that ends it, were saved with the e-mail.`,
  'diagnosis.body.missing-final-newline': () => t`The line end of the last line was lost.`,
  'diagnosis.body.signer-left-out-final-newline': () =>
    t`The signer hashed the body without its last line end, which belongs to it.`,
  'diagnosis.body.nothing-signed': (p) =>
    p.extent === 'body'
      ? t`The signed hash is that of an empty body: nothing of the text is signed.`
      : t`A text stands in a part that was empty when it was signed.`,
  'diagnosis.body.signer-empty-body': () =>
    t`The body is empty, and the signer hashed an empty body in another way than c= says.`,
  'diagnosis.body.signer-kept-blank-lines': () =>
    t`The signer hashed the empty lines at the end of the body, which do not count.`,
  'diagnosis.body.signer-hashed-another-form': (p) =>
    t`The signer hashed the text in the form ${p.hashed}, although the header that it signed says ${p.sent}.`,
  'diagnosis.body.tabs-to-spaces': () => t`Tabs became spaces.`,
  'diagnosis.body.footer-appended': (p) => t`A footer was added ${words(footerPlace[p.place])}.`,
  'diagnosis.body.banner-prepended': () => t`A text was put before the sender’s own.`,
  'diagnosis.body.from-escaped': () =>
    t`Lines that begin with “From ” were marked with “>”, as mailbox files (mbox) do.`,
  'diagnosis.body.dot-stuffing': (p) =>
    p.change === 'added'
      ? t`Lines that begin with a dot were given a second one, which SMTP uses in transit only.`
      : t`A dot at the beginning of a line was lost.`,
  'diagnosis.body.transfer-encoding': (p) =>
    p.from === p.to
      ? t`The lines of a ${words(p.to)} part were broken anew.`
      : t`The transfer encoding of a part was changed from ${words(p.from)} to ${words(p.to)}.`,
  'diagnosis.body.charset': (p) => t`The text was converted from the character set ${p.from} to ${p.to}.`,
  'diagnosis.body.mojibake': () =>
    t`UTF-8 was misread as Windows-1252 and stored again, so that characters beyond ASCII are garbled.`,
  'diagnosis.body.unicode-substitution': (p) =>
    t`Characters were replaced by similar ones: ${words(characters[p.characters])}.`,
  'diagnosis.body.rewrapped': () => t`The lines were broken at other places.`,
  'diagnosis.body.boundary-changed': () => t`The boundary between the MIME parts was replaced.`,
  'diagnosis.body.preamble-changed': (p) =>
    p.change === 'added'
      ? t`A text was put before the first MIME part.`
      : t`The text before the first MIME part was removed.`,
  'diagnosis.body.part-header-changed': () => t`A header line of a MIME part was added or rewritten.`,
  'diagnosis.body.link-rewritten': (p) => t`Links were rewritten by ${words(linkService[p.service])}.`,
  'diagnosis.body.truncated': () => t`The end of the body is missing: the last MIME part is not closed.`,

  'diagnosis.header.subject-prefix': (p) => t`${p.prefix} was put before the subject.`,
  'diagnosis.header.subject-suffix': (p) => t`${p.suffix} was put after the subject.`,
  'diagnosis.header.from-rewritten': (p) =>
    t`The sender’s address in From was replaced; the original stands in ${fieldName(p.source)}.`,
  'diagnosis.header.message-id-rewritten': (p) =>
    t`The Message-ID was replaced; the original stands in ${fieldName(p.source)}.`,
  'diagnosis.header.refolded': (p) =>
    p.fold === 'long_line'
      ? t`A line of ${fieldName(p.field)} that is longer than 998 bytes was broken.`
      : t`${fieldName(p.field)} was folded into lines at other places.`,
  'diagnosis.header.whitespace': (p) => t`White space in ${fieldName(p.field)} was changed.`,
  'diagnosis.header.encoded-word-reencoded': (p) =>
    t`The encoded text in ${fieldName(p.field)} was encoded in another way.`,
  'diagnosis.header.field-added': (p) => t`${fieldName(p.field)} was added, although the signature forbids that.`,
  'diagnosis.header.reply-to-added': () =>
    t`A Reply-To was added, although the signature forbids that. Answers now go to another address.`,
  'diagnosis.header.field-removed': (p) => t`${fieldName(p.field)} was signed and has been removed.`,
  'diagnosis.header.field-duplicated': (p) => t`A second ${fieldName(p.field)} was added.`,
  'diagnosis.header.field-order': (p) => t`The order of the fields named ${fieldName(p.field)} was changed.`,
  'diagnosis.header.address-list-changed': (p) => {
    switch (p.change) {
      case 'form':
        return t`The addresses in ${fieldName(p.field)} are the same, but were written in another form.`;
      case 'added':
        return t`An address was added to ${fieldName(p.field)}.`;
      case 'removed':
        return t`An address was taken out of ${fieldName(p.field)}.`;
    }
  },
  'diagnosis.header.addresses-replaced': (p) =>
    t`${fieldName(p.field)} names other addresses than the copy that the signature holds (z=).`,
  'diagnosis.header.field-rewritten': (p) => t`${fieldName(p.field)} says the same, but was written in another form.`,
  'diagnosis.header.characters-replaced': (p) =>
    t`Characters in ${fieldName(p.field)} were replaced by similar ones: ${words(characters[p.characters])}.`,
  'diagnosis.header.date-reformatted': () => t`The date was written in another form.`,
  'diagnosis.header.case-changed': (p) => t`The name of ${p.field} was written with other capitals.`,
  'diagnosis.header.field-changed': (p) =>
    t`${fieldName(p.field)} differs from the copy that the signature holds (z=).`,

  'diagnosis.signature.damaged': (p) => {
    switch (p.damage) {
      case 'quoted_printable':
        return t`In the signature every “=” became “=3D”: the source was encoded once more.`;
      case 'plus_sign':
        return t`The “+” signs in the signature were lost or encoded, as happens when a text passes through a web form.`;
      case 'shortened':
        return t`Characters of the signature are missing.`;
      case 'lower_case':
        return t`The capitals in the signature became small letters.`;
      case 'foreign_characters':
        return t`Characters that do not belong there got into the signature.`;
    }
  },
  'diagnosis.signature.wrong-canonicalization': (p) =>
    t`The signature was made with c=${words(p.header)}/${words(p.body)}, but says something else.`,
  'diagnosis.signature.wrong-selector': (p) =>
    t`The signature was made with the key of the selector ${p.selector}, but names another one.`,
  'diagnosis.signature.selector-of-another': (p) =>
    t`The key of the selector ${p.selector} belongs to another signature of this e-mail.`,
};

/** @type {import('../catalogue.js').ExplanationTexts['kinds']} */
const kinds = {
  footer: {
    short: 'a footer was added',
    who: 'Mailing lists, and gateways that append a disclaimer or a notice of their scanner.',
    reader: 'The footer is not signed by the sender’s domain.',
  },
  banner: {
    short: 'text was added at the beginning',
    who: 'Gateways that mark e-mails from outside.',
    reader: 'The text at the beginning is not signed by the sender’s domain.',
  },
  subject: {
    short: 'text was added to the subject',
    who: 'Mailing lists that put their name there.',
    reader: 'What was added to the subject is not signed.',
  },
  filter: {
    short: 'the subject was marked',
    who: 'The spam filter or gateway of the receiver, after the e-mail was verified on arrival.',
    reader: 'The mark is not signed. It tells what the filter thought of the e-mail.',
  },
  author: {
    short: 'the sender’s or the reply address was changed',
    who: 'Mailing lists, so that their mail is not rejected because of DMARC, and answers reach the list.',
    reader: 'Look closely at the address before you answer.',
  },
  links: {
    short: 'links were rewritten',
    who: 'The receiver’s mail protection, after the e-mail was verified on arrival.',
    reader: 'The links lead through the protection service first.',
  },
  attachment: {
    short: 'an attachment was replaced',
    who: 'Virus scanners and gateways.',
    reader: 'The notice in its place is not signed.',
  },
  copying: {
    short: 'line ends, spaces or single characters were altered',
    who: 'Copying, saving or storing the e-mail; on the way, some old mail servers.',
    reader: 'What differs is shown here: usually white space and line ends only.',
  },
  rewriting: {
    short: 'it was encoded or laid out anew',
    who: 'Virus scanners, gateways and mail servers that take an e-mail apart and put it together again.',
    reader: 'What differs is shown here: usually the form only.',
  },
  fields: {
    short: 'header fields were changed',
    who: 'Mailing lists, gateways and forwarding servers.',
    reader: 'Do not rely on the changed fields.',
  },
  incomplete: {
    short: 'its end is missing',
    who: 'Mail programs that show only a part of a large e-mail, and copying that ended too early.',
    reader: 'Fetch the whole e-mail and verify it again.',
  },
  damage: {
    short: 'the signature itself was damaged',
    who: 'Copying out of a web page, and tools that encode the source once more.',
    reader: 'Download the e-mail as an .eml file and verify that.',
  },
  signer: {
    short: 'the signer made a mistake',
    who: 'Signing software that has a fault or is set up wrongly.',
    reader: 'Only the sender can correct this.',
  },
  empty: {
    short: 'nothing of the text is signed',
    who: 'A signer that hashes the body before it is there; or somebody who put a text into a signed e-mail that was empty.',
    reader: 'Do not rely on the text: the domain signed none of it, and anybody can have written it.',
  },
  key: {
    short: 'the key is published wrongly',
    who: 'A renewal of the key, or a record that was entered by hand.',
    reader: 'Only the sender can correct this.',
  },
};

/** @type {import('../catalogue.js').ExplanationTexts['advice']} */
const advice = {
  in_order: 'Your signature is in order.',
  list_leaves_body: 'Whoever runs the list or gateway should leave the body alone, or name itself in From and sign.',
  gateway_verifies_first: 'Whoever runs the gateway should verify before it adds the banner.',
  list_leaves_subject: 'The list should leave the subject alone, or name itself in From and sign.',
  list_signs: 'The list should sign in its own name.',
  receivers_results: 'What the receiver’s own server wrote into Authentication-Results is the valid verdict.',
  scanner_removes: 'The receiver’s scanner took the attachment out.',
  verify_file: 'Try again with a downloaded .eml file. If that fails too, look for the server that does it.',
  relaxed: 'Sign with c=relaxed/relaxed: it withstands this change.',
  sign_last: 'Sign at the last server of your own, behind all that rewrites mail.',
  encode_body: 'Send the text as quoted-printable or base64, whose lines are short.',
  short_lines: 'Send the text as quoted-printable or base64: it has lines of more than 998 bytes, which servers break.',
  seven_bit: 'Send the text as quoted-printable or base64, so that no server has to encode it anew.',
  fold_header: 'Fold long fields before you sign: servers need not pass on lines above 998 bytes.',
  write_as_arrived: 'Write the field, before it is signed, in the form in which it arrived: servers leave that alone.',
  allow_list_fields: 'For mail that goes to lists, take the names of the fields that lists add out of h=.',
  fetch_whole: 'Download the whole e-mail as an .eml file and verify that.',
  verify_undamaged:
    'Verify a downloaded .eml file. If the signature is damaged there too, look for the server behind the signer that does it.',
  update_signer: 'Update or replace the software that signs. Receivers reject its signatures.',
  publish_key:
    'Publish the TXT record again, exactly as your provider shows it and under its selector. Receivers reject the signature until then.',
  sign_complete:
    'Sign when the body is complete, and look for e-mails of yours that are empty: anybody can put a text into them, and receivers reject the result.',
};

/** @type {import('../catalogue.js').ExplanationTexts} */
export const en = {
  causes,
  kinds,
  advice,
  between: ' ',
  list: (changes) =>
    changes.length === 1
      ? t`${changes[0] ?? ''}`
      : changes.length === 2
        ? t`${changes[0] ?? ''}, and ${changes[1] ?? ''}`
        : t`${changes[0] ?? ''}, ${changes[1] ?? ''}, and more`,
  heading: 'What happened',
  proven: 'Proven',
  likely: 'Likely',
  proof: {
    whole: 'With this undone, the signature verifies.',
    body: 'With this undone, the body matches the signed hash.',
    header: 'With this undone, the signature over the header verifies.',
    all_whole: 'With all of these undone, the signature verifies.',
    all_body: 'With all that is found in the body undone, it matches the signed hash.',
    all_header: 'With all that is found in the header undone, the signature over it verifies.',
    likely: 'It can be seen in the e-mail, but no hash proves that it is the cause.',
  },
  meaning: {
    whole: 'The domain signed the e-mail as it was before. What was changed or added is not signed by it.',
    empty: 'The domain signed the header, and nothing of the text.',
    header: 'The header is as the domain signed it, or is proven to have been so. What the body was then is not known.',
    key: 'The domain’s own key made this signature. Receivers cannot accept it as it is published.',
    open: 'Whether the e-mail was only changed or was forged cannot be told from this.',
  },
  who: 'Usual cause',
  owner: 'If the domain is yours',
  reader: 'If you are the reader',
  unexplained: {
    body: (n) =>
      t`${n} kinds of change that often happen on the way were undone, singly and together; the body never matched what was signed.`,
    header: (n) =>
      t`${n} kinds of change that often happen on the way were undone, singly and together; the header never matched what was signed.`,
  },
  cut_short: {
    body: (octets) =>
      t`No usual change to the body was found that explains this. The search stopped at its limit before everything was tried (${octets} bytes hashed).`,
    header: (octets) =>
      t`No usual change to the header was found that explains this. The search stopped at its limit before everything was tried (${octets} bytes hashed).`,
  },
  incomparable: {
    body: 'What was signed of the body cannot be compared with anything: the signature does not say it legibly.',
    header: 'Without the key that made the signature, what was signed of the header cannot be compared.',
  },
  other_key: {
    published:
      'If the domain is yours, check that the published record belongs to the key that your server signs with. After a renewal, the old record may have been replaced too early.',
    pasted:
      'Check that the record belongs to the selector named in the signature, and to the time the e-mail was signed.',
  },
  added: 'Added on the way',
  removed: 'Removed on the way',
  signed: 'Signed',
  arrived: 'Arrived',
  step: { del: 'Before this change', ins: 'After this change' },
  begins: { ins: '[arrived: ', del: '[signed: ' },
  ends: ' end]',
  all: (octets) => t`Show all ${octets} ${plural(octets, 'byte', 'bytes')}`,
  more: (n) => t`${n} more ${plural(n, 'change', 'changes')}`,
  not_shown: (n) => t`and ${n} more ${plural(n, 'change', 'changes')} of the same kind`,
  elsewhere: 'The changes are shown at the top, below the verdict.',
  beside: (n) => t`The changes are shown at signature ${n}, which they broke alike.`,
};
