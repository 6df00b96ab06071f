// The harness itself, on a page of its own with the product's headers.

import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import { startServer } from '../../tools/serve.mjs';
import { inBrowsers } from './harness.mjs';
import { question } from './resolver/message.mjs';
import { startResolver } from './resolver/resolver.mjs';

const folder = fileURLToPath(new URL('fixtures/page', import.meta.url));
const DOH = 'https://cloudflare-dns.com/dns-query';
const asked = `${DOH}?dns=${question('s1._domainkey.example.test').toString('base64url')}`;

inBrowsers('the harness', (browser) => {
  /** @type {Awaited<ReturnType<typeof startServer>>} */
  let server;
  /** @type {Awaited<ReturnType<typeof startServer>>} */
  let bare;
  /** @type {Awaited<ReturnType<typeof startResolver>>} */
  let resolver;

  before(async () => {
    server = await startServer({ folder });
    bare = await startServer({ folder, headers: false });
    resolver = await startResolver({ zones: { 'example.test': ['s1._domainkey TXT "v=DKIM1; p="'] } });
  });
  after(() => Promise.all([server?.close(), bare?.close(), resolver?.stop()]));

  it('reads text, in shadow roots too, and clicks there', async () => {
    const page = await browser.page();
    await page.open(server.url);
    await page.waitForText('#log', 'ready');
    assert.equal(await page.text('h1'), 'Harness');
    assert.match(await page.text('main'), /Press/);
    assert.doesNotMatch(await page.text('main'), /unseen/);
    await page.click('button');
    await page.waitForText('#log', 'pressed true');
    assert.equal(await page.count('button'), 1);
    assert.equal(await page.attribute('#file', 'type'), 'file');
  });

  it('fills, pastes and presses keys', async () => {
    const page = await browser.page();
    await page.open(server.url);
    await page.fill('#source', 'first\nsecond');
    await page.waitForText('#log', 'input "first\\nsecond"');
    await page.fill('#source', '');
    await page.paste('#source', 'From: a\r\n\r\nbody\r\n');
    await page.waitForText('#log', /paste true "From: a(\\r)?\\n(\\r)?\\nbody(\\r)?\\n"/);
    await page.waitForText('#log', 'input "From: a\\n\\nbody\\n"');
    await page.press('Control+a');
    await page.press('Backspace');
    await page.waitForText('#log', 'input ""');
  });

  it('pastes, drops and chooses files, octet by octet', async () => {
    const page = await browser.page();
    await page.open(server.url);
    const content = Uint8Array.from({ length: 256 }, (_, index) => index);
    await page.pasteFiles('#source', [{ name: 'a.eml', content }]);
    await page.waitForText('#log', 'pasted a.eml 256 32640');
    await page.drop('#zone', [{ name: 'b.eml', content }]);
    await page.waitForText('#log', 'dropped b.eml 256 32640');
    await page.upload('#file', [{ name: 'c.eml', content }]);
    await page.waitForText('#log', 'chosen c.eml 256 32640');
  });

  it('takes pictures and finds what axe-core finds', async () => {
    const pictures = await mkdtemp(join(tmpdir(), 'waxseal-pictures-'));
    try {
      const page = await browser.page();
      await page.open(server.url);
      await page.screenshot(join(pictures, 'page.png'));
      assert.ok((await stat(join(pictures, 'page.png'))).size > 1000);
      assert.deepEqual(await page.axe(), []);
      await page.evaluate(() => document.documentElement.removeAttribute('lang'));
      assert.deepEqual(
        (await page.axe()).map(({ id }) => id),
        ['html-has-lang'],
      );
    } finally {
      await rm(pictures, { recursive: true });
    }
  });

  it('relays a resolver to loopback, and records the request', async () => {
    const page = await browser.page({ relay: { [DOH]: resolver.url } });
    await page.open(server.url);
    await page.evaluate((url) => {
      /** @type {any} */ (globalThis).ask(url);
    }, asked);
    await page.waitForText('#log', 'page: 200 true');
    // Firefox looks for an icon too.
    const urls = page
      .requests()
      .map(({ url }) => url)
      .filter((url) => !url.endsWith('/favicon.ico'));
    assert.deepEqual(urls, [`${server.url}/`, `${server.url}/page.js`, asked]);
    assert.deepEqual((await resolver.log()).at(-1), { name: 's1._domainkey.example.test', type: 'TXT' });
  });

  it('refuses every other address, and records it', async () => {
    const page = await browser.page();
    await page.open(server.url);
    await page.evaluate((url) => {
      /** @type {any} */ (globalThis).ask(url);
    }, asked);
    await page.waitForText('#log', 'page: TypeError');
    assert.equal(page.requests().at(-1)?.url, asked);
  });

  it('records what a worker asks for', async () => {
    const page = await browser.page({ relay: { 'https://elsewhere.example/': resolver.url } });
    await page.open(bare.url);
    await page.evaluate((url) => {
      /** @type {any} */ (globalThis).askInWorker(url, 'worker.js');
    }, 'https://elsewhere.example/?worker');
    await page.waitForText('#log', /worker: /);
    assert.ok(
      page.requests().some(({ url }) => url === 'https://elsewhere.example/?worker'),
      JSON.stringify(page.requests()),
    );
  });

  // A worker from a blob inherits the page's policy.
  it('sees the policy bind a worker', async () => {
    const page = await browser.page();
    await page.open(server.url);
    await page.evaluate((url) => {
      /** @type {any} */ (globalThis).askInWorker(url, 'worker.js');
    }, 'https://elsewhere.example/?worker');
    await page.waitForText('#log', 'worker: TypeError');
    assert.ok(
      page.requests().every(({ url }) => url.startsWith(server.url)),
      JSON.stringify(page.requests()),
    );
  });

  it('keeps console messages and errors', async () => {
    const page = await browser.page();
    await page.open(server.url);
    await page.evaluate(() => {
      console.log('spoken');
      setTimeout(() => {
        throw new Error('thrown');
      });
    });
    await page.waitFor(() => true);
    const end = Date.now() + 2000;
    while (page.messages().length < 2 && Date.now() < end)
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    assert.deepEqual(
      page
        .messages()
        .map(({ type, text }) => [type, /spoken|thrown/.exec(text)?.[0]])
        .sort(),
      [
        ['log', 'spoken'],
        ['pageerror', 'thrown'],
      ],
    );
  });
});
