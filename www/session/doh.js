// DNS over HTTPS (RFC 8484). The only file that sends anything to another host.

/** @import { UnreachableReason } from '../types/report.js' */
/** @typedef {{ name: string, type: string, message: Uint8Array }} Question */
/** @typedef {{ octets: Uint8Array<ArrayBuffer> } | { failure: UnreachableReason }} Reply */

const MEDIA_TYPE = 'application/dns-message';
const LARGEST = 64 * 1024;
/** Questions on their way at the same time, to all resolvers together. */
export const IN_FLIGHT = 6;
const EACH_MS = 5_000;
/** For all questions that one consent leads to. */
export const ALL_MS = 30_000;

/** Carries the reason out of the reading of an answer. */
class Unreadable extends Error {
  /** @param {UnreachableReason} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** RFC 4648 §5, without padding. @param {Uint8Array} octets */
const base64url = (octets) =>
  btoa(String.fromCharCode(...octets))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** @param {string} resolver @param {Uint8Array} message */
const address = (resolver, message) => {
  const url = new URL(resolver);
  // RFC 8484 §4.1.1: GET, so that no preflight is needed.
  url.searchParams.set('dns', base64url(message));
  return url;
};

/** @param {Response} response */
const checkHead = (response) => {
  if (response.status !== 200) throw new Unreadable('http_status');
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  if (type.trim().toLowerCase() !== MEDIA_TYPE) throw new Unreadable('content_type');
};

/** Reads no more than the largest answer there can be. @param {Response} response */
const readBody = async (response) => {
  if (!response.body) throw new Unreadable('malformed');
  const reader = response.body.getReader();
  const octets = new Uint8Array(LARGEST);
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return octets.slice(0, length);
    if (length + value.length > LARGEST) {
      await reader.cancel();
      throw new Unreadable('too_large');
    }
    octets.set(value, length);
    length += value.length;
  }
};

/** @param {string} resolver @param {Question} question @param {AbortSignal} signal @returns {Promise<Reply>} */
const askOne = async (resolver, question, signal) => {
  const controller = new AbortController();
  const { signal: timeout } = controller;
  const timer = setTimeout(() => controller.abort(new Unreadable('timeout')), EACH_MS);
  const both = AbortSignal.any([signal, timeout]);
  try {
    const response = await fetch(address(resolver, question.message), {
      mode: 'cors',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      cache: 'no-store',
      headers: { accept: MEDIA_TYPE },
      signal: both,
    });
    checkHead(response);
    return { octets: await readBody(response) };
  } catch (error) {
    if (both.aborted) return { failure: both.reason instanceof Unreadable ? both.reason.reason : 'cancelled' };
    return { failure: error instanceof Unreadable ? error.reason : 'network' };
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
};

/**
 * Asks all questions of one resolver, and of no other whatever happens.
 * @param {string} resolver
 * @param {readonly Question[]} questions
 * @param {{ signal: AbortSignal, end: number, inFlight: number, onAsk: (question: Question) => void, onReply: (question: Question, reply: Reply) => Promise<void> }} options
 *   `end`: in milliseconds since 1970.
 */
export const ask = async (resolver, questions, { signal, end, inFlight, onAsk, onReply }) => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new Unreadable('timeout')), Math.max(end - Date.now(), 0));
  const both = AbortSignal.any([signal, controller.signal]);
  const queue = questions.values();
  const work = async () => {
    for (const question of queue) {
      if (both.aborted) {
        await onReply(question, { failure: both.reason instanceof Unreadable ? both.reason.reason : 'cancelled' });
      } else {
        onAsk(question);
        await onReply(question, await askOne(resolver, question, both));
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(inFlight, questions.length) }, work));
  } finally {
    clearTimeout(timer);
  }
};
