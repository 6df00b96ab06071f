// What is taken along of a result: nothing in it is more than text, and what is hidden is in none of it.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { packEvidence, readEvidence, Unsound } from '../www/export/evidence.js';
import { escapeJson, toJson } from '../www/export/json.js';
import { KINDS } from '../www/export/kinds.js';
import { toMarkdown } from '../www/export/markdown.js';
import { maskIps, maskLocalParts } from '../www/export/masks.js';
import { redact } from '../www/export/redact.js';
import { Secrets } from '../www/export/secrets.js';
import { addressesIn, datePart, isHost, isName } from '../www/export/shapes.js';
import { treatmentOf } from '../www/export/treatments.js';
import { block, code } from '../www/export/text.js';
import { inert } from '../www/export/wiki.js';
import { exports as en } from '../www/i18n/exports/en.js';
import { exports as ja } from '../www/i18n/exports/ja.js';
import { loadAll } from '../www/i18n/index.js';
import { problems as enPolicy } from '../www/i18n/policy/en.js';
import { problems as jaPolicy } from '../www/i18n/policy/ja.js';
import { requirements as enRules } from '../www/i18n/requirements/en.js';
import { requirements as jaRules } from '../www/i18n/requirements/ja.js';
import { en as enSender } from '../www/i18n/sender/en.js';
import { ja as jaSender } from '../www/i18n/sender/ja.js';
import { blobOf } from '../www/session/push.js';
import { RESOLVERS } from '../www/session/resolvers.js';
import { isHidden } from '../www/view/characters.js';

/** @import { ExportSpeech } from '../www/i18n/exports/texts.js' */
/** @import { Exported } from '../www/types/element.js' */
/** @import { Diagnosis, Report } from '../www/types/report.js' */
/** @import { Told } from '../www/types/session.js' */

const folder = new URL('cases/', import.meta.url);
/** @param {string} path */
const read = (path) => JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
/** @type {{ name: string, report: Report, diagnoses: Diagnosis[] }[]} */
const cases = readdirSync(folder)
  .filter((name) => existsSync(new URL(`${name}/report.json`, folder)))
  .map((name) => ({
    name,
    report: read(`${name}/report.json`),
    diagnoses: existsSync(new URL(`${name}/diagnosis.json`, folder)) ? read(`${name}/diagnosis.json`) : [],
  }));

/** @type {ExportSpeech[]} */
const speeches = await Promise.all(
  /** @type {const} */ ([
    ['en', en, enSender, enPolicy, enRules],
    ['ja', ja, jaSender, jaPolicy, jaRules],
  ]).map(async ([language, exports, sender, problems, requirements]) => {
    const speech = await loadAll(language, true);
    return { ...speech, requirements, exports, catalogue: { ...speech.catalogue, sender, problems } };
  }),
);
const [english] = /** @type {[ExportSpeech]} */ (/** @type {unknown} */ (speeches));

const ALL = new Set(KINDS);

/**
 * @param {{ report: Report, diagnoses: readonly Diagnosis[] }} found
 * @param {readonly typeof KINDS[number][]} [hidden]
 * @returns {Promise<Exported>}
 */
const exported = async ({ report, diagnoses }, hidden = []) => ({
  ...(await redact({ report, diagnoses }, new Set(hidden))),
  judgedAt: 1_800_000_000,
  waxseal: '0.1.0',
  isFromFile: false,
  hidden,
});

/** @param {string} wanted */
const caseOf = (wanted) => {
  const found = cases.find(({ name }) => name === wanted);
  assert.ok(found, wanted);
  return structuredClone(found);
};

/**
 * Every string of a value changed.
 * @param {any} value
 * @param {(text: string, key: string) => string} change
 * @param {string} [key]
 * @returns {any}
 */
const mapped = (value, change, key = '') => {
  if (typeof value === 'string') return change(value, key);
  if (Array.isArray(value)) return value.map((each) => mapped(each, change, key));
  return value === null || typeof value !== 'object'
    ? value
    : Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mapped(each, change, name)]));
};

