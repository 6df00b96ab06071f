// Who may import whom: the rooms of the core from the lowest floor to the highest, and the folders of the page.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Each room of src, behind all that it may import. */
const FLOORS = [
  'span',
  'order',
  'text',
  'scan',
  'structured',
  'tag_list',
  'platform',
  'crypto',
  'code',
  'slips',
  'dns',
  'finding',
  'typed',
  'message',
  'authres',
  'trace',
  'dkim',
  'arc',
  'spf',
  'dmarc',
  'paste',
  'deception',
  'diagnosis',
  'policy',
  'requirements',
  'report',
  'verdict',
  'analysis',
  'domain',
  'intake',
  'web',
  'lib',
];

/** Folders of www, and those that each may import; `types` and `generated` hold nothing that acts. */
const PAGE = new Map([
  ['i18n', []],
  ['samples', []],
  ['session', ['samples']],
  ['view', ['i18n', 'samples', 'session/replies.js', 'session/resolvers.js', 'export/kinds.js']],
  ['export', ['i18n', 'session', 'view']],
]);

/** @param {string} folder @param {string} ending @returns {string[]} */
const filesOf = (folder, ending) =>
  readdirSync(join(root, folder), { recursive: true })
    .map(String)
    .filter((path) => path.endsWith(ending))
    .map((path) => path.replaceAll('\\', '/'));

/**
 * The rooms that a Rust source names behind `crate::`, alone or in braces; tests may name any.
 * @param {string} source
 */
const roomsIn = (source) => {
  const code = source.split('#[cfg(test)]')[0]?.replace(/\/\/.*$/gm, '') ?? '';
  const rooms = new Set([...code.matchAll(/\bcrate::([a-z_]+)/g)].map(([, room = '']) => room));
  for (const { index } of code.matchAll(/\bcrate::\{/g)) {
    let depth = 0;
    let item = '';
    for (let at = index + 'crate::'.length; at < code.length; at += 1) {
      const sign = code[at];
      if (sign === '{') depth += 1;
      if (sign === '}') depth -= 1;
      if (depth === 0 || (depth === 1 && (sign === ',' || sign === '{'))) {
        const room = item.match(/^\s*([a-z_]+)/)?.[1];
        if (room) rooms.add(room);
        item = '';
      } else item += sign;
      if (depth === 0) break;
    }
  }
  return rooms;
};

test('no room of the core imports one of a higher floor', () => {
  const found = new Set();
  for (const path of filesOf('src', '.rs').filter((path) => !/tests?\.rs$/.test(path))) {
    const room = path.split('/')[0]?.replace('.rs', '') ?? '';
    assert.ok(FLOORS.includes(room), `${room} has no floor`);
    // `crate::Report` and the like are what the crate hands out; a macro has no room.
    for (const other of roomsIn(readFileSync(join(root, 'src', path), 'utf8'))) {
      if (FLOORS.includes(other) && FLOORS.indexOf(other) > FLOORS.indexOf(room)) found.add(`${room} → ${other}`);
    }
  }
  assert.deepEqual([...found].sort(), []);
});

test('no folder of the page imports one that stands above it', () => {
  const wrong = [];
  for (const [folder, allowed] of PAGE) {
    for (const path of filesOf(`www/${folder}`, '.js')) {
      const source = readFileSync(join(root, 'www', folder, path), 'utf8').replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
      for (const [, address = ''] of source.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']*)'/g)) {
        const target = posix.join(folder, posix.dirname(path), address);
        const may = [folder, 'types', 'generated', ...allowed];
        if (!may.some((one) => target === one || target.startsWith(`${one}/`)))
          wrong.push(`${folder}/${path} → ${target}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});
