import { plural } from '../en.js';
import { fieldName } from '../field.js';
import { text as t, words } from '../text.js';

/** @type {Record<import('../../types/report.js').SyntaxFault, string>} */
const syntax = {
  foreign_octet: 'it holds a character that is not visible ASCII',
  unknown_mechanism: 'there is no such mechanism',
  value_missing: 'its value is missing',
  value_unexpected: 'it takes no such value',
  domain_spec: 'its domain name is not complete',
  macro: 'it holds a macro that is not complete, or a % that begins none',
  macro_letter: 'it holds a macro letter that is not allowed here',
  prefix: 'the length after the slash is not possible',
  ip4_network: 'no IPv4 address follows',
  ip6_network: 'no IPv6 address follows',
  repeated: 'it may stand only once',
};

/**
 * What is wrong, of a record of the kind named, and what there is.
 * @type {Record<import('../../types/report.js').Slip, (record: string, found: string) => import('../text.js').Text>}
 */
const slips = {
  full_width: (record, x) =>
    t`The ${words(record)} holds full-width characters, or others that only look alike (${x}), where plain ones belong`,
  blank: (record, x) => t`The ${words(record)} holds a blank that is not the plain space (${x})`,
  invisible: (record, x) => t`The ${words(record)} holds a character that nobody sees (${x})`,
  quotes: (record, x) => t`Quotation marks (${x}) were entered along with the ${words(record)}`,
  dash: (record, x) => t`The ${words(record)} holds a dash or tilde of typography (${x}) in place of the plain one`,
  line_break: (record, x) => t`The ${words(record)} holds a line break (${x})`,
  backslash: (record, x) => t`The ${words(record)} holds backslashes (${x}), which only a zone file needs`,
  zone_line: (record, x) =>
    t`A line of a zone file was entered in place of the ${words(record)} alone: it begins with ${x}`,
  version: (record, x) => t`The ${words(record)} begins with ${x}, which is not how its version has to be written`,
  version_missing: (record, x) => t`The ${words(record)} lacks ${x}, with which it has to begin`,
  space_missing: (record, x) =>
    t`In the ${words(record)}, a space is missing before ${x}; the strings of one TXT record are joined without any`,
  semicolon_missing: (record, x) => t`In the ${words(record)}, a semicolon is missing after ${x}`,
  space_inside: (record, x) => t`The ${words(record)} has a space within ${x}`,
  separator: (record, x) => t`The ${words(record)} has ${x} where another separator belongs`,
  other_name: (record, x) => t`The ${words(record)} holds ${x}, for which there is another name`,
  address_as_name: (record, x) =>
    t`In the ${words(record)}, ${x} holds an IP address where a name belongs; addresses are written with ip4: or ip6:`,
};

/** What comes of it. @type {Record<import('../../types/report.js').SlipEffect, string>} */
const effects = {
  invalid: 'so the whole record is invalid and SPF gives an error',
  misread: 'so receivers read something else than was meant',
  counts_as_none:
    'so the policy does not count: the record is applied as p=none, and nobody holds back mail that fails',
  not_applied: 'so no policy is found, and DMARC is not applied',
  reports_lost: 'so reports do not arrive there',
  tolerated: 'which the standard does not allow, though many receivers read the record all the same',
};

/** What comes of a text that is no record. */
const DISCARDED = 'so receivers do not count it as a record at all';

/**
 * @param {string} record
 * @param {import('../../types/report.js').Slip} kind
 * @param {string} found
 * @param {string} effect
 */
const slip = (record, kind, found, effect) =>
  t`${slips[kind](record, found)}, ${words(effect)}. The owner of the domain should correct it.`;

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** A duration, in the unit that people would use. @param {number} seconds */
export const duration = (seconds) => {
  if (seconds < 2 * MINUTE) return t`${seconds} ${plural(seconds, 'second', 'seconds')}`;
  if (seconds < 2 * HOUR) return t`${Math.floor(seconds / MINUTE)} minutes`;
  if (seconds < 2 * DAY) return t`${Math.floor(seconds / HOUR)} hours`;
  return t`${Math.floor(seconds / DAY)} days`;
};

