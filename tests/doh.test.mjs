// What is asked over HTTPS, and which replies are taken: N2, N3, N4. With a network and a clock of its own.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';

import { askAll } from '../www/session/questions.js';
import { ask } from '../www/session/doh.js';

/** @import { Question, Reply } from '../www/session/doh.js' */

const RESOLVER = 'https://resolver.example/dns-query';
const LARGEST = 65_536;
const MEDIA_TYPE = 'application/dns-message';
/** Both letters that base64 and base64url write differently, and a length that would be padded. */
const message = Uint8Array.of(0xfb, 0xef, 0xff, 0xfe);
const question = { name: 's1._domainkey.plain.example', type: 'TXT', message };

const { fetch: own } = globalThis;
beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'] }));
afterEach(() => {
  mock.timers.reset();
  globalThis.fetch = own;
});

/** Lets everything happen that waits for no clock. */
const rest = async () => {
  for (let turn = 0; turn < 20; turn += 1)
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
};

/** @typedef {{ url: string, init: RequestInit }} Call */

/** Puts a network in the place of the browser's. @param {(call: Call) => Promise<Response> | Response} network */
const serve = (network) => {
  /** @type {Call[]} */
  const calls = [];
  globalThis.fetch = async (input, init = {}) => {
    const call = { url: String(input), init };
    calls.push(call);
    return network(call);
  };
  return calls;
};

/** Never answers, until it is told to stop. @param {Call} call @returns {Promise<never>} */
const silence = ({ init: { signal } }) =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });

/** @param {BodyInit | null} body @param {ResponseInit} [init] */
const answer = (body, init) => new Response(body, { headers: { 'content-type': MEDIA_TYPE }, ...init });

/**
 * Starts asking.
 * @param {readonly Question[]} [questions]
 * @param {{ signal?: AbortSignal, end?: number, inFlight?: number, resolver?: string }} [options]
 */
const begin = (
  questions = [question],
  { signal = new AbortController().signal, end = 30_000, inFlight = 6, resolver = RESOLVER } = {},
) => {
  /** @type {Reply[]} */
  const replies = [];
  /** @type {string[]} */
  const put = [];
  const done = ask(resolver, questions, {
    signal,
    end,
    inFlight,
    onAsk: ({ name }) => {
      put.push(name);
    },
    onReply: async (_, reply) => {
      replies.push(reply);
    },
  });
  return { replies, put, done };
};

/** The one reply to one question. @param {(call: Call) => Promise<Response> | Response} network */
const replyTo = async (network) => {
  serve(network);
  const { replies, done } = begin();
  await done;
  assert.equal(replies.length, 1);
  return /** @type {Reply} */ (replies[0]);
};

test('N3: a question is a GET of the resolver’s own URL, with nothing but the DNS message', async () => {
  const calls = serve(() => answer(Uint8Array.of(1)));
  await begin([question], { resolver: `${RESOLVER}?profile=a` }).done;
  await begin().done;
  assert.deepEqual(
    calls.map(({ url }) => url),
    [`${RESOLVER}?profile=a&dns=--___g`, `${RESOLVER}?dns=--___g`],
  );
});

test('N3: it takes no cookies and no referrer along, follows no redirect, and is not kept', async () => {
  const calls = serve(() => answer(Uint8Array.of(1)));
  await begin().done;
  assert.equal(calls.length, 1);
  const { signal, ...init } = calls[0]?.init ?? {};
  assert.ok(signal instanceof AbortSignal);
  assert.deepEqual(init, {
    mode: 'cors',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    redirect: 'error',
    cache: 'no-store',
    headers: { accept: MEDIA_TYPE },
  });
});

