import { plural } from '../en.js';
import { text as t, words } from '../text.js';

/** @type {import('./texts.js').DoorTexts} */
export const doors = {
  label: 'What do you want to know?',
  title: { genuine: 'Is it genuine?', domain: 'Is my domain set up right?', evidence: 'All the evidence' },
  answer: {
    genuine: { proven: 'The sender’s domain is proven', unproven: 'The sender is not proven' },
    domain: {
      open: 'The DNS has not been asked for everything',
      unanswered: 'Not everything could be checked',
      unread: 'No record could be read',
      unnamed: 'From names no single domain',
      fragment: 'From is missing in this copy',
      nothing: 'No fault was found',
      unsigned: 'The domain did not sign this e-mail',
      failing: 'The domain’s signature fails here',
    },
    changes: (n) => t`${n} ${plural(n, 'thing', 'things')} to check`,
    unmet: (n) => t`${n} ${plural(n, 'requirement is', 'requirements are')} not met`,
    unchecked: (n) => t`${n} could not be checked`,
    signatures: (n) => t`${n} ${plural(n, 'signature', 'signatures')}`,
    names: (n, open) =>
      open === 0
        ? t`${n} DNS ${plural(n, 'name', 'names')}`
        : open === n
          ? t`${n} DNS ${plural(n, 'name', 'names')} not asked for`
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
    reserve: {
      part: 'Rely only on the part that was signed. Take what is not signed, or was added or changed later, as if a stranger had written it.',
      expired:
        'A signature that has expired proves less than a fresh one. If the e-mail has reached you only lately, do not rely on it.',
      route:
        'Only the server that sent the e-mail is confirmed, and others may use the same one. Take the content as if a stranger had written it.',
      name: 'Only the domain named above is proven. The name beside it anybody can choose: do not go by it.',
      unclear:
        'Programs show the sender of such an e-mail differently, and forgers make use of that. Do not go by the name and address that yours shows.',
      body: 'The header is signed, but the body is not the one that was signed, and anybody could have written it. Mailing lists change bodies too, so this alone does not make the e-mail a forgery.',
      refused:
        'The domain in From asks receivers not to deliver e-mails like this as usual. Treat it as forged unless the sender confirms it by other means.',
    },
    open: {
      question: {
        ask: 'Nothing is proven yet. Agree to the DNS questions above, or paste the records, to find out.',
        paste: 'Nothing is proven yet. Paste the records of the names above to find out.',
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
      body: 'Nothing is proven about the body: it was not given. Paste the whole source of the e-mail, header and body, to find out.',
      source:
        'Nothing is proven: this copy does not hold enough. Paste the whole, unchanged source of the e-mail, or choose it as an .eml file.',
      limit:
        'Nothing is proven: the signature could not be checked. The reason is given with the signature, under “All the evidence”.',
      way: 'Nothing is proven: the header tells too little of the route. Paste the whole source; or, if you know the route, enter it under “All the evidence”, at SPF.',
    },
  },
  domain: {
    whose: (d) => t`This is what the e-mail and the DNS show of ${d}. It is of use to you if that domain is yours.`,
    published: (d) => t`This is what the DNS shows of ${d}.`,
    unnamed:
      'The e-mail names no single sender’s domain that could be looked at. Enter a domain name instead of an e-mail to check what it publishes.',
    fragment:
      'From, which names the sender’s domain, is missing in this copy. Paste the whole source; or enter a domain name instead, to check what it publishes.',
    changes: 'What to check in the DNS',
    nothing:
      'No fault was found in the records. One e-mail shows only how it was sent itself: mail from other servers that send for you may still lack a signature.',
    unsigned:
      'The e-mail carries no DKIM signature of the domain. If you sent it, switch DKIM on at the service that sends your mail: SPF alone breaks as soon as mail is forwarded.',
    failing:
      'No record was found to be wrong, but the signature of the domain does not verify. What is known of the reason stands above, with the verdict.',
    failing_beside:
      'The signature of the domain does not verify. What is known of the reason stands above, with the verdict; and there is this to look at:',
    open: 'No fault was found in the records so far, but not all of them were asked for.',
    unanswered: 'No fault was found in the records so far, but not every question was answered.',
    unread: 'No record could be read: the DNS gave no answer.',
    unlisted: (client, domain, term) =>
      t`${client} handed this e-mail over, and the SPF record of ${domain} does not list it. If it is your server, or one of a service that sends for you, add ${term} to the record, or the include: that the service names.`,
    unlisted_unproven: (client, domain, term) =>
      t`${client} handed this e-mail over, and the SPF record of ${domain} does not list it. Nothing proves that the e-mail is yours. If it is, and that server is yours, or one of a service that sends for you, add ${term} to the record, or the include: that the service names. Otherwise leave the record as it is.`,
    new_alone:
      'The signature is an Ed25519 one alone. Receivers that know only RSA find no signature in this e-mail: have your service sign with RSA too, under a selector of its own (RFC 8463, section 6).',
    unmet: (n) =>
      t`Of what large mailbox providers require, this e-mail does not meet ${n} ${plural(n, 'point', 'points')}; ${words(n === 1 ? 'it is' : 'they are')} listed below.`,
    nothing_published:
      'No fault was found in the records. The records do not show whether your servers sign their mail: check one of your e-mails for that.',
    spf_meant: 'The SPF record, corrected',
    spf_guessed:
      'Made from the record as it is published: what breaks the rules is written as it was probably meant, and what leads nowhere is left out. Compare it with what the services that send for you ask for before you publish it.',
    spf_merged: 'The SPF records joined into one',
    spf_merged_lead:
      'Every term of all of them, each once. Remove the others when you publish it, and take out services that no longer send for you.',
    spf_ends:
      'The records end differently, and which end is meant only you can tell. The strictest comes first: “-all” says that no other server may send, “~all” that others are suspicious.',
    unchecked: 'What could not be checked',
    policy: 'What the policy does to this e-mail',
    policy_lead:
      'What the domain asks receivers to do with mail that is not proven to come from it, and what that would mean for this e-mail and for forwarded copies.',
    policy_of: 'What the policy asks for',
    policy_of_lead: 'What the domain asks receivers to do with mail that is not proven to come from it.',
    not_met: (n) => t`${n} not met`,
    all_met: 'None is known to be unmet',
  },
  evidence: {
    findings: 'All findings',
    findings_lead: 'Everything that was noticed, the weightiest first, with the rule that it rests on.',
    signatures: (passed, total) => t`${passed} of ${total} verified`,
    unsigned: 'The e-mail has no DKIM signature.',
    count: (n) => t`${n} ${plural(n, 'entry', 'entries')}`,
    steps: (n) => t`${n} ${plural(n, 'step', 'steps')}`,
  },
  octets: {
    title: 'The e-mail, byte by byte',
    failed: 'This part of the page could not be loaded. Please close it and open it again.',
  },
};
