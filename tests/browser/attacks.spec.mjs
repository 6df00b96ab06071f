// The hostile messages of the attack corpus in the real page and in the frame: D1 to D6, N1, N6.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';

import { startServer } from '../../tools/serve.mjs';
import { foreign } from './foreign.mjs';
import { inBrowsers } from './harness.mjs';
import { startHost } from './host.mjs';
import { doorsOf, showing, takeAlong, through, unfold, visit } from './steps.mjs';

/** @typedef {import('./harness.mjs').TestPage} TestPage */
/**
 * @typedef {{ id: string, category: string, description: string, must_not: string[], content: Buffer, zone: string }}
 *   Attack
 */

const folder = process.env.WAXSEAL_ATTACKS ?? '';
const skip = !existsSync(join(folder, 'cases')) && 'WAXSEAL_ATTACKS names no folder with cases';
const SHOWN = new Set(['inject', 'unicode', 'dns']);

/** A record as a line of a zone file. @param {string} name @param {string} type @param {string | string[]} value */
const line = (name, type, value) => {
  const quoted = (/** @type {string} */ text) =>
    `"${Array.from(text, (one) => ('"\\;'.includes(one) || one < ' ' || one > '~' ? `\\${String(one.charCodeAt(0)).padStart(3, '0')}` : one)).join('')}"`;
  return `${name}. ${type} ${
    type === 'TXT'
      ? [value]
          .flat()
          .flatMap((part) => part.match(/[^]{1,200}/g) ?? [''])
          .map(quoted)
          .join(' ')
      : value
  }`;
};

/** @param {Record<string, Record<string, unknown>>} dns */
const zoneOf = (dns) =>
  Object.entries(dns)
    .flatMap(([name, types]) =>
      Object.entries(types).flatMap(([type, values]) =>
        ['TXT', 'A', 'AAAA', 'MX'].includes(type) && Array.isArray(values)
          ? values.map((value) => line(name, type, value))
          : [],
      ),
    )
    .join('\n');

/** @returns {Attack[]} */
const attacks = () =>
  skip
    ? []
    : readdirSync(join(folder, 'cases'))
        .sort()
        .flatMap((name) => {
          const found = JSON.parse(readFileSync(join(folder, 'cases', name), 'utf8'));
          const isHere = SHOWN.has(found.category) && !found.message_file.startsWith('gen:');
          return isHere
            ? [{ ...found, content: readFileSync(join(folder, found.message_file)), zone: zoneOf(found.dns) }]
            : [];
        });

/** The markup that a case says it holds. @param {Attack} attack */
const markup = ({ description }) => description.match(/^Markup in the [\w-]+ field: ([^]+)$/)?.[1] ?? null;

/** Has it judged by the records of the case, and nothing asked. @param {TestPage} page @param {Attack} attack */
const judged = async (page, { id, content, zone }) => {
  await page.upload('#file', [{ name: '<img src=x onerror=alert(1)>.eml', content }]);
  await showing(page).catch((error) => assert.fail(`${id}: ${error.message}`));
  if (zone !== '')
    await page.evaluate((text) => {
      const area = document.querySelector('waxseal-check')?.shadowRoot?.querySelector('#record');
      if (!(area instanceof HTMLTextAreaElement)) return;
      area.value = text;
      area.dispatchEvent(new Event('input'));
      const button = area.closest('details')?.querySelector('[data-key=use-record]');
      if (button instanceof HTMLElement) button.click();
    }, zone);
  await showing(page);
};

/**
 * What is behind every door, looked at door by door.
 * @param {TestPage} page
 * @param {(text: string) => Promise<void>} look
 */
const everyDoor = async (page, look) => {
  for (const door of await doorsOf(page)) {
    await through(page, door);
    await unfold(page);
    await look(await page.text('waxseal-check'));
  }
};

