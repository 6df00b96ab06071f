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

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, describe } from 'node:test';

import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';

import { findBrowser } from './browsers.mjs';
import { openWebKit } from './webkit.mjs';

/** @typedef {'chromium' | 'firefox' | 'webkit'} BrowserName */
/** @typedef {{ name: string, content: Uint8Array | string, type?: string }} TestFile */
/** @typedef {{ method: string, url: string }} RecordedRequest */
/** @typedef {{ type: string, text: string }} RecordedMessage */

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

/** How long anything is waited for, in milliseconds. */
const TIMEOUT = Number(process.env.BROWSER_TIMEOUT || 15_000);

/** What is held down to copy and paste. */
const MODIFIER = process.platform === 'darwin' ? 'Meta' : 'Control';

const LOOPBACK = /^(https?|wss?):\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/;

// --- What runs inside the page --------------------------------------------------------------------

/** The first element for a selector, in open shadow roots too. @param {[string]} argument @returns {Element | null} */
function deepFind([selector]) {
  /** @type {(Document | ShadowRoot)[]} */
  const roots = [document];
  for (const root of roots) {
    const found = root.querySelector(selector);
    if (found) return found;
    for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
  }
  return null;
}

/** The rendered text of an element, with that of the open shadow roots in it; null if it was taken away. @param {[Element]} argument */
function deepText([element]) {
  if (!element.isConnected) return null;
  /** @param {Node} node @returns {string} */
  const read = (node) => {
    if (node instanceof Element) {
      const style = getComputedStyle(node);
      if (style.display === 'none' || style.visibility === 'hidden' || /^(STYLE|SCRIPT|TEMPLATE)$/.test(node.tagName)) return '';
      const inner = [...(node.shadowRoot ?? node).childNodes].map(read).join('');
      const value = node instanceof HTMLTextAreaElement || node instanceof HTMLInputElement ? node.value : inner;
      return /^(inline|contents)/.test(style.display) ? value : `\n${value}\n`;
    }
    if (node.nodeType !== Node.TEXT_NODE) return '';
    const parent = node.parentElement;
    const kept = parent && /^(pre|break-spaces)/.test(getComputedStyle(parent).whiteSpace);
    return kept ? node.nodeValue ?? '' : (node.nodeValue ?? '').replace(/\s+/g, ' ');
  };
  return read(element).replace(/[ \t]*\n\s*/g, '\n').trim();
}

/** Puts text where the caret is, as typing does. @param {[Element, string]} argument */
function insert([element, text]) {
  const field = /** @type {HTMLTextAreaElement} */ (element);
  field.focus();
  field.select?.();
  document.execCommand(text === '' ? 'delete' : 'insertText', false, text);
}

/** The next copy command takes these texts. @param {[Record<string, string>]} argument */
function prepareCopy([texts]) {
  addEventListener('copy', (event) => {
    for (const [type, text] of Object.entries(texts)) event.clipboardData?.setData(type, text);
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true, once: true });
}

/** @param {[Element, string[], { name: string, type: string, base64: string }[], Record<string, string>]} argument */
function dispatchTransfer([element, types, files, texts]) {
  const transfer = new DataTransfer();
  for (const { name, type, base64 } of files) {
    const octets = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    transfer.items.add(new File([octets], name, { type }));
  }
  for (const [type, text] of Object.entries(texts)) transfer.setData(type, text);
  const init = { bubbles: true, cancelable: true, composed: true };
  return types.map((type) => {
    const event = type === 'paste'
      ? new ClipboardEvent(type, { ...init, clipboardData: transfer })
      : new DragEvent(type, { ...init, dataTransfer: transfer });
    // Firefox drops the files of a clipboard that a script has made.
    if (type === 'paste') Object.defineProperty(event, 'clipboardData', { value: transfer });
    return element.dispatchEvent(event);
  });
}

// --- What the specs use ---------------------------------------------------------------------------

