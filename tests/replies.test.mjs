// What became of questions that went to several resolvers, and how they are put.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { askAll } from '../www/session/questions.js';
import { areApart } from '../www/session/resolvers.js';
import { askedOf, commands, disputed, leftOut, lines, progressOf, tally, unanswered } from '../www/session/replies.js';

/** @import { Answer, Outcome, QueryRecord } from '../www/types/report.js' */
/** @import { Sent } from '../www/types/session.js' */

const ONE = 'https://one.example/dns-query';
const TWO = 'https://two.example/dns-query';

/** @param {...string} texts @returns {Outcome} */
const records = (...texts) => ({ kind: 'records', records: texts, aliases: [], ttl: 300 });
/** @type {Outcome} */ const missing = { kind: 'nx_domain' };
/** @type {Outcome} */ const dead = { kind: 'unreachable', reason: 'network' };

/** @param {string} url @param {Outcome} outcome @returns {Answer} */
const by = (url, outcome) => ({ outcome, provenance: { kind: 'resolver', url, time: 1, authenticated: false } });

/** @param {...Answer} answers @returns {QueryRecord} */
const query = (...answers) => ({
  name: 's1._domainkey.example',
  type: 'TXT',
  purposes: [],
  tells_sender: false,
  answers,
});

test('answers contradict each other by what they hold, not by its order', () => {
  assert.deepEqual(disputed([query(by(ONE, records('a', 'b')), by(TWO, records('b', 'a')))]), []);
  const differing = query(by(ONE, records('a')), by(TWO, records('b')));
  const absent = query(by(ONE, records('a')), by(TWO, missing));
  assert.deepEqual(
    disputed([differing, absent]).map(({ query }) => query),
    [differing, absent],
  );
});

test('a resolver that cannot be read contradicts nobody, and neither does what was pasted', () => {
  assert.deepEqual(disputed([query(by(ONE, records('a')), by(TWO, dead))]), []);
  assert.deepEqual(
    disputed([query(by(ONE, records('a')), { outcome: records('b'), provenance: { kind: 'pasted' } })]),
    [],
  );
});

test('unanswered is what nobody answered', () => {
  const half = query(by(ONE, records('a')), by(TWO, dead));
  const none = query(by(ONE, dead), by(TWO, dead));
  const pasted = query({ outcome: records('a'), provenance: { kind: 'pasted' } });
  assert.deepEqual(unanswered([half, none, pasted]), [none]);
  assert.deepEqual(askedOf([half, none, pasted]), [half, none]);
});

/** @param {string} name @param {string} resolver @param {Sent['state']} state @returns {Sent} */
const sent = (name, resolver, state) => ({ name, type: 'TXT', resolver, time: 1, state });

test('each resolver is counted by itself, and what was asked again counts once', () => {
  const all = [
    sent('a', ONE, 'timeout'),
    sent('a', TWO, 'answered'),
    sent('b', ONE, 'network'),
    sent('a', ONE, 'answered'),
  ];
  assert.deepEqual(tally(all), [
    { resolver: ONE, asked: 2, failed: 1 },
    { resolver: TWO, asked: 1, failed: 0 },
  ]);
  assert.deepEqual(progressOf([query(), query()], [ONE, TWO], [...all.slice(0, 3), sent('b', TWO, 'asking')]), {
    all: 4,
    done: 3,
    failed: 2,
  });
});

test('a name that could mean something else to a shell is no command', () => {
  const asked = ['_dmarc.example', 'a;reboot.example', '-f.example', '$(x).example', 'a b.example', "o'.example"].map(
    (name) => ({ ...query(), name }),
  );
  assert.equal(commands(asked), 'dig _dmarc.example TXT');
  assert.equal(lines(asked), '_dmarc.example TXT');
  assert.equal(leftOut(asked), asked.length - 1);
  for (const character of Array.from({ length: 0x180 }, (_, code) => String.fromCharCode(code))) {
    const isPlain = /[a-z0-9_.-]/.test(character);
    const one = [{ ...query(), name: `a${character}b.example` }];
    assert.deepEqual(
      [lines(one), commands(one)],
      isPlain ? [`a${character}b.example TXT`, `dig a${character}b.example TXT`] : ['', ''],
      JSON.stringify(character),
    );
  }
});

