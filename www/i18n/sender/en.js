import { plural } from '../en.js';
import { duration } from '../policy/en.js';
import { meaningOf, text as t, words } from '../text.js';

/** @import { SenderTexts } from './texts.js' */

/** @param {string} value */
const policyMeans = (value) =>
  meaningOf(
    {
      none: 'no special treatment; reports only',
      quarantine: 'treat it as suspicious, for example put it into the spam folder',
      reject: 'do not accept it',
    },
    value,
    'this value is not a valid one',
  );

/** @param {string} value */
const modeMeans = (value) =>
  meaningOf(
    {
      r: 'the same organization is enough (relaxed)',
      s: 'the domains must be identical (strict)',
    },
    value,
    'this value is not a valid one; relaxed counts',
  );

/** @type {SenderTexts['alignment']} */
const alignment = {
  details: 'Each proof in words',
  heading: 'Who is proven',
  lead: 'Readers see the address in From. It counts as proven only if a signature (DKIM) or the sending server (SPF) proves a domain of the same organization.',
  underlined: 'The organizational part, by which domains are compared, is underlined where it is known.',
  author: 'Domain in From, which readers see',
  no_author: 'There is no single domain in From that others could be compared with.',
  absent: 'From is missing in this copy, so there is no domain that others could be compared with.',
  signature: (n) => t`Signature ${n} (DKIM, d=)`,
  envelope: 'Envelope sender (SPF, MAIL FROM)',
  greeting: 'Name of the sending server (SPF, HELO)',
  no_envelope: 'The envelope is not known, so SPF proves nothing here.',
  unsigned: 'The e-mail bears no signature (DKIM).',
  organization: (domain) => t`organization: ${domain}`,
  aligned: {
    identical: 'The same domain as in From',
    same_organization: 'The same organization as in From',
    none: 'Not the organization in From',
    pending: 'Not settled yet: not everything was asked',
    temperror: 'Cannot be told: the DNS gave no answer, or answers that differ',
    not_checked: 'Not compared',
  },
  mode: { relaxed: 'relaxed: the same organization is enough', strict: 'strict: only the very same domain counts' },
  fails: 'It does not count, as it is not authenticated.',
  expired: 'Signature was right until it expired',
  related: 'The domain in From, or one above or below it',
  body_untested: 'The header is signed; the body could not be tested.',
  dkim: {
    pass: 'Signature is right',
    fail: 'Signature does not fit',
    neutral: 'Cannot be tested with this copy',
    permerror: 'Signature or key is unusable',
    temperror: 'Key could not be had',
    pending: 'Key not asked for yet',
    not_checked: 'Not checked',
  },
  spf: {
    none: 'No SPF record',
    neutral: 'The domain says nothing about this server',
    pass: 'The server may send for it',
    fail: 'The server may not send for it',
    softfail: 'The server is probably not one that may send for it',
    temperror: 'The DNS gave no answer, or answers that differ',
    permerror: 'The SPF record is faulty',
    pending: 'Not asked yet',
    not_checked: 'Not checked',
  },
  by_walk: (domain, organization) => t`By the tree walk from ${domain}, the organizational domain is ${organization}.`,
  uncompared: 'No DMARC record applies, so nothing asks for this comparison.',
};

