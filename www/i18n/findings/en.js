import { plural } from '../en.js';
import { fieldName } from '../field.js';
import { text as t, words } from '../text.js';

/** @type {import('../catalogue.js').Faults} */
const fault = {
  base64: {
    foreign_octet: 'it holds a character that is not base64',
    padding: 'its length or its padding is wrong',
    empty: 'it is empty',
  },
  name: {
    empty: 'a part of the name is empty',
    foreign_octet: 'it holds a character that no domain name may hold',
    too_long: 'it is too long',
    no_a_label: 'it has no form that the DNS could be asked for',
    single_label: 'it has one part only',
  },
  key: {
    der: 'its structure cannot be read, as happens when a part of it is cut off',
    other_algorithm: 'it holds a key of another algorithm',
    trailing_octets: 'something follows the key',
    modulus: 'its modulus is impossible',
    exponent: 'its exponent is impossible',
    too_large: 'it has more than 8192 bits',
    length: 'an Ed25519 key has exactly 32 bytes, and this one does not',
    point: 'it is no valid point of the curve',
  },
  record: { spf: 'an SPF record', dmarc: 'a DMARC record', other: 'no key record' },
  file: {
    picture:
      'This is a picture. A screenshot of an e-mail holds no signature: please use the source of the e-mail itself.',
    pdf: 'This is a PDF. Printing an e-mail loses its signatures: please use the source of the e-mail itself.',
    zip: 'This is a ZIP archive or an office document. Please unpack it and choose the .eml file inside.',
    outlook_msg:
      'This is an Outlook .msg file that does not hold the header of the e-mail as it was sent. Please download the e-mail as .eml instead.',
    utf16: 'This text is stored as UTF-16. Please save the e-mail as .eml, or copy its source and paste it here.',
    html: 'This is a web page, not the source of an e-mail. Please open the source of the e-mail (“Show original” in Gmail, “View message source” in Outlook) and copy all of it.',
    dkim_record:
      'This is a DKIM key record from the DNS, not an e-mail. The record is asked for, or can be pasted, once an e-mail is here: please paste the source of a signed e-mail.',
    auth_results:
      'This is the result that a receiving server noted about an e-mail, and it proves nothing by itself. Please open the source of the e-mail (“Show original” in Gmail, “View message source” in Outlook), copy all of it and paste it here.',
    bounce_text:
      'This is what a mail server said when it refused an e-mail. To see whether the e-mail’s signature is right, please paste the source of that e-mail, or choose the whole bounce as an .eml file.',
    page_without_source:
      'This is the summary that stands above the source; the source itself is missing. Please click “Copy to clipboard” on that page, or “Download original”, and use what you get.',
    rendered_text:
      'This is the text of an e-mail as it is displayed. The signature is in the source. Open it (“Show original” in Gmail, “View message source” in Outlook) and copy all of it.',
    unknown:
      'This does not look like the source of an e-mail: it should begin with lines such as “Received: …” and “From: …”. Please open the source (“Show original” in Gmail, “View message source” in Outlook) and copy all of it.',
  },
  container: {
    none: 'what was pasted',
    mbox: 'an mbox',
    bounce: 'a report about undelivered mail',
    message: 'another e-mail, to which it is attached',
    outlook_msg: 'an Outlook .msg file',
  },
  wrapping: {
    postfix_queue: 'what Postfix prints of a file of its queue (postcat)',
    exim_spool: 'a file of Exim’s spool',
    json: 'JSON that holds it as a text',
    header_list: 'a list of header fields in JSON',
    header_table: 'a table of header fields',
  },
  decision: {
    body_hash: 'This one was taken because its body is exactly the one that was signed.',
    signature: 'This one was taken because its signature verifies.',
    nothing: 'Nothing decides between them yet; the likeliest one was taken.',
  },
  limit: {
    header_fields: 'header fields',
    header_octets: 'bytes in the header',
    field_octets: 'bytes in one header field',
    addresses: 'addresses in one field',
    nesting: 'levels of nested comments',
    encoded_words: 'encoded words in one field',
    received: 'Received fields',
    arc_sets: 'ARC sets',
    authentication_results: 'results in one Authentication-Results field',
    mime_depth: 'levels of nested parts',
    mime_parts: 'parts',
  },
};

