// A re-opened evidence file gives the very report that it was made of, and a file that was made up harms nobody.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, test } from 'node:test';

import { packEvidence, readEvidence } from '../../www/export/evidence.js';
import { Session } from '../../www/session/session.js';
import { pathOf } from './module.mjs';
import { close, install } from './page.mjs';

/** @import { Evidence } from '../../www/export/evidence.js' */
/** @import { Evaluation } from '../../www/types/report.js' */

const RESOLVER = 'https://resolver.example/dns-query';
/** @type {{ zone?: string }} */
const dns = {};
const { asked } = install(dns);
after(close);

/** @param {string} name @param {string} file */
const inCase = (name, file) => {
  const path = pathOf(`tests/cases/${name}/${file}`);
  return existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
};

/** @param {Session} session */
const askAll = async (session) => {
  const { requests } = await session.evaluate();
  await session.ask(requests, [RESOLVER], {
    onChange: () => {},
    follow: async () => (await session.evaluate()).requests,
  });
  return session.evaluate();
};

/**
 * Judges a source as the page does; returns what it comes to, and the file.
 * @param {Blob | string} source
 * @param {(session: Session) => Promise<unknown>} tell
 */
const judged = async (source, tell) => {
  const session = new Session();
  try {
    await session.read(source, () => {});
    await tell(session);
    const { report } = await session.evaluate();
    return {
      report: JSON.stringify(report),
      file: await packEvidence({ ...(await session.evidence()), waxseal: '0.1.0' }),
    };
  } finally {
    session.end();
  }
};

/** What a file comes to. @param {Evidence} evidence @param {(session: Session) => Promise<unknown>} [more] */
const reopened = async ({ judgedAt, told, message }, more = async () => {}) => {
  const session = new Session();
  try {
    await session.read(message, () => {});
    session.judgeAt(judgedAt);
    await session.replay(told);
    await more(session);
    const { report } = await session.evaluate();
    return {
      report: JSON.stringify(report),
      file: await packEvidence({ ...(await session.evidence()), waxseal: '0.1.0' }),
    };
  } finally {
    session.end();
  }
};

/**
 * @type {Record<string, { name: string, source?: (name: string) => Blob | string, tell: (session: Session) =>
 *   Promise<unknown> }>}
 */
const WAYS = {
  'answers of a resolver': { name: 'sender-forwarded', tell: askAll },
  'answers of a resolver, with refusals': {
    name: 'sender-spf-pass',
    tell: async (session) => {
      const { requests } = await session.evaluate();
      await session.decline(requests.slice(0, 1));
      await askAll(session);
      await session.forget(requests.slice(0, 1));
    },
  },
  'an envelope and a boundary that the reader corrected': {
    name: 'sender-forwarded',
    tell: async (session) => {
      await session.setEnvelope({ client: '8.8.8.8', helo: null, mail_from: '', recipient: 'x@y.example' });
      await session.setBoundary(0);
      await session.setReverse(true);
      await session.setReportDestinations(true);
      return askAll(session);
    },
  },
  'a key record without a name': {
    name: 'dkim-expired',
    tell: async (session) => {
      await session.evaluate();
      const [record = ''] =
        inCase('dkim-expired', 'zone.txt')
          .toString()
          .match(/v=DKIM1[^"]*/) ?? [];
      const { added } = await session.addRecords(record, 'pasted');
      assert.equal(added.length, 1);
    },
  },
  'a paste that had to be repaired': {
    name: 'paste-quoted',
    source: (name) => inCase(name, 'message.eml').toString(),
    tell: askAll,
  },
  'the second of several messages': {
    name: 'paste-mbox-of-two',
    tell: async (session) => {
      await session.choose(1);
      return askAll(session);
    },
  },
  'one inside another': { name: 'paste-attached', tell: askAll },
  'a resolver that is out of reach': {
    name: 'arc-pass-two-sets',
    tell: async (session) => {
      const { requests } = await session.evaluate();
      await session.ask(requests, ['http://[::1]:1/nowhere'], { onChange: () => {}, follow: async () => [] });
    },
  },
  'a domain': { name: '', source: () => 'shop.example', tell: askAll },
};

for (const [way, { name, source, tell }] of Object.entries(WAYS)) {
  test(`the same report to the octet: ${way}`, async () => {
    dns.zone = name ? inCase(name, 'zone.txt').toString() : 'shop.example. 300 IN TXT "v=spf1 -all"\n';
    const first = await judged(source ? source(name) : new Blob([inCase(name, 'message.eml')]), tell);
    // Nobody is asked, whatever the DNS says by now.
    dns.zone = '';
    const before = asked.length;
    const evidence = await readEvidence(first.file);
    const second = await reopened(evidence);
    assert.equal(second.report, first.report);
    assert.equal(asked.length, before);
    assert.equal(await second.file.text(), await first.file.text());
    assert.equal(JSON.parse(await first.file.text()).format, 'waxseal-evidence');
  });
}

test('nothing of a file but its message is left once the DNS is to be asked again', async () => {
  const name = 'sender-spf-pass';
  dns.zone = inCase(name, 'zone.txt').toString();
  const message = inCase(name, 'message.eml');
  const { file } = await judged(new Blob([message]), async (session) => {
    // Answers of which the report does not speak yet, and a way that the message did not take.
    await session.addRecords('made.up.example. 300 IN TXT "v=spf1 +all"\n', 'recorded');
    await session.setEnvelope({ client: '203.0.113.9', helo: null, mail_from: 'x@made.up.example', recipient: null });
    return askAll(session);
  });
  const evidence = await readEvidence(file);
  /** @type {Evaluation | null} */
  let afresh = null;
  const { file: left } = await reopened(evidence, async (session) => {
    session.startAfresh();
    afresh = await session.evaluate();
  });
  const plain = await judged(new Blob([message]), async () => {});
  assert.equal((await readEvidence(left)).told.length, 0);
  const { report, requests } = /** @type {Evaluation} */ (/** @type {unknown} */ (afresh));
  assert.ok(requests.length > 0);
  assert.deepEqual(report.queries, JSON.parse(plain.report).queries);
  assert.deepEqual(report.envelope, JSON.parse(plain.report).envelope);
});

test('a file whose story does not fit its message ends the session, and nothing else', async () => {
  const message = new Blob(['From: a@b.example\r\n\r\nx\r\n']);
  for (const told of /** @type {import('../../www/types/session.js').Told[][]} */ ([
    [['choose', [7]]],
    [['decline', ['\0', 'TXT']]],
    [['forget', ['a..b', 'TXT']]],
  ])) {
    await assert.rejects(reopened({ waxseal: '', judgedAt: 0, told, message }), { message: 'internal' });
  }
});