/** @type {SenderTexts['dmarc']} */
const dmarc = {
  heading: 'DMARC: what the domain in From asks for',
  of_domain: 'DMARC: what the domain asks for',
  result: {
    pass: (author) => t`DMARC passes: a proven domain belongs to ${author}.`,
    fail: (author) => t`DMARC fails: no proven domain belongs to ${author}.`,
    none: (author) => t`DMARC does not apply: there is no usable policy record for ${author}.`,
    temperror: (author) => t`DMARC cannot be judged: the DNS did not answer for ${author}, or the answers differ.`,
    would_pass: (author) => t`DMARC would pass for ${author} if the body, which this copy lacks, is as it was signed.`,
    pending: (author) => t`DMARC is not settled yet: not everything about ${author} was asked.`,
    not_checked: (author) =>
      t`DMARC was not checked: questions about ${author} were not asked, or something could not be tested.`,
  },
  policy: {
    none: (domain) => t`${domain} asks for no special treatment of mail that fails (none).`,
    quarantine: (domain) => t`${domain} asks receivers to treat mail that fails as suspicious (quarantine).`,
    reject: (domain) => t`${domain} asks receivers not to accept mail that fails (reject).`,
  },
  policy_none: 'No policy is known.',
  source: {
    author: 'It is the record of the domain itself.',
    organizational: 'It is the record of the organizational domain.',
    public_suffix: 'It is the record of the public suffix, which stands for all domains below it.',
  },
  tag: {
    p: () => t`The tag p decides.`,
    sp: (domain) => t`The tag sp decides, as ${domain} is a subdomain.`,
    np: (domain) => t`The tag np decides, as ${domain} does not exist.`,
  },
  effective: (policy) => t`As the record is being tested (t=y), ${words(policy)} is to be applied instead.`,
  not_applied: 'The record does not apply as it stands: its policy is invalid, and it asks for no reports.',
  existence: {
    exists: 'The domain exists.',
    does_not_exist: 'The domain does not exist.',
    pending: 'Whether the domain exists is still to be asked.',
    unknown: 'Whether the domain exists is not known; it is taken to exist.',
  },
  record: (name) => t`Policy record at ${name}`,
  columns: { tag: 'Tag', value: 'Value', meaning: 'What it means' },
  tags: {
    v: () => 'this is a DMARC record',
    p: (value) => `mail of the domain that fails: ${policyMeans(value)}`,
    sp: (value) => `mail of subdomains that fails: ${policyMeans(value)}`,
    np: (value) => `mail of subdomains that do not exist: ${policyMeans(value)}`,
    adkim: (value) => `signatures: ${modeMeans(value)}`,
    aspf: (value) => `envelope: ${modeMeans(value)}`,
    rua: () => 'where aggregate reports go, which tell of all mail that receivers saw',
    ruf: () => 'where reports on single failures go; few receivers send them',
    fo: () => 'when reports on single failures are wanted',
    psd: (value) =>
      meaningOf(
        {
          y: 'the domain is a public suffix',
          n: 'the domain is an organization of its own',
          u: 'the record does not say whether the domain is a public suffix',
        },
        value,
        'this value is not a valid one',
      ),
    t: (value) =>
      value.toLowerCase() === 'y'
        ? 'the policy is being tested: one step milder is to be applied'
        : 'the policy is meant',
    pct: (value) =>
      `was to apply the policy to ${value !== '' && value.length < 4 && Number.isInteger(Number(value)) ? Number(value) : '…'} % of the mail`,
    rf: () => 'was the format of reports on single failures',
    ri: () => 'was the time between two reports, in seconds',
  },
  bad_address: {
    empty: () => t`Not valid: no address stands here, so no reports are sent.`,
    scheme: (uri) => t`Not valid: “mailto:” is missing before ${uri}, so no reports go there.`,
    slashes: (uri) =>
      t`Not right: in ${uri}, the slashes belong to the address of the mailbox; “mailto:” is followed by none.`,
    unserved: (uri) => t`Of no use: receivers need only send reports by mail, and hardly any send one to ${uri}.`,
    unreadable: (uri) =>
      t`Not valid: ${uri} is no address of the form mailto:reports@example.com, so no reports go there.`,
  },
  unknown_tag: 'a tag that DMARC does not know; it is ignored',
  no_tag: 'not a tag with a value; it is ignored',
  removed: 'Removed by RFC 9989 (2026): receivers that follow it no longer look at it; older ones may.',
  former_heading: 'Receivers that still go by RFC 7489 may come to another answer',
  former: {
    share: 'They apply the policy to only a part of the mail (pct).',
    non_existent: 'They do not know np, and take sp or p.',
    public_suffix: 'They do not know psd, and go by a list of public suffixes.',
    testing: 'They do not know t=y, and apply the policy in full.',
    organization: 'By a list of public suffixes, the organizational domain is another one.',
    several: 'Where several records stand at the domain in From, they stop, and look no further up.',
  },
  former_result: {
    pass: 'By RFC 7489, DMARC passes.',
    fail: 'By RFC 7489, DMARC fails.',
    none: 'By RFC 7489, DMARC does not apply.',
    temperror: 'By RFC 7489, DMARC cannot be judged: the DNS gave no answer, or answers that differ.',
    would_pass: 'By RFC 7489, DMARC would pass if the body is as it was signed.',
    pending: 'By RFC 7489, DMARC is not settled yet.',
    not_checked: 'By RFC 7489, DMARC was not checked.',
  },
  former_policy: (policy, share) =>
    share < 100
      ? t`The policy for mail that fails is ${words(policy)}, for ${share} % of that mail.`
      : t`The policy for mail that fails is ${words(policy)}.`,
  former_asked: (policy, share) =>
    share < 100
      ? t`By RFC 7489, the policy for mail that fails is ${words(policy)}, for ${share} % of that mail.`
      : t`By RFC 7489, the policy for mail that fails is ${words(policy)}.`,
  former_guess:
    'For that, organizational domains were guessed by their form, as no list of public suffixes is at hand.',
};

