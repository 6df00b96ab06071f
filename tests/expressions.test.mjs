// P6: no regular expression of the page meets text that others have written.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';

const WWW = fileURLToPath(new URL('../www/', import.meta.url));

/** Those that read nothing but the page's own words and codes, by their file. */
const OF_OWN_TEXT = new Map([
  ['element/doors.js', '/^(?:spf|dmarc|trace|envelope|results|replay|dns)[.]/'],
  ['view/doors/domain.js', '/^(?:dkim[.]key|spf|dmarc)[.]/'],
  ['view/rich.js', '/^[.,;:)。、：）」]+/'],
]);

/** @param {string} file @returns {string[]} */
const expressionsIn = (file) => {
  /** @type {string[]} */
  const found = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isRegularExpressionLiteral(node)) found.push(node.text);
    if (ts.isIdentifier(node) && node.text === 'RegExp') found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(`${WWW}${file}`, 'utf8'), ts.ScriptTarget.Latest));
  return found;
};

test('the page has regular expressions for its own text alone', () => {
  const files = readdirSync(WWW, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.js') && !file.startsWith('generated/'),
  );
  assert.ok(files.length > 100);
  const found = files.flatMap((file) => expressionsIn(file).map((expression) => `${file} ${expression}`));
  assert.deepEqual(found.sort(), [...OF_OWN_TEXT].map(([file, expression]) => `${file} ${expression}`).sort());
});
