// The domain in From is shown whole wherever it stands, in little room and in much.

import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';

import { startServer } from '../../tools/serve.mjs';
import { inBrowsers } from './harness.mjs';
import { announced, decline, doorsOf, give, through, unfold, visit } from './steps.mjs';

const DOMAIN = `${'a'.repeat(63)}.${'b-c'.repeat(20)}.${'d'.repeat(63)}.bank.${'e'.repeat(40)}.evil.example`;
const NAME = 'Your Bank of many words, '.repeat(30);
const MAIL = `From: "${NAME}" <x@${DOMAIN}>\r\nTo: you@home.example\r\nSubject: x\r\nDate: Mon, 23 Nov 2026 10:00:00 +0000\r\nReturn-Path: <x@${DOMAIN}>\r\n\r\nhi\r\n`;

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
before(async () => {
  server = await startServer();
});
after(() => server?.close());

inBrowsers('the domain in From', (browser) => {
  for (const width of [320, 360, 1280]) {
    it(`is whole in the card, behind the doors and in the pictures, ${width} pixels wide`, async () => {
      const page = await browser.page({ viewport: { width, height: 800 } });
      await visit(page, server.url);
      await give(page, MAIL);
      await announced(page);
      await decline(page);
      for (const door of await doorsOf(page)) {
        await through(page, door);
        await unfold(page);
        const found = await page.evaluate((domain) => {
          const root = /** @type {ShadowRoot} */ (document.querySelector('waxseal-check')?.shadowRoot);
          const values = [...root.querySelectorAll('.untrusted')].filter(
            (one) =>
              one instanceof HTMLElement &&
              one.checkVisibility() &&
              one.textContent?.replaceAll('\n', '').endsWith(domain),
          );
          const drawings = [...root.querySelectorAll('.drawing')].filter(
            (one) => one.checkVisibility() && one.querySelector('.name'),
          );
          return {
            whole: values.length,
            clipped: values
              .filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
              .map((one) => one.closest('[aria-labelledby], .letter, .which')?.outerHTML.slice(0, 90)),
            wide: document.documentElement.scrollWidth > innerWidth,
            // Of others' names, what is cut is the middle; of this one nothing is.
            cut: [...root.querySelectorAll('.letter .escape, .claims .domain .escape')].map((one) => one.textContent),
            outside: drawings.flatMap((drawing) =>
              [...drawing.querySelectorAll('.name')]
                .filter((name) => name.getBoundingClientRect().right > drawing.getBoundingClientRect().right + 1)
                .map((name) => name.textContent),
            ),
          };
        }, DOMAIN);
        assert.ok(found.whole > 0, door);
        assert.deepEqual({ ...found, whole: 0 }, { whole: 0, clipped: [], wide: false, cut: [], outside: [] }, door);
      }
      await through(page, 'genuine');
      assert.ok((await page.text('.letter')).replaceAll('\n', '').includes(DOMAIN));
      assert.ok((await page.text('.claims')).replaceAll('\n', '').includes(DOMAIN));
    });
  }
});
