import { plural } from '../en.js';
import { findings } from '../findings/en.js';
import { fieldName } from '../field.js';
import { listed, text as t, words } from '../text.js';

/** @param {import('../../types/report.js').Domain | null} d */
const signer = (d) => d ?? words('a domain that cannot be read');

/** How an open question is settled. @type {Record<import('../catalogue.js').Chance, string>} */
const settling = {
  ask: 'Answer the question below to have it tested.',
  asking: 'It is tested as soon as the DNS has answered.',
  paste: 'Paste the records that are named below to have it tested.',
  file: 'The evidence file lacks the answers: ask the DNS again, above, to have it tested.',
  none: 'Not all that is needed for it was asked for.',
};

/** @type {import('../catalogue.js').ResultTexts['headline']} */
const headline = {
  pending: ({ d, chance }) => ({
    title: t`This e-mail carries a signature in the name of ${signer(d)}. Its public key will show whether it is genuine.`,
    meaning: t`${words(settling[chance])} What can be found out without asking the DNS is shown further down.`,
  }),
  verified: ({ d, a }) => ({
    title:
      d && a && d.a_label !== a.a_label
        ? t`Sent by ${a}: ${d}, of the same organization, signed this e-mail.`
        : t`Sent by ${signer(d)}: the domain in From is proven, it signed this e-mail.`,
    meaning: t`The signature verifies: this domain takes responsibility for the e-mail, and what it signed has not been changed since. That does not prove who wrote it, that the content is true or harmless, or that it was meant for you.`,
  }),
  partly: ({ d }) => ({
    title: t`${signer(d)} signed only part of this e-mail.`,
    meaning: t`The signature verifies, yet parts of what a reader sees are not covered and could come from anybody.`,
  }),
  resent: ({ d }) => ({
    title: t`Signed by ${signer(d)}, but long before it was delivered.`,
    meaning: t`The signature verifies, so this domain did sign the e-mail. Who sent it once more, and to whom it was first addressed, is not proven: anybody who has a signed e-mail can send it again (a replay). An e-mail that was held up or forwarded late looks the same.`,
  }),
  ahead: ({ d }) => ({
    title: t`Signed by ${signer(d)}, but at a time that is still to come.`,
    meaning: t`The signature verifies, so this domain did sign the e-mail. The date in it lies in the future: a clock is wrong, or the date is made up. Receivers may treat the e-mail as if it were not signed.`,
  }),
  testing: ({ d }) => ({
    title: t`Signed by ${signer(d)}, which says that it is only testing.`,
    meaning: t`The signature verifies. While the key record says so (t=y), receivers treat the e-mail as if it were not signed.`,
  }),
  doubtful: ({ d }) => ({
    title: t`Signed by ${signer(d)} according to one answer, not to another.`,
    meaning: t`The signature verifies with one of the key records given, but the answers about it differ. Until they agree, nothing counts as proven.`,
  }),
  misleading: ({ d }) => ({
    title: t`Signed by ${signer(d)}, but From is written so that it can be taken for somebody else.`,
    meaning: t`The signature verifies, but it proves nothing about the person or company that the name, or letters that look alike, suggest. Mailing lists write such names, and so do impostors: go by the domain that signed, not by the name.`,
  }),
  author_unclear: ({ d }) => ({
    title: t`Signed by ${signer(d)}, but the sender is unclear.`,
    meaning: t`The signature verifies, but the e-mail does not name one sender that it could be compared with, so no sender is proven.`,
  }),
  other_domain: ({ d, a, isHeaderOnly }) => ({
    title: t`Signed by ${signer(d)}, not by ${signer(a)}.`,
    meaning: t`The signature verifies, but it belongs to another domain than the one in From. Mailing services send like this, and so do impostors: nothing proves that ${signer(a)} has anything to do with it.${words(isHeaderOnly ? ' Only the header was given; the body could not change that.' : '')}`,
  }),
  unsigned_unchecked: ({ a }) => ({
    title: t`Cannot be tested: this e-mail is not signed, and too little is known of its route.`,
    meaning: t`Nothing given here can tell whether it comes from ${signer(a)}: there is no DKIM signature, and the header does not say which server delivered the e-mail, so SPF has nothing to check. That says nothing against the e-mail. If this is not all of it, open the e-mail in the mailbox where it arrived, and paste its whole source, with all the Received fields.`,
  }),
  unsigned_unasked: ({ a }) => ({
    title: t`Not tested: this e-mail is not signed, and the DNS was not asked about its route.`,
    meaning: t`The header shows which server delivered it. The DNS can tell whether that server may send for ${signer(a)} (SPF). That says nothing against the e-mail.`,
  }),
  unsigned_unanswered: ({ a }) => ({
    title: t`Cannot be tested: this e-mail is not signed, and the DNS did not answer about its route.`,
    meaning: t`The header shows which server delivered it. Whether that server may send for ${signer(a)} (SPF) could not be found out. That says nothing against the e-mail.`,
  }),
  unproven: ({ d, a, isHeaderOnly }) => ({
    title: t`Nothing proves that this e-mail comes from ${signer(a)}.`,
    meaning: t`${d ? t`Its DKIM signature is of another domain, ${d}, and proves nothing` : words('It carries no DKIM signature')}, and SPF does not show that the server that delivered it may send for this domain. That alone does not make it a forgery: forwarding has the same effect.${words(isHeaderOnly ? ' Only the header was given; the body could not change that.' : '')}`,
  }),
  no_author: () => ({
    title: t`This e-mail names no single sender who could be proven.`,
    meaning: t`Without one domain in From there is nothing that signatures, SPF or DMARC could be compared with.`,
  }),
  route: ({ a, isGiven }) => ({
    title: t`No signature proves ${signer(a)}, but the e-mail came from a server that may send for it (SPF).`,
    meaning: isGiven
      ? t`That is weaker than a signature: it rests on the route that you entered, and says nothing about the content. Others may use the same server, and what was changed on the way cannot be told.`
      : t`That is weaker than a signature: it rests on the route that your own mail server wrote into the header, and says nothing about the content. Others may use the same server, and what was changed on the way, or in this copy, cannot be told.`,
  }),
  undecided: ({ d, a, chance }) => ({
    title: d
      ? t`Signed by ${d}. Whether that confirms ${signer(a)} is not known yet.`
      : t`This e-mail is not signed. Whether its route confirms ${signer(a)} is not known yet.`,
    meaning: t`SPF and DMARC can tell. ${words(settling[chance])} What can be found out without asking the DNS is shown further down.`,
  }),
  body_absent: ({ d }) => ({
    title: t`This header was signed by ${signer(d)}; the body was not given and is untested.`,
    meaning: t`The signature over the header verifies. Paste the whole source, not only the header, to have the body tested too.`,
  }),
  nothing_signed: ({ d }) => ({
    title: t`${signer(d)} signed the header, and nothing of the text.`,
    meaning: t`The hash that was signed fits only without the text. Either the domain signed before the text was there, or somebody has put it into an empty e-mail of the domain, or into an empty part of one. Do not rely on the text. Receivers reject the signature.`,
  }),
  body_changed: ({ d }) => ({
    title: t`${signer(d)} signed this header, but the body has changed since.`,
    meaning: t`The signature over the header is genuine; the body is not the one that was signed. Mailing lists and gateways do this by adding a footer or rewriting the e-mail. This does not prove a forgery, but do not rely on the body.`,
  }),
  altered: ({ d, changes }) => ({
    title: t`Signed by ${signer(d)}; changed afterwards: ${changes} (proven).`,
    meaning: t`With these changes undone, the signature verifies: this domain signed the e-mail as it was before. What was added or changed since is not signed by it and could come from anybody.`,
  }),
  partly_altered: ({ d, changes }) => ({
    title: t`Signed by ${signer(d)}; changed afterwards: ${changes} (proven). The body is not proven.`,
    meaning: t`With these changes undone, the signature over the header verifies: this domain signed the e-mail as it was before. What its body was then is not known, so do not rely on the body.`,
  }),
  faulty: ({ d, changes }) => ({
    title: t`Signed by ${signer(d)}, but not by the rules: ${changes} (proven).`,
    meaning: t`With this undone, the signature verifies, so this domain’s key made it. Receivers reject it as it is.`,
  }),
  expired: ({ d, until, arrival, isHeaderOnly }) => {
    const end = { time: until ?? 0 };
    const right = words(
      isHeaderOnly
        ? 'The signature over the header is right; the body was not given and is untested.'
        : 'The signature is right: nothing that it covers has been changed.',
    );
    if (arrival === null)
      return {
        title: t`Signed by ${signer(d)}; the signature has since expired.`,
        meaning: t`${right} But it was only valid until ${end}. When an old e-mail is verified this is normal: a signature is meant to be checked on arrival. Whether the e-mail arrived in time cannot be told from here.`,
      };
    return arrival <= (until ?? 0)
      ? {
          title: t`Signed by ${signer(d)}: valid when the e-mail arrived, expired since.`,
          meaning: t`${right} By the date that the receiving server wrote, the e-mail came on ${{ time: arrival }}; the signature was valid until ${end}, so it counted then. That it has expired since is normal for an old e-mail.`,
        }
      : {
          title: t`Signed by ${signer(d)}, but the e-mail came after the signature had expired.`,
          meaning: t`${right} But it was only valid until ${end}, and by the date that the receiving server wrote, the e-mail came on ${{ time: arrival }}. Receivers need not accept such a signature: somebody may have sent an old e-mail again.`,
        };
  },
  failed: ({ d, changes, isChanged }) =>
    isChanged
      ? {
          title: t`The signature of ${signer(d)} does not verify. Changed afterwards: ${changes} (proven); the rest is not explained.`,
          meaning: t`With that undone, the body is the one that was signed; but the signature over the header does not verify either, and why was not found. So it is not proven that this domain signed the e-mail.`,
        }
      : {
          title: t`The signature of ${signer(d)} does not verify.`,
          meaning: t`The signed part was changed on the way or while copying, or this domain did not sign it. The signature alone cannot tell which.`,
        },
  misfit: ({ d, isPasted }) => ({
    title: isPasted
      ? t`The key that you pasted does not fit the signature of ${signer(d)}.`
      : t`The published key does not fit the signature of ${signer(d)}.`,
    meaning: t`The signature was made with another key, or is itself damaged. So it proves nothing, and it does not refute anything either.`,
  }),
  unusable: ({ d, isPasted }) => ({
    title: t`The signature of ${signer(d)} cannot be accepted.`,
    meaning: isPasted
      ? t`There is a fault in the signature or in the key record that you pasted, as said above. So this signature proves nothing.`
      : t`There is a lasting fault in the signature or in the published key, as said above. So this signature proves nothing.`,
  }),
  unreachable: ({ d, chance }) => ({
    title: t`Cannot be tested: no answer about the key of ${signer(d)}.`,
    meaning:
      chance === 'ask'
        ? t`That says nothing against the e-mail. Ask again, choose another resolver or paste the key record.`
        : chance === 'paste'
          ? t`That says nothing against the e-mail. Paste the key record to have it tested.`
          : t`That says nothing against the e-mail.`,
  }),
  declined: ({ d }) => ({
    title: t`Not tested: the key of ${signer(d)} was not asked for.`,
    meaning: t`Without the public key the signature can be neither confirmed nor refuted.`,
  }),
  not_checked: ({ d }) => ({
    title: t`Not tested: the signature of ${signer(d)}.`,
    meaning: t`It was neither confirmed nor refuted.`,
  }),
  fragment: ({ d, absent }) => ({
    title: d
      ? t`Cannot be tested: the signature of ${d} was pasted without fields that it covers.`
      : t`Cannot be tested: this is only a part of a header, without From.`,
    meaning: t`That says nothing against the e-mail. ${absent.length > 0 ? t`The signature covers these fields, none of which is here: ${listed(absent.map(fieldName), ', ')}.` : words(d ? 'The signature itself is cut off, and From is missing.' : 'Whom the e-mail names as its sender is not known.')} Paste the whole source: all of the header, the empty line after it, and the body.`,
  }),
};

