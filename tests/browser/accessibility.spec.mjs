// Who can use the page: by the keyboard alone, and what axe-core says of each state of it.

import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';

import { startServer } from '../../tools/serve.mjs';
import { inBrowsers } from './harness.mjs';
import { committed, committedKey, keyRecord, letter } from './mail.mjs';
import { startResolver } from './resolver/resolver.mjs';
import { txt } from './resolver/zone.mjs';
import {
  announced,
  clear,
  cleared,
  dress,
  give,
  paste,
  settled,
  speak,
  state,
  through,
  unfold,
  visit,
} from './steps.mjs';

const key = committedKey('rsa2048');
const message = letter('plain.example', [{ key, selector: 's1' }]);

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
/** @type {Awaited<ReturnType<typeof startResolver>>} */
let resolver;

before(async () => {
  server = await startServer();
  resolver = await startResolver({ zones: { 'plain.example': [`s1._domainkey TXT ${txt(keyRecord(key))}`] } });
});
after(() => Promise.all([server?.close(), resolver?.stop()]));

inBrowsers('accessibility', (browser) => {
  it('leads from paste to result by the keyboard alone', async () => {
    const page = await browser.page();
    await visit(page, `${server.url}/own-resolver.html`);
    /** @param {string} wanted @param {string} [keys] */
    const tabTo = async (wanted, keys = 'Tab') => {
      for (let steps = 0; steps < 40; steps += 1) {
        const there = await page.evaluate((selector) => {
          const active = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
          return active?.matches(selector) ?? false;
        }, wanted);
        if (there) return;
        await page.press(keys);
      }
      assert.fail(`${keys} does not lead to ${wanted}`);
    };
    await tabTo('#source');
    await page.paste('#source', message);
    await announced(page);
    await tabTo('#own');
    await page.fill('#own', resolver.url);
    await tabTo('[data-key=ask]');
    await page.press('Enter');
    await settled(page);
    assert.equal(await state(page), 'pass');
    // Forwards the browser's own buttons would come first.
    await tabTo('[data-key=clear]', 'Shift+Tab');
    await page.press('Enter');
    await cleared(page);
    assert.equal(await page.count('.letter'), 0);
  });

  it('has no violation in any state, in both languages and appearances', async () => {
    const page = await browser.page();
    await visit(page, `${server.url}/`);
    /** @param {string} what */
    const check = async (what) => {
      for (const language of /** @type {const} */ (['en', 'ja'])) {
        for (const theme of /** @type {const} */ (['light', 'dark'])) {
          await speak(page, language);
          await dress(page, theme);
          assert.deepEqual(await page.axe(), [], `${what}, ${language}, ${theme}`);
        }
      }
    };
    await check('empty');
    await page.click('.help summary');
    await page.element('.help select');
    await check('help');
    for (const sample of ['pass', 'list-footer', 'forged']) {
      await page.click(`[data-key=sample-${sample}]`);
      await settled(page);
      for (const door of /** @type {const} */ (['domain', 'evidence', 'genuine'])) {
        if (sample !== 'list-footer' && door !== 'genuine') continue;
        await through(page, door);
        await unfold(page);
        await check(`${sample}, ${door}`);
      }
      await clear(page);
    }
    await give(page, message);
    await announced(page);
    await check('consent');
    await page.click('[data-key=decline]');
    await settled(page);
    await check('declined');
    await clear(page);
    await give(page, committed('dkim-expired/message.eml'));
    await announced(page);
    await paste(page, committed('dkim-expired/zone.txt'));
    await check('expired');
    await clear(page);
    await give(page, committed('paste-mbox-of-two/message.eml'));
    await page.element('[data-key=mail-1]');
    await check('several mails');
    await clear(page);
    await give(page, committed('dkim-key-escaped-semicolon/message.eml'));
    await announced(page);
    await paste(page, committed('dkim-key-escaped-semicolon/zone.txt'));
    await through(page, 'domain');
    await page.element('.copy');
    await check('corrected key');
    await clear(page);
    await give(page, committed('message-header-only/message.eml').trimEnd());
    await announced(page);
    await check('header only');
    await clear(page);
    await give(page, 'No message at all.');
    await page.element('#trouble');
    await check('trouble');
    await clear(page);
    await give(page, 'info@plain.example');
    await page.element('[data-key=check-domain]');
    await check('address');
  });
});
