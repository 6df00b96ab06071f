import { fieldName } from '../i18n/field.js';
import { copyBox } from './copy.js';
import { h } from './h.js';
import { rich } from './rich.js';
import { seal } from './seal.js';
import { findingList, findingsOf } from './findings.js';
import { domainName, untrusted, untrustedBox, dnsName } from './untrusted.js';
import { provenance } from './provenance.js';

/** @import { Speech } from '../i18n/index.js' */
/** @import { Finding, Report, Verification, SignatureVerdict, VerdictState } from '../types/report.js' */
/** @import { KeyEvaluation, KeyRepair } from '../types/report.js' */
/** @import { Resolver } from '../types/session.js' */
/** @import { Child } from './h.js' */

const NAMES_SHOWN = 60;
const DAY = 86_400;

/**
 * A card for one signature.
 * @param {Report} report
 * @param {number} index
 * @param {Speech} speech
 * @param {readonly Resolver[]} resolvers
 * @param {Child} explanation What is shown of why it fails.
 */
export const signatureCard = (report, index, speech, resolvers, explanation) => {
  const verification = /** @type {Verification} */ (report.dkim[index]);
  const words = speech.catalogue.signature;
  const { domain } = verification.signature;
  const findings = findingsOf(report, index);
  const { state, code } = /** @type {SignatureVerdict} */ (report.verdict.each[index]);
  const heading = `signature-${index}`;
  return h(
    'article',
    { class: 'card', 'aria-labelledby': heading },
    h(
      'header',
      {},
      seal(state),
      h(
        'div',
        {},
        h(
          'h3',
          { id: heading, tabindex: -1 },
          rich(words.title(index + 1, report.dkim.length), speech),
          ' · ',
          domain ? domainName(domain) : words.no_domain,
        ),
        h(
          'p',
          { class: 'result' },
          code === 'expired'
            ? speech.catalogue.seal.expired
            : code === 'body_absent'
              ? words.header_only
              : words.result[verification.result],
          verification.not_checked ? words.because(words.not_checked[verification.not_checked]) : null,
          ' ',
          h('code', {}, `dkim=${verification.result}`),
        ),
      ),
    ),
    checks(verification, state, findings, speech),
    findings.length > 0 ? findingList(findings, speech, report) : null,
    explanation,
    repairs(verification, index, speech),
    // Of several, each is short until it is opened.
    report.dkim.length > 1
      ? h(
          'details',
          { 'data-key': `details-${index}` },
          h('summary', {}, words.details),
          h('div', { class: 'inside' }, details(report, index, speech, resolvers)),
        )
      : details(report, index, speech, resolvers),
  );
};

/** The records to publish. @param {Verification} verification @param {number} index @param {Speech} speech */
const repairs = ({ doubled_zone: doubled, keys }, index, speech) =>
  [
    ...(doubled?.repair ? [repairView(doubled.repair, `${index}-doubled`, speech)] : []),
    ...keys.flatMap(({ repair }, place) => (repair ? [repairView(repair, `${index}-${place}`, speech)] : [])),
  ].map((repair) => h('section', { class: 'record' }, repair));

/** @param {Report} report @param {number} index @param {Speech} speech @param {readonly Resolver[]} resolvers */
const details = (report, index, speech, resolvers) => {
  const verification = /** @type {Verification} */ (report.dkim[index]);
  return [
    h('div', { class: 'columns' }, facts(verification, speech), coverage(report, verification, speech)),
    openFields(report, index, verification, speech),
    verification.keys.map((key, place) =>
      keyRecord(
        key,
        `${index}-${place}`,
        place === verification.deciding_key && verification.keys.length > 1,
        speech,
        resolvers,
      ),
    ),
    tags(verification, index, speech),
  ];
};

/** Faults of the algorithm, which no single check is about. */
const OF_ALGORITHM = new Set(['dkim.signature.sha1', 'dkim.signature.algorithm-unknown']);

/**
 * @param {Verification} verification
 * @param {VerdictState} state
 * @param {readonly Finding[]} findings
 * @param {Speech} speech
 */
