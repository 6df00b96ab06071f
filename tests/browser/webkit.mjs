// Drives WebKitGTK's MiniBrowser by WebDriver (W3C), as far as the harness needs it: one session per page, so that
// nothing is shared. WebDriver can neither record nor answer requests, has no console, and cannot take the service
// worker away.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';

/** Names an element (WebDriver, 12). */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
/** WebDriver, 17.4.2. @type {Record<string, string>} */
const KEYS = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  Meta: '\uE03D',
};

/** A port that was free just now. @returns {Promise<number>} */
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });

/** Runs a function with its arguments, and reports what it returns or throws. */
const RUN = `const done = arguments[arguments.length - 1];
  Promise.resolve().then(() => (%)(...[...arguments].slice(0, -1))).then((value) => done([true, value]), (error) => done([false, String(error)]));`;

class Handle {
  /** @param {WebKitPage} page @param {string} id */
  constructor(page, id) {
    this.page = page;
    this.toJSON = () => ({ [ELEMENT]: id });
    /** @param {string} what @param {object} [body] */
    this.send = (what, body = {}) => page.send('POST', `/element/${id}/${what}`, body);
  }

  async click() {
    await this.page.evaluate((/** @type {Element} */ element) => element.scrollIntoView({ block: 'center' }), this);
    await this.send('click');
  }

  /** The tests focus what can be. */
  async focus() {
    await this.page.evaluate((/** @type {HTMLElement} */ element) => element.focus(), this);
  }

  /** @param {...string} paths */
  async uploadFile(...paths) {
    await this.send('value', { text: paths.join('\n') });
  }
}

/** What the harness uses of a driver's page. */
export class WebKitPage {
  /** @param {string} base @param {() => Promise<void>} end */
  constructor(base, end) {
    this.base = base;
    this.close = end;
    /** @param {string} type @param {string} key */
    const key = (type, key) =>
      this.send('POST', '/actions', {
        actions: [{ type: 'key', id: 'keys', actions: [{ type, value: KEYS[key] ?? key }] }],
      });
    this.keyboard = {
      down: (/** @type {string} */ name) => key('keyDown', name),
      up: (/** @type {string} */ name) => key('keyUp', name),
      press: async (/** @type {string} */ name) => {
        await key('keyDown', name);
        await key('keyUp', name);
      },
    };
  }

  /** @param {string} method @param {string} path @param {unknown} [body] @returns {Promise<any>} */
  async send(method, path, body) {
    const { value } = await (
      await fetch(this.base + path, { method, body: body === undefined ? null : JSON.stringify(body) })
    ).json();
    // The words of the other drivers, for which the harness waits.
    if (value?.error)
      throw new Error(
        `${value.error}: ${value.message}`
          .replace('stale element reference', 'detached')
          .replace('element click intercepted', 'not clickable'),
      );
    return value;
  }

  on() {}
  frames() {
    return [];
  }

  /** @param {string} url */
  goto(url) {
    return this.send('POST', '/url', { url });
  }

  /** @param {Function} body @param {...unknown} args */
  async evaluate(body, ...args) {
    const [isDone, value] = await this.send('POST', '/execute/async', {
      script: RUN.replace('%', () => String(body)),
      args: args.map((each) => each ?? null),
    });
    if (!isDone) throw new Error(value);
    return value;
  }

  /** @param {Function} body @param {...unknown} args */
  async evaluateHandle(body, ...args) {
    const id = (await this.evaluate(body, ...args))?.[ELEMENT];
    return { asElement: () => (id ? new Handle(this, id) : null) };
  }

  /** @param {{ path: string }} options */
  async screenshot({ path }) {
    await writeFile(path, Buffer.from(await this.send('GET', '/screenshot'), 'base64'));
  }
}

/** The browser's own language is English. @param {{ viewport?: { width: number, height: number } }} options */
export async function openWebKit({ viewport = { width: 1280, height: 900 } }) {
  const port = await freePort();
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    stdio: 'ignore',
    // Its sandbox refuses to work for root.
    env: {
      ...process.env,
      LIBGL_ALWAYS_SOFTWARE: '1',
      ...(process.getuid?.() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } : {}),
    },
  });
  await Promise.race([
    once(driver, 'spawn'),
    once(driver, 'error').then(([error]) => {
      throw new Error(`WebKitWebDriver cannot be started: ${error.message}`);
    }),
  ]);
  const root = `http://127.0.0.1:${port}`;
  for (
    let left = 100;
    !(await fetch(`${root}/status`).then(
      () => true,
      () => false,
    ));
    left -= 1
  ) {
    if (left === 0) throw new Error('WebKitWebDriver does not answer');
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  const page = new WebKitPage(root, async () => {
    await page.send('DELETE', '').catch(() => {});
    driver.kill();
  });
  try {
    const { sessionId } = await page.send('POST', '/session', { capabilities: {} });
    page.base = `${root}/session/${sessionId}`;
    await page.send('POST', '/timeouts', { script: 60_000 });
    const [width, height] = await page.evaluate(() => [outerWidth - innerWidth, outerHeight - innerHeight]);
    await page.send('POST', '/window/rect', { width: viewport.width + width, height: viewport.height + height });
  } catch (error) {
    driver.kill();
    throw error;
  }
  return page;
}
