// Once visited, the page works without a network; a new version waits until it is wanted, and an empty list ends it
// all.
// E5, N7.

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, it } from 'node:test';

import { files, LIST, listScript } from '../../tools/files.mjs';
import { startServer } from '../../tools/serve.mjs';
import { WWW } from '../../tools/size.mjs';
import { inBrowsers } from './harness.mjs';
import { committedKey, keyRecord, signed } from './mail.mjs';
import { announced, give, paste, settled, speak, state, visit } from './steps.mjs';

/** @typedef {import('./harness.mjs').TestPage} TestPage */

const key = committedKey('rsa2048');
const canary = randomBytes(16).toString('hex');
const message = signed(
  [{ key, domain: 'plain.example', selector: 's1' }],
  [
    ['From', `"${canary}" <${canary}@plain.example>`],
    ['Subject', `Lunch ${canary}`],
    ['Date', 'Mon, 23 Nov 2026 10:00:00 +0000'],
  ],
  `${canary}\r\n`,
);

/** A copy of the page, which a test may change. @type {string} */
let folder;
/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waxseal-page-'));
  await cp(WWW, folder, { recursive: true });
  await writeFile(join(folder, LIST), listScript(folder));
  server = await startServer({ folder });
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** Publishes a version with another heading. */
const publish = async () => {
  const index = join(folder, 'index.html');
  await writeFile(index, (await readFile(index, 'utf8')).replace('<h1><span class="say" lang="en">', '$&New: '));
  await writeFile(join(folder, LIST), listScript(folder));
};

/**
 * Makes a whole build of what lies there: every module says whose it is, and the parts of WebAssembly have other
 * hashes.
 * @param {string} name
 */
const publishBuild = async (name) => {
  /** @param {string} path @param {(text: string) => string} change */
  const edit = async (path, change) =>
    writeFile(join(folder, path), change(await readFile(join(folder, path), 'utf8')));
  let made = await readFile(join(WWW, 'generated', 'build.js'), 'utf8');
  for (const path of ['generated/worker.js', 'generated/waxseal.wasm']) {
    const octets = await readFile(join(WWW, path));
    // A comment, or a section that no engine looks into.
    const changed = Buffer.concat([
      octets,
      path.endsWith('.js')
        ? Buffer.from(`// ${name}\n`)
        : Buffer.from([0, 1 + name.length, name.length, ...Buffer.from(name)]),
    ]);
    await writeFile(join(folder, path), changed);
    made = made.replace(sha256(octets), sha256(changed));
  }
  await writeFile(join(folder, 'generated/build.js'), made.replace(/(?<=build = ')[^']+/, `build-${name}`));
  for (const [path] of files(folder)) {
    if (path.endsWith('.js') && !/worker\.js$|^boot\.js$/.test(path))
      await edit(
        path,
        (text) => `(globalThis.builds ??= new Set()).add('${name}');${text.replace(/^\(globalThis.*?;/, '')}`,
      );
  }
  await edit('index.html', (text) =>
    text.replace(/(?<=<h1><span class="say" lang="en">)(?:Build . )?/, `Build ${name} `),
  );
  await writeFile(join(folder, LIST), listScript(folder));
};
/** @param {Buffer} octets */
const sha256 = (octets) => `sha256-${createHash('sha256').update(octets).digest('base64')}`;

/**
 * Uses the page as a reader does; says which build it is, by its heading, its modules and what it says of itself.
 * @param {TestPage} page
 */
const use = async (page) => {
  await give(page, message);
  await announced(page);
  await paste(page, keyRecord(key));
  assert.equal(await state(page), 'pass');
  await page.element('#exports');
  await page.element('#sender-alignment');
  await page.element('.about');
  await speak(page, 'ja');
  await speak(page, 'en');
  return [
    (await page.text('h1')).slice(0, 7),
    await page.evaluate(() => [.../** @type {any} */ (globalThis).builds].join()),
    await page.evaluate(() => document.querySelector('.about')?.textContent?.match(/build-./)?.[0]),
  ];
};

/** Visits the page until the service worker has everything. @param {TestPage} page */
const settle = async (page) => {
  await visit(page, `${server.url}/`);
  await page.waitFor(() => navigator.serviceWorker.controller?.state === 'activated');
};

/** Has the browser look for a new version, as it does by itself at every visit. @param {TestPage} page */
const lookForUpdate = (page) =>
  page.evaluate(async () => {
    await (await navigator.serviceWorker.ready).update();
  });

/** @param {TestPage} page @returns {Promise<string[]>} */
const cached = (page) =>
  page.evaluate(async () => {
    const caught = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return caught
      .flat()
      .map(({ url }) => url)
      .sort();
  });

