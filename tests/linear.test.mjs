// Text of others costs as much as it is long: twice the text is twice the work, counted and not timed, and where there
// is a cap, no more.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { after, test } from 'node:test';

import { cases, drawn, english } from './view/reports.mjs';
import { close, workOf } from './view/work.mjs';
import { packEvidence, readEvidence } from '../www/export/evidence.js';
import { escapeJson, toJson } from '../www/export/json.js';
import { KINDS } from '../www/export/kinds.js';
import { toMarkdown } from '../www/export/markdown.js';
import { maskIps, maskLocalParts } from '../www/export/masks.js';
import { redact } from '../www/export/redact.js';
import { Secrets } from '../www/export/secrets.js';
import * as shapes from '../www/export/shapes.js';
import { block, code, own } from '../www/export/text.js';
import { exports } from '../www/i18n/exports/en.js';
import { loadAll } from '../www/i18n/index.js';
import { problems } from '../www/i18n/policy/en.js';
import { requirements } from '../www/i18n/requirements/en.js';
import { en as sender } from '../www/i18n/sender/en.js';
import { commands, lines } from '../www/session/replies.js';
import { RESOLVERS } from '../www/session/resolvers.js';
import { inert } from '../www/export/wiki.js';
import { visible } from '../www/view/characters.js';
import { decode } from '../www/view/difference.js';
import { changesView } from '../www/view/doors/domain.js';
import { adviceView, genuineAnswer } from '../www/view/doors/genuine.js';
import { findingsFold, signaturesFold } from '../www/view/doors/evidence.js';
import { claims, headline } from '../www/view/headline.js';
import { cut } from '../www/view/picture/parts.js';
import { queriesFold } from '../www/view/queries.js';
import { tagsOf } from '../www/view/sender/record.js';
import { signatureCard } from '../www/view/signature.js';
import { blanksFrom, runsOf } from '../www/view/source/octet-text.js';
import { signedEnd } from '../www/view/source/tail.js';
import { dnsName, domainName, untrusted, untrustedBox } from '../www/view/untrusted.js';
import { whichView } from '../www/view/message-choice.js';
import { find, openAll } from './view/dom.mjs';

/** @import { Diagnosis, Report } from '../www/types/report.js' */

after(close);

const speech = {
  ...english,
  exports,
  requirements,
  catalogue: { ...(await loadAll('en', true)).catalogue, sender, problems },
};

/** What a text can be full of: whatever begins or ends something, and what is escaped. */
const UNITS = [
  '\\"@',
  '"@',
  '"',
  '@',
  'a@',
  'a@b.example,',
  'a @',
  '<',
  '<a@',
  '>',
  '(',
  '()',
  ')',
  '\\',
  ' ',
  '\t',
  '. ',
  '.',
  '..',
  '1.',
  '1.1.1.1 ',
  '1-',
  ':',
  '1:',
  '::',
  '1::.:',
  'f.',
  'ip6:',
  'a',
  'a ',
  'a  ',
  '  a',
  ';',
  '; ',
  ',',
  ', ',
  '=',
  'p=',
  'p =',
  'p  ',
  'v=DMARC1;',
  'v=spf1 ',
  'a:b ',
  '+',
  '`',
  '``a',
  '~',
  '\u202e',
  '\u{1f600}',
  '\ud800',
  '\u0130',
  '\uff41',
  '%',
  '%{l}',
  '%{',
  '}',
  '\n',
  '\r',
  '\r\n',
  '\r ',
  '/',
  '-',
  '_',
  '<a@b.example>',
  '"a" ',
  '⟨',
  '⟩',
  '&<>',
  '|',
  '*',
  '[~a]',
  '[1.',
  '{code}',
  '{',
  '%{l1',
  '!',
  '!a',
  'xn--a.',
  'a.example.',
  'mailto:',
  "'",
];
/** What stands around it, so that it gets where it is read. */
const AROUND = [
  ['', ''],
  ['x', 'x'],
  ['v=DMARC1; p=none; rua=', ''],
  ['v=DMARC1; p', '=none'],
  ['v=spf1 ', ' -all'],
  ['"', '"@a.example'],
  ['<', '>'],
];
/** Those that mean something in most texts. */
const USUAL = [
  '\\"@',
  '"',
  'a@',
  'a@b.example,',
  '<',
  '(',
  '\\',
  ' ',
  '1.',
  '1:',
  'a',
  ';',
  '=',
  '`',
  '\u202e',
  '\ud800',
  '%{l}',
  '\n',
];

const SIZE = 2500;
/** How much more twice the text may be: more than twice, for what is done once and for lists that grow in steps. */
const MORE = 2.4;
const ONCE = 4000;