test('every report can be taken along, in both languages', async () => {
  assert.ok(cases.length > 300);
  for (const found of cases) {
    for (const speech of speeches) {
      const text = toMarkdown(await exported(found, KINDS), speech, RESOLVERS);
      assert.match(text, /^## Waxseal/, found.name);
      assert.doesNotMatch(
        outsideOfCode(text).replaceAll('counts is undefined', ''),
        /undefined|\[object|NaN/,
        found.name,
      );
      if (found.report.identifiers.author_domain)
        assert.ok(text.includes(`\`${found.report.identifiers.author_domain.a_label}\``), found.name);
      for (const { result } of found.report.dkim.slice(0, 20))
        assert.ok(text.includes(`\`dkim=${result}\``), found.name);
    }
    const json = toJson(await exported(found));
    assert.deepEqual(
      JSON.parse(json),
      {
        waxseal: '0.1.0',
        judged_at: 1_800_000_000,
        from_evidence_file: false,
        hidden: [],
        report: found.report,
        diagnoses: found.diagnoses,
      },
      found.name,
    );
  }
});

test('of a domain alone no part of a mail is said to be hidden', async () => {
  for (const speech of speeches) {
    const { kinds } = speech.exports.hide;
    const [domain, mail] = await Promise.all(
      ['domain-whole', 'sender-spf-pass'].map(async (name) =>
        toMarkdown(await exported(caseOf(name), KINDS), speech, RESOLVERS),
      ),
    );
    assert.deepEqual(
      [domain, mail].map((text) => [kinds.ips, kinds.subject].map((kind) => text?.includes(kind))),
      [
        [true, false],
        [true, true],
      ],
    );
  }
});

test('a record that stands in full is not repeated among the questions', async () => {
  const found = caseOf('sender-spf-pass');
  const records = [found.report.dkim[0]?.keys[0]?.record, found.report.spf[0]?.nodes[0]?.record].filter(
    (record) => typeof record === 'string',
  );
  assert.ok(records.length > 0);
  for (const speech of speeches) {
    const text = toMarkdown(await exported(found), speech, RESOLVERS);
    const [above = '', questions = ''] = text.split(`### ${speech.catalogue.queries.heading}`);
    for (const record of records) assert.ok(above.includes(record) && !questions.includes(record.slice(0, 40)), record);
    assert.ok(questions.includes(speech.exports.ticket.above));
  }
});

test('what rests on an evidence file says so', async () => {
  for (const speech of speeches) {
    const text = toMarkdown({ ...(await exported(caseOf('dkim-expired'))), isFromFile: true }, speech, RESOLVERS);
    assert.ok(text.includes(speech.exports.ticket.from_file));
  }
  assert.equal(
    JSON.parse(toJson({ ...(await exported(caseOf('dkim-expired'))), isFromFile: true })).from_evidence_file,
    true,
  );
});

/** What would be more than text, at the start of every value that others have written. */
const HOSTILE = [
  '\u001b]0;owned\u0007',
  '\u009b31m',
  '\u202egnp.exe',
  '`````',
  '```\n# heading\n',
  '</script><script>alert(1)</script>',
  '[link](https://evil.example)',
  '\u2028',
  '\ufeff',
  '\r\n- item',
  '| a | b |',
  '@everyone',
  '==x==',
];
/** Texts that are not enumerations, by their key. */
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
  'helo',
  'receiver',
  'url',
]);

test('nothing that others have written becomes more than text', async () => {
  for (const name of ['sender-forwarded', 'arc-pass-two-sets', 'dkim-expired', 'sender-spf-pass', 'dkim-key-alias'])
    for (const hostile of HOSTILE) {
      const found = caseOf(name);
      const changed = mapped(found, (text, key) => (OF_OTHERS.has(key) ? `${hostile}${text}${hostile}` : text));
      for (const speech of speeches) {
        const text = toMarkdown(await exported(changed), speech, RESOLVERS);
        const plain = toMarkdown(await exported(found), speech, RESOLVERS);
        assert.equal(text.split('\n').length, plain.split('\n').length, `${name} ${JSON.stringify(hostile)}`);
        for (const character of text)
          assert.ok(
            character === '\n' || !isHidden(/** @type {number} */ (character.codePointAt(0))),
            `${name} ${JSON.stringify(hostile)}`,
          );
        assert.equal(outsideOfCode(text), outsideOfCode(plain), `${name} ${JSON.stringify(hostile)}`);
      }
    }
});

