import { h } from './h.js';
import { rich } from './rich.js';
import { seal } from './seal.js';
import { sentence } from './findings.js';
import { provenance } from './provenance.js';
import { domainName, isCut, untrusted } from './untrusted.js';
import { words } from '../i18n/text.js';

/** @import { Chance } from '../i18n/catalogue.js' */
/** @import { Speech } from '../i18n/index.js' */
/** @import { CauseKind, FromField, Report } from '../types/report.js' */
/** @import { Child } from './h.js' */
/** @import { Resolver } from '../types/session.js' */

/** What was proven to have happened, in a few words. @param {readonly CauseKind[]} kinds @param {Speech} speech */
const changes = (kinds, { catalogue: { explanation } }) =>
  explanation ? explanation.list(kinds.map((kind) => words(explanation.kinds[kind].short))) : words('');

/** Fields that are named: a hostile signature lists hundreds. */
const FIELDS = 12;

/** Whether the reader has entered the way that the message took. @param {Report} report */
const isGiven = ({ envelope }) =>
  [envelope.client, envelope.mail_from, envelope.helo].some((part) => part?.basis.kind === 'given');

/** When the message came to the receiver, in seconds since 1970, as the receiver wrote it. @param {Report} report */
const arrivalOf = ({ trace }) => trace.hops[trace.boundary?.hop ?? -1]?.received.time ?? null;

/**
 * The verdict in one sentence, what it does not prove, and why.
 * @param {Report} report
 * @param {Speech} speech
 * @param {Chance} [chance]
 */
export const statement = (report, speech, chance = 'none') => {
  const {
    verdict,
    findings,
    identifiers: { author_domain: author },
  } = report;
  const { state, code, signature: index, signer, policy } = verdict;
  const verification = report.dkim[index ?? -1];
  const { title, meaning } = speech.catalogue.headline[code]({
    d: signer,
    a: author,
    until: verification?.signature.expiration ?? null,
    isPasted: verdict.each[index ?? -1]?.is_key_pasted ?? false,
    changes: changes(verdict.changes, speech),
    isChanged: verdict.changes.length > 0 && speech.catalogue.explanation !== undefined,
    isGiven: isGiven(report),
    chance,
    absent: [...new Set(verification?.coverage?.absent_fields)].slice(0, FIELDS),
    arrival: arrivalOf(report),
    isHeaderOnly: report.source.kind === 'header_only',
  });
  const beside =
    author === null
      ? null
      : policy
        ? speech.catalogue.policy[policy](author)
        : verdict.is_server_proven
          ? speech.catalogue.server(author, isGiven(report))
          : null;
  // Of what is proven the name is no part; what the receiver found matters where it is not.
  const name =
    verdict.display_name !== null && verdict.trust !== 'open'
      ? speech.catalogue.display_name(verdict.display_name)
      : null;
  const found =
    verdict.receiver !== null && state !== 'pass'
      ? speech.catalogue.receiver(verdict.receiver.host, verdict.receiver.theirs)
      : null;
  return {
    state,
    code,
    title,
    meaning,
    besides: [beside, name, found].filter((one) => one !== null),
    reasons: verdict.reasons.flatMap((place) => findings[place] ?? []),
    key: verification?.keys[verdict.key ?? -1] ?? null,
  };
};

/** What stands in the card of what rests on an evidence file, and describes its heading. @param {Speech} speech */
export const fileMark = ({ catalogue: { of_file: words } }) =>
  h('p', { class: 'file-mark', id: 'file-mark' }, words.mark);

/**
 * @param {Report} report
 * @param {Speech} speech
 * @param {readonly Resolver[]} resolvers
 * @param {Chance} chance
 * @param {Child} [more] What else stands in the letter.
 */
export const headline = (report, speech, resolvers, chance, more = null) => {
  const { catalogue } = speech;
  const { state, code, title, meaning, reasons, besides, key } = statement(report, speech, chance);
  const isFromFile = chance === 'file';
  return h(
    'div',
    { class: 'letter', 'data-state': state },
    isFromFile ? fileMark(speech) : null,
    h(
      'div',
      { class: 'verdict' },
      h(
        'div',
        { class: 'stamp' },
        seal(state, 'large', { isFromFile }),
        h(
          'p',
          { class: 'state' },
          isFromFile ? h('span', { class: 'says' }, catalogue.of_file.says) : null,
          catalogue.seal[code],
        ),
      ),
      h(
        'div',
        { class: 'words' },
        h(
          'h2',
          { id: 'headline', tabindex: -1, 'data-key': 'headline', 'aria-describedby': isFromFile ? 'file-mark' : null },
          rich(title, speech),
        ),
        reasons.length > 0
          ? h(
              'ul',
              { class: 'reasons' },
              reasons.map((finding) => h('li', {}, sentence(finding, speech, report))),
            )
          : null,
        h('p', { class: 'meaning' }, rich(meaning, speech)),
        besides.map((beside) => h('p', { class: 'meaning' }, rich(beside, speech))),
        key
          ? h(
              'p',
              { class: 'fine' },
              h('strong', {}, catalogue.signature.key),
              ' ',
              key.key_type && key.bits !== null
                ? [
                    rich(catalogue.signature.key_size(key.key_type, key.bits), speech),
                    h('span', { class: 'between' }, ' · '),
                  ]
                : null,
              provenance(key.provenance, speech, resolvers),
            )
          : null,
      ),
    ),
    more,
  );
};

/** From fields, and domains of one, that are shown. */
const FROM = 10;

/**
 * Where a From is too long to be shown to its end, the domains in it: a name before them must not push them out.
 * @param {FromField} from
 * @returns {Child}
 */
const hiddenDomains = ({ text, mailboxes }) =>
  isCut(text) ? mailboxes.slice(0, FROM).map(({ domain }) => domain && h('div', {}, '@', domainName(domain))) : null;

/**
 * What anybody could have written.
 * @param {Report} report
 * @param {Speech} speech
 */
export const claims = ({ identifiers }, speech) => {
  const words = speech.catalogue.claims;
  /**
   * @param {string} name
   * @param {readonly (string | null)[]} values
   * @param {readonly Child[]} [after] What stands below each.
   */
  const row = (name, values, after = []) =>
    h(
      'div',
      {},
      h('dt', {}, name),
      h(
        'dd',
        {},
        values.length === 0
          ? h('span', { class: 'missing' }, words.none)
          : values.map((value, place) =>
              value === null
                ? h('span', { class: 'missing' }, words.none)
                : h('div', {}, untrusted(value), after[place]),
            ),
      ),
    );
  return h(
    'section',
    { class: 'card claims', 'aria-labelledby': 'claims' },
    h('h2', { id: 'claims' }, words.heading),
    h(
      'dl',
      {},
      row(
        words.from,
        identifiers.from.slice(0, FROM).map((from) => from.text),
        identifiers.from.slice(0, FROM).map(hiddenDomains),
      ),
      row(words.subject, [identifiers.subject]),
      row(words.to, [identifiers.to]),
      row(words.date, [identifiers.date]),
    ),
  );
};
