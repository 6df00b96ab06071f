// What leaves the browser, and what stays in it: N1, N3, N7, N8, E2.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { after, before, it } from 'node:test';

import { startServer } from '../../tools/serve.mjs';
import { inBrowsers } from './harness.mjs';
import { committed, committedKey, keyRecord, letter, signed } from './mail.mjs';
import {
  asked,
  byName,
  CLOUDFLARE,
  decode,
  GOOGLE,
  handedOver,
  isOwnFile,
  kept,
  questions,
  sentElsewhere,
} from './questions.mjs';
import { startResolver } from './resolver/resolver.mjs';
import { txt } from './resolver/zone.mjs';
import { announced, clear, consent, everything, give, settled, state, visit } from './steps.mjs';

/** @typedef {import('./harness.mjs').TestPage} TestPage */

const key = committedKey('rsa2048');
const message = letter('plain.example', [{ key, selector: 's1' }]);

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
/** @type {Awaited<ReturnType<typeof startServer>>} */
let bare;
/** @type {Awaited<ReturnType<typeof startResolver>>} */
let resolver;

before(async () => {
  server = await startServer();
  bare = await startServer({ headers: false });
  resolver = await startResolver({
    zones: {
      'plain.example': [
        `s1._domainkey TXT ${txt(keyRecord(key))}`,
        `_dmarc TXT ${txt('v=DMARC1; p=reject')}`,
        `plain.example. TXT ${txt('v=spf1 include:_spf.plain.example exists:%{l}.who.plain.example -all')}`,
        `_spf TXT ${txt('v=spf1 a:out.plain.example -all')}`,
        'out A 203.0.113.99',
        'alice.who A 127.0.0.2',
        `mail TXT ${txt('v=spf1 a -all')}`,
        'mail A 203.0.113.66',
      ],
      '.': committed('dkim-pass-two-signatures/zone.txt').trim().split('\n'),
    },
  });
});
after(() => Promise.all([server?.close(), bare?.close(), resolver?.stop()]));

