// Why a signature fails, and what copying and wrapping up have hidden.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, it } from 'node:test';

import { startServer } from '../../tools/serve.mjs';
import { inBrowsers } from './harness.mjs';
import { committed, committedKey, keyRecord, letter } from './mail.mjs';
import { announced, announcedKeys, clear, explained, give, paste, speak, state, through, visit } from './steps.mjs';

const key = committedKey('rsa2048');
const message = letter('plain.example', [{ key, selector: 's1' }]);
const quoted = (/** @type {string} */ text) => `> ${text.replaceAll('\n', '\n> ')}`;

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
before(async () => {
  server = await startServer();
});
after(() => server?.close());

/** Keeps the search from beginning, until `unmute` is called. @param {import('./harness.mjs').TestPage} page */
const mute = (page) =>
  page.evaluate(() => {
    const { postMessage } = Worker.prototype;
    /** @type {any} */ (globalThis).unmute = () => {
      Worker.prototype.postMessage = postMessage;
    };
    Worker.prototype.postMessage = function post(/** @type {any} */ data) {
      if (data.method !== 'diagnose') postMessage.call(this, data);
    };
  });

inBrowsers('an explanation', (browser) => {
  /** @param {string[]} [refuse] */
  const open = async (refuse = []) => {
    const page = await browser.page({ refuse });
    await visit(page, `${server.url}/`);
    return page;
  };
  /** @param {import('./harness.mjs').TestPage} page @param {string} text @param {string} [record] */
  const judged = async (page, text, record = keyRecord(key)) => {
    await give(page, text);
    await announced(page);
    await paste(page, record);
  };

  it('proves the footer of the example, in both languages', async () => {
    const page = await open();
    await page.click('[data-key=sample-list-footer]');
    await explained(page);
    assert.equal(await state(page), 'warn');
    assert.match(
      await page.text('.letter'),
      /Signed by violets\.example; changed afterwards: a footer was added \(proven\)[^]*choir mailing list -- /,
    );
    await speak(page, 'ja');
    await page.waitForText('#headline', '署名した後に変更されています：フッターの追加（証明済み）。');
    assert.match(await page.text('.letter'), /本文の末尾にフッターが加えられました。/);
    assert.deepEqual(await page.axe(), []);
  });

  it('begins no line of the headline with the punctuation after a domain', async () => {
    for (const width of [320, 360, 400]) {
      const page = await browser.page({ viewport: { width, height: 800 } });
      await visit(page, `${server.url}/`);
      await page.click('[data-key=sample-list-footer]');
      await explained(page);
      const isBeside = await page.evaluate(() => {
        const kept = document.querySelector('waxseal-check')?.shadowRoot?.querySelector('#headline .kept');
        const chip = kept?.querySelector('bdi')?.getBoundingClientRect();
        if (!kept?.lastChild || !chip) return false;
        const range = document.createRange();
        range.selectNodeContents(kept.lastChild);
        const mark = range.getBoundingClientRect();
        return range.toString() === ';' && mark.left >= chip.right - 1 && mark.top < chip.bottom;
      });
      assert.ok(isBeside, `${width} pixels`);
    }
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
    assert.match(
      await page.text('.letter > .explanation'),
      /\d+ kinds of change [^]*the body never matched[^]*The header is as the domain signed it[^]*What the body was then is not known/,
    );
  });

  it('says so where the search came to its limit, and where another key was used', async () => {
    const page = await open();
    await judged(
      page,
      committed('diagnosis-body-cut-short/message.eml'),
      committed('diagnosis-body-cut-short/zone.txt'),
    );
    await explained(page);
    assert.match(
      await page.text('.letter > .explanation'),
      /No usual change to the body was found that explains this\. The search stopped at its limit before everything was tried \([\d,]+ bytes hashed\)/,
    );
    for (const name of ['rsa1024', 'rsa2048-other']) {
      await clear(page);
      await judged(page, letter('plain.example', [{ key: committedKey(name), selector: 's1' }]));
      await explained(page);
      assert.match(
        await page.text('#headline'),
        /The key that you pasted does not fit the signature of plain\.example\./,
      );
      assert.match(
        await page.text('.letter > .explanation'),
        /Check that the record belongs to the selector named in the signature/,
      );
      assert.doesNotMatch(await page.text('.letter > .explanation'), /kinds of change/);
      await through(page, 'evidence');
      assert.match(await page.text('.checks'), /Key\s*does not fit/);
      assert.equal(await state(page), 'fail');
    }
  });

  it('leaves it to the key’s own finding to say what is wrong with it', async () => {
    const page = await open();
    await judged(page, committed('dkim-key-revoked/message.eml'), committed('dkim-key-revoked/zone.txt'));
    await page.waitFor(() => !document.querySelector('waxseal-check')?.shadowRoot?.querySelector('.letter .search'));
    assert.match(await page.text('.letter'), /The record that you pasted holds no key/);
    assert.equal(await page.count('.explanation'), 0);
    assert.doesNotMatch(await page.text('[role=status]'), /cause/);
  });

  it('marks a change by more than its colour, and shows all of it where that is wanted', async () => {
    const page = await open();
    await judged(page, `${message}${'-- \r\nThe choir of the town hall\r\n'.repeat(12)}`);
    await explained(page);
    assert.match(await page.text('.difference'), /Added on the way[^]*\[arrived:\s*-- [^]*↵/);
    await page.click('.difference summary');
    const box = await page.evaluate(() => {
      const shown = document.querySelector('waxseal-check')?.shadowRoot?.querySelector('.difference details .box');
      const mark = shown?.querySelector('ins');
      return (
        shown &&
        mark && {
          line: getComputedStyle(mark).textDecorationLine,
          lines: mark.textContent?.match(/The choir/g)?.length,
          hidden: shown.scrollHeight - shown.clientHeight,
        }
      );
    });
    assert.deepEqual(box, { line: 'underline', lines: 12, hidden: 0 });
    // A copy whose line ends were all mended shows the same.
    await clear(page);
    await judged(page, `${message}${'-- \r\nThe choir of the town hall\r\n'.repeat(12)}`.replaceAll('\r\n', '\n'));
    await explained(page);
    const marks = await page.text('.difference');
    assert.match(marks, /\[arrived:\s*-- [^]*↵/);
    assert.doesNotMatch(marks, /⟨LF⟩/);
  });

  it('ends a search that is cancelled, and begins it again', async () => {
    const page = await open();
    await mute(page);
    await judged(page, quoted(message.replace('Subject: Lunch', 'Subject: [choir] Lunch')));
    await page.waitForText('.letter .search', 'Looking for the cause');
    await page.click('[data-key=search]');
    await page.waitForText('.letter .search', 'cancelled');
    assert.equal(await state(page), 'fail');
    // What had repaired the source was ended with the search.
    await page.evaluate(() => /** @type {any} */ (globalThis).unmute());
    await page.click('[data-key=search]');
    await explained(page);
    assert.match(await page.text('.which'), /from Alice <alice@plain\.example>\.[^]*The quote mark > was removed/);
    assert.equal(await state(page), 'warn');
  });
});

inBrowsers('a repaired source', (browser) => {
  /** @param {string} text @param {string[]} [refuse] */
  const given = async (text, refuse = []) => {
    const page = await browser.page({ refuse });
    await visit(page, `${server.url}/`);
    await give(page, text);
    return page;
  };

  it('says above the verdict what was undone', async () => {
    const page = await given(quoted(message));
    assert.deepEqual(await announcedKeys(page), ['s1._domainkey.plain.example']);
    assert.match(
      await page.text('.which'),
      /Checked: the e-mail from Alice <alice@plain\.example>\.[^]*The quote mark > was removed from the start of \d+ lines\./,
    );
    await paste(page, keyRecord(key));
    assert.equal(await state(page), 'pass');
    const order = await page.evaluate(() =>
      [...(document.querySelector('waxseal-check')?.shadowRoot?.querySelectorAll('.which, #headline') ?? [])].map(
        ({ className, id }) => className || id,
      ),
    );
    assert.deepEqual(order, ['which', 'headline']);
    assert.deepEqual(await page.axe(), []);
    await clear(page);
    await page.upload('#file', [
      { name: 'mail.msg', content: readFileSync(new URL('../cases/paste-outlook-msg/message.eml', import.meta.url)) },
    ]);
    await page.waitForText(
      '.which',
      /Checked: the header in this Outlook \.msg file, from [^]*the body cannot be tested/,
    );
  });

  it('judges the mail that is attached, and the one around it where that is chosen', async () => {
    const page = await given(committed('paste-attached/message.eml'));
    await announced(page);
    await paste(page, committed('paste-attached/zone.txt'));
    assert.match(await page.text('.which'), /attached to the one that you gave, from Alice <alice@sender\.example>/);
    await page.click('.which summary');
    await page.click('[data-key=mail-1]');
    await page.waitForText('#headline', 'Cannot be tested: this e-mail is not signed');
    assert.match(await page.text('.which'), /Checked: the outer e-mail, from postmaster@receiver\.example/);
    await page.click('[data-key=mail-0]');
    await page.waitForText('#headline', 'Sent by sender.example: the domain in From is proven, it signed this e-mail.');
    assert.equal(await page.attribute('[data-key=mail-0]', 'aria-current'), 'true');
  });

  it('offers the mails of an mbox, by the keyboard too', async () => {
    const other = letter('other.example', [{ key, selector: 's2' }]).replace('Bob <bob@', '<b>Bob</b> <bob@');
    const page = await given([message, other].map((one) => `From - Mon Nov 23 10:00:00 2026\r\n${one}\r\n`).join(''));
    assert.deepEqual(await announcedKeys(page), ['s1._domainkey.plain.example']);
    assert.match(await page.text('.which'), /E-mail 1 of 2, from Alice <alice@plain\.example>\./);
    assert.match(
      await page.text('.mails li:nth-child(2)'),
      /Lunch[^]*Alice <alice@other\.example>[^]*Mon, 23 Nov 2026/,
    );
    await page.focus('[data-key=mail-1]');
    await page.press('Enter');
    await page.waitForText('.which', 'E-mail 2 of 2');
    assert.deepEqual(await announcedKeys(page), ['s2._domainkey.other.example']);
    await speak(page, 'ja');
    await page.waitForText('.which', '全 2 通のうち 2 通目のメール');
    assert.deepEqual(await page.axe(), []);
  });
});