/** The text without its code, as CommonMark finds it. @param {string} text */
const outsideOfCode = (text) => {
  /** @type {string | null} */
  let fence = null;
  const kept = [];
  for (const line of text.split('\n')) {
    const mark = line.trim().match(/^`{3,}$/)?.[0] ?? null;
    if (fence === null && mark) fence = mark;
    else if (fence !== null && mark && mark.length >= fence.length) fence = null;
    else if (fence === null) kept.push(withoutSpans(line));
  }
  assert.equal(fence, null);
  return kept.join('\n');
};

/** @param {string} line */
const withoutSpans = (line) => {
  let out = '';
  for (let at = 0; at < line.length; ) {
    const run = line.slice(at).match(/^`+/)?.[0];
    if (!run) {
      // An escaped character is no mark.
      out += line[at];
      if (line[at] === '\\') out += line[at + 1] ?? '';
      at += line[at] === '\\' ? 2 : 1;
      continue;
    }
    const rest = line.slice(at + run.length);
    const end = [...rest.matchAll(/`+/g)].find(([found]) => found.length === run.length);
    assert.ok(end, line);
    out += '`…`';
    at += run.length + end.index + run.length;
  }
  return out;
};

test('code is one line, whatever is in it', () => {
  for (const text of ['', ' ', '`', '``', ' a ', '`a`', 'a`b``c', '\n', 'x'.repeat(400), ...HOSTILE]) {
    assert.equal(outsideOfCode(code(text)), '`…`', JSON.stringify(text));
    assert.equal(outsideOfCode(block(text, '  ').join('\n')), '', JSON.stringify(text));
  }
  assert.equal(code('a\u202eb'), '`a⟨U+202E⟩b`');
});

test('what would act in the wiki markup of Jira is an escape there, and what is usual in records stays', () => {
  for (const active of [
    '{code}',
    '{noformat}',
    '{color:red}',
    '{quote}',
    '{{x}}',
    '%{code}',
    '%{color:red}',
    '[~admin]',
    '[~accountid:5]',
    '[link|https://evil.example]',
    '[https://evil.example]',
    '[^file.zip]',
    '[#top]',
    '[mailto:x@evil.example]',
    '[]',
    '!https://evil.example/x.png!',
    '!x.png|thumbnail!',
    'https://evil.example',
    'ftp://evil.example',
    'a\\\\b',
    'x {code}',
    '%{i}{code}',
    '{i}',
  ]) {
    const shown = inert(active);
    for (const begins of [
      '{c',
      '{n',
      '{q',
      '{{',
      '{i',
      '[~',
      '[l',
      '[h',
      '[^',
      '[#',
      '[m',
      '[]',
      '!h',
      '!x',
      '://',
      '\\\\',
    ])
      assert.ok(!shown.replaceAll('%{i}', '').includes(begins), `${active}: ${shown}`);
    assert.ok(shown.includes('⟨U+00'), active);
    assert.ok(code(active).includes('⟨U+00') && block(active, '').join().includes('⟨U+00'), active);
  }
  for (const plain of [
    'v=spf1 include:%{i}._spf.a.example exists:%{ir}.%{l1r+-}.a.example -all',
    '[192.0.2.1]',
    '[IPv6:2001:db8::1]',
    'Hello!',
    'Wow!! Yes',
    'v=DMARC1; p=none; rua=mailto:a@b.example',
    'a\\b',
    'h1.example',
  ]) {
    assert.equal(inert(plain), plain);
  }
  for (const line of ['h1. Verified', 'bq. x', '|| a ||', '* a', '# a', '----', '- a'])
    assert.match(/** @type {string} */ (block(line, '')[1]), /^⟨U\+00/, line);
});

test('a subject of a megabyte takes the room of a line', async () => {
  const found = caseOf('dkim-expired');
  found.report.identifiers.subject = '`\u001b'.repeat(500_000);
  const text = toMarkdown(await exported(found), english, RESOLVERS);
  assert.ok(text.length < 20_000);
  assert.ok(text.includes('⟨…+999700⟩'));
});

test('JSON holds nothing that a page or a terminal takes for more than text, and means the same', () => {
  const value = { text: '</script>&\u2028\u2029\u001b\u009b\u007f\u202e日本語😀\ud800\udb40\udc41\\<' };
  const escaped = escapeJson(JSON.stringify(value));
  assert.deepEqual(JSON.parse(escaped), value);
  assert.ok(escaped.includes('日本語😀'));
  for (const character of escaped)
    assert.ok(!'<>&'.includes(character) && !isHidden(/** @type {number} */ (character.codePointAt(0))));
});

test('addresses of people and hosts are found where they stand', () => {
  const mark = (/** @type {string} */ found) => `[${found}]`;
  const local = (/** @type {string} */ text) => maskLocalParts(text, mark);
  assert.equal(
    local('Bob <bob@a.example>, "o\'b c"@b.example; @c.example'),
    'Bob <[bob]@a.example>, ["o\'b c"]@b.example; @c.example',
  );
  assert.equal(local('mailto:x@a.example a@b@c.example'), 'mailto:[x]@a.example [a]@[b]@c.example');
  assert.equal(local('bob @ a.example <"x \\" y"@b.example>'), '[bob] @ a.example <["x \\" y"]@b.example>');
  const ips = (/** @type {string} */ text) => maskIps(text, () => '*');
  for (const [text, masked] of [
    ['a 192.0.2.1, [198.51.100.7]', 'a *, [*]'],
    ['ip4:192.0.2.0/24 ip6:2001:db8::/32 ip6:::1', 'ip4:*/24 ip6:*/32 ip6:*'],
    ['IPv6:2001:db8:0:0::1.', 'IPv6:*.'],
    ['1.2.0.192.in-addr.arpa', '*.in-addr.arpa'],
    ['mail-192-0-2-1.example', 'mail-*.example'],
    [`${'1.'.repeat(32)}ip6.arpa`, '*.ip6.arpa'],
    ['::ffff:192.0.2.1', '*'],
    ['12:34:56 2026-11-24 1.2.3 15.20.8093.14', '12:34:56 2026-11-24 1.2.3 15.20.8093.14'],
    ['a::', '*'],
    ['::', '::'],
    ['bounces: 10.0.0.1:25', 'bounces: *:25'],
  ])
    assert.equal(ips(/** @type {string} */ (text)), masked);
});

test('of a list of addresses nothing is taken that stands in a name, a comment or behind an address', () => {
  for (const [text, found] of /** @type {const} */ ([
    ['Bob "x" <bob@a.example>, eve@b.example (me@c.example)', ['bob@a.example', 'eve@b.example']],
    ['"a@b.example, c@d.example" <x@y.example> z@z.example', ['x@y.example']],
    [
      'team @work: "a \\" b"@c.example, d@e.example; f@g.example',
      ['"a \\" b"@c.example', 'd@e.example', 'f@g.example'],
    ],
    ['<@relay.example,@other.example:x@y.example>', ['@relay.example,@other.example:x@y.example']],
    ['bob@work.example (never <ended@x.example>', []],
    ['"bob@work.example', []],
    ['Alice Smith', []],
    ['', []],
    ['a@b.example c@d.example', ['a@b.example', 'c@d.example']],
  ]))
    assert.deepEqual(addressesIn(text), found, text);
  assert.equal(addressesIn('a@b.example,'.repeat(1000)).length, 20);
});

test('a date, a host and a name are shown by their form', () => {
  for (const [date, shown] of [
    ['Mon, 23 Nov 2026 10:00:00 +0000', 'Mon, 23 Nov 2026 10:00:00 +0000'],
    ['Mon, 23 Nov 2026 10:00:00 +0900 (JST)', 'Mon, 23 Nov 2026 10:00:00 +0900 (JST)'],
    ['Mon, 23 Nov 2026 10:00:00 +0000 (Alice Smith)', 'Mon, 23 Nov 2026 10:00:00 +0000 *'],
    ['Alice', '*'],
  ])
    assert.equal(datePart(/** @type {string} */ (date), '*'), shown);
  for (const [name, wanted] of /** @type {const} */ ([
    ['mx.example.com', true],
    ['bücher.example', true],
    ['例え.テスト', true],
    ['पर.example', true],
    ['alice smith', false],
    ['alice@x.example', false],
    ['a\u202eb.example', false],
    ['“a”.example', false],
    ['', false],
  ]))
    assert.equal(isName(name), wanted, name);
  for (const [host, wanted] of /** @type {const} */ ([
    ['mx.example.com.', true],
    ['alices-macbook', false],
    ['alices-macbook.local', false],
    ['pc.alice.HOME.', false],
    ['.com', false],
  ]))
    assert.equal(isHost(host), wanted, host);
});

test('words are found in free text in any case, the longest first, and not within other words', () => {
  const secrets = new Secrets([
    { word: 'alice', mark: '1' },
    { word: 'Alice.Smith', mark: '2' },
    { word: 'bob', mark: '3' },
    { word: 'x'.repeat(100), mark: '4' },
  ]);
  assert.equal(
    secrets.hide(`ALICE, alice.smith, alices bob (alice) ${'x'.repeat(100)} ${'X'.repeat(110)}.`),
    '1, 2, alices bob (1) 4 4.',
  );
  assert.equal(secrets.hide('\u0130 alice'), 'i\u0307 1');
  assert.equal(new Secrets([]).hide('\u0130 Alice'), '\u0130 Alice');
});

test('what stands for a thing is the same wherever it stands, and the codes stay', async () => {
  const found = caseOf('sender-forwarded');
  found.report.findings.push(
    /** @type {any} */ ({
      code: 'dns.name.token',
      params: { name: 'dkim.key.testing' },
      severity: 'info',
      span: null,
      subject: { kind: 'message' },
      reference: null,
    }),
  );
  const { report } = await redact(found, ALL);
  const before = JSON.stringify(found.report);
  assert.deepEqual(
    report.findings.map(({ code }) => code),
    found.report.findings.map(({ code }) => code),
  );
  assert.equal(JSON.stringify(found.report), before);
  assert.equal(
    report.identifiers.from[0]?.mailboxes[0]?.domain?.a_label,
    found.report.identifiers.author_domain?.a_label,
  );
  assert.match(report.spf[0]?.client ?? '', /^⟨IP \d+⟩$/);
  assert.equal(report.spf[0]?.client, report.envelope.client?.value);
  assert.equal((await redact(found, new Set())).report, found.report);
});

test('only what was chosen is hidden', async () => {
  const found = caseOf('sender-forwarded');
  const { client } = found.report.envelope;
  const shown = (await redact(found, new Set(/** @type {const} */ (['addresses'])))).report;
  assert.equal(shown.identifiers.subject, found.report.identifiers.subject);
  assert.equal(shown.envelope.client?.value, client?.value);
  assert.match(shown.identifiers.from[0]?.text ?? '', /^⟨local part \d+⟩@/);
  const ids = (await redact(found, new Set(/** @type {const} */ (['ids'])))).report;
  assert.deepEqual([ids.identifiers.from, ids.envelope], [found.report.identifiers.from, found.report.envelope]);
});

/** @param {Partial<import('../www/export/evidence.js').Evidence>} [changed] */
const evidenceOf = (changed = {}) =>
  packEvidence({
    waxseal: '0.1.0',
    judgedAt: 1_800_000_000,
    message: new Blob(['From: a@b.example\r\n\r\nHello\r\n']),
    told: [
      [
        'addWire',
        [
          's._domainkey.b.example',
          'TXT',
          Uint8Array.of(0, 255, 10, 13),
          'https://resolver.example/dns-query',
          1_799_999_999,
        ],
      ],
      ['setEnvelope', ['192.0.2.1', null, '', null]],
    ],
    ...changed,
  });

/** @param {string | Blob} file @param {string} [trouble] */
const refused = (file, trouble = 'evidence_damaged') =>
  assert.rejects(
    readEvidence(typeof file === 'string' ? new Blob([file]) : file),
    (error) => error instanceof Unsound && error.trouble === trouble,
    typeof file === 'string' ? file.slice(0, 200) : '',
  );

test('an evidence file holds what went in, whatever line ends it got on the way', async () => {
  const octets = Uint8Array.from({ length: 700_001 }, (_, place) => (place * 31) & 255);
  for (const message of [new Blob([]), new Blob(['x']), new Blob([octets])])
    for (const change of [
      (/** @type {string} */ text) => text,
      (/** @type {string} */ text) => `\ufeff${text.replaceAll('\n', '\r\n')}`,
    ]) {
      const text = await (await evidenceOf({ message })).text();
      assert.equal(JSON.parse(text).version, 1);
      const { judgedAt, waxseal, told, message: left } = await readEvidence(new Blob([change(text)]));
      assert.deepEqual([judgedAt, waxseal, told.length], [1_800_000_000, '0.1.0', 2]);
      assert.deepEqual(told[0]?.[1][2], Uint8Array.of(0, 255, 10, 13));
      assert.deepEqual(new Uint8Array(await left.arrayBuffer()), new Uint8Array(await message.arrayBuffer()));
    }
});

test('what is no sound evidence file is refused, in a word', async () => {
  const sound = await (await evidenceOf()).text();
  await readEvidence(new Blob([sound]));
  for (const [from, to] of [
    ['"addWire"', '"free"'],
    ['"addWire"', '"constructor"'],
    ['"addWire"', '"__proto__"'],
    ['"addWire"', 'null'],
    ['"TXT"', '"AXFR"'],
    ['"AP8KDQ=="', '"*"'],
    ['"AP8KDQ=="', '[0,1]'],
    ['"AP8KDQ=="', `"${'A'.repeat(90_004)}"`],
    ['https://resolver', 'javascript:'],
    ['1799999999', '"1799999999"'],
    ['1799999999', '1e300'],
    ['1799999999', '-1'],
    ['1799999999', '1,2'],
    ['null,""', '{},""'],
    ['null,""', '""'],
    ['"judged_at":1800000000', '"judged_at":1e30'],
    ['"judged_at":1800000000', '"judged_at":null'],
    ['"waxseal":"0.1.0"', '"waxseal":{}'],
    ['"waxseal":"0.1.0"', `"waxseal":"${'9'.repeat(41)}"`],
    ['"version":1', '"version":0'],
    ['"version":1', '"version":"1"'],
    ['"version":1', '"version":1,"more":1'],
    ['"told":[\n', '"told":[1,\n'],
    ['"told":[\n', '"told":\n['],
    ['],"message":[', '], "message": ['],
    ['],"message":[', '],"message":["",'],
    [']}\n', ''],
    [']}\n', ']}\n{}'],
    ['\n]}', ',\n]}'],
    ['"RnJ', 'RnJ'],
    ['"RnJ', '"R=J'],
    ['"RnJ', '"\n"RnJ'],
    ['"RnJ', '"",\n"RnJ'],
    ['"RnJ', '"RnJv",\n"RnJ'],
    ['["setEnvelope"', '\n["setEnvelope"'],
    ['["setEnvelope"', '["choose",1.5],\n["setEnvelope"'],
    ['["setEnvelope"', '["setBoundary",-1],\n["setEnvelope"'],
    ['["setEnvelope"', '["setReverse",1],\n["setEnvelope"'],
    ['["setEnvelope"', `${'['.repeat(100_000)}["setEnvelope"`],
    ['["setEnvelope"', '{"method":"decline"},\n["setEnvelope"'],
  ]) {
    assert.ok(sound.includes(/** @type {string} */ (from)), from);
    await refused(sound.replace(/** @type {string} */ (from), () => /** @type {string} */ (to)));
  }
  for (const file of [
    '',
    '{',
    '{"format":"waxseal-evidence"}',
    JSON.stringify(JSON.parse(sound), null, 2),
    sound.slice(0, 150),
  ])
    await refused(file);
  await refused(new Blob([sound.slice(0, 100), Uint8Array.of(0xff, 0xfe), sound.slice(100)]));
  await refused(sound.replace('["addWire"', () => `["addRecords","${'x'.repeat(9_000_000)}","pasted"],\n["addWire"`));
  await refused(sound.replace('"version":1', '"version":2'), 'evidence_newer');
  await refused(sound.replace('"version":1,', '"version":17,"else":true,'), 'evidence_newer');
});

/** @type {(text: string) => Told} */
const recordsOf = (text) => ['addRecords', [text, 'pasted']];
/** @type {(name: string) => Told} */
const failureOf = (name) => ['addFailure', [name, 'TXT', 'https://resolver.example/dns-query', 'timeout', 1]];
/** @type {(count: number, make: (place: number) => Told) => Told[]} */
const several = (count, make) => Array.from({ length: count }, (_, place) => make(place));

test('what an evidence file asks for in all is bounded, and no file is made that asks for more', async () => {
  const small = new Blob(['From: a@b.example\r\n\r\n']);
  const large = new Blob([new Uint8Array(30 * 1024 * 1024)]);
  for (const [told, message] of /** @type {[Told[], Blob][]} */ ([
    [several(21, () => recordsOf('')), small],
    [several(101, () => ['choose', [0]]), small],
    [several(4001, () => ['setReverse', [true]]), small],
    [several(17, () => failureOf('a.example')), small],
    [several(501, (place) => failureOf(`a${place}.example`)), small],
    [several(9, () => recordsOf('x'.repeat(1_000_000))), small],
    [several(20, () => recordsOf('')), large],
  ])) {
    await assert.rejects(evidenceOf({ told, message }), RangeError);
    const least = await (await evidenceOf({ told: [], message })).text();
    await refused(
      least.replace(
        '"told":[\n',
        () => `"told":[\n${told.map(([method, args]) => JSON.stringify([method, ...args])).join(',\n')}\n`,
      ),
      'evidence_excessive',
    );
    // As much as is allowed.
    const fewer = told.slice(0, message === large ? 16 : -1);
    assert.equal((await readEvidence(await evidenceOf({ told: fewer, message }))).told.length, fewer.length);
  }
  // What was forgotten is no answer any more.
  await evidenceOf({
    told: several(40, (place) => (place % 2 ? ['forget', ['a.example', 'TXT']] : failureOf('a.example'))),
  });
});

test('an evidence file is made and read in pieces, none of which keeps the page busy', async () => {
  const most = 2 * 1024 * 1024;
  const real = globalThis.Blob;
  /** Octets and texts that a blob is put together from, in one go. @type {number[]} */
  const sizes = [];
  globalThis.Blob = class extends real {
    /** @param {BlobPart[]} [parts] @param {BlobPropertyBag} [options] */
    constructor(parts = [], options) {
      super(parts, options);
      sizes.push(
        parts.reduce(
          (sum, part) => sum + (typeof part === 'string' ? part.length : part instanceof Uint8Array ? part.length : 0),
          0,
        ),
      );
    }
  };
  try {
    const text = 'To: ü\u{1f600}\r\n'.repeat(400_000);
    const message = await blobOf(text);
    assert.equal(await message.text(), text);
    const file = await evidenceOf({ message });
    const { message: left } = await readEvidence(file);
    assert.equal(await left.text(), text);
    assert.ok(sizes.length > (3 * message.size) / most, String(sizes.length));
    assert.deepEqual(
      sizes.filter((size) => size > most),
      [],
    );
  } finally {
    globalThis.Blob = real;
  }
});

test('no file is made that could not be read again', async () => {
  for (const told of /** @type {Told[][]} */ ([
    [['addRecords', ['x'.repeat(5_000_000), 'pasted']]],
    [['nonsense', []]],
  ])) {
    await assert.rejects(evidenceOf({ told }), RangeError);
  }
});

/** @type {any} */
const schema = JSON.parse(readFileSync(new URL('../www/report.schema.json', import.meta.url), 'utf8'));

/** @type {Record<string, (value: any) => boolean>} */
const TYPES = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  integer: Number.isSafeInteger,
  number: Number.isFinite,
  array: Array.isArray,
  object: (value) => value !== null && typeof value === 'object' && !Array.isArray(value),
};

/**
 * Whether a value is as a schema says, with as much of JSON Schema as ours uses.
 * @param {any} value
 * @param {any} node
 * @returns {boolean}
 */
const fits = (value, { $ref, anyOf, oneOf, properties, required, items, type, const: constant, enum: list }) =>
  ($ref === undefined || fits(value, schema.$defs[$ref.replace('#/$defs/', '')])) &&
  (type === undefined || [type].flat().some((one) => TYPES[one]?.(value))) &&
  (constant === undefined || value === constant) &&
  (list === undefined || list.includes(value)) &&
  (anyOf === undefined || anyOf.some((/** @type {any} */ one) => fits(value, one))) &&
  (oneOf === undefined || oneOf.some((/** @type {any} */ one) => fits(value, one))) &&
  (items === undefined || !Array.isArray(value) || value.every((each) => fits(each, items))) &&
  (required ?? []).every((/** @type {string} */ name) => Object.hasOwn(value, name)) &&
  (properties === undefined ||
    Object.entries(value).every(([name, each]) => !Object.hasOwn(properties, name) || fits(each, properties[name])));

test('the JSON is as its schema says, with all hidden and with nothing hidden', async () => {
  for (const found of cases)
    for (const hidden of [[], KINDS]) {
      const json = JSON.parse(toJson(await exported(found, hidden)));
      assert.deepEqual(Object.keys(json).sort(), Object.keys(schema.properties).sort());
      for (const [name, each] of Object.entries(json.report))
        assert.ok(fits(each, schema.$defs.Report.properties[name]), `${found.name}: ${name}`);
      assert.ok(fits(json, schema), found.name);
    }
  const broken = JSON.parse(toJson(await exported(caseOf('dkim-expired'))));
  broken.report.dkim[0].result = 'perhaps';
  assert.ok(!fits(broken, schema));
});

/**
 * Every place of a text in the report, with what it may hold: `null` for any text.
 * @param {any} node
 * @param {any[]} path
 * @param {Set<any>} seen
 * @returns {Generator<{ path: any[], value: string | null }>}
 */
function* placesOf(node, path, seen) {
  const { $ref, anyOf, oneOf, properties, items, type, const: constant, enum: list } = node;
  if ($ref) {
    const name = $ref.replace('#/$defs/', '');
    const key = `${name} ${path
      .slice(0, 3)
      .map((step) => step.key)
      .join()}`;
    if (seen.has(key)) return;
    seen.add(key);
    return yield* placesOf(schema.$defs[name], path, seen);
  }
  const words = [constant, ...(list ?? [])].filter((one) => typeof one === 'string');
  for (const value of words) yield { path, value };
  if (words.length === 0 && [type].flat().includes('string')) yield { path, value: null };
  for (const one of [...(anyOf ?? []), ...(oneOf ?? [])]) yield* placesOf(one, path, seen);
  if (items) yield* placesOf(items, path, seen);
  const holder = Object.fromEntries(
    Object.entries(properties ?? {}).map(([key, { const: value }]) => [key, value ?? { text: '', code: '' }]),
  );
  for (const [key, each] of Object.entries(properties ?? {})) yield* placesOf(each, [{ key, holder }, ...path], seen);
}

/** Texts that are left to what is done with anybody's words: of each it is known why. */
const CLOSED = new Set([
  'comments.text',
  'unread.text',
  'reason.text',
  'explanation.text',
  'errors.text',
  'params.text',
  'tags.value',
  'properties.value.text',
  'pairs.value.text',
  'value.text',
]);

test('every text of the report has its treatment: codes stay, and nothing that somebody wrote is shown by chance', () => {
  const wrong = new Set();
  let count = 0;
  for (const root of ['Report', 'Diagnosis'])
    for (const { path, value } of placesOf(schema.$defs[root], [], new Set())) {
      const treatment = treatmentOf(/** @type {any} */ (path));
      count += 1;
      const name = path
        .slice(0, 2)
        .map((/** @type {any} */ step) => step.key)
        .reverse()
        .join('.');
      const isKept =
        value === null
          ? treatment !== 'code' ||
            ['params.section', 'reference.section', 'demands.since', 'demands.url'].includes(name)
          : ['code', 'word', 'name'].includes(treatment);
      if (!isKept) wrong.add(`${name}: ${treatment}, ${value}`);
      if (treatment === 'closed' && !CLOSED.has(name)) wrong.add(`${name}: unknown`);
    }
  assert.deepEqual([...wrong], []);
  assert.ok(count > 500, `${count}`);
});
