// Takes a picture of every state of the page, to be looked at:
// .cache/screenshots/<state>-<language>-<theme>-<width>.png
//
//   make screenshots                   all of them
//   make screenshots STATES=consent    one state, or several

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { launchers } from '../tests/browser/harness.mjs';
import { committed, committedKey, keyRecord, letter } from '../tests/browser/mail.mjs';
import {
  announced,
  decline,
  dress,
  explained,
  give,
  paste,
  settled,
  speak,
  takeAlong,
  through,
  unfold,
  visit,
} from '../tests/browser/steps.mjs';
import { packEvidence } from '../www/export/evidence.js';
import { startServer } from './serve.mjs';

/** @typedef {import('../tests/browser/harness.mjs').TestPage} TestPage */

const FOLDER = fileURLToPath(new URL('../.cache/screenshots', import.meta.url));
const message = letter('plain.example', [{ key: committedKey('rsa2048'), selector: 's1' }]);

/** @param {string} id @returns {(page: TestPage) => Promise<void>} */
const sample = (id) => async (page) => {
  await page.click(`[data-key=sample-${id}]`);
  await settled(page);
};

/** A mail whose way is known. @param {string} mail @param {string} [from] The reverse-path. */
const handedOver = (mail, from = 'alice@plain.example') =>
  `Return-Path: <${from}>\r\nReceived: from mail.plain.example (mail.plain.example [203.0.113.66])\r\n` +
  `\tby mx.receiver.example (Postfix) with ESMTPS id 7BE10C4412\r\n\tfor <bob@receiver.example>; Mon, 23 Nov 2026 10:00:03 +0000\r\n${mail}`;
const unsigned = handedOver(letter('plain.example', []));

/**
 * Waits until the page has not changed for a third of a second: a language is loaded, and the seal is pressed.
 * @param {TestPage} page
 */
const still = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        let end = setTimeout(resolve, 350);
        const observer = new MutationObserver(() => {
          clearTimeout(end);
          end = setTimeout(resolve, 350);
        });
        for (const root of [document, document.querySelector('waxseal-check')?.shadowRoot]) {
          if (root) observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
        }
      }),
  );

/** A message and its key record. @param {TestPage} page @param {string} message @param {string} [record] */
const judge = async (page, message, record = keyRecord(committedKey('rsa2048'))) => {
  await give(page, message);
  await announced(page);
  await paste(page, record);
};

