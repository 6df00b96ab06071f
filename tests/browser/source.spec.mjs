// The message octet by octet: marks lead to octets and back, however large the message is and whatever it holds.

import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';

import { startServer } from '../../tools/serve.mjs';
import { inBrowsers } from './harness.mjs';
import { committed, committedKey, keyRecord, letter } from './mail.mjs';
import { announced, decline, explained, give, paste, settled, speak, through, visit } from './steps.mjs';

/** @typedef {import('./harness.mjs').TestPage} TestPage */

const key = committedKey('rsa2048');
const message = letter('plain.example', [{ key, selector: 's1' }]);
/** A row has a cover, a number, a button and its octets: in all so many elements may be in the page. */
const MOST = 1500;

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
before(async () => {
  server = await startServer();
});
after(() => server?.close());

/** Opens the message behind the last door. @param {TestPage} page */
const open = async (page) => {
  await through(page, 'evidence');
  await page.click('#octets');
  await page.element('.rows .line');
  await still(page);
};

/** Waits until every row in sight has its octets. @param {TestPage} page */
const still = (page) =>
  page.waitFor(() => {
    const rows = document.querySelector('waxseal-check')?.shadowRoot?.querySelector('.rows');
    return Boolean(rows?.querySelector('.row .line')) && !rows?.querySelector('.waiting');
  });

/** The text that is lit up. @param {TestPage} page */
const lit = (page) =>
  page.evaluate(() =>
    [...(document.querySelector('waxseal-check')?.shadowRoot?.querySelectorAll('.rows .lit') ?? [])]
      .map(({ textContent }) => textContent)
      .join(''),
  );

/** @param {TestPage} page @param {string} text @param {string} [record] */
const judged = async (page, text, record = keyRecord(key)) => {
  await visit(page, `${server.url}/`);
  await give(page, text);
  await announced(page);
  await paste(page, record);
};

/** The numbers of the lines that are in the page. @param {TestPage} page @returns {Promise<number[]>} */
const lines = (page) =>
  page.evaluate(() =>
    [...(document.querySelector('waxseal-check')?.shadowRoot?.querySelectorAll('.rows .number') ?? [])].flatMap(
      ({ textContent }) => (textContent ? [Number(textContent)] : []),
    ),
  );