inBrowsers('the privacy promise', (browser) => {
  it('N1 N7: sends nothing before consent, and then the announced names only', async () => {
    const page = await browser.page({ relay: { [CLOUDFLARE]: resolver.url } });
    await visit(page, `${server.url}/`);
    await give(page, committed('dkim-pass-two-signatures/message.eml'));
    const names = await announced(page);
    assert.deepEqual([...names].sort(), [
      '_dmarc.example',
      '_dmarc.sender.example',
      's1._domainkey.sender.example',
      's2._domainkey.sender.example',
    ]);
    await page.waitForText('#headline', 'Its public key will show whether it is genuine');
    assert.deepEqual(sentElsewhere(page, server.url), []);

    await page.click('[data-key=ask]');
    await settled(page);
    assert.equal(await state(page), 'pass');
    assert.deepEqual(asked(page, server.url), questions(names, CLOUDFLARE).sort(byName));
    const text = await page.text('waxseal-check');
    for (const name of names)
      assert.match(text.slice(text.indexOf('What has left')), new RegExp(name.replaceAll('.', '\\.')));
  });

  it('N7: shows each request that the browser recorded, and no other', async () => {
    const page = await browser.page({ relay: { [CLOUDFLARE]: resolver.url } });
    await visit(page, `${server.url}/`);
    await give(page, committed('dkim-pass-two-signatures/message.eml'));
    await announced(page);
    await page.click('[data-key=ask]');
    await settled(page);
    // The last part that a result brings.
    await page.element('#exports');
    await page.element('#sender-alignment');
    // The browser does not record the page itself, nor what it loads aside of it.
    const aside = ['', 'manifest.webmanifest', 'service-worker.js', 'icon.svg'];
    const ownFiles = (/** @type {(string | null)[]} */ all) =>
      [...new Set(all)].filter((one) => one !== null && !aside.includes(one)).sort();
    const read = () =>
      page.evaluate(() => {
        const record = /** @type {HTMLDetailsElement} */ (
          document.querySelector('waxseal-check')?.shadowRoot?.querySelector('[data-key=sent-record]')
        );
        record.open = true;
        record.dispatchEvent(new Event('toggle'));
        return {
          files: [...record.querySelectorAll('.paths code')].map(({ textContent }) => textContent),
          others: [...record.querySelectorAll('.question')].slice(1).map(({ textContent }) => textContent),
        };
      });
    const sent = () => page.requests().map(({ url }) => url);
    const sentFiles = () =>
      ownFiles(
        sent()
          .filter(isOwnFile(server.url))
          .map((url) => url.slice(server.url.length + 1)),
      );
    // What is loaded at leisure is recorded once it is there.
    let { files, others } = await read();
    for (let tries = 0; tries < 40 && ownFiles(files).join() !== sentFiles().join(); tries += 1) {
      await page.evaluate(
        () =>
          new Promise((resolve) => {
            setTimeout(resolve, 100);
          }),
      );
      ({ files, others } = await read());
    }
    assert.deepEqual(others, [
      `${new URL(CLOUDFLARE).host}${sent().filter((url) => url.startsWith(CLOUDFLARE)).length} DNS questions`,
    ]);
    assert.deepEqual(ownFiles(files), sentFiles());
    assert.ok(files.includes('generated/waxseal.wasm'));
  });

  it('N2: asks whom the reader has chosen, and nobody else when that fails', async () => {
    const page = await browser.page();
    await visit(page, `${server.url}/`);
    await give(page, message);
    const names = await announced(page);
    await page.click('[value=google]');
    await page.waitForText('[data-key=ask]', 'Google');
    await page.click('[data-key=ask]');
    await settled(page);
    assert.equal(await state(page), 'unknown');
    assert.deepEqual(asked(page, server.url), questions(names, GOOGLE).sort(byName));
  });

  it('N1: asks what follows within the announced kinds, and what tells the sender something by its own click alone', async () => {
    const page = await browser.page({ relay: { [CLOUDFLARE]: resolver.url } });
    await visit(page, `${server.url}/`);
    await give(page, handedOver(message));
    const names = await announced(page);
    assert.deepEqual([...names].sort(), [
      '_dmarc.example',
      '_dmarc.plain.example',
      'mail.plain.example',
      'plain.example',
      's1._domainkey.plain.example',
    ]);
    assert.match(
      await page.text('.consent'),
      /may this server send for the envelope’s sender\?[^]*may this server use the name[^]*what does the domain in From ask for\?/,
    );
    assert.deepEqual(sentElsewhere(page, server.url), []);

    await page.click('[data-key=ask]');
    await page.element('[data-key=ask-telling]');
    const first = [
      ...questions([...names, '_spf.plain.example'], CLOUDFLARE),
      ...['mail.plain.example', 'out.plain.example'].map((name) => ({ to: CLOUDFLARE, name, type: 1 })),
    ].sort(byName);
    assert.deepEqual(asked(page, server.url), first);
    assert.deepEqual(await announced(page), ['alice.who.plain.example']);
    assert.match(await page.text('.telling'), /that this e-mail is being looked at, and when/);
    assert.equal(await page.count('[data-key=ask]'), 0);
    assert.equal(await state(page), 'pass');

    await page.click('[data-key=ask-telling]');
    await settled(page);
    assert.deepEqual(
      asked(page, server.url),
      [...first, { to: CLOUDFLARE, name: 'alice.who.plain.example', type: 1 }].sort(byName),
    );
  });

  it('N1: leaves out what tells the sender something where only that is declined', async () => {
    const page = await browser.page({ relay: { [CLOUDFLARE]: resolver.url } });
    await visit(page, `${server.url}/`);
    await give(page, handedOver(message));
    await announced(page);
    await page.click('[data-key=ask]');
    await page.click('[data-key=decline-telling]');
    await settled(page);
    assert.ok(
      !sentElsewhere(page, server.url)
        .map(decode)
        .some(({ name }) => name.includes('alice')),
    );
    assert.equal(await state(page), 'pass');
  });

  it('N1: asks for a name made for one mail not by the first click', async () => {
    const page = await browser.page({ relay: { [CLOUDFLARE]: resolver.url } });
    await visit(page, `${server.url}/`);
    const selectors = [
      'u-7f3a9c21d4e8b6',
      'kzqwxhvbnmtrplsdfgh',
      '837192047566128394',
      'xn--7f3a9c21d4e8b6k2m4',
      '7f3a9c21.d4e8b6a1',
      'correct-horse-battery-staple',
    ];
    await give(
      page,
      letter(
        'plain.example',
        selectors.map((selector) => ({ key, selector })),
      ),
    );
    const names = await announced(page);
    const telling = names.filter((name) => name.includes('._domainkey.'));
    assert.deepEqual(telling.sort(), selectors.map((selector) => `${selector}._domainkey.plain.example`).sort());
    await page.click('[data-key=ask]');
    await page.waitFor(() => {
      const root = document.querySelector('waxseal-check')?.shadowRoot;
      return (
        Boolean(root?.querySelector('[data-key=ask-telling]')) &&
        !root?.querySelector('[data-key=ask], [data-key=cancel]')
      );
    });
    const plain = names.filter((name) => !telling.includes(name));
    assert.deepEqual(asked(page, server.url), questions(plain, CLOUDFLARE).sort(byName));
    await page.click('[data-key=decline-telling]');
    await settled(page);
    assert.equal(sentElsewhere(page, server.url).length, plain.length);
    assert.equal(await state(page), 'unknown');
  });

  it('N1: shows a name to be asked for whole, however long', async () => {
    for (const width of [320, 1280]) {
      const page = await browser.page({ viewport: { width, height: 900 } });
      await visit(page, `${server.url}/`);
      const domain = `${Array.from({ length: 9 }, (_, i) => `department${i}of-everything`).join('.')}.plain.example`;
      await give(page, letter(domain, [{ key, selector: 's1' }]));
      const names = await announced(page);
      assert.ok(names.includes(`s1._domainkey.${domain}`) && names.includes(`_dmarc.${domain}`), names.join('\n'));
      const cut = await page.evaluate(() =>
        [...(document.querySelector('waxseal-check')?.shadowRoot?.querySelectorAll('.consent .question bdi') ?? [])]
          .filter((name) => name.scrollHeight > name.clientHeight + 1 || name.scrollWidth > name.clientWidth + 1)
          .map(({ textContent }) => textContent),
      );
      assert.deepEqual(
        [cut, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)],
        [[], true],
        `${width}`,
      );
      await browser.closePages();
    }
  });

  it('N1: sends nothing when the reader declines', async () => {
    const page = await browser.page();
    await visit(page, `${server.url}/`);
    await give(page, message);
    await announced(page);
    await page.click('[data-key=decline]');
    await settled(page);
    assert.equal(await state(page), 'unknown');
    assert.match(await page.text('#headline'), /Not tested: the key of plain\.example was not asked for/);
    const text = await everything(page);
    assert.match(text, /dkim=not_checked/);
    assert.match(text, /What has left this browser\s+Nothing\./);
    assert.deepEqual(sentElsewhere(page, server.url), []);
  });

  it('N1: shows the examples without asking anybody', async () => {
    const page = await browser.page();
    await visit(page, `${server.url}/`);
    for (const sample of ['pass', 'list-footer', 'forged']) {
      await page.click(`[data-key=sample-${sample}]`);
      await settled(page);
      await clear(page);
    }
    assert.deepEqual(sentElsewhere(page, server.url), []);
  });

  it('N7: keeps a canary in, and nothing of it after “clear”', async () => {
    const canary = randomBytes(16).toString('hex');
    const marked = signed(
      [{ key, domain: 'plain.example', selector: 's1' }],
      [
        ['From', `"${canary}" <${canary}@plain.example>`],
        ['To', `${canary} <${canary}@receiver.example>`],
        ['Subject', `Lunch ${canary}`],
        ['Reply-To', `${canary}@elsewhere.example`],
        ['Date', 'Mon, 23 Nov 2026 10:00:00 +0000'],
        ['Message-ID', `<${canary}@plain.example>`],
        ['Received', `from a.example (${canary}) by b.example; Mon, 23 Nov 2026 10:00:00 +0000`],
        [`X-${canary}`, canary],
        ['List-Unsubscribe', `<https://plain.example/${canary}>`],
        ['Content-Type', `text/html; boundary="${canary}"`],
      ],
      `<img src="https://plain.example/${canary}.png">\r\n<script src="https://plain.example/${canary}.js"></script>\r\n${canary}\r\n`,
    );
    const page = await browser.page();
    await visit(page, `${server.url}/own-resolver.html`);
    await page.upload('#file', [{ name: `${canary}.eml`, content: marked }]);
    const names = await announced(page);
    await consent(page, resolver.url);
    assert.equal(await state(page), 'pass');
    assert.ok((await everything(page)).includes(canary), 'the canary is not in the message');

    const leaks = async () =>
      [kept(page), page.requests(), page.messages(), resolver.log()].map(async (all) =>
        JSON.stringify(await all)
          .toLowerCase()
          .includes(canary),
      );
    assert.deepEqual(await Promise.all(await leaks()), [false, false, false, false]);
    // Encoded, too: every question is what was announced.
    assert.deepEqual(asked(page, server.url), questions(names, resolver.url).sort(byName));

    await clear(page);
    assert.deepEqual(await Promise.all(await leaks()), [false, false, false, false]);
    const left = await page.evaluate(() => {
      const root = document.querySelector('waxseal-check')?.shadowRoot;
      const values = [...(root?.querySelectorAll('input, textarea') ?? [])].map(
        (field) => /** @type {HTMLInputElement} */ (field).value,
      );
      return [document.documentElement.outerHTML, root?.innerHTML, ...values].join('\n');
    });
    assert.ok(!left.includes(canary), 'the page still holds the message');
    assert.ok(!(await page.text('waxseal-check')).includes('plain.example'), 'the page still shows the message');
  });

  it('N8: lets the worker reach no unlisted host, on a server without headers too', async () => {
    const page = await browser.page({ allow: ['https://unlisted.example/'] });
    /** What the worker itself sees, run within it. */
    const attempt = async () => {
      /** @type {string[]} */
      const violations = [];
      addEventListener('securitypolicyviolation', (event) =>
        violations.push(`${/** @type {any} */ (event).effectiveDirective} ${/** @type {any} */ (event).blockedURI}`),
      );
      const outcome = await fetch('https://unlisted.example/?leak').then(
        () => 'sent',
        (error) => error.name,
      );
      await new Promise((resolve) => {
        setTimeout(resolve, 100);
      });
      return { outcome, violations, from: location.href };
    };
    if (browser.name === 'firefox') {
      // Its driver cannot run anything in a worker: the page's own one gets some lines more.
      await page.page.evaluateOnNewDocument((/** @type {string} */ source) => {
        const more = `(${source})().then((result) => new BroadcastChannel('attempt').postMessage(result));`;
        new BroadcastChannel('attempt').addEventListener('message', ({ data }) =>
          sessionStorage.setItem('attempt', JSON.stringify(data)),
        );
        /** @type {any} */ (globalThis).Blob = class extends Blob {
          /** @param {BlobPart[]} parts @param {BlobPropertyBag} options */
          constructor(parts, options) {
            super(options?.type === 'text/javascript' ? [...parts, '\n', more] : parts, options);
          }
        };
      }, String(attempt));
    }
    await visit(page, `${bare.url}/`);
    await give(page, message);
    await announced(page);
    if (browser.name === 'chromium') {
      /** @type {any[]} */
      const workers = page.page.workers();
      assert.ok(workers.length > 0, 'there is no worker');
      for (const worker of workers) {
        const { outcome, violations, from } = await worker.evaluate(attempt);
        assert.equal(outcome, 'TypeError');
        assert.match(from, /^blob:/);
        assert.match(violations.join(), /^connect-src https:\/\/unlisted\.example/);
      }
    } else {
      const { outcome, violations, from } = JSON.parse(await page.waitFor(() => sessionStorage.getItem('attempt')));
      assert.equal(outcome, 'TypeError');
      assert.match(from, /^blob:/);
      assert.match(violations.join(), /^connect-src https:\/\/unlisted\.example/);
    }
    assert.deepEqual(sentElsewhere(page, bare.url), []);
  });

  it('E2: does not ask where another page shows it', async () => {
    const host = createServer((_, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(
        `<!doctype html><title>Host</title><iframe src="${bare.url}/" width="900" height="900"></iframe><iframe src="${server.url}/"></iframe>`,
      );
    });
    await new Promise((resolve) => {
      host.listen(0, '127.0.0.1', () => resolve(undefined));
    });
    try {
      const page = await browser.page();
      await page.open(`http://localhost:${/** @type {import('node:net').AddressInfo} */ (host.address()).port}/`);
      /** @type {any} */
      let frame;
      const end = Date.now() + 10_000;
      while (!frame && Date.now() < end) {
        frame = page.page.frames().find((/** @type {any} */ one) => one.url().startsWith(bare.url));
        await new Promise((resolve) => {
          setTimeout(resolve, 50);
        });
      }
      const seen = await frame.evaluate(async (/** @type {string} */ text) => {
        const check = /** @type {any} */ (document.querySelector('waxseal-check'));
        /** @param {() => unknown} test */
        const until = async (test) => {
          while (!test())
            await new Promise((resolve) => {
              setTimeout(resolve, 50);
            });
        };
        await until(() => check?.hasAttribute('ready'));
        check.source = text;
        await until(() => check.shadowRoot.querySelector('[data-key=decline]'));
        return {
          text: check.shadowRoot.querySelector('.consent').textContent,
          ask: check.shadowRoot.querySelectorAll('[data-key=ask]').length,
        };
      }, message);
      assert.equal(seen.ask, 0);
      assert.match(seen.text, /shown inside another one/);
      // With the headers it is not shown at all.
      assert.ok(
        !page.page.frames().some((/** @type {any} */ one) => one.url() === `${server.url}/`),
        'framed in spite of frame-ancestors',
      );
      assert.deepEqual(
        page.requests().filter(({ url }) => !/^http:\/\/localhost:/.test(url)),
        [],
      );
    } finally {
      host.closeAllConnections();
      host.close();
    }
  });
});