/** @type {import('../catalogue.js').ProblemTexts} */
export const findings = {
  'message.source.empty': () => t`Nothing was pasted. Copy the whole source of the e-mail and paste it here.`,
  'message.source.not-a-message': (p) => t`${words(fault.file[p.found])}`,
  'message.source.byte-order-mark': () => t`The text began with a byte order mark, which was left out.`,
  'message.source.mbox-line': () => t`The text began with an mbox line (“From …” without a colon), which was left out.`,
  'message.source.bare-lf': (p) =>
    p.count === p.of
      ? t`All lines end with LF alone, as in pasted text and in files of Linux and macOS. They were read with CR LF, the line end of e-mail.`
      : t`${p.count} of ${p.of} lines end with LF alone, as in pasted text and in files of Linux and macOS. They were read with CR LF, the line end of e-mail.`,
  'message.source.bare-cr': (p) =>
    t`${p.count} CR ${plural(p.count, 'character stands', 'characters stand')} alone in the body, without LF, and ${plural(p.count, 'was', 'were')} left as found. E-mail may not hold any.`,
  'message.body.absent': () =>
    t`Only the header was given, without a body. Paste the whole source if the body is to be tested too.`,
  'message.body.no-final-line-end': () =>
    t`The last line of the body has no line end; it was tested as if it had one, as the standard says.`,
  'message.header.malformed-line': () => t`A line of the header is neither a field nor the continuation of one.`,
  'message.header.bare-cr': (p) =>
    t`${p.count} CR ${plural(p.count, 'character stands', 'characters stand')} alone in the header. Some programs take it for the end of a line and see other fields than these.`,
  'message.header.space-before-colon': (p) =>
    t`White space stands between the name of ${p.name} and its colon. Mail programs differ in what they make of it.`,
  'message.header.duplicate-field': (p) =>
    t`${fieldName(p.name)} may stand once, but stands ${p.count} times. Mail programs differ in which one they show.`,
  'message.from.missing': () => t`The e-mail has no From field, so it names no sender.`,
  'message.from.absent': () => t`From is missing in this copy, so it is not known whom the e-mail names as its sender.`,
  'message.from.multiple-fields': (p) =>
    t`The e-mail has ${p.count} From fields. Mail programs differ in which sender they show, so no sender counts as proven.`,
  'message.from.multiple-mailboxes': (p) =>
    p.domains === 1
      ? t`From names ${p.count} authors, all at one domain: a proof holds for the domain, not for which of them wrote it.`
      : t`From names ${p.count} mailboxes, so there is no single sender to be proven.`,
  'message.from.ambiguous': () => t`The From field can be read in more than one way, so no sender counts as proven.`,
  'message.from.encoded-address': () =>
    t`Where From must hold an address, or a part of one, it holds encoded text, which is never an address. Some mail programs show what it decodes to as the sender.`,
  'message.from.source-route': () =>
    t`A route (@domain:) stands before the address in From, a form long obsolete. Some mail programs take the route for the sender.`,
  'message.from.comment-in-address': () =>
    t`A comment in parentheses, or a space beside a dot, stands in the address in From so that some mail programs read another address. By the rules, neither means anything.`,
  'message.from.quoted-at': () =>
    t`The address in From holds an @ in quotation marks before its own. Some mail programs take what follows the first @ for the domain.`,
  'message.from.address-in-name': (p) =>
    t`The name in From shows the address ${p.address}, but the e-mail says it is from another domain. Mail programs that show only the name mislead here.`,
  'message.from.control-character': () =>
    t`From holds a control character, which has no business there. It can hide a part of the name.`,
  'message.from.invalid-domain': () => t`The sender’s address holds something that no domain name may hold.`,
  'message.limit.reached': (p) =>
    t`There are ${p.found} ${words(fault.limit[p.limit])}; only ${p.allowed} were looked at.`,
  'message.body.smuggled-commands': () =>
    t`In the body, a line with nothing but a dot is followed by the commands that send another e-mail. Some mail servers take the dot for the end of this e-mail and send what follows as a second one, with any sender.`,
  'message.body.quoted-message': () =>
    t`The text quotes another e-mail, with its sender, date and subject. Nothing of that is proven: whoever sent this e-mail can have written the quoted one, or changed it. To have it checked, ask for it to be forwarded as an attachment.`,
  'dkim2.message.not-checked': () =>
    t`The e-mail carries DKIM2 fields. DKIM2 exists as a draft only, so they were not checked.`,

  'paste.source.line-ends': (p) =>
    t`${p.count} line ${plural(p.count, 'end', 'ends')} in the form of a lone CR, or of CR CR LF, ${plural(p.count, 'was', 'were')} read as CR LF.`,
  'paste.source.blank-lines-before': (p) =>
    t`${p.count} blank ${plural(p.count, 'line', 'lines')} before the source ${plural(p.count, 'was', 'were')} left out.`,
  'paste.source.blank-lines-after': (p) =>
    t`${p.count} blank ${plural(p.count, 'line', 'lines')} after the source ${plural(p.count, 'was', 'were')} left out.`,
  'paste.source.surrounding-text': (p) =>
    t`Text around the source was left out: ${p.before} ${plural(p.before, 'line', 'lines')} before it and ${p.after} after it.`,
  'paste.source.page-text': (p) =>
    t`The text of the page around the source was left out: ${p.before} ${plural(p.before, 'line', 'lines')} before it and ${p.after} after it.`,
  'paste.source.quote-prefix': (p) =>
    t`The quote mark ${p.prefix} was removed from the start of ${p.count} ${plural(p.count, 'line', 'lines')}.`,
  'paste.source.indent': (p) =>
    t`An indent of ${p.width} ${plural(p.width, 'character', 'characters')} was removed from ${p.count} ${plural(p.count, 'line', 'lines')}.`,
  'paste.source.line-numbers': (p) => t`Line numbers were removed from ${p.count} ${plural(p.count, 'line', 'lines')}.`,
  'paste.source.doubled-line-breaks': (p) => t`Every line break was doubled; ${p.count} of them were left out.`,
  'paste.source.code-fence': () => t`The lines that mark a block of code around the source were left out.`,
  'paste.source.utf16': () => t`The text was stored as UTF-16 and was read as such.`,
  'paste.source.json-string': () => t`The source was one JSON string; its escapes were undone.`,
  'paste.source.extracted': (p) =>
    t`This was taken out of ${words(fault.wrapping[p.wrapping])}; what a program wrote around it was left out.`,
  'paste.source.base64': () => t`The whole source was encoded in base64 and was decoded.`,
  'paste.source.quoted-printable': () => t`The whole source was encoded as quoted-printable and was decoded.`,
  'paste.source.html-entities': (p) =>
    t`${p.count} HTML ${plural(p.count, 'entity', 'entities')} such as “&lt;” ${plural(p.count, 'was', 'were')} turned back into ${plural(p.count, 'its character', 'their characters')}.`,
  'paste.source.no-break-spaces': (p) =>
    t`${p.count} no-break ${plural(p.count, 'space was', 'spaces were')} read as ordinary ${plural(p.count, 'space', 'spaces')}.`,
  'paste.source.mojibake': () =>
    t`The text had been read in the wrong character set (UTF-8 as windows-1252); this was undone.`,
  'paste.source.mbox': (p) =>
    p.unescaped === 0
      ? t`This is an mbox with ${p.messages} ${plural(p.messages, 'e-mail', 'e-mails')}. Its “From …” lines were left out.`
      : t`This is an mbox with ${p.messages} ${plural(p.messages, 'e-mail', 'e-mails')}. Its “From …” lines were left out, and ${p.unescaped} ${plural(p.unescaped, 'line', 'lines')} of this e-mail lost the “>” that an mbox puts before “From”.`,
  'paste.source.inner-message': (p) =>
    t`This e-mail was found inside ${words(fault.container[p.container])}. Only the e-mail inside is checked here.`,
  'paste.source.outlook-msg': () =>
    t`The header was taken from an Outlook .msg file. Outlook does not keep the body as it was sent, so the body cannot be tested. Please download the e-mail as .eml for that.`,
  'paste.source.other-messages': (p) =>
    t`${p.count} more ${plural(p.count, 'e-mail', 'e-mails')} can be examined: attached to this one, or around it.`,
  'paste.header.continuation-indent': (p) =>
    t`${p.count} ${plural(p.count, 'line', 'lines')} that ${plural(p.count, 'continues', 'continue')} a header field had lost the space at the start; it was put back.`,
  'paste.header.cut': (p) =>
    t`The header is broken by ${p.count} empty ${plural(p.count, 'line', 'lines')} behind ${p.after}; it was read without ${plural(p.count, 'that line', 'those lines')}. Mail servers take all that follows an empty line for the text of the e-mail: if it arrived like this, the program that built it has to be mended.`,
  'paste.header.incomplete': (p) =>
    t`This copy is only a part of a header, with ${p.count} ${plural(p.count, 'field', 'fields')}. Please paste the whole source.`,
  'paste.body.charset': (p) =>
    t`The body had been converted to UTF-8; it was written back in ${p.charset}, the character set that the e-mail names.`,
  'paste.body.escapes': (p) =>
    t`${p.count} escape ${plural(p.count, 'character', 'characters')} of ISO-2022-JP had got lost and ${plural(p.count, 'was', 'were')} put back.`,
  'paste.body.end-of-data': (p) =>
    p.undotted === 0
      ? t`The line ${p.line}, which ends an e-mail in a session of SMTP, POP3 or IMAP, was saved with the e-mail. It was left out.`
      : t`The line ${p.line}, which ends an e-mail in a session of SMTP, POP3 or IMAP, was saved with the e-mail. It was left out, and ${p.undotted} ${plural(p.undotted, 'line', 'lines')} lost the dot that the session puts before a dot.`,
  'paste.body.incomplete': () =>
    t`The end of the body is missing: its last part is not closed. The body hash cannot match. Please copy the whole source, or use the .eml file.`,
  'paste.reading.guess': (p) =>
    t`${p.readings} ways to read the source were tried. ${words(fault.decision[p.decided_by])}`,

  'dkim.message.unsigned': () =>
    t`No DKIM-Signature field was found. If you have switched DKIM on, the sending server did not sign this e-mail: check that it is active for exactly this domain and that the e-mail went out through that server.`,
  'dkim.message.too-many-signatures': (p) =>
    t`The e-mail has ${p.found} signatures; the first ${p.allowed} were verified.`,
  'dkim.message.too-many-key-names': (p) =>
    t`The signatures name ${p.found} different keys; ${p.allowed} are asked for at once.`,
  'dkim.message.too-much-arithmetic': () =>
    t`The signatures and keys would take more computing than is spent on one e-mail here; the rest was not checked.`,

  'dkim.signature.tag-syntax': () => t`The signature is not a list of tag=value pairs, so it cannot be read.`,
  'dkim.signature.tag-duplicate': (p) => t`The tag ${p.tag} stands twice, which makes the signature invalid.`,
  'dkim.signature.tag-limit': (p) => t`The signature has more than ${p.allowed} tags.`,
  'dkim.signature.tag-missing': (p) => t`The signature lacks the tag ${p.tag}, which it must have.`,
  'dkim.signature.tag-value': (p) => t`The value of the tag ${p.tag} breaks the rules.`,
  'dkim.signature.version': (p) => t`The signature says version ${p.value}; only version 1 exists.`,
  'dkim.signature.algorithm-unknown': (p) => t`The algorithm ${p.value} is not defined for DKIM.`,
  'dkim.signature.sha1': () =>
    t`The signature uses SHA-1, which may no longer be used or trusted. The signer has to change to rsa-sha256.`,
  'dkim.signature.canonicalization-unknown': (p) => t`The canonicalization ${p.value} is not defined for DKIM.`,
  'dkim.signature.query-method-unknown': (p) => t`The key is to be found by ${p.value}, which is not defined for DKIM.`,
  'dkim.signature.base64': (p) => t`The value of ${p.tag} cannot be read: ${words(fault.base64[p.fault])}.`,
  'dkim.signature.base64-trailing-bits': (p) =>
    t`The base64 of ${p.tag} ends with bits that should be zero. Harmless, but unusual.`,
  'dkim.signature.body-hash-length': (p) => t`The body hash has ${p.found} bytes; this algorithm makes ${p.expected}.`,
  'dkim.signature.invalid-name': (p) =>
    t`The domain name in the tag ${p.tag} cannot be used: ${words(fault.name[p.fault])}.`,
  'dkim.signature.private-name': (p) => t`${p.name} belongs to no public zone, so it is not asked for.`,
  'dkim.signature.identity-outside': () =>
    t`The identity (i=) lies outside the signing domain (d=), which makes the signature invalid.`,
  'dkim.signature.from-not-signed': () =>
    t`The signature does not cover From, which it must. It says nothing about the sender.`,
  'dkim.signature.signed-field-limit': (p) =>
    t`The signature lists ${p.found} fields as signed; at most ${p.allowed} are looked at.`,
  'dkim.signature.body-length-too-large': (p) =>
    t`The signature covers more of the body (l=) than its ${p.body} bytes. The end of the e-mail may be missing.`,
  'dkim.signature.expired': () => t`The signature has expired. It may have been valid when the e-mail arrived.`,
  'dkim.signature.expiration-before-timestamp': () => t`The signature expires before it was made.`,
  'dkim.signature.timestamp-in-future': () =>
    t`The signature says it was made in the future. A clock is wrong: the signer’s or this device’s.`,
  'dkim.signature.body-hash-mismatch': () =>
    t`The body is not the one that was signed. Mailing lists, virus scanners and mail gateways change bodies; so does copying text out of a mail program’s window instead of its source.`,
  'dkim.body.absent': () => t`The body was not given, so it could not be compared with the signed hash.`,
  'dkim.signature.signature-mismatch': (_, isPasted) =>
    isPasted
      ? t`The signature does not fit the header fields with the key in the record that you pasted: a signed field was changed, or the key is not the one that signed.`
      : t`The signature does not fit the header fields with the key in the DNS: a signed field was changed, or the key is not the one that signed.`,
  'dkim.signature.unsigned-body': (p) =>
    t`The last ${p.octets} ${plural(p.octets, 'byte', 'bytes')} of the body ${plural(p.octets, 'is', 'are')} not signed (l=). Anybody could have added them.`,
  'dkim.signature.field-unsigned': (p) =>
    t`The field ${fieldName(p.name)} is not signed and could have been changed on the way.`,
  'dkim.signature.instance-unsigned': (p) =>
    t`A further ${fieldName(p.name)} stands above the signed one and is not signed. Mail programs may show the unsigned one.`,
  'dkim.signature.other-domain': (p) =>
    t`Signed by ${p.signer}, while From names ${p.author}. The signature proves nothing about ${p.author}.`,

  'dkim.signature.registry-suffix': (p) =>
    t`${p.domain} looks like a suffix under which a registry gives out names. A signature in its name proves nothing about the domains below it.`,
  'dkim.signature.duplicate': (p) => t`This repeats signature ${p.first + 1}, and proves nothing more.`,

  'dkim.key.name-missing': (p) =>
    t`There is no name ${p.name} in the DNS, so there is no key. If the domain is yours: publish the TXT record that your provider shows under exactly this name. If you have just done so, wait until it has spread and ask again.`,
  'dkim.key.no-record': (p) => t`${p.name} exists in the DNS but holds no TXT record, so there is no key.`,
  'dkim.key.server-failure': (p) =>
    p.text
      ? t`The resolver could not find out about ${p.name}. It says: ${p.text}. Try again later or choose another resolver.`
      : t`The resolver could not find out about ${p.name}. Try again later or choose another resolver.`,
  'dkim.key.unreachable': (p) =>
    t`No answer about ${p.name} could be read. That does not mean there is no key: ask again, choose another resolver or paste the record.`,
  'dkim.key.declined': (p) => t`${p.name} was not asked for, as you chose.`,
  'dkim.key.answers-differ': (p) =>
    t`Different answers were given for ${p.name}. Until they agree, nothing counts as proven.`,
  'dkim.key.alias': (p) =>
    t`The key was found through an alias (CNAME) that leads to ${p.target}. Providers often do this so that they can change keys for you.`,
  'dkim.key.multiple-records': (p) =>
    t`${p.count} records stand under the key’s name; which one counts is undefined. Keep one and delete the rest.`,
  'dkim.key.tag-syntax': () =>
    t`The key record is not a list of tag=value pairs. Look for stray quotation marks or backslashes.`,
  'dkim.key.tag-duplicate': (p) => t`The tag ${p.tag} stands twice in the key record.`,
  'dkim.key.version': (p) => t`The key record says version ${p.value}; it must be DKIM1.`,
  'dkim.key.version-not-first': () => t`v=DKIM1 must be the first tag of the key record.`,
  'dkim.key.data-missing': () => t`The key record holds no key: the tag p= is missing.`,
  'dkim.key.revoked': (_, isPasted) =>
    isPasted
      ? t`The record that you pasted holds no key: its p= is empty, which means that the key was withdrawn.`
      : t`The key was withdrawn: the domain published an empty p=.`,
  'dkim.key.base64': (p) =>
    t`The key (p=) cannot be read: ${words(fault.base64[p.fault])}. Publish it again as your provider shows it.`,
  'dkim.key.type-unknown': (p) => t`The key type ${p.value} is not defined for DKIM.`,
  'dkim.key.type-mismatch': (p) => t`The key is of type ${p.key}, but the signature was made with ${p.algorithm}.`,
  'dkim.key.hash-forbidden': (p) => t`The key record does not allow ${p.hash} (h=).`,
  'dkim.key.service-forbidden': () => t`The key record does not allow its key to be used for e-mail (s=).`,
  'dkim.key.strict-identity': () =>
    t`The key record (t=s) demands that the identity (i=) is in the signing domain itself, but it is in a subdomain.`,
  'dkim.key.testing': () =>
    t`The domain says that it is only testing DKIM (t=y). Receivers may ignore the signature. Remove t=y when the tests are over.`,
  'dkim.key.invalid': (p) => t`The key (p=) cannot be used: ${words(fault.key[p.fault])}.`,
  'dkim.key.too-short': (p) =>
    t`The key has only ${words(String(p.bits))} bits and can be broken; with fewer than 1024 bits, a signature must not be accepted.`,
  'dkim.key.weak': (p) => t`The key has ${words(String(p.bits))} bits. It is accepted, but 2048 bits are recommended.`,
  'dkim.key.low-exponent': (p) => t`The key’s exponent is ${words(String(p.exponent))}; 65537 is usual.`,
  'dkim.key.alias-text': (p) =>
    t`The TXT record holds the host name ${p.target}. It was meant to be a CNAME record: delete the TXT record and enter it as CNAME.`,
  'dkim.key.other-record': (p) =>
    t`What stands under the key’s name is ${words(fault.record[p.kind])}. Often a wildcard (*) answers for every name that is missing: the key itself was never entered.`,
  'dkim.key.escaped-semicolon': () =>
    t`The key record has a backslash before each semicolon. A zone file needs them; most control panels do not. Enter the record without the backslashes.`,
  'dkim.key.stray-quote': () => t`The key record holds quotation marks as part of its text. Enter it without them.`,
  'dkim.key.foreign-blank': () =>
    t`The key record holds line breaks or special blanks that came in by copying. Enter it as one line.`,
  'dkim.key.pem-armour': () =>
    t`The lines “BEGIN PUBLIC KEY” and “END PUBLIC KEY” do not belong in the record; only what stands between them does.`,
  'dkim.key.private-key': (_, isPasted) =>
    isPasted
      ? t`The record that you pasted holds a PRIVATE KEY! It must never be published: anybody who reads it can sign mail in the name of this domain. If it stands in the DNS, delete the record at once, make a new key pair, and publish only the public half.`
      : t`A PRIVATE KEY is published here! Anybody who reads it can sign mail in the name of this domain. Delete the record at once, make a new key pair, and publish only the public half.`,
  'dkim.key.full-width': () =>
    t`The key record holds full-width characters, or some that only look like the right ones. Enter it in plain ASCII.`,
  'dkim.key.separator': (p) =>
    p.found === ''
      ? t`A semicolon is missing between two tags of the key record. Each tag must end with one.`
      : t`The tags of the key record are separated by ${p.found}. Semicolons (;) must stand there.`,
  'dkim.key.tag-case': (p) =>
    t`The key record holds the tag ${p.tag}=. The names of tags must be written in small letters; in capitals, receivers do not know them.`,
  'dkim.key.plus-lost': (p) =>
    t`Inside the key (p=), ${p.count} ${plural(p.count, 'plus sign has', 'plus signs have')} become a blank. Some forms and web addresses do that. Enter the key again with the plus signs.`,
  'dkim.key.characters-missing': (p) =>
    t`${p.missing} ${plural(p.missing, 'character is', 'characters are')} missing inside the key (p=); its end is there. Copy the whole key from the signing server once more and publish it again.`,
  'dkim.key.split-records': () =>
    t`The key is spread over several TXT records. It must be one record; if it is too long for one string, several strings within the same record.`,
  'dkim.key.cut-off': (p) =>
    t`The end of the key is lost: ${p.found} of ${p.expected} bytes are there. A string in the DNS holds 255 characters, so a longer record must be entered in several strings; many control panels cut it off instead.`,
  'dkim.key.type-differs': (p) =>
    t`The record says that its key is of type ${p.named}, but it is ${words(p.found === 'rsa' ? 'RSA' : 'Ed25519')}.`,
  'dkim.key.doubled-zone': (p) =>
    t`The key stands under ${p.name}: the domain was entered twice. Many control panels add it by themselves, so only the part before it must be entered.`,
  'dkim.key.does-not-open': (_, isPasted) =>
    isPasted
      ? t`The signature cannot have been made with the key in the record that you pasted: it belongs to another selector or time, somebody else signed, or the signature itself was damaged.`
      : t`The signature cannot have been made with the key that is published: the domain has changed its key since, somebody else signed, or the signature itself was damaged.`,
  'dkim.key.passed-before': (p) =>
    p.time === null
      ? t`The key is gone today, but according to the e-mail ${p.receiver} verified this signature when the e-mail came in. Anybody can write such a line. If you have a copy of the old record, paste it.`
      : t`The key is gone today, but according to the e-mail ${p.receiver} verified this signature on ${{ time: p.time }}. Anybody can write such a line. If you have a copy of the old record, paste it.`,
  'dkim.signature.passed-before': (p) =>
    p.time === null
      ? t`According to the e-mail, ${p.receiver} verified this signature when the e-mail came in. If so, the change came after that: by forwarding, by a filter behind it, or by copying. Anybody can write such a line.`
      : t`According to the e-mail, ${p.receiver} verified this signature on ${{ time: p.time }}. If so, the change came after that: by forwarding, by a filter behind it, or by copying. Anybody can write such a line.`,
  'dkim.key.white-space': () =>
    t`The key (p=) holds spaces or line breaks. They mean nothing, but some receivers stumble over them: publish it without.`,
  'dkim.key.version-missing': () =>
    t`The key record does not begin with v=DKIM1. It may be left out, but it is recommended.`,
  'dkim.key.bare-rsa': () => t`The key is written in an older form, without its usual wrapping. It works.`,
};
