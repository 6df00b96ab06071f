// On somebody else's page: in a sandboxed frame, and as an element. E1, E2, E3, N1, N8.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, it } from 'node:test';

import { startServer } from '../../tools/serve.mjs';
import { inBrowsers } from './harness.mjs';
import { startHost } from './host.mjs';
import { committedKey, keyRecord, signed } from './mail.mjs';
import { startResolver } from './resolver/resolver.mjs';
import { txt } from './resolver/zone.mjs';
import { announced, decline, give, paste, settled, state } from './steps.mjs';

/** @typedef {import('./harness.mjs').TestPage} TestPage */

const CLOUDFLARE = 'https://cloudflare-dns.com/dns-query';
const SANDBOX = 'sandbox="allow-scripts allow-downloads" allow="clipboard-write"';
const key = committedKey('rsa2048');
const canary = randomBytes(16).toString('hex');
const message = signed([{ key, domain: 'plain.example', selector: 's1' }], [
  ['From', `"${canary}" <alice@plain.example>`], ['To', `${canary}@receiver.example`], ['Subject', `Lunch ${canary}`], ['Date', 'Mon, 23 Nov 2026 10:00:00 +0000'],
], `${canary}\r\n`);

/** @type {Awaited<ReturnType<typeof startServer>>} */
let tool;
/** @type {Awaited<ReturnType<typeof startHost>>} */
let host;
/** @type {Awaited<ReturnType<typeof startResolver>>} */
let resolver;

before(async () => {
  tool = await startServer();
  host = await startHost(tool.url);
  resolver = await startResolver({ zones: { 'plain.example': [`s1._domainkey TXT ${txt(keyRecord(key))}`, `_dmarc TXT ${txt('v=DMARC1; p=reject')}`] } });
});
after(() => Promise.all([tool?.close(), host?.close(), resolver?.stop()]));

/** What went to neither of the two sites. @param {TestPage} page */
const sentElsewhere = (page) => page.requests().map(({ url }) => url).filter((url) => ![tool.url, host.url].some((origin) => url.startsWith(`${origin}/`)));

/** What the host has noted. @param {TestPage} page @returns {Promise<{ messages: string[], heights: string[], events: string[], before: string[] }>} */
const seen = (page) => page.evaluate(() => /** @type {any} */ (globalThis).seen);

/** The frame on a page, as soon as the tool is there. @param {TestPage} page */
const frameOf = async (page) => {
  const frame = await page.frame(`${tool.url}/embed.html`);
  await frame.element('waxseal-check[ready]');
  return frame;
};

/** Puts the frame in the middle of the window, or out of it. @param {TestPage} page @param {boolean} isIn */
const bring = (page, isIn) => page.evaluate((wanted) => {
  if (wanted) document.querySelector('iframe')?.scrollIntoView();
  else window.scrollTo(0, 0);
}, isIn);

/** Waits until asking can be clicked, or cannot. @param {TestPage} page @param {boolean} can */
const canAsk = (page, can) => page.waitFor((wanted) => {
  const button = document.querySelector('waxseal-check')?.shadowRoot?.querySelector('[data-key=ask]');
  return button instanceof HTMLButtonElement && button.disabled !== wanted;
}, can);

/** From now on, every document of a page notes which storage is looked at. @param {TestPage} page */
const watchStorage = (page) => {
  const watch = () => {
    /** @type {string[]} */
    const touched = [];
    Object.defineProperty(globalThis, 'touched', { value: touched });
    /** @param {object} object @param {string} name */
    const trap = (object, name) => Object.defineProperty(object, name, { configurable: true, get: () => { touched.push(name); }, set: () => { touched.push(name); } });
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore', 'BroadcastChannel', 'SharedWorker']) trap(globalThis, name);
    trap(document, 'cookie');
    trap(navigator, 'serviceWorker');
  };
  return page.browser === 'chromium' ? page.page.addInitScript(watch) : page.page.evaluateOnNewDocument(watch);
};
/** @param {TestPage} page @returns {Promise<string[]>} */
const touched = (page) => page.evaluate(() => /** @type {any} */ (globalThis).touched);