/** @type {import('../catalogue.js').ArcFaults} */
const arcs = {
  field: {
    authentication_results: 'ARC-Authentication-Results',
    message_signature: 'ARC-Message-Signature',
    seal: 'ARC-Seal',
  },
  fault: {
    form: 'a tag is missing, stands twice or has a value that it may not have',
    seal_lists_fields: 'it has a tag h=, which a seal may not have',
    seal_signed: 'it lists ARC-Seal among the signed fields, which is not allowed',
    key_missing: 'there is no public key for it',
    key_unusable: 'its key record cannot be used',
    signature: 'what was signed has been changed, or another key signed',
    expired: 'it has expired',
    body_hash: 'the body has been changed',
  },
};

/** @param {string | null} d */
const handler = (d) => d ?? words('a domain that cannot be read');

/** @type {import('../catalogue.js').PolicyTexts} */
export const problems = {
  'spf.identity.invalid-domain': (p) =>
    p.domain === ''
      ? t`No domain is named for which SPF could be checked. The sending server should give a full domain name.`
      : t`${p.domain} is no domain name that could have an SPF record, so SPF has nothing to check. The sending server should give a full domain name.`,

  'spf.record.absent': (p) =>
    t`${p.domain} publishes no SPF record today, so SPF says nothing about which servers may send for it. Its owner can publish one that lists them.`,
  'spf.record.misspelt': (p) =>
    p.slip !== null && p.written !== null
      ? slip('SPF record', p.slip, p.written, DISCARDED)
      : t`A TXT record that begins with ${p.text} looks like an SPF record, but does not count as one: it has to begin with “v=spf1” and a space. The owner of the domain should correct it.`,
  'spf.record.slip': (p) => slip('SPF record', p.slip, p.text, effects[p.effect]),
  'spf.record.multiple': (p) =>
    t`The domain publishes ${p.count} SPF records. Only one is allowed, so SPF gives an error whoever sends. The owner of the domain should join them into one.`,
  'spf.record.syntax': (p) =>
    t`The term ${p.text} in the SPF record breaks the rules: ${words(syntax[p.fault])}. That makes the whole record invalid. The owner of the domain should correct it.`,
  'spf.record.include-without-record': (p) =>
    t`The SPF record includes that of ${p.domain}, which publishes none. That makes SPF give an error. The owner of the domain should correct the name, or take the include out.`,
  'spf.record.redirect-without-record': (p) =>
    t`The SPF record points to that of ${p.domain} (redirect=), which publishes none. That makes SPF give an error. The owner of the domain should correct the name.`,
  'spf.record.too-many-terms': (p) =>
    t`The SPF record, together with those it includes, has more than ${p.allowed} terms that ask the DNS. No more are allowed, so SPF gives an error. The owner of the domain should take out what is no longer used.`,
  'spf.record.terms-over-limit': (p) =>
    t`The SPF records looked at here hold ${p.found} terms that ask the DNS; ${p.allowed} are allowed. This sender was found before that, but for others SPF can give an error. The owner of the domain should take out what is no longer used.`,
  'spf.record.terms-exceeded': (p) =>
    t`The SPF record, together with those it includes, has ${p.found === null ? words('far more') : t`${p.found}`} terms that ask the DNS; ${p.allowed} are allowed. Every server that no term matches before that gets an error. What each term costs: ${p.costs}. The owner of the domain should take out what is no longer used, the dearest first.`,
  'spf.record.loop': (p) =>
    t`The SPF record includes itself (${p.path}). Whoever is not found before that gets an error. The owner of the domain should take this term out.`,
  'spf.record.dead-target': (p) =>
    p.kind === 'mx'
      ? t`The term mx of the SPF record leads to ${p.target}, which has no mail server, so it matches nobody. The owner of the domain should correct the name, or take the term out.`
      : t`The term ${words(p.kind)}: of the SPF record leads to ${p.target}, which has no address, so it matches nobody. The owner of the domain should correct the name, or take the term out.`,
  'spf.record.mx-address': (p) =>
    t`An MX record of ${p.domain} names the address ${p.address} instead of a host. Nobody can deliver mail there, and mx in the SPF record does not match it. The owner of the domain should enter a host name in the MX record; the SPF record can stay as it is.`,
  'spf.record.too-many-void-lookups': (p) =>
    t`More than ${p.allowed} terms of the SPF record lead to names without such records in the DNS, so SPF gives an error at many receivers. The owner of the domain should take these terms out.`,
  'spf.record.too-many-exchangers': (p) =>
    t`The term mx leads to ${p.found} mail servers. No more than ${p.allowed} may be looked up, so SPF gives an error. The owner of the domain should list the sending servers with ip4: and ip6: instead.`,
  'spf.record.invalid-target': (p) =>
    t`A term of the SPF record leads to ${p.target}, which is no domain name, so it matches nobody. If it is written like that in the record, the owner of the domain should correct it.`,
  'spf.record.private-target': (p) =>
    t`A term of the SPF record leads to ${p.target}, a name that exists at most inside a private network. It was not asked for, and no receiver finds anything there. The owner of the domain should take it out.`,
  'spf.record.pass-all': () =>
    t`The SPF record lets every server in the world send for the domain, so a pass proves nothing. The owner of the domain should end the record with “~all” or “-all”.`,
  'spf.record.wide-range': (p) =>
    t`The SPF record lets a whole network with the prefix /${p.prefix} send: far more addresses than one sender uses, and those of strangers can be among them. The owner of the domain should list narrower ranges.`,
  'spf.record.ptr': () =>
    t`The SPF record uses ptr, which is slow and unreliable and should not be used any more. The owner of the domain should name the servers with ip4:, ip6: or a: instead.`,
  'spf.record.unknown-modifier': (p) =>
    p.meant === null
      ? t`${p.text} in the SPF record is no term that there is: what has “=” after its name and is not known is ignored. The owner of the domain should take it out.`
      : t`${p.text} in the SPF record is ignored: with “=”, it is a modifier that nobody knows. ${p.meant} was probably meant. The owner of the domain should correct it.`,
  'spf.record.no-all': (p) =>
    p.end === 'neutral'
      ? t`The SPF record ends with “?all”, so SPF says “neutral” about every server that it does not name, as if there were no record. The owner of the domain should end it with “~all” or “-all”.`
      : p.end === 'empty'
        ? t`The SPF record names no server at all, and says nothing about all others: SPF gives “neutral”, as if there were no record. If the domain sends no mail, “v=spf1 -all” says so; otherwise its owner should list the servers.`
        : t`The SPF record ends with neither “all” nor “redirect=”, so SPF says “neutral” about every server that it does not name, as if there were no record. What an included record ends with does not count. The owner of the domain should add “~all” or “-all”.`,
  'spf.record.too-long': (p) =>
    t`The SPF record has ${p.octets} bytes. With more than ${p.allowed}, the answer may not fit into 512 bytes, and some receivers do not get it. The owner of the domain should shorten it, for example by ranges in place of single addresses.`,
  'spf.record.never-reached': (p) =>
    t`The term ${p.text} of the SPF record is never looked at, because an “all” in the record decides first. The owner of the domain should take it out, or change the record so that it counts.`,

  'spf.dns.failed': (p) =>
    t`The question for ${p.name} got no usable answer, so SPF could not be decided. That says nothing against the e-mail; trying again later may help.`,
  'spf.dns.answers-differ': (p) =>
    t`The answers for ${p.name} contradict each other, so SPF gives no result. One of the sources may be out of date: compare the record with what the owner of the domain has published.`,
  'spf.dns.not-asked': (p) => t`${p.name} was not asked for, so this check of SPF is not complete.`,

  'dmarc.record.absent': (p) =>
    t`Neither ${p.domain} nor its organization publishes a DMARC record today, so receivers are not told what to do with mail that fails. The owner can begin with p=none and an address for reports (rua=).`,
  'dmarc.record.monitoring': () =>
    t`The DMARC policy is “none”: receivers are not asked to hold back mail that fails. Owners begin like this, and read the reports first.`,
  'dmarc.record.testing': () =>
    t`The owner of the domain is testing (t=y): receivers are to treat mail that fails one level more mildly than the policy says. When the test is over, t=y should be taken out.`,
  'dmarc.record.several': (p) =>
    t`${p.count} DMARC records stand at one name, so receivers discard all of them. The owner of the domain should leave one.`,
  'dmarc.record.slip': (p) => slip('DMARC record', p.slip, p.text, effects[p.effect]),
  'dmarc.record.misplaced': (p) =>
    t`The DMARC record stands at ${p.domain} itself, where nobody looks for it. The owner of the domain should publish it with the host name _dmarc instead.`,
  'dmarc.record.doubled-name': (p) =>
    t`The DMARC record stands under ${p.name}: the domain was entered twice. Many control panels add it by themselves, so only _dmarc must be entered as the host name.`,
  'dmarc.record.version': (p) =>
    p.slip !== null && p.written !== null
      ? slip('DMARC record', p.slip, p.written, DISCARDED)
      : t`A TXT record looks like a DMARC record, but is discarded, because it does not begin with exactly “v=DMARC1” (DMARC in capitals) and a semicolon. The owner of the domain should correct it.`,
  'dmarc.record.syntax': () =>
    t`A part of the DMARC record is not of the form tag=value and is ignored. The owner of the domain should correct it; several addresses for reports are separated by commas.`,
  'dmarc.record.tag-duplicate': (p) =>
    t`The tag ${p.tag} stands more than once in the DMARC record. Here the first counts, but receivers may differ. The owner of the domain should leave one.`,
  'dmarc.record.tag-case': (p) =>
    t`The tag ${p.tag} of the DMARC record is written in capitals, and some receivers ignore it then. The owner of the domain should write it in lower case.`,
  'dmarc.record.tag-value': (p) =>
    t`The value ${p.value} of the tag ${p.tag} in the DMARC record is none of those allowed and does not count${words(p.tag === 'fo' ? ': allowed are 0, 1, d and s, with colons between them' : '')}. The owner of the domain should correct it.`,
  'dmarc.record.tag-unknown': (p) =>
    p.meant === null
      ? t`The DMARC record has a tag ${p.tag}, which DMARC does not know, so receivers ignore it. The owner of the domain can take it out.`
      : t`${p.tag} in the DMARC record is no tag, so receivers ignore it; ${p.meant} was probably meant. The owner of the domain should correct it.`,
  'dmarc.record.subdomain-tag': (p) =>
    t`The tag ${p.tag} in the DMARC record of ${p.domain} is never used: subdomains of it take the policy from the record of ${p.organization}. The owner of the domain can take it out.`,
  'dmarc.record.psd': (p) =>
    t`The DMARC record of ${p.domain} says psd=y, which is meant for registries such as “com”. It makes every subdomain an organization of its own: mail of a subdomain that is signed by ${p.domain} no longer passes DMARC. Unless others register names below it, the owner of the domain should take psd=y out.`,
  'dmarc.record.policy-missing': (p) =>
    p.effect === 'counts_as_none'
      ? t`The DMARC record names no policy (p=), so it counts as p=none, and nobody holds back mail that fails. The owner of the domain should add one, p=none to begin with.`
      : t`The DMARC record names no policy (p=), and no address for reports either, so DMARC is not applied. The owner of the domain should add a policy, p=none to begin with.`,
  'dmarc.record.policy-none': (p) =>
    t`In the DMARC record, ${p.tag}=${p.value} is no policy that there is, so the whole record counts as p=none, and nobody holds back mail that fails. The owner of the domain should correct it.`,
  'dmarc.record.policy-invalid': (p) =>
    t`In the DMARC record, ${p.tag}=${p.value} is no policy that there is, and no address for reports is named either, so DMARC is not applied. The owner of the domain should correct the record.`,
  'dmarc.record.tag-removed': (p) =>
    p.tag === 'pct'
      ? t`The tag pct is no longer part of DMARC. Receivers that follow RFC 9989 ignore it, others may still go by it. The owner of the domain should take it out; to test a policy, there is t=y.`
      : t`The tag ${p.tag} is no longer part of DMARC, and receivers that follow RFC 9989 ignore it. The owner of the domain can take it out.`,
  'dmarc.record.subdomains-open': (p) =>
    t`The domain itself asks for ${words(p.policy)}, but ${words(p.tag)}=none lets through everything that comes in the name of ${words(p.tag === 'np' ? 'a subdomain that does not exist' : 'a subdomain')}: anybody can write as any of them. The owner of the domain should take ${words(p.tag)} out, so that p applies to them too, unless mail of subdomains is still to be looked at first.`,
  'dmarc.record.no-reports': () =>
    t`The DMARC record names no usable address for aggregate reports (rua=), so the owner does not learn which mail fails, nor whether it was their own. They should add one.`,
  'dmarc.record.uri': (p) =>
    p.fault === 'empty'
      ? t`The tag ${p.tag} of the DMARC record is empty where an address should stand, so no reports are sent there. The owner of the domain should enter one, or take the tag out.`
      : p.fault === 'scheme'
        ? t`The address ${p.value} in the tag ${p.tag} of the DMARC record lacks “mailto:” before it, so no reports are sent there. The owner of the domain should add it.`
        : p.fault === 'slashes'
          ? t`In the tag ${p.tag} of the DMARC record, slashes follow “mailto:” (${p.value}), so reports go to a mailbox of another name. The owner of the domain should take them out.`
          : t`${p.value} in the tag ${p.tag} of the DMARC record is no address for reports. It has to be written as mailto:reports@example.com, and several have to be separated by commas. The owner of the domain should correct it.`,
  'dmarc.record.reports-unserved': (p) =>
    t`The tag ${p.tag} of the DMARC record wants reports sent to ${p.value}. Receivers need only support “mailto:”, and hardly any send reports in another way. The owner of the domain should name a mailbox.`,
  'dmarc.destination.not-authorized': (p) =>
    t`The DMARC record wants reports sent to ${p.domain}, another organization, which does not say that it takes them. Receivers therefore send it none. The owner of ${p.domain} has to publish a record for it.`,

  'dmarc.dns.answers-differ': (p) =>
    t`The answers for ${p.name} contradict each other, so nothing is concluded from them. One of the sources may be out of date: compare the record with what the owner of the domain has published.`,

  'dmarc.alignment.none': (p) =>
    p.mode === 'strict'
      ? t`${p.domain} is authenticated, but does not count for DMARC: the record demands exactly ${p.author}. Whoever sends for ${p.author} must sign with that domain.`
      : t`${p.domain} is authenticated, but does not count for DMARC: it does not belong to the organization of ${p.author}. Whoever sends for ${p.author} must sign with that domain, or one of its organization.${p.psd === null ? words('') : t` They would belong together, but the DMARC record of ${p.psd} says by psd= that they are different organizations.`}`,

  'trace.hops.unproven': (p) =>
    t`${p.count} Received ${plural(p.count, 'field was', 'fields were')} in the e-mail before it reached the receiver’s servers. Whoever handed it over can have made ${plural(p.count, 'it', 'them')} up, so nothing here rests on ${plural(p.count, 'it', 'them')}. That is so with almost every e-mail.`,
  'trace.hop.clock-skew': (p) =>
    t`This step is dated ${duration(p.seconds)} before the one that it follows. Mostly, the clock of a server is wrong; a date that was made up looks the same.`,

  'envelope.received.absent': () =>
    t`This copy has no Received field, which receivers add, so nothing tells from which address the e-mail came, and SPF was not checked. If you know the address, you can enter it.`,
  'envelope.client.private': (p) =>
    t`The e-mail came to the receiver from ${p.client}, an address within a network or of the host itself. No SPF record can speak of such an address, so SPF was not checked. If you know the public address that the e-mail came from, you can enter it.`,
  'envelope.client.unknown': () =>
    t`The Received fields do not tell from which public address the e-mail came to the receiver, so SPF could not be checked. If you know the address, you can enter it.`,
  'envelope.mail-from.unknown': () =>
    t`Nothing that the receiving server wrote in this copy tells the envelope sender (MAIL FROM), which receivers keep in Return-Path. SPF for that address does not count as checked. If you know it, you can enter it.`,

  'results.field.unproven': (p) =>
    p.name === null
      ? t`This field says that something passes, but the sender, or anybody on the way, can have written it. It proves nothing; many servers leave such fields in an e-mail that they pass on.`
      : t`This field says in the name of ${p.name} that something passes, but the sender, or anybody on the way, can have written it. It proves nothing; many servers leave such fields in an e-mail that they pass on.`,
  'results.field.version-unknown': () =>
    t`This field says that it is of a version of Authentication-Results that is not defined. What it says was read as if it were of version 1.`,
  'results.message.too-many-fields': (p) =>
    t`The e-mail has ${p.found} fields with results of receivers; the first ${p.allowed} were read.`,

  'replay.recipient.not-named': (p) =>
    t`The e-mail was delivered to ${p.recipient}, whom neither To nor Cc names. With mailing lists, forwarding and blind copies that is usual. A signed e-mail that somebody sends once more to others looks the same.`,
  'replay.host.other': (p) =>
    t`The server that handed the e-mail over (${p.client}) is not shown by SPF to send for ${p.signer}, which signed it. With mailing lists, forwarding and sending services that is usual. A signed e-mail that somebody sends once more to others looks the same.`,
  'replay.time.long-before': (p) =>
    t`The e-mail was signed ${duration(p.seconds)} before it was handed over. An e-mail that was held for long, or passed on later, looks like this, and so does a signed one that somebody sends once more to others. If you did not expect it, ask the sender. The signer can limit how long a signature is valid (x=).`,

  'dns.name.token': (p) =>
    t`${p.name} looks like a name made for this e-mail alone. If it is asked for, whoever runs that domain learns that the e-mail is being looked at, and when.`,
  'dns.message.too-many-questions': (p) =>
    t`The records would have led to more than ${p.allowed} questions to the DNS, the most that one e-mail may cause here. The others were not asked, so a part of the result is not checked.`,

  'identity.domain.mixed-script': (p) =>
    t`The domain ${p.domain} in ${fieldName(p.name)} mixes letters of different scripts, and some of these look alike.`,
  'identity.domain.confusable': (p) =>
    t`The domain ${p.domain} in ${fieldName(p.name)} looks like ${p.looks_like}, but is another one.`,
  'identity.domain.compatibility-characters': (p) =>
    t`The domain in ${fieldName(p.name)} is written with special forms of characters, such as full-width letters: ${p.domain}. Some programs make ${p.means} of it.`,
  'identity.domain.invalid-a-label': (p) =>
    t`The part ${p.label} of a domain in ${fieldName(p.name)} looks like an encoded international name, but is none. Programs may show something else in its place.`,
  'identity.text.bidi-control': (p) =>
    t`${fieldName(p.name)} holds characters that change the direction of text (${p.count}, the first one ${p.character}). What is displayed may read differently from what is there.`,
  'identity.text.invisible-character': (p) =>
    t`${fieldName(p.name)} holds characters that cannot be seen (${p.count}, the first one ${p.character}). They can make a name look empty or slip past filters.`,
  'identity.text.control-character': (p) =>
    t`${fieldName(p.name)} holds control characters (${p.count}, the first one ${p.character}), which have no business there.`,
  'identity.text.unknown-charset': (p) =>
    t`A part of ${fieldName(p.name)} is in the character set ${p.charset}, which is not known here, so its text cannot be shown.`,
  'identity.text.unencoded': (p) =>
    t`${fieldName(p.name)} holds text that is not ASCII and was not encoded, which e-mail does not allow: every program shows it differently. It is presumably ${p.charset} and says: ${p.text}`,
  'identity.name.domain': (p) =>
    p.name === 'from'
      ? t`The name in From shows the domain ${p.shown}, but the e-mail says it is from ${p.author}. Mail programs that show only the name mislead here.`
      : t`The name in ${fieldName(p.name)} shows ${p.shown}, but the address beside it is of ${p.author}.`,
  'identity.reply-to.other-domain': (p) =>
    t`Answers go to ${p.domain}, not to ${p.author}, the domain in From. Many newsletters and service desks do this, and so do fraudsters.`,
  'identity.sender.other-domain': (p) =>
    t`Sender names the domain ${p.domain}, but From names ${p.author}. Mailing lists and mailing services send on behalf of others in this way.`,
  'identity.return-path.other-domain': (p) =>
    t`The envelope sender belongs to ${p.domain}, but From names ${p.author}. This is usual with mailing services, mailing lists and forwarding, and with forged senders too.`,

  'arc.chain.too-many-sets': (p) =>
    t`There are ${p.found} ARC sets; more than ${p.allowed} may not be, so the chain fails and none was looked at.`,
  'arc.chain.failed-before': (p) =>
    t`${handler(p.domain)} found that the ARC chain had been broken before (cv=fail). A broken chain cannot be mended.`,
  'arc.chain.instance': (p) =>
    t`An ${words(arcs.field[p.field])} field has no number from 1 to 50 in i=, so it belongs to no ARC set, and the chain fails.`,
  'arc.chain.gap': (p) =>
    t`The ARC chain has a gap: ${p.missing} ${plural(p.missing, 'set is', 'sets are')} missing from here.`,
  'arc.chain.too-many-key-names': (p) =>
    t`The ARC chain names ${p.found} different keys; ${p.allowed} are asked for at once.`,
  'arc.chain.untrusted-sealer': (p) =>
    t`That something passed before is the word of ${p.domain} alone. Anybody can seal an e-mail and write anything into it: believe it only if you trust ${p.domain}.`,
  'arc.chain.historic': () =>
    t`ARC is an experiment that is about to be ended: the IETF prepares to declare it historic and advises against relying on it. Some large mailbox providers still look at it.`,
  'arc.set.field-missing': (p) => t`The ARC set lacks its ${words(arcs.field[p.field])} field, so the chain fails.`,
  'arc.set.field-duplicate': (p) => t`${words(arcs.field[p.field])} stands twice in the ARC set, so the chain fails.`,
  'arc.set.sealer': (p) =>
    t`${p.domain} sealed this ARC set: it says that the e-mail passed through its hands. That says nothing about the sender.`,
  'arc.set.receivers-own': (p) =>
    t`${p.receiver}, which wrote Authentication-Results too, added this ARC set when the e-mail came in. If that is where the e-mail was delivered, it is no sign that the e-mail was forwarded.`,
  'arc.seal.chain-status': (p) =>
    p.found
      ? t`The seal says cv=${p.found}; in this ARC set it must be cv=${p.expected}, so the chain fails.`
      : t`The seal does not say what state the chain was in; in this ARC set it must be cv=${p.expected}, so the chain fails.`,
  'arc.seal.failed': (p) =>
    t`The ARC seal of ${handler(p.domain)} does not verify: ${words(arcs.fault[p.fault])}. What the ARC sets say counts for nothing.`,
  'arc.message-signature.failed': (p) =>
    t`The newest ARC signature of the e-mail, by ${handler(p.domain)}, does not verify: ${words(arcs.fault[p.fault])}. What the ARC sets say counts for nothing.`,
  'arc.message-signature.outdated': (p) =>
    t`The ARC signature of the e-mail by ${handler(p.domain)} does not verify any more: ${words(arcs.fault[p.fault])}. Whoever handled the e-mail later has changed it, which is allowed.`,
};