/** @type {SenderTexts['forms']} */
const forms = {
  heading: 'What a policy means for this e-mail',
  lead: 'The same e-mail, as it came and as it might have come by other routes: whether DMARC passes, and what each policy would have asked of the receiver.',
  obstacle: {
    author: 'There is nothing to compare: From names no single domain.',
    record: 'There is nothing to compare: no DMARC record applies to this e-mail.',
    pending: 'There is nothing to compare yet: not everything was asked.',
    client:
      'Whether SPF passes is not known: the e-mail does not tell which server handed it over. No signature for From holds, so SPF alone decides. If you know the server, enter it under “All the evidence”, at SPF.',
    mail_from:
      'Whether SPF passes is not known: the e-mail does not tell the envelope sender. No signature for From holds, so SPF alone decides. If you know the envelope sender, enter it under “All the evidence”, at SPF.',
    unanswered:
      'There is nothing to compare: something that can prove the domain in From was not asked, had no answer or could not be tested with this copy.',
  },
  spf: { passes: 'If it passes for From', fails: 'If it does not' },
  columns: { way: 'Route', spf: 'SPF', dkim: 'DKIM', dmarc: 'DMARC' },
  today: ' (in force)',
  kind: {
    direct: 'As it came',
    forwarded: 'Forwarded, envelope unchanged',
    forwarded_srs: 'Forwarded with a rewritten envelope (SRS)',
    changed: 'Changed on the way by a mailing list (footer, subject)',
  },
  aligned: 'counts for From',
  not_aligned: 'does not count for From',
  dkim: { holds: 'a signature for From holds', breaks: 'no signature for From holds' },
  passes: 'passes',
  fails: 'fails',
  policy: { none: 'With none', quarantine: 'With quarantine', reject: 'With reject' },
  fate: { pass: 'delivered', none: 'delivered, reported', quarantine: 'spam folder', reject: 'refused' },
  note: 'A policy is a request: the receiver decides.',
};

/** @type {SenderTexts['next']} */
const next = {
  heading: 'Next safe step for the owner of the domain',
  lead: 'If this e-mail is really yours:',
  step: {
    publish_record:
      'Publish a DMARC record with p=none and an address for reports. It changes nothing about delivery, and shows you who sends in your name.',
    mend_record: 'Correct the record: as it stands, receivers do not apply it as you meant.',
    mend_faults:
      'First mend the faults of the domain that are listed here. Until then, a strict policy can hit your own mail, or let forged mail through.',
    sign_for_domain:
      'Sign with DKIM for the domain itself. Without it, your mail fails as soon as somebody forwards it.',
    ask_for_reports:
      'Ask for aggregate reports. Without them, nobody can tell whether a stricter policy would hit your own mail.',
    read_reports_then_quarantine:
      'Read the reports for some weeks. Once all your own mail passes, move on to p=quarantine.',
    read_reports_then_reject:
      'Keep reading the reports. Once none of your own mail fails and nobody at the domain posts to mailing lists, you can move on to p=reject.',
    keep: 'The policy can stay as it is; keep reading the reports.',
  },
  record: 'Record to publish (type TXT):',
  later: 'Record for later, when the reports show nothing of your own that fails (type TXT):',
  name: 'Name:',
  placeholder: (address) => t`${address} is a placeholder: put in a mailbox that exists.`,
  guessed: (word, found) =>
    t`Guessed from the spelling: ${word}, where the record has ${found}. As it stands, that counts for nothing. Publish this only if it is what you meant.`,
  copy: 'Copy the record',
  several: 'Exactly one record may stand at the name: remove the others.',
  first: {
    points: 'First mend what is named above.',
    signature:
      'First find out why the signature of the domain fails: what is known of it stands above, with the verdict.',
  },
  keep_policy: 'Leave the policy itself as it is, and go on reading the reports.',
  faulty: 'As it is published now:',
  faulty_at: (name) => t`As it is published now, at ${name}:`,
  kept: 'What receivers look at was kept; what was written wrongly was corrected, and what is missing was added. Compare the two before you publish it.',
  unclear:
    'What it was meant to say cannot be told for certain, so no record is made of it here. It has to begin with “v=DMARC1; p=”, then none, quarantine or reject; more tags follow, each after a semicolon.',
};

/** @type {SenderTexts['walk']} */
const walk = {
  heading: 'DMARC tree walk',
  lead: 'How the policy record and the organizational domain were found: from the domain upwards, at most eight names (RFC 9989 §4.10). The last is a top-level name such as “com”, whose record could say that the names below it belong to others (psd=y).',
  author: (domain) => t`From the domain in From, ${domain}`,
  given: (domain) => t`From ${domain}`,
  other: (domain) => t`From the proven domain ${domain}`,
  state: {
    record: 'Policy record',
    none: 'No policy record',
    pending: 'Still to be asked',
    temperror: 'No answer',
    answers_differ: 'The answers differ',
    not_checked: 'Not asked',
  },
  invalid: 'The record does not apply.',
  psd: { y: 'psd=y: a public suffix', n: 'psd=n: an organization of its own' },
  skipped: 'Names between these two are left out, so that it stays at eight.',
  ended: {
    psd: 'The walk ends here, as the record says what the domain is.',
    root: 'The walk ends at the last name before the root.',
    open: 'The walk is not finished.',
  },
  organization: (domain) => t`Organizational domain: ${domain}`,
  no_organization: 'The organizational domain is not known yet.',
  names: (n) => t`${n} ${plural(n, 'name', 'names')}`,
  none: 'There was no walk, as there is no single domain in From.',
};

