// The eye on the worker: P2. With a worker and a clock of its own.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';

import { Rpc, Stopped } from '../www/session/rpc.js';

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => mock.timers.reset());

/** A worker that says what it is told to say. */
class Puppet extends EventTarget {
  /** @type {{ id: number, method: string, args: unknown[] }[]} */ got = [];
  isEnded = false;
  postMessage(/** @type {any} */ data) {
    this.got.push(data);
  }
  terminate() {
    this.isEnded = true;
  }
  /** @param {object} data */
  say(data) {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

const begin = () => {
  const worker = new Puppet();
  return { worker, rpc: new Rpc(/** @type {any} */ (worker)) };
};

/** What becomes of a call. @param {Promise<unknown>} call */
const follow = (call) => {
  /** @type {{ value?: unknown, trouble?: string }} */
  const fate = {};
  call.then(
    (value) => {
      fate.value = value;
    },
    (error) => {
      fate.trouble = error instanceof Stopped ? error.trouble : String(error);
    },
  );
  return fate;
};

const rest = () =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** Lets time pass. @param {number} ms */
const pass = async (ms) => {
  await rest();
  mock.timers.tick(ms);
  await rest();
};

test('a call has its answer, whatever the order', async () => {
  const { worker, rpc } = begin();
  const [one, other] = [follow(rpc.call('read', [1])), follow(rpc.call('judge'))];
  const [first, second] = worker.got;
  assert.deepEqual([first?.method, first?.args, second?.method, second?.args], ['read', [1], 'judge', []]);
  worker.say({ id: second?.id, value: 'b' });
  worker.say({ id: first?.id, value: 'a' });
  await rest();
  assert.deepEqual([one, other, worker.isEnded], [{ value: 'a' }, { value: 'b' }, false]);
});

test('P2: a worker that says nothing for five seconds is ended, and all that it was asked for', async () => {
  const { worker, rpc } = begin();
  const fates = [follow(rpc.call('read')), follow(rpc.call('judge'))];
  // The moment of grace begins after the five seconds.
  for (const ms of [4_999, 1, 299]) {
    await pass(ms);
    assert.deepEqual([fates, worker.isEnded], [[{}, {}], false]);
  }
  await pass(1);
  assert.deepEqual(
    [fates, worker.isEnded, rpc.isStopped],
    [[{ trouble: 'stalled' }, { trouble: 'stalled' }], true, true],
  );
  assert.deepEqual(await rpc.call('judge').catch((error) => error.trouble), 'stalled');
  assert.equal(worker.got.length, 2);
});

test('P2: progress is a sign of life, an answer to nothing is none', async () => {
  const { worker, rpc } = begin();
  /** @type {number[]} */
  const progress = [];
  const fate = follow(rpc.call('read', [], { onProgress: (octets) => progress.push(octets) }));
  const id = worker.got[0]?.id ?? 0;
  for (let octets = 1; octets <= 4; octets += 1) {
    await pass(4_900);
    worker.say({ id, progress: octets });
  }
  assert.deepEqual([progress, fate, worker.isEnded], [[1, 2, 3, 4], {}, false]);
  await pass(2_500);
  worker.say({ id: id + 1, progress: 1 });
  await pass(2_500);
  await pass(300);
  assert.deepEqual([progress, fate, worker.isEnded], [[1, 2, 3, 4], { trouble: 'stalled' }, true]);
});

test('P2: what came while the device slept counts', async () => {
  const { worker, rpc } = begin();
  const fate = follow(rpc.call('judge'));
  await pass(5_000);
  worker.say({ id: worker.got[0]?.id, value: 1 });
  await pass(60_000);
  assert.deepEqual([fate, worker.isEnded], [{ value: 1 }, false]);
});

test('P2: an idle worker is left alone', async () => {
  const { worker, rpc } = begin();
  follow(rpc.call('judge'));
  worker.say({ id: worker.got[0]?.id, value: 1 });
  for (const ms of [5_000, 300, 3_600_000]) await pass(ms);
  assert.deepEqual([worker.isEnded, rpc.isStopped], [false, false]);
});

test('P2: a call that may take longer has its own patience, and no other', async () => {
  const { worker, rpc } = begin();
  const long = follow(rpc.call('diagnose', [], { patience: 120_000 }));
  const short = follow(rpc.call('judge'));
  for (const ms of [5_000, 300, 114_699]) await pass(ms);
  assert.equal(worker.isEnded, false);
  worker.say({ id: worker.got[0]?.id, value: [] });
  await pass(4_999);
  assert.deepEqual([long, short, worker.isEnded], [{ value: [] }, {}, false]);
  await pass(1);
  await pass(300);
  assert.deepEqual([short, worker.isEnded], [{ trouble: 'stalled' }, true]);
});

test('P1: a trap ends the worker, a refusal only the call', async () => {
  const { worker, rpc } = begin();
  const refused = follow(rpc.call('judge'));
  worker.say({ id: worker.got[0]?.id, trouble: 'unreadable' });
  await rest();
  assert.deepEqual([refused, worker.isEnded], [{ trouble: 'unreadable' }, false]);
  const [trapped, beside] = [follow(rpc.call('judge')), follow(rpc.call('source'))];
  worker.say({ id: worker.got[1]?.id, trouble: 'internal' });
  await rest();
  assert.deepEqual([trapped, beside, worker.isEnded], [{ trouble: 'internal' }, { trouble: 'internal' }, true]);
});

test('P1: an error of the worker ends it, and its text goes nowhere', async () => {
  for (const type of ['error', 'messageerror']) {
    const { worker, rpc } = begin();
    const fate = follow(rpc.call('judge'));
    const event = new Event(type, { cancelable: true });
    worker.dispatchEvent(event);
    await rest();
    assert.deepEqual(
      [fate, worker.isEnded, event.defaultPrevented],
      [{ trouble: 'internal' }, true, type === 'error'],
      type,
    );
  }
});

test('a worker is ended once, and what it still says is not heard', async () => {
  const { worker, rpc } = begin();
  /** @type {number[]} */
  const progress = [];
  const fate = follow(rpc.call('read', [], { onProgress: (octets) => progress.push(octets) }));
  rpc.stop(new Stopped('cancelled'));
  rpc.stop(new Stopped('stalled'));
  worker.say({ id: worker.got[0]?.id, progress: 1 });
  worker.say({ id: worker.got[0]?.id, value: 1 });
  await rest();
  assert.deepEqual(
    [fate, progress, await rpc.call('read').catch((error) => error.trouble)],
    [{ trouble: 'cancelled' }, [], 'cancelled'],
  );
});
