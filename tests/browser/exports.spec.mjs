// What a reader takes along in the real page, and what becomes of it when it comes back.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, it } from 'node:test';

import { startServer } from '../../tools/serve.mjs';
import { inBrowsers } from './harness.mjs';
import { committed, committedKey, keyRecord, letter } from './mail.mjs';
import { startResolver } from './resolver/resolver.mjs';
import { txt } from './resolver/zone.mjs';
import {
  announced,
  announcedKeys,
  clear,
  consent,
  decline,
  dress,
  give,
  paste,
  speak,
  state,
  takeAlong,
  visit,
} from './steps.mjs';

/** @import { TestPage } from './harness.mjs' */

const key = committedKey('rsa2048');
/** From the narrowest to the widest. */
const SIZES = /** @type {const} */ ([
  [320, 480],
  [320, 568],
  [360, 640],
  [390, 844],
  [600, 400],
  [768, 1024],
  [1024, 600],
  [1280, 720],
  [1366, 768],
  [1920, 1080],
  [2560, 1440],
]);

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
/** @type {Awaited<ReturnType<typeof startResolver>>} */
let resolver;
before(async () => {
  server = await startServer();
  resolver = await startResolver({
    zones: { 'plain.example': [`s1._domainkey TXT ${txt(keyRecord(key))}`, '_dmarc TXT "v=DMARC1; p=reject"'] },
  });
});
after(() => Promise.all([server?.close(), resolver?.stop()]));

/**
 * Notes reports, files that are handed to the browser, and texts that are copied.
 * @param {TestPage} page
 * @param {{ mayCopy?: boolean }} [options]
 */
const note = (page, { mayCopy = true } = {}) =>
  page.evaluate((may) => {
    const noted = /** @type {any} */ (globalThis);
    noted.reports = [];
    noted.files = [];
    noted.copied = [];
    document
      .querySelector('waxseal-check')
      ?.addEventListener('report', (event) => noted.reports.push(/** @type {CustomEvent} */ (event).detail));
    const create = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      if (!(/** @type {Blob} */ (blob).type.includes('javascript'))) noted.files.push(blob);
      return create(blob);
    };
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () {
      noted.name = this.download;
      click.call(this);
    };
    Object.defineProperty(navigator, 'clipboard', {
      value: {
        writeText: async (/** @type {string} */ text) => {
          if (!may) throw new DOMException('', 'NotAllowedError');
          noted.copied.push(text);
        },
      },
    });
  }, mayCopy);

/** The text of the file that a button hands over. @param {TestPage} page @param {string} format */
const saved = async (page, format) => {
  const before = await page.evaluate(() => /** @type {any} */ (globalThis).files.length);
  await page.click(`[data-key=save-${format}]`);
  await page.waitFor((count) => /** @type {any} */ (globalThis).files.length > count, before);
  return page.evaluate(async () => {
    const { files, name } = /** @type {any} */ (globalThis);
    return { name: /** @type {string} */ (name), text: /** @type {string} */ (await files.at(-1).text()) };
  });
};

/** The last report, as JSON. @param {TestPage} page @returns {Promise<string>} */
const lastReport = (page) => page.evaluate(() => JSON.stringify(/** @type {any} */ (globalThis).reports.at(-1).report));