/** @type {SenderTexts['spf']} */
const spf = {
  heading: 'SPF: may this server send for the domain?',
  lead: 'SPF compares the address of the server that handed the e-mail over with the list that the domain of the envelope publishes.',
  of_domain: {
    heading: 'SPF: who may send for the domain?',
    lead: 'SPF lists the servers that may send for the domain.',
  },
  identity: {
    mailfrom: 'Envelope sender (MAIL FROM)',
    helo: 'Name of the server (HELO)',
    domain: 'Record of the domain',
  },
  result: {
    none: (domain) => t`No statement: ${domain} publishes no SPF record that could be used.`,
    neutral: (domain, client) => t`Neutral: ${domain} says neither yes nor no to ${client}.`,
    pass: (domain, client) => t`Pass: ${domain} lets ${client} send.`,
    fail: (domain, client) => t`Fail: ${domain} does not let ${client} send.`,
    softfail: (domain, client) => t`Softfail: ${client} is probably no server of ${domain}.`,
    temperror: (domain) => t`Cannot be judged at present: the DNS did not answer for ${domain}, or the answers differ.`,
    permerror: (domain) => t`Cannot be judged: the records of ${domain} are faulty. The owner has to correct them.`,
    pending: (domain) => t`Not settled yet: not everything about ${domain} was asked.`,
    not_checked: (domain) => t`Not checked for ${domain}.`,
  },
  cause: {
    invalid_domain: 'What was named is no domain name of two parts or more.',
    domain_missing: 'The domain does not exist.',
    no_record: 'The domain has no SPF record.',
    several_records: 'The domain has more than one SPF record.',
    syntax: 'A record breaks the syntax.',
    terms: 'More than 10 terms ask the DNS.',
    void_look_ups: 'Too many questions had empty answers.',
    exchangers: 'A term mx leads to more than 10 mail servers.',
    include: 'A term include leads to no record.',
    redirect: 'The redirect leads to no record.',
    record: 'A question for a record was not answered.',
    look_up: 'A question for an address or a name was not answered.',
    answers_differ: 'Different sources give different answers.',
    declined: 'You chose not to ask.',
    limit: 'A limit on the number of questions was reached.',
    no_client: 'No server was checked: without an e-mail there is none. The record was looked through whole.',
  },
  none: 'SPF cannot be checked, as nothing tells the address of the server that handed the e-mail over.',
  null_sender: 'The envelope sender is empty, as in bounces: postmaster at the name of the server is checked instead.',
  envelope: {
    heading: 'What is checked, and where it is known from',
    part: {
      client: 'Address of the server',
      helo: 'Its name (HELO)',
      mail_from: 'Envelope sender (MAIL FROM)',
      recipient: 'Recipient',
    },
    unknown: 'not known',
    null_sender: 'empty (a bounce)',
    basis: {
      given: () => t`given by you`,
      received: (field) => t`from Received, field ${field} of the header`,
      return_path: (field) => t`from Return-Path, field ${field} of the header`,
      received_spf: (field) => t`from Received-SPF, field ${field} of the header`,
      authentication_results: (field) => t`from Authentication-Results, field ${field} of the header`,
      delivered_to: (field) => t`from Delivered-To, field ${field} of the header`,
    },
    standing: {
      receiver: 'By its place, the receiving server wrote it.',
      adjoining:
        'It stands below your server’s own line: the sender can have written it, unless the server removes such fields.',
      sender: 'Anybody on the way, and the sender, can have written it.',
    },
  },
  edit: {
    heading: 'Correct it',
    lead: 'Do you know better, for example from the log of your server? What you do not change stays as the e-mail tells it.',
    hint: {
      client: 'IPv4 or IPv6',
      helo: 'a host name',
      mail_from: 'an address; leave it empty for a bounce',
      recipient: 'an address',
    },
    apply: 'Check with these',
    reset: 'As the e-mail tells',
    bad: 'This is no IP address. Nothing was changed.',
  },
  budget: {
    heading: 'Limits',
    terms: (n) => t`${n} of 10 terms that ask the DNS`,
    void_look_ups: (n) => t`${n} of 2 empty answers (void look-ups)`,
    over: 'over the limit',
  },
  tree: {
    heading: 'Records, term by term',
    node: (domain) => t`Record of ${domain}`,
    terms: (n) => t`${n} ${plural(n, 'term', 'terms')}`,
    no_record: 'No record could be used.',
    loops: 'shown above',
    faults: 'Breaks of the syntax:',
    meaning: {
      all: () => t`always matches`,
      include: (target) => (target === null ? t`asks another record` : t`asks the record of ${target}`),
      a: (target) => (target === null ? t`the addresses of a domain` : t`the addresses of ${target}`),
      mx: (target) => (target === null ? t`the mail servers of a domain` : t`the mail servers of ${target}`),
      ptr: (target) => (target === null ? t`the names of the address` : t`the names of the address, below ${target}`),
      ip4: () => t`a range of IPv4 addresses`,
      ip6: () => t`a range of IPv6 addresses`,
      exists: (target) => (target === null ? t`whether a name exists` : t`whether ${target} exists`),
      redirect: (target) =>
        target === null ? t`goes on with another record` : t`goes on with the record of ${target}`,
      exp: (target) => (target === null ? t`where the explanation is` : t`the explanation is at ${target}`),
      unknown_modifier: () => t`unknown to SPF; ignored`,
      unreadable: () => t`cannot be read`,
    },
    qualifier: { pass: 'pass (+)', fail: 'fail (-)', softfail: 'softfail (~)', neutral: 'neutral (?)' },
    state: {
      not_reached: 'not reached',
      pending: 'not asked yet',
      match: 'matches',
      no_match: 'no match',
      exception: 'ends it with an error',
      examined: 'looked at',
    },
    decides: 'decides',
    question: (name, type) => t`asked: ${name} ${words(type)}`,
    outcome: {
      records: 'records',
      no_data: 'nothing of this type',
      nx_domain: 'no such name',
      serv_fail: 'the server failed',
      unreachable: 'no answer',
      declined: 'not asked',
      not_asked: 'not asked',
    },
    unanswered: 'not asked yet',
    octets: (start, end) => t`bytes ${start + 1}–${end}`,
    fault: {
      foreign_octet: 'a character that is not allowed',
      unknown_mechanism: 'neither a mechanism nor a modifier',
      value_missing: 'a value is missing',
      value_unexpected: 'a value that may not stand here',
      domain_spec: 'no domain',
      macro: 'a faulty macro',
      macro_letter: 'a macro letter that may not stand here',
      prefix: 'a faulty prefix length',
      ip4_network: 'no IPv4 address',
      ip6_network: 'no IPv6 address',
      repeated: 'stands a second time',
    },
    answers: 'Answers',
  },
  explanation: 'Explanation, written by the owner of the domain:',
  today:
    'The records are those that were asked for or given now. What the DNS said when the e-mail came in can have been something else.',
};