/** @type {Record<string, (page: TestPage) => Promise<void>>} */
const STATES = {
  empty: async () => {},
  help: async (page) => {
    await page.click('.help summary');
  },
  working: async (page) => {
    // The worker hears nothing: for five seconds the page waits for it.
    await page.evaluate(() => {
      Worker.prototype.postMessage = () => {};
      /** @type {any} */ (document.querySelector('waxseal-check')).source = new File(['From: Alice'], 'message.eml');
    });
    await page.element('progress');
  },
  consent: async (page) => {
    await give(page, message);
    await announced(page);
  },
  pass: sample('pass'),
  'list-footer': async (page) => {
    await sample('list-footer')(page);
    await explained(page);
  },
  changed: async (page) => {
    await judge(
      page,
      `${message.replace('Subject: Lunch', 'Subject: [choir] Lunch')}${'-- \r\nThe choir of the town hall, https://choir.townhall.example/\r\n'.repeat(12)}`,
    );
    await explained(page);
    await page.click('.difference summary');
  },
  replaced: async (page) => {
    await judge(
      page,
      committed('diagnosis-body-link-rewritten/message.eml'),
      committed('diagnosis-body-link-rewritten/zone.txt'),
    );
    await explained(page);
  },
  cancelled: async (page) => {
    await STATES.looking?.(page);
    await page.click('[data-key=search]');
  },
  unexplained: async (page) => {
    await judge(page, message.replace('hungry', 'thirsty'));
    await explained(page);
  },
  'other-key': async (page) => {
    await judge(page, letter('plain.example', [{ key: committedKey('rsa1024'), selector: 's1' }]));
    await explained(page);
  },
  looking: async (page) => {
    // The second worker hears nothing.
    await page.evaluate(() => {
      const { postMessage } = Worker.prototype;
      Worker.prototype.postMessage = function post(/** @type {any} */ data) {
        if (data.method !== 'diagnose') postMessage.call(this, data);
      };
    });
    await judge(page, message.replace('hungry', 'thirsty'));
    await page.element('.search');
  },
  'cut-short': async (page) => {
    await judge(page, committed('dkim-signature-mismatch/message.eml'), committed('dkim-signature-mismatch/zone.txt'));
    await explained(page);
  },
  quoted: async (page) => {
    await judge(page, `> ${message.replaceAll('\n', '\n> ')}`);
  },
  attached: async (page) => {
    await judge(page, committed('paste-attached/message.eml'), committed('paste-attached/zone.txt'));
  },
  mbox: async (page) => {
    const mails = Array.from({ length: 12 }, (_, place) =>
      message.replace('Subject: Lunch', `Subject: Lunch on day ${place + 1}, where the violets are in bloom again`),
    );
    await give(page, mails.map((mail) => `From - Mon Nov 23 10:00:00 2026\r\n${mail}\r\n`).join(''));
    await announced(page);
    await page.click('.which summary');
    await page.element('[data-key=mail-9]');
  },
  'key-repair': async (page) => {
    await judge(
      page,
      committed('dkim-key-escaped-semicolon/message.eml'),
      committed('dkim-key-escaped-semicolon/zone.txt'),
    );
  },
  forged: sample('forged'),
  ...Object.fromEntries(
    Object.entries({
      misleading: 'message-from-address-in-name',
      partly: 'dkim-unsigned-body',
      sha1: 'dkim-sha1',
      revoked: 'dkim-key-revoked',
      'header-verified': 'message-header-only',
    }).map(([state, name]) => [
      state,
      async (/** @type {TestPage} */ page) =>
        judge(page, committed(`${name}/message.eml`), committed(`${name}/zone.txt`)),
    ]),
  ),
  ...Object.fromEntries(
    ['spf-pass', 'spf-fail', 'dmarc-fail-reject', 'forwarded', 'record-broken'].map((state) => [
      state,
      async (/** @type {TestPage} */ page) => {
        await judge(page, committed(`sender-${state}/message.eml`), committed(`sender-${state}/zone.txt`));
        await page.element('#sender-alignment');
      },
    ]),
  ),
  ...Object.fromEntries(
    /** @type {const} */ ([
      ['domain-door', 'domain', 'forwarded'],
      ['evidence-door', 'evidence', 'forwarded'],
      ['evidence-failed', 'evidence', 'list-footer'],
    ]).map(([state, door, name]) => [
      state,
      async (/** @type {TestPage} */ page) => {
        await sample(name)(page);
        await through(page, door);
        await unfold(page);
      },
    ]),
  ),
  'a-domain': async (page) => {
    await page.fill('#source', 'plain.example s1');
    await page.click('.sheet .primary');
    await announced(page);
    await paste(
      page,
      `s1._domainkey.${'plain.example'}. TXT "${keyRecord(committedKey('rsa2048'))}"\nplain.example. TXT "v=spf1 ip4:203.0.113.66 -all"\n_dmarc.plain.example. TXT "v=DMARC1; p=none"`,
    ).catch(() => {});
    await page.element('#door-domain');
  },
  'domain-broken': async (page) => {
    await page.fill('#source', 'sender.example');
    await page.click('.sheet .primary');
    await announced(page);
    await paste(page, committed('domain-spf-zone-line/zone.txt')).catch(() => {});
    await through(page, 'domain');
  },
  'evidence-file': async (page) => {
    const file = packEvidence({
      waxseal: '0.1.0',
      judgedAt: 1_795_435_200,
      told: [['addRecords', [committed('sender-spf-pass/zone.txt'), 'pasted']]],
      message: new Blob([committed('sender-spf-pass/message.eml')]),
    });
    await page.upload('#file', [{ name: 'evidence.json', content: await (await file).text() }]);
    await page.element('.letter');
  },
  along: async (page) => {
    await sample('pass')(page);
    await takeAlong(page);
  },
  'bad-record': async (page) => {
    await give(page, message);
    await announced(page);
    await page.click('.consent details summary');
    await page.fill('#record', 'MIIBIjANBgkqhkiG9w0BAQEFAAOC\nMIIBIjANBgkqhkiG9w0BAQEFAAOC');
    await page.click('[data-key=use-record]');
    await page.element('#record-problems .bad');
  },
  'header-only': async (page) => {
    await give(page, committed('message-header-only/message.eml'));
    await announced(page);
  },
  unsigned: async (page) => {
    await give(page, committed('dkim-unsigned/message.eml'));
    await announced(page);
    await decline(page);
  },
  telling: async (page) => {
    await give(page, handedOver(message));
    await announced(page);
    await page.click('.consent details summary');
    await page.fill(
      '#record',
      [
        'plain.example. TXT "v=spf1 include:_spf.plain.example exists:%{l}.who.plain.example -all"',
        ...Array.from({ length: 4 }, (_, place) => `_${'x'.repeat(place)}.plain.example. TXT "v=spf1 -all"`),
        '_spf.plain.example. TXT "v=spf1 a:a.plain.example a:b.plain.example a:c.plain.example a:d.plain.example a:e.plain.example a:f.plain.example -all"',
      ].join('\n'),
    );
    await page.click('[data-key=use-record]');
    await page.element('[data-key=ask-telling]');
  },
  route: async (page) => {
    await judge(
      page,
      unsigned,
      'plain.example. TXT "v=spf1 ip4:203.0.113.66 -all"\n_dmarc.plain.example. TXT "v=DMARC1; p=reject; psd=n"',
    );
  },
  unproven: async (page) => {
    await judge(
      page,
      unsigned,
      'plain.example. TXT "v=spf1 -all"\n_dmarc.plain.example. TXT "v=DMARC1; p=reject; psd=n"',
    );
  },
  undecided: async (page) => {
    await give(page, unsigned);
    await announced(page);
  },
  declined: async (page) => {
    await give(page, message);
    await announced(page);
    await page.click('[data-key=decline]');
    await settled(page);
  },
  unreachable: async (page) => {
    await give(page, message);
    await announced(page);
    await page.click('[data-key=ask]');
    await settled(page);
  },
  expired: async (page) => {
    await give(page, committed('dkim-expired/message.eml'));
    await announced(page);
    await paste(page, committed('dkim-expired/zone.txt'));
  },
  offline: async (page) => {
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
      window.dispatchEvent(new Event('offline'));
    });
    await STATES.consent?.(page);
  },
  error: async (page) => {
    await give(page, 'Dear Bob,\n\nthe violets are in bloom again.\n\nAlice\n');
    await page.element('#trouble');
  },
};

const wanted = process.argv.slice(2);
await mkdir(FOLDER, { recursive: true });
const server = await startServer();
const browser = await launchers.chromium();
try {
  for (const [state, reach] of Object.entries(STATES)) {
    if (wanted.length > 0 && !wanted.includes(state)) continue;
    for (const width of [1280, 360]) {
      const page = await browser.page({ viewport: { width, height: 800 } });
      await visit(page, `${server.url}/`);
      await reach(page);
      for (const language of /** @type {const} */ (['en', 'ja'])) {
        await speak(page, language);
        await still(page);
        for (const theme of /** @type {const} */ (['light', 'dark'])) {
          await dress(page, theme);
          await page.screenshot(join(FOLDER, `${state}-${language}-${theme}-${width}.png`));
        }
      }
      await browser.closePages();
    }
    console.log(`.cache/screenshots/${state}-*.png`);
  }
} finally {
  await browser.close();
  await server.close();
}