/** Everything that the browser keeps, the contents of the caches too. @param {TestPage} page */
const kept = (page) =>
  page.evaluate(async () => {
    const cachesHold = await Promise.all(
      (await caches.keys()).map(async (name) => {
        const cache = await caches.open(name);
        return Promise.all((await cache.matchAll()).map((response) => response.text()));
      }),
    );
    return JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      await indexedDB.databases(),
      document.cookie,
      location.href,
      document.title,
      cachesHold,
    ]);
  });

/**
 * Errors that nobody caught. Firefox reports one without an address where a navigation ends a load that the service worker has in hand.
 * @param {import('./harness.mjs').TestPage} page
 */
const errorsOf = (page) =>
  page
    .messages()
    .filter(
      ({ type, text }) => type === 'pageerror' && !text.startsWith('Failed to load ‘’. A ServiceWorker intercepted'),
    );

inBrowsers('the page without a network', (browser) => {
  it('judges a message with pasted records, and keeps nothing but its own files', async () => {
    const page = await browser.page({ serviceWorker: true });
    await settle(page);
    const list = files(folder)
      .map(([path]) => `${server.url}/${path}`)
      .sort();
    assert.deepEqual(await cached(page), list);
    await server.close();

    await visit(page, `${server.url}/`);
    await give(page, message);
    await announced(page);
    await paste(page, keyRecord(key));
    assert.equal(await state(page), 'pass');
    assert.deepEqual(await cached(page), list);
    assert.ok((await page.text('waxseal-check')).includes(canary), 'the canary is not in the message');
    assert.ok(!(await kept(page)).includes(canary), 'the message is kept');

    const allowed = new Set([
      ...list,
      `${server.url}/`,
      `${server.url}/service-worker.js`,
      `${server.url}/${LIST}`,
      `${server.url}/favicon.ico`,
    ]);
    assert.deepEqual(
      page.requests().filter(({ method, url }) => method !== 'GET' || !allowed.has(url)),
      [],
    );
    assert.deepEqual(errorsOf(page), []);
  });

  it('shows every part and both languages, at every address of the page', async () => {
    const page = await browser.page({ serviceWorker: true });
    await settle(page);
    await server.close();
    await visit(page, `${server.url}/?lang=ja`);
    assert.equal(await page.text('h1'), 'このメールの署名を検証する');
    await page.click('[data-key=sample-list-footer]');
    await settled(page);
    await page.element('.letter > .explanation');
    await speak(page, 'en');
    await page.waitForText('#headline', /[a-z]/);
    for (const path of ['index.html', 'own-resolver.html', 'own-resolver']) {
      await visit(page, `${server.url}/${path}`);
      assert.equal(await page.count('waxseal-check[own-resolver]'), path.startsWith('own') ? 1 : 0);
    }
  });

  it('says that it is offline, and what still works', async () => {
    const page = await browser.page({ serviceWorker: true });
    await settle(page);
    /** @param {boolean} isOnline */
    const turn = (isOnline) =>
      page.evaluate((value) => {
        Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => value });
        dispatchEvent(new Event(value ? 'online' : 'offline'));
      }, isOnline);
    await page.element('.about');
    await turn(false);
    await page.waitForText('.notice', 'You are offline.');
    await speak(page, 'ja');
    await page.waitForText('.notice', 'オフラインです。');
    assert.deepEqual(await page.axe({ rules: { region: { enabled: false } } }), []);
    await give(page, message);
    await announced(page);
    await page.waitForText('.consent', 'オフラインのため');
    assert.equal(await page.count('[data-key=ask]'), 0);
    assert.equal(await page.count('details[open] #record'), 1);
    await turn(true);
    await page.element('[data-key=ask]');
    await page.waitFor(() => document.querySelector('.notice')?.textContent === '');
  });

  it('announces a new version, and loads it when the reader says so, not before', async () => {
    const page = await browser.page({ serviceWorker: true });
    await settle(page);
    await give(page, message);
    await announced(page);
    await publish();
    await lookForUpdate(page);
    await page.waitForText('.notice', 'A new version is ready.');
    await announced(page);
    assert.doesNotMatch(await page.text('h1'), /New/);

    // Another one may be looking at a message.
    const other = await page.context.newPage();
    await other.goto(`${server.url}/`);
    await page.click('[data-key=load-update]');
    await page.waitForText('.notice', 'in another tab');
    await announced(page);
    await other.close();

    await page.page.bringToFront();
    await page.click('[data-key=load-update]');
    await page.waitForText('h1', 'New: ');
    await page.element('waxseal-check[ready]');
    assert.equal(await page.evaluate(async () => (await caches.keys()).length), 1);
    assert.equal(await page.text('.notice'), '');
  });

  it('is of one build, whatever lies on the host: the old one until the reader loads the new one, then that, offline too', async () => {
    const page = await browser.page({ serviceWorker: true });
    await publishBuild('A');
    await settle(page);
    await publishBuild('B');
    await visit(page, `${server.url}/`);
    assert.deepEqual(await use(page), ['Build A', 'A', 'build-A']);
    await page.waitForText('.notice', 'A new version is ready.');
    await page.click('[data-key=load-update]');
    await page.waitForText('h1', 'Build B');
    await page.element('waxseal-check[ready]');
    await server.close();
    await visit(page, `${server.url}/`);
    assert.deepEqual(await use(page), ['Build B', 'B', 'build-B']);
    assert.deepEqual(
      await cached(page),
      files(folder)
        .map(([path]) => `${server.url}/${path}`)
        .sort(),
    );
    assert.deepEqual(errorsOf(page), []);
  });

  it('lets a new version wait', async () => {
    const page = await browser.page({ serviceWorker: true });
    await settle(page);
    await publish();
    await lookForUpdate(page);
    await page.click('[data-key=later]');
    await page.waitFor(() => document.querySelector('.notice')?.textContent === '');
    // It is there again at the next visit of the same tab.
    await visit(page, `${server.url}/`);
    await page.waitForText('.notice', 'A new version is ready.');
  });

  it('keeps the old version where a file of the new one is not what the list says', async () => {
    const page = await browser.page({ serviceWorker: true });
    await settle(page);
    await publish();
    await writeFile(join(folder, 'index.html'), '<h1>New: and of somebody else</h1>');
    await lookForUpdate(page);
    await page.waitFor(async () => !(await navigator.serviceWorker.ready).installing);
    assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting), null);
    assert.equal(await page.evaluate(async () => (await caches.keys()).length), 1);
    await visit(page, `${server.url}/`);
    assert.doesNotMatch(await page.text('h1'), /New/);
  });

  it('ends with an empty list: one visit, and nothing is left', async () => {
    const page = await browser.page({ serviceWorker: true });
    await settle(page);
    await publish();
    await writeFile(join(folder, LIST), '');
    await visit(page, `${server.url}/`);
    await page.waitFor(
      async () => (await caches.keys()).length + (await navigator.serviceWorker.getRegistrations()).length === 0,
    );
    assert.equal(await page.text('.notice'), '');
    await visit(page, `${server.url}/`);
    assert.match(await page.text('h1'), /New/);
    await give(page, message);
    await announced(page);
  });

  it('has no service worker where another page shows it', async () => {
    const bare = await startServer({ folder, headers: false });
    const host = createServer((_, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(
        `<!doctype html><title>Host</title><iframe src="${bare.url}/"></iframe><iframe sandbox="allow-scripts" src="${bare.url}/"></iframe>`,
      );
    });
    await new Promise((resolve) => {
      host.listen(0, '127.0.0.1', () => resolve(undefined));
    });
    try {
      const page = await browser.page({ serviceWorker: true });
      await page.open(`http://localhost:${/** @type {import('node:net').AddressInfo} */ (host.address()).port}/`);
      const framed = page.page.frames().slice(1);
      assert.equal(framed.length, 2);
      for (const frame of framed) {
        // Longer than the page itself waits after its load.
        await frame.evaluate(
          () =>
            new Promise((resolve) => {
              setTimeout(resolve, 1500);
            }),
        );
      }
      assert.ok(page.requests().some(({ url }) => url.endsWith('/app.js')));
      assert.deepEqual(
        page.requests().filter(({ url }) => /around|service-worker/.test(url)),
        [],
      );
    } finally {
      await bare.close();
      host.closeAllConnections();
      host.close();
    }
  });

  it('lets no other script be a service worker, and that one reach no other host', {
    skip: browser.name !== 'chromium' && 'Chromium alone lets a test look into it',
  }, async () => {
    const page = await browser.page({ serviceWorker: true, allow: ['https://unlisted.example/'] });
    await settle(page);
    assert.equal(
      await page.evaluate(() =>
        navigator.serviceWorker.register('./service-worker.js').then(
          () => 'registered',
          (error) => error.name,
        ),
      ),
      'TypeError',
    );
    const [worker] = page.context.serviceWorkers();
    const seen = await worker.evaluate(async () => {
      /** @type {string[]} */
      const violations = [];
      addEventListener('securitypolicyviolation', (event) =>
        violations.push(`${event.effectiveDirective} ${event.blockedURI}`),
      );
      const outcome = await fetch('https://unlisted.example/?leak').then(
        () => 'sent',
        (error) => error.name,
      );
      await new Promise((resolve) => {
        setTimeout(resolve, 100);
      });
      return [outcome, ...violations];
    });
    assert.equal(seen[0], 'TypeError');
    assert.match(seen[1] ?? '', /^connect-src https:\/\/unlisted\.example/);
  });
});
