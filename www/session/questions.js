// Puts the questions to the resolvers and tells the worker the answers. Loaded while a message is read.

import { ALL_MS, ask, IN_FLIGHT } from './doh.js';

/** @import { Request } from '../types/report.js' */
/** @import { AnswerState, Sent } from '../types/session.js' */
/** @typedef {(method: string, args: readonly unknown[]) => Promise<any>} Call */
/**
 * `sent`: where every question is noted. `follow`: the questions that the answers have led to and that may be asked.
 * @typedef {{ call: Call, tell: Call, sent: Sent[], signal: AbortSignal, onChange: () => void, follow: () => Promise<readonly Request[]> }} Options
 */

const now = () => Math.floor(Date.now() / 1000);

/** @param {Request} request */
const keyOf = ({ name, type }) => `${name} ${type}`;

/**
 * @param {readonly Request[]} requests
 * @param {string} resolver
 * @param {{ end: number, inFlight: number }} limits
 * @param {Options} options
 */
const putQuestions = async (requests, resolver, limits, { call, tell, sent, signal, onChange }) => {
  const questions = await Promise.all(
    requests.map(async ({ name, type }) => ({ name, type, message: await call('dnsQuery', [name, type]) })),
  );
  /** @type {Map<object, Sent>} */
  const log = new Map();
  await ask(resolver, questions, {
    ...limits,
    signal,
    onAsk: (question) => {
      const one = /** @type {Sent} */ ({
        name: question.name,
        type: question.type,
        resolver,
        time: now(),
        state: 'asking',
      });
      log.set(question, one);
      sent.push(one);
      onChange();
    },
    onReply: async (question, reply) => {
      const { name, type } = question;
      /** @type {AnswerState} */
      let state = { ok: true };
      if ('failure' in reply) {
        state = { ok: false, reason: reply.failure };
        await tell('addFailure', [name, type, resolver, reply.failure, now()]);
      } else {
        state = await tell('addWire', [name, type, reply.octets, resolver, now()]);
      }
      const one = log.get(question);
      if (one) one.state = state.ok ? 'answered' : state.reason;
      onChange();
    },
  });
};

/**
 * Asks every resolver the same, until no question follows from the answers, or it is ended. None waits for another: what
 * the answers of one have led to is asked of all.
 * @param {readonly Request[]} requests
 * @param {readonly string[]} resolvers
 * @param {Options} options
 */
export const askAll = async (requests, resolvers, options) => {
  const limits = { end: Date.now() + ALL_MS, inFlight: Math.max(1, Math.floor(IN_FLIGHT / resolvers.length)) };
  const { signal } = options;
  /** In the order in which they came up; nothing is asked twice. @type {Map<string, Request>} */
  const all = new Map(requests.map((request) => [keyOf(request), request]));
  const put = new Map(resolvers.map((resolver) => [resolver, 0]));
  const isOpen = () => !signal.aborted && [...put.values()].some((count) => count < all.size);
  let following = Promise.resolve();
  const follow = async () => {
    if (signal.aborted) return;
    for (const request of await options.follow()) if (!all.has(keyOf(request))) all.set(keyOf(request), request);
  };
  /** @param {string} resolver */
  const askOne = async (resolver) => {
    for (let count = put.get(resolver) ?? 0; count < all.size && !signal.aborted; ) {
      const open = [...all.values()].slice(count);
      count = all.size;
      put.set(resolver, count);
      await putQuestions(open, resolver, limits, options);
      following = following.then(follow);
      await following;
    }
  };
  while (isOpen()) await Promise.all(resolvers.map(askOne));
};
