import { plural } from '../en.js';
import { text as t, words } from '../text.js';

/** @type {import('./texts.js').DoorTexts} */
export const doors = {
  label: 'What do you want to know?',
  title: { genuine: 'Is it genuine?', domain: 'Is my domain set up right?', evidence: 'All the evidence' },
  answer: {
    genuine: { proven: 'The sender’s domain is proven', reserved: 'In part: see what is missing', unproven: 'The sender is not proven', open: 'Not decided yet' },
    domain: {
      open: 'The DNS has not been asked for everything', unanswered: 'Not everything could be checked', unread: 'No record could be read', awaited: 'One moment…', missing: 'A part of the tool is missing',
      unnamed: 'From names no single domain', fragment: 'From is missing in this copy', nothing: 'No fault was found',
      unsigned: 'The domain did not sign this e-mail', failing: 'The domain’s signature fails here',
    },
    changes: (n) => t`${n} ${plural(n, 'point', 'points')} to look at`,
    unmet: (n) => t`${n} ${plural(n, 'requirement is', 'requirements are')} not met`,
    unchecked: (n) => t`${n} could not be checked`,
    signatures: (n) => t`${n} ${plural(n, 'signature', 'signatures')}`,
    names: (n, open) => open === 0 ? t`${n} DNS ${plural(n, 'name', 'names')}` : open === n ? t`${n} DNS ${plural(n, 'name', 'names')} not asked for`
      : t`${n} DNS ${plural(n, 'name', 'names')}, ${open} of them not asked for`,
    separator: ', ',
  },
  genuine: {
    advice: 'What to do',
    trust: {
      proven: [
        'Read the proven domain letter by letter: it is proven that this domain sent the e-mail, not that the domain is the one you think of.',
        'Accounts can be taken over. If the e-mail asks for money, a password or a code, ask the sender first, by a telephone number or an address that you do not take from this e-mail.',
      ],
      reserved: [
        'Rely only on what the result above calls proven, and take everything else as if a stranger had written it.',
        'If the e-mail asks for money, a password or a code, do not reply: ask the sender by a telephone number or an address that you do not take from this e-mail.',
      ],
      unproven: [
        'Anybody could have written this sender’s name and address. That alone does not make the e-mail a forgery: many senders do not sign, and forwarding breaks proofs.',
        'Do not follow its links, open its attachments or reply to it. Ask the sender by other means: a web address that you type in yourself, or a telephone number that you already have.',
        'If this domain is yours, “Is my domain set up right?” shows what to set up.',
      ],
      open: ['Until then, treat the e-mail as if its sender were unknown.'],
    },
    open: {
      question: {
        ask: 'Nothing is proven yet. Agree to the DNS questions above, or paste the records, to find out.',
        paste: 'Nothing is proven yet. Paste the records of the names above to find out: nobody is asked from here.',
      },
      declined: {
        ask: 'Nothing is proven: the DNS was not asked, because you declined. Ask after all with “Ask the DNS…” above, or paste the records there.',
        paste: 'Nothing is proven: the DNS was not asked, as you chose. Paste the records above to find out.',
      },
      unanswered: {
        ask: 'Nothing is proven: the DNS gave no answer. Ask again with “Ask again…” above, or paste the records there.',
        paste: 'Nothing is proven: the DNS gave no answer. Paste the records above to find out.',
      },
      asking: 'Nothing is proven yet: the answers of the DNS are on their way.',
      file: 'Nothing is proven: the evidence file does not hold all answers. “Ask the DNS again…” above asks for them.',
      none: 'Nothing is proven: not everything that could tell was asked for.',
      body: 'Of the body nothing is proven: it was not given. Paste the whole source of the e-mail, header and body, to find out.',
      source: 'Nothing is proven: this copy does not hold enough. Paste the whole, unchanged source of the e-mail, or choose it as an .eml file.',
      limit: 'Nothing is proven: the signature could not be checked. The reason stands at the signature, under “All the evidence”.',
      way: 'Nothing is proven: the header does not tell enough of the way. Paste the whole source; or, if you know the way, enter it under “All the evidence”, at SPF.',
    },
  },
  domain: {
    whose: (d) => t`This is what the e-mail and the DNS show of ${d}. It is of use to you if that domain is yours.`,
    published: (d) => t`This is what the DNS shows of ${d}.`,
    unnamed: 'The e-mail names no single sender’s domain that could be looked at. Enter a domain name instead of an e-mail to check what it publishes.',
    fragment: 'From, which names the sender’s domain, is missing in this copy. Paste the whole source; or enter a domain name instead, to check what it publishes.',
    awaited: 'The part that knows SPF and DMARC is being loaded.',
    missing: 'The part that knows SPF and DMARC could not be loaded. It can be loaded again above.',
    changes: 'What to look at in the DNS',
    nothing: 'No fault was found in the records. One e-mail shows only how it was sent itself: mail from other servers that send for you may still lack a signature.',
    unsigned: 'The e-mail carries no DKIM signature of the domain. If you sent it, switch DKIM on at the service that sends your mail: SPF alone breaks as soon as mail is forwarded.',
    failing: 'No record was found to be wrong, but the signature of the domain does not verify. What is known of the reason stands above, with the verdict.',
    failing_beside: 'The signature of the domain does not verify. What is known of the reason stands above, with the verdict; and there is this to look at:',
    open: 'No fault was found in the records so far, but not all of them were asked for.',
    unanswered: 'No fault was found in the records so far, but not every question was answered.',
    unread: 'No record could be read: the DNS gave no answer.',
    unlisted: (client, domain, term) => t`${client} handed this e-mail over, and the SPF record of ${domain} does not list it. If it is your server, or one of a service that sends for you, add ${term} to the record, or the include: that the service names.`,
    unlisted_unproven: (client, domain, term) => t`${client} handed this e-mail over, and the SPF record of ${domain} does not list it. Nothing proves that the e-mail is yours. If it is, and that server is yours, or one of a service that sends for you, add ${term} to the record, or the include: that the service names. Otherwise leave the record as it is.`,
    new_alone: 'The signature is an Ed25519 one alone. Receivers that know only RSA find no signature in this e-mail: have your service sign with RSA too, under a selector of its own (RFC 8463, section 6).',
    unmet: (n) => t`But of what large mailbox providers require, this e-mail does not meet ${n} ${plural(n, 'point', 'points')}: ${words(n === 1 ? 'it stands' : 'they stand')} below.`,
    nothing_published: 'No fault was found in the records. Whether your servers sign the mail that they send, the records do not show: check one of your e-mails for that.',
    spf_meant: 'The SPF record as it was probably meant',
    spf_guessed: 'Guessed from the misspelt record. Compare it with what the services that send for you ask for before you publish it.',
    unchecked: 'What could not be checked',
    policy: 'What the policy does to this e-mail',
    policy_lead: 'What the domain asks receivers to do with mail that is not proven to come from it, and what that would mean for this e-mail and for forwarded copies.',
    policy_of: 'What the policy asks for',
    policy_of_lead: 'What the domain asks receivers to do with mail that is not proven to come from it.',
    not_met: (n) => t`${n} not met`,
    all_met: 'None is known to be unmet',
  },
  evidence: {
    findings: 'All findings',
    findings_lead: 'Everything that was noticed, the weightiest first, with the rule that it rests on.',
    signatures: (passed, total) => t`${passed} of ${total} ${plural(total, 'verifies', 'verify')}`,
    unsigned: 'The e-mail has no DKIM signature.',
    count: (n) => t`${n}`,
    steps: (n) => t`${n} ${plural(n, 'step', 'steps')}`,
  },
  octets: { title: 'The message, octet by octet', failed: 'This part of the page could not be loaded. Please close it and open it again.' },
};
