// What is published of the page's modules: each of them once, in chunks that know only those above them.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import ts from 'typescript';

import { CHUNKS, isSource, make, WWW } from '../tools/bundle.mjs';
import { startServer } from '../tools/serve.mjs';
import { figures, firstVisit, LIMITS } from '../tools/size.mjs';

const { files, chunks } = await make();

test('the bundle is current; if not: make build', () => {
  for (const [name, content] of files) assert.equal(readFileSync(join(WWW, 'generated', name), 'utf8'), content, name);
});

test('the same sources make the same bundle, and nothing in it tells where they lie', async () => {
  assert.deepEqual((await make()).files, files);
  for (const [name, content] of files) assert.ok(!content.includes(WWW) && !content.includes('sourceMappingURL'), name);
});

test('every source is in it, in one chunk', () => {
  const bundled = [...chunks.values()].flatMap(({ modules }) => modules);
  assert.deepEqual(
    bundled.filter((path, at) => bundled.indexOf(path) !== at),
    [],
  );
  const sources = readdirSync(WWW, { recursive: true })
    .map((path) => String(path).replaceAll('\\', '/'))
    .filter((path) => isSource(path) && /\.(?:js|css)$/.test(path));
  // The worker is a part of the engine; the style sheets that pages link have files of their own.
  const others = ['embed.css', 'page.css', 'session/worker.js'];
  assert.deepEqual(sources.filter((path) => !bundled.includes(path)).sort(), others);
  assert.deepEqual(
    bundled.filter((path) => !sources.includes(path)),
    [],
  );
});

test('a chunk imports chunks above it, and none that comes at a later moment or in another language', () => {
  const order = ['open', 'leisure', 'result', 'explanation', 'wish'];
  for (const [at, { name, when, language }] of CHUNKS.entries()) {
    for (const other of chunks.get(name)?.imports ?? []) {
      if (other === 'build') continue;
      const index = CHUNKS.findIndex((chunk) => chunk.name === other);
      assert.ok(index >= 0 && index < at, `${name} imports ${other}`);
      const chunk = /** @type {import('../tools/bundle.mjs').Chunk} */ (CHUNKS[index]);
      assert.ok(order.indexOf(chunk.when) <= order.indexOf(when), `${name} imports ${other}, which comes later`);
      assert.ok(!chunk.language || chunk.language === language, `${name} imports ${other}`);
    }
  }
  for (const name of ['around', 'howto', 'host-page'])
    assert.deepEqual(
      chunks.get(name)?.imports.filter((other) => !['element', 'build'].includes(other)),
      [],
      name,
    );
});

test('nothing of a chunk is made from a text at run time, and every import is a neighbour', () => {
  for (const [name, content] of files) {
    if (!name.endsWith('.js')) continue;
    assert.doesNotMatch(content, /\beval\(|\bnew Function\b/, name);
    for (const { fileName } of ts.preProcessFile(content).importedFiles)
      assert.match(fileName, /^\.\/[a-z-]+\.js$/, name);
  }
});

test('a first visit opens with few octets and asks for few files, in every language', () => {
  for (const entry of ['index.html', 'own-resolver.html']) {
    for (const language of ['en', 'ja']) {
      const { opening, requests } = figures(firstVisit({ entry, language }));
      assert.ok(
        opening <= LIMITS.opening && requests <= LIMITS.requests,
        `${entry} ${language}: ${opening} bytes, ${requests} requests`,
      );
    }
  }
});

test('what is served is what is published, without the sources', async () => {
  const server = await startServer();
  try {
    const status = async (/** @type {string} */ path) => (await fetch(`${server.url}/${path}`)).status;
    for (const path of ['', 'element/define.js', 'generated/element.js', 'samples/pass/message.eml'])
      assert.equal(await status(path), 200, path);
    for (const path of [
      'app.js',
      'page.css',
      'view/h.js',
      'element/element.css',
      'samples/index.js',
      'session/worker.js',
    ])
      assert.equal(await status(path), 404, path);
  } finally {
    await server.close();
  }
});