inBrowsers('the message itself', (browser) => {
  it('says beside the lines what is signed, and marks the end that l= leaves out', async () => {
    const page = await browser.page();
    await judged(page, committed('dkim-unsigned-body/message.eml'), committed('dkim-unsigned-body/zone.txt'));
    await open(page);
    const text = await page.text('.rows');
    assert.match(text, /signed\s*\d+\s*\?\s*From:/);
    assert.match(text, /after l=\s*\d+\s*And an advertisement\./);
    await page.click('[data-key=source-table] summary');
    await page.waitForText('.parts', /Header field From\s*\?\s*signed[^]*Body\s*signed[^]*Body\s*after l=/);
    assert.deepEqual(await page.axe(), []);
    await speak(page, 'ja');
    await page.waitForText('.rows', /l= の後\s*\d+\s*And an advertisement/);
    await page.waitForText('.chosen', '選択中の箇所');
  });

  it('leads from a finding to its octets, and from octets to what they belong to', async () => {
    const page = await browser.page();
    await visit(page, `${server.url}/`);
    await page.click('[data-key=sample-list-footer]');
    await settled(page);
    await explained(page);
    await open(page);
    assert.match(await page.text('.source-view'), /A footer was added at the end of the body\./);
    // Marks are in the order of the message, the footer last.
    await page.click('[data-key=source-previous]');
    await page.waitForText(
      '.chosen',
      /A footer was added[^]*nothing stood here[^]*matches once the changes that were found are undone/,
    );
    await page.waitFor(() => Boolean(document.querySelector('waxseal-check')?.shadowRoot?.querySelector('.rows .lit')));
    assert.match(await lit(page), /choir mailing list/);
    await page.focus('[data-key=mark-0]');
    await page.waitFor(() =>
      document
        .querySelector('waxseal-check')
        ?.shadowRoot?.querySelector('.rows .lit')
        ?.textContent?.includes('choir-bounces'),
    );
    await page.click('[data-key=field-0]');
    await page.waitForText('.chosen', /Return-Path[^]*The sender’s address in the envelope[^]*Can it be believed/);
    // A piece that nothing was found at.
    await page.click('.rows .row:nth-child(2) .piece');
    await page.waitForText('.chosen', /^The chosen piece\s*Received[^]*lines 2 to 4[^]*anybody on the way[^]*/);
    assert.deepEqual(await page.axe(), []);
  });

  it('is reached from the finding itself', async () => {
    const page = await browser.page();
    await judged(page, message.replace('Subject: Lunch', 'Subject: Dinner'));
    await explained(page);
    await through(page, 'evidence');
    await page.evaluate(() => {
      const button = [
        ...(document.querySelector('waxseal-check')?.shadowRoot?.querySelectorAll('.findings button') ?? []),
      ].find(({ textContent }) => textContent === 'Show in the e-mail');
      if (button instanceof HTMLElement) button.click();
    });
    await page.waitFor(() =>
      document.querySelector('waxseal-check')?.shadowRoot?.activeElement?.classList.contains('rows'),
    );
    await page.waitFor(() => Boolean(document.querySelector('waxseal-check')?.shadowRoot?.querySelector('.rows .lit')));
    assert.notEqual(await lit(page), '');
    assert.match(await page.text('.chosen'), /DKIM-Signature[^]*This field is signature 1 itself/);
  });

  it('holds no more of 25 MB in the page than is in sight, and moves by the keyboard', async () => {
    const page = await browser.page();
    await visit(page, `${server.url}/`);
    await page.evaluate((head) => {
      const line = `${'0123456789'.repeat(7)}\r\n`;
      const block = line.repeat(1000);
      const parts = Array.from({ length: Math.floor(25_000_000 / block.length) }, () => block);
      /** @type {any} */ (document.querySelector('waxseal-check')).source = new File(
        [head, ...parts, 'The last line.\r\n'],
        'large.eml',
      );
    }, message);
    await announced(page);
    await decline(page);
    await open(page);
    const count = () => page.count('.rows *');
    assert.ok((await count()) < MOST);
    assert.deepEqual((await lines(page)).slice(0, 3), [1, 2, 3]);
    await page.focus('.rows');
    await page.press('End');
    await page.waitForText('.rows', 'The last line.');
    const end = Math.max(...(await lines(page)));
    assert.equal(end, message.split('\n').length + 347 * 1000);
    assert.ok((await count()) < MOST);
    await page.press('ArrowUp');
    await page.press('PageUp');
    await still(page);
    assert.ok(Math.min(...(await lines(page))) < end - 20);
    await page.press('Home');
    await page.waitFor(
      () => document.querySelector('waxseal-check')?.shadowRoot?.querySelector('.rows .number')?.textContent === '1',
    );
    // By the scroll bar, somewhere in the middle.
    await page.evaluate(() => {
      const rows = document.querySelector('waxseal-check')?.shadowRoot?.querySelector('.rows');
      if (rows) rows.scrollTop = rows.scrollHeight / 2;
    });
    await page.waitFor(
      () =>
        Number(document.querySelector('waxseal-check')?.shadowRoot?.querySelector('.rows .number')?.textContent) >
        100_000,
    );
    await still(page);
    assert.ok((await count()) < MOST);
  });

  it('shows hostile text as text, and cuts a long line into rows', async () => {
    const page = await browser.page();
    const hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script>\u202Egnp.exe\u0007 ';
    await visit(page, `${server.url}/`);
    await give(page, `${letter('plain.example', []).replace('Lunch', hostile)}${hostile}${'x'.repeat(5000)}\r\n`);
    await announced(page);
    await decline(page);
    await open(page);
    assert.match(
      await page.text('.rows'),
      /<img src=x onerror="alert\(1\)"><script>alert\(2\)<\/script>⟨U\+202E⟩gnp\.exe⟨U\+0007⟩/,
    );
    assert.equal(await page.count('.source-view img, .source-view script, .source-view b'), 0);
    await page.focus('.rows');
    await page.press('End');
    await still(page);
    assert.match(await page.text('.rows'), /x{60,}\nx{60,}\n/);
    const width = await page.evaluate(() => {
      const rows = document.querySelector('waxseal-check')?.shadowRoot?.querySelector('.rows');
      return rows ? rows.scrollWidth - rows.clientWidth : -1;
    });
    assert.equal(width, 0);
    assert.deepEqual(
      page.messages().filter(({ type }) => type === 'pageerror' || type === 'dialog'),
      [],
    );
  });

  it('fits into 320 pixels', async () => {
    const page = await browser.page({ viewport: { width: 320, height: 700 } });
    await judged(page, message);
    await open(page);
    await page.click('[data-key=source-table] summary');
    await page.element('.parts');
    assert.equal(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      0,
    );
    assert.deepEqual(await page.axe(), []);
  });

  it('keeps nothing of a message that is gone', async () => {
    const page = await browser.page();
    await judged(page, message);
    await open(page);
    await page.click('[data-key=clear]');
    await page.waitFor(() => !document.querySelector('waxseal-check')?.shadowRoot?.querySelector('.letter'));
    assert.equal(
      await page.evaluate(() =>
        document
          .querySelector('waxseal-check')
          ?.shadowRoot?.querySelector('.source-view')
          ?.textContent?.includes('Lunch'),
      ),
      false,
    );
  });
});