inBrowsers('what is taken along', (browser) => {
  /** @param {string} path @param {{ mayCopy?: boolean, width?: number }} [options] */
  const open = async (path, { mayCopy = true, width = 1280 } = {}) => {
    const page = await browser.page({ viewport: { width, height: 900 } });
    await visit(page, `${server.url}/${path}`);
    await note(page, { mayCopy });
    return page;
  };

  /** Answers of a real resolver, and a file of them. */
  const evidence = async () => {
    const page = await open('own-resolver.html');
    await give(page, letter('plain.example', [{ key, selector: 's1' }]));
    await consent(page, resolver.url);
    assert.equal(await state(page), 'pass');
    await takeAlong(page);
    return { page, report: await lastReport(page), ...(await saved(page, 'evidence')) };
  };

  it('is an evidence file that gives the very report when it comes back, is marked as one, and asks nothing', async () => {
    const { report, name, text } = await evidence();
    assert.match(name, /^waxseal-\d{4}-\d\d-\d\d\.waxseal\.json$/);
    const asked = (await resolver.log()).length;
    /** @type {((page: TestPage) => Promise<void>)[]} */
    const ways = [
      (page) => page.drop('.sheet', [{ name, content: text }]),
      (page) => page.upload('#file', [{ name, content: text }]),
      (page) => give(page, text),
    ];
    for (const way of ways) {
      const page = await open('own-resolver.html', { width: 320 });
      await way(page);
      await page.element('.banner');
      await page.waitFor(() => /** @type {any} */ (globalThis).reports.length > 0);
      assert.equal(await lastReport(page), report);
      assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).reports.at(-1).fromEvidenceFile), true);
      assert.match(
        await page.text('.banner'),
        /^Judged from an evidence file\n.*Nothing was asked now, and whoever made the file could have changed/s,
      );
      assert.ok(
        await page.evaluate(() => {
          const root = document.querySelector('waxseal-check')?.shadowRoot;
          const [banner, letter] = ['.banner', '.letter'].map((selector) => root?.querySelector(selector));
          return banner && letter && (banner.compareDocumentPosition(letter) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
        }),
      );
      assert.equal(await page.count('[data-key=ask], [data-key=ask-again], [data-key=use-record]'), 0);
      await takeAlong(page);
      assert.equal((await saved(page, 'evidence')).text, text);
      assert.match((await saved(page, 'markdown')).text, /Judged from an evidence file/);
      assert.equal(JSON.parse((await saved(page, 'json')).text).from_evidence_file, true);
      assert.deepEqual(
        page.requests().filter(({ url }) => !url.startsWith(server.url) && !url.startsWith('blob:')),
        [],
      );
      assert.deepEqual(await page.axe(), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      await speak(page, 'ja');
      await page.waitForText('.banner', '証拠ファイルによる判定です');
      assert.deepEqual(await page.axe(), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    }
    assert.equal((await resolver.log()).length, asked);
  });

  it('says within its verdict that the file says so, at every size, wherever the page is scrolled to, and in no green', async () => {
    const { name, text } = await evidence();
    const page = await open('own-resolver.html');
    await page.upload('#file', [
      { name, content: text.replaceAll(resolver.url, 'https://cloudflare-dns.com/dns-query') },
    ]);
    await page.element('.letter');
    await page.waitFor(() => /** @type {any} */ (globalThis).reports.length > 0);
    for (const [language, says, mark] of /** @type {const} */ ([
      ['en', /The file says:\s*Verified/, /^From an evidence file/],
      ['ja', /ファイルの記載：\s*検証済み/, /^証拠ファイルによる判定です/],
    ])) {
      await speak(page, language);
      await page.waitForText('.letter .stamp', says);
      assert.match(
        await page.text('.letter'),
        language === 'en' ? /The file says: answered by Cloudflare/ : /ファイルの記載：.*Cloudflare/,
      );
      await page.waitForText('#door-genuine', language === 'en' ? /The file says:/ : /ファイルの記載：/);
      for (const theme of /** @type {const} */ (['light', 'dark'])) {
        await dress(page, theme);
        for (const [width, height] of SIZES) {
          await (page.browser === 'chromium'
            ? page.page.setViewportSize({ width, height })
            : page.page.setViewport({ width, height }));
          const found = await page.evaluate(async () => {
            const root = /** @type {ShadowRoot} */ (document.querySelector('waxseal-check')?.shadowRoot);
            const [letter, headline, wax] = ['.letter', '#headline', '.letter .wax'].map(
              (selector) => /** @type {HTMLElement} */ (root.querySelector(selector)),
            );
            const described = root.getElementById(headline?.getAttribute('aria-describedby') ?? '');
            if (!letter || !headline || !wax || !described) throw new Error('no mark');
            /** @type {string[]} */
            const unseen = [];
            /** @type {(() => void)[]} */
            const ways = [
              .../** @type {const} */ (['start', 'center', 'end']).flatMap((block) =>
                [letter, headline].map((element) => () => element.scrollIntoView({ block, behavior: 'instant' })),
              ),
              () => scrollTo({ top: scrollY + headline.getBoundingClientRect().bottom - 8, behavior: 'instant' }),
            ];
            for (const way of ways) {
              way();
              await new Promise((resolve) => {
                requestAnimationFrame(() => resolve(undefined));
              });
              const { top, bottom, left, right } = described.getBoundingClientRect();
              const said = headline.getBoundingClientRect();
              const isSaid = said.bottom > 0 && said.top < innerHeight;
              const isSeen =
                top >= -1 &&
                bottom <= innerHeight + 1 &&
                left >= 0 &&
                right <= innerWidth &&
                root.elementFromPoint((left + right) / 2, (top + bottom) / 2) === described;
              if (isSaid && !isSeen)
                unseen.push(`${Math.round(top)} to ${Math.round(bottom)}, headline from ${Math.round(said.top)}`);
            }
            const style = getComputedStyle(wax);
            return {
              unseen,
              described: described.textContent,
              isInside: letter.contains(described),
              fill: style.fill,
              stroke: style.stroke,
              ink: getComputedStyle(described).color,
              paper: getComputedStyle(letter).backgroundColor,
              state: getComputedStyle(/** @type {Element} */ (root.querySelector('.stamp .state'))).color,
              wide: document.documentElement.scrollWidth > innerWidth,
            };
          });
          const where = `${language} ${theme} ${width}×${height}`;
          assert.deepEqual(found.unseen, [], where);
          assert.match(found.described ?? '', mark);
          assert.ok(found.isInside && !found.wide, where);
          // The colour of the mark, on paper.
          assert.deepEqual([found.stroke, found.state, found.fill], [found.ink, found.ink, found.paper], where);
        }
      }
    }
    assert.deepEqual(await page.axe(), []);
  });

  it('is left behind once the DNS is to be asked again: nothing is asked before the reader agrees', async () => {
    const { name, text } = await evidence();
    const page = await open('own-resolver.html');
    const forged = text.replace(
      /\["addWire".*\n/,
      (line) => `["setEnvelope","192.0.2.1",null,"x@plain.example",null],\n${line}`,
    );
    await page.upload('#file', [{ name, content: forged }]);
    await takeAlong(page);
    await page.focus('[data-key=ask-afresh]');
    await page.press('Enter');
    await page.waitFor(() => !document.querySelector('waxseal-check')?.shadowRoot?.querySelector('.banner'));
    assert.deepEqual(await announcedKeys(page), ['s1._domainkey.plain.example']);
    assert.equal(await page.count('.banner'), 0);
    assert.equal(await state(page), 'pending');
    assert.deepEqual(
      page.requests().filter(({ url }) => url.startsWith(resolver.url)),
      [],
    );
    await consent(page, resolver.url);
    assert.equal(await state(page), 'pass');
    const { report, fromEvidenceFile } = await page.evaluate(() => /** @type {any} */ (globalThis).reports.at(-1));
    assert.equal(fromEvidenceFile, false);
    assert.equal(report.envelope.client, null);
  });

  it('says in a sentence what is no sound evidence file', async () => {
    const { text } = await evidence();
    const page = await open('');
    for (const [content, sentence] of /** @type {const} */ ([
      [text.replace('addWire', 'adWire'), 'is damaged'],
      [text.replace('"told":[', '"told":[\n["choose",5],'), 'is damaged'],
      [text.replace('"version":1', '"version":2'), 'made by a newer Waxseal'],
    ])) {
      await give(page, content);
      await page.waitForText('#trouble', sentence);
      assert.equal(await page.count('.letter, .banner'), 0);
      await clear(page);
    }
  });

  it('hides what a ticket need not hold, unless the reader wants it', async () => {
    const page = await open('');
    await give(page, committed('sender-spf-pass/message.eml'));
    await announced(page);
    await paste(page, committed('sender-spf-pass/zone.txt'));
    await takeAlong(page);
    const report = JSON.parse(await lastReport(page));
    const { subject } = report.identifiers;
    const ip = report.spf[0].client;
    const { name, text } = await saved(page, 'markdown');
    assert.match(name, /^waxseal-\d{4}-\d\d-\d\d\.md$/);
    assert.ok(
      !text.includes(subject) && !text.includes(ip) && text.includes(report.identifiers.author_domain.a_label),
      text,
    );
    await page.click('[data-key=hide-subject]');
    await page.click('[data-key=copy-markdown]');
    await page.waitForText('.exports .outcome', 'Copied.');
    const copied = await page.evaluate(() => /** @type {any} */ (globalThis).copied.at(-1));
    assert.ok(copied.includes(subject) && !copied.includes(ip));
    for (const kind of ['addresses', 'content', 'ips', 'ids']) await page.click(`[data-key=hide-${kind}]`);
    const whole = JSON.parse((await saved(page, 'json')).text);
    assert.deepEqual(whole.report, report);
    await speak(page, 'ja');
    await page.waitForText('#exports', '結果を保存・共有する');
    assert.match((await saved(page, 'markdown')).text, /^## Waxseal：/);
  });

  it('can be copied by hand where the browser does not allow it', async () => {
    const page = await open('', { mayCopy: false });
    await give(page, committed('sender-spf-pass/message.eml'));
    await announced(page);
    await decline(page);
    await takeAlong(page);
    await page.click('[data-key=copy-json]');
    await page.element('#export-text');
    const { selected, whole, isReadOnly } = await page.evaluate(() => {
      const root = document.querySelector('waxseal-check')?.shadowRoot;
      const area = /** @type {HTMLTextAreaElement} */ (root?.activeElement);
      return {
        selected: area.value.slice(area.selectionStart, area.selectionEnd),
        whole: area.value,
        isReadOnly: area.readOnly,
      };
    });
    assert.ok(isReadOnly && selected === whole);
    assert.ok(JSON.parse(whole).report.dkim.length > 0);
    assert.deepEqual(await page.axe(), []);
  });

  it('is a file that the browser saves', {
    skip: browser.name !== 'chromium' && 'the driver does not tell of files',
  }, async () => {
    const { page } = await evidence();
    const [download] = await Promise.all([page.page.waitForEvent('download'), page.click('[data-key=save-json]')]);
    assert.match(download.suggestedFilename(), /^waxseal-\d{4}-\d\d-\d\d\.json$/);
    assert.equal(JSON.parse(readFileSync(await download.path(), 'utf8')).report.dkim[0].result, 'pass');
  });

  it('is paper with all that can be opened, dark on white, and without buttons', {
    skip: browser.name !== 'chromium' && 'the driver does not print',
  }, async () => {
    const { page } = await evidence();
    await page.evaluate(() => {
      document.documentElement.dataset.theme = 'dark';
    });
    await page.page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const { folded, buttons, ink, paper } = await page.evaluate(() => {
      const root = /** @type {ShadowRoot} */ (document.querySelector('waxseal-check')?.shadowRoot);
      const style = getComputedStyle(/** @type {Element} */ (root.querySelector('.letter')));
      return {
        folded: root.querySelectorAll('details:not([open])').length,
        ink: style.color,
        paper: style.backgroundColor,
        buttons: [...root.querySelectorAll('button')].filter((button) => button.checkVisibility()).length,
      };
    });
    assert.deepEqual(
      { folded, buttons, ink, paper },
      { folded: 0, buttons: 0, ink: 'rgb(0, 0, 0)', paper: 'rgb(255, 255, 255)' },
    );
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    assert.ok((await page.count('details:not([open])')) > 0);
  });
});
