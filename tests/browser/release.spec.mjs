// E3, E5: what other sites paste from a release: an address whose content never changes, and that content or none.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';

import { release } from '../../tools/release.mjs';
import { startServer } from '../../tools/serve.mjs';
import { inBrowsers } from './harness.mjs';
import { startHost } from './host.mjs';
import { committedKey, keyRecord, signed } from './mail.mjs';
import { announced, give, paste, state } from './steps.mjs';

/** @typedef {import('./harness.mjs').TestPage} TestPage */

const key = committedKey('rsa2048');
const message = signed(
  [{ key, domain: 'plain.example', selector: 's1' }],
  [
    ['From', 'Alice <alice@plain.example>'],
    ['Subject', 'Lunch'],
    ['Date', 'Mon, 23 Nov 2026 10:00:00 +0000'],
  ],
  'At noon?\r\n',
);
/** So that a changed script says that it ran. */
const MARK = 'globalThis.changed = true;\n';

/** @type {string} */
let dist;
/** @type {ReturnType<typeof release>} */
let made;
/** @type {Awaited<ReturnType<typeof startServer>>} */
let tool;
/** @type {Awaited<ReturnType<typeof startHost>>} */
let host;
/** @type {string} The element's part of the snippet. */
let snippet;
/** @type {string} */
let policy;

before(async () => {
  dist = await mkdtemp(join(tmpdir(), 'waxseal-release-'));
  tool = await startServer({ folder: dist, headersFile: join(dist, '_headers') });
  made = release({ dist, site: tool.url });
  host = await startHost(tool.url);
  const [element = ''] = (await readFile(join(dist, made.path, 'snippet.html'), 'utf8')).split('<!-- The frame. -->');
  const [, hash] = element.match(/('sha256-[^']+')/) ?? [];
  snippet = element;
  policy = `default-src 'none'; script-src 'self' ${tool.url} ${hash} 'wasm-unsafe-eval'; worker-src blob:; connect-src ${tool.url}; img-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types waxseal`;
});
after(async () => {
  await Promise.all([tool?.close(), host?.close()]);
  await rm(dist, { recursive: true });
});

/**
 * Runs with one file of the release changed.
 * @param {string} path
 * @param {(octets: Buffer) => Buffer | string} change
 * @param {() => Promise<void>} body
 */
const withChanged = async (path, change, body) => {
  const file = join(dist, made.path, path);
  const octets = await readFile(file);
  await writeFile(file, change(Buffer.from(octets)));
  try {
    await body();
  } finally {
    await writeFile(file, octets);
  }
};

/** @param {Buffer} octets */
const flip = (octets) => {
  const at = octets.length - 1;
  octets[at] = (octets[at] ?? 0) ^ 1;
  return octets;
};

/** @param {TestPage} page */
const judge = async (page) => {
  await page.element('waxseal-check[ready]');
  await give(page, message);
  await announced(page);
  await paste(page, keyRecord(key));
};

/** How many of its style sheets are empty. @param {TestPage} page */
const withoutStyle = (page) =>
  page.evaluate(
    () =>
      [...(document.querySelector('waxseal-check')?.shadowRoot?.adoptedStyleSheets ?? [])].filter(
        ({ cssRules }) => cssRules.length === 0,
      ).length,
  );

inBrowsers('a release', (browser) => {
  it('judges on another site, under its policy, and loads nothing that has no hash', async () => {
    const page = await browser.page();
    await page.open(host.page(snippet, policy));
    await judge(page);
    assert.equal(await state(page), 'pass');
    // What comes last of a result.
    await page.element('#exports');
    await page.element('#sender-alignment');
    const base = `${tool.url}/${made.path}`;
    const map = JSON.parse(
      await page.evaluate(() => document.querySelector('script[type=importmap]')?.textContent ?? ''),
    );
    for (const { url } of page.requests().filter((one) => one.url.startsWith(tool.url))) {
      assert.ok(url.startsWith(base) && Object.hasOwn(made.hashes, url.slice(base.length)), url);
      if (url.endsWith('.js') && !url.includes('worker')) assert.ok(Object.hasOwn(map.integrity, url), url);
    }
    assert.equal(await page.attribute('.abroad a', 'href'), `${tool.url}/`);
    assert.equal(await withoutStyle(page), 0);
    assert.deepEqual(
      page.messages().filter(({ type }) => type === 'pageerror'),
      [],
    );
  });

  it('judges in a frame, and links to the site', async () => {
    const page = await browser.page();
    await page.open(
      host.page(
        `<iframe src="${tool.url}/${made.path}embed.html#lang=en" sandbox="allow-scripts" width="900" height="700"></iframe>`,
      ),
    );
    const frame = await page.frame(`${tool.url}/${made.path}embed.html`);
    await judge(frame);
    assert.equal(await state(frame), 'pass');
    assert.equal(await frame.attribute('.abroad a', 'href'), `${tool.url}/`);
  });

  for (const path of ['element/define.js', 'generated/element.js']) {
    it(`leaves the link where a module is another one: ${path}`, async () => {
      const page = await browser.page();
      for (const change of [flip, (/** @type {Buffer} */ octets) => MARK + octets]) {
        await withChanged(path, change, async () => {
          await page.open(host.page(snippet, policy));
          assert.deepEqual(
            await page.evaluate(() => [
              /** @type {any} */ (globalThis).changed,
              customElements.get('waxseal-check') === undefined,
              document.querySelector('waxseal-check')?.shadowRoot,
              (document.querySelector('waxseal-check a')?.getBoundingClientRect().height ?? 0) > 0,
            ]),
            [undefined, true, null, true],
          );
        });
      }
    });
  }

  /** @type {[string, string, RegExp][]} */
  const later = [
    ...[
      'generated/build.js',
      'generated/worker.js',
      'generated/waxseal.wasm',
      'generated/result.js',
      'generated/result-en.js',
    ].map((path) => /** @type {[string, string, RegExp]} */ ([path, '#trouble', /is not what it should be/])),
  ];
  for (const [path, place, words] of later) {
    it(`says so where a part that is loaded later is another one: ${path}`, async () => {
      await withChanged(
        path,
        (octets) => (path.endsWith('.js') ? MARK + octets : flip(octets)),
        async () => {
          const page = await browser.page();
          await page.open(host.page(snippet, policy));
          await page.element('waxseal-check[ready]');
          await give(page, message);
          await page.waitForText(place, words);
          assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).changed), undefined);
        },
      );
    });
  }
});
