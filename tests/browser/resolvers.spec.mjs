// Two resolvers that may agree, differ or fail, and what the reader chose for the next message: N1, N2, N5.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, it } from 'node:test';

import { startServer } from '../../tools/serve.mjs';
import { inBrowsers } from './harness.mjs';
import { committedKey, keyRecord, letter } from './mail.mjs';
import { asked, CLOUDFLARE, GOOGLE, handedOver, kept, sentElsewhere } from './questions.mjs';
import { startResolver } from './resolver/resolver.mjs';
import { txt } from './resolver/zone.mjs';
import { announced, clear, decline, dress, give, paste, settled, speak, state, visit } from './steps.mjs';

/** @typedef {import('./harness.mjs').TestPage} TestPage */

const key = committedKey('rsa2048');
const other = committedKey('rsa2048-other');
const plain = letter('plain.example', [{ key, selector: 's1' }]);
const differing = letter('differ.example', [{ key, selector: 's1' }]);

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
/** @type {Awaited<ReturnType<typeof startResolver>>[]} */
let resolvers;

before(async () => {
  server = await startServer();
  const shared = {
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
  };
  resolvers = await Promise.all(
    [
      [key, 'reject'],
      [other, 'none'],
    ].map(([own, policy]) =>
      startResolver({
        zones: {
          ...shared,
          'differ.example': [
            `s1._domainkey TXT ${txt(keyRecord(/** @type {any} */ (own)))}`,
            `_dmarc TXT ${txt(`v=DMARC1; p=${policy}`)}`,
          ],
        },
      }),
    ),
  );
});
after(() => Promise.all([server?.close(), ...(resolvers?.map((resolver) => resolver.stop()) ?? [])]));

/** @param {number} place */
const urlOf = (place) => resolvers[place]?.url ?? '';

/** What was asked of one. @param {TestPage} page @param {string} to */
const askedOf = (page, to) =>
  asked(page, server.url)
    .filter((one) => one.to === to)
    .map(({ name, type }) => `${name} ${type}`);

/**
 * The names that are to be asked for as the page lists them, those aside by which the sender learns something.
 * @param {TestPage} page
 */
const listed = (page) =>
  page.evaluate(() =>
    [
      ...(document
        .querySelector('waxseal-check')
        ?.shadowRoot?.querySelectorAll('.consent .group:not(.telling) .question') ?? []),
    ]
      .map(
        (one) =>
          `${one.querySelector('bdi')?.textContent} ${{ TXT: 16, A: 1, AAAA: 28, MX: 15, PTR: 12 }[one.querySelector('code')?.textContent ?? '']}`,
      )
      .sort(),
  );

/** Waits until nothing is being asked. @param {TestPage} page */
const idle = (page) =>
  page.waitFor(() => {
    const root = document.querySelector('waxseal-check')?.shadowRoot;
    return root?.querySelector('.consent') && !root.querySelector('[data-key=cancel]');
  });

/** @param {TestPage} page @param {'ask' | 'always' | 'never'} mode */
const choose = async (page, mode) => {
  await page.evaluate(() => {
    const details = document.querySelector('waxseal-check')?.shadowRoot?.querySelector('.modes');
    if (details instanceof HTMLDetailsElement) details.open = true;
  });
  await page.click(`input[data-key=mode-${mode}]`);
};