/** @type {SenderTexts['journey']} */
const journey = {
  heading: 'Route',
  steps: 'Each step in words, and where the trust boundary lies',
  lead: 'The steps as the servers noted them, the last one on top.',
  summary: (hops, seconds) =>
    seconds === null
      ? t`${hops} ${plural(hops, 'step', 'steps')}.`
      : t`${hops} ${plural(hops, 'step', 'steps')}, ${duration(seconds)} from the first to the last.`,
  none: 'The e-mail has no Received field, so its route is not known.',
  left_out: (shown, count) => t`Shown are ${shown} of ${count} steps, those nearest to the receiver.`,
  step: (n, total) => t`Step ${n} of ${total}`,
  from: 'from',
  by: 'to',
  unnamed: 'a server without a name',
  helo: (name) => t`called itself ${name}`,
  reverse: (name) => t`the address leads to ${name}`,
  unconfirmed: ' (not confirmed)',
  address: {
    connection: (ip) => t`address ${ip}, seen by the server`,
    greeting: (ip) => t`address ${ip}, by its own word`,
  },
  time: 'Time',
  no_time: 'without a readable date',
  delay: (seconds) => t`${duration(seconds)} after the step before`,
  first: 'the first step',
  skew: (seconds) => t`Dated ${duration(seconds)} before the step before: a clock is wrong, or a date is made up.`,
  tls: { yes: 'Encrypted', no: 'Not encrypted', unknown: 'Encryption not told' },
  version: {
    ssl2: 'SSL 2.0',
    ssl3: 'SSL 3.0',
    'tls1.0': 'TLS 1.0',
    'tls1.1': 'TLS 1.1',
    'tls1.2': 'TLS 1.2',
    'tls1.3': 'TLS 1.3',
  },
  old_tls: 'out of date',
  cipher: (name) => t`cipher suite ${name}`,
  internal: {
    local: 'Within a server: local delivery',
    http: 'Handed in by a program or web mail',
    no_sender: 'Within a server: it handed the e-mail to itself',
    loopback: 'Within a server',
    private_address: 'Within a network',
    lmtp: 'Delivered to the mailbox (LMTP)',
    same_host: 'Within a server',
  },
  authenticated: 'The sender had logged in',
  protocol: (name) => t`protocol ${name}`,
  id: (text) => t`noted as ${text}`,
  recipient: (text) => t`for ${text}`,
  field: (n) => t`field ${n} of the header`,
  details: 'Details',
  fault: {
    empty: 'the field says nothing',
    no_host: 'no server is named',
    clause_empty: 'a part without a value',
    clause_twice: 'a part that stands twice',
    several_addresses: 'several addresses: none is taken',
    date_missing: 'no date',
    date_unreadable: 'an unreadable date',
    unread: 'words that fit nowhere',
    comment_unsound: 'a faulty comment',
    quote_unclosed: 'a quotation that does not end',
    too_many: 'too many parts',
  },
  boundary: {
    title: 'Trust boundary',
    basis: {
      first_outside: 'Here the e-mail came in from outside.',
      own_name_unconfirmed:
        'The sending server gives itself a name of the receiver’s domain, which nothing confirms. It is taken for one from outside.',
      own_name_unsettled:
        'The sending server gives itself a name of the receiver’s domain and noted the step before under that name; nothing confirms either. It may be a relay of the receiver’s, or somebody may have made that step up. So neither counts as the server that handed the e-mail over. If you know which server is yours, choose it here.',
      domain_left: 'The step before was noted by a server of another domain.',
      own_server: 'A server of the receiver’s own domain handed the e-mail over, as one that sends for customers.',
      all_inside: 'All steps lie within the receiver’s domain.',
      given: 'You said that this is your server.',
    },
    evidence: {
      protocol: 'The steps above are internal by their protocol.',
      address: 'The steps above are internal by their addresses.',
      reverse_name: 'The steps above are internal by names that were confirmed.',
      network: 'The steps above are internal by name and network.',
      name_alone: 'The steps above are internal by their names alone, which is weak.',
    },
    receiver: (domain) => t`Receiver, as far as can be told: ${domain}`,
    above: 'Above: written by the receiver’s own servers.',
    below: 'Below: claims. Whoever handed the e-mail over can have made them up.',
    nothing_below: 'Below there is nothing.',
    mine: 'My server is this one',
    current: 'The boundary lies at this step',
    mine_name: (host) => t`My server is this one: ${host}`,
    guess: 'Let the boundary be guessed again',
  },
  signs: {
    heading: 'Marks of forwarding',
    lead: 'Fields that tell of forwarding and of recipients. Nothing here is proven.',
    none: 'No field tells of forwarding.',
    kind: {
      return_path: 'Envelope sender at delivery (Return-Path)',
      envelope_sender: 'Envelope sender, as it was noted on the way',
      delivered_to: 'Delivered to (Delivered-To)',
      original_to: 'Recipient before aliases',
      resent: 'Sent again (Resent)',
      forwarded_to: 'Forwarded to',
      forwarded_for: 'Forwarded from a mailbox',
      list_id: 'Mailing list (List-Id)',
    },
    scheme: {
      srs0: (original, forwarder) =>
        original === null
          ? t`Rewritten by the forwarder ${forwarder} (SRS).`
          : t`Rewritten by the forwarder ${forwarder} (SRS); before, it was ${original}.`,
      srs1: (original, forwarder) =>
        original === null
          ? t`Forwarded more than once; ${forwarder} rewrote it first (SRS).`
          : t`Forwarded more than once; ${forwarder} rewrote it first (SRS); before, it was ${original}.`,
      exchange_srs: (original, forwarder) =>
        original === null
          ? t`Rewritten by Exchange at ${forwarder} (SRS).`
          : t`Rewritten by Exchange at ${forwarder} (SRS); before, it was ${original}.`,
      prvs: (original) =>
        original === null
          ? t`A mark of the sender against false bounces (BATV), no forwarding.`
          : t`A mark of the sender against false bounces (BATV), no forwarding; the address is ${original}.`,
      caf: (original, forwarder) =>
        original === null
          ? t`Forwarded by Gmail from ${forwarder}.`
          : t`Forwarded by Gmail from ${forwarder} to ${original}.`,
    },
  },
};