/**
 * Holds twice as much against as much, of all units together; where that is too much, one by one, to name it.
 * @param {string} name @param {readonly string[]} units @param {(unit: string, times: number) => unknown} run
 */
const isLinear = async (name, units, run) => {
  /** @param {number} times */
  const work = (times) =>
    workOf(async () => {
      for (const unit of units) await run(unit, times);
    });
  const [one, two] = [await work(1), await work(2)];
  const isMore = two > MORE * one + ONCE;
  if (units.length > 1 && isMore)
    for (const unit of units) await isLinear(`${name} ${JSON.stringify(unit)}`, [unit], run);
  assert.ok(!isMore, `${name}: ${one}, and of twice as much ${two}`);
};

/** @param {string} unit @param {number} size */
const full = (unit, size) => unit.repeat(Math.ceil(size / unit.length));

const id = (/** @type {string} */ text) => text;
const encoder = new TextEncoder();
const secrets = new Secrets([
  ...UNITS.map((unit) => ({ word: unit.repeat(80), mark: '*' })),
  { word: 'aaaaaaaa', mark: '*' },
]);

/** @type {Record<string, (text: string) => unknown>} */
const FUNCTIONS = {
  maskLocalParts: (text) => maskLocalParts(text, id),
  maskIps: (text) => maskIps(text, id),
  escapeJson: (text) => escapeJson(JSON.stringify(text)),
  secrets: (text) => secrets.hide(text),
  newSecrets: (text) => new Secrets([{ word: text, mark: '' }]).hide(text),
  ...Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, (text) => /** @type {any} */ (shape)(text, '*')]),
  ),
  code,
  own,
  inert,
  block: (text) => block(text, ''),
  visible: (text) => visible(text, { limit: Infinity, lines: true, marks: true }),
  untrusted: (text) => untrusted(text, { ltr: true }),
  untrustedBox,
  dnsName,
  domainName: (text) => domainName({ a_label: text, u_label: `${text}a` }),
  cut: (text) => cut(text, 40, 'a.example'),
  decode: (text) => decode(encoder.encode(text)),
  runsOf: (text) => runsOf(encoder.encode(text), 0, text.length),
  blanksFrom: (text) => blanksFrom(encoder.encode(`${text}\n`), 0, text.length + 1),
  signedEnd: (text) => signedEnd('relaxed', Infinity)(encoder.encode(text)),
  tagsOf,
  commands: (text) => commands([{ name: text, type: 'TXT', purposes: [], tells_sender: false }]),
  lines: (text) => lines([{ name: text, type: 'TXT', purposes: [], tells_sender: false }]),
};

for (const [name, run] of Object.entries(FUNCTIONS)) {
  test(`twice the text is twice the work: ${name}`, async () => {
    for (const [start, end] of AROUND)
      await isLinear(`between ${start} and ${end}`, UNITS, (unit, times) =>
        run(`${start}${full(unit, times * SIZE)}${end}`),
      );
  });
}

const folder = new URL('cases/', import.meta.url);
/** @param {string} name @returns {{ report: Report, diagnoses: Diagnosis[] }} */
const found = (name) => {
  const file = new URL(`${name}/diagnosis.json`, folder);
  return {
    report: /** @type {Report} */ (cases.find((one) => one.name === name)?.report),
    diagnoses: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [],
  };
};

/** Texts that are codes of the core, by their place. */
const OF_OTHERS = new Set([
  'text',
  'subject',
  'to',
  'date',
  'record',
  'records',
  'value',
  'sender',
  'address',
  'name',
  'notes',
  'aliases',
  'receiver',
  'list',
  'target',
  'strings',
  'uri',
  'original',
  'mailbox',
  'original_sender',
  'shown',
  'prefix',
  'suffix',
  'theirs',
  'signed_fields',
  'absent_fields',
  'u_label',
]);
/** @param {any} value @param {(text: string) => string} change @param {string} [key] @returns {any} */
const mapped = (value, change, key = '') => {
  if (typeof value === 'string') return OF_OTHERS.has(key) ? change(value) : value;
  if (Array.isArray(value)) return value.map((each) => mapped(each, change, key));
  return value === null || typeof value !== 'object'
    ? value
    : Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mapped(each, change, name)]));
};

/** All that is shown of a report, opened. @param {Report} report */
const shown = (report) => {
  const parts = [
    headline(report, speech, RESOLVERS, 'none'),
    claims(report, speech),
    whichView(report, { heads: [], isListing: false }, { list: () => {}, choose: () => {} }, speech),
    changesView(report, 'nothing', speech, () => {}),
    adviceView(report, 'none', speech),
    genuineAnswer(report, speech),
    signaturesFold(
      report,
      () => report.dkim.slice(0, 10).map((_, index) => signatureCard(report, index, speech, RESOLVERS, null)),
      speech,
    ),
    findingsFold(report, speech),
    queriesFold(report.queries, speech, RESOLVERS),
    ...drawn(report, speech),
  ]
    .flat(9)
    .filter((one) => one && typeof one === 'object' && 'childNodes' in one);
  openAll(/** @type {any} */ (parts));
  return find(/** @type {any} */ (parts), () => true).length;
};

