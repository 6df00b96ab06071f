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
const message = signed(
  [{ key, domain: 'plain.example', selector: 's1' }],
  [
    ['From', `"${canary}" <alice@plain.example>`],
    ['To', `${canary}@receiver.example`],
    ['Subject', `Lunch ${canary}`],
    ['Date', 'Mon, 23 Nov 2026 10:00:00 +0000'],
  ],
  `${canary}\r\n`,
);

/** @type {Awaited<ReturnType<typeof startServer>>} */
let tool;
/** @type {Awaited<ReturnType<typeof startHost>>} */
let host;
/** @type {Awaited<ReturnType<typeof startResolver>>} */
let resolver;

before(async () => {
  tool = await startServer();
  host = await startHost(tool.url);
  resolver = await startResolver({
    zones: { 'plain.example': [`s1._domainkey TXT ${txt(keyRecord(key))}`, `_dmarc TXT ${txt('v=DMARC1; p=reject')}`] },
  });
});
after(() => Promise.all([tool?.close(), host?.close(), resolver?.stop()]));

/** What went to neither of the two sites. @param {TestPage} page */
const sentElsewhere = (page) =>
  page
    .requests()
    .map(({ url }) => url)
    .filter((url) => ![tool.url, host.url].some((origin) => url.startsWith(`${origin}/`)));

/**
 * What the host has noted.
 * @param {TestPage} page
 * @returns {Promise<{ messages: string[], heights: string[], events: string[], before: string[] }>}
 */
const seen = (page) => page.evaluate(() => /** @type {any} */ (globalThis).seen);

/** The frame on a page, as soon as the tool is there. @param {TestPage} page */
const frameOf = async (page) => {
  const frame = await page.frame(`${tool.url}/embed.html`);
  await frame.element('waxseal-check[ready]');
  return frame;
};

/** Puts the frame in the middle of the window, or out of it. @param {TestPage} page @param {boolean} isIn */
const bring = (page, isIn) =>
  page.evaluate((wanted) => {
    if (wanted) document.querySelector('iframe')?.scrollIntoView();
    else window.scrollTo(0, 0);
  }, isIn);

/** Waits until the second click is taken, or is not. @param {TestPage} page @param {boolean} can */
const canConfirm = (page, can) =>
  page.waitFor((wanted) => {
    const button = document.querySelector('waxseal-check')?.shadowRoot?.querySelector('[data-key=confirm]');
    return button instanceof HTMLButtonElement && button.disabled !== wanted;
  }, can);

/** Runs something in the page around the frame. @param {TestPage} page @param {string} code */
const around = (page, code) =>
  page.evaluate((text) => {
    const script = document.createElement('script');
    script.textContent = `{ ${text} }`;
    document.body.append(script);
  }, code);

