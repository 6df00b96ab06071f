import { plural } from '../en.js';
import { fieldName } from '../field.js';
import { text as t, words } from '../text.js';

/** @param {import('../../types/report.js').Domain | null} d */
const signer = (d) => d ?? words('a domain that cannot be read');

/** @type {import('../catalogue.js').ResultTexts['fault']} */
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
    picture: 'This is a picture. A screenshot of an e-mail holds no signature: please use the source of the message itself.',
    pdf: 'This is a PDF. Printing an e-mail loses its signatures: please use the source of the message itself.',
    zip: 'This is a ZIP archive or an office document. Please unpack it and choose the .eml file inside.',
    outlook_msg: 'This is an Outlook .msg file that does not hold the header of the message as it was sent. Please download the message as .eml instead.',
    utf16: 'This text is stored as UTF-16. Please save the message as .eml, or copy its source and paste it here.',
    html: 'This is a web page, not the source of an e-mail. Please open the source of the message (“Show original” in Gmail, “View message source” in Outlook) and copy all of it.',
    dkim_record: 'This is a DKIM key record from the DNS, not an e-mail. The record is asked for, or can be pasted, once an e-mail is here: please paste the source of a signed e-mail.',
    auth_results: 'This is the result that a receiving server noted about an e-mail, and it proves nothing by itself. Please open the source of the message (“Show original” in Gmail, “View message source” in Outlook), copy all of it and paste it here.',
    bounce_text: 'This is what a mail server said when it refused an e-mail. To see whether the e-mail’s signature is right, please paste the source of that e-mail, or choose the whole bounce as an .eml file.',
    page_without_source: 'This is the summary that stands above the source; the source itself is missing. Please click “Copy to clipboard” on that page, or “Download original”, and use what you get.',
    rendered_text: 'This is the text of an e-mail as it is displayed. Its signature stands in the source: please open it (“Show original” in Gmail, “View message source” in Outlook) and copy all of it.',
    unknown: 'This does not look like the source of an e-mail: it should begin with lines such as “Received: …” and “From: …”. Please open the source (“Show original” in Gmail, “View message source” in Outlook) and copy all of it.',
  },
  container: {
    none: 'what was pasted', mbox: 'an mbox', bounce: 'a report about undelivered mail', message: 'another e-mail, to which it is attached',
    outlook_msg: 'an Outlook .msg file',
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
const problem = {
  'message.source.empty': () => t`Nothing was pasted. Copy the whole source of the e-mail and paste it here.`,
  'message.source.not-a-message': (p) => t`${words(fault.file[p.found])}`,
  'message.source.byte-order-mark': () => t`The text began with a byte order mark, which was left out.`,
  'message.source.mbox-line': () => t`The text began with an mbox line (“From …” without a colon), which was left out.`,
  'message.source.bare-lf': (p) => p.count === p.of
    ? t`The line ends of all lines were mended (a copy always loses them).`
    : t`The line ends of ${p.count} of ${p.of} lines were mended (a copy loses them).`,
  'message.source.bare-cr': (p) => t`${p.count} CR ${plural(p.count, 'character stands', 'characters stand')} alone in the body, without LF, and ${plural(p.count, 'was', 'were')} left as found. E-mail may not hold any.`,
  'message.body.absent': () => t`Only the header was given, without a body. Paste the whole source if the body is to be tested too.`,
  'message.body.no-final-line-end': () => t`The last line of the body has no line end; it was tested as if it had one, as the standard says.`,
  'message.header.malformed-line': () => t`A line of the header is neither a field nor the continuation of one.`,
  'message.header.bare-cr': (p) => t`${p.count} CR ${plural(p.count, 'character stands', 'characters stand')} alone in the header. Some programs take it for the end of a line and see other fields than these.`,
  'message.header.space-before-colon': (p) => t`White space stands between the name of ${p.name} and its colon. Mail programs differ in what they make of it.`,
  'message.header.duplicate-field': (p) => t`${fieldName(p.name)} may stand once, but stands ${p.count} times. Mail programs differ in which one they show.`,
  'message.from.missing': () => t`The message has no From field, so it names no author.`,
  'message.from.multiple-fields': (p) => t`The message has ${p.count} From fields. Mail programs differ in which author they show, so no author counts as proven.`,
  'message.from.multiple-mailboxes': (p) => t`From names ${p.count} mailboxes, so there is no single author to be proven.`,
  'message.from.ambiguous': () => t`The From field can be read in more than one way, so no author counts as proven.`,
  'message.from.encoded-address': () => t`Where From must hold an address, it holds encoded text, which is never an address. Some mail programs show what it decodes to as the author.`,
  'message.from.source-route': () => t`A route (@domain:) stands before the address in From, a form long obsolete. Some mail programs take the route for the author.`,
  'message.from.comment-in-address': () => t`A comment in parentheses stands in the address in From so that some mail programs read another address. By the rules, the comment means nothing.`,
  'message.from.quoted-at': () => t`The address in From holds an @ in quotation marks before its own. Some mail programs take what follows the first @ for the domain.`,
  'message.from.address-in-name': (p) => t`The name in From shows the address ${p.address}, but the mail says it is from another domain. Mail programs that show only the name mislead here.`,
  'message.from.control-character': () => t`From holds a control character, which has no business there. It can hide a part of the name.`,
  'message.from.invalid-domain': () => t`The author’s address holds something that no domain name may hold.`,
  'message.limit.reached': (p) => t`There are ${p.found} ${words(fault.limit[p.limit])}; only ${p.allowed} were looked at.`,
  'message.body.smuggled-commands': () => t`In the body, a line with nothing but a dot is followed by the commands that send another e-mail. Some mail servers take the dot for the end of this e-mail and send what follows as a second one, with any sender.`,
  'dkim2.message.not-checked': () => t`The message carries DKIM2 fields. DKIM2 exists as a draft only, so they were not checked.`,

  'identity.domain.mixed-script': (p) => t`The domain ${p.domain} in ${fieldName(p.name)} mixes letters of different scripts, of which some can look like others.`,
  'identity.domain.confusable': (p) => t`The domain ${p.domain} in ${fieldName(p.name)} looks like ${p.looks_like}, but is another one.`,
  'identity.domain.compatibility-characters': (p) => t`The domain in ${fieldName(p.name)} is written with special forms of characters, such as full-width letters: ${p.domain}. Some programs make ${p.means} of it.`,
  'identity.domain.invalid-a-label': (p) => t`The part ${p.label} of a domain in ${fieldName(p.name)} looks like an encoded international name, but is none. Programs may show something else in its place.`,
  'identity.text.bidi-control': (p) => t`${fieldName(p.name)} holds characters that change the direction of text (${p.count}, the first one ${p.character}). What is displayed may read differently from what is there.`,
  'identity.text.invisible-character': (p) => t`${fieldName(p.name)} holds characters that cannot be seen (${p.count}, the first one ${p.character}). They can make a name look empty or slip past filters.`,
  'identity.text.control-character': (p) => t`${fieldName(p.name)} holds control characters (${p.count}, the first one ${p.character}), which have no business there.`,
  'identity.text.unknown-charset': (p) => t`A part of ${fieldName(p.name)} is in the character set ${p.charset}, which is not known here, so its text cannot be shown.`,
  'identity.name.domain': (p) => t`The name in From shows the domain ${p.shown}, but the mail says it is from ${p.author}. Mail programs that show only the name mislead here.`,
  'identity.reply-to.other-domain': (p) => t`Answers go to ${p.domain}, not to ${p.author}, the domain in From. Many newsletters and service desks do this, and so do fraudsters.`,
  'identity.sender.other-domain': (p) => t`Sender names the domain ${p.domain}, From names ${p.author}. Mailing lists and mailing services send on behalf of others in this way.`,
  'identity.return-path.other-domain': (p) => t`The envelope sender belongs to ${p.domain}, From names ${p.author}. This is usual with mailing services, mailing lists and forwarding.`,

  'paste.source.line-ends': (p) => t`${p.count} line ${plural(p.count, 'end', 'ends')} in the form of a lone CR, or of CR CR LF, ${plural(p.count, 'was', 'were')} read as CR LF.`,
  'paste.source.blank-lines-before': (p) => t`${p.count} blank ${plural(p.count, 'line', 'lines')} before the source ${plural(p.count, 'was', 'were')} left out.`,
  'paste.source.blank-lines-after': (p) => t`${p.count} blank ${plural(p.count, 'line', 'lines')} after the source ${plural(p.count, 'was', 'were')} left out.`,
  'paste.source.surrounding-text': (p) => t`Text around the source was left out: ${p.before} ${plural(p.before, 'line', 'lines')} before it and ${p.after} after it.`,
  'paste.source.page-text': (p) => t`The text of the page around the source was left out: ${p.before} ${plural(p.before, 'line', 'lines')} before it and ${p.after} after it.`,
  'paste.source.quote-prefix': (p) => t`The quotation mark ${p.prefix} was taken from the start of ${p.count} ${plural(p.count, 'line', 'lines')}.`,
  'paste.source.indent': (p) => t`An indent of ${p.width} ${plural(p.width, 'character', 'characters')} was taken from ${p.count} ${plural(p.count, 'line', 'lines')}.`,
  'paste.source.line-numbers': (p) => t`Line numbers were taken from ${p.count} ${plural(p.count, 'line', 'lines')}.`,
  'paste.source.doubled-line-breaks': (p) => t`Every line break was doubled; ${p.count} of them were left out.`,
  'paste.source.code-fence': () => t`The lines that mark a block of code around the source were left out.`,
  'paste.source.utf16': () => t`The text was stored as UTF-16 and was read as such.`,
  'paste.source.json-string': () => t`The source was one JSON string; its escapes were undone.`,
  'paste.source.base64': () => t`The whole source was encoded in base64 and was decoded.`,
  'paste.source.quoted-printable': () => t`The whole source was encoded as quoted-printable and was decoded.`,
  'paste.source.html-entities': (p) => t`${p.count} HTML ${plural(p.count, 'entity', 'entities')} such as “&lt;” ${plural(p.count, 'was', 'were')} turned back into ${plural(p.count, 'its character', 'their characters')}.`,
  'paste.source.no-break-spaces': (p) => t`${p.count} no-break ${plural(p.count, 'space was', 'spaces were')} read as ordinary ${plural(p.count, 'space', 'spaces')}.`,
  'paste.source.mojibake': () => t`The text had been read in the wrong character set (UTF-8 as windows-1252); this was undone.`,
  'paste.source.mbox': (p) => p.unescaped === 0
    ? t`This is an mbox with ${p.messages} ${plural(p.messages, 'e-mail', 'e-mails')}. Its “From …” lines were left out.`
    : t`This is an mbox with ${p.messages} ${plural(p.messages, 'e-mail', 'e-mails')}. Its “From …” lines were left out, and ${p.unescaped} ${plural(p.unescaped, 'line', 'lines')} of this e-mail lost the “>” that an mbox puts before “From”.`,
  'paste.source.inner-message': (p) => t`This e-mail was found inside ${words(fault.container[p.container])}. Only the e-mail inside is judged here.`,
  'paste.source.outlook-msg': () => t`The header was taken from an Outlook .msg file. Outlook does not keep the body as it was sent, so the body cannot be tested. Please download the message as .eml for that.`,
  'paste.source.other-messages': (p) => t`${p.count} more ${plural(p.count, 'e-mail', 'e-mails')} can be examined: attached to this one, or around it.`,
  'paste.header.continuation-indent': (p) => t`${p.count} ${plural(p.count, 'line', 'lines')} that ${plural(p.count, 'continues', 'continue')} a header field had lost the space at the start; it was put back.`,
  'paste.header.incomplete': (p) => t`${p.count} ${plural(p.count, 'header field is', 'header fields are')} not enough: the signature covers others that are missing here. Please paste the whole source.`,
  'paste.body.charset': (p) => t`The body had been converted to UTF-8; it was written back in ${p.charset}, the character set that the message names.`,
  'paste.body.escapes': (p) => t`${p.count} escape ${plural(p.count, 'character', 'characters')} of ISO-2022-JP had got lost and ${plural(p.count, 'was', 'were')} put back.`,
  'paste.body.incomplete': () => t`The end of the body is missing: its last part is not closed. The body hash cannot match. Please copy the whole source, or use the .eml file.`,
  'paste.reading.guess': (p) => t`${p.readings} ways to read the source were tried. ${words(fault.decision[p.decided_by])}`,

  'dkim.message.unsigned': () => t`No DKIM-Signature field was found. If you have switched DKIM on, the sending server did not sign this message: check that it is active for exactly this domain and that the mail went out through that server.`,
  'dkim.message.too-many-signatures': (p) => t`The message has ${p.found} signatures; the first ${p.allowed} were verified.`,
  'dkim.message.too-many-key-names': (p) => t`The signatures name ${p.found} different keys; ${p.allowed} are asked for at once.`,
  'dkim.message.too-much-arithmetic': () => t`The signatures and keys ask for more arithmetic than a mail may cost; the rest was not checked.`,

  'dkim.signature.tag-syntax': () => t`The signature is not a list of tag=value pairs, so it cannot be read.`,
  'dkim.signature.tag-duplicate': (p) => t`The tag ${p.tag} stands twice, which makes the signature invalid.`,
  'dkim.signature.tag-limit': (p) => t`The signature has more than ${p.allowed} tags.`,
  'dkim.signature.tag-missing': (p) => t`The signature lacks the tag ${p.tag}, which it must have.`,
  'dkim.signature.tag-value': (p) => t`The value of the tag ${p.tag} breaks the rules.`,
  'dkim.signature.version': (p) => t`The signature says version ${p.value}; only version 1 exists.`,
  'dkim.signature.algorithm-unknown': (p) => t`The algorithm ${p.value} is not defined for DKIM.`,
  'dkim.signature.sha1': () => t`The signature uses SHA-1, which may no longer be used or believed. The signer has to change to rsa-sha256.`,
  'dkim.signature.canonicalization-unknown': (p) => t`The canonicalization ${p.value} is not defined for DKIM.`,
  'dkim.signature.query-method-unknown': (p) => t`The key is to be found by ${p.value}, which is not defined for DKIM.`,
  'dkim.signature.base64': (p) => t`The value of ${p.tag} cannot be read: ${words(fault.base64[p.fault])}.`,
  'dkim.signature.base64-trailing-bits': (p) => t`The base64 of ${p.tag} ends with bits that should be zero. Harmless, but unusual.`,
  'dkim.signature.body-hash-length': (p) => t`The body hash has ${p.found} bytes; this algorithm makes ${p.expected}.`,
  'dkim.signature.invalid-name': (p) => t`The domain name in the tag ${p.tag} cannot be used: ${words(fault.name[p.fault])}.`,
  'dkim.signature.private-name': (p) => t`${p.name} belongs to no public zone, so it is not asked for.`,
  'dkim.signature.identity-outside': () => t`The identity (i=) lies outside the signing domain (d=), which makes the signature invalid.`,
  'dkim.signature.from-not-signed': () => t`The signature does not cover From, which it must. It says nothing about the author.`,
  'dkim.signature.signed-field-limit': (p) => t`The signature lists ${p.found} fields as signed; at most ${p.allowed} are looked at.`,
  'dkim.signature.body-length-too-large': (p) => t`The signature covers more of the body (l=) than its ${p.body} bytes. The end of the message may be missing.`,
  'dkim.signature.expired': () => t`The signature has expired. It may have been valid when the mail arrived.`,
  'dkim.signature.expiration-before-timestamp': () => t`The signature expires before it was made.`,
  'dkim.signature.timestamp-in-future': () => t`The signature says it was made in the future. A clock is wrong: the signer’s or this device’s.`,
  'dkim.signature.body-hash-mismatch': () => t`The body is not the one that was signed. Mailing lists, virus scanners and mail gateways change bodies; so does copying text out of a mail program’s window instead of its source.`,
  'dkim.body.absent': () => t`The body was not given, so it could not be compared with the signed hash.`,
  'dkim.signature.signature-mismatch': (_, isPasted) => isPasted
    ? t`The signature does not fit the header fields with the key in the record that you pasted: a signed field was changed, or the key is not the one that signed.`
    : t`The signature does not fit the header fields with the key in the DNS: a signed field was changed, or the key is not the one that signed.`,
  'dkim.signature.unsigned-body': (p) => t`The last ${p.octets} ${plural(p.octets, 'byte', 'bytes')} of the body ${plural(p.octets, 'is', 'are')} not signed (l=). Anybody could have added them.`,
  'dkim.signature.field-unsigned': (p) => t`The field ${fieldName(p.name)} is not signed and could have been changed on the way.`,
  'dkim.signature.instance-unsigned': (p) => t`A further ${fieldName(p.name)} stands above the signed one and is not signed. Mail programs may show the unsigned one.`,
  'dkim.signature.other-domain': (p) => t`Signed by ${p.signer}, while From names ${p.author}. The signature proves nothing about ${p.author}.`,

  'dkim.signature.registry-suffix': (p) => t`${p.domain} looks like a suffix under which a registry gives out names. A signature in its name proves nothing about the domains below it.`,
  'dkim.signature.duplicate': (p) => t`This is signature ${p.first + 1} once more; it proves nothing beyond it.`,

  'dkim.key.name-missing': (p) => t`There is no name ${p.name} in the DNS, so there is no key. If the domain is yours: publish the TXT record that your provider shows under exactly this name. If you have just done so, wait until it has spread and ask again.`,
  'dkim.key.no-record': (p) => t`${p.name} exists in the DNS but holds no TXT record, so there is no key.`,
  'dkim.key.server-failure': (p) => p.text
    ? t`The resolver could not find out about ${p.name}. It says: ${p.text}. Try again later or choose another resolver.`
    : t`The resolver could not find out about ${p.name}. Try again later or choose another resolver.`,
  'dkim.key.unreachable': (p) => t`No answer about ${p.name} could be read. That does not mean there is no key: ask again, choose another resolver or paste the record.`,
  'dkim.key.declined': (p) => t`${p.name} was not asked for, as you chose.`,
  'dkim.key.answers-differ': (p) => t`Different answers were given for ${p.name}. Until they agree, nothing counts as proven.`,
  'dkim.key.alias': (p) => t`The key was found through an alias (CNAME) that leads to ${p.target}. Providers often do this so that they can change keys for you.`,
  'dkim.key.multiple-records': (p) => t`${p.count} records stand under the key’s name; which one counts is undefined. Keep one and delete the rest.`,
  'dkim.key.tag-syntax': () => t`The key record is not a list of tag=value pairs. Look for stray quotation marks or backslashes.`,
  'dkim.key.tag-duplicate': (p) => t`The tag ${p.tag} stands twice in the key record.`,
  'dkim.key.version': (p) => t`The key record says version ${p.value}; it must be DKIM1.`,
  'dkim.key.version-not-first': () => t`v=DKIM1 must be the first tag of the key record.`,
  'dkim.key.data-missing': () => t`The key record holds no key: the tag p= is missing.`,
  'dkim.key.revoked': (_, isPasted) => isPasted
    ? t`The record that you pasted holds no key: its p= is empty, which means that the key was withdrawn.`
    : t`The key was withdrawn: the domain published an empty p=.`,
  'dkim.key.base64': (p) => t`The key (p=) cannot be read: ${words(fault.base64[p.fault])}. Publish it again as your provider shows it.`,
  'dkim.key.type-unknown': (p) => t`The key type ${p.value} is not defined for DKIM.`,
  'dkim.key.type-mismatch': (p) => t`The key is of type ${p.key}, but the signature was made with ${p.algorithm}.`,
  'dkim.key.hash-forbidden': (p) => t`The key record does not allow ${p.hash} (h=).`,
  'dkim.key.service-forbidden': () => t`The key record does not allow its key to be used for e-mail (s=).`,
  'dkim.key.strict-identity': () => t`The key record (t=s) wants the identity (i=) to be exactly the signing domain, and it lies below it.`,
  'dkim.key.testing': () => t`The domain says that it is only testing DKIM (t=y). Receivers may ignore the signature. Remove t=y when the tests are over.`,
  'dkim.key.invalid': (p) => t`The key (p=) cannot be used: ${words(fault.key[p.fault])}.`,
  'dkim.key.too-short': (p) => t`The key has only ${words(String(p.bits))} bits and can be broken; under 1024 bits it must not be believed.`,
  'dkim.key.weak': (p) => t`The key has ${words(String(p.bits))} bits. It is accepted, but 2048 bits are recommended.`,
  'dkim.key.low-exponent': (p) => t`The key’s exponent is ${words(String(p.exponent))}; 65537 is usual.`,
  'dkim.key.alias-text': (p) => t`The TXT record holds the host name ${p.target}. It was meant to be a CNAME record: delete the TXT record and enter it as CNAME.`,
  'dkim.key.other-record': (p) => t`What stands under the key’s name is ${words(fault.record[p.kind])}. Often a wildcard (*) answers for every name that is missing: the key itself was never entered.`,
  'dkim.key.escaped-semicolon': () => t`The key record holds backslashes before its semicolons. A zone file needs them, most control panels do not: enter the record without.`,
  'dkim.key.stray-quote': () => t`The key record holds quotation marks as part of its text. Enter it without them.`,
  'dkim.key.foreign-blank': () => t`The key record holds line breaks or special blanks that came in by copying. Enter it as one line.`,
  'dkim.key.pem-armour': () => t`The lines “BEGIN PUBLIC KEY” and “END PUBLIC KEY” do not belong into the record, only what stands between them.`,
  'dkim.key.private-key': (_, isPasted) => isPasted
    ? t`The record that you pasted holds a PRIVATE KEY! It must never be published: anybody who reads it can sign mail in the name of this domain. If it stands in the DNS, delete the record at once, make a new key pair, and publish only the public half.`
    : t`A PRIVATE KEY is published here! Anybody who reads it can sign mail in the name of this domain. Delete the record at once, make a new key pair, and publish only the public half.`,
  'dkim.key.cut-off': (p) => t`The end of the key is lost: ${p.found} of ${p.expected} bytes are there. A string in the DNS holds 255 characters, so a longer record must be entered in several strings; many control panels cut it off instead.`,
  'dkim.key.type-differs': (p) => t`The record says that its key is of type ${p.named}, but it is ${words(p.found === 'rsa' ? 'RSA' : 'Ed25519')}.`,
  'dkim.key.doubled-zone': (p) => t`The key stands under ${p.name}: the domain was entered twice. Many control panels add it by themselves, so only the part before it must be entered.`,
  'dkim.key.does-not-open': (_, isPasted) => isPasted
    ? t`The signature cannot have been made with the key in the record that you pasted: it belongs to another selector or time, somebody else signed, or the signature itself was damaged.`
    : t`The signature cannot have been made with the key that is published: the domain has changed its key since, somebody else signed, or the signature itself was damaged.`,
  'dkim.key.passed-before': (p) => p.time === null
    ? t`The key is gone today, but according to the message ${p.receiver} verified this signature when the mail came in. Anybody can write such a line. If you have a copy of the old record, paste it.`
    : t`The key is gone today, but according to the message ${p.receiver} verified this signature on ${{ time: p.time }}. Anybody can write such a line. If you have a copy of the old record, paste it.`,
  'dkim.signature.passed-before': (p) => p.time === null
    ? t`According to the message, ${p.receiver} verified this signature when the mail came in. If so, the change came after that: by forwarding, by a filter behind it, or by copying. Anybody can write such a line.`
    : t`According to the message, ${p.receiver} verified this signature on ${{ time: p.time }}. If so, the change came after that: by forwarding, by a filter behind it, or by copying. Anybody can write such a line.`,
  'dkim.key.white-space': () => t`The key (p=) holds spaces or line breaks. They mean nothing, but some receivers stumble over them: publish it without.`,
  'dkim.key.version-missing': () => t`The key record does not begin with v=DKIM1. It may be left out, but it is recommended.`,
  'dkim.key.bare-rsa': () => t`The key is written in an older form, without its usual wrapping. It works.`,
};

/** @type {import('../catalogue.js').ResultTexts['headline']} */
const headline = {
  pending: ({ d }) => ({
    title: t`${signer(d)} claims to have signed. Its public key shows whether that is true.`,
    meaning: t`Answer the question below to have it tested. What can be found out without asking the DNS is shown further down.`,
  }),
  verified: ({ d, a }) => ({
    title: d && a && d.a_label !== a.a_label ? t`The domain in From, ${a}, is proven: ${d}, of the same organization, signed this mail.`
      : t`The domain in From is proven: ${signer(d)} signed this mail.`,
    meaning: t`The signature verifies: this domain takes responsibility for the mail, and what it signed has not been changed since. That does not prove who wrote it, that the content is true or harmless, nor that the mail was meant for you.`,
  }),
  partly: ({ d }) => ({
    title: t`Signed by ${signer(d)}, but not all of it.`,
    meaning: t`The signature verifies, yet parts of what a reader sees are not covered and could come from anybody.`,
  }),
  resent: ({ d }) => ({
    title: t`Signed by ${signer(d)}, but long before it was delivered.`,
    meaning: t`The signature verifies, so this domain did sign the mail. Who sent it once more, and to whom it was first addressed, is not proven: anybody who has a signed mail can send it again (a replay). Mail that was held up or forwarded late looks the same.`,
  }),
  testing: ({ d }) => ({
    title: t`Signed by ${signer(d)}, which says that it is only testing.`,
    meaning: t`The signature verifies. While the key record says so (t=y), receivers treat the mail as if it were not signed.`,
  }),
  doubtful: ({ d }) => ({
    title: t`Signed by ${signer(d)} according to one answer, not to another.`,
    meaning: t`The signature verifies with one of the key records given, but the answers about it differ. Until they agree, nothing counts as proven.`,
  }),
  misleading: ({ d }) => ({
    title: t`Signed by ${signer(d)}, but the name in From shows an address of another domain.`,
    meaning: t`The signature verifies, but it proves nothing about the address in the name. Mailing lists write such names, and so do impostors: go by the domain that signed, not by the name.`,
  }),
  author_unclear: ({ d }) => ({
    title: t`Signed by ${signer(d)}, but the author is unclear.`,
    meaning: t`The signature verifies. The message does not name one author that it could be held against, so no author is proven.`,
  }),
  other_domain: ({ d, a }) => ({
    title: t`Signed by ${signer(d)}, not by ${signer(a)}.`,
    meaning: t`The signature verifies, but it belongs to another domain than the one in From. Mailing services send like this, and so do impostors: nothing proves that ${signer(a)} has anything to do with it.`,
  }),
  unsigned: () => ({
    title: t`This mail is not signed.`,
    meaning: t`It carries no DKIM signature, so nothing here proves who sent it. That alone does not make it a forgery.`,
  }),
  unsigned_unchecked: ({ a }) => ({
    title: t`Cannot be tested: this mail is not signed, and the way it took is not known.`,
    meaning: t`Whether the server that handed it over may send for ${signer(a)} (SPF) could not be checked: the header does not tell enough about it, or a question was not asked or not answered. That says nothing against the mail.`,
  }),
  unproven: ({ a }) => ({
    title: t`Nothing proves that this mail comes from ${signer(a)}.`,
    meaning: t`It carries no DKIM signature, and the server that handed it over is not shown to send for this domain (SPF). That alone does not make it a forgery: forwarding has the same effect.`,
  }),
  no_author: () => ({
    title: t`This mail names no single author who could be proven.`,
    meaning: t`Without one domain in From there is nothing that signatures, SPF or DMARC could be held against.`,
  }),
  route: ({ a, isGiven }) => ({
    title: t`No signature proves ${signer(a)}, but the mail came from a server that may send for it (SPF).`,
    meaning: isGiven
      ? t`That is weaker than a signature: it rests on the way that you entered, and says nothing of the content. Others may use the same server, and what was changed on the way cannot be told.`
      : t`That is weaker than a signature: it rests on what your own mail server wrote into the header about the way, and says nothing of the content. Others may use the same server, and what was changed on the way, or in this copy, cannot be told.`,
  }),
  undecided: ({ d, a }) => ({
    title: d ? t`Signed by ${d}. Whether that speaks for ${signer(a)} is still open.` : t`This mail is not signed. Whether its way speaks for ${signer(a)} is still open.`,
    meaning: t`SPF and DMARC can tell: answer the question below. What can be found out without asking the DNS is shown further down.`,
  }),
  body_absent: ({ d }) => ({
    title: t`This header was signed by ${signer(d)}; the body was not given and is untested.`,
    meaning: t`The signature over the header verifies. Paste the whole source, not only the header, to have the body tested too.`,
  }),
  body_changed: ({ d }) => ({
    title: t`${signer(d)} signed this header, but the body has changed since.`,
    meaning: t`The signature over the header is genuine; the body is not the one that was signed. Mailing lists and gateways do this by adding a footer or rewriting the mail. It is no proof of forgery, but the body proves nothing either.`,
  }),
  altered: ({ d, changes }) => ({
    title: t`Signed by ${signer(d)}; changed afterwards: ${changes} (proven).`,
    meaning: t`With these changes undone, the signature verifies: this domain signed the mail as it was before. What was added or changed since is not signed by it and could come from anybody.`,
  }),
  faulty: ({ d, changes }) => ({
    title: t`Signed by ${signer(d)}, but not by the rules: ${changes} (proven).`,
    meaning: t`With this undone, the signature verifies, so this domain’s key made it. Receivers reject it as it is.`,
  }),
  expired: ({ d, until }) => ({
    title: t`Signed by ${signer(d)}; the signature has expired since.`,
    meaning: t`The signature is right, but it was only valid until ${{ time: until ?? 0 }}. When an old mail is verified this is normal: a signature is meant to be checked on arrival. Whether the mail arrived in time cannot be told from here.`,
  }),
  failed: ({ d }) => ({
    title: t`The signature of ${signer(d)} does not verify.`,
    meaning: t`The signed part was changed on the way or while copying, or this domain did not sign it. The signature alone cannot tell which.`,
  }),
  misfit: ({ d, isPasted }) => ({
    title: isPasted ? t`The key that you pasted does not fit the signature of ${signer(d)}.` : t`The published key does not fit the signature of ${signer(d)}.`,
    meaning: t`The signature was made with another key, or is itself damaged. So it proves nothing, and it does not refute anything either.`,
  }),
  unusable: ({ d, isPasted }) => ({
    title: t`The signature of ${signer(d)} cannot be accepted.`,
    meaning: isPasted ? t`There is a fault in the signature or in the key record that you pasted, as said above. Nothing is proven.`
      : t`There is a lasting fault in the signature or in the published key, as said above. Nothing is proven.`,
  }),
  unreachable: ({ d }) => ({
    title: t`Cannot be tested: no answer about the key of ${signer(d)}.`,
    meaning: t`That says nothing about the mail. Ask again, choose another resolver or paste the key record.`,
  }),
  declined: ({ d }) => ({
    title: t`Not tested: the key of ${signer(d)} was not asked for.`,
    meaning: t`Without the public key the signature can be neither confirmed nor refuted.`,
  }),
  not_checked: ({ d }) => ({
    title: t`Not tested: the signature of ${signer(d)}.`,
    meaning: t`It was neither confirmed nor refuted.`,
  }),
  untestable: ({ d }) => ({
    title: t`The signature of ${signer(d)} cannot be tested with this copy.`,
    meaning: t`That says nothing about the mail. The whole, unchanged source is needed.`,
  }),
};

/** @type {import('../catalogue.js').ResultTexts} */
export const en = {
  headline,
  policy: {
    none: (a) => t`By its DMARC policy, ${a} asks for no special treatment of such mail (none).`,
    quarantine: (a) => t`By its DMARC policy, ${a} asks receivers to treat such mail as suspicious (quarantine), for instance to put it into the spam folder.`,
    reject: (a) => t`By its DMARC policy, ${a} asks receivers not to accept such mail (reject).`,
    absent: (a) => t`${a} has no DMARC policy in force that says what is to become of such mail.`,
  },
  seal: {
    verified: 'Verified', partly: 'Verified in part', testing: 'In test', doubtful: 'Answers differ', misleading: 'Misleading name', author_unclear: 'Author unclear', other_domain: 'Another signer',
    unsigned: 'Not signed', pending: 'Waiting for the key', body_absent: 'Body untested', unreachable: 'Cannot be tested',
    declined: 'Not tested', not_checked: 'Not tested', untestable: 'Cannot be tested', resent: 'Signed long before', route: 'By its way only', undecided: 'Still open', unproven: 'Not proven', unsigned_unchecked: 'Cannot be tested', no_author: 'No author', altered: 'Changed on the way', faulty: 'Faulty signature', body_changed: 'Body changed', expired: 'Expired', failed: 'Not verified', misfit: 'Key does not fit', unusable: 'Not verified',
  },
  which: {
    label: 'Which e-mail is judged',
    unnamed: words('nobody: it names no author'),
    outer: (from) => t`The e-mail that you gave is judged, from ${from}. Those inside it are not.`,
    around: (from) => t`The outer e-mail is judged, from ${from}. Those inside it are not.`,
    message: (from) => t`The e-mail attached to the one that you gave is judged, from ${from}. The one around it is not.`,
    bounce: (from) => t`The e-mail that came back is judged, from ${from}. The report around it is not.`,
    mbox: (n, total, from) => t`E-mail ${n} of ${total} in this mbox is judged, from ${from}.`,
    outlook_msg: (from) => t`The header in this Outlook .msg file is judged, from ${from}.`,
    mended: (from) => t`The e-mail from ${from} is judged. So that it could be read, this was undone or left out:`,
    choose: (n) => t`Choose among ${n} e-mails`,
    chosen: '(judged here)', listing: 'They are being listed…', more: (n) => t`List more (${n} left)`,
    incomplete: 'Only the signatures (DKIM) were judged, exactly as they were given. SPF and DMARC are missing, and whether copying has changed the e-mail, or another one stands inside, could not be looked for: the part of this page that does all this was not loaded.',
    again: 'Try again',
  },
  claims: {
    heading: 'What the message says about itself',
    from: 'From', to: 'To', subject: 'Subject', date: 'Date', none: 'missing',
  },
  consent: {
    waiting: 'The e-mail was read. The part of this page that knows SPF and DMARC is being loaded…', skip: 'Go on without it',
    needed: 'The e-mail was read. Your consent is needed to ask the DNS.',
    heading: 'Look these names up in the DNS?',
    lead: 'Public keys and the records of SPF and DMARC are published in the DNS. Only these names would leave your browser, and those of the same kinds that the answers lead to, at most 100 in all:',
    groups: {
      dkim: { heading: 'DKIM: the keys of the signatures', lead: 'They show whether a signature is genuine.' },
      spf_mailfrom: { heading: 'SPF: may this server send for the envelope’s sender?', lead: 'First the domain’s record, then the records and addresses that it refers to.' },
      spf_helo: { heading: 'SPF: may this server use the name that it gave (HELO)?', lead: 'First the name’s record, then the records and addresses that it refers to.' },
      dmarc: { heading: 'DMARC: what does the domain in From ask for?', lead: 'From the domain upwards; then, where it matters, the same for the domains that signed or sent.' },
    },
    spf_part: { record: t`for the SPF record`, mechanism: t`for addresses or names that the record allows`, explanation: t`for the explanation of a refusal` },
    dmarc_need: { policy: t`for the policy`, alignment: t`for the organization that a domain belongs to`, existence: t`to see whether the domain exists` },
    more_names_of: (n) => t`${n} more ${plural(n, 'name', 'names')}`,
    count: (asked, answered) => t`${answered} of ${asked} answered so far`,
    telling: {
      heading: 'These would tell the sender',
      lead: 'The sender has put something of this very mail into these names. Whoever runs their DNS learns from the question that, and when, this mail is looked at. So they are asked only if you agree to just that.',
      ask: (company) => t`Ask ${words(company)} these too`, ask_own: 'Ask this resolver these too', decline: 'Leave these out',
    },
    names: 'Names to be asked for',
    purposes: {
      dkim_key: (d) => t`for the public key of ${d}`,
      doubled_zone: (d) => t`in case the key of ${d} was entered with the domain twice`,
      repaired_signature: () => t`for the key that the signature names if it was damaged by copying`,
    },
    who_sees: 'Whoever runs the resolver learns these names and your internet address. The domains’ owners may notice that somebody asked. Nothing else of the mail is sent.',
    resolver: 'Whom to ask',
    ask: (company) => t`Ask ${words(company)}`,
    ask_own: 'Ask this resolver',
    decline: 'Don’t ask',
    own_label: 'URL of your DNS-over-HTTPS resolver',
    own_bad: 'Please enter a URL that begins with https:// (or with http://localhost or http://127.0.0.1).',
    own_note: 'The resolver must send CORS headers; otherwise the browser does not let this page read its answers.',
    asking: 'asking…',
    asked: 'answered',
    cancel: 'Cancel',
    framed: 'This page is shown inside another one, which could trick you into consenting. Nothing is asked from here.',
    framed_link: 'Open Waxseal in its own tab',
    paste: 'Paste the record instead',
    paste_label: 'Key record',
    paste_hint: 'A line of a zone file, the output of dig or nslookup, or only what begins with v=DKIM1.',
    paste_use: 'Use this record',
    paste_none: 'No key record that is needed was found in the text. It looks like “v=DKIM1; k=rsa; p=…”; the key alone is not enough.',
    record_problem: (kind, line) => {
      switch (kind) {
        case 'no_missing_key': return t`Line ${line}: no key is missing, so a record without a name cannot be assigned.`;
        case 'several_missing_keys': return t`Line ${line}: several keys are missing; put the name in front of the record.`;
        case 'type_ignored': return t`Line ${line}: records of this type are not used.`;
        case 'name': return t`Line ${line}: its name is no domain name.`;
        case 'too_large': return t`More than 1 MiB was pasted; nothing was read.`;
        case 'too_many_records': return t`Line ${line}: more than 100 records of a type stand under one name; none was taken.`;
        default: return t`Line ${line} cannot be read as a record.`;
      }
    },
    settled: (n, company) => t`${words(company)} was asked for ${n} ${plural(n, 'name', 'names')}.`,
    settled_none: 'No DNS question was sent.',
    ask_again: 'Ask again…',
    ask_after_all: 'Ask the DNS…',
    paste_more: 'Paste a record',
    more_names: 'List the next 10 names',
    more_queries: (n) => t`${n} ${plural(n, 'name', 'names')}`,
  },
  signature: {
    heading: 'Signatures',
    title: (n, total) => total === 1 ? t`Signature` : t`Signature ${n} of ${total}`,
    no_domain: 'domain unreadable',
    result: {
      pass: 'Verifies', fail: 'Does not verify', neutral: 'Cannot be judged', permerror: 'Cannot be accepted',
      temperror: 'Cannot be tested now', pending: 'Waiting for its key', not_checked: 'Not checked',
    },
    header_only: 'Header verified, body not tested',
    because: (reason) => `: ${reason}`,
    not_checked: {
      declined: 'you chose not to ask for its key', private_name: 'its key has a name that is not part of the public DNS',
      key_names: 'the limit on questions was reached', signatures: 'the message has too many signatures',
      header: 'the header is too large', arithmetic: 'the limit on arithmetic was reached',
    },
    checks_heading: 'Checks',
    check: { body_hash: 'Body', signature: 'Header', key_permits: 'Key', time: 'Time', algorithm: 'Algorithm', form: 'Form' },
    misfit: 'does not fit',
    body_begins: (n) => t`only the first ${n} ${plural(n, 'byte', 'bytes')}`,
    passed: { body_hash: 'unchanged', signature: 'verifies', key_permits: 'can be used', time: 'valid' },
    failed: { body_hash: 'changed', signature: 'does not verify', key_permits: 'cannot be used', time: 'expired', algorithm: 'not accepted', form: 'against the rules' },
    open: { not_reached: 'not tested', pending: 'waiting for the key', untestable: 'cannot be tested' },
    domain: 'Signing domain', selector: 'Selector', identity: 'Identity', algorithm: 'Algorithm',
    canonicalization: 'Canonicalization', key: 'Key', signed_on: 'Signed on', days_ago: (n) => t`${n} ${plural(n, 'day', 'days')} ago`, strict: 'Identity', strict_value: 'must be the signing domain itself (t=s)', expires: 'Expires',
    key_size: (type, bits) => type === 'rsa' ? t`RSA, ${words(String(bits))} bits` : t`Ed25519`,
    key_type: (type) => words(type === 'rsa' ? 'RSA' : 'Ed25519'),
    canon_value: (header, body) => t`header ${words(header)}, body ${words(body)}`,
    unknown: 'unknown',
    signed_fields: 'Signed fields', unsigned_fields: 'Fields not signed', absent_fields: 'Sealed against being added',
    addable_fields: 'Could be added unnoticed',
    fields: (n) => t`${n} ${plural(n, 'field', 'fields')}`,
    unsigned_note: 'Servers add fields on the way, so some are never signed. That is usual.',
    addable_note: 'Somebody on the way could put a second field of such a name above the signed one. A signer can prevent it by listing the name once more (“oversigning”); most do not, so this is usual.',
    body: 'Body',
    body_whole: (n) => t`the whole body (${n} ${plural(n, 'byte', 'bytes')} in the form that is signed)`,
    body_part: (signed, unsigned) => t`the first ${signed} ${plural(signed, 'byte', 'bytes')}; the last ${unsigned} ${plural(unsigned, 'is', 'are')} not signed`,
    body_unknown: 'not given',
    nothing: 'none',
    key_record: 'Key record',
    provenance: { pasted: 'Pasted by you.', recorded: 'Recorded with the example; no DNS question was sent.', nobody: 'No DNS question was sent.' },
    resolver: (company, time) => t`Answered by ${words(company)}, ${{ time }}.`,
    validated: ' The resolver says that it validated the answer (DNSSEC).',
    key_notes: 'Notes in the record (n=)',
    deciding: ' This record decided.',
    repair: {
      heading: 'The record as it should be', name: 'Name', type: 'Type', zone: 'In a zone file',
      copy: 'Copy the record', copy_zone: 'Copy the line', copied: 'Copied.',
      by_hand: 'The browser did not allow it. The text is selected: copy it by Ctrl+C (⌘C on a Mac, the menu on a phone).',
      proof: {
        pass: 'Proven: with it, this very signature verifies over the header.', fail: 'With it, this signature still does not verify.',
        not_reached: 'Whether the signature verifies with it can only be told once it is published.', untestable: 'Whether the signature verifies with it was not tested.', pending: '',
      },
    },
    tags: 'All tags of the signature',
    tag: 'Tag', value: 'Value',
    more: (n) => t`and ${n} more`,
  },
  search: {
    looking: 'The cause is being looked for, in your browser…', cancel: 'Cancel',
    cancelled: 'The cause was not looked for: cancelled.',
    missing: 'The cause could not be looked for: the part of this page that does it could not be loaded. The verdict stands.',
    stopped: 'The cause could not be looked for: the search was stopped. The verdict stands.',
    again: 'Look for the cause', found: 'The cause was looked for, and found.', not_found: 'The cause was looked for, and not found.',
  },
  findings: problem,
  finding: {
    heading: 'About the message', empty_file: 'This file is empty.',
    severity: { error: 'Fault', warning: 'Warning', notice: 'Notice', info: 'Note' },
    reference: (rfc, section) => `RFC ${rfc}, section ${section}`,
    field: (name) => t`${name}: `,
  },
  queries: {
    heading: 'Questions to the DNS',
    none: 'None was needed.',
    pending: 'Not asked yet.',
    no_data: 'The name exists, without a record of this type.',
    nx_domain: 'The name does not exist.',
    serv_fail: (rcode) => t`The resolver failed (RCODE ${rcode}).`,
    unreachable_lead: 'No answer could be read: ',
    unreachable: {
      network: 'the connection failed or the resolver refused.',
      timeout: 'there was none in time.',
      http_status: 'the resolver answered with an HTTP error.',
      content_type: 'what came is not a DNS message.',
      too_large: 'it is larger than 64 KiB.',
      truncated: 'it is cut off.',
      malformed: 'it does not answer this question.',
      alias_chain: 'its aliases form a loop or too long a chain.',
      cancelled: 'it was cancelled.',
    },
    declined: 'Not asked, as you chose.',
    limit: 'Not asked: the limit was reached.',
    private: 'Not asked: the name belongs to no public zone.',
    alias: (name) => t`Alias of ${name}.`,
    ttl: (seconds) => t`Resolvers may keep this answer for ${seconds} seconds.`,
    error_text: (text) => t`It says: ${text}`,
    unanswered: (company, time) => t`Asked: ${words(company)}, ${{ time }}; no usable answer.`,
  },
  sent: {
    heading: 'What has left this browser',
    nothing: 'Nothing.',
    lead: 'These questions, and nothing else:',
    answered: 'answered',
    asking: 'asking…',
    line: (company, time) => t`to ${words(company)}, ${{ time }}`,
    message_stays: 'The e-mail itself stays in this page and is gone when you clear or close it.',
  },
  fault,
};
