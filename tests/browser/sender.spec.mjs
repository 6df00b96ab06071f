// The sections about the sender in the real page: loaded with a result, and not before.

import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';

import { startServer } from '../../tools/serve.mjs';
import { inBrowsers } from './harness.mjs';
import { committed } from './mail.mjs';
import { announced, give, paste, speak, through, unfold, visit } from './steps.mjs';

inBrowsers('the sections about the sender', (browser) => {
  /** @type {Awaited<ReturnType<typeof startServer>>} */
  let server;
  before(async () => {
    server = await startServer();
  });
  after(() => server?.close());

  /** @param {string} name @param {number} [width] */
  const judged = async (name, width = 1280) => {
    const page = await browser.page({ viewport: { width, height: 800 } });
    await visit(page, `${server.url}/`);
    await give(page, committed(`sender-${name}/message.eml`));
    await announced(page);
    await paste(page, committed(`sender-${name}/zone.txt`));
    await page.element('#sender-alignment');
    return page;
  };

  /**
   * Text in the pictures that runs out of them, or over other text; the boxes of Japanese faces are higher than their
   * letters.
   * @param {import('./harness.mjs').TestPage} page
   * @returns {Promise<string[]>}
   */
  const misplaced = (page) =>
    page.evaluate(() =>
      [...(document.querySelector('waxseal-check')?.shadowRoot?.querySelectorAll('.drawing') ?? [])].flatMap(
        (drawing) => {
          const frame = drawing.getBoundingClientRect();
          const texts = [...drawing.querySelectorAll('text')]
            .map((text) => ({ text: text.textContent ?? '', box: text.getBoundingClientRect() }))
            .filter(({ box }) => box.width > 0);
          return texts
            .filter(
              ({ box }, place) =>
                box.left < frame.left - 1 ||
                box.right > frame.right + 1 ||
                box.top < frame.top - 1 ||
                box.bottom > frame.bottom + 1 ||
                texts
                  .slice(place + 1)
                  .some(
                    ({ box: other }) =>
                      box.left < other.right - 1 &&
                      other.left < box.right - 1 &&
                      box.top < other.bottom - 6 &&
                      other.top < box.bottom - 6,
                  ),
            )
            .map(({ text }) => text);
        },
      ),
    );

  /** How wide the columns of the requirements are. @param {import('./harness.mjs').TestPage} page */
  const columns = (page) =>
    page.evaluate(() =>
      [...(document.querySelector('waxseal-check')?.shadowRoot?.querySelectorAll('.rules thead th') ?? [])].map(
        (cell) => cell.getBoundingClientRect().width,
      ),
    );

  it('have nothing that axe-core finds, and fit into 320 pixels, in both languages', async () => {
    for (const [name, width] of /** @type {const} */ ([
      ['spf-pass', 320],
      ['spf-pass', 1280],
      ['dmarc-fail-reject', 320],
      ['forwarded', 320],
    ])) {
      const page = await judged(name, width);
      for (const language of /** @type {const} */ (['en', 'ja'])) {
        await speak(page, language);
        for (const door of /** @type {const} */ (['genuine', 'domain', 'evidence'])) {
          await through(page, door);
          if (door === 'evidence')
            await page.waitForText(
              '#sender-claims',
              language === 'en' ? 'Authentication results in the e-mail' : 'メールに書かれている認証結果',
            );
          await unfold(page);
          assert.deepEqual(await page.axe(), [], `${name} ${language} ${door}`);
          assert.ok(
            await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
            `${name} ${language} ${door}`,
          );
          assert.deepEqual(await misplaced(page), [], `${name} ${language} ${door}`);
          // A column holds more than a character in a line.
          if (door === 'domain' && width === 1280)
            for (const column of await columns(page)) assert.ok(column > 120, `${name} ${language} ${column}`);
        }
      }
    }
  });

  it('say which pasted records others take the place of', async () => {
    const page = await judged('spf-pass');
    const zone = committed('sender-spf-pass/zone.txt');
    await paste(page, zone);
    assert.equal(await page.count('#record-replaced'), 0);
    const name = '_dmarc.shop.example';
    await paste(page, `${name}. IN TXT "v=DMARC1; p=none"`);
    await page.waitForText('#record-replaced', `What was pasted before for ${name} was replaced by this.`);
    assert.match(await page.text('[role=status].unseen'), /was replaced by this/);
    await speak(page, 'ja');
    await page.waitForText('#record-replaced', `${name} について前に貼り付けたレコードは`);
    await paste(page, zone);
    await page.waitForText('#record-replaced', name);
    await paste(page, zone);
    assert.equal(await page.count('#record-replaced'), 0);
  });

  it('judge by the envelope that the reader gives, and say where an address is none', async () => {
    const page = await judged('spf-pass');
    await through(page, 'evidence');
    await unfold(page);
    await page.fill('#sender-client', 'nowhere');
    await page.click('[data-key=envelope-apply]');
    await page.waitForText('#sender-bad', 'This is no IP address');
    await page.fill('#sender-client', '8.8.8.8');
    await page.click('[data-key=envelope-apply]');
    await page.waitForText('.sender .check .outcome', 'lets 8.8.8.8 send');
    assert.match(await page.text('.sender .envelope'), /given by you/);
  });

  it('draw the boundary where the reader says that it is', async () => {
    const page = await judged('forwarded');
    await through(page, 'evidence');
    await unfold(page);
    await page.click('[data-key=boundary-0]');
    await page.waitForText('.boundary', 'You said that this is your server.');
    await page.click('[data-key=boundary-guess]');
    await page.waitForText('.boundary', 'Here the e-mail came in from outside.');
  });
});
