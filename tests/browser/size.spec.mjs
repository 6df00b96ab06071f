// What `make size` counts is what a visit loads.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, it } from 'node:test';

import { startServer } from '../../tools/serve.mjs';
import { firstVisit } from '../../tools/size.mjs';
import { inBrowsers } from './harness.mjs';

const there = existsSync(new URL('../../www/index.html', import.meta.url));

inBrowsers('a first visit', (browser) => {
  /** @type {Awaited<ReturnType<typeof startServer>>} */
  let server;
  before(async () => { server = await startServer(); });
  after(() => server?.close());

  it('loads nothing that is not counted', { skip: !there && 'there is no page yet' }, async () => {
    const page = await browser.page();
    await page.open(`${server.url}/`);
    // Modules that are imported on demand follow the load event.
    await new Promise((resolve) => { setTimeout(resolve, 1500); });
    const loaded = page.requests().map(({ url }) => url.slice(server.url.length + 1) || 'index.html').filter((path) => path !== 'favicon.ico');
    const counted = new Set(firstVisit());
    /** @param {string} path */
    const isCatalogue = (path) => /^i18n\/[a-z]{2}\.js$/.test(path);
    assert.deepEqual(loaded.filter((path) => !counted.has(path) && !isCatalogue(path)), []);
    assert.ok(loaded.filter(isCatalogue).length <= 1, 'more than one catalogue');
    assert.ok(loaded.includes('index.html'));
  });
});
