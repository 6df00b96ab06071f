// The main job: a message is given, the reader agrees, a real resolver answers, the verdict is on the screen.

import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';

import { startServer } from '../../tools/serve.mjs';
import { inBrowsers } from './harness.mjs';
import { committed, committedKey, keyRecord, letter } from './mail.mjs';
import { startResolver } from './resolver/resolver.mjs';
import { txt, zoneLines } from './resolver/zone.mjs';
import {
  agree,
  announced,
  announcedKeys,
  clear,
  consent,
  everything,
  give,
  paste,
  state,
  through,
  unfold,
  visit,
} from './steps.mjs';

const small = committedKey('rsa2048');
const large = generateKeyPairSync('rsa', { modulusLength: 4096 }).privateKey;

/** A real message with the key that its domain had published. */
function findReal() {
  for (const folder of (process.env.WAXSEAL_SUITES ?? '').split(':').filter(Boolean)) {
    const file = join(folder, 'zkemail-real/suite.json');
    if (!existsSync(file)) continue;
    const { cases } = JSON.parse(readFileSync(file, 'utf8'));
    for (const found of cases) {
      const message = readFileSync(join(folder, 'zkemail-real', found.message_file), 'latin1');
      const [signature, ...others] = found.expected.dkim;
      // The page knows no other time than the present one.
      if (others.length === 0 && signature.result === 'pass' && !/[;\s]x=\d/.test(message))
        return { ...found, message };
    }
  }
  return undefined;
}
const real = findReal();

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
/** @type {Awaited<ReturnType<typeof startResolver>>} */
let resolver;

before(async () => {
  server = await startServer();
  resolver = await startResolver({
    zones: {
      '.': [...committed('dkim-key-alias/zone.txt').trim().split('\n'), ...(real ? zoneLines(real.dns).lines : [])],
      'plain.example': [
        `s1._domainkey TXT ${txt(keyRecord(small))}`,
        `large._domainkey TXT ${txt(keyRecord(large))}`,
        `gone._domainkey.plain.example TXT ${txt(keyRecord(small))}`,
      ],
      'signed.example': [`s1._domainkey TXT ${txt(keyRecord(small))}`],
      'bogus.example': ['chromium', 'firefox'].map((name) => `${name}._domainkey TXT ${txt(keyRecord(small))}`),
    },
    signed: ['signed.example'],
    bogus: ['bogus.example'],
  });
});
after(() => Promise.all([server?.close(), resolver?.stop()]));