/** @type {SenderTexts['reported']} */
const reported = {
  heading: 'Authentication results in the e-mail',
  lead: 'Servers note in the header what they found. Anybody can write such a field, so it counts only if the receiver wrote it. Beside it stands what was found here.',
  none: 'No field tells of results.',
  kind: {
    authentication_results: 'Authentication-Results',
    original: 'Original results, set aside by a later server',
    received_spf: 'Received-SPF',
  },
  by: (name) => t`by ${name}`,
  nobody: 'server not named',
  standing: {
    receiver: 'By its place, the receiver wrote it.',
    adjoining:
      'It names the receiver, but stands right below the receiving server’s own line: the sender can have written it, unless the server removes such fields. Nothing here rests on it.',
    sender: 'Anybody on the way, and the sender, can have written it.',
  },
  columns: { method: 'Check', about: 'About', theirs: 'It says', ours: 'Found here', reason: 'Comparison' },
  agrees: 'the same',
  differs: 'different',
  pending: 'not asked yet',
  not_ours: 'nothing',
  no_comparison: 'not compared',
  method: { dkim: 'DKIM', spf: 'SPF', dmarc: 'DMARC' },
  other_identity: 'The field speaks of another domain than the one that was checked here.',
  difference: {
    key_gone: 'The key is not published any more, or another one is.',
    header_only: 'This copy has no body.',
    changed: 'The e-mail was changed after the field was written.',
    expired: 'The signature has expired since.',
    records_since: 'The records are those of now, not those of when the e-mail came in.',
    local_policy: 'The receiver goes by rules of its own.',
    not_checked: 'It was not checked here, or could not be.',
    nothing_like_it: 'The e-mail holds nothing that it could be about.',
    forgeable: 'The sender can have made it up.',
    unknown: 'The reason cannot be told.',
  },
  no_results: 'It gives no result.',
  faults: 'Faults of the field:',
  fault: {
    empty: 'it says nothing',
    authserv_id_missing: 'the name of the server is missing',
    version_unknown: 'its version is unknown',
    instance_missing: 'its number (i=) is missing',
    no_result: 'no result',
    none_with_results: '“none” beside results',
    empty_part: 'an empty part',
    value_missing: 'a value is missing',
    result_unknown: 'a result that is not defined',
    result_case: 'a result in capitals',
    property_without_type: 'a property without its type',
    duplicate: 'something stands twice',
    unread: 'unreadable text',
    foreign_octet: 'a character that is not allowed',
    comment_unsound: 'a faulty comment',
    quote_unclosed: 'a quotation that does not end',
    too_many: 'too many parts',
  },
};