inBrowsers('on another site', (browser) => {
  for (const language of /** @type {const} */ (['en', 'ja'])) {
    it(`E1 E2: the frame judges by pasted records, and only its height crosses: ${language}`, async () => {
      const page = await browser.page();
      await watchStorage(page);
      await page.open(`${host.url}/examples/${language}.html`);
      await bring(page, true);
      const frame = await frameOf(page);
      assert.equal(await frame.evaluate(() => `${self.origin} ${document.documentElement.lang}`), `null ${language}`);
      await frame.waitForText('.abroad', language === 'en' ? 'cannot read' : '読み取れません');
      await give(frame, message);
      assert.deepEqual((await announced(frame)).filter((name) => name.includes('_domainkey')), ['s1._domainkey.plain.example']);
      await paste(frame, keyRecord(key));
      assert.equal(await state(frame), 'pass');

      const height = await frame.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height));
      await page.waitFor((wanted) => document.querySelector('iframe')?.style.height === `${wanted}px`, height);
      const { messages } = await seen(page);
      assert.ok(messages.length > 1);
      for (const data of messages) assert.match(data, /^\{"height":\d+\}$/);
      assert.deepEqual([sentElsewhere(page), await touched(page), await touched(frame)], [[], [], []]);
      assert.ok(!JSON.stringify([page.requests(), page.messages()]).includes(canary));
      assert.deepEqual(page.messages().filter(({ type }) => type === 'pageerror'), []);
    });
  }

  it('E1 E3: the element judges by pasted records, under the host’s policy and Trusted Types', async () => {
    const page = await browser.page();
    await watchStorage(page);
    await page.open(`${host.url}/examples/en.html`);
    await page.element('waxseal-check[ready]');
    await page.waitForText('.abroad', 'is able to read');
    const styles = await page.evaluate(() => getComputedStyle(document.body).cssText);
    await give(page, message);
    await announced(page);
    await paste(page, keyRecord(key));
    assert.equal(await state(page), 'pass');
    const { events, before } = await seen(page);
    assert.deepEqual([...new Set(events)].sort(), ['consent-request', 'report']);
    const after = await page.evaluate(() => ({
      globals: Object.getOwnPropertyNames(globalThis), sheets: document.adoptedStyleSheets.length, added: document.querySelectorAll('style, body > :not(header, main, footer)').length,
      styles: getComputedStyle(document.body).cssText, mode: document.querySelector('waxseal-check')?.shadowRoot?.mode,
    }));
    // A frame has its number there.
    assert.deepEqual(after.globals.filter((name) => !before.includes(name) && name !== '0'), []);
    assert.deepEqual([after.sheets, after.added, after.styles === styles, after.mode], [0, 0, true, 'open']);
    assert.deepEqual([sentElsewhere(page), await touched(page)], [[], []]);
    assert.ok(!JSON.stringify(page.messages()).includes(canary));
  });

  it('has no barriers that axe-core finds', async () => {
    const page = await browser.page();
    await page.open(`${host.url}/examples/ja.html`);
    const frame = await frameOf(page);
    await page.element('waxseal-check[ready]');
    await give(frame, message);
    await announced(frame);
    await give(page, message);
    await announced(page);
    // What stands in a frame is no page of its own.
    assert.deepEqual([await page.axe({ iframes: false }), await frame.axe({ iframes: false, rules: { 'page-has-heading-one': { enabled: false } } })], [[], []]);
  });

  it('N1: asks from the frame and from the element, after a click there', async () => {
    const page = await browser.page({ relay: { [CLOUDFLARE]: resolver.url } });
    await page.open(`${host.url}/examples/en.html`);
    await bring(page, true);
    const frame = await frameOf(page);
    for (const place of [frame, page]) {
      await place.element('waxseal-check[ready]');
      const before = sentElsewhere(page).length;
      await give(place, message);
      const names = await announced(place);
      await canAsk(place, true);
      assert.equal(sentElsewhere(page).length, before);
      await place.click('[data-key=ask]');
      await settled(place);
      assert.equal(await state(place), 'pass');
      assert.equal(sentElsewhere(page).length, before + names.length);
    }
    assert.ok(sentElsewhere(page).every((url) => url.startsWith(`${CLOUDFLARE}?dns=`)));
  });

  it('E2: the frame heeds only language and appearance, and only from the page around it', async () => {
    const page = await browser.page();
    await page.open(host.page(`<iframe src="${tool.url}/embed.html#lang=en" ${SANDBOX} width="700" height="700"></iframe><iframe srcdoc="<p>Other" width="50" height="50"></iframe>`));
    const frame = await frameOf(page);
    await give(frame, message);
    await announced(frame);
    const look = () => frame.evaluate(() => {
      const check = /** @type {Element} */ (document.querySelector('waxseal-check'));
      return { page: document.documentElement.outerHTML, tool: check.shadowRoot?.innerHTML };
    });
    // What comes last of a result.
    await frame.element('#exports');
    await frame.element('#sender-alignment');
    const before = await look();
    await page.evaluate(() => {
      const [inner, other] = [window[0], window[1]];
      const forged = [
        null, 1, 'ja', ['ja'], {}, { lang: 'xx', theme: 'loud' }, { lang: ['ja'], theme: { toString: 'dark' } }, { lang: '"><img src=x>' }, { height: 5 },
        { consent: true, ask: true, sight: { isPlain: true }, resolver: 'https://evil.example/', source: 'From: a@b.example', sample: 'pass', __proto__: { lang: 'ja' } },
      ];
      for (const data of forged) inner?.postMessage(data, '*');
      // As another window would: the source of the message is the one whose function posts it.
      const script = /** @type {any} */ (other).document.createElement('script');
      script.textContent = "parent[0].postMessage({ lang: 'ja', theme: 'light' }, '*');";
      /** @type {any} */ (other).document.body.append(script);
      inner?.postMessage({ theme: 'dark' }, '*');
    });
    await frame.element('html[data-theme=dark]');
    const { page: outer, tool: inner } = await look();
    assert.equal(outer.replace(' data-theme="dark"', '').replace(' theme="dark"', ''), before.page);
    assert.equal(inner, before.tool);
    await page.evaluate(() => window[0]?.postMessage({ lang: 'ja', theme: 'auto', more: 1 }, '*'));
    await frame.waitForText('.abroad', '読み取れません');
    assert.equal(await frame.attribute('waxseal-check', 'theme'), null);
    assert.deepEqual(sentElsewhere(page), []);
  });

  it('E2: the page around it heeds only heights, and only from the frame', async () => {
    const page = await browser.page();
    await page.open(host.page(`<script type="module" src="${tool.url}/embed.js"></script><iframe src="${tool.url}/embed.html" ${SANDBOX} lang="ja" data-theme="dark"></iframe><iframe src="/examples/example.css"></iframe>`));
    const frame = await frameOf(page);
    await frame.element('html[data-theme=dark][lang=ja]');
    await page.evaluate(() => {
      window.postMessage({ height: 5 }, '*');
      window.parent.postMessage({ height: 6 }, '*');
    });
    await frame.evaluate(() => {
      for (const data of [null, 'x', 7, { height: -8 }, { height: '9px' }, { height: 10.5 }, { height: 1e9 }, { height: NaN }, { height: [11] }, { height: 777 }]) parent.postMessage(data, '*');
    });
    await page.waitFor(() => /** @type {any} */ (globalThis).seen.heights.includes('777px'));
    const { heights } = await seen(page);
    const own = await frame.evaluate(() => document.documentElement.getBoundingClientRect().height);
    // It grows while it loads; what was made up is far lower, or far higher.
    for (const height of heights) assert.ok(height === '777px' || (parseInt(height, 10) > 100 && parseInt(height, 10) <= 2 * own), `${heights}`);
    await page.evaluate(() => document.querySelector('iframe')?.setAttribute('data-theme', 'light'));
    await frame.element('html[data-theme=light]');
  });

  it('E2: a click in the frame is consent only while it has been in plain sight', async () => {
    const page = await browser.page();
    await page.open(host.page(`<div style="height: 3000px"></div><iframe src="${tool.url}/embed.html" ${SANDBOX} width="900" height="700"></iframe><div style="height: 3000px"></div>`));
    const frame = await frameOf(page);
    await give(frame, message);
    await announced(frame);
    await canAsk(frame, false);
    // Not by a script either.
    await frame.evaluate(() => {
      const button = /** @type {HTMLButtonElement} */ (document.querySelector('waxseal-check')?.shadowRoot?.querySelector('[data-key=ask]'));
      button.disabled = false;
      button.click();
      button.disabled = true;
    });
    assert.equal(await frame.count('[data-key=cancel]'), 0);
    await bring(page, true);
    await canAsk(frame, true);
    if (browser.name === 'chromium') {
      await page.evaluate(() => {
        const cover = document.body.appendChild(document.createElement('div'));
        cover.id = 'cover';
        cover.style.cssText = 'position: fixed; inset: 0; background: white; pointer-events: none; opacity: 0.9';
      });
      await canAsk(frame, false);
      await page.evaluate(() => document.querySelector('#cover')?.remove());
      await canAsk(frame, true);
    }
    await bring(page, false);
    await canAsk(frame, false);
    assert.deepEqual(sentElsewhere(page), []);
  });

  it('E2: the element refuses where the page that it stands on is framed', async () => {
    const inner = host.page(`<script type="module" src="${tool.url}/element/define.js"></script><waxseal-check></waxseal-check>`);
    const page = await browser.page();
    await page.open(host.page(`<iframe src="${inner}" width="900" height="700"></iframe>`));
    const frame = await page.frame(inner);
    await frame.element('waxseal-check[ready]');
    await give(frame, message);
    await announced(frame);
    await frame.waitForText('.consent', 'Nothing is asked from here');
    assert.deepEqual([await frame.count('[data-key=ask]'), await frame.attribute('.consent a', 'href')], [0, `${tool.url}/`]);
  });

  it('E3: heeds its attributes', async () => {
    const page = await browser.page();
    await page.open(host.page(`<script type="module" src="${tool.url}/element/define.js"></script><waxseal-check lang="ja" theme="dark" resolver="google" sample="pass"></waxseal-check>`));
    await settled(page);
    assert.equal(await state(page), 'pass');
    await page.waitForText('.abroad', '読み取れます');
    assert.equal(await page.evaluate(() => getComputedStyle(/** @type {Element} */ (document.querySelector('waxseal-check'))).colorScheme), 'dark');
    await page.evaluate((source) => {
      const check = /** @type {any} */ (document.querySelector('waxseal-check'));
      check.setAttribute('lang', 'en');
      check.removeAttribute('theme');
      check.source = source;
    }, message);
    await announced(page);
    await page.waitForText('[data-key=ask]', 'Ask Google');
    assert.equal(await page.evaluate(() => getComputedStyle(/** @type {Element} */ (document.querySelector('waxseal-check'))).colorScheme), 'light dark');

    await page.evaluate(() => document.querySelector('waxseal-check')?.setAttribute('consent', 'never'));
    await page.waitForText('.consent', 'Here nobody is asked for them');
    assert.deepEqual([await page.count('[data-key=ask]'), await page.count('[name=resolver]')], [0, 0]);
    await decline(page);
    assert.equal(await page.count('[data-key=ask-again]'), 0);
    assert.equal(await state(page), 'unknown');
    // A text that nobody reads as a message.
    await page.evaluate(() => { /** @type {any} */ (document.querySelector('waxseal-check')).source = 'Dear Bob,\n\nthe violets are in bloom again.\n'; });
    await page.element('#trouble');
    assert.equal((await seen(page)).events.at(-1), 'error');
    assert.deepEqual(sentElsewhere(page), []);
  });

  it('E3: never leaves a blank box where the host’s policy forbids it', async () => {
    const embedded = `<script type="module" src="${tool.url}/element/define.js"></script><waxseal-check><a href="${tool.url}/">Check it on Waxseal</a></waxseal-check>`;
    const allowed = `default-src 'none'; connect-src ${tool.url}; script-src 'self' ${tool.url}`;
    const page = await browser.page();
    await page.open(host.page(embedded, "default-src 'none'; script-src 'self'"));
    const isShown = await page.evaluate(() => (document.querySelector('waxseal-check a')?.getBoundingClientRect().height ?? 0) > 0);
    assert.ok(isShown, 'the link is not shown');

    for (const policy of [`${allowed} 'wasm-unsafe-eval'`, `${allowed}; worker-src blob:`, `${allowed} 'wasm-unsafe-eval'; worker-src blob:; trusted-types 'none'; require-trusted-types-for 'script'`]) {
      // Firefox ESR knows no Trusted Types.
      if (policy.includes('trusted-types') && !await page.evaluate(() => 'trustedTypes' in globalThis)) continue;
      await page.open(host.page(embedded, policy));
      await page.element('waxseal-check[ready]');
      await give(page, message);
      await page.waitForText('#trouble', 'security policy');
      assert.equal(await page.attribute('.abroad a', 'href'), `${tool.url}/`);
    }
  });
});
