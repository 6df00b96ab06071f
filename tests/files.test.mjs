// What the service worker keeps is all that the page can need, and the manifest is what the page is.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';

import { files, LIST, listScript } from '../tools/files.mjs';
import { firstVisit, WWW } from '../tools/size.mjs';
import { NEWEST } from '../www/around/about.js';

/** @param {string} path */
const read = (path) => readFileSync(join(WWW, path));

/**
 * What the service worker makes of a list.
 * @param {string} script
 * @returns {{ version: string, files: Record<string, string> }}
 */
const run = (script) => {
  /** @type {any} */
  const self = {};
  runInNewContext(script, { self });
  return self.waxsealFiles;
};

test('the list is current; if not: make build', () => {
  assert.equal(read(LIST).toString(), listScript());
});

test('the list has everything that a visit loads, in every language, and the hash of each', () => {
  const list = run(listScript()).files;
  for (const entry of ['index.html', 'own-resolver.html']) {
    for (const language of ['en', 'ja']) {
      for (const path of Object.values(firstVisit({ entry, language })).flat()) {
        if (path !== LIST && path !== 'service-worker.js') assert.ok(Object.hasOwn(list, path), path);
      }
    }
  }
  for (const path of readdirSync(join(WWW, 'samples'), { recursive: true })
    .map(String)
    .filter((name) => /\.(eml|txt)$/.test(name))) {
    assert.ok(Object.hasOwn(list, `samples/${path.replaceAll('\\', '/')}`), path);
  }
  for (const [path, integrity] of Object.entries(list)) {
    assert.equal(integrity, `sha256-${createHash('sha256').update(read(path)).digest('base64')}`, path);
  }
});

test('the list has nothing of the host, and not the service worker itself', () => {
  assert.deepEqual(
    files()
      .map(([path]) => path)
      .filter((path) => /(^|\/)[._]|\.d\.ts$|^service-worker\.js$|^generated\/files\.js$/.test(path)),
    [],
  );
});

test('another content is another version', () => {
  assert.match(run(listScript()).version, /^[0-9a-f]{16}$/);
  assert.notEqual(run(listScript(join(WWW, 'samples'))).version, run(listScript()).version);
});

test('the manifest names icons of the sizes that they have, and the colours of the page', () => {
  const manifest = JSON.parse(read('manifest.webmanifest').toString());
  for (const { src, sizes, type } of manifest.icons) {
    const octets = read(src);
    // PNG (RFC 2083, 4.1.1): width and height open the first chunk.
    if (type === 'image/png') assert.equal(`${octets.readUInt32BE(16)}x${octets.readUInt32BE(20)}`, sizes, src);
    else assert.equal(sizes, 'any');
  }
  const [, desk] =
    read('tokens.css')
      .toString()
      .match(/--desk: light-dark\((#[0-9a-f]{6}),/) ?? [];
  assert.deepEqual([manifest.background_color, manifest.theme_color], [desk, desk]);
  assert.deepEqual([manifest.start_url, manifest.scope], ['./', './']);
  assert.equal(
    manifest.share_target,
    undefined,
    'a message that is shared would go to the host wherever the service worker is gone',
  );
});

test('the page states the newest rule of each provider that the tables hold', () => {
  const folder = new URL('cases/', import.meta.url);
  /** @type {Record<string, string>} */
  const newest = {};
  for (const name of readdirSync(folder)) {
    const { requirements } = JSON.parse(readFileSync(new URL(`${name}/report.json`, folder), 'utf8'));
    for (const { demands } of requirements ?? []) {
      for (const { provider, since } of demands) if (since > (newest[provider] ?? '')) newest[provider] = since;
    }
  }
  assert.deepEqual(NEWEST, newest);
});
