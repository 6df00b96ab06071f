// What is given to the page, kind by kind. P1–P3, P7.

import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';

import { startServer } from '../../tools/serve.mjs';
import { inBrowsers } from './harness.mjs';
import { committed, committedKey, keyRecord, letter, signed } from './mail.mjs';
import { startResolver } from './resolver/resolver.mjs';
import { txt } from './resolver/zone.mjs';
import {
  announced,
  announcedKeys,
  clear,
  consent,
  give,
  paste,
  settled,
  speak,
  state,
  through,
  visit,
} from './steps.mjs';

/** @typedef {import('./harness.mjs').TestPage} TestPage */

const MIB = 1024 * 1024;
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

/** What stands for each kind of file, from its first octets alone. @type {[string, string, Buffer, RegExp][]} */
const STRANGERS = [
  [
    'a picture',
    'picture.png',
    Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(4000, 7)]),
    /This is a picture/,
  ],
  [
    'a PDF',
    'mail.pdf',
    Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n', 'latin1'),
    /This is a PDF/,
  ],
  [
    'a web page',
    'mail.html',
    Buffer.from(
      '<!DOCTYPE html>\n<html><head><title>Mail</title></head><body><script>alert(1)</script></body></html>\n',
    ),
    /This is a web page/,
  ],
  [
    'an Outlook file',
    'mail.msg',
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4000)]),
    /Outlook \.msg file/,
  ],
  ['an archive', 'mail.zip', Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(4000)]), /ZIP archive/],
  [
    'prose',
    'note.txt',
    Buffer.from('Dear Bob,\n\nthe violets are in bloom again.\n\nAlice\n'),
    /This is the text of an e-mail as it is displayed/,
  ],
  [
    'noise',
    'noise.bin',
    Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 2654435761) >>> 13)),
    /does not look like the source of an e-mail/,
  ],
];

/** 25 MB that no generator has to send through the driver twice. */
const noise = () => {
  const octets = Buffer.allocUnsafe(25 * MIB);
  let word = 0x9e3779b9;
  for (let at = 0; at < octets.length; at += 4) {
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    octets.writeInt32LE(word, at);
  }
  return octets;
};

/** Notes how long the longest task of the page was, from now on. @param {TestPage} page */
const watch = (page) =>
  page.evaluate(() => {
    const seen = /** @type {any} */ (globalThis);
    seen.longest = 0;
    seen.beats = 0;
    setInterval(() => {
      seen.beats += 1;
    }, 20);
    if (PerformanceObserver.supportedEntryTypes.includes('longtask')) {
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
      }).observe({ type: 'longtask' });
    }
  });

/** @param {TestPage} page @returns {Promise<{ longest: number, beats: number }>} */
const watched = (page) =>
  page.evaluate(() => {
    const { longest, beats } = /** @type {any} */ (globalThis);
    return { longest, beats };
  });

/** Pastes a text that is made in the page: a letter, so many times. @param {TestPage} page @param {number} length */
const pasteRepeated = (page, length) =>
  page.evaluate((count) => {
    const area = document.querySelector('waxseal-check')?.shadowRoot?.querySelector('textarea');
    const data = new DataTransfer();
    data.setData('text/plain', 'x'.repeat(count));
    const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true, composed: true, clipboardData: data });
    Object.defineProperty(event, 'clipboardData', { value: data });
    area?.dispatchEvent(event);
  }, length);

