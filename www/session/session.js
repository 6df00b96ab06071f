// The loop: read the message, evaluate, show what is to be asked, ask with consent, evaluate again.

import { Stopped } from './rpc.js';
import { startWorker } from './runtime.js';

/** @import { Evaluation, Request } from '../types/report.js' */
/** @import { AddedRecords, AnswerState, Sent } from '../types/session.js' */
/** @import { Rpc } from './rpc.js' */

export const LARGEST_PASTE = 25 * 1024 * 1024;
export const LARGEST_FILE = 64 * 1024 * 1024;
/** UTF-16 units of pasted text that are handed over at once. */
const SLICE = 512 * 1024;

const now = () => Math.floor(Date.now() / 1000);

/** A worker made ready while nothing else happens. @type {Promise<Rpc> | null} */
let spare = null;

/** Makes a worker ready for the next message. */
export const prepare = () => {
  spare ??= startWorker();
  // The failure is reported when the worker is needed.
  spare.catch(() => { spare = null; });
};

/** @returns {Promise<Rpc>} */
const takeWorker = async () => {
  const taken = spare;
  spare = null;
  const rpc = await (taken ?? startWorker());
  return rpc.isStopped ? startWorker() : rpc;
};

/** What asks the resolvers: loaded while a message is read, and not before. */
const loadAsking = () => import('./doh.js').catch(() => { throw new Stopped('assets'); });

/** Where a slice that starts at `start` ends: never within a surrogate pair. @param {string} text @param {number} start */
const sliceEnd = (text, start) => {
  const end = Math.min(start + SLICE, text.length);
  const last = text.charCodeAt(end - 1);
  return end < text.length && last >= 0xd800 && last < 0xdc00 ? end - 1 : end;
};

/** Everything about one message. It ends with {@link Session.end}, and its worker with it. */
export class Session {
  /** @type {Promise<Rpc> | null} */ #worker = null;
  #ended = false;
  /** @type {AbortController | null} */ #asking = null;
  /** @type {Sent[]} */ #sent = [];
  /** @type {number | null} */ #now = null;

  /** Every question that was put to anybody. @returns {readonly Sent[]} */
  get sent() {
    return this.#sent;
  }

  /**
   * Reads pasted or entered text.
   * @param {string} text
   * @param {(done: number, total: number) => void} onProgress
   */
  async readText(text, onProgress) {
    // A UTF-16 unit makes at least one octet.
    if (text.length > LARGEST_PASTE) throw new Stopped('too_large_paste');
    const rpc = await this.#begin(text.length);
    let octets = 0;
    for (let start = 0; start < text.length;) {
      const end = sliceEnd(text, start);
      octets += await rpc.call('pushText', [text.slice(start, end)]);
      if (octets > LARGEST_PASTE) throw new Stopped('too_large_paste');
      start = end;
      onProgress(start, text.length);
    }
    await rpc.call('finish');
  }

  /**
   * Reads a file, which only the worker opens.
   * @param {File} file
   * @param {(done: number, total: number) => void} onProgress
   */
  async readFile(file, onProgress) {
    if (file.size > LARGEST_FILE) throw new Stopped('too_large_file');
    const rpc = await this.#begin(file.size);
    await rpc.call('pushFile', [file, LARGEST_FILE], { onProgress: (octets) => onProgress(octets, file.size) });
    await rpc.call('finish');
  }

  /** Judges everything at this moment instead of the present one. @param {number} seconds Since 1970. */
  judgeAt(seconds) {
    this.#now = seconds;
  }

  /** @returns {Promise<Evaluation>} */
  async evaluate() {
    const rpc = await this.#rpc();
    const { report, requests, waiting } = await rpc.call('evaluate', [this.#now ?? now()]);
    for (let left = waiting; left > 0;) {
      const more = await rpc.call('verifications');
      report.dkim.push(...more);
      left -= more.length;
    }
    return { report, requests };
  }

  /**
   * Adds records from text.
   * @param {string} text
   * @param {'pasted' | 'recorded'} provenance
   * @returns {Promise<AddedRecords>}
   */
  async addRecords(text, provenance) {
    return (await this.#rpc()).call('addRecords', [text, provenance]);
  }

  /** Settles the questions as not asked. @param {readonly Request[]} requests */
  async decline(requests) {
    const rpc = await this.#rpc();
    for (const { name, type } of requests) await rpc.call('decline', [name, type]);
  }

  /** Drops the answers to these questions, so that they are open again. @param {readonly Request[]} requests */
  async forget(requests) {
    const rpc = await this.#rpc();
    for (const { name, type } of requests) await rpc.call('forget', [name, type]);
  }

  /** Allows for more distinct key names. @param {number} by */
  async raiseKeyNames(by) {
    await (await this.#rpc()).call('raiseKeyNames', [by]);
  }

  /** Octets of the source. @param {number} start @param {number} end @returns {Promise<Uint8Array>} */
  async source(start, end) {
    return (await this.#rpc()).call('source', [start, end]);
  }

  /**
   * Puts the questions, which the reader has seen and agreed to, to the resolver, which the reader has chosen.
   * @param {readonly Request[]} requests
   * @param {string} resolver
   * @param {() => void} onChange
   */
  async ask(requests, resolver, onChange) {
    const rpc = await this.#rpc();
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const { ask } = await loadAsking();
      const questions = await Promise.all(requests.map(async ({ name, type }) =>
        ({ name, type, message: await rpc.call('dnsQuery', [name, type]) })));
      /** @type {Map<object, Sent>} */
      const log = new Map();
      await ask(resolver, questions, {
        signal: asking.signal,
        onAsk: (question) => {
          const sent = /** @type {Sent} */ ({ name: question.name, type: question.type, resolver, time: now(), state: 'asking' });
          log.set(question, sent);
          this.#sent.push(sent);
          onChange();
        },
        onReply: async (question, reply) => {
          const { name, type } = question;
          /** @type {AnswerState} */
          let state = { ok: true };
          if ('failure' in reply) {
            state = { ok: false, reason: reply.failure };
            await rpc.call('addFailure', [name, type, resolver, reply.failure, now()]);
          } else {
            state = await rpc.call('addWire', [name, type, reply.octets, resolver, now()], { transfer: [reply.octets.buffer] });
          }
          const sent = log.get(question);
          if (sent) sent.state = state.ok ? 'answered' : state.reason;
          onChange();
        },
      });
    } finally {
      this.#asking = null;
    }
  }

  /** Stops asking; what is still open counts as cancelled. */
  cancelAsking() {
    this.#asking?.abort();
  }

  /** Ends the worker and wipes what it held. @param {Stopped} [reason] */
  end(reason = new Stopped('cancelled')) {
    this.#ended = true;
    this.#asking?.abort();
    this.#sent = [];
    this.#worker?.then((rpc) => rpc.stop(reason), () => {});
    this.#worker = null;
  }

  /** @param {number} size */
  async #begin(size) {
    this.#worker = takeWorker();
    // Failing, it fails again when it is needed.
    loadAsking().catch(() => {});
    const rpc = await this.#worker;
    if (this.#ended) throw new Stopped('cancelled');
    await rpc.call('begin', [size]);
    return rpc;
  }

  async #rpc() {
    if (!this.#worker) throw new Stopped('cancelled');
    return this.#worker;
  }
}