test('resolvers are apart by their hosts', () => {
  assert.ok(areApart(ONE, TWO));
  assert.ok(!areApart(ONE, 'https://one.example/other'));
  assert.ok(!areApart(ONE, 'nonsense'));
});

/**
 * Asks with a network of our own.
 * @param {(url: URL, name: string) => Promise<Response> | Response} network
 * @param {{ resolvers: string[], first: string[], follow: (answered: string[]) => string[] }} more
 */
const asked = async (network, { resolvers, first, follow }) => {
  const encoder = new TextEncoder();
  /** @type {string[]} */ const told = [];
  /** @type {Sent[]} */ const sentOnes = [];
  const before = globalThis.fetch;
  globalThis.fetch = async (input) => {
    const url = new URL(String(input));
    return network(url, Buffer.from(url.searchParams.get('dns') ?? '', 'base64url').toString());
  };
  try {
    const request = (/** @type {string} */ name) => ({ ...query(), name });
    await askAll(first.map(request), resolvers, {
      call: async (_, [name]) => encoder.encode(String(name)),
      tell: async (method, [name, , third, fourth]) => {
        told.push(`${method === 'addWire' ? fourth : third} ${method === 'addWire' ? 'answers' : fourth} ${name}`);
        return { ok: true };
      },
      sent: sentOnes,
      signal: new AbortController().signal,
      onChange: () => {},
      follow: async () =>
        follow(told.filter((one) => one.includes(' answers ')).map((one) => one.split(' ')[2] ?? '')).map(request),
    });
  } finally {
    globalThis.fetch = before;
  }
  return { told: told.sort(), put: sentOnes.map(({ name, resolver }) => `${resolver} ${name}`).sort() };
};

const answer = () => new Response(new Uint8Array(12), { headers: { 'content-type': 'application/dns-message' } });
/** Leads from a to b, and from b to c. @param {string[]} answered */
const chain = (answered) => [...(answered.includes('a') ? ['b'] : []), ...(answered.includes('b') ? ['c'] : [])];

test('what one answer leads to is asked of both, once each', async () => {
  const { put } = await asked(answer, { resolvers: [ONE, TWO], first: ['a'], follow: chain });
  assert.deepEqual(
    put,
    [ONE, TWO].flatMap((resolver) => ['a', 'b', 'c'].map((name) => `${resolver} ${name}`)),
  );
});

test('where one resolver is dead, the other goes on, and nobody takes its place', async () => {
  const network = (/** @type {URL} */ url) => {
    if (url.href.startsWith(TWO)) throw new TypeError('refused');
    return answer();
  };
  const { told } = await asked(network, { resolvers: [ONE, TWO], first: ['a'], follow: chain });
  assert.deepEqual(
    told,
    ['a', 'b', 'c'].flatMap((name) => [`${ONE} answers ${name}`, `${TWO} network ${name}`]).sort(),
  );
});

test('what only the slower one leads to is asked of the quicker one as well', async () => {
  /** @type {(value?: unknown) => void} */ let open = () => {};
  const gate = new Promise((resolve) => {
    open = resolve;
  });
  const network = async (/** @type {URL} */ url) => {
    if (url.href.startsWith(TWO)) await gate;
    return answer();
  };
  const follow = (/** @type {string[]} */ answered) => {
    // The quicker one has nothing left.
    open();
    return answered.length > 1 ? ['b'] : [];
  };
  const { put } = await asked(network, { resolvers: [ONE, TWO], first: ['a'], follow });
  assert.deepEqual(put, [`${ONE} a`, `${ONE} b`, `${TWO} a`, `${TWO} b`]);
});

test('no more than six questions are on their way, to all resolvers together', async () => {
  let flying = 0;
  let most = 0;
  const network = async () => {
    flying += 1;
    most = Math.max(most, flying);
    await new Promise((resolve) => {
      setTimeout(resolve, 1);
    });
    flying -= 1;
    return answer();
  };
  const first = Array.from({ length: 12 }, (_, i) => `n${i}`);
  for (const resolvers of [[ONE], [ONE, TWO]]) {
    most = 0;
    await asked(network, { resolvers, first, follow: () => [] });
    assert.equal(most, 6);
  }
});
