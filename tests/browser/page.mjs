// A page of a browser as the specs use it, the same over Playwright and Puppeteer.

import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { deepFind, deepText, dispatchTransfer, insert, prepareCopy } from './inside.mjs';

/** @typedef {import('./harness.mjs').BrowserName} BrowserName */
/** @typedef {{ name: string, content: Uint8Array | string, type?: string }} TestFile */
/** @typedef {{ method: string, url: string }} RecordedRequest */
/** @typedef {{ type: string, text: string }} RecordedMessage */

/** How long anything is waited for, in milliseconds. */
const TIMEOUT = Number(process.env.BROWSER_TIMEOUT || 15_000);

/** What is held down to copy and paste. */
const MODIFIER = process.platform === 'darwin' ? 'Meta' : 'Control';

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
    page.on('console', (/** @type {any} */ message) =>
      this.#messages.push({ type: message.type(), text: message.text() }),
    );
    page.on('pageerror', (/** @type {any} */ error) =>
      this.#messages.push({ type: 'pageerror', text: String(error?.message ?? error) }),
    );
    page.on('dialog', (/** @type {any} */ dialog) => {
      this.#messages.push({ type: 'dialog', text: dialog.message() });
      dialog.dismiss().catch(() => undefined);
    });
  }

  /**
   * A frame in the page; requests are recorded by the page alone.
   * @param {string} start how its address begins
   * @returns {Promise<TestPage>}
   */
  async frame(start, timeout = TIMEOUT) {
    const end = Date.now() + timeout;
    for (;;) {
      const view = this.page.frames().find((/** @type {any} */ one) => one.url().startsWith(start));
      if (view) return new TestPage(this.browser, this.page, this.context, view);
      if (Date.now() > end) throw new Error(`no frame ${start} within ${timeout} ms`);
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
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

  /**
   * Waits until a function in the page returns something true.
   * @template A
   * @param {(argument: A) => unknown} body
   * @param {A} [argument]
   */
  async waitFor(body, argument, timeout = TIMEOUT) {
    const end = Date.now() + timeout;
    for (;;) {
      const result = await this.view.evaluate(body, argument).catch((/** @type {Error} */ error) => {
        // The page may be on its way to another address.
        if (!/context|navigat|destroyed/i.test(error.message)) throw error;
      });
      if (result) return result;
      if (Date.now() > end)
        throw new Error(`not within ${timeout} ms: ${String(body).slice(0, 200)} ${JSON.stringify(argument) ?? ''}`);
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
    }
  }

  /**
   * The driver's handle of the first element for a CSS selector, in open shadow roots too; waits for it.
   * @param {string} selector
   */
  async element(selector, timeout = TIMEOUT) {
    const end = Date.now() + timeout;
    for (;;) {
      const handle = (await this.view.evaluateHandle(deepFind, [selector])).asElement();
      if (handle) return handle;
      if (Date.now() > end) throw new Error(`no element ${selector} within ${timeout} ms`);
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
    }
  }

  /**
   * How many elements there are for a selector, in open shadow roots too.
   * @param {string} selector
   * @returns {Promise<number>}
   */
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

  /**
   * Calls a function of the page with an element and an argument.
   * @param {any} body
   * @param {string} selector
   * @param {...unknown} rest
   */
  async #with(body, selector, ...rest) {
    const handle = await this.element(selector);
    // Playwright takes one argument; Puppeteer takes handles only as arguments of their own.
    return this.browser === 'chromium'
      ? this.view.evaluate(new Function('list', `return (${body})(list)`), [handle, ...rest])
      : this.view.evaluate(new Function('...list', `return (${body})(list)`), handle, ...rest);
  }

  /** A real click. @param {string} selector */
  async click(selector) {
    for (const end = Date.now() + TIMEOUT; ; ) {
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

  /**
   * A paste event with files, and other types if wanted.
   * @param {string} selector
   * @param {TestFile[]} files
   * @param {Record<string, string>} [texts]
   */
  async pasteFiles(selector, files, texts = {}) {
    await this.#with(dispatchTransfer, selector, ['paste'], encode(files), texts);
  }

  /**
   * Drags files over an element and drops them.
   * @param {string} selector
   * @param {TestFile[]} files
   * @param {Record<string, string>} [texts]
   */
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

  /**
   * The text that an element shows, with that of the open shadow roots in it.
   * @param {string} selector
   * @returns {Promise<string>}
   */
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

  /**
   * Waits until an element shows a text.
   * @param {string} selector
   * @param {string | RegExp} text
   * @returns {Promise<string>} all of its text
   */
  async waitForText(selector, text, timeout = TIMEOUT) {
    const end = Date.now() + timeout;
    let seen = '';
    for (;;) {
      seen = await this.text(selector).catch((error) => `(${error.message})`);
      if (typeof text === 'string' ? seen.includes(text) : text.test(seen)) return seen;
      if (Date.now() > end)
        throw new Error(`${selector} does not show ${text} within ${timeout} ms, but: ${seen.slice(0, 2000)}`);
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
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

  /**
   * The violations that axe-core finds.
   * @param {object} [options]
   * @returns {Promise<{ id: string, impact: string, nodes: string[] }[]>}
   */
  async axe(options = {}) {
    const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    await this.page.evaluate(new Function(source));
    return this.page.evaluate(async (/** @type {any} */ settings) => {
      const { violations } = await /** @type {any} */ (globalThis).axe.run(document, settings);
      return violations.map((/** @type {any} */ { id, impact, nodes }) => ({
        id,
        impact,
        nodes: nodes.map((/** @type {any} */ node) => `${node.target.join(' ')}: ${node.failureSummary}`),
      }));
    }, options);
  }

  async close() {
    await this.context.close();
    for (const cleanup of this.#cleanups) await cleanup();
  }
}

/** @param {TestFile[]} files */
function encode(files) {
  return files.map(({ name, content, type = 'message/rfc822' }) => ({
    name,
    type,
    base64: Buffer.from(content).toString('base64'),
  }));
}
