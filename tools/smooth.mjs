// Measures whether the page stays smooth in Chromium: with a message of 25 MB, no task of the page's own thread may
// take more than 50 ms, whatever the reader does; and a pasted message of 100 KB has a verdict in sight within 100 ms.
//
// Of each task counts the time that the thread was running, because other programs make it wait; of all runs the best
// one, because a time is only ever too long.
//
//   node tools/smooth.mjs                all
//   node tools/smooth.mjs <word>…        those parts whose name holds one of the words
//   TRACE=<file> node tools/smooth.mjs   keeps the trace of the last run, for chrome://tracing

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

import { findBrowser } from '../tests/browser/browsers.mjs';
import { TestPage } from '../tests/browser/harness.mjs';
import { committedKey, keyRecord, signed } from '../tests/browser/mail.mjs';
import { announced, clear, explained, paste, settled, takeAlong, through, visit } from '../tests/browser/steps.mjs';
import { txt } from '../tests/browser/resolver/zone.mjs';
import { startServer } from './serve.mjs';

/** @import { Browser } from 'playwright-core' */
/** @import { Door } from '../tests/browser/steps.mjs' */

/** Milliseconds. */
const LONGEST_TASK = 50;
const LONGEST_PASTE = 100;
const RUNS = 3;
const PASTES = 7;
/**
 * After so many milliseconds the page has nothing more to do; the module and what is at leisure take several of them.
 */
const REST = 300;
const RESTS = 5;
const DOMAIN = 'signer.example';
const RECORD = `s1._domainkey.${DOMAIN}. IN TXT ${txt(keyRecord(committedKey('rsa2048')))}\n_dmarc.${DOMAIN}. IN TXT "v=DMARC1; p=reject"\n`;

// --- The messages -------------------------------------------------------------------------------------

/** A letter with an attachment. @param {number} octets */
const message = (octets) => {
  const lines = Array.from({ length: Math.ceil(octets / 78) }, () => `${randomBytes(57).toString('base64')}\r\n`).join(
    '',
  );
  return signed(
    [{ key: committedKey('rsa2048'), domain: DOMAIN, selector: 's1' }],
    [
      ['From', `Alice <alice@${DOMAIN}>`],
      ['To', 'Bob <bob@receiver.example>'],
      ['Subject', 'The pictures of the summer'],
      ['Date', 'Mon, 23 Nov 2026 10:00:00 +0000'],
      ['Message-ID', `<pictures@${DOMAIN}>`],
      ['MIME-Version', '1.0'],
      ['Content-Type', 'multipart/mixed; boundary="boundary"'],
    ],
    `--boundary\r\nContent-Type: text/plain\r\n\r\nThere they are!\r\n--boundary\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines}--boundary--\r\n`,
  );
};

// --- Tasks --------------------------------------------------------------------------------------------

/** @typedef {{ name: string, run: (page: TestPage) => Promise<unknown> }} Step */
/** @typedef {{ cpu: number, wall: number, cause: string }} Longest The longest task of a step, in milliseconds. */

/** @param {TestPage} page */
const rest = (page) =>
  page.evaluate(
    (time) =>
      new Promise((resolve) => {
        setTimeout(resolve, time);
      }),
    REST,
  );

/** Drops a file, as the browser does. @param {TestPage} page @param {string} path */
const drop = async (page, path) => {
  const session = await page.context.newCDPSession(page.page);
  const { x, y, width } = await page.page.locator('#source').boundingBox();
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await session.send('Input.dispatchDragEvent', {
      type,
      x: x + width / 2,
      y: y + 20,
      data: { items: [], files: [path], dragOperationsMask: 1 },
    });
  }
};

/** The file that a button hands over. @param {TestPage} page @param {string} format @param {string} path */
const save = async (page, format, path) => {
  const [download] = await Promise.all([page.page.waitForEvent('download'), page.click(`[data-key=save-${format}]`)]);
  await download.saveAs(path);
};

