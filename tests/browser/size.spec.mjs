// What `make size` counts is what a visit loads: what explains a failure only where there is one.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, it } from 'node:test';

import { startServer } from '../../tools/serve.mjs';
import { firstVisit } from '../../tools/size.mjs';
import { inBrowsers } from './harness.mjs';
import { committedKey, letter } from './mail.mjs';
import { announced, announcedKeys, give, settled, visit } from './steps.mjs';

const there = existsSync(new URL('../../www/index.html', import.meta.url));

inBrowsers('a first visit', (browser) => {
  /** @type {Awaited<ReturnType<typeof startServer>>} */
  let server;
  before(async () => { server = await startServer(); });
  after(() => server?.close());

  /** The files that were loaded so far. @param {import('./harness.mjs').TestPage} page */
  const loaded = (page) => [...new Set(page.requests().map(({ url }) => url.slice(server.url.length + 1) || 'index.html').filter((path) => path !== 'favicon.ico'))].sort();

  it('loads what is counted: for the page, and then for a result', { skip: !there && 'there is no page yet' }, async () => {
    const { opening, leisure, result } = firstVisit({ language: 'en' });
    /** Apart from what comes when the browser finds the time. */
    const counted = () => loaded(page).filter((path) => !leisure.includes(path));
    const page = await browser.page();
    await visit(page, `${server.url}/`);
    // The worker and the module follow once the page is idle.
    await new Promise((resolve) => { setTimeout(resolve, 1500); });
    assert.deepEqual(counted(), opening.sort());
    await give(page, letter('plain.example', [{ key: committedKey('rsa2048'), selector: 's1' }]));
    await announced(page);
    await page.click('[data-key=decline]');
    await settled(page);
    await page.waitForText('#sender-alignment', 'Who is proven');
    assert.deepEqual(counted(), [...opening, ...result].sort());
  });

  it('loads what the first result shows as soon as the reader turns to the text area', { skip: !there && 'there is no page yet' }, async () => {
    const page = await browser.page();
    await visit(page, `${server.url}/`);
    await page.focus('#source');
    const wanted = ['element/result.js', 'element/result.css', 'element/reading.js', 'view/headline.js', 'i18n/result/en.js', 'i18n/policy/en.js', 'i18n/doors/en.js'];
    for (let left = 100; left > 0 && !wanted.every((path) => loaded(page).includes(path)); left -= 1) await new Promise((resolve) => { setTimeout(resolve, 50); });
    assert.deepEqual(wanted.filter((path) => !loaded(page).includes(path)), []);
  });

  it('says so where a part of a result cannot be loaded, and keeps the message', { skip: !there && 'there is no page yet' }, async () => {
    for (const part of ['element/result.js', 'view/judgement.js', 'session/session.js', 'i18n/result/en.js', 'session/doh.js']) {
      const refuse = [part];
      const page = await browser.page({ refuse });
      await visit(page, `${server.url}/`);
      await give(page, letter('plain.example', [{ key: committedKey('rsa2048'), selector: 's1' }]));
      if (part === 'session/doh.js') {
        await announced(page);
        await page.click('[data-key=ask]');
      }
      await page.waitForText('#trouble', 'A part of this page could not be loaded');
      assert.deepEqual(page.messages().filter(({ type }) => type === 'pageerror'), []);
      if (browser.name === 'firefox') continue; // It remembers that a module failed, until the page is loaded again.
      refuse.length = 0;
      await page.click('[data-key=again]');
      assert.deepEqual(await announcedKeys(page), ['s1._domainkey.plain.example']);
    }
  });
});