const checks = ({ checks, coverage, result, key_cause: cause }, state, findings, speech) => {
  const words = speech.catalogue.signature;
  const names = /** @type {const} */ (['body_hash', 'signature', 'key_permits', 'time']);
  /** @param {string} state @param {string} name @param {Child} outcome */
  const box = (state, name, outcome) =>
    h('li', { 'data-state': state }, h('span', { class: 'name' }, name), h('span', { class: 'outcome' }, outcome));
  const errors = findings.filter(({ severity, subject }) => severity === 'error' && subject.kind === 'signature');
  const isOfForm =
    result === 'permerror' &&
    errors.some(({ code }) => code.startsWith('dkim.signature.')) &&
    names.every((name) => checks[name] !== 'fail');
  const form = errors.some(({ code }) => OF_ALGORITHM.has(code)) ? 'algorithm' : 'form';
  return h(
    'ul',
    { class: 'checks', role: 'list', 'aria-label': words.checks_heading },
    names.map((name) => {
      const check = checks[name];
      // Of a body that is signed in part, the rest may be anybody's.
      if (name === 'body_hash' && check === 'pass' && coverage?.unsigned_body_octets)
        return box('late', words.check[name], rich(words.body_begins(coverage.signed_body_octets ?? 0), speech));
      if (name === 'key_permits' && check === 'pass' && cause === 'changed')
        return box('fail', words.check[name], words.misfit);
      const outcome = check === 'pass' ? words.passed[name] : check === 'fail' ? words.failed[name] : words.open[check];
      return box(state === 'late' && check === 'fail' ? state : check, words.check[name], outcome);
    }),
    isOfForm ? box('fail', words.check[form], words.failed[form]) : null,
  );
};

/** @param {string} name @param {...Child} value */
const row = (name, ...value) => h('div', {}, h('dt', {}, name), h('dd', {}, value));

/** @param {Verification} verification @param {Speech} speech */
const facts = ({ signature, age, keys, deciding_key: deciding }, speech) => {
  const words = speech.catalogue.signature;
  const unknown = h('span', { class: 'missing' }, words.unknown);
  const key = keys[deciding ?? 0];
  const own = signature.domain ? `@${signature.domain.a_label}` : null;
  return h(
    'dl',
    { class: 'facts' },
    row(words.domain, signature.domain ? domainName(signature.domain) : unknown.cloneNode(true)),
    row(words.selector, signature.selector ? domainName(signature.selector) : unknown.cloneNode(true)),
    signature.identity !== null && signature.identity !== own
      ? row(
          words.identity,
          untrusted(signature.identity, { ltr: true }),
          signature.identity_domain?.u_label ? [' ', domainName(signature.identity_domain)] : null,
        )
      : null,
    row(words.algorithm, signature.algorithm ? h('code', {}, signature.algorithm) : unknown.cloneNode(true)),
    key?.key_type
      ? row(
          words.key,
          rich(key.bits === null ? words.key_type(key.key_type) : words.key_size(key.key_type, key.bits), speech),
        )
      : null,
    key?.strict ? row(words.strict, words.strict_value) : null,
    signature.timestamp !== null
      ? row(
          words.signed_on,
          speech.time(signature.timestamp),
          age !== null && age >= DAY ? [' · ', rich(words.days_ago(Math.floor(age / DAY)), speech)] : null,
        )
      : null,
    signature.expiration !== null ? row(words.expires, speech.time(signature.expiration)) : null,
    signature.header_canonicalization && signature.body_canonicalization
      ? row(
          words.canonicalization,
          rich(words.canon_value(signature.header_canonicalization, signature.body_canonicalization), speech),
        )
      : null,
  );
};

/** @param {readonly string[]} names @param {Speech} speech */
const nameList = (names, speech) => {
  const words = speech.catalogue.signature;
  if (names.length === 0) return h('span', { class: 'missing' }, words.nothing);
  /** @type {Map<string, number>} */
  const counted = new Map();
  for (const name of names) counted.set(name, (counted.get(name) ?? 0) + 1);
  const shown = [...counted].slice(0, NAMES_SHOWN);
  return h(
    'ul',
    { class: 'names', role: 'list' },
    shown.map(([name, count]) =>
      h('li', {}, untrusted(name, { ltr: true }), count > 1 ? ` ×${speech.number(count)}` : null),
    ),
    counted.size > shown.length ? h('li', {}, rich(words.more(counted.size - shown.length), speech)) : null,
  );
};

/** @param {Report} report @param {readonly number[]} places */
const namesAt = (report, places) => places.flatMap((place) => report.fields[place]?.name ?? []);

