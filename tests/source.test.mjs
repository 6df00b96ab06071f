// What the source view calls signed is what the report says, and every octet is shown.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { marksOf, piecesIn, piecesOf, segmentsOf } from '../www/view/source/marks.js';
import { blanksFrom, runsOf } from '../www/view/source/octet-text.js';
import { coverAt, partAt, partsOf } from '../www/view/source/parts.js';
import { HIGHEST, scaleOf } from '../www/view/source/scale.js';
import { signedEnd } from '../www/view/source/tail.js';

/** @import { Diagnosis, Report } from '../www/types/report.js' */

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
const messages = cases.filter(({ report }) => ['message', 'header_only'].includes(report.source.kind));
/** @param {string} wanted */
const caseOf = (wanted) => /** @type {typeof cases[number]} */ (cases.find(({ name }) => name === wanted));
const octets = (/** @type {string} */ text) => new TextEncoder().encode(text);
/** @param {Uint8Array} given @param {Parameters<typeof runsOf>[3]} [options] */
const shown = (given, options) =>
  runsOf(given, 0, given.length, options)
    .map(({ text, escaped }) => (escaped ? `[${text}]` : text))
    .join('');

test('the parts fill the whole source', () => {
  assert.ok(messages.length > 250);
  for (const { name, report } of messages)
    for (const index of [null, ...report.dkim.slice(0, 10).keys()]) {
      let at = 0;
      for (const part of partsOf(report, index, null, [])) {
        assert.equal(part.start, at, name);
        assert.ok(part.end > part.start, name);
        at = part.end;
      }
      assert.equal(at, report.source.octets, name);
    }
});

test('a field is called signed where the signature covers it and matches, and nowhere else', () => {
  let signed = 0;
  for (const { name, report } of messages)
    report.dkim.slice(0, 10).forEach(({ coverage, checks, result }, index) => {
      const parts = partsOf(report, index, null, []).filter(({ place }) => place === 'field');
      assert.deepEqual(
        parts.map(({ field }) => field),
        report.fields.map((_, field) => field),
        name,
      );
      for (const part of parts) {
        const { field, cover } = part;
        assert.equal(cover, coverAt(report, index, part, part.start, new Map(), []), name);
        if (coverage) assert.equal(cover === 'unsigned', coverage.unsigned_fields.includes(field ?? -1), name);
        if (cover === 'signed')
          assert.ok(
            coverage?.signed_fields.includes(field ?? -1) &&
              checks.signature === 'pass' &&
              checks.key_permits === 'pass',
            name,
          );
        if (result === 'pass' && coverage?.signed_fields.includes(field ?? -1)) assert.equal(cover, 'signed', name);
        signed += Number(cover === 'signed');
      }
    });
  assert.ok(signed > 300);
});

test('a body is called signed only as far as its hash matches', () => {
  for (const { name, report } of messages)
    report.dkim.slice(0, 10).forEach(({ coverage, checks, result }, index) => {
      const { body } = report.source;
      const covers = partsOf(report, index, null, [])
        .filter(({ place }) => place === 'body')
        .map(({ cover }) => cover);
      if (!body || body.end === body.start) return assert.deepEqual(covers, [], name);
      if (coverage?.unsigned_body_octets) return assert.deepEqual(covers, ['open'], name);
      assert.equal(covers.length, 1, name);
      if (result === 'pass') assert.equal(covers[0], 'signed', name);
      if (checks.body_hash === 'fail' && coverage) assert.equal(covers[0], 'broken', name);
      if (covers[0] === 'signed') assert.ok(checks.body_hash === 'pass' && checks.signature === 'pass', name);
    });
});

test('what is proven to be changed is not called broken, and never signed', () => {
  let altered = 0;
  for (const { name, report, diagnoses } of messages)
    for (const { signature, body, header } of diagnoses) {
      const { checks } = /** @type {import('../www/types/report.js').Verification} */ (report.dkim[signature]);
      const before = partsOf(report, signature, null, []);
      partsOf(report, signature, null, diagnoses).forEach((part, place) => {
        assert.equal(part.cover, coverAt(report, signature, part, part.start, new Map(), diagnoses), name);
        if (part.cover === before[place]?.cover) return;
        altered += 1;
        assert.equal(
          part.cover === 'signed',
          part.place === 'body' && header === 'proven' && checks.body_hash === 'pass',
          name,
        );
        if (part.cover !== 'signed')
          assert.deepEqual([part.cover, part.place === 'body' ? body : header], ['altered', 'proven'], name);
      });
    }
  assert.ok(altered > 50);
});

test('the end of the body that a signature leaves out begins where its octets are counted out', () => {
  const { report } = caseOf('dkim-unsigned-body');
  const message = readFileSync(new URL('dkim-unsigned-body/message.eml', folder));
  const { start, end } = /** @type {{ start: number, end: number }} */ (report.source.body);
  const tail = start + (signedEnd('relaxed', 20)(message.subarray(start, end)) ?? 0);
  assert.equal(message.subarray(tail).toString(), 'And an advertisement.\r\n');
  const parts = partsOf(report, 0, tail, []).filter(({ place }) => place === 'body');
  assert.deepEqual(
    parts.map(({ cover, start: from }) => [cover, from]),
    [
      ['signed', start],
      ['tail', tail],
    ],
  );
  const marks = marksOf(report, [], new Map([[0, tail]]));
  assert.deepEqual(marks.find(({ finding }) => finding.code === 'dkim.signature.unsigned-body')?.spans[1], {
    start: tail,
    end,
  });
});