test('N3: a redirect is no answer, and asks nobody else', async () => {
  /** Does what the Fetch standard says of the mode. @param {Call} call */
  const redirecting = ({ url, init }) => {
    if (init.redirect === 'error') throw new TypeError('redirected');
    return fetch(`https://elsewhere.example/${new URL(url).search}`, init);
  };
  const calls = serve((call) => (call.url.startsWith(RESOLVER) ? redirecting(call) : answer(Uint8Array.of(1))));
  const { replies, done } = begin();
  await done;
  assert.deepEqual([replies, calls.length], [[{ failure: 'network' }], 1]);
});

test('N4: an answer is read as it came', async () => {
  assert.deepEqual(await replyTo(() => answer(Uint8Array.of(1, 2, 255))), { octets: Uint8Array.of(1, 2, 255) });
});

test('N4: no status but 200 is an answer', async () => {
  for (const status of [201, 202, 203, 206, 226, 300, 301, 307, 400, 403, 404, 415, 429, 500, 503, 599]) {
    assert.deepEqual(
      await replyTo(() => answer(Uint8Array.of(1), { status, headers: { 'content-type': MEDIA_TYPE } })),
      { failure: 'http_status' },
      `${status}`,
    );
  }
  for (const status of [204, 205, 304])
    assert.deepEqual(await replyTo(() => new Response(null, { status })), { failure: 'http_status' }, `${status}`);
});

test('N4: nothing but a DNS message is an answer, by its content type alone', async () => {
  for (const type of [MEDIA_TYPE, 'Application/DNS-Message', `${MEDIA_TYPE}; charset=binary`, `${MEDIA_TYPE} ;x=1`]) {
    assert.deepEqual(
      await replyTo(() => answer(Uint8Array.of(7), { headers: { 'content-type': type } })),
      { octets: Uint8Array.of(7) },
      type,
    );
  }
  for (const type of [
    'application/dns-json',
    'application/json',
    'text/html',
    `text/html; a=${MEDIA_TYPE}`,
    `${MEDIA_TYPE}s`,
    `x${MEDIA_TYPE}`,
    'application/octet-stream',
    '',
  ]) {
    assert.deepEqual(
      await replyTo(() => answer(Uint8Array.of(7), { headers: { 'content-type': type } })),
      { failure: 'content_type' },
      type,
    );
  }
  assert.deepEqual(await replyTo(() => new Response(Uint8Array.of(7))), { failure: 'content_type' });
});

test('N4: no more than 64 KiB are read, in however many pieces, and the rest is not fetched', async () => {
  for (const piece of [1000, LARGEST, LARGEST + 1]) {
    for (const [total, fits] of /** @type {const} */ ([
      [LARGEST, true],
      [LARGEST + 1, false],
      [40 * LARGEST, false],
    ])) {
      let pulled = 0;
      let isCancelled = false;
      const body = new ReadableStream(
        {
          pull: (controller) => {
            if (pulled === total) return controller.close();
            const octets = Math.min(piece, total - pulled);
            pulled += octets;
            controller.enqueue(new Uint8Array(octets).fill(3));
          },
          cancel: () => {
            isCancelled = true;
          },
        },
        { highWaterMark: 0 },
      );
      const reply = await replyTo(() => answer(body));
      if (fits) assert.deepEqual(reply, { octets: new Uint8Array(LARGEST).fill(3) });
      else
        assert.deepEqual(
          [reply, isCancelled, pulled <= LARGEST + piece],
          [{ failure: 'too_large' }, true, true],
          `${piece} ${total}`,
        );
    }
  }
});

test('N4: an answer without a body, or whose connection ends in the middle, is none', async () => {
  assert.deepEqual(await replyTo(() => answer(null)), { failure: 'malformed' });
  const broken = new ReadableStream({ pull: (controller) => controller.error(new TypeError('reset')) });
  assert.deepEqual(await replyTo(() => answer(broken)), { failure: 'network' });
});

test('N4: what is not read is not fetched further', async () => {
  const calls = serve(() => answer(Uint8Array.of(1), { status: 503 }));
  await begin().done;
  assert.equal(calls[0]?.init.signal?.aborted, true);
});

