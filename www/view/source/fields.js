// Which header fields can be explained: who writes them, and what they are worth. A name that ends in * stands for all
// that begin like it.

/**
 * `results`: a verdict of others. `boundary`: something that counts only where the receiver's own hosts wrote it.
 * `opaque`: something that only its writer can read. `note`: something that says nothing of who sent the mail.
 * @typedef {'author' | 'signer' | 'receiver' | 'host' | 'forwarder' | 'filter' | 'gateway' | 'list' | 'service' | 'microsoft' | 'google' | 'provider'} Writer
 * @typedef {'claim' | 'checked' | 'results' | 'route' | 'boundary' | 'opaque' | 'note' | 'request'} Trust
 * @typedef {typeof GROUPS[number]} Group
 * @typedef {Group[3][number]} FieldId
 * @typedef {{ id: FieldId, writer: Writer, trust: Trust, isUsual: boolean }} Known `isUsual`: what it says is no more than the common understanding.
 */

const SPECIFIED = false;
const USUAL = true;

const GROUPS = /** @type {const} */ ([
  // What the sender says
  [
    'author',
    'claim',
    SPECIFIED,
    [
      'from',
      'sender',
      'reply-to',
      'to',
      'cc',
      'bcc',
      'subject',
      'date',
      'message-id',
      'in-reply-to',
      'references',
      'mime-version',
      'content-type',
      'content-transfer-encoding',
      'content-*',
      'bimi-selector',
      'auto-submitted',
      'resent-*',
      'list-unsubscribe',
      'list-unsubscribe-post',
      'cfbl-*',
    ],
  ],
  [
    'author',
    'claim',
    USUAL,
    [
      'x-mailer',
      'user-agent',
      'organization',
      'autocrypt',
      'face',
      'x-face',
      'thread-topic',
      'thread-index',
      'x-ms-has-attach',
      'x-ms-tnef-correlator',
      'x-zohomailclient',
      'x-olk-*',
      'x-mailer-lid',
    ],
  ],
  ['author', 'request', SPECIFIED, ['disposition-notification-to', 'tls-required', 'tls-report-*']],
  [
    'author',
    'request',
    USUAL,
    [
      'x-priority',
      'importance',
      'x-confirm-reading-to',
      'errors-to',
      'precedence',
      'x-auto-response-suppress',
      'x-notifications',
    ],
  ],
  // Signatures and results
  ['signer', 'checked', SPECIFIED, ['dkim-signature', 'dkim2-signature', 'message-instance']],
  ['signer', 'note', SPECIFIED, ['domainkey-signature']],
  ['forwarder', 'checked', SPECIFIED, ['arc-message-signature', 'arc-seal']],
  ['forwarder', 'results', SPECIFIED, ['arc-authentication-results']],
  ['receiver', 'results', SPECIFIED, ['authentication-results', 'received-spf']],
  ['microsoft', 'results', SPECIFIED, ['authentication-results-original']],
  [
    'receiver',
    'results',
    USUAL,
    ['x-original-authentication-results', 'original-authentication-results', 'bimi-indicator', 'bimi-location'],
  ],
  ['filter', 'boundary', USUAL, ['x-dkim-result', 'x-spf-result', 'x-dmarc-*', 'dkim-filter', 'x-sid-*']],
  // The way
  ['host', 'route', SPECIFIED, ['received']],
  ['receiver', 'boundary', SPECIFIED, ['return-path']],
  [
    'receiver',
    'boundary',
    USUAL,
    ['delivered-to', 'x-delivered-to', 'x-original-to', 'envelope-to', 'x-apparently-to', 'x-greylist'],
  ],
  ['google', 'route', USUAL, ['x-received']],
  [
    'forwarder',
    'boundary',
    USUAL,
    ['x-forwarded-*', 'x-gm-original-to', 'x-beenthere', 'x-loop', 'x-mailman-original-*'],
  ],
  [
    'host',
    'boundary',
    USUAL,
    [
      'x-originating-ip',
      'x-source-ip',
      'x-sender-ip',
      'x-authenticated-sender',
      'x-get-message-sender-via',
      'x-php-originating-script',
      'x-antiabuse',
    ],
  ],
  // Microsoft and Google
  [
    'microsoft',
    'boundary',
    SPECIFIED,
    [
      'x-forefront-antispam-report',
      'x-forefront-antispam-report-untrusted',
      'x-microsoft-antispam',
      'x-microsoft-antispam-untrusted',
    ],
  ],
  [
    'microsoft',
    'opaque',
    USUAL,
    [
      'x-microsoft-antispam-message-info*',
      'x-microsoft-antispam-mailbox-delivery',
      'x-ms-exchange-antispam-*',
      'x-ms-exchange-transport-*',
      'x-eop*',
      'x-ms-office365-filtering-correlation-id',
      'x-ms-exchange-senderadcheck',
      'x-message-status',
      'x-hmxmroriginalrecipient',
    ],
  ],
  [
    'microsoft',
    'boundary',
    USUAL,
    [
      'x-ms-exchange-organization-scl',
      'x-ms-exchange-organization-authas',
      'x-ms-exchange-organization-*',
      'x-ms-exchange-crosstenant-*',
      'x-ms-publictraffictype',
      'x-ms-traffictypediagnostic',
      'x-originatororg',
      'x-incomingtopheadermarker',
      'x-incomingheadercount',
    ],
  ],
  [
    'google',
    'opaque',
    USUAL,
    ['x-google-dkim-signature', 'x-gm-message-state', 'x-google-smtp-source', 'x-gm-features', 'x-gm-gg'],
  ],
  [
    'google',
    'boundary',
    USUAL,
    [
      'x-google-original-*',
      'x-gm-spam',
      'x-gm-phishy',
      'x-spam-checked-in-group',
      'x-google-group-id',
      'x-google-sender-delegation',
    ],
  ],
  // Filters
  [
    'filter',
    'boundary',
    USUAL,
    [
      'x-spam-status',
      'x-spam-level',
      'x-spam-flag',
      'x-spam-score',
      'x-spam-report',
      'x-spam-checker-version',
      'x-spam-asn',
      'x-spam-processed',
      'x-spam-*',
      'x-spamd-*',
      'x-rspamd-*',
      'x-virus-scanned',
      'x-amavis-*',
      'x-quarantine-id',
      'x-bogosity',
      'x-dspam-*',
      'x-cnfs-analysis',
      'x-cmae-*',
      'x-authority-analysis',
    ],
  ],
  [
    'gateway',
    'boundary',
    USUAL,
    [
      'x-proofpoint-*',
      'x-clx-*',
      'x-mimecast-*',
      'x-mc-unique',
      'x-mc-*',
      'x-barracuda-*',
      'x-bess-*',
      'x-ironport-*',
      'x-ipas-*',
      'x-sbrs',
      'x-threatscanner-verdict',
      'x-tm-*',
      'x-tmase-*',
      'x-feas-*',
      'x-sea-*',
      'x-sophos-*',
      'x-brightmail-tracker',
      'x-viruschecked',
      'x-symc-*',
      'x-vade-*',
      'x-cloud-security-*',
      'x-hornet*',
      'x-spampanel-*',
      'x-mailchannels-*',
      'x-abnormal-*',
    ],
  ],
  // Mailbox providers
  ['provider', 'boundary', SPECIFIED, ['x-nifty-srcip', 'x-biglobe-spamcheck', 'x-ocn-spam-check', 'x-md-*']],
  [
    'provider',
    'boundary',
    USUAL,
    ['x-yahoofilteredbulk', 'x-spam-known-sender', 'x-spam-hits', 'x-gmx-*', 'x-ui-*', 'x-icl-*'],
  ],
  [
    'provider',
    'opaque',
    USUAL,
    [
      'x-ymail-osg',
      'x-apple-*',
      'x-me-*',
      'x-pobox-*',
      'x-pm-*',
      'x-zoho-*',
      'x-mru-*',
      'x-yandex-*',
      'x-qq-*',
      'x-cm-*',
      'x-coremail-*',
      'x-naver-*',
      'x-hm*',
      'x-yahoojapan-*',
    ],
  ],
  // Those who send for others, and lists
  [
    'service',
    'note',
    USUAL,
    [
      'feedback-id',
      'x-csa-complaints',
      'x-ses-*',
      'x-sg-*',
      'x-mailgun-*',
      'x-mc-user',
      'x-msfbl',
      'x-report-abuse',
      'x-campaign*',
      'x-sfmc-*',
      'x-jobid',
      'x-pm-message-id',
      'x-complaints-to',
      'x-hs-*',
      'x-roving-*',
    ],
  ],
  ['list', 'claim', SPECIFIED, ['list-id', 'list-post', 'list-help', 'list-archive', 'list-owner', 'list-subscribe']],
  ['list', 'claim', USUAL, ['mailing-list', 'x-mailing-list', 'x-mailman-version']],
]);

/** @type {Map<string, Known>} */
const known = new Map(
  GROUPS.flatMap(([writer, trust, isUsual, ids]) => ids.map((id) => [id, { id, writer, trust, isUsual }])),
);

/** The beginnings of names, the longest first. */
const prefixes = [...known.keys()]
  .filter((id) => id.endsWith('*'))
  .map((id) => id.slice(0, -1))
  .sort((a, b) => b.length - a.length);

/** All that can be explained. */
export const ids = [...known.keys()];

/**
 * What is known of a field; nothing of most.
 * @param {string} name As it stands in the message.
 * @returns {Known | undefined}
 */
export const knownField = (name) => {
  const lower = name.trim().toLowerCase();
  const prefix = prefixes.find((start) => lower.startsWith(start));
  return known.get(lower) ?? (prefix === undefined ? undefined : known.get(`${prefix}*`));
};