/** @param {TestPage} page @param {Door} door */
const open = async (page, door) => {
  await through(page, door);
  await rest(page);
};

/** @param {TestPage} page */
const openSource = async (page) => {
  await page.evaluate(() => {
    const fold = document.querySelector('waxseal-check')?.shadowRoot?.querySelector('#octets')?.closest('details');
    if (fold) fold.open = true;
  });
  await page.element('.rows:not([hidden]) .row:not(.waiting)');
};

/** Through the whole message by the scroll bar, by the wheel and by keys. @param {TestPage} page */
const scroll = async (page) => {
  await page.evaluate(async () => {
    const rows = /** @type {HTMLElement} */ (
      document.querySelector('waxseal-check')?.shadowRoot?.querySelector('.rows')
    );
    rows.scrollIntoView();
    for (let step = 0; step <= 60; step += 1) {
      rows.scrollTop = (rows.scrollHeight * step) / 60;
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
    }
  });
  await page.page.locator('.rows').hover();
  for (let turn = 0; turn < 20; turn += 1) await page.page.mouse.wheel(0, turn % 2 === 0 ? 700 : -500);
  await page.focus('.rows');
  for (const key of ['Home', 'End', 'PageUp', 'PageDown', 'Home', 'ArrowDown']) await page.press(key);
};

/** From mark to mark, and to the octets that a finding is about. @param {TestPage} page */
const jump = async (page) => {
  for (const key of ['source-next', 'source-previous', 'source-previous', 'source-next']) {
    if ((await page.count(`[data-key=${key}]`)) > 0) await page.click(`[data-key=${key}]`);
    await rest(page);
  }
  await page.page.setViewportSize({ width: 700, height: 900 });
  await rest(page);
  await page.element('.rows:not([hidden]) .row:not(.waiting)');
};

/**
 * What a reader does with a message.
 * @param {string} folder
 * @param {string} file
 * @param {boolean} isBroken
 * @returns {Step[]}
 */
const steps = (folder, file, isBroken) => [
  { name: 'make the module ready', run: (page) => rest(page) },
  {
    name: 'choose the file, its first result',
    run: async (page) => {
      await page.page.setInputFiles('#file', join(folder, file));
      await announced(page);
    },
  },
  {
    name: 'paste the records, the verdict',
    run: async (page) => {
      await paste(page, RECORD);
      await (isBroken ? explained(page) : page.element('.letter[data-state=pass]'));
    },
  },
  { name: 'the door of the domain', run: (page) => open(page, 'domain') },
  { name: 'the door of the evidence', run: (page) => open(page, 'evidence') },
  { name: 'the door of the mail', run: (page) => open(page, 'genuine') },
  {
    name: 'open the source',
    run: async (page) => {
      await through(page, 'evidence');
      await openSource(page);
    },
  },
  { name: 'scroll in the source', run: scroll },
  { name: 'jump in the source, another width', run: jump },
  { name: 'open what is taken along', run: takeAlong },
  { name: 'save Markdown', run: (page) => save(page, 'markdown', join(folder, 'report.md')) },
  { name: 'save JSON', run: (page) => save(page, 'json', join(folder, 'report.json')) },
  { name: 'save the evidence file', run: (page) => save(page, 'evidence', join(folder, 'evidence.json')) },
  { name: 'clear', run: (page) => clear(page) },
  {
    name: 'drop the evidence file, its result',
    run: async (page) => {
      await drop(page, join(folder, 'evidence.json'));
      await page.element('.banner');
      await settled(page);
    },
  },
  {
    name: 'drop the message, its first result',
    run: async (page) => {
      await clear(page);
      await drop(page, join(folder, file));
      await announced(page);
    },
  },
];

const CATEGORIES = [
  'toplevel',
  'blink.user_timing',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'v8',
  'blink',
];

/**
 * @typedef {{ name: string, ph: string, pid: number, tid: number, ts: number, dur?: number, tdur?: number, args?: any
 *   }} TraceEvent Microseconds.
 */

