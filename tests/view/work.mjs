// Counts the work of a function of the page: how often its blocks run, by V8's own count, and what the built-in
// functions go through.

import { Session } from 'node:inspector/promises';

const WWW = new URL('../../www/', import.meta.url).href;

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

let walked = 0;

/**
 * Lets a built-in function count what it goes through.
 * @param {any} holder @param {string | symbol} name @param {(self: any, result: any, args: any[]) => number} cost
 */
const counted = (holder, name, cost) => {
  const original = holder[name];
  holder[name] = function (/** @type {any[]} */ ...args) {
    const result = Reflect.apply(original, this, args);
    walked += cost(this, result, args);
    return result;
  };
};

/** How far a search has come. @param {string} text @param {unknown} result @param {any[]} args */
const searched = (text, result, [, from = 0]) =>
  (typeof result === 'number' && result >= 0 ? result : text.length) - Math.min(Number(from) || 0, text.length);
for (const name of ['indexOf', 'includes']) counted(String.prototype, name, searched);
for (const name of [
  'split',
  'toLowerCase',
  'toUpperCase',
  'trim',
  'trimStart',
  'trimEnd',
  'replaceAll',
  'replace',
  'normalize',
  'lastIndexOf',
  Symbol.iterator,
])
  counted(String.prototype, name, (text) => text.length);
for (const name of [
  'includes',
  'indexOf',
  'join',
  'flat',
  'toSorted',
  'sort',
  'reverse',
  'toReversed',
  'findLast',
  'findLastIndex',
])
  counted(Array.prototype, name, (list) => list.length);
counted(Array.prototype, 'slice', (_, result) => result.length);
counted(Array.prototype, 'push', (_, __, args) => args.length);

/**
 * How much a function does.
 * @param {() => unknown} run
 * @returns {Promise<number>}
 */
export const workOf = async (run) => {
  await session.post('Profiler.takePreciseCoverage');
  walked = 0;
  await run();
  const passed = walked;
  const { result } = await session.post('Profiler.takePreciseCoverage');
  return (
    passed +
    result
      .filter(({ url }) => url.startsWith(WWW))
      .flatMap(({ functions }) => functions)
      .flatMap(({ ranges }) => ranges)
      .reduce((sum, { count }) => sum + count, 0)
  );
};

/** Ends the count. */
export const close = () => session.disconnect();