test('N2: a question waits for five seconds, for the head as for the body', async () => {
  /** A body that stops where its request does. @param {Call} call */
  const halting = ({ init: { signal } }) =>
    answer(
      new ReadableStream({
        start: (controller) => {
          signal?.addEventListener('abort', () => controller.error(signal.reason));
        },
      }),
    );
  for (const network of [silence, halting]) {
    serve(network);
    const { replies, done } = begin();
    await rest();
    mock.timers.tick(4_999);
    await rest();
    assert.deepEqual(replies, []);
    mock.timers.tick(1);
    await rest();
    assert.deepEqual(replies, [{ failure: 'timeout' }]);
    await done;
  }
});

test('N2: a reply in time ends the wait', async () => {
  const calls = serve(silence);
  const { replies, done } = begin([question, { ...question, name: 'other.example' }], { inFlight: 1 });
  await rest();
  mock.timers.tick(4_000);
  serve(() => answer(Uint8Array.of(1)));
  mock.timers.tick(1_000);
  await rest();
  await done;
  assert.deepEqual([calls.length, replies], [1, [{ failure: 'timeout' }, { octets: Uint8Array.of(1) }]]);
});

test('N2: whatever is still open at the end is not asked, and what is on its way is given up', async () => {
  const calls = serve(silence);
  const { replies, put, done } = begin(
    Array.from({ length: 5 }, (_, i) => ({ ...question, name: `n${i}.example` })),
    { end: 3_000, inFlight: 2 },
  );
  await rest();
  mock.timers.tick(2_999);
  await rest();
  assert.deepEqual([replies, calls.length], [[], 2]);
  mock.timers.tick(1);
  await rest();
  await done;
  assert.deepEqual(
    [replies, put, calls.length],
    [Array(5).fill({ failure: 'timeout' }), ['n0.example', 'n1.example'], 2],
  );
});

test('N2: nothing is asked any more after a cancel, which is told from a time that is over', async () => {
  const calls = serve(silence);
  const controller = new AbortController();
  const { replies, done } = begin(
    Array.from({ length: 4 }, (_, i) => ({ ...question, name: `n${i}.example` })),
    { signal: controller.signal, inFlight: 1 },
  );
  await rest();
  controller.abort();
  await rest();
  await done;
  assert.deepEqual([replies, calls.length], [Array(4).fill({ failure: 'cancelled' }), 1]);
});

test('N2: all that one consent leads to takes thirty seconds at most', async () => {
  /** Answers after four seconds. @param {Call} call @returns {Promise<Response>} */
  const slow = (call) =>
    Promise.race([
      silence(call),
      new Promise((resolve) => {
        setTimeout(() => resolve(answer(Uint8Array.of(1))), 4_000);
      }),
    ]);
  const calls = serve(slow);
  const request = (/** @type {number} */ n) => ({
    name: `n${n}.example`,
    type: /** @type {const} */ ('TXT'),
    purposes: [],
    tells_sender: false,
  });
  let next = 0;
  /** @type {string[]} */
  const states = [];
  const done = askAll([request(0)], [RESOLVER], {
    call: async () => message,
    sent: [],
    signal: new AbortController().signal,
    onChange: () => {},
    tell: async (method, args) => {
      states.push(method === 'addWire' ? 'answered' : String(args[3]));
      return { ok: true };
    },
    // Each answer leads to one more question, for as long as there are answers.
    follow: async () => (states.at(-1) === 'answered' ? [request((next += 1))] : []),
  });
  for (let second = 0; second < 40; second += 1) {
    await rest();
    mock.timers.tick(1_000);
  }
  await done;
  // Seven are answered in 28 seconds; the eighth is on its way when the time is over.
  assert.deepEqual([calls.length, states], [8, [...Array(7).fill('answered'), 'timeout']]);
});