/** What takes most of a task. @param {TraceEvent[]} events @param {TraceEvent} task */
const causeOf = (events, task) => {
  const end = task.ts + (task.dur ?? 0);
  const inner = events.filter(
    ({ name, ph, ts, dur = 0 }) => ph === 'X' && ts >= task.ts && ts + dur <= end && !name.endsWith('RunTask'),
  );
  return inner
    .sort((a, b) => (b.dur ?? 0) - (a.dur ?? 0))
    .slice(0, 3)
    .map(({ name, dur = 0 }) => `${name} ${(dur / 1000).toFixed(0)}`)
    .join(', ');
};

/** The longest task of each step. @param {TraceEvent[]} trace @param {Step[]} list @returns {Longest[]} */
const longestOf = (trace, list) => {
  const marks = trace.filter(({ name }) => name.startsWith('smooth-'));
  const { pid, tid } = /** @type {TraceEvent} */ (marks[0]);
  const events = trace.filter((event) => event.pid === pid && event.tid === tid);
  const tasks = events.filter(({ name, ph }) => ph === 'X' && name.endsWith('RunTask'));
  const starts = [...list.keys(), list.length].map(
    (place) => marks.find(({ name }) => name === `smooth-${place}`)?.ts ?? Infinity,
  );
  return list.map((_, place) => {
    const inside = tasks.filter(
      ({ ts }) => ts >= /** @type {number} */ (starts[place]) && ts < /** @type {number} */ (starts[place + 1]),
    );
    const [longest] = inside.sort((a, b) => (b.tdur ?? b.dur ?? 0) - (a.tdur ?? a.dur ?? 0));
    const wall = Math.max(...inside.map(({ dur = 0 }) => dur)) / 1000;
    return { cpu: (longest?.tdur ?? longest?.dur ?? 0) / 1000, wall, cause: longest ? causeOf(events, longest) : '' };
  });
};

/** @param {Browser} browser @param {string} url @param {Step[]} list @returns {Promise<Longest[]>} */
const run = async (browser, url, list) => {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-US',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(120_000);
  const page = new TestPage('chromium', await context.newPage(), context);
  try {
    await page.open('about:blank');
    await browser.startTracing(page.page, {
      categories: CATEGORIES,
      ...(process.env.TRACE ? { path: process.env.TRACE } : {}),
    });
    const mark = (/** @type {number} */ place) =>
      page.evaluate((name) => {
        performance.mark(name);
      }, `smooth-${place}`);
    await visit(page, url);
    for (const [place, step] of list.entries()) {
      await mark(place);
      await step.run(page);
      await rest(page);
    }
    await mark(list.length);
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
    return longestOf(traceEvents, list);
  } finally {
    await page.close();
  }
};

// --- A paste ------------------------------------------------------------------------------------------

/**
 * Pastes a text; the time until a frame shows the verdict and the doors.
 * @param {TestPage} page
 * @param {string} text
 * @returns {Promise<number>}
 */
const timePaste = (page, text) =>
  page.evaluate(
    (given) =>
      new Promise((resolve) => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('waxseal-check')?.shadowRoot);
        const transfer = new DataTransfer();
        transfer.setData('text/plain', given);
        const event = new ClipboardEvent('paste', {
          bubbles: true,
          cancelable: true,
          composed: true,
          clipboardData: transfer,
        });
        const start = performance.now();
        const look = () => {
          if (!root.querySelector('.letter') || !root.querySelector('.details:not([hidden]) .door'))
            return requestAnimationFrame(look);
          // What follows the frame.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - start);
          return port2.postMessage(null);
        };
        root.querySelector('#source')?.dispatchEvent(event);
        requestAnimationFrame(look);
      }),
    text,
  );

/** @typedef {{ cold: number, first: number, next: number }} Pasted */