inBrowsers('what is given', (browser) => {
  /** @param {string} [path] */
  const open = async (path = '') => {
    const page = await browser.page();
    await visit(page, `${server.url}/${path}`);
    return page;
  };

  it('P1: answers what is no message with one clear sentence', async () => {
    const page = await open();
    await page.click('button.primary');
    await page.waitForText('#trouble', 'Nothing was pasted.');
    for (const [what, name, content, sentence] of STRANGERS) {
      await page.click('[data-key=clear], [data-key=edit]');
      await page.upload('#file', [{ name, content }]);
      await page.waitForText('#trouble', sentence).catch((error) => assert.fail(`${what}: ${error.message}`));
      assert.equal(await page.count('.letter'), 0, what);
      assert.equal(await page.attribute('#trouble ~ .help', 'open'), '', what);
    }
    await page.click('[data-key=clear]');
    await page.upload('#file', [{ name: 'empty.eml', content: '' }]);
    await page.waitForText('#trouble', 'This file is empty.');
    assert.deepEqual(page.messages(), []);
  });

  it('says how to get the source once it is asked, for the program that is chosen', async () => {
    const page = await open();
    const isLoaded = () => page.requests().some(({ url }) => url.includes('howto'));
    assert.equal(isLoaded(), false);
    await page.click('.help summary');
    await page.waitForText('.help', 'Choose “Show original”.');
    await page.evaluate(() => {
      const select = document.querySelector('waxseal-check')?.shadowRoot?.querySelector('.help select');
      if (!(select instanceof HTMLSelectElement)) throw new Error('there is no choice');
      select.value = 'thunderbird';
      select.dispatchEvent(new Event('change'));
    });
    await page.waitForText('.help', 'then “View Source”');
    // A copy without a body offers the same, closed.
    await give(page, 'From: alice@plain.example\nSubject: Lunch\nDate: Mon, 23 Nov 2026 10:00:00 +0000\n');
    await page.element('.given ~ .help:not([open])');
    await page.click('.given ~ .help summary');
    await page.waitForText('.given ~ .help', 'then “View Source”');
    assert.deepEqual(page.messages(), []);
  });

  it('says so where these steps cannot be loaded', async () => {
    const page = await browser.page({ refuse: ['generated/howto.js'] });
    await visit(page, `${server.url}/`);
    await page.click('.help summary');
    await page.waitForText('.help [role=alert]', 'A part of this page could not be loaded');
  });

  it('P3: reads 25 MB of noise and survives', async () => {
    const page = await open();
    await watch(page);
    await page.upload('#file', [{ name: 'noise.eml', content: noise() }]);
    await page.waitForText(
      'waxseal-check',
      /does not look like the source|This e-mail is not signed|cannot be/,
      60_000,
    );
    const { longest, beats } = await watched(page);
    if (browser.name === 'chromium') console.log(`noise of 25 MiB: longest task of the page ${longest} ms`);
    assert.ok(beats > 0);
    await clear(page);
    await give(page, message);
    await announced(page);
    assert.deepEqual(page.messages(), []);
  });

  it('P2 P3: verifies a message of 25 MB and stays responsive', async () => {
    const page = await open('own-resolver.html');
    await watch(page);
    const line = `${'All work and no play makes Jack a dull boy. '.repeat(2).trim()}\r\n`;
    const large = signed(
      [{ key, domain: 'plain.example', selector: 's1' }],
      [
        ['From', 'Alice <alice@plain.example>'],
        ['Subject', 'Large'],
      ],
      line.repeat(Math.floor((25 * MIB) / line.length)),
    );
    await page.upload('#file', [{ name: 'large.eml', content: large }]);
    await consent(page, resolver.url);
    assert.equal(await state(page), 'pass');
    const { longest, beats } = await watched(page);
    if (browser.name === 'chromium') console.log(`message of 25 MiB: longest task of the page ${longest} ms`);
    assert.ok(beats > 0);
  });

  it('P3: refuses a paste over 25 MiB before reading it, and takes the next one', async () => {
    const page = await open();
    await pasteRepeated(page, 25 * MIB + 1);
    await page.waitForText('#trouble', 'Pasted text may have up to 25 MiB.');
    await clear(page);
    await pasteRepeated(page, 25 * MIB);
    await page.waitForText('#trouble', 'does not look like the source', 60_000);
  });

  it('P3: refuses a file over 64 MiB without opening it, and loses nothing that was entered', async () => {
    const page = await open();
    await page.fill('#source', 'What was entered by hand');
    const refused = await page.evaluate(() => {
      // Many times the same piece: no memory is needed for it.
      const piece = new Blob([new Uint8Array(1024 * 1024)]);
      const check = /** @type {any} */ (document.querySelector('waxseal-check'));
      return new Promise((resolve) => {
        check.addEventListener('error', (/** @type {CustomEvent} */ { detail }) => resolve(detail.code), {
          once: true,
        });
        check.source = new File([...Array(64).fill(piece), 'x'], 'large.eml');
      });
    });
    assert.equal(refused, 'too_large_file');
    assert.equal(await page.text('#trouble'), 'Files may have up to 64 MiB; this one is larger and was not opened.');
    assert.match(await page.text('.given'), /large\.eml/);
    assert.equal(await page.count('.letter'), 0);
    await page.click('[data-key=edit]');
    assert.equal(await page.text('#source'), 'What was entered by hand');
    await page.fill('#source', message);
    await page.click('button.primary');
    assert.deepEqual(await announcedKeys(page), ['s1._domainkey.plain.example']);
  });

  it('keeps the records that were entered on the way back to the text, until it is cleared', async () => {
    const page = await open();
    await page.fill('#source', message);
    await page.click('button.primary');
    await announced(page);
    await paste(page, keyRecord(key));
    await page.click('[data-key=edit]');
    await page.click('button.primary');
    await announced(page);
    assert.equal(await page.text('#record'), keyRecord(key));
    await page.click('[data-key=use-record]');
    await page.waitForText('#headline', 'Sent by plain.example: the domain in From is proven');
    await clear(page);
    await page.fill('#source', message);
    await page.click('button.primary');
    await announced(page);
    assert.equal(await page.text('#record'), '');
  });

  it('takes a message by drop, file picker and keyboard alike, octet by octet', async () => {
    const page = await open();
    const size = new RegExp(`${message.length.toLocaleString('en')} bytes`);
    await page.drop('#source', [{ name: 'dropped.eml', content: message }]);
    await page.waitForText('.given', size);
    await announced(page);
    await clear(page);
    await page.drop('body', [{ name: 'beside.eml', content: message }]);
    await page.waitForText('.given', /beside\.eml/);
    await announced(page);
    await clear(page);
    await page.upload('#file', [{ name: 'chosen.eml', content: message }]);
    await page.waitForText('.given', size);
    await announced(page);
    await clear(page);
    await page.pasteFiles('#source', [{ name: 'copied.eml', content: message }]);
    await page.waitForText('.given', size);
    assert.deepEqual(await announcedKeys(page), ['s1._domainkey.plain.example']);
    // CRLF arrived as CRLF.
    assert.doesNotMatch(await page.text('waxseal-check'), /LF alone/);
  });

  it('takes the plain text of what was copied, and says what to do where there is HTML alone', async () => {
    const page = await open();
    const html = '<meta charset="utf-8"><div dir="ltr">From: <b>Alice</b><img src="https://leak.evil.example/p"></div>';
    // Line ends are the clipboard's own here.
    await page.paste('#source', { 'text/plain': message, 'text/html': html });
    assert.deepEqual(await announcedKeys(page), ['s1._domainkey.plain.example']);
    await clear(page);
    await page.paste('#source', { 'text/html': html });
    await page.waitForText(
      '#trouble',
      'This is a web page, not the source of an e-mail. Please open the source of the e-mail (“Show original” in Gmail, “View message source” in Outlook)',
    );
    await clear(page);
    // What a mail program displays, copied from its page.
    const shown =
      'From: Alice <alice@plain.example>\nSent: Monday, November 23, 2026 10:00 AM\nTo: Bob\nSubject: Lunch\n\nAre we hungry yet?\n';
    await page.paste('#source', { 'text/plain': shown, 'text/html': html });
    await page.waitForText('#trouble', 'This is the text of an e-mail as it is displayed.');
    // It is kept, to be mended by hand.
    await page.click('[data-key=edit]');
    assert.match(await page.text('#source'), /^From: Alice [^]*Are we hungry yet\?$/);
    assert.deepEqual(
      page.requests().filter(({ url }) => !url.startsWith(server.url)),
      [],
    );
  });

  it('says what is missing where a signature was pasted without its fields', async () => {
    const page = await open();
    await give(page, message.slice(0, message.indexOf('h=')));
    await page.waitForText('.letter', 'The signature itself is cut off, and From is missing. Paste the whole source');
    await clear(page);
    await give(page, message.slice(0, message.indexOf('\r\nFrom: ') + 2));
    await page.waitForText('#headline', 'the signature of plain.example was pasted without fields that it covers');
    assert.equal(await state(page), 'unknown');
    assert.match(
      await page.text('.letter'),
      /none of which is here: From, To, Subject, Date, Message-ID\. Paste the whole source/,
    );
    assert.match(await page.text('#behind-genuine'), /this copy does not hold enough/);
    await page.waitForText('#door-domain', 'From is missing in this copy');
    await through(page, 'domain');
    await page.click('[data-key=check-domain]');
    await page.waitForText('#headline', 'What plain.example publishes');
    await page.click('[data-key=edit]');
    assert.match(await page.text('#source'), /^DKIM-Signature: /);
  });

  it('offers the domain of an address that stands alone, and loses nothing', async () => {
    const page = await open();
    for (const address of ['info@plain.example', '"Info, sales" <info@plain.example>']) {
      await page.fill('#source', address);
      await page.click('button.primary');
      await page.waitForText('#trouble', 'This is an e-mail address.');
      await page.waitForText('[data-key=check-domain]', 'Check the domain plain.example');
      await page.click('[data-key=check-domain]');
      await page.waitForText('#headline', 'What plain.example publishes');
      await page.click('[data-key=edit]');
      assert.equal(await page.text('#source'), address);
    }
  });

  it('offers the domain that a URL or a record names, and keeps the record', async () => {
    const page = await open();
    const record = `s1._domainkey.plain.example. IN TXT "${keyRecord(key)}"`;
    for (const [given, sentence] of /** @type {const} */ ([
      ['https://plain.example/path', 'the address of a web page or a server'],
      [record, 'This is a DNS record, not an e-mail.'],
    ])) {
      await page.fill('#source', given);
      await page.click('button.primary');
      await page.waitForText('#trouble', sentence);
      await page.waitForText('[data-key=check-domain]', 'Check the domain plain.example');
      await page.click('[data-key=check-domain]');
      await page.waitForText('#headline', 'What plain.example publishes');
      if (given === record) assert.equal(await page.text('#record'), record);
      await page.click('[data-key=edit]');
      assert.equal(await page.text('#source'), given);
    }
    await page.fill('#source', '192.0.2.1');
    await page.click('button.primary');
    await page.waitForText('#trouble', 'neither an e-mail nor a domain name');
    assert.equal(await page.count('[data-key=check-domain]'), 0);
    await page.click('[data-key=edit]');
    assert.equal(await page.text('#source'), '192.0.2.1');
  });

  it('copies a corrected record, or selects it where the browser refuses', async () => {
    const page = await open();
    await give(page, committed('dkim-key-escaped-semicolon/message.eml'));
    await announced(page);
    await paste(page, committed('dkim-key-escaped-semicolon/zone.txt'));
    await through(page, 'domain');
    const record = await page.text('.copy .box');
    assert.match(record, /^v=DKIM1; [^\\]*p=/);
    await page.evaluate(() => {
      const details = document.querySelector('waxseal-check')?.shadowRoot?.querySelector('.consent details');
      if (details instanceof HTMLDetailsElement) details.open = true;
    });
    await page.click('.copy button');
    await page.waitForText('.copy [role=status]', 'Copied.');
    await page.pasteCopied('#record');
    assert.equal(await page.text('#record'), record);
    await page.fill('#record', '');
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await page.click('.copy button');
    await page.waitForText('.copy [role=status]', 'The text is selected');
    await page.copy();
    await page.pasteCopied('#record');
    assert.equal((await page.text('#record')).trim(), record);
  });

  it('P7: keeps pasted line ends, and says which ones it had to mend', async () => {
    const page = await open();
    await give(page, message);
    await announced(page);
    assert.doesNotMatch(await page.text('waxseal-check'), /LF alone/);
    await clear(page);
    await give(page, message.replaceAll('\r\n', '\n'));
    await announced(page);
    assert.match(await page.text('waxseal-check'), /All lines end with LF alone/);
    // A file was not copied: nothing says that it was.
    await clear(page);
    await page.upload('#file', [{ name: 'saved.eml', content: message.replaceAll('\r\n', '\n') }]);
    await announced(page);
    assert.match(await page.text('waxseal-check'), /All lines end with LF alone, as in pasted text and in files/);
    assert.doesNotMatch(await page.text('waxseal-check'), /a copy (?:always )?loses/);
  });

  it('shows the examples’ verdicts in both languages', async () => {
    const page = await open();
    const wanted = {
      pass: ['pass', 'Sent by hanamizu.example: the domain in From is proven, it signed this e-mail.'],
      'list-footer': ['warn', 'Signed by violets.example; changed afterwards: a footer was added (proven).'],
      forged: ['alien', 'Signed by evil.example, not by bank.example.'],
    };
    for (const [sample, [expected, headline]] of Object.entries(wanted)) {
      await page.click(`[data-key=sample-${sample}]`);
      await settled(page);
      await page.waitForText('#headline', headline ?? '');
      assert.equal(await state(page), expected);
      await speak(page, 'ja');
      await page.waitForText('#headline', /[\u3041-\u30ff]/);
      assert.equal(await state(page), expected);
      const japanese = await page.text('#headline');
      for (const domain of headline?.match(/[a-z]+\.example/g) ?? []) assert.ok(japanese.includes(domain), japanese);
      await speak(page, 'en');
      await page.waitForText('#headline', headline ?? '');
      await clear(page);
    }
  });
});