/** @type {import('../catalogue.js').ResultTexts} */
export const en = {
  headline,
  policy: {
    none: (a) => t`By its DMARC policy, ${a} asks for no special treatment of such e-mails (none).`,
    quarantine: (a) =>
      t`By its DMARC policy, ${a} asks receivers to treat such e-mails as suspicious (quarantine), for instance to put them into the spam folder.`,
    reject: (a) => t`By its DMARC policy, ${a} asks receivers not to accept such e-mails (reject).`,
    absent: (a) => t`${a} has no DMARC policy in force for such e-mails.`,
  },
  display_name: (name) => t`The name “${name}” in From is not proven: a sender can write any name there.`,
  receiver: (host, result) =>
    host === null
      ? t`Your mail service wrote into the header: dmarc=${result}.`
      : t`Your mail service (${host}) wrote into the header: dmarc=${result}.`,
  server: (a, isGiven) =>
    t`Apart from the signature, SPF passes: the server that delivered the e-mail may send for ${a}. ${words(isGiven ? 'That rests on the route that you entered' : 'That rests on what your own mail server wrote into the header')}, and proves neither who used this server nor that the e-mail is unchanged.`,
  typed: {
    address:
      'This is an e-mail address. An address alone cannot be checked, but its domain can: what it publishes in the DNS for SPF, DKIM and DMARC.',
    url: 'This is the address of a web page or a server, not an e-mail. If the page shows the source of an e-mail, copy all of it and paste it here. What the domain in this address publishes in the DNS for SPF, DKIM and DMARC can be checked too.',
    named_record:
      'This is a DNS record, not an e-mail. The domain that it belongs to can be checked with it: the record is kept, and stands ready below the result.',
    host: 'This is neither an e-mail nor a domain name that could be checked: SPF, DKIM and DMARC belong to names such as example.com. Enter such a name, or paste the whole source of an e-mail.',
    record:
      'This is a DNS record without its name, not an e-mail. It can be used once it is known what for: enter the domain that it belongs to (for a DKIM key, “domain selector”), or paste the source of an e-mail, and then paste the record where records are wanted.',
  },
  seal: {
    verified: 'Verified',
    partly: 'Verified in part',
    testing: 'Testing only',
    doubtful: 'Answers differ',
    misleading: 'Misleading name',
    author_unclear: 'Sender unclear',
    other_domain: 'Another signer',
    pending: 'Key not asked for yet',
    body_absent: 'Body untested',
    unreachable: 'Cannot be tested',
    declined: 'Not tested',
    not_checked: 'Not tested',
    fragment: 'Cannot be tested',
    resent: 'Signed long before',
    ahead: 'Dated in the future',
    route: 'By route only (SPF)',
    undecided: 'Still open',
    unproven: 'Not proven',
    unsigned_unchecked: 'Cannot be tested',
    unsigned_unasked: 'Not tested',
    unsigned_unanswered: 'Cannot be tested',
    no_author: 'No single sender',
    altered: 'Changed after signing',
    partly_altered: 'Changed after signing',
    faulty: 'Faulty signature',
    nothing_signed: 'Text not signed',
    body_changed: 'Body changed',
    expired: 'Expired',
    failed: 'Not verified',
    misfit: 'Key does not fit',
    unusable: 'Not verified',
  },
  which: {
    label: 'Which e-mail is checked',
    unnamed: words('an unnamed sender'),
    outer: (from) => t`Checked: the e-mail that you gave, from ${from}. E-mails inside it are not checked.`,
    around: (from) => t`Checked: the outer e-mail, from ${from}. E-mails inside it are not checked.`,
    message: (from) =>
      t`Checked: the e-mail attached to the one that you gave, from ${from}. The e-mail around it is not checked.`,
    bounce: (from) => t`Checked: the e-mail that came back, from ${from}. The report around it is not checked.`,
    mbox: (n, total, from) => t`E-mail ${n} of ${total}, from ${from}.`,
    outlook_msg: (from) => t`Checked: the header in this Outlook .msg file, from ${from}.`,
    mended: (from) => t`Checked: the e-mail from ${from}. What copying had changed or added was undone first.`,
    choose: (n) => t`Choose another e-mail (${n} in all)`,
    chosen: '(selected)',
    listing: 'Listing them…',
    more: (n) => t`List more (${n} left)`,
  },
  of_file: {
    mark: 'From an evidence file: the e-mail and the DNS answers are the file’s own claims. Nobody was asked.',
    says: 'The file says: ',
    signature: {
      provenance: {
        pasted: 'The file says: pasted by whoever made it.',
        recorded: 'The file says: recorded with the e-mail.',
        nobody: 'The file says: no DNS question was sent.',
      },
      resolver: (company, time) => t`The file says: answered by ${words(company)}, ${{ time }}.`,
      validated: ' It also says that the resolver validated the answer (DNSSEC).',
    },
    queries: {
      unanswered: (company, time) =>
        t`The file says: ${words(company)} was asked, ${{ time }}, and gave no usable answer.`,
    },
  },
  claims: {
    heading: 'What the e-mail says about itself',
    from: 'From',
    to: 'To',
    subject: 'Subject',
    date: 'Date',
    none: 'missing',
  },
  consent: {
    read: { message: 'The e-mail was read.', domain: 'The domain was read.' },
    needed: {
      ask: 'Your consent is needed to ask the DNS.',
      paste: 'DNS records are needed: paste them, as nobody is asked from here.',
    },
    heading: 'Look these names up in the DNS?',
    lead: 'Public keys and the records of SPF and DMARC are published in the DNS. Only these names, and further ones of the same kinds that the answers point to, leave your browser (100 at most):',
    groups: {
      dkim: { heading: 'DKIM: the keys of the signatures', lead: 'They show whether a signature is genuine.' },
      spf_mailfrom: {
        heading: 'SPF: may this server send for the envelope’s sender?',
        lead: 'First the domain’s record, then the records and addresses that it refers to.',
      },
      spf_helo: {
        heading: 'SPF: may this server use the name that it gave (HELO)?',
        lead: 'First the name’s record, then the records and addresses that it refers to.',
      },
      spf_domain: {
        heading: 'SPF: who may send for the domain?',
        lead: 'First the domain’s record, then the records that it refers to.',
      },
      wished: { heading: 'What you wanted to know besides', lead: 'The verdict does not depend on it.' },
      dmarc: {
        heading: 'DMARC: what does the domain in From ask for?',
        lead: 'The policy is looked for at the domain and at the levels above it (RFC 9989); where it matters, for the domains that signed or sent too.',
      },
      dmarc_domain: {
        heading: 'DMARC: what does the domain ask for?',
        lead: 'The policy is looked for at the domain and at the levels above it (RFC 9989).',
      },
    },
    spf_part: {
      record: t`for the SPF record`,
      mechanism: t`for addresses or names that the record allows`,
      explanation: t`for the explanation of a refusal`,
    },
    dmarc_need: {
      policy: t`for the policy`,
      alignment: t`for the organization that a domain belongs to`,
      existence: t`to see whether the domain exists`,
      doubled_name: t`in case the record was entered with the domain twice`,
    },
    more_names_of: (n) => t`${n} more ${plural(n, 'name', 'names')}`,
    count: (all, done, failed) =>
      failed === 0
        ? t`${done} of ${all} answered so far`
        : t`${done} of ${all} done so far, ${failed} of them without an answer`,
    telling: {
      heading: 'These lookups would alert the sender',
      lead: 'The sender has put something made for this e-mail alone into these names. Whoever runs their DNS learns that this e-mail is being looked at, and when. So they are asked for only if you agree to it separately.',
      ask: (company) => t`Ask ${words(company)} about these too`,
      ask_own: 'Ask this resolver about these too',
      ask_own_both: 'Ask both resolvers about these too',
      decline: 'Leave these out',
    },
    names: 'Names to be asked for',
    purposes: {
      dkim_key: (d) => t`for the public key of ${d}`,
      doubled_zone: (d) => t`in case the key of ${d} was entered with the domain twice`,
      repaired_signature: () => t`for the key that the signature names if it was damaged by copying`,
      arc_seal_key: (d) => t`for the public key of the ARC seal by ${d}`,
      arc_message_key: (d) => t`for the public key of the ARC signature by ${d}`,
      published_key: () => t`for the key under the selector`,
      reverse: () => t`for the name of the sending address, and whether it leads back`,
      report_destination: () => t`whether the reports are taken there`,
    },
    who_sees:
      'Whoever runs the resolver learns these names and your IP address. The domains’ owners may notice that somebody asked. Nothing else is sent.',
    resolver: 'Whom to ask',
    ask: (company) => t`Ask ${words(company)}`,
    ask_own: 'Ask this resolver',
    ask_own_both: 'Ask both resolvers',
    decline: 'Don’t ask',
    own_label: 'URL of your DNS-over-HTTPS resolver',
    own_bad: 'Please enter a URL that begins with https:// (or with http://localhost or http://127.0.0.1).',
    own_note: 'The resolver must send CORS headers; otherwise the browser does not let this page read its answers.',
    asking: 'asking…',
    asked: 'answered',
    unanswered: 'no answer',
    cancel: 'Cancel',
    offline:
      'You are offline, so nobody can be asked. Paste the records below, or go on once you are connected: nothing that you entered is lost.',
    framed: 'This page is shown inside another one, which could trick you into consenting. Nothing is asked from here.',
    framed_link: 'Open Waxseal in its own tab',
    unseen:
      'Nothing is asked from this frame: your browser cannot tell whether a frame was really seen when it was clicked. Put the e-mail into Waxseal’s own page, or paste the records below.',
    unseen_link: 'Ask on Waxseal’s own page',
    confirm: {
      heading: (companies) => t`Ask ${words(companies)} for these names?`,
      heading_own: 'Ask for these names?',
      ask_own: 'Ask',
      why: 'The page around this frame could have led your first click here. So a second one is needed, in another place; it works once all of this has been in plain view for a second. If it does not fit into your window:',
      back: 'Back',
    },
    never: {
      heading: 'Records are needed',
      decline: 'Go on without records',
      paste: 'Paste the records',
      lead: 'Public keys and the records of SPF and DMARC are published in the DNS. Here nobody is asked for them: paste the records of these names below, or go on without them.',
    },
    paste: 'Paste records instead',
    paste_label: 'DNS records',
    paste_hint:
      'Lines of a zone file, or the output of dig or nslookup: key, SPF and DMARC records alike. A key record may be pasted without its name, starting at v=DKIM1.',
    paste_use: 'Use these records',
    paste_none:
      'No record was found in the text. A line with its name looks like “example.com. TXT "v=spf1 …"”; a key record may also stand alone, like “v=DKIM1; k=rsa; p=…”. The key alone is not enough.',
    replaced: (names) =>
      t`What was pasted before for ${listed(names, ', ')} was replaced by this. Records of one name that belong together have to be pasted together.`,
    record_problem: (kind, line) => {
      switch (kind) {
        case 'no_missing_key':
          return t`Line ${line}: no key is missing, so a record without a name cannot be assigned.`;
        case 'several_missing_keys':
          return t`Line ${line}: several keys are missing; put the name in front of the record.`;
        case 'type_ignored':
          return t`Line ${line}: records of this type are not used.`;
        case 'name':
          return t`Line ${line}: its name is no domain name.`;
        case 'too_large':
          return t`More than 1 MiB was pasted; nothing was read.`;
        case 'too_many_records':
          return t`Line ${line}: more than 100 records of a type stand under one name; none was taken.`;
        default:
          return t`Line ${line} cannot be read as a record.`;
      }
    },
    settled: (n, companies, of) =>
      t`${words(companies)} ${plural(of, 'was', 'were')} asked for ${n} ${plural(n, 'name', 'names')}.`,
    settled_none: 'No DNS question was sent.',
    ask_again: 'Ask again…',
    ask_after_all: 'Ask the DNS…',
    paste_more: 'Paste records',
    more_names: 'List the next 10 names',
    more_queries: (n) => t`${n} ${plural(n, 'name', 'names')}`,
  },
  resolvers: {
    second: 'Ask a second company too',
    second_own: 'Ask a second resolver too',
    second_what:
      'Both then learn all of these names. Where their answers differ, both are shown, and nothing that rests on them counts as proven.',
    whom: 'Whom to ask as well',
    other_url: 'another URL',
    second_label: 'URL of the second resolver',
    second_bad:
      'Please enter a URL that begins with https:// (or with http://localhost or http://127.0.0.1), of another host than the resolver that is asked anyway.',
    who_sees:
      'Each of the two that run these resolvers learns these names and your IP address. The domains’ owners may notice that somebody asked. Nothing else is sent.',
    again: {
      heading: 'Ask somebody else for the same names?',
      lead: 'These names were asked for already. Only they would be asked for once more, of somebody else, to see whether the answers agree:',
      offer: 'Ask a second resolver…',
      close: 'Don’t ask',
    },
    wanted: {
      commands: 'The same as commands for a terminal',
      copy_commands: 'Copy the commands',
      lines: 'The same as plain lines',
      copy_lines: 'Copy the lines',
      left_out: (n) =>
        t`${n} ${plural(n, 'name holds', 'names hold')} characters that a terminal could take for a command, and ${plural(n, 'is', 'are')} left out of what is copied.`,
    },
    modes: {
      summary: 'DNS questions: ',
      legend: 'When may this page ask the DNS?',
      short: {
        ask: 'ask me each time',
        always: 'known names without a click until this page is closed',
        never: 'never',
      },
      label: {
        ask: 'Ask me each time',
        always: 'Ask for known names without a click until this page is closed',
        never: 'Never ask; I paste the records',
      },
      ask: 'Nothing is asked before you have seen the names and agreed. This choice is remembered in this browser.',
      always: (companies) =>
        t`From the next e-mail on, names that were asked for with your consent before go to ${words(companies)} at once; you still see them. New names wait for your click, as a sender can make one for a single e-mail. This is not remembered.`,
      never: 'You get the names to look up yourself. This choice is remembered in this browser.',
      holds: (companies) =>
        t`${words(companies)} is asked for names that you agreed to before without a click, as you chose, until this page is closed.`,
      off: 'Ask me each time again',
    },
    disputed: {
      heading: 'The answers differ',
      lead: 'Those who were asked say different things about the same name. One of them may be out of date, or somebody may have changed an answer on its way. Nothing that rests on these answers counts as proven.',
    },
    failed: {
      heading: 'Unanswered DNS questions',
      count: (company, failed, asked) =>
        failed < asked
          ? t`${words(company)} gave no readable answer to ${failed} of ${asked} questions.`
          : asked === 1
            ? t`${words(company)} gave no readable answer to the one question.`
            : t`${words(company)} gave no readable answer to any of the ${asked} questions.`,
      others_count: 'For these names, the answers of the other one count.',
      names: 'Nobody answered for:',
      instead: (company) => t`Ask ${words(company)} for these`,
      instead_what:
        'Names of the same kinds that the answers point to are asked for as well. Whoever you ask learns these names and your IP address.',
      hint: {
        network:
          'The connection failed, or the browser was not allowed to read the answer. You may be offline, the network or an extension of the browser may block this resolver, or it may be down. Allow it, use another network, or ask somebody else.',
        timeout:
          'There was no answer in time. The network may be slow, or something may swallow the questions. Ask again, or ask somebody else.',
        http_status:
          'The resolver answered with an HTTP error. It may be overloaded, or the address may be wrong. Ask again later, or ask somebody else.',
        content_type:
          'What came is not a DNS message. The address may be wrong, or a sign-in page of the network may have answered: sign in there first.',
        too_large: 'An answer is larger than any DNS message may be. Ask somebody else.',
        truncated: 'An answer was cut off. Ask again, or ask somebody else.',
        malformed: 'An answer was not about the question. Ask again, or ask somebody else.',
        alias_chain:
          'The aliases of a name form a loop or too long a chain. Only the owner of the domain can correct that.',
        cancelled: 'You cancelled. Ask again whenever you want.',
      },
    },
  },
  signature: {
    heading: 'Signatures',
    title: (n, total) => (total === 1 ? t`Signature` : t`Signature ${n} of ${total}`),
    no_domain: 'domain unreadable',
    result: {
      pass: 'Verifies',
      fail: 'Does not verify',
      neutral: 'Cannot be judged',
      permerror: 'Cannot be accepted',
      temperror: 'Cannot be tested now',
      pending: 'Key not asked for yet',
      not_checked: 'Not checked',
    },
    header_only: 'Header verified, body not tested',
    because: (reason) => `: ${reason}`,
    not_checked: {
      declined: 'you chose not to ask for its key',
      private_name: 'its key has a name that is not part of the public DNS',
      key_names: 'the limit on questions was reached',
      signatures: 'the e-mail has too many signatures',
      header: 'the header is too large, or only a part of it was given',
      arithmetic: 'the limit on arithmetic was reached',
    },
    checks_heading: 'Checks',
    check: {
      body_hash: 'Body',
      signature: 'Header',
      key_permits: 'Key',
      time: 'Time',
      algorithm: 'Algorithm',
      form: 'Form',
    },
    misfit: 'does not fit',
    body_begins: (n) => t`only the first ${n} ${plural(n, 'byte', 'bytes')}`,
    passed: { body_hash: 'unchanged', signature: 'verifies', key_permits: 'can be used', time: 'valid' },
    failed: {
      body_hash: 'changed',
      signature: 'does not verify',
      key_permits: 'cannot be used',
      time: 'expired',
      algorithm: 'not accepted',
      form: 'against the rules',
    },
    open: { not_reached: 'not tested', pending: 'key not asked for yet', untestable: 'cannot be tested' },
    domain: 'Signing domain',
    selector: 'Selector',
    identity: 'Identity',
    algorithm: 'Algorithm',
    canonicalization: 'Canonicalization',
    key: 'Key',
    signed_on: 'Signed on',
    days_ago: (n) => t`${n} ${plural(n, 'day', 'days')} ago`,
    strict: 'Identity',
    strict_value: 'must be the signing domain itself (t=s)',
    expires: 'Expires',
    key_size: (type, bits) => (type === 'rsa' ? t`RSA, ${words(String(bits))} bits` : t`Ed25519`),
    key_type: (type) => words(type === 'rsa' ? 'RSA' : 'Ed25519'),
    canon_value: (header, body) => t`header ${words(header)}, body ${words(body)}`,
    unknown: 'unknown',
    signed_fields: 'Signed fields',
    unsigned_fields: 'Fields not signed',
    absent_fields: 'Sealed against being added',
    missing_fields: 'In h=, but not here: absent when signed, or removed since',
    addable_fields: 'Could be added unnoticed',
    fields: (n) => t`${n} ${plural(n, 'field', 'fields')}`,
    unsigned_note: 'Servers add fields on the way, so some are never signed. That is usual.',
    addable_note:
      'Somebody on the way could put a second field of such a name above the signed one. A signer can prevent it by listing the name once more (“oversigning”); most do not, so this is usual.',
    body: 'Body',
    body_whole: (n) => t`the whole body (${n} ${plural(n, 'byte', 'bytes')} in the form that is signed)`,
    body_part: (signed, unsigned) =>
      t`the first ${signed} ${plural(signed, 'byte', 'bytes')}; the last ${unsigned} ${plural(unsigned, 'is', 'are')} not signed`,
    body_unknown: 'not given',
    nothing: 'none',
    details: 'Details of this signature',
    key_record: 'Key record',
    provenance: {
      pasted: 'Pasted by you.',
      recorded: 'Recorded with the example; no DNS question was sent.',
      nobody: 'No DNS question was sent.',
    },
    resolver: (company, time) => t`Answered by ${words(company)}, ${{ time }}.`,
    validated: ' The resolver says that it validated the answer (DNSSEC).',
    key_notes: 'Notes in the record (n=)',
    deciding: ' This record decided.',
    repair: {
      heading: 'The record as it should be',
      name: 'Name',
      type: 'Type',
      zone: 'In a zone file',
      copy: 'Copy the record',
      copy_zone: 'Copy the line',
      copied: 'Copied.',
      by_hand:
        'The browser did not allow it. The text is selected: copy it by Ctrl+C (⌘C on a Mac, the menu on a phone).',
      proof: {
        pass: 'Proven: with it, this very signature verifies over the header.',
        fail: 'With it, this signature still does not verify.',
        not_reached: 'Whether the signature verifies with it can only be told once it is published.',
        untestable: 'Whether the signature verifies with it was not tested.',
        pending: '',
      },
    },
    tags: 'All tags of the signature',
    tag: 'Tag',
    value: 'Value',
    more: (n) => t`and ${n} more`,
  },
  search: {
    looking: 'Looking for the cause, in your browser…',
    cancel: 'Cancel',
    cancelled: 'You cancelled the search for the cause.',
    missing:
      'The cause could not be looked for: the part of this page that does it could not be loaded. The verdict stands.',
    stopped: 'The cause could not be looked for: the search was stopped. The verdict stands.',
    again: 'Look for the cause',
    found: 'The cause was looked for, and found.',
    not_found: 'The cause was looked for, and not found.',
  },
  findings,
  finding: {
    heading: 'About the e-mail',
    empty_file: 'This file is empty.',
    octets: 'Show in the e-mail',
    severity: { error: 'Fault', warning: 'Warning', notice: 'Notice', info: 'Note' },
    reference: (rfc, section) => `RFC ${rfc}, section ${section}`,
    field: (name) => t`${name}: `,
    arc_set: (instance) => t`ARC set ${instance}: `,
    signatures: (all) =>
      t`Signatures ${listed(
        all.map(({ n, domain }) => (domain ? t`${n} (${domain})` : t`${n}`)),
        ', ',
      )}: `,
  },
  queries: {
    heading: 'Questions to the DNS',
    none: 'None was needed.',
    pending: 'Not asked yet.',
    records: (n) => t`${n} ${plural(n, 'record', 'records')}`,
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
    stays: {
      message: 'The e-mail itself stays in this page and is gone when you clear or close it.',
      domain: 'What was found stays in this page and is gone when you clear or close it.',
    },
    record: {
      heading: 'Every request of this page, as the browser recorded it',
      lead: 'Your browser keeps this record itself, since the page was opened. The files are the parts of the tool: they are fetched without anything that you entered, and once more where they are kept for use offline.',
      own: (n) => t`${n} ${plural(n, 'file', 'files')} of the tool`,
      other: (n) => t`${n} DNS ${plural(n, 'question', 'questions')}`,
    },
  },
};
