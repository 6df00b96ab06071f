// Why a signature fails: looked for by the second module, which only a failure loads.

import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';

import { startServer } from '../../tools/serve.mjs';
import { inBrowsers } from './harness.mjs';
import { committedKey, keyRecord, letter } from './mail.mjs';
import { announced, explained, give, paste, speak, state, visit } from './steps.mjs';

const key = committedKey('rsa2048');
const message = letter('plain.example', [{ key, selector: 's1' }]);
const WHOLE = 'generated/waxseal-whole.wasm';

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
before(async () => { server = await startServer(); });
after(() => server?.close());

inBrowsers('an explanation', (browser) => {
  /** @param {string[]} [refuse] */
  const open = async (refuse = []) => {
    const page = await browser.page({ refuse });
    await visit(page, `${server.url}/`);
    return page;
  };
  /** @param {import('./harness.mjs').TestPage} page @param {string} text */
  const judged = async (page, text) => {
    await give(page, text);
    await announced(page);
    await paste(page, keyRecord(key));
  };

  it('proves the footer of the example, in both languages', async () => {
    const page = await open();
    await page.click('[data-key=sample-list-footer]');
    await explained(page);
    assert.equal(await state(page), 'warn');
    assert.match(await page.text('.letter'), /Signed by violets\.example; changed afterwards: a footer was added \(proven\)[^]*choir mailing list -- /);
    await speak(page, 'ja');
    await page.waitForText('#headline', 'フッターの追加（証明済み）');
    assert.match(await page.text('.letter'), /本文の末尾にフッターが加えられました。/);
    assert.deepEqual(await page.axe(), []);
  });

  it('proves a prefix of the subject and a footer by a key that was pasted without its name', async () => {
    const page = await open();
    await judged(page, `${message.replace('Subject: Lunch', 'Subject: [choir] Lunch')}-- \r\nThe choir\r\n`);
    await explained(page);
    assert.equal(await state(page), 'warn');
    const text = await page.text('.letter > .explanation');
    assert.match(text, /A footer was added at the end of the body\./);
    assert.match(text, /\[choir\] was put before the subject\./);
  });

  it('says so where nothing explains it', async () => {
    const page = await open();
    await judged(page, message.replace('hungry', 'thirsty'));
    await explained(page);
    assert.equal(await state(page), 'fail');
    assert.match(await page.text('.letter > .explanation'), /No explanation for the body: \d+ kinds[^]*cannot be told/);
  });

  it('keeps the verdict where the second module cannot be loaded', async () => {
    const page = await open([WHOLE]);
    await judged(page, message.replace('hungry', 'thirsty'));
    await page.waitForText('.search', 'could not be loaded');
    assert.equal(await state(page), 'fail');
    assert.match(await page.text('#headline'), /the body has changed since/);
  });

  it('loads no second module for a message that passes', async () => {
    const page = await open();
    await judged(page, message);
    assert.equal(await state(page), 'pass');
    assert.ok(!page.requests().some(({ url }) => url.endsWith(WHOLE)));
  });
});
