// What is published: E3, E5.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { CHUNKS } from '../tools/bundle.mjs';
import { LIST } from '../tools/files.mjs';
import { release } from '../tools/release.mjs';
import { WWW } from '../tools/size.mjs';

const work = mkdtempSync(join(tmpdir(), 'waxseal-release-'));
after(() => rmSync(work, { recursive: true }));
const [one, other] = /** @type {[string, string]} */ (['one', 'other'].map((name) => join(work, name)));
const { path, hashes } = release({ dist: one });

/** Every file of a folder, with its content. @param {string} folder */
const contents = (folder) =>
  new Map(
    readdirSync(folder, { recursive: true })
      .map(String)
      .sort()
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name), 'base64')]),
  );

test('the same page makes the same release', () => {
  release({ dist: other });
  assert.deepEqual(contents(other), contents(one));
  // What lay there before does not stay.
  assert.equal(release({ dist: other, site: 'https://other.example/' }).path, path);
  assert.deepEqual(readdirSync(join(other, 'v')).sort(), ['.htaccess', path.split('/')[1]]);
});

test('the site is as it was, beside what is embedded, and has no source that is bundled', () => {
  const site = [...contents(one)].filter(([name]) => !name.startsWith('v/'));
  for (const [name, content] of site) assert.equal(content, readFileSync(join(WWW, name), 'base64'), name);
  assert.deepEqual(
    site.map(([name]) => name).filter((name) => /\.(?:js|css)$/.test(name) && !name.startsWith('generated/')),
    ['boot.js', 'element/define.js', 'embed.js', 'examples/example.css', 'service-worker.js'],
  );
});

test('the list has the hash of every file', () => {
  const folder = join(one, path);
  const listed = JSON.parse(readFileSync(join(folder, 'integrity.json'), 'utf8'));
  assert.deepEqual(listed, hashes);
  const all = contents(folder);
  assert.deepEqual(
    [...all.keys()].filter((name) => name !== 'integrity.json' && name !== 'snippet.html').sort(),
    Object.keys(listed).sort(),
  );
  for (const [name, hash] of Object.entries(listed))
    assert.equal(
      hash,
      `sha384-${createHash('sha384')
        .update(Buffer.from(all.get(name) ?? '', 'base64'))
        .digest('base64')}`,
      name,
    );
});

test('the snippet names every module of the element, and its map is what the policy lets through', () => {
  const snippet = readFileSync(join(one, path, 'snippet.html'), 'utf8');
  const [, map = ''] = snippet.match(/<script type="importmap">([^<]*)<\/script>/) ?? [];
  const base = `https://waxseal.example/${path}`;
  const chunks = CHUNKS.map(({ name }) => name).filter((name) => !['app', 'around', 'frame'].includes(name));
  const modules = ['element/define.js', 'generated/build.js', ...chunks.map((name) => `generated/${name}.js`)].sort();
  assert.deepEqual(JSON.parse(map).integrity, Object.fromEntries(modules.map((name) => [base + name, hashes[name]])));
  assert.ok(snippet.includes(`'sha256-${createHash('sha256').update(map).digest('base64')}'`));
  assert.ok(
    snippet.includes(
      `<script type="module" src="${base}element/define.js" integrity="${hashes['element/define.js']}" crossorigin></script>`,
    ),
  );
});

test('the service worker has no part in what is embedded', () => {
  assert.ok(!readFileSync(join(one, LIST), 'utf8').includes("'v/"));
  assert.deepEqual(
    Object.keys(hashes).filter((name) => /service-worker|around|app\.js$|files\.js$/.test(name)),
    [],
  );
});

test('what is no address of a site is refused', () => {
  for (const site of ['waxseal.example', 'ftp://waxseal.example', 'https://waxseal.example/?x', 'https://a b'])
    assert.throws(() => release({ dist: other, site }), site);
});