/** @type {SenderTexts['findings']} */
const findings = {
  heading: 'What was noticed about the records, the envelope and the route',
  lead: 'The records are those that were asked for or given now; when the e-mail came, others may have been published.',
};

/** @type {SenderTexts['arc']} */
const arc = {
  heading: 'ARC: who vouches for what was found on the way',
  lead: 'Whoever forwards mail can seal what it found. A valid chain proves who sealed, not that what they say is true.',
  unknown: 'not known',
  missing: 'missing',
  result: {
    none: 'There is no chain.',
    pass: 'The chain is valid: the sealers named below did seal it.',
    would_pass: 'The chain is valid if the body, which is not in this copy, is as it was sealed.',
    fail: 'The chain is not valid: what it says counts for nothing.',
    temperror: 'The chain cannot be judged at present: the DNS did not answer for a key, or the answers differ.',
    pending: 'Not settled yet: not all keys were asked for.',
    not_checked: 'The chain was not checked.',
  },
  check: {
    pass: 'verifies',
    fail: 'does not verify',
    not_reached: 'not reached',
    pending: 'not asked yet',
    untestable: 'cannot be tested with this copy',
  },
  column: {
    set: 'Set',
    sealer: 'Sealed by',
    before: 'Chain before',
    seal: 'Seal',
    message: 'Signature of the e-mail',
    claims: 'What it says was found',
  },
};

/** @type {SenderTexts['forwarding']} */
const forwarding = {
  heading: 'This e-mail was forwarded',
  somebody: 'a server on the way',
  mailbox: 'Mailbox that forwards',
  earlier: 'Original recipient',
  original: 'Envelope sender before forwarding',
  kind: {
    plain: (by) => t`${by} passed it on and left the envelope sender as it was.`,
    rewritten: (by) => t`${by} passed it on and put an address of its own into the envelope (as SRS does).`,
    list: (by) => t`A mailing list passed it on; it came from ${by}.`,
    resent: (by) => t`Somebody sent it again (Resent fields); it came from ${by}.`,
  },
  spf: {
    kept: 'still passes for the sender’s domain',
    broken: 'fails: the forwarding server is not on the list of the sender’s domain',
    replaced: 'passes for the forwarder’s domain, which says nothing about the sender',
    absent: 'there was nothing to check',
    unknown: 'cannot be told',
  },
  dkim: {
    kept: 'still verifies: signatures travel along',
    broken: 'fails: the e-mail was changed on the way, or the key does not fit',
    replaced: 'verifies for another domain',
    absent: 'there is no signature of the sender’s domain',
    unknown: 'cannot be told',
  },
  list: (id) => t`Before that, it came through the mailing list ${id}. Either of the two may have changed something.`,
  changed:
    'fails: the e-mail was changed since it was signed. That is proven: with the change undone, the signature verifies',
  dmarc: {
    kept: 'still passes',
    broken: 'fails',
    replaced: 'passes for another domain',
    absent: 'the sender’s domain has no policy',
    unknown: 'cannot be told',
  },
  sign: 'If this is mail of your domain: sign it with DKIM. SPF alone cannot survive forwarding.',
  leave: 'Whoever forwards should pass mail on unchanged: no footer, no tag in the subject, no rewritten parts.',
};

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration where there is little room. @param {number} seconds */
const short = (seconds) => {
  if (seconds < 2 * MINUTE) return t`${seconds} s`;
  if (seconds < 2 * HOUR) return t`${Math.floor(seconds / MINUTE)} min`;
  if (seconds < 2 * DAY) return t`${Math.floor(seconds / HOUR)} h`;
  return t`${Math.floor(seconds / DAY)} d`;
};

/** Of checks that were counted. @param {number} open */
const withoutResult = (open) => t`${open} ${plural(open, 'has', 'have')} no result`;

