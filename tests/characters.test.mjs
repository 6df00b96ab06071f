// Which characters are shown as an escape: what Unicode has is asked of this Node, which knows a version of its own.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mock, test } from 'node:test';

import { install } from './view/dom.mjs';
import { unicode as stated } from '../www/around/unicode.js';
import { escapeJson } from '../www/export/json.js';
import { code } from '../www/export/text.js';
import { en } from '../www/i18n/around/en.js';
import { ja } from '../www/i18n/around/ja.js';
import { isHidden, learn } from '../www/view/characters.js';
import { runs, unicode } from '../www/view/escaped.js';
import { cut } from '../www/view/picture/parts.js';
import { runsOf } from '../www/view/source/octet-text.js';

install();
const { aboutView } = await import('../www/around/about.js');
const { untrusted } = await import('../www/view/untrusted.js');

// Nothing is to wait for the time after which a result does without.
mock.timers.enable({ apis: ['setTimeout'] });

const END = 0x110000;
/** Blank though Unicode calls them letters, marks or symbols. */
const BLANK = [0x2800, 0x16fe4, 0x13441, 0x13442, 0x1d159];
const ODD =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Variation_Selector}]|(?![ \u3000])\p{Zs}/u;
const UNASSIGNED = /\p{Cn}/u;
/**
 * Unassigned in the version of the table: between letters, before and after a block, a place for the next emoji, the
 * end.
 */
const GAPS = [0x378, 0x530, 0x5ff, 0xa7f0, 0x1fafe, 0x1faff, 0x3347a, 0x10ffff];
/** Signs and letters beside some of them, the space of Japanese, and letters far from all others. */
const SHOWN = [0x377, 0x37a, 0x531, 0x5f4, 0x3000, 0xa7f2, 0x1fafa, 0x33479, 0x3d000];

/** @param {(codePoint: number) => boolean} holds */
const all = (holds) => Array.from({ length: END }, (_, codePoint) => codePoint).filter(holds);
/** The first of some. @param {number[]} codePoints */
const named = (codePoints) => codePoints.slice(0, 20).map((codePoint) => codePoint.toString(16));
const number = (/** @type {string | undefined} */ version) => Number(version?.split('.', 2).join('.'));

const builtIn = new Set(all(isHidden));
let copies = 0;

/** Whether the table has been learnt for something, by a page that knows nothing. @param {...unknown} shown */
const isLearntFor = async (...shown) => {
  learn(Uint32Array.of());
  copies += 1;
  const { learnFor } = await import(`../www/element/characters.js?${copies}`);
  await learnFor(...shown);
  return isHidden(0);
};

test('the table is learnt for text that has others than ASCII, and for no other', async () => {
  for (const shown of [
    ['', 'Lunch\r\n\u0000~\u007f'],
    [{ report: { subject: 'Lunch', counts: [1, null, true, undefined] } }],
    [new TextEncoder().encode('Lunch')],
    [undefined, null],
  ]) {
    assert.equal(await isLearntFor(...shown), false, JSON.stringify(shown));
  }
  for (const shown of [
    ['Lunch', 'Lünch'],
    ['\u0080'],
    [{ report: { from: [{ text: '昼食' }] } }],
    [[new TextEncoder().encode('Lunch'), new TextEncoder().encode('Lünch')]],
    [{ octets: Uint8Array.of(0xff) }],
  ]) {
    assert.equal(await isLearntFor(...shown), true, JSON.stringify(shown));
  }
});

test('the table goes to the end of Unicode and no further', () => {
  assert.equal(
    runs.reduce((sum, run) => sum + run),
    END,
  );
  assert.ok(runs.slice(1).every((run) => run > 0));
});

test('what cannot be seen or has no meaning is an escape, and nothing else is', async () => {
  await isLearntFor('é');
  const knows = number(process.versions.unicode);
  const text = (/** @type {number} */ codePoint) => String.fromCodePoint(codePoint);
  assert.deepEqual(
    named(all((codePoint) => !isHidden(codePoint) && (ODD.test(text(codePoint)) || BLANK.includes(codePoint)))),
    [],
  );
  // What one version assigns, every later one does too.
  if (knows <= number(unicode))
    assert.deepEqual(
      named(
        all(
          (codePoint) =>
            isHidden(codePoint) &&
            !ODD.test(text(codePoint)) &&
            !UNASSIGNED.test(text(codePoint)) &&
            !BLANK.includes(codePoint),
        ),
      ),
      [],
    );
  if (knows >= number(unicode))
    assert.deepEqual(named(all((codePoint) => !isHidden(codePoint) && UNASSIGNED.test(text(codePoint)))), []);
  assert.deepEqual(named(GAPS.filter((codePoint) => !isHidden(codePoint))), []);
  assert.deepEqual(named(SHOWN.filter(isHidden)), []);
});

test('what is built in is a part of that, which has all but gaps between characters and rare blanks', async () => {
  await isLearntFor('é');
  assert.deepEqual(named([...builtIn].filter((codePoint) => !isHidden(codePoint))), []);
  assert.deepEqual(
    named(
      all((codePoint) => isHidden(codePoint) && !builtIn.has(codePoint) && ODD.test(String.fromCodePoint(codePoint))),
    ),
    [],
  );
  assert.ok(GAPS.some((codePoint) => !builtIn.has(codePoint)));
});

test('an unassigned character is an escape wherever text of others is shown or taken along', async () => {
  await isLearntFor('é');
  for (const codePoint of GAPS) {
    const character = String.fromCodePoint(codePoint);
    const shown = `⟨U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}⟩`;
    const text = `é${character}b`;
    const octets = new TextEncoder().encode(text);
    assert.equal(untrusted(text).textContent, `é${shown}b`);
    assert.deepEqual(runsOf(octets, 0, octets.length), [
      { text: 'é', escaped: false },
      { text: shown, escaped: true },
      { text: 'b', escaped: false },
    ]);
    assert.equal(
      cut(text, 30)
        .map((one) => one.text)
        .join(''),
      `é${shown}b`,
    );
    assert.equal(code(text), `\`é${shown}b\``);
    const json = escapeJson(JSON.stringify(text));
    assert.ok(json.startsWith('"é\\u') && json.endsWith('b"'), json);
    assert.equal(JSON.parse(json), text);
  }
  const letters = String.fromCodePoint(...SHOWN);
  assert.equal(untrusted(letters).textContent, letters);
  assert.equal(code(letters), `\`${letters}\``);
  assert.equal(escapeJson(letters), letters);
});

test('the page states the version of Unicode that all the tables are of', () => {
  assert.match(stated, /^[0-9]+\.[0-9]+\.[0-9]+$/);
  const core = readFileSync(new URL('../src/deception/table.rs', import.meta.url), 'utf8').match(
    /Unicode ([0-9.]+)\.$/m,
  )?.[1];
  assert.deepEqual([unicode, core], [stated, stated]);
  for (const [language, texts] of /** @type {const} */ ([
    ['en', en],
    ['ja', ja],
  ])) {
    const shown = aboutView({ language, texts }, true).textContent ?? '';
    assert.ok(shown.includes(`${texts.about.unicode}${stated}`), shown);
  }
});