inBrowsers('the resolvers', (browser) => {
  /** @param {string} message @param {Record<string, string>} relay @param {{ width?: number }} [options] */
  const open = async (message, relay, { width = 1280 } = {}) => {
    const page = await browser.page({ relay, viewport: { width, height: 900 } });
    await visit(page, `${server.url}/`);
    await give(page, message);
    await announced(page);
    return page;
  };
  const both = () => ({ [CLOUDFLARE]: urlOf(0), [GOOGLE]: urlOf(1) });
  /** @param {TestPage} page */
  const askBoth = async (page) => {
    await page.click('input[data-key=second]');
    await page.click('input[data-key=second-google]');
    await page.waitForText('button[data-key=ask]', 'Ask Cloudflare and Google');
    await page.click('button[data-key=ask]');
    await idle(page);
  };

  it('N5: are asked the same, and what both say is verified', async () => {
    const page = await open(handedOver(plain), both());
    const first = await listed(page);
    assert.match(await page.text('.consent'), /Whoever runs the resolver/);
    await page.click('input[data-key=second]');
    assert.match(await page.text('.consent'), /Each of the two/);
    await page.click('input[data-key=second]');
    assert.deepEqual(sentElsewhere(page, server.url), []);
    await askBoth(page);
    await decline(page);
    assert.equal(await state(page), 'pass');
    const questions = askedOf(page, CLOUDFLARE);
    assert.deepEqual(askedOf(page, GOOGLE), questions);
    assert.deepEqual(new Set(questions).size, questions.length);
    assert.deepEqual(
      first.filter((one) => !questions.includes(one)),
      [],
    );
    assert.ok(questions.includes('out.plain.example 1') && !questions.some((one) => one.startsWith('alice.who')));
    assert.equal(asked(page, server.url).length, 2 * questions.length);
    assert.equal(await page.count('.disputes, .failures'), 0);
    const text = await page.text('waxseal-check');
    const left = text.slice(text.indexOf('What has left'));
    assert.deepEqual(
      [left.match(/to Cloudflare,/g)?.length, left.match(/to Google,/g)?.length],
      [questions.length, questions.length],
    );
    await page.waitForText('.consent', `Cloudflare and Google were asked for ${questions.length} names.`);
  });

  it('N5: that contradict each other prove nothing; both answers are shown', async () => {
    const page = await open(differing, both());
    await askBoth(page);
    await settled(page);
    assert.notEqual(await state(page), 'pass');
    const text = await page.text('.disputes');
    assert.match(text, /Cloudflare[^]*Google/);
    for (const own of [key, other]) assert.ok(text.includes(keyRecord(own).slice(0, 60)), text);
    assert.match(text, /p=reject[^]*p=none|p=none[^]*p=reject/);
  });

  it('N5: one that cannot be reached is named, and the other one counts', async () => {
    const page = await open(plain, { [CLOUDFLARE]: urlOf(0) });
    await askBoth(page);
    await settled(page);
    assert.equal(await state(page), 'pass');
    assert.match(
      await page.text('.failures'),
      /Google gave no readable answer to any of the[^]*the answers of the other one count/,
    );
    assert.deepEqual([...new Set(asked(page, server.url).map(({ to }) => to))].sort(), [CLOUDFLARE, GOOGLE]);
  });

  it('N2: another one is offered by its name where nobody answered, and asked by a click alone', async () => {
    const page = await open(plain, { [GOOGLE]: urlOf(1) });
    await page.click('[data-key=ask]');
    await settled(page);
    assert.equal(await state(page), 'unknown');
    assert.match(
      await page.text('.failures'),
      /Cloudflare gave no readable answer to any of the[^]*extension[^]*Ask Google for these[^]*Ask DNS\.SB for these/,
    );
    const before = askedOf(page, CLOUDFLARE);
    assert.equal(asked(page, server.url).length, before.length);
    await page.click('[data-key=instead-google]');
    await page.waitFor(
      () =>
        document.querySelector('waxseal-check')?.shadowRoot?.querySelector('.letter')?.getAttribute('data-state') ===
        'pass',
    );
    await settled(page);
    assert.deepEqual(askedOf(page, GOOGLE), before);
    assert.deepEqual(askedOf(page, CLOUDFLARE), before);
  });

  it('N5: a second one can be asked after the verdict, for just what was asked', async () => {
    const page = await open(differing, both());
    await page.click('[data-key=ask]');
    await settled(page);
    assert.equal(await state(page), 'pass');
    await page.click('[data-key=second-opinion]');
    await page.waitForText('#consent', 'Ask somebody else');
    const names = await listed(page);
    assert.deepEqual(askedOf(page, GOOGLE), []);
    assert.deepEqual(names, askedOf(page, CLOUDFLARE).sort());
    await page.click('[data-key=close]');
    await page.click('[data-key=second-opinion]');
    await page.waitForText('button[data-key=ask]', 'Ask Google');
    await page.click('button[data-key=ask]');
    await idle(page);
    await page.element('.disputes');
    assert.notEqual(await state(page), 'pass');
    assert.deepEqual(askedOf(page, GOOGLE).sort(), names);
  });

  it('N1: are asked without a click once the reader wants it, but never what tells the sender', async () => {
    const page = await open(plain, both());
    assert.equal(await page.count('[data-key=mode-always]'), 0);
    await page.click('[data-key=ask]');
    await settled(page);
    await choose(page, 'always');
    const before = asked(page, server.url).length;
    await clear(page);
    await give(page, handedOver(plain));
    // The names of SPF are new.
    await page.element('[data-key=mode-off]');
    await page.element('#asked-spf_mailfrom');
    await page.waitFor(
      () =>
        document.querySelector('waxseal-check')?.shadowRoot?.querySelector('.letter')?.getAttribute('data-state') ===
        'pass',
    );
    assert.deepEqual(
      [...new Set(askedOf(page, CLOUDFLARE).slice().sort())].filter((one) => !/^(s1\._domainkey|_dmarc)\./.test(one)),
      [],
    );
    assert.ok(asked(page, server.url).length > before);
    await page.click('button[data-key=ask]');
    await idle(page);
    await decline(page);
    const known = asked(page, server.url).length;
    await clear(page);
    await give(page, handedOver(plain));
    await page.element('[data-key=ask-telling]');
    assert.equal(await page.count('button[data-key=ask]'), 0);
    assert.ok(asked(page, server.url).length > known);
    assert.ok(!askedOf(page, CLOUDFLARE).some((one) => one.startsWith('alice.who')));
    assert.deepEqual(askedOf(page, GOOGLE), []);
    // The way out, and the end of the page's life.
    await page.click('[data-key=mode-off]');
    await decline(page);
    await clear(page);
    await give(page, plain);
    await page.element('button[data-key=ask]');
    await choose(page, 'always');
    const last = asked(page, server.url).length;
    await visit(page, `${server.url}/`);
    await give(page, plain);
    await page.element('button[data-key=ask]');
    assert.equal(await page.count('[data-key=mode-off]'), 0);
    assert.equal(asked(page, server.url).length, last);
  });

  it('N1: are not asked without a click for a name that was not agreed to before, whatever it looks like', async () => {
    const page = await open(plain, both());
    await page.click('[data-key=ask]');
    await settled(page);
    await choose(page, 'always');
    for (const selector of ['s2', 'k1', 'correct-horse-battery-staple', 'xn--7f3a9c21d4e8b6k2m4']) {
      await clear(page);
      await give(page, letter('plain.example', [{ key, selector }]));
      await page.element(`[data-key=ask${selector.length > 2 ? '-telling' : ''}]`);
      await idle(page);
      assert.deepEqual(
        askedOf(page, CLOUDFLARE).filter((one) => one.startsWith(`${selector}.`)),
        [],
      );
      await page.click('[data-key=decline], [data-key=decline-telling]');
      await settled(page);
    }
    // With the reader's click, it is known from then on; what else it leads to is declined.
    const times = async () => {
      await idle(page);
      await decline(page);
      return askedOf(page, CLOUDFLARE).filter((one) => one === 's2._domainkey.plain.example 16').length;
    };
    await clear(page);
    await give(page, letter('plain.example', [{ key, selector: 's2' }]));
    await page.click('button[data-key=ask]');
    assert.equal(await times(), 1);
    await clear(page);
    await give(page, letter('plain.example', [{ key, selector: 's2' }]));
    assert.equal(await times(), 2);
  });

  it('N1: are never asked if the reader wants that, after a reload as well; nothing of the mail is kept', async () => {
    const canary = randomBytes(16).toString('hex');
    const page = await open(plain.replace('Are we hungry', canary), both());
    await choose(page, 'never');
    await visit(page, `${server.url}/`);
    await give(page, plain);
    await page.waitForText('#consent', 'Records are needed');
    assert.equal(await page.count('[data-key=ask]'), 0);
    assert.match(await page.text('.wanted'), /dig s1\._domainkey\.plain\.example TXT/);
    await paste(page, `s1._domainkey.plain.example. TXT ${txt(keyRecord(key))}`);
    assert.equal(await page.count('[data-key=second-opinion], [data-key=ask-again]'), 0);
    assert.deepEqual(sentElsewhere(page, server.url), []);
    const all = JSON.parse(await kept(page));
    assert.deepEqual(all.local, { waxseal: '{"consent":"never"}' });
    assert.deepEqual([all.session, all.databases, all.cookies], [{}, [], '']);
    assert.ok(!JSON.stringify(all).includes(canary) && !JSON.stringify(all).includes('plain.example'));
    await choose(page, 'ask');
    await page.element('[data-key=ask-again]');
    assert.deepEqual(sentElsewhere(page, server.url), []);
  });

  it('say what can be done where nobody may be asked, was asked, or answered', async () => {
    const page = await open(plain, {});
    const advice = () => page.text('#behind-genuine');
    assert.match(await page.text('.letter'), /Answer the question below/);
    assert.match(await advice(), /Agree to the DNS questions above/);
    assert.match(await page.text('#door-evidence'), /\d DNS names not asked for$/);
    await page.click('[data-key=ask]');
    await settled(page);
    assert.match(await advice(), /the DNS gave no answer\. Ask again/);
    await page.click('[data-key=ask-again]');
    await announced(page);
    await decline(page);
    assert.match(await advice(), /because you declined\. Ask after all/);
    await clear(page);
    await give(page, plain);
    await announced(page);
    await choose(page, 'never');
    assert.doesNotMatch(await page.text('waxseal-check'), /Answer the question below|Agree to the DNS/);
    assert.match(await page.text('.letter'), /Paste the records that are named below/);
    assert.match(await advice(), /Paste the records of the names above to find out/);
    // What is gone on without stands above the button that does.
    assert.match(await page.text('.consent'), /Paste the records\n[^]*Use these records[^]*Go on without records/);
    await clear(page);
    await give(page, plain);
    await announced(page);
    assert.match(
      await page.evaluate(
        () => document.querySelector('waxseal-check')?.shadowRoot?.querySelector('[role=status]')?.textContent ?? '',
      ),
      /DNS records are needed/,
    );
    await decline(page);
    assert.match(await advice(), /Paste the records above/);
  });

  it('N5: can both be named by their URLs, if they are two', async () => {
    const page = await browser.page();
    await visit(page, `${server.url}/own-resolver.html`);
    await give(page, differing);
    await announced(page);
    await page.fill('#own', urlOf(0));
    await page.click('input[data-key=second]');
    await page.click('input[data-key=second-url]');
    await page.fill('#second', urlOf(0));
    await page.click('button[data-key=ask]');
    await page.waitForText('#second-bad', 'of another host');
    await page.fill('#second', urlOf(1));
    await page.waitForText('button[data-key=ask]', 'Ask both resolvers');
    await page.click('button[data-key=ask]');
    await idle(page);
    await page.waitForText('.disputes', 'The answers differ');
  });

  it('have nothing that axe-core finds, and fit into 320 pixels, in both languages', async () => {
    const page = await open(differing, { [CLOUDFLARE]: urlOf(0), [GOOGLE]: urlOf(1) }, { width: 320 });
    /** @param {string} what */
    const look = async (what) => {
      await page.evaluate(() => {
        const details = document.querySelector('waxseal-check')?.shadowRoot?.querySelector('.modes');
        if (details instanceof HTMLDetailsElement) details.open = true;
      });
      for (const [language, theme] of /** @type {const} */ ([
        ['ja', 'dark'],
        ['en', 'light'],
      ])) {
        await speak(page, language);
        await dress(page, theme);
        assert.deepEqual(await page.axe(), [], `${what} ${language}`);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${what} ${language}`);
      }
    };
    await choose(page, 'never');
    await look('never');
    await choose(page, 'ask');
    await page.click('input[data-key=second]');
    await look('two');
    await page.click('input[data-key=second-google]');
    await page.click('button[data-key=ask]');
    await settled(page);
    await choose(page, 'always');
    await look('disputed');
  });
});