test('signed octets are counted in the canonical form', () => {
  /** @type {['simple' | 'relaxed', number, string, string][]} */
  const counted = [
    ['simple', 0, '', 'a\r\nb\r\n'],
    ['simple', 3, 'a\r\n', 'b\r\n'],
    ['simple', 3, 'a\n', 'b\n'],
    ['simple', 5, 'a  \r\n', 'b'],
    ['simple', 4, 'a\rb\r', '\n'],
    ['relaxed', 3, 'a  \r\n', 'b'],
    ['relaxed', 2, 'a \t ', 'b\r\n'],
    ['relaxed', 1, 'a', '  b'],
    ['relaxed', 4, ' \t\r\n \n', 'x'],
    ['relaxed', 3, 'a \t\n', 'b'],
    ['relaxed', 3, '  a\r', '\n'],
  ];
  for (const [canonicalization, signed, before, after] of counted) {
    const all = octets(before + after);
    assert.equal(
      signedEnd(canonicalization, signed)(all),
      octets(before).length,
      JSON.stringify([canonicalization, before, after]),
    );
    // In pieces, none of which ends between CR and LF, it is the same.
    const count = signedEnd(canonicalization, signed);
    let at = 0;
    let found = null;
    while (found === null && at < all.length) {
      const end = all[at] === 0x0d && all[at + 1] === 0x0a ? at + 2 : at + 1;
      found = count(all.subarray(at, end));
      at = found === null ? end : at + found;
    }
    assert.equal(at, octets(before).length, JSON.stringify(['in pieces', canonicalization, before, after]));
  }
  assert.equal(signedEnd('simple', 9)(octets('short')), null);
});

test('every finding with a place in the message has a mark, and segments leave nothing out', () => {
  let missing = 0;
  for (const { name, report, diagnoses } of messages) {
    const marks = marksOf(report, diagnoses, new Map());
    const expected = report.findings.filter(
      ({ span, subject }) => span && subject.kind !== 'policy_record' && subject.kind !== 'spf',
    ).length;
    assert.equal(marks.filter(({ kind }) => kind === 'finding').length, expected, name);
    const parts = partsOf(report, report.dkim.length > 0 ? 0 : null, null, diagnoses);
    const pieces = piecesOf(marks);
    const size = report.source.octets;
    const met = new Set();
    for (let at = 0; at < size; at += 37) {
      const end = Math.min(at + 37, size);
      let reached = at;
      for (const segment of segmentsOf(at, end, parts, partAt(parts, at), piecesIn(pieces, at, end, end === size))) {
        assert.equal(segment.start, reached, name);
        reached = segment.end;
        if (segment.start === segment.end) missing += 1;
        else assert.equal(segment.part, partAt(parts, segment.start), name);
        for (const mark of segment.marks) met.add(mark);
      }
      assert.equal(reached, end, name);
    }
    assert.equal(met.size, marks.length, name);
  }
  assert.ok(missing > 0);
});

test('what was repaired before a message was read is marked, and all repairs are told there', () => {
  const { report } = caseOf('paste-continuation-at-the-margin');
  const message = marksOf(report, [], new Map()).filter(({ kind }) => kind === 'repaired');
  assert.deepEqual(
    message.map(({ repairs }) => repairs?.map(({ code }) => code)),
    [['paste.header.continuation-indent']],
  );
  assert.deepEqual(message[0]?.spans, report.source.repaired);
  assert.equal(
    message[0]?.spans.length,
    message[0]?.finding.code === 'paste.header.continuation-indent' ? message[0].finding.params.count : null,
  );
});

test('a footer that was found is marked as added', () => {
  const { report, diagnoses } = caseOf('diagnosis-body-footer-appended');
  const [mark] = marksOf(report, diagnoses, new Map()).filter(({ kind }) => kind === 'added');
  assert.deepEqual(
    mark?.spans,
    diagnoses[0]?.causes[0]?.restored.map(({ span }) => span),
  );
});

test('what cannot be seen is shown as an escape', () => {
  assert.equal(shown(octets('a\tb\r\n')), 'a[→]b[↵]');
  assert.equal(shown(octets('a\nb')), 'a[⟨LF⟩]b');
  assert.equal(shown(octets('a\n'), { isMended: true }), 'a[↵]');
  assert.equal(shown(octets('a\rb\0\u202e\u00a0é語😀')), 'a[⟨U+000D⟩]b[⟨U+0000⟩][⟨U+202E⟩][⟨U+00A0⟩]é語😀');
  assert.equal(shown(Uint8Array.of(0x41, 0xff, 0xe8, 0xaa, 0x42)), 'A[\\xFF][\\xE8][\\xAA]B');
  assert.equal(
    shown(Uint8Array.of(0xc0, 0x80, 0xed, 0xa0, 0x80, 0xf4, 0x90, 0x80, 0x80)),
    '[\\xC0][\\x80][\\xED][\\xA0][\\x80][\\xF4][\\x90][\\x80][\\x80]',
  );
  const row = octets('a b \t\r\n');
  assert.equal(shown(row, { blanks: blanksFrom(row, 0, row.length) }), 'a b[·][→][↵]');
});

test('a scroll position stands for a row, whatever the number of rows', () => {
  const short = scaleOf(1000, 24, 480);
  assert.deepEqual([short.height, short.last, short.rowAt(240), short.scrollTo(10)], [24_000, 980, 10, 240]);
  const few = scaleOf(3, 24, 480);
  assert.deepEqual([few.rowAt(0), few.scrollTo(2)], [0, 0]);
  const huge = scaleOf(64 * 1024 * 1024, 24, 480);
  assert.equal(huge.height, HIGHEST);
  assert.equal(huge.rowAt(HIGHEST - 480), huge.last);
  for (const row of [0, 1, 12_345, 60_000_000]) assert.ok(Math.abs(huge.rowAt(huge.scrollTo(row)) - row) < 0.01);
});
