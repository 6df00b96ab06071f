// Every code has a text in every language, and no text is left over.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { fieldName } from '../www/i18n/field.js';
import { en as enExplained } from '../www/i18n/explanation/en.js';
import { ja as jaExplained } from '../www/i18n/explanation/ja.js';
import { problems as enPolicy } from '../www/i18n/policy/en.js';
import { problems as jaPolicy } from '../www/i18n/policy/ja.js';
import { en } from '../www/i18n/result/en.js';
import { ja } from '../www/i18n/result/ja.js';

const folder = new URL('../src/finding/', import.meta.url);

/** The codes, as the tables of problems in the sources list them. */
const codes = readdirSync(folder)
  .flatMap((file) => [
    ...readFileSync(new URL(file, folder), 'utf8').matchAll(/= "([a-z0-9]+\.[a-z0-9-]+\.[a-z0-9-]+)"/g),
  ])
  .map(([, code]) => code)
  .sort();

test('there are codes', () => assert.ok(codes.length > 50));

for (const [language, { findings }, policy, { causes }] of /** @type {const} */ ([
  ['en', en, enPolicy, enExplained],
  ['ja', ja, jaPolicy, jaExplained],
])) {
  test(`${language} has a text for every code, and no other`, () => {
    assert.deepEqual([...Object.keys(findings), ...Object.keys(policy), ...Object.keys(causes)].sort(), codes);
  });
}

test('names of header fields are written as people write them', () => {
  assert.deepEqual(
    ['from', 'reply-to', 'message-id', 'dkim-signature', 'mime-version', 'X-odd', 'x y', ''].map(fieldName),
    ['From', 'Reply-To', 'Message-ID', 'DKIM-Signature', 'MIME-Version', 'X-odd', 'x y', ''],
  );
});

test('Japanese texts have a space between Japanese and Latin letters, and one spelling of a word', () => {
  const texts = new URL('../www/i18n/', import.meta.url);
  const files = readdirSync(texts, { recursive: true })
    .map(String)
    .filter((file) => /(?:^|[\\/])ja\.js$/.test(file));
  assert.ok(files.length > 5);
  for (const file of files) {
    const text = readFileSync(new URL(file.replaceAll('\\', '/'), texts), 'utf8');
    assert.deepEqual(
      text.match(/.{0,9}(?:[ぁ-んァ-ヶー一-龠々][A-Za-z0-9@]|[A-Za-z0-9][ぁ-んァ-ヶー一-龠々]).{0,9}/g),
      null,
      file,
    );
    assert.deepEqual(text.match(/.{0,9}\([ぁ-んァ-ヶー一-龠].{0,9}/g), null, file);
    assert.deepEqual(text.match(/.{0,9}[ぁ-んァ-ヶー一-龠]: \$\{.{0,9}/g), null, file);
    // A hop is 区間 everywhere; 段階 is a level of a policy.
    assert.deepEqual(text.match(/.{0,9}(?:(?:この|前の)段階|\} 段階`).{0,9}/g), null, file);
    assert.deepEqual(
      text
        .match(
          /.{0,9}(?:セレクタ|サーバ|ヘッダ|ブラウザ|リゾルバ|フォルダ|ユーザ)(?!ー).{0,9}|わか[らりるっ]|ウェブ|エンベロープ送信者/g,
        )
        ?.filter((found) => !found.includes('さくらのレンタルサーバ')) ?? [],
      [],
      file,
    );
  }
});

test('a Japanese sentence has spaces around a Latin name in a gap, and around no other', () => {
  const cause = jaExplained.causes['diagnosis.body.link-rewritten'];
  /** @param {import('../www/i18n/text.js').Text} text @returns {string} */
  const spoken = ({ strings, values }) =>
    strings
      .map((string, place) => {
        const value = values[place];
        return string + (typeof value === 'object' && 'strings' in value ? spoken(value) : (value ?? ''));
      })
      .join('');
  for (const service of /** @type {const} */ ([
    'safelinks',
    'proofpoint',
    'barracuda',
    'cisco',
    'trend_micro',
    'mimecast',
    'other',
  ])) {
    assert.doesNotMatch(
      spoken(cause({ service })),
      /）\s|[ぁ-んァ-ヶー一-龠]\s[ぁ-んァ-ヶー一-龠]|[ぁ-んァ-ヶー一-龠][A-Za-z]|[A-Za-z][ぁ-んァ-ヶー一-龠]/,
    );
  }
});
