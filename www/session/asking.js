// Puts the questions to a resolver and tells the worker the answers. Loaded while a message is read.

import { ALL_MS, ask } from './doh.js';

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

/** @param {readonly Request[]} requests @param {string} resolver @param {number} end @param {Options} options */
const putQuestions = async (requests, resolver, end, { call, tell, sent, signal, onChange }) => {
  const questions = await Promise.all(requests.map(async ({ name, type }) =>
    ({ name, type, message: await call('dnsQuery', [name, type]) })));
  /** @type {Map<object, Sent>} */
  const log = new Map();
  await ask(resolver, questions, {
    signal,
    end,
    onAsk: (question) => {
      const one = /** @type {Sent} */ ({ name: question.name, type: question.type, resolver, time: now(), state: 'asking' });
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
 * Asks round by round, until no question follows from the answers, or it is ended.
 * @param {readonly Request[]} requests
 * @param {string} resolver
 * @param {Options} options
 */
export const askInRounds = async (requests, resolver, options) => {
  const end = Date.now() + ALL_MS;
  /** @type {Set<string>} */
  const asked = new Set();
  for (let open = requests; open.length > 0;) {
    for (const request of open) asked.add(keyOf(request));
    await putQuestions(open, resolver, end, options);
    if (options.signal.aborted) return;
    // Nothing is asked twice.
    open = (await options.follow()).filter((request) => !asked.has(keyOf(request)));
  }
};