/** @type {SenderTexts['picture']} */
const picture = {
  alignment: {
    author: 'Domain in From',
    no_author: 'no single domain',
    absent: 'missing in this copy',
    signature: (n) => t`Signature ${n} (DKIM)`,
    signatures: 'Signature (DKIM)',
    envelope: 'Envelope sender (SPF)',
    greeting: 'Server name (SPF, HELO)',
    state: {
      identical: 'proven, same domain',
      same_organization: 'proven organization',
      related: 'proven, parent or child',
      other: 'valid, other organization',
      failed: 'not proven',
      before: 'valid before the change',
      body_changed: 'body changed',
      expired: 'signature has expired',
      open: 'passes almost anybody',
      body_untested: 'body not tested',
      uncompared: 'proven, not compared',
      pending: 'not asked yet',
      unknown: 'cannot be told',
      not_checked: 'not checked',
      none: 'no SPF record',
      unsigned: 'there is none',
      no_envelope: 'not known',
    },
    says: (author, proven, total, open) =>
      total === 0
        ? t`There is nothing that could prove ${author}, the domain in From.`
        : total === 1 && proven === 1
          ? t`One check was made, and it proves ${author}, the domain in From.`
          : proven > 0
            ? t`${proven} of ${total} ${plural(total, 'check', 'checks')} ${plural(proven, 'proves', 'prove')} ${author}, the domain in From${open === 0 ? words('') : t`; ${withoutResult(open)}`}.`
            : open === 0
              ? t`Nothing proves ${author}, the domain in From: ${total === 1 ? words('the one check that was made does not prove it') : t`${total === 2 ? words('neither') : words('none')} of the ${total} checks does`}.`
              : t`Nothing proves ${author}, the domain in From, so far: ${
                  open === total
                    ? total === 1
                      ? words('the one check has no result')
                      : t`the ${total} checks have no result`
                    : t`of the ${total} checks, ${withoutResult(open)}`
                }.`,
    header: (author) =>
      t`A signature of ${author} fits the header. The body was not tested, so this does not count as a proof yet.`,
    unclear: 'Programs may read From differently, so it is open whom these checks would speak for.',
    says_nobody: (total) =>
      t`There is no single domain in From with which ${total === 1 ? words('the one check') : t`the ${total} checks`} could be compared.`,
  },
  journey: {
    delay: short,
    skew: (seconds) => t`dated ${short(seconds)} too early`,
    unnamed: 'no name',
    claimed: 'only claimed',
    receivers: 'noted by the receiver',
    internal: (n) => t`${n} internal steps`,
    earlier: (n) => t`${n} earlier ${plural(n, 'step', 'steps')}`,
    tls: { yes: 'encrypted', no: 'not encrypted', unknown: 'encryption not told' },
    scale: {
      linear: 'The longer the line, the longer it took.',
      log: 'The longer the line, the longer it took (logarithmic).',
    },
    says: (steps, encrypted, open, unknown) =>
      t`${steps} ${plural(steps, 'step', 'steps')}: ${encrypted} encrypted, ${open} not, ${unknown} not told.`,
    says_boundary: (step, host) =>
      t`Step ${step}, at ${host}, and all after it were noted by the receiver; what lies before is only claimed.`,
  },
  spf: {
    key: 'a term that asks the DNS',
    hidden: (n) => t`${n} more ${plural(n, 'record', 'records')} below`,
    says: (records, terms, voids) =>
      t`${records} ${plural(records, 'record', 'records')}, ${terms} of 10 terms that ask the DNS, ${voids} of 2 empty answers.`,
    decides: (term, domain, result) => t`${term} in the record of ${domain} decides: ${words(result)}.`,
    undecided: (result) => t`No term decides: ${words(result)}.`,
  },
  walk: {
    policy: 'policy',
    organization: 'organizational domain',
    root: 'root',
    skipped: 'names left out',
    state: {
      record: 'policy record',
      none: 'no policy record',
      pending: 'still to be asked',
      temperror: 'no answer',
      answers_differ: 'answers differ',
      not_checked: 'not asked',
    },
    says: (author, names, found) =>
      t`From ${author} upwards: ${names} ${plural(names, 'name', 'names')}, ${found} with a policy record.`,
    says_policy: (domain) => t`The policy is that of ${domain}.`,
    says_organization: (domain) => t`The organizational domain is ${domain}.`,
  },
  arc: {
    nobody: 'sealer not known',
    unchanged: 'unchanged from here on',
    broken: 'broken as a whole',
    left_out: (n) => t`${n} more ${plural(n, 'set', 'sets')}`,
    state: {
      whole: 'seal holds',
      broken: 'broken here',
      missing: 'missing',
      pending: 'not asked yet',
      unknown: 'not checked',
    },
    says: (sets, whole) =>
      t`${sets} ${plural(sets, 'set', 'sets')}; ${whole} ${plural(whole, 'seal holds', 'seals hold')}.`,
    says_broken: (instance) => t`The chain is broken at i=${instance}.`,
    says_whole: 'The chain is broken as a whole.',
    says_unchanged: (instance) => t`The e-mail is unchanged since i=${instance}.`,
  },
};

/** @type {SenderTexts} */
export const en = {
  picture,
  arc,
  forwarding,
  findings,
  gap: ' ',
  comma: ', ',
  brackets: [' (', ')'],
  more: (n) => t`… and ${n} more`,
  alignment,
  dmarc,
  forms,
  next,
  walk,
  spf,
  journey,
  reported,
};