/** From now on, every document of a page notes which storage is looked at. @param {TestPage} page */
const watchStorage = (page) => {
  const watch = () => {
    /** @type {string[]} */
    const touched = [];
    Object.defineProperty(globalThis, 'touched', { value: touched });
    /** @param {object} object @param {string} name */
    const trap = (object, name) =>
      Object.defineProperty(object, name, {
        configurable: true,
        get: () => {
          touched.push(name);
        },
        set: () => {
          touched.push(name);
        },
      });
    for (const name of [
      'localStorage',
      'sessionStorage',
      'indexedDB',
      'caches',
      'cookieStore',
      'BroadcastChannel',
      'SharedWorker',
    ])
      trap(globalThis, name);
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
      assert.deepEqual(
        (await announced(frame)).filter((name) => name.includes('_domainkey')),
        ['s1._domainkey.plain.example'],
      );
      await paste(frame, keyRecord(key));
      assert.equal(await state(frame), 'pass');

      const height = await frame.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height));
      await page.waitFor((wanted) => document.querySelector('iframe')?.style.height === `${wanted}px`, height);
      const { messages } = await seen(page);
      assert.ok(messages.length > 1);
      for (const data of messages) assert.match(data, /^\{"height":\d+\}$/);
      assert.deepEqual([sentElsewhere(page), await touched(page), await touched(frame)], [[], [], []]);
      assert.ok(!JSON.stringify([page.requests(), page.messages()]).includes(canary));
      assert.deepEqual(
        page.messages().filter(({ type }) => type === 'pageerror'),
        [],
      );
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
      globals: Object.getOwnPropertyNames(globalThis),
      sheets: document.adoptedStyleSheets.length,
      added: document.querySelectorAll('style, body > :not(header, main, footer)').length,
      styles: getComputedStyle(document.body).cssText,
      mode: document.querySelector('waxseal-check')?.shadowRoot?.mode,
    }));
    // A frame has its number there.
    assert.deepEqual(
      after.globals.filter((name) => !before.includes(name) && name !== '0'),
      [],
    );
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
    assert.deepEqual(
      [
        await page.axe({ iframes: false }),
        await frame.axe({ iframes: false, rules: { 'page-has-heading-one': { enabled: false } } }),
      ],
      [[], []],
    );
  });

  it('N1: asks from the element after one click; from the frame after two, or not at all', async () => {
    const page = await browser.page({ relay: { [CLOUDFLARE]: resolver.url } });
    await page.open(`${host.url}/examples/en.html`);
    await bring(page, true);
    const frame = await frameOf(page);
    for (const place of [frame, page]) {
      await place.element('waxseal-check[ready]');
      const before = sentElsewhere(page).length;
      await give(place, message);
      const names = await announced(place);
      if (place === frame && browser.name !== 'chromium') {
        // It cannot tell whether the frame is seen.
        assert.deepEqual(
          [await frame.attribute('a[data-key=ask]', 'href'), await frame.count('button[data-key=ask]')],
          [`${tool.url}/`, 0],
        );
        assert.match(await frame.text('.consent'), /Nothing is asked from this frame[^]*Use these records/);
        continue;
      }
      await place.click('[data-key=ask]');
      if (place === frame) {
        await canConfirm(frame, true);
        assert.equal(sentElsewhere(page).length, before);
        assert.deepEqual(
          (
            await frame.evaluate(() =>
              [...(document.querySelector('waxseal-check')?.shadowRoot?.querySelectorAll('.consent bdi') ?? [])].map(
                ({ textContent }) => textContent,
              ),
            )
          ).sort(),
          [...names].sort(),
        );
        await frame.click('[data-key=confirm]');
      }
      await settled(place);
      assert.equal(await state(place), 'pass');
      assert.equal(sentElsewhere(page).length, before + names.length);
    }
    assert.ok(sentElsewhere(page).every((url) => url.startsWith(`${CLOUDFLARE}?dns=`)));
  });

  it('E2: the frame heeds only language and appearance, and only from the page around it', async () => {
    const page = await browser.page();
    await page.open(
      host.page(
        `<iframe src="${tool.url}/embed.html#lang=en" ${SANDBOX} width="700" height="700"></iframe><iframe srcdoc="<p>Other" width="50" height="50"></iframe>`,
      ),
    );
    const frame = await frameOf(page);
    await give(frame, message);
    await announced(frame);
    const look = () =>
      frame.evaluate(() => {
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
        null,
        1,
        'ja',
        ['ja'],
        {},
        { lang: 'xx', theme: 'loud' },
        { lang: ['ja'], theme: { toString: 'dark' } },
        { lang: '"><img src=x>' },
        { height: 5 },
        {
          consent: true,
          ask: true,
          sight: { isPlain: true },
          resolver: 'https://evil.example/',
          source: 'From: a@b.example',
          sample: 'pass',
          __proto__: { lang: 'ja' },
        },
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
    await page.open(
      host.page(
        `<script type="module" src="${tool.url}/embed.js"></script><iframe src="${tool.url}/embed.html" ${SANDBOX} lang="ja" data-theme="dark"></iframe><iframe src="/examples/example.css"></iframe>`,
      ),
    );
    const frame = await frameOf(page);
    await frame.element('html[data-theme=dark][lang=ja]');
    await page.evaluate(() => {
      window.postMessage({ height: 5 }, '*');
      window.parent.postMessage({ height: 6 }, '*');
    });
    await frame.evaluate(() => {
      for (const data of [
        null,
        'x',
        7,
        { height: -8 },
        { height: '9px' },
        { height: 10.5 },
        { height: 1e9 },
        { height: NaN },
        { height: [11] },
        { height: 777 },
      ])
        parent.postMessage(data, '*');
    });
    await page.waitFor(() => /** @type {any} */ (globalThis).seen.heights.includes('777px'));
    const { heights } = await seen(page);
    const own = await frame.evaluate(() => document.documentElement.getBoundingClientRect().height);
    // It grows while it loads; what was made up is far lower, or far higher.
    for (const height of heights)
      assert.ok(height === '777px' || (parseInt(height, 10) > 100 && parseInt(height, 10) <= 2 * own), `${heights}`);
    await page.evaluate(() => document.querySelector('iframe')?.setAttribute('data-theme', 'light'));
    await frame.element('html[data-theme=light]');
  });

  it('E2: no click in the frame asks by itself, however the frame is shown', async () => {
    const cover = (/** @type {string} */ style) =>
      `box.appendChild(document.createElement('div')).style.cssText = 'position: fixed; inset: 0; pointer-events: none; ${style}'`;
    const tricks = {
      plain: '',
      opacity: "frame.style.opacity = '0.01'",
      filter: "frame.style.filter = 'opacity(0)'",
      scale: "frame.style.transform = 'scale(0.05)'",
      mask: "frame.style.maskImage = 'linear-gradient(transparent, transparent)'",
      'mask around': "box.style.maskImage = 'linear-gradient(transparent, transparent)'",
      clip: "frame.style.clipPath = 'inset(300px 600px 300px 10px)'",
      cover: cover('background: white'),
      blend: cover('background: black; mix-blend-mode: multiply'),
      crop: "box.style.cssText = 'overflow: hidden; height: 300px; position: relative'; frame.style.cssText = 'position: absolute; top: -400px; border: 0'",
      'moved away': "frame.style.marginTop = '3000px'",
    };
    const page = await browser.page();
    await page.open(
      host.page(
        `<div id="box"><iframe src="${tool.url}/embed.html" ${SANDBOX} width="900" height="1400"></iframe></div>`,
      ),
    );
    const frame = await frameOf(page);
    await give(frame, message);
    await announced(frame);
    for (const [name, code] of Object.entries(tricks)) {
      await around(
        page,
        `const frame = document.querySelector('iframe'), box = document.querySelector('#box'); ${code}`,
      );
      const { asking, confirming } = await frame.evaluate(() => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('waxseal-check')?.shadowRoot);
        const click = (/** @type {string} */ selector) => {
          const button = root.querySelector(selector);
          if (!(button instanceof HTMLElement)) return;
          // Not by a script either.
          button.removeAttribute('disabled');
          button.click();
        };
        click('[data-key=ask]');
        click('[data-key=ask]');
        const confirming = root.querySelector('[data-key=confirm]') !== null;
        click('[data-key=confirm]');
        const asking = root.querySelector('[data-key=cancel]') !== null;
        click('[data-key=confirm-back]');
        return { asking, confirming };
      });
      assert.deepEqual([sentElsewhere(page), asking, confirming], [[], false, browser.name === 'chromium'], name);
      await around(
        page,
        "const frame = document.querySelector('iframe'), box = document.querySelector('#box'); frame.removeAttribute('style'); box.removeAttribute('style'); box.querySelector('div')?.remove();",
      );
    }
  });

  it('E2: the second click counts only where all names and the button are in plain sight, and apart from the first', async () => {
    if (browser.name !== 'chromium') return;
    const page = await browser.page();
    await page.open(
      host.page(
        `<div style="height: 3000px"></div><div id="box"><iframe src="${tool.url}/embed.html" ${SANDBOX} width="900" height="700"></iframe></div><div style="height: 3000px"></div>`,
      ),
    );
    const frame = await frameOf(page);
    await bring(page, true);
    await give(frame, message);
    await announced(frame);
    for (let time = 0; time < 6; time += 1) {
      const first = await frame.evaluate(() => {
        const button = /** @type {HTMLElement} */ (
          document.querySelector('waxseal-check')?.shadowRoot?.querySelector('[data-key=ask]')
        );
        const { left, top, width, height } = button.getBoundingClientRect();
        const place = { clientX: left + width / 2, clientY: top + height / 2 };
        button.dispatchEvent(new PointerEvent('pointerdown', { ...place, bubbles: true, composed: true }));
        button.click();
        return place;
      });
      const { left, right, top, bottom } = await frame.evaluate(() =>
        /** @type {HTMLElement} */ (
          document.querySelector('waxseal-check')?.shadowRoot?.querySelector('[data-key=confirm]')
        )
          ?.getBoundingClientRect()
          .toJSON(),
      );
      assert.ok(
        first.clientX < left - 40 ||
          first.clientX > right + 40 ||
          first.clientY < top - 40 ||
          first.clientY > bottom + 40,
      );
      await frame.click('[data-key=confirm-back]');
    }
    await frame.click('[data-key=ask]');
    await canConfirm(frame, true);
    const change = (/** @type {string} */ code) =>
      around(page, `const frame = document.querySelector('iframe'), box = document.querySelector('#box'); ${code}`);
    for (const [trick, back] of [
      ["frame.style.opacity = '0.9'", "frame.style.opacity = ''"],
      // A cover over the names alone, and a crop that leaves the button or the names.
      [
        "const cover = document.body.appendChild(document.createElement('div')); cover.id = 'cover'; cover.style.cssText = 'position: fixed; inset: 0; background: white; pointer-events: none; opacity: 0.9'",
        "document.querySelector('#cover').remove()",
      ],
      ["frame.style.clipPath = 'inset(0 0 600px 0)'", "frame.style.clipPath = ''"],
      ["frame.style.clipPath = 'inset(0 500px 0 0)'", "frame.style.clipPath = ''"],
      ["frame.style.transform = 'rotate(10deg)'", "frame.style.transform = ''"],
      ['window.scrollTo(0, 0)', 'frame.scrollIntoView()'],
    ]) {
      await change(/** @type {string} */ (trick));
      await canConfirm(frame, false);
      await change(/** @type {string} */ (back));
      await canConfirm(frame, true);
    }
    assert.deepEqual(sentElsewhere(page), []);
  });

  it('E2: the element refuses where the page that it stands on is framed', async () => {
    const inner = host.page(
      `<script type="module" src="${tool.url}/element/define.js"></script><waxseal-check></waxseal-check>`,
    );
    const page = await browser.page();
    await page.open(host.page(`<iframe src="${inner}" width="900" height="700"></iframe>`));
    const frame = await page.frame(inner);
    await frame.element('waxseal-check[ready]');
    await give(frame, message);
    await announced(frame);
    await frame.waitForText('.consent', 'Nothing is asked from here');
    assert.deepEqual(
      [await frame.count('[data-key=ask]'), await frame.attribute('.consent a', 'href')],
      [0, `${tool.url}/`],
    );
  });

  it('E3: heeds its attributes', async () => {
    const page = await browser.page();
    await page.open(
      host.page(
        `<script type="module" src="${tool.url}/element/define.js"></script><waxseal-check lang="ja" theme="dark" resolver="google" sample="pass"></waxseal-check>`,
      ),
    );
    await settled(page);
    assert.equal(await state(page), 'pass');
    await page.waitForText('.abroad', '読み取れます');
    assert.equal(
      await page.evaluate(
        () => getComputedStyle(/** @type {Element} */ (document.querySelector('waxseal-check'))).colorScheme,
      ),
      'dark',
    );
    await page.evaluate((source) => {
      const check = /** @type {any} */ (document.querySelector('waxseal-check'));
      check.setAttribute('lang', 'en');
      check.removeAttribute('theme');
      check.source = source;
    }, message);
    await announced(page);
    await page.waitForText('[data-key=ask]', 'Ask Google');
    assert.equal(
      await page.evaluate(
        () => getComputedStyle(/** @type {Element} */ (document.querySelector('waxseal-check'))).colorScheme,
      ),
      'light dark',
    );

    await page.evaluate(() => document.querySelector('waxseal-check')?.setAttribute('consent', 'never'));
    await page.waitForText('.consent', 'Here nobody is asked for them');
    assert.deepEqual([await page.count('[data-key=ask]'), await page.count('[name=resolver]')], [0, 0]);
    await decline(page);
    assert.equal(await page.count('[data-key=ask-again]'), 0);
    assert.equal(await state(page), 'unknown');
    // A text that nobody reads as a message.
    await page.evaluate(() => {
      /** @type {any} */ (document.querySelector('waxseal-check')).source =
        'Dear Bob,\n\nthe violets are in bloom again.\n';
    });
    await page.element('#trouble');
    assert.equal((await seen(page)).events.at(-1), 'error');
    assert.deepEqual(sentElsewhere(page), []);
  });

  it('E3: never leaves a blank box where the host’s policy forbids it', async () => {
    const embedded = `<script type="module" src="${tool.url}/element/define.js"></script><waxseal-check><a href="${tool.url}/">Check it on Waxseal</a></waxseal-check>`;
    const allowed = `default-src 'none'; connect-src ${tool.url}; script-src 'self' ${tool.url}`;
    const page = await browser.page();
    await page.open(host.page(embedded, "default-src 'none'; script-src 'self'"));
    const isShown = await page.evaluate(
      () => (document.querySelector('waxseal-check a')?.getBoundingClientRect().height ?? 0) > 0,
    );
    assert.ok(isShown, 'the link is not shown');

    for (const policy of [
      `${allowed} 'wasm-unsafe-eval'`,
      `${allowed}; worker-src blob:`,
      `${allowed} 'wasm-unsafe-eval'; worker-src blob:; trusted-types 'none'; require-trusted-types-for 'script'`,
    ]) {
      // Firefox ESR knows no Trusted Types.
      if (policy.includes('trusted-types') && !(await page.evaluate(() => 'trustedTypes' in globalThis))) continue;
      await page.open(host.page(embedded, policy));
      await page.element('waxseal-check[ready]');
      await give(page, message);
      await page.waitForText('#trouble', 'security policy');
      assert.equal(await page.attribute('.abroad a', 'href'), `${tool.url}/`);
    }
  });
});
