// Puts the questions to a resolver and tells the worker the answers. Loaded while a message is read.

import { ask } from './doh.js';

/** @import { Request } from '../types/report.js' */
/** @import { AnswerState, Sent } from '../types/session.js' */
/** @import { Rpc } from './rpc.js' */

const now = () => Math.floor(Date.now() / 1000);

/**
 * @param {readonly Request[]} requests
 * @param {string} resolver
 * @param {{
 *   rpc: Rpc, tell: (method: string, args: readonly unknown[]) => Promise<any>, sent: Sent[], signal: AbortSignal, onChange: () => void,
 * }} options `sent`: where every question is noted.
 */
export const putQuestions = async (requests, resolver, { rpc, tell, sent, signal, onChange }) => {
  const questions = await Promise.all(requests.map(async ({ name, type }) =>
    ({ name, type, message: await rpc.call('dnsQuery', [name, type]) })));
  /** @type {Map<object, Sent>} */
  const log = new Map();
  await ask(resolver, questions, {
    signal,
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