/** A page in a browser context of its own: no cookie, storage or cache of another one. */
export class TestPage {
  /** @type {RecordedRequest[]} */
  #requests = [];
  /** @type {RecordedMessage[]} */
  #messages = [];
  /** @type {(() => Promise<unknown>)[]} */
  #cleanups = [];

  /**
   * @param {BrowserName} browser
   * @param {any} page the driver's own page, for what this interface lacks
   * @param {any} context
   * @param {any} [view] the frame in it that is looked at
   */
  constructor(browser, page, context, view = page) {
    this.browser = browser;
    this.page = page;
    this.context = context;
    this.view = view;
    page.on('console', (/** @type {any} */ message) => this.#messages.push({ type: message.type(), text: message.text() }));
    page.on('pageerror', (/** @type {any} */ error) => this.#messages.push({ type: 'pageerror', text: String(error?.message ?? error) }));
    page.on('dialog', (/** @type {any} */ dialog) => {
      this.#messages.push({ type: 'dialog', text: dialog.message() });
      dialog.dismiss().catch(() => undefined);
    });
  }

  /** A frame in the page; requests are recorded by the page alone. @param {string} start how its address begins @returns {Promise<TestPage>} */
  async frame(start, timeout = TIMEOUT) {
    const end = Date.now() + timeout;
    for (;;) {
      const view = this.page.frames().find((/** @type {any} */ one) => one.url().startsWith(start));
      if (view) return new TestPage(this.browser, this.page, this.context, view);
      if (Date.now() > end) throw new Error(`no frame ${start} within ${timeout} ms`);
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
  }

  /** @param {RecordedRequest} request */
  record(request) {
    this.#requests.push(request);
  }

  /** @param {string} url */
  async open(url) {
    await this.page.goto(url, { waitUntil: 'load', timeout: TIMEOUT });
  }

  /**
   * Runs a function in the page. It must be self-contained, and takes one argument.
   * @template A, R
   * @param {(argument: A) => R | Promise<R>} body @param {A} [argument]
   * @returns {Promise<Awaited<R>>}
   */
  async evaluate(body, argument) {
    return this.view.evaluate(body, argument);
  }

  /** Waits until a function in the page returns something true. @template A @param {(argument: A) => unknown} body @param {A} [argument] */
  async waitFor(body, argument, timeout = TIMEOUT) {
    const end = Date.now() + timeout;
    for (;;) {
      const result = await this.view.evaluate(body, argument).catch((/** @type {Error} */ error) => {
        // The page may be on its way to another address.
        if (!/context|navigat|destroyed/i.test(error.message)) throw error;
      });
      if (result) return result;
      if (Date.now() > end) throw new Error(`not within ${timeout} ms: ${String(body).slice(0, 200)} ${JSON.stringify(argument) ?? ''}`);
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
  }

  /** The driver's handle of the first element for a CSS selector, in open shadow roots too; waits for it. @param {string} selector */
  async element(selector, timeout = TIMEOUT) {
    const end = Date.now() + timeout;
    for (;;) {
      const handle = (await this.view.evaluateHandle(deepFind, [selector])).asElement();
      if (handle) return handle;
      if (Date.now() > end) throw new Error(`no element ${selector} within ${timeout} ms`);
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
  }

  /** How many elements there are for a selector, in open shadow roots too. @param {string} selector @returns {Promise<number>} */
  async count(selector) {
    return this.view.evaluate((/** @type {string} */ wanted) => {
      /** @type {(Document | ShadowRoot)[]} */
      const roots = [document];
      let count = 0;
      for (const root of roots) {
        count += root.querySelectorAll(wanted).length;
        for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
      }
      return count;
    }, selector);
  }

  /** Calls a function of the page with an element and an argument. @param {any} body @param {string} selector @param {...unknown} rest */
  async #with(body, selector, ...rest) {
    const handle = await this.element(selector);
    // Playwright takes one argument; Puppeteer takes handles only as arguments of their own.
    return this.browser === 'chromium'
      ? this.view.evaluate(new Function('list', `return (${body})(list)`), [handle, ...rest])
      : this.view.evaluate(new Function('...list', `return (${body})(list)`), handle, ...rest);
  }

  /** A real click. @param {string} selector */
  async click(selector) {
    for (const end = Date.now() + TIMEOUT; ;) {
      try {
        return await (await this.element(selector)).click();
      } catch (error) {
        // What is drawn anew has another one in its place.
        if (Date.now() > end || !/not attached|detached|not clickable/.test(String(error))) throw error;
      }
    }
  }

  /** @param {string} selector */
  async focus(selector) {
    await (await this.element(selector)).focus();
  }

  /** Real keys, such as `Tab`, `Enter` or `Control+A`. @param {string} keys */
  async press(keys) {
    const parts = keys.split('+');
    const last = parts.pop() || '+';
    for (const key of parts) await this.page.keyboard.down(key);
    await this.page.keyboard.press(last);
    for (const key of parts.reverse()) await this.page.keyboard.up(key);
  }

  /** Replaces the text of a field, as typing does. @param {string} selector @param {string} text */
  async fill(selector, text) {
    await this.#with(insert, selector, text);
  }

  /**
   * Copies and pastes by the keyboard: the browser's own paste event, and its own default action.
   * @param {string} selector @param {string | Record<string, string>} text a text, or texts by their type
   */
  async paste(selector, text) {
    await this.view.evaluate(prepareCopy, [typeof text === 'string' ? { 'text/plain': text } : text]);
    await this.copy();
    await this.pasteCopied(selector);
  }

  /** Copies what is selected. */
  async copy() {
    await this.press(`${MODIFIER}+c`);
  }

  /** Pastes what was copied. @param {string} selector */
  async pasteCopied(selector) {
    await this.focus(selector);
    await this.press(`${MODIFIER}+v`);
  }

  /** A paste event with files, and other types if wanted. @param {string} selector @param {TestFile[]} files @param {Record<string, string>} [texts] */
  async pasteFiles(selector, files, texts = {}) {
    await this.#with(dispatchTransfer, selector, ['paste'], encode(files), texts);
  }

  /** Drags files over an element and drops them. @param {string} selector @param {TestFile[]} files @param {Record<string, string>} [texts] */
  async drop(selector, files, texts = {}) {
    await this.#with(dispatchTransfer, selector, ['dragenter', 'dragover', 'drop'], encode(files), texts);
  }

  /** Chooses files in an `<input type=file>`. @param {string} selector @param {TestFile[]} files */
  async upload(selector, files) {
    const folder = await mkdtemp(join(tmpdir(), 'waxseal-files-'));
    this.#cleanups.push(() => rm(folder, { recursive: true, force: true }));
    const paths = files.map(({ name }) => join(folder, basename(name)));
    await Promise.all(files.map(({ content }, index) => writeFile(/** @type {string} */ (paths[index]), content)));
    const handle = await this.element(selector);
    await (this.browser === 'chromium' ? handle.setInputFiles(paths) : handle.uploadFile(...paths));
  }

  /** The text that an element shows, with that of the open shadow roots in it. @param {string} selector @returns {Promise<string>} */
  async text(selector) {
    for (;;) {
      const text = await this.#with(deepText, selector);
      // Another one may have taken its place.
      if (text !== null) return text;
    }
  }

  /** @param {string} selector @param {string} name @returns {Promise<string | null>} */
  async attribute(selector, name) {
    return this.#with('([element, name]) => element.getAttribute(name)', selector, name);
  }

  /** Waits until an element shows a text. @param {string} selector @param {string | RegExp} text @returns {Promise<string>} all of its text */
  async waitForText(selector, text, timeout = TIMEOUT) {
    const end = Date.now() + timeout;
    let seen = '';
    for (;;) {
      seen = await this.text(selector).catch((error) => `(${error.message})`);
      if (typeof text === 'string' ? seen.includes(text) : text.test(seen)) return seen;
      if (Date.now() > end) throw new Error(`${selector} does not show ${text} within ${timeout} ms, but: ${seen.slice(0, 2000)}`);
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
  }

  /** @param {string} path a PNG */
  async screenshot(path, { fullPage = true } = {}) {
    await this.page.screenshot({ path, fullPage });
  }

  /** Every request so far, the workers' too, refused ones too. */
  requests() {
    return this.#requests.filter(({ url }) => !/^(data|blob|about):/.test(url));
  }

  /** What was written to the console, errors nobody caught (`pageerror`) and dialogs (`dialog`). */
  messages() {
    return [...this.#messages];
  }

  /** The violations that axe-core finds. @param {object} [options] @returns {Promise<{ id: string, impact: string, nodes: string[] }[]>} */
  async axe(options = {}) {
    const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    await this.page.evaluate(new Function(source));
    return this.page.evaluate(async (/** @type {any} */ settings) => {
      const { violations } = await /** @type {any} */ (globalThis).axe.run(document, settings);
      return violations.map((/** @type {any} */ { id, impact, nodes }) => ({
        id, impact, nodes: nodes.map((/** @type {any} */ node) => `${node.target.join(' ')}: ${node.failureSummary}`),
      }));
    }, options);
  }

  async close() {
    await this.context.close();
    for (const cleanup of this.#cleanups) await cleanup();
  }
}

/** Makes a browser that has no service workers. */
const hideServiceWorker = () => { delete /** @type {any} */ (Navigator.prototype).serviceWorker; };

/** @param {TestFile[]} files */
function encode(files) {
  return files.map(({ name, content, type = 'message/rfc822' }) => ({ name, type, base64: Buffer.from(content).toString('base64') }));
}

// --- Starting and intercepting ---------------------------------------------------------------------

/** @typedef {{ name: BrowserName, page: (options?: PageOptions) => Promise<TestPage>, closePages: () => Promise<void>, close: () => Promise<void> }} TestBrowser */

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
  if (/^(data|blob|about):/.test(url) || LOOPBACK.test(url) || allow.some((start) => url.startsWith(start))) return 'continue';
  return 'refuse';
}

/** @returns {Promise<TestBrowser>} */
async function startChromium() {
  const browser = await chromium.launch({
    executablePath: findBrowser('chromium'),
    args: [
      '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
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
      const context = await browser.newContext({ viewport: options.viewport ?? { width: 1280, height: 900 }, locale: options.language ?? 'en-US' });
      if (options.permissions) await context.grantPermissions(options.permissions);
      if (!options.serviceWorker) await context.addInitScript(hideServiceWorker);
      const page = new TestPage('chromium', await context.newPage(), context);
      context.on('request', (request) => page.record({ method: request.method(), url: request.url() }));
      context.on('page', (other) => other.on('websocket', (socket) => page.record({ method: 'WEBSOCKET', url: socket.url() })));
      page.page.on('websocket', (/** @type {any} */ socket) => page.record({ method: 'WEBSOCKET', url: socket.url() }));
      await context.route('**/*', async (route) => {
        const decision = await decide(route.request().url(), options);
        await (decision === 'continue' ? route.continue() : decision === 'refuse' ? route.abort() : route.fulfill(decision))
          .catch(() => undefined);
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
        await (decision === 'continue' ? request.continue() : decision === 'refuse' ? request.abort() : request.respond(decision))
          .catch(() => undefined);
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
      before(async () => { browser = await launchers[name](); });
      afterEach(() => browser?.closePages());
      after(() => browser?.close());
      const open = () => /** @type {TestBrowser} */ (browser);
      tests({ name, page: (options) => open().page(options), closePages: () => open().closePages() });
    });
  }
}