inBrowsers('a verification', (browser) => {
  const open = async () => {
    const page = await browser.page();
    await visit(page, `${server.url}/own-resolver.html`);
    return page;
  };

  it('verifies a real message with its real key', {
    skip: !real && 'WAXSEAL_SUITES names no folder with zkemail-real',
  }, async () => {
    const page = await open();
    const [{ domain, selector }] = real.expected.dkim;
    // Octet by octet: pasting is for text.
    await page.upload('#file', [{ name: 'real.eml', content: Buffer.from(real.message, 'latin1') }]);
    assert.deepEqual(await announcedKeys(page), [`${selector}._domainkey.${domain}`]);
    await consent(page, resolver.url);
    assert.match(
      await page.text('#headline'),
      new RegExp(`^Sent by ${domain.replaceAll('.', '\\.')}: the domain in From is proven`),
    );
    await through(page, 'evidence');
    const card = await page.text('article.card');
    assert.match(card, /dkim=pass/);
    assert.ok(card.includes(domain) && card.includes(selector), card);
    assert.match(card, /RSA, 2048 bits/);
  });

  it('asks once for a key that made two signatures', async () => {
    const page = await open();
    const before = (await resolver.log()).length;
    await give(
      page,
      letter('plain.example', [
        { key: small, selector: 's1' },
        { key: small, selector: 's1' },
      ]),
    );
    const names = await announced(page);
    assert.deepEqual(names, ['s1._domainkey.plain.example', '_dmarc.plain.example', '_dmarc.example']);
    await consent(page, resolver.url);
    const asked = (await resolver.log()).slice(before).map(({ name, type }) => `${name} ${type}`);
    assert.deepEqual(asked.sort(), names.map((name) => `${name} TXT`).sort());
    assert.equal(await state(page), 'pass');
    assert.match(
      await page.text('#headline'),
      /^Sent by plain\.example: the domain in From is proven, it signed this e-mail\.$/,
    );
    await through(page, 'evidence');
    await unfold(page);
    assert.equal(await page.count('article.card'), 2);
    const text = await page.text('waxseal-check');
    assert.equal(text.match(/dkim=pass/g)?.length, 2);
    assert.equal(text.match(/RSA, 2048 bits/g)?.length, 3);
    assert.match(
      text,
      /What has left this browser\s+These questions, and nothing else:\s+s1\._domainkey\.plain\.example\s+TXT/,
    );
  });

  it('follows an alias and says so', async () => {
    const page = await open();
    await give(page, committed('dkim-key-alias/message.eml'));
    assert.deepEqual(await announcedKeys(page), ['s1._domainkey.sender.example']);
    await consent(page, resolver.url);
    assert.equal(await state(page), 'pass');
    const text = await everything(page);
    assert.match(text, /alias \(CNAME\) that leads to s1\.keys\.host\.example/);
    assert.match(text, /Ed25519/);
  });

  it('puts a 4096-bit key together from its three strings', async () => {
    const page = await open();
    await give(page, letter('plain.example', [{ key: large, selector: 'large' }]));
    await consent(page, resolver.url);
    assert.equal(await state(page), 'pass');
    await through(page, 'evidence');
    const card = await page.text('article.card');
    assert.match(card, /RSA, 4096 bits/);
    assert.match(card, /large/);
    assert.ok(
      card.replaceAll(/\s/g, '').includes(keyRecord(large).replaceAll(' ', '')),
      'the record is not shown whole',
    );
  });

  it('names a key that does not exist', async () => {
    const page = await open();
    await give(page, letter('plain.example', [{ key: small, selector: 'gone' }]));
    await agree(page, resolver.url);
    assert.equal(await state(page), 'fail');
    assert.match(await page.text('#headline'), /The signature of plain\.example cannot be accepted/);
    assert.match(await page.text('.letter'), /There is no name gone\._domainkey\.plain\.example in the DNS/);
    // It may have been entered with the domain twice: that is a question of its own.
    assert.deepEqual(await announced(page), ['gone._domainkey.plain.example.plain.example']);
    await consent(page, resolver.url);
    assert.equal(await state(page), 'fail');
    assert.match(await page.text('#headline'), /The signature of plain\.example cannot be accepted/);
    const text = await everything(page);
    assert.match(text, /dkim=permerror[^]*The name does not exist\./);
    assert.match(text, /the domain was entered twice[^]*Proven: with it, this very signature verifies/);
  });

  it('tells a failing resolver from a missing key, in the resolver’s own words', async () => {
    const page = await open();
    // A resolver gives the text once: a name for each browser.
    await give(page, letter('bogus.example', [{ key: small, selector: browser.name }]));
    await consent(page, resolver.url);
    assert.equal(await state(page), 'unknown');
    assert.match(await page.text('#headline'), /Cannot be tested: no answer about the key of bogus\.example/);
    const text = await everything(page);
    assert.match(text, /dkim=temperror/);
    assert.match(text, /The resolver failed \(RCODE 2\)\. It says: \S+ \S+/);
    assert.doesNotMatch(await page.text('article.card'), /does not exist/);
    // What was asked in vain can be asked again, after consent only.
    const asked = (await resolver.log()).length;
    await page.click('[data-key=ask-again]');
    assert.deepEqual(await announcedKeys(page), [`${browser.name}._domainkey.bogus.example`]);
    assert.equal((await resolver.log()).length, asked);
  });

  it('says of a signed zone only that the resolver says it validated', async () => {
    const page = await open();
    await give(page, letter('signed.example', [{ key: small, selector: 's1' }]));
    await consent(page, resolver.url);
    assert.equal(await state(page), 'pass');
    assert.match(
      await page.text('.letter'),
      /Answered by 127\.0\.0\.1:\d+, .*\. The resolver says that it validated the answer/,
    );
  });

  it('reports a resolver that cannot be reached', async () => {
    const page = await open();
    await give(page, letter('plain.example', [{ key: small, selector: 's1' }]));
    await consent(page, 'https://nobody.example/dns-query');
    assert.equal(await state(page), 'unknown');
    const text = await everything(page);
    assert.match(
      text,
      /No answer could be read: the connection failed[^]*Asked: nobody\.example, .*; no usable answer/,
    );
    assert.doesNotMatch(text, /Answered by|Fault/);
  });

  it('warns of a name that shows an address of another domain', async () => {
    const page = await open();
    await give(page, committed('message-from-address-in-name/message.eml'));
    await announced(page);
    await paste(page, committed('message-from-address-in-name/zone.txt'));
    assert.equal(await state(page), 'warn');
    assert.match(
      await page.text('.letter'),
      /Misleading name[^]*From is written so that it can be taken for somebody else\.[^]*admin@bank\.example/,
    );
  });

  it('marks what is signed in part only, and an algorithm that is not accepted', async () => {
    const page = await open();
    await give(page, committed('dkim-unsigned-body/message.eml'));
    await announced(page);
    await paste(page, committed('dkim-unsigned-body/zone.txt'));
    await through(page, 'evidence');
    assert.match(await page.text('.checks li:first-child'), /Body\s*only the first \d+ bytes/);
    assert.equal(await page.attribute('.checks li:first-child', 'data-state'), 'late');
    await clear(page);
    await give(page, committed('dkim-sha1/message.eml'));
    await announced(page);
    await paste(page, committed('dkim-sha1/zone.txt'));
    await through(page, 'evidence');
    assert.match(await page.text('.checks li:last-child'), /Algorithm\s*not accepted/);
    assert.equal(await page.attribute('.checks li:last-child', 'data-state'), 'fail');
  });

  it('says of a header alone the same above and in its card', async () => {
    const page = await open();
    await give(page, committed('message-header-only/message.eml'));
    await announced(page);
    await paste(page, committed('message-header-only/zone.txt'));
    assert.match(await page.text('#headline'), /This header was signed by/);
    await through(page, 'evidence');
    assert.match(await page.text('article.card .result'), /Header verified, body not tested/);
  });

  it('takes a pasted record instead of asking', async () => {
    const page = await open();
    const before = (await resolver.log()).length;
    await give(page, letter('plain.example', [{ key: small, selector: 's1' }]));
    await announced(page);
    await paste(page, keyRecord(small));
    assert.equal(await state(page), 'pass');
    assert.match(await page.text('.letter'), /Pasted by you/);
    assert.equal((await resolver.log()).length, before);
  });

  it('calls a right signature whose time is over expired, not broken', async () => {
    const page = await open();
    await give(page, committed('dkim-expired/message.eml'));
    await announced(page);
    await paste(page, committed('dkim-expired/zone.txt'));
    assert.equal(await state(page), 'late');
    assert.match(
      await page.text('.letter'),
      /Signed by sender\.example; the signature has since expired\.[^]*only valid until .*2026/,
    );
    await through(page, 'evidence');
    assert.match(await page.text('article.card'), /Expired dkim=fail/);
  });
});
