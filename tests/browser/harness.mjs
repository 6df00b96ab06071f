// One interface over Chromium (Playwright) and Firefox (Puppeteer, WebDriver BiDi): a spec is
// written once and runs in both.
//
//   inBrowsers('the page', (browser) => {
//     it('greets', async () => {
//       const page = await browser.page();
//       await page.open(`${server.url}/`);
//       await page.waitForText('h1', 'Waxseal');
//     });
//   });
//
// BROWSERS=firefox leaves the other one out. Nothing but loopback can be reached: every other
// address is recorded and refused, unless the page's `relay` answers it.
// BROWSERS=webkit is WebKitGTK, for `make webkit`: there nothing is recorded, refused or relayed.

import { after, afterEach, before, describe } from 'node:test';

import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';

import { findBrowser } from './browsers.mjs';
import { TestPage } from './page.mjs';
import { openWebKit } from './webkit.mjs';

export { TestPage };

/** @typedef {'chromium' | 'firefox' | 'webkit'} BrowserName */

/**
 * @typedef {object} PageOptions
 * @property {Record<string, string>} [relay] address → address of loopback which answers instead; the query is kept
 * @property {string[]} [allow] further beginnings of addresses that may be reached
 * @property {string[]} [refuse] ends of addresses that are out of reach, for as long as they are listed
 * @property {{ width: number, height: number }} [viewport]
 * @property {string[]} [permissions] granted to every origin, Chromium only, such as `local-network-access`
 * @property {string} [language] such as `ja`
 * @property {boolean} [serviceWorker] whether the page may have one; without, nothing but the page itself loads anything
 */

const LOOPBACK = /^(https?|wss?):\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/;

/** Makes a browser that has no service workers. */
const hideServiceWorker = () => {
  delete (/** @type {any} */ (Navigator.prototype).serviceWorker);
};

/**
 * @typedef {{ name: BrowserName, page: (options?: PageOptions) => Promise<TestPage>, closePages: () => Promise<void>,
 *   close: () => Promise<void> }} TestBrowser
 */

/**
 * What to do with a request: let it go, refuse it, or answer it from loopback.
 * @param {string} url @param {PageOptions} options
 */
async function decide(url, { relay = {}, allow = [], refuse = [] }) {
  if (refuse.some((end) => url.endsWith(end))) return 'refuse';
  for (const [from, to] of Object.entries(relay)) {
    const rest = url.slice(from.length);
    if (!url.startsWith(from) || (rest !== '' && !rest.startsWith('?'))) continue;
    const response = await fetch(to + rest, { headers: { Accept: 'application/dns-message' } });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    };
  }
  if (/^(data|blob|about):/.test(url) || LOOPBACK.test(url) || allow.some((start) => url.startsWith(start)))
    return 'continue';
  return 'refuse';
}

/** @returns {Promise<TestBrowser>} */
async function startChromium() {
  const browser = await chromium.launch({
    executablePath: findBrowser('chromium'),
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
      // Chromium's sandbox refuses to work for root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
  /** @type {Set<TestPage>} */
  const pages = new Set();
  return {
    name: 'chromium',
    page: async (options = {}) => {
      const context = await browser.newContext({
        viewport: options.viewport ?? { width: 1280, height: 900 },
        locale: options.language ?? 'en-US',
      });
      if (options.permissions) await context.grantPermissions(options.permissions);
      if (!options.serviceWorker) await context.addInitScript(hideServiceWorker);
      const page = new TestPage('chromium', await context.newPage(), context);
      context.on('request', (request) => page.record({ method: request.method(), url: request.url() }));
      context.on('page', (other) =>
        other.on('websocket', (socket) => page.record({ method: 'WEBSOCKET', url: socket.url() })),
      );
      page.page.on('websocket', (/** @type {any} */ socket) => page.record({ method: 'WEBSOCKET', url: socket.url() }));
      await context.route('**/*', async (route) => {
        const decision = await decide(route.request().url(), options);
        await (decision === 'continue'
          ? route.continue()
          : decision === 'refuse'
            ? route.abort()
            : route.fulfill(decision)
        ).catch(() => undefined);
      });
      pages.add(page);
      return page;
    },
    closePages: async () => {
      await Promise.all([...pages].map((page) => page.close()));
      pages.clear();
    },
    close: () => browser.close(),
  };
}

/** @returns {Promise<TestBrowser>} */
async function startFirefox() {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: findBrowser('firefox'),
    headless: true,
    extraPrefsFirefox: {
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      'network.dns.disablePrefetch': true,
      'network.prefetch-next': false,
      'browser.safebrowsing.downloads.remote.enabled': false,
    },
  });
  /** @type {Set<TestPage>} */
  const pages = new Set();
  return {
    name: 'firefox',
    page: async (options = {}) => {
      const context = await browser.createBrowserContext();
      const driver = await context.newPage();
      await driver.setViewport(options.viewport ?? { width: 1280, height: 900 });
      if (!options.serviceWorker) await driver.evaluateOnNewDocument(hideServiceWorker);
      const page = new TestPage('firefox', driver, context);
      await driver.setRequestInterception(true);
      driver.on('request', async (request) => {
        page.record({ method: request.method(), url: request.url() });
        const decision = await decide(request.url(), options);
        await (decision === 'continue'
          ? request.continue()
          : decision === 'refuse'
            ? request.abort()
            : request.respond(decision)
        ).catch(() => undefined);
      });
      pages.add(page);
      return page;
    },
    closePages: async () => {
      await Promise.all([...pages].map((page) => page.close()));
      pages.clear();
    },
    close: () => browser.close(),
  };
}

/** @returns {Promise<TestBrowser>} */
async function startWebKit() {
  /** @type {Set<TestPage>} */
  const pages = new Set();
  const closePages = async () => {
    await Promise.all([...pages].map((page) => page.close()));
    pages.clear();
  };
  return {
    name: 'webkit',
    page: async (options = {}) => {
      const driver = await openWebKit(options);
      const page = new TestPage('webkit', driver, driver);
      pages.add(page);
      return page;
    },
    closePages,
    close: closePages,
  };
}

/** @type {Record<BrowserName, () => Promise<TestBrowser>>} */
export const launchers = { chromium: startChromium, firefox: startFirefox, webkit: startWebKit };

/**
 * The same tests in every browser, one browser after the other; pages are closed after each test.
 * @param {string} title @param {(browser: Pick<TestBrowser, 'name' | 'page' | 'closePages'>) => void} tests
 */
export function inBrowsers(title, tests) {
  const wanted = (process.env.BROWSERS ?? 'chromium,firefox').split(',');
  for (const name of /** @type {BrowserName[]} */ (Object.keys(launchers)).filter((each) => wanted.includes(each))) {
    describe(`${title} (${name})`, () => {
      /** @type {TestBrowser | undefined} */
      let browser;
      before(async () => {
        browser = await launchers[name]();
      });
      afterEach(() => browser?.closePages());
      after(() => browser?.close());
      const open = () => /** @type {TestBrowser} */ (browser);
      tests({ name, page: (options) => open().page(options), closePages: () => open().closePages() });
    });
  }
}