/** All that is taken along. @param {Report} report @param {readonly Diagnosis[]} diagnoses */
const taken = async (report, diagnoses) => {
  for (const hidden of [new Set(KINDS), new Set()]) {
    const exported = {
      ...(await redact({ report, diagnoses }, hidden)),
      judgedAt: 0,
      waxseal: '',
      isFromFile: false,
      hidden: [...hidden],
    };
    toMarkdown(exported, speech, RESOLVERS);
    toJson(exported);
  }
};

const NAMES = ['sender-forwarded', 'arc-pass-two-sets'];
/** Characters that each text of a report has more, and things that each list has. */
const EACH = 800;
const MANY = 40;

test('a report whose every text is long is shown and taken along at a cost that is as long', async () => {
  for (const name of NAMES) {
    /** @param {string} unit @param {number} times */
    const filled = (unit, times) => mapped(found(name), (text) => text + full(unit, times * EACH));
    await isLinear(`${name}, shown`, USUAL, (unit, times) => {
      const { report } = filled(unit, times);
      return shown(report);
    });
    await isLinear(`${name}, taken along`, USUAL, (unit, times) => {
      const { report, diagnoses } = filled(unit, times);
      return taken(report, diagnoses);
    });
  }
});

/** Lists of a report that are as long as the message has it. @param {Report} report @param {number} times */
const longer = (report, times) => {
  /** @param {readonly any[]} list @param {(one: any, place: number) => any} [change] */
  const many = (list, change = id) =>
    list.length === 0 ? [] : Array.from({ length: times }, (_, place) => change(list[place % list.length], place));
  const copy = structuredClone(report);
  copy.findings = many(copy.findings);
  copy.queries = many(copy.queries, (one, place) => ({ ...one, name: `a${place}.example` }));
  copy.trace.hops = many(copy.trace.hops);
  copy.trace.signs = many(copy.trace.signs);
  copy.fields = many(copy.fields);
  copy.identifiers.from = many(copy.identifiers.from, (one) => ({
    ...one,
    mailboxes: Array(4).fill(one.mailboxes[0]),
  }));
  for (const claim of copy.claims) if (claim.results) claim.results.results = many(claim.results.results);
  for (const evaluation of copy.spf) evaluation.questions = many(evaluation.questions);
  return copy;
};

test('a report of many things costs as much as they are, however many', async () => {
  for (const name of NAMES) {
    const many = [1, 2].map((times) => longer(found(name).report, times * MANY));
    const of = (/** @type {number} */ times) => /** @type {Report} */ (many[times - 1]);
    await isLinear(`${name}, shown`, [''], (_, times) => shown(of(times)));
    await isLinear(`${name}, taken along`, [''], (_, times) => taken(of(times), []));
  }
});

test('nothing that a message can have too many of is handed over as arguments, or gone into by recursion', async () => {
  const { report } = found('sender-forwarded');
  const { findings, fields } = report;
  // More than a function takes.
  const most = 130_000;
  /** @template T @param {readonly T[]} list */
  const many = (list) => Array.from({ length: most }, (_, place) => /** @type {T} */ (list[place % list.length]));
  assert.ok(shown({ ...report, findings: many(findings), fields: many(fields) }) > 0);
});

test('an evidence file is read at a cost that is as long, whatever its lines are', async () => {
  /** @param {number} times */
  const file = (times) =>
    packEvidence({
      waxseal: '',
      judgedAt: 0,
      told: Array(6).fill(['addRecords', [' '.repeat(times * 500_000), 'pasted']]),
      message: new Blob(['x'.repeat(times * 500_000)]),
    });
  const files = [await file(1), await file(2)];
  await isLinear('evidence', [''], (_, times) => readEvidence(/** @type {Blob} */ (files[times - 1])));
});

test('every function of the exports that takes text is among them', async () => {
  const taking = {
    'evidence.js': '',
    'json.js': 'escapeJson',
    'kinds.js': '',
    'markdown.js': 'taken',
    'masks.js': '',
    'redact.js': 'taken',
    'secrets.js': '',
    'shapes.js': '',
    'text.js': 'taken',
    'treatments.js': 'taken',
    'wiki.js': '',
  };
  assert.deepEqual(readdirSync(new URL('../www/export/', import.meta.url)).sort(), Object.keys(taking));
});
