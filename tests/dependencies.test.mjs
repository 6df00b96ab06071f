// What the WebAssembly module is made of stays small, and holds no source of random numbers.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

/** The most crates, our own included. */
const MOST = 60;

const tree = spawnSync(
  'cargo',
  [
    'tree',
    '--locked',
    '--target',
    'wasm32-unknown-unknown',
    '--edges',
    'normal,no-proc-macro',
    '--prefix',
    'none',
    '--format',
    '{p}',
  ],
  { cwd: fileURLToPath(new URL('..', import.meta.url)), encoding: 'utf8' },
);
/** Each `name version`, once. */
const crates = new Set(
  tree.stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' ').slice(0, 2).join(' ')),
);
const names = [...crates].map((crate) => crate.split(' ')[0] ?? '');

test('the dependencies can be listed', () => {
  assert.equal(tree.status, 0, tree.stderr);
  assert.ok(names.includes('waxseal') && names.includes('sha2'), tree.stdout);
});

test(`there are at most ${MOST} crates`, () => {
  assert.ok(names.length <= MOST, `${names.length} crates:\n${[...crates].join('\n')}`);
});

test('none of them is there twice', () => {
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  );
});

test('nothing asks for random numbers', () => {
  assert.deepEqual(
    names.filter((name) => /^(getrandom|rand|fastrand)$/.test(name)),
    [],
  );
});
