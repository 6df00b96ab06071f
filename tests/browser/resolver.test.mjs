// Proves the chain of name servers that the browser tests ask.

import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { ask, TYPES } from './resolver/message.mjs';
import { startResolver } from './resolver/resolver.mjs';
import { txt, zoneLines } from './resolver/zone.mjs';

/** A DKIM key record. @param {number} bits */
function key(bits) {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  return `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
}

/** @param {Awaited<ReturnType<typeof ask>>} asked */
function answered(asked) {
  assert.ok(asked.answer, `HTTP ${asked.response.status}`);
  return asked.answer;
}

describe('the chain of name servers', () => {
  const small = key(2048);
  const large = key(4096);
  /** @type {Awaited<ReturnType<typeof startResolver>>} */
  let chain;

  before(async () => {
    chain = await startResolver({
      zones: {
        'example.test': [
          `s1._domainkey TXT ${txt(small)}`,
          's2._domainkey CNAME s1.keys.example.test.',
          `s1.keys TXT ${txt(small)}`,
          `large._domainkey TXT ${txt(large)}`,
          `octets TXT ${txt('quote " backslash \\ \u0000\u007f\u00ff')}`,
          `huge TXT ${txt('x'.repeat(6000))}`,
          'a A 192.0.2.1',
        ],
        'signed.test': [`s1._domainkey TXT ${txt(small)}`],
        'bogus.test': ['s1._domainkey TXT "never seen"'],
      },
      signed: ['signed.test'],
      bogus: ['bogus.test'],
      lame: ['lame.test'],
      failures: [
        { name: 'broken.example.test', except: [], how: 'servfail' },
        { name: 'half.example.test', except: ['A'], how: 'servfail' },
        { name: 'silent.example.test', except: [], how: 'timeout' },
      ],
    });
  });
  after(() => chain?.stop());

  it('answers a TXT question, with CORS', async () => {
    const asked = await ask(chain.url, 's1._domainkey.example.test');
    assert.equal(asked.response.headers.get('content-type'), 'application/dns-message');
    assert.equal(asked.response.headers.get('access-control-allow-origin'), '*');
    const answer = answered(asked);
    assert.deepEqual(
      [answer.rcode, answer.name, answer.type, answer.ad],
      [0, 's1._domainkey.example.test', TYPES.TXT, false],
    );
    assert.deepEqual(asked.texts(), [small]);
  });

  it('follows a CNAME and shows it', async () => {
    const asked = await ask(chain.url, 's2._domainkey.example.test');
    assert.deepEqual(
      answered(asked).records.map(({ type, target }) => target ?? type),
      ['s1.keys.example.test', TYPES.TXT],
    );
    assert.deepEqual(asked.texts(), [small]);
  });

  it('carries a 4096-bit key in its three strings', async () => {
    const asked = await ask(chain.url, 'large._domainkey.example.test');
    assert.equal(answered(asked).records[0]?.strings?.length, 3);
    assert.deepEqual(asked.texts(), [large]);
  });

  it('keeps every octet', async () => {
    assert.deepEqual((await ask(chain.url, 'octets.example.test')).texts(), [
      'quote " backslash \\ \u0000\u007f\u00ff',
    ]);
  });

  it('carries an answer that no UDP packet holds', async () => {
    const asked = await ask(chain.url, 'huge.example.test');
    assert.equal(answered(asked).tc, false);
    assert.deepEqual(asked.texts(), ['x'.repeat(6000)]);
  });

  it('says NXDOMAIN, and no data', async () => {
    assert.equal(answered(await ask(chain.url, 'nothing.example.test')).rcode, 3);
    assert.equal(answered(await ask(chain.url, 'somewhere.example.org')).rcode, 3);
    const empty = answered(await ask(chain.url, 'a.example.test'));
    assert.deepEqual([empty.rcode, empty.records.length], [0, 0]);
  });

  it('says SERVFAIL, with the reason', async () => {
    const bogus = answered(await ask(chain.url, 's1._domainkey.bogus.test'));
    assert.equal(bogus.rcode, 2);
    assert.ok(bogus.ede.length > 0, 'no extended error');
    assert.ok(
      bogus.ede.some(({ text }) => text !== ''),
      'an extended error without a text',
    );
    assert.equal(answered(await ask(chain.url, 'lame.test')).rcode, 2);
    assert.equal(answered(await ask(chain.url, 'broken.example.test')).rcode, 2);
    assert.equal(answered(await ask(chain.url, 'half.example.test')).rcode, 2);
    assert.notEqual(answered(await ask(chain.url, 'half.example.test', 'A')).rcode, 2);
  });

  it('sets AD for the signed zone only', async () => {
    const asked = await ask(chain.url, 's1._domainkey.signed.test');
    assert.equal(answered(asked).ad, true);
    assert.deepEqual(asked.texts(), [small]);
    assert.equal(answered(await ask(chain.url, 'nothing.signed.test')).ad, true);
  });

  it('leaves a question without an answer', async () => {
    const controller = AbortSignal.timeout(500);
    await assert.rejects(
      fetch(`${chain.url}?dns=AAABAAABAAAAAAAABnNpbGVudAdleGFtcGxlBHRlc3QAABAAAQ`, { signal: controller }),
      /timeout/i,
    );
  });

  it('tells what was asked', async () => {
    const before = (await chain.log()).length;
    await ask(chain.url, 'LOGGED.example.test', 'MX');
    assert.deepEqual((await chain.log()).slice(before), [{ name: 'logged.example.test', type: 'MX' }]);
  });
});

describe('zone lines', () => {
  it('come from the records of a collection', () => {
    const { lines, failures } = zoneLines(
      {
        's._domainkey.example.com': { TXT: ['v=DKIM1', ['p=', 'abc']] },
        'example.com': { MX: [[10, 'mx.example.com']], A: ['192.0.2.1'], _timeout: true },
        'www.example.com': { CNAME: ['example.com'] },
      },
      60,
    );
    assert.deepEqual(lines, [
      's._domainkey.example.com. 60 IN TXT "v=DKIM1"',
      's._domainkey.example.com. 60 IN TXT "p=" "abc"',
      'example.com. 60 IN MX 10 mx.example.com.',
      'example.com. 60 IN A 192.0.2.1',
      'www.example.com. 60 IN CNAME example.com.',
    ]);
    assert.deepEqual(failures, [{ name: 'example.com', except: ['MX', 'A'], how: 'timeout' }]);
  });
});

const suites = process.env.WAXSEAL_SUITES ?? '';

describe('the keys of real messages', { skip: !existsSync(suites) && 'WAXSEAL_SUITES names no folder' }, () => {
  it('come out of the chain as they were', async () => {
    // The first case that has a name decides what it holds.
    /** @type {Map<string, any>} */
    const names = new Map();
    for (const suite of readdirSync(suites).filter((name) => /^(zkemail-real|rspamd|mimekit|dkimpy)$/.test(name))) {
      const { cases } = JSON.parse(readFileSync(join(suites, suite, 'suite.json'), 'utf8'));
      for (const { dns = {} } of cases)
        for (const [name, records] of Object.entries(dns ?? {})) if (!names.has(name)) names.set(name, records);
    }
    const { lines, failures } = zoneLines(Object.fromEntries(names));
    const chain = await startResolver({ zones: { '.': lines }, failures });
    try {
      let compared = 0;
      for (const [name, { TXT = [] }] of names) {
        if (TXT.length === 0) continue;
        const expected = TXT.map((/** @type {string | string[]} */ record) =>
          Array.isArray(record) ? record.join('') : record,
        );
        assert.deepEqual((await ask(chain.url, name)).texts().sort(), expected.sort(), name);
        compared += 1;
      }
      assert.ok(compared > 10, `${compared} names`);
    } finally {
      await chain.stop();
    }
  });
});
