// What the sections on the sender call on a session.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { Session } from '../../www/session/session.js';
import { committedKey, letter } from '../browser/mail.mjs';
import { close, install } from './page.mjs';

install();
after(close);

test('a session judges by the envelope that the reader enters, with questions of its own', async () => {
  const session = new Session();
  try {
    await session.read(letter('plain.example', [{ key: committedKey('rsa2048'), selector: 's1' }]), () => {});
    const names = async () => (await session.evaluate()).requests.map(({ name }) => name);
    const first = ['s1._domainkey.plain.example', '_dmarc.plain.example', '_dmarc.example'];
    const all = [...first, 'news.plain.example', 'mail.plain.example'];
    assert.deepEqual(await names(), first);
    const envelope = {
      client: '[203.0.113.66]',
      helo: 'mail.plain.example',
      mail_from: 'alice@news.plain.example',
      recipient: null,
    };
    assert.equal(await session.setEnvelope({ ...envelope, client: 'nonsense' }), false);
    assert.deepEqual(await names(), first);
    assert.equal(await session.setEnvelope(envelope), true);
    assert.deepEqual(await names(), all);
    // Another worker is told the same.
    const search = session.explain().catch((/** @type {Error} */ error) => error.message);
    session.cancelExplaining();
    assert.equal(await search, 'cancelled');
    assert.deepEqual(await names(), all);
    assert.equal((await session.evaluate()).report.envelope?.client?.basis.kind, 'given');
    await session.setBoundary(null);
    await session.setEnvelope({ client: null, helo: null, mail_from: null, recipient: null });
    assert.deepEqual(await names(), first);
  } finally {
    session.end();
  }
});