/** @param {Browser} browser @param {string} url @param {string} text @returns {Promise<Pasted>} */
const pasteAll = async (browser, url, text) => {
  /** @param {boolean} isReady @param {(page: TestPage) => Promise<Partial<Pasted>>} measure */
  const onPage = async (isReady, measure) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' });
    const page = new TestPage('chromium', await context.newPage(), context);
    try {
      await visit(page, url);
      if (isReady) {
        await page.focus('#source');
        for (let count = 0; count < RESTS; count += 1) await rest(page);
      }
      return await measure(page);
    } finally {
      await page.close();
    }
  };
  const cold = await onPage(false, async (page) => ({ cold: await timePaste(page, text) }));
  const warm = await onPage(true, async (page) => {
    const first = await timePaste(page, text);
    await announced(page);
    await clear(page);
    for (let count = 0; count < RESTS; count += 1) await rest(page);
    return { first, next: await timePaste(page, text) };
  });
  return /** @type {Pasted} */ ({ ...cold, ...warm });
};

// --- The tables ---------------------------------------------------------------------------------------

/** @param {string} what @param {number} value @param {number} limit @param {string} [note] */
const row = (what, value, limit, note = '') => {
  const isOver = value > limit;
  if (isOver) process.exitCode = 1;
  console.log(
    `${what.padEnd(44)}${value.toFixed(1).padStart(8)}${String(limit).padStart(7)}  ${isOver ? 'over  ' : '      '}${note}`,
  );
};

/** @param {Browser} browser @param {string} url @param {string} title @param {Step[]} list */
const tasks = async (browser, url, title, list) => {
  /** @type {Longest[][]} */
  const runs = [];
  for (let count = 0; count < RUNS; count += 1) runs.push(await run(browser, url, list));
  console.log(`\n${title}: the longest task, ms\n${''.padEnd(44)}${'thread'.padStart(8)}${'limit'.padStart(7)}`);
  list.forEach(({ name }, place) => {
    const [best] = runs.map((longest) => /** @type {Longest} */ (longest[place])).sort((a, b) => a.cpu - b.cpu);
    if (best) row(name, best.cpu, LONGEST_TASK, `${best.wall.toFixed(1)} on the clock: ${best.cause}`);
  });
};

/** @param {Browser} browser @param {string} url */
const pastes = async (browser, url) => {
  const text = message(100_000);
  /** @type {Pasted[]} */
  const runs = [];
  for (let count = 0; count < PASTES; count += 1) runs.push(await pasteAll(browser, url, text));
  const best = (/** @type {keyof Pasted} */ what) => Math.min(...runs.map((pasted) => pasted[what]));
  console.log(
    `\nfrom the paste of 100 KB to the frame that shows the verdict and the doors, ms\n${''.padEnd(44)}${'clock'.padStart(8)}${'limit'.padStart(7)}`,
  );
  row('the first message, after a moment', best('first'), LONGEST_PASTE);
  row('the next message', best('next'), LONGEST_PASTE);
  console.log(`${'at once, before anything is loaded'.padEnd(44)}${best('cold').toFixed(1).padStart(8)}`);
};

async function main() {
  const words = process.argv.slice(2);
  const isWanted = (/** @type {string} */ name) => words.length === 0 || words.some((word) => name.includes(word));
  const folder = mkdtempSync(join(tmpdir(), 'waxseal-smooth-'));
  const server = await startServer({ brotli: true });
  const browser = await chromium.launch({
    executablePath: findBrowser('chromium'),
    args: ['--disable-gpu', '--no-first-run', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  try {
    const large = message(25_000_000);
    writeFileSync(join(folder, 'sound.eml'), large);
    writeFileSync(
      join(folder, 'broken.eml'),
      large
        .replace('Subject: ', 'Subject: [family] ')
        .replace('There they are!', 'There they are!\r\n-- \r\nThe family list'),
    );
    for (const kind of ['sound', 'broken']) {
      if (isWanted(kind))
        await tasks(browser, server.url, `25 MB, a ${kind} message`, steps(folder, `${kind}.eml`, kind === 'broken'));
    }
    if (isWanted('paste')) await pastes(browser, server.url);
  } finally {
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  console.error(`waxseal: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