inBrowsers('an attack', (browser) => {
  /** @type {Awaited<ReturnType<typeof startServer>>} */
  let server;
  /** @type {Awaited<ReturnType<typeof startHost>>} */
  let host;
  before(async () => {
    server = await startServer();
    host = await startHost(server.url);
  });
  after(() => {
    server?.close();
    host?.close();
  });

  /** @param {TestPage} page @param {TestPage} view @param {readonly Attack[]} some */
  const withstand = async (page, view, some) => {
    for (const attack of some) {
      const { id, must_not: mustNot } = attack;
      await judged(view, attack);
      let all = '';
      await everyDoor(view, async (text) => {
        assert.deepEqual(await foreign(view), [], id);
        all += text;
      });
      for (const [, code = ''] of mustNot.flatMap((check) => [...check.matchAll(/^raw_char:U\+([0-9A-F]+)$/g)])) {
        assert.ok(!all.includes(String.fromCodePoint(Number.parseInt(code, 16))), `${id}: U+${code} is in the text`);
      }
      assert.doesNotMatch(all, /[\u202a-\u202e\u2066-\u2069]/, id);
      const payload = markup(attack);
      if (payload) assert.ok(all.includes(payload), `${id}: ${payload} is not shown as text`);
      await view.click('[data-key=clear]');
      await view.element('#source');
    }
    assert.deepEqual(
      page.messages().filter(({ type }) => type === 'dialog' || type === 'pageerror'),
      [],
    );
    const elsewhere = page
      .requests()
      .map(({ url }) => url)
      .filter(
        (url) => !url.startsWith(`${server.url}/`) && !url.startsWith(`${host.url}/`) && !url.startsWith('blob:'),
      );
    assert.deepEqual(elsewhere, []);
  };

  it('makes nothing of the page, and is shown as text', { skip }, async () => {
    const page = await browser.page();
    await visit(page, `${server.url}/`);
    // The same views draw it: another browser is to differ in none of them.
    await withstand(
      page,
      page,
      attacks().filter((_, place) => browser.name === 'chromium' || place % 4 === 0),
    );
  });

  it('makes nothing of the frame either', { skip }, async () => {
    const page = await browser.page();
    await page.open(
      host.page(`<iframe sandbox="allow-scripts" src="${server.url}/embed.html" width="900" height="700"></iframe>`),
    );
    const frame = await page.frame(`${server.url}/embed.html`);
    await frame.element('waxseal-check[ready]');
    await withstand(
      page,
      frame,
      attacks()
        .filter(({ category }) => category === 'inject')
        .filter((_, place) => place % 3 === 0),
    );
  });

  it('leaves no octet in what is taken along that a terminal or a page would act on', {
    skip: skip || (browser.name !== 'chromium' && 'made by the same modules'),
  }, async () => {
    const page = await browser.page({ viewport: { width: 1000, height: 800 } });
    await visit(page, `${server.url}/`);
    for (const attack of attacks().filter(({ id }) => /^(?:e74|e77|e78|e79|f0)/.test(id))) {
      await judged(page, attack);
      await takeAlong(page);
      await page.evaluate(() =>
        Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true }),
      );
      for (const kind of ['markdown', 'json']) {
        await page.click(`[data-key=copy-${kind}]`);
        await page.waitFor((wanted) => {
          const text = /** @type {HTMLTextAreaElement | null | undefined} */ (
            document.querySelector('waxseal-check')?.shadowRoot?.querySelector('#export-text')
          )?.value;
          return Boolean(text) && text?.startsWith('{') === (wanted === 'json');
        }, kind);
        const text = await page.evaluate(
          () =>
            /** @type {HTMLTextAreaElement} */ (
              document.querySelector('waxseal-check')?.shadowRoot?.querySelector('#export-text')
            )?.value,
        );
        assert.doesNotMatch(
          text,
          /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/,
          `${attack.id} ${kind}`,
        );
        if (kind === 'json') assert.doesNotMatch(text, /[<>&]/, attack.id);
      }
      await page.click('[data-key=clear]');
      await page.element('#source');
    }
  });
});
