// What `make size` counts is what a visit loads: what shows a result only once there is a message, what explains a
// failure only where there is one.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, it } from 'node:test';

import { startServer } from '../../tools/serve.mjs';
import { firstVisit } from '../../tools/size.mjs';
import { inBrowsers } from './harness.mjs';
import { committedKey, keyRecord, letter } from './mail.mjs';
import { announced, announcedKeys, clear, decline, give, paste, through, visit } from './steps.mjs';

const there = existsSync(new URL('../../www/index.html', import.meta.url));

inBrowsers('a first visit', (browser) => {
  /** @type {Awaited<ReturnType<typeof startServer>>} */
  let server;
  before(async () => {
    server = await startServer();
  });
  after(() => server?.close());

  /** The files that were loaded so far. @param {import('./harness.mjs').TestPage} page */
  const loaded = (page) =>
    [
      ...new Set(
        page
          .requests()
          .map(({ url }) => url.slice(server.url.length + 1) || 'index.html')
          .filter((path) => path !== 'favicon.ico'),
      ),
    ].sort();

  it('loads what is counted: for the page, and then for a result and the explanation of one that fails', {
    skip: !there && 'there is no page yet',
  }, async () => {
    const { opening, engine, leisure, result, explanation } = firstVisit({ language: 'en' });
    /** Apart from what comes when the browser finds the time. */
    const counted = () => loaded(page).filter((path) => ![...engine, ...leisure].includes(path));
    const page = await browser.page();
    await visit(page, `${server.url}/`);
    await page.element('.about');
    assert.deepEqual(counted(), opening.sort());
    const message = letter('plain.example', [{ key: committedKey('rsa2048'), selector: 's1' }]);
    await give(page, message);
    await announced(page);
    await paste(page, keyRecord(committedKey('rsa2048')));
    await page.element('#exports');
    await page.waitForText('#sender-alignment', 'Who is proven');
    assert.deepEqual(counted(), [...opening, ...result].sort());
    await clear(page);
    await give(page, message.replace('hungry', 'thirsty'));
    await announced(page);
    await paste(page, keyRecord(committedKey('rsa2048')));
    await page.element('.letter > .explanation');
    assert.deepEqual(counted(), [...opening, ...result, ...explanation].sort());
    // What comes at leisure is there by now, and nothing else.
    assert.deepEqual(
      loaded(page).filter((path) => ![...opening, ...result, ...explanation, ...leisure, ...engine].includes(path)),
      [],
    );
    assert.deepEqual(
      engine.filter((path) => !loaded(page).includes(path)),
      [],
    );
  });

  it('opens without the engine', { skip: !there && 'there is no page yet' }, async () => {
    const { engine } = firstVisit({ language: 'en' });
    const page = await browser.page({ refuse: engine });
    await visit(page, `${server.url}/`);
    await page.fill('#source', 'From: alice@plain.example');
    assert.deepEqual(
      page.messages().filter(({ type }) => type === 'pageerror'),
      [],
    );
  });

  it('loads what the first result shows as soon as the reader turns to the text area, but nothing of an explanation', {
    skip: !there && 'there is no page yet',
  }, async () => {
    const page = await browser.page();
    await visit(page, `${server.url}/`);
    await page.focus('#source');
    const wanted = ['generated/result.js', 'generated/result-en.js'];
    for (let left = 100; left > 0 && !wanted.every((path) => loaded(page).includes(path)); left -= 1)
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
    assert.deepEqual(
      wanted.filter((path) => !loaded(page).includes(path)),
      [],
    );
    assert.deepEqual(
      loaded(page).filter((path) => path.startsWith('generated/explanation')),
      [],
    );
  });

  it('says so where a part of a result cannot be loaded, and keeps the message', {
    skip: !there && 'there is no page yet',
  }, async () => {
    for (const part of ['generated/result.js', 'generated/result-en.js']) {
      const refuse = [part];
      const page = await browser.page({ refuse });
      await visit(page, `${server.url}/`);
      await give(page, letter('plain.example', [{ key: committedKey('rsa2048'), selector: 's1' }]));
      await page.waitForText('#trouble', 'A part of this page could not be loaded');
      assert.deepEqual(
        page.messages().filter(({ type }) => type === 'pageerror'),
        [],
      );
      if (browser.name === 'firefox') continue; // It remembers that a module failed, until the page is loaded again.
      refuse.length = 0;
      await page.click('[data-key=again]');
      assert.deepEqual(await announcedKeys(page), ['s1._domainkey.plain.example']);
    }
  });

  it('loads what draws every step once its door is opened, and says so where it cannot', {
    skip: !there && 'there is no page yet',
  }, async () => {
    const refuse = ['generated/evidence.js'];
    const page = await browser.page({ refuse });
    await visit(page, `${server.url}/`);
    await give(page, letter('plain.example', [{ key: committedKey('rsa2048'), selector: 's1' }]));
    await announced(page);
    await decline(page);
    await page.element('#sender-alignment');
    await through(page, 'evidence');
    await page.waitForText('#behind-evidence [role=alert]', 'A part of this page could not be loaded');
    assert.deepEqual(
      page.messages().filter(({ type }) => type === 'pageerror'),
      [],
    );
    if (browser.name === 'firefox') return; // It remembers that a module failed, until the page is loaded again.
    refuse.length = 0;
    await through(page, 'evidence');
    await page.element('#sender-claims');
    assert.equal(await page.count('#behind-evidence [role=alert]'), 0);
  });
});