/** @param {Report} report @param {Verification} verification @param {Speech} speech */
const coverage = (report, { coverage: covered, checks }, speech) => {
  if (!covered) return null;
  const words = speech.catalogue.signature;
  const { signed_body_octets: signed, unsigned_body_octets: unsigned } = covered;
  return h(
    'dl',
    { class: 'facts' },
    row(words.signed_fields, nameList(namesAt(report, covered.signed_fields), speech)),
    row(
      words.body,
      signed === null
        ? words.body_unknown
        : rich(unsigned ? words.body_part(signed, unsigned) : words.body_whole(signed), speech),
    ),
    covered.absent_fields.length > 0
      ? row(
          checks.signature === 'pass' ? words.absent_fields : words.missing_fields,
          nameList(covered.absent_fields.map(fieldName), speech),
        )
      : null,
  );
};

/** @param {Report} report @param {number} index @param {Verification} verification @param {Speech} speech */
const openFields = (report, index, { coverage: covered }, speech) => {
  if (!covered || covered.unsigned_fields.length + covered.addable_fields.length === 0) return null;
  const words = speech.catalogue.signature;
  return h(
    'dl',
    { class: 'facts' },
    folded(
      words.unsigned_fields,
      words.unsigned_note,
      namesAt(report, covered.unsigned_fields),
      `unsigned-${index}`,
      speech,
    ),
    folded(words.addable_fields, words.addable_note, covered.addable_fields.map(fieldName), `addable-${index}`, speech),
  );
};

/**
 * Fields that nearly every signature leaves open: told to those who ask.
 * @param {string} name @param {string} note @param {readonly string[]} names @param {string} key @param {Speech} speech
 */
const folded = (name, note, names, key, speech) =>
  names.length === 0
    ? null
    : h(
        'div',
        { class: 'folded' },
        h('dt', {}, name),
        h(
          'dd',
          {},
          h(
            'details',
            { 'data-key': key },
            h('summary', {}, rich(speech.catalogue.signature.fields(new Set(names).size), speech)),
            h('p', { class: 'fine' }, note),
            nameList(names, speech),
          ),
        ),
      );

/**
 * @param {KeyEvaluation} key
 * @param {string} id
 * @param {boolean} isDeciding
 * @param {Speech} speech
 * @param {readonly Resolver[]} resolvers
 */
const keyRecord = (key, id, isDeciding, speech, resolvers) => {
  const words = speech.catalogue.signature;
  return h(
    'details',
    { class: 'record', 'data-key': `key-${id}` },
    h('summary', {}, words.key_record, ' ', dnsName(key.name)),
    untrustedBox(key.record),
    h('p', { class: 'fine' }, provenance(key.provenance, speech, resolvers), isDeciding ? words.deciding : null),
    key.notes !== null ? h('p', { class: 'fine' }, words.key_notes, ' ', untrusted(key.notes)) : null,
  );
};

/**
 * The record to publish, to be copied.
 * @param {KeyRepair} mended
 * @param {string} id Something that no other record has.
 * @param {Speech} speech
 * @param {'h3' | 'h4'} [level] Of its heading.
 */
export const repairView = ({ name, record_type: type, record, strings, proof }, id, speech, level = 'h4') => {
  const words = speech.catalogue.signature.repair;
  return [
    h(level, {}, words.heading),
    h('dl', { class: 'facts' }, row(words.name, dnsName(name)), row(words.type, h('code', {}, type))),
    copyBox(record, words.copy, `copy-${id}`, speech),
    strings.length > 0
      ? [
          h('p', { class: 'fine' }, words.zone),
          copyBox(
            `${name}. IN TXT ${strings.map((string) => `"${string}"`).join(' ')}`,
            words.copy_zone,
            `copy-zone-${id}`,
            speech,
          ),
        ]
      : null,
    h('p', { class: 'fine' }, words.proof[proof]),
  ];
};

/**
 * The table is made when it is opened: a hundred signatures can have 64 long tags each.
 * @param {Verification} verification
 * @param {number} index
 * @param {Speech} speech
 */
const tags = ({ signature }, index, speech) => {
  const words = speech.catalogue.signature;
  if (signature.tags.length === 0) return null;
  const table = h('table', { hidden: true });
  return h(
    'details',
    {
      'data-key': `tags-${index}`,
      toggle: () => {
        if (!table.hidden) return;
        table.hidden = false;
        table.append(
          h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, words.tag), h('th', { scope: 'col' }, words.value))),
          h(
            'tbody',
            {},
            signature.tags.map((tag) =>
              h(
                'tr',
                {},
                h('th', { scope: 'row' }, untrusted(tag.name, { ltr: true })),
                h('td', {}, untrustedBox(tag.value)),
              ),
            ),
          ),
        );
      },
    },
    h('summary', {}, words.tags),
    table,
  );
};
