// Which characters the page shows as an escape: all of Unicode's are fetched where a text has others than ASCII, and
// nowhere else.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, it } from 'node:test';

import { startServer } from '../../tools/serve.mjs';
import { inBrowsers } from './harness.mjs';
import { committedKey, keyRecord, signed } from './mail.mjs';
import { announced, decline, explained, give, paste, speak, takeAlong, through, visit } from './steps.mjs';

/** @typedef {import('./harness.mjs').TestPage} TestPage */

const TABLE = 'generated/escaped.js';
/** Unassigned in the version that the page knows, as UTF-8. */
const GAP = '\u0378';
/** As much as is shown of a message before anything of it is opened. */
const PREVIEW = 1200;

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
before(async () => {
  server = await startServer();
});
after(() => server?.close());

/** @param {string} subject @param {string} body */
const mail = (subject, body) =>
  signed(
    [{ key: committedKey('rsa2048'), domain: 'plain.example', selector: 's1' }],
    [
      ['From', 'Alice <alice@plain.example>'],
      ['To', 'Bob <bob@receiver.example>'],
      ['Subject', subject],
      ['Date', 'Mon, 23 Nov 2026 10:00:00 +0000'],
    ],
    body,
  );
/** @param {string} text */
const encoded = (text) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

/** @param {TestPage} page */
const fetched = (page) => page.requests().filter(({ url }) => url.endsWith(TABLE)).length;

/** @param {TestPage} page @param {string} text */
const judged = async (page, text) => {
  await visit(page, `${server.url}/`);
  await give(page, text);
  await announced(page);
  await decline(page);
};

/** Opens the message behind the last door. @param {TestPage} page */
const openSource = async (page) => {
  await through(page, 'evidence');
  await page.click('#octets');
  await page.element('.rows .line');
};

/** What the page copies as Markdown, with the subject. @param {TestPage} page @returns {Promise<string>} */
const copied = async (page) => {
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', {
      value: {
        writeText: async (/** @type {string} */ text) => {
          /** @type {any} */ (globalThis).copied = text;
        },
      },
    });
  });
  await takeAlong(page);
  await page.click('[data-key=hide-subject]');
  await page.click('[data-key=copy-markdown]');
  await page.waitFor(() => Boolean(/** @type {any} */ (globalThis).copied));
  return page.evaluate(() => /** @type {any} */ (globalThis).copied);
};

inBrowsers('characters', (browser) => {
  it('are fetched for no mail in ASCII, whatever is opened of it', async () => {
    const page = await browser.page();
    await judged(page, mail('Lunch', 'Are we hungry yet?\r\n'));
    await openSource(page);
    await page.waitForText('.rows', /hungry/);
    await copied(page);
    assert.equal(fetched(page), 0);
  });

  it('that no version of Unicode has assigned are escapes in the result and in what is taken along', async () => {
    const page = await browser.page();
    await judged(page, mail(encoded(`Lunch${GAP}é`), 'Are we hungry yet?\r\n'));
    await page.waitForText('.claims', 'Lunch⟨U+0378⟩é');
    assert.equal(fetched(page), 1);
    assert.match(await copied(page), /`Lunch⟨U\+0378⟩é`/);
  });

  it('are fetched where the message itself is opened, if only that has some beyond ASCII', async () => {
    const text = mail('Lunch', `${`${'.'.repeat(70)}\r\n`.repeat(10)}hungry${GAP}?\r\n`);
    assert.ok(text.indexOf(GAP) > PREVIEW);
    const page = await browser.page();
    await visit(page, `${server.url}/`);
    await page.upload('#file', [{ name: 'lunch.eml', content: text }]);
    await announced(page);
    await decline(page);
    assert.equal(fetched(page), 0);
    await openSource(page);
    await page.waitForText('.rows', 'hungry⟨U+0378⟩?');
    assert.equal(fetched(page), 1);
  });

  it('are fetched where only another mail of several, or only what was changed, has some beyond ASCII', async () => {
    const page = await browser.page();
    await visit(page, `${server.url}/`);
    const mails = [mail('Lunch', 'Are we hungry yet?\r\n'), mail(encoded(`Lunch${GAP}`), 'Are we hungry yet?\r\n')];
    await give(page, mails.map((one) => `From - Mon Nov 23 10:00:00 2026\r\n${one}\r\n`).join(''));
    await announced(page);
    await page.waitForText('.mails', 'Lunch⟨U+0378⟩');
    const other = await browser.page();
    await visit(other, `${server.url}/`);
    const text = mail('Lunch', `${'.'.repeat(70)}\r\n`.repeat(10));
    assert.ok(text.length > PREVIEW);
    await other.upload('#file', [{ name: 'lunch.eml', content: `${text}-- \r\nhungry${GAP}?\r\n` }]);
    await announced(other);
    assert.equal(fetched(other), 0);
    await paste(other, keyRecord(committedKey('rsa2048')));
    await explained(other);
    await other.waitForText('.difference', 'hungry⟨U+0378⟩?');
  });

  it('that do harm are escapes even where the table is out of reach', async () => {
    const page = await browser.page({ refuse: [TABLE] });
    await judged(page, mail(encoded(`Lunch\u202e${GAP}`), 'Are we hungry yet?\r\n'));
    await page.waitForText('.claims', `Lunch⟨U+202E⟩${GAP}`);
    assert.ok(fetched(page) > 0);
    assert.deepEqual(
      page.messages().filter(({ type }) => type === 'pageerror'),
      [],
    );
  });

  it('keep no result waiting for good, and are learnt once they come', async () => {
    /** @type {(() => void)[]} */
    const held = [];
    const slow = createServer(async (_, response) => {
      await new Promise((resolve) => {
        held.push(() => resolve(undefined));
      });
      const answer = await fetch(`${server.url}/${TABLE}`);
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(await answer.text());
    });
    await new Promise((resolve) => {
      slow.listen(0, '127.0.0.1', () => resolve(undefined));
    });
    try {
      const { port } = /** @type {import('node:net').AddressInfo} */ (slow.address());
      const page = await browser.page({ relay: { [`${server.url}/${TABLE}`]: `http://127.0.0.1:${port}/` } });
      await judged(page, mail(encoded(`Lunch${GAP}é`), 'Are we hungry yet?\r\n'));
      await page.waitForText('.claims', `Lunch${GAP}é`);
      assert.equal(held.length, 1);
      for (const release of held) release();
      // The page waits for the same module.
      await page.waitFor(async (url) => Boolean(await import(url)), `${server.url}/${TABLE}`);
      await speak(page, 'ja');
      await page.waitForText('.claims', 'Lunch⟨U+0378⟩é');
    } finally {
      for (const release of held) release();
      slow.close();
    }
  });
});
