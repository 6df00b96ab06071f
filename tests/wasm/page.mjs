// As much of a browser as the page's session needs: workers, its own files, and a resolver that answers from a zone.

import { resolveObjectURL } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { Worker as Thread } from 'node:worker_threads';

import { NXDOMAIN, response } from './wire.mjs';

/** What a browser's worker has and a thread has not. */
const PRELUDE = `
const { parentPort } = require('node:worker_threads');
globalThis.self = globalThis;
globalThis.addEventListener = (type, listener) => { if (type === 'message') parentPort.on('message', (data) => listener({ data })); };
globalThis.postMessage = (data) => parentPort.postMessage(data);
`;

/** Workers that still run. @type {Set<PageWorker>} */
const running = new Set();

class PageWorker extends EventTarget {
  /** @type {Thread | null} */ #thread = null;
  /** @type {unknown[]} */ #waiting = [];
  #isEnded = false;

  /** @param {string} url */
  constructor(url) {
    super();
    running.add(this);
    const script = resolveObjectURL(url);
    void script?.text().then((text) => {
      if (this.#isEnded) return;
      const thread = new Thread(PRELUDE + text, { eval: true });
      thread.on('message', (data) => this.dispatchEvent(new MessageEvent('message', { data })));
      thread.on('error', () => this.dispatchEvent(new Event('error', { cancelable: true })));
      for (const data of this.#waiting) thread.postMessage(data);
      this.#thread = thread;
    });
  }

  /** @param {unknown} data */
  postMessage(data) {
    if (this.#thread) this.#thread.postMessage(data);
    else this.#waiting.push(data);
  }

  terminate() {
    this.#isEnded = true;
    running.delete(this);
    void this.#thread?.terminate();
  }
}

/** Ends what still runs. */
export const close = () => {
  for (const worker of running) worker.terminate();
};

/** The records of a zone file, one in a line, by `name type`. @param {string} zone */
const recordsOf = (zone) => {
  /** @type {Map<string, unknown[]>} */
  const records = new Map();
  for (const line of zone.split('\n')) {
    const [, name, type, data = ''] = line.match(/^(\S+)\.\s+\d+\s+IN\s+(TXT|A|AAAA|MX|PTR)\s+(.*)$/) ?? [];
    if (!name || !type) continue;
    const strings = [...data.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, string = '']) =>
      Buffer.from(string.replace(/\\(.)/g, '$1')),
    );
    const value = type === 'TXT' ? strings : type === 'MX' ? [Number(data.split(' ')[0]), data.split(' ')[1]] : data;
    records.set(`${name} ${type}`, [...(records.get(`${name} ${type}`) ?? []), value]);
  }
  return records;
};

const TYPES = new Map([
  [1, 'A'],
  [12, 'PTR'],
  [15, 'MX'],
  [16, 'TXT'],
  [28, 'AAAA'],
]);

/** The question in a DNS message. @param {Buffer} message */
const questionOf = (message) => {
  const labels = [];
  let at = 12;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.subarray(at + 1, at + 1 + length).toString('latin1'));
    at += 1 + length;
  }
  return { name: labels.join('.'), type: TYPES.get(message.readUInt16BE(at + 1)) ?? '' };
};

/**
 * Lets the session find its surroundings.
 * @param {{ zone?: string }} [dns] What the resolver knows; it may be changed later.
 * @returns {{ asked: string[] }} Every question that was put to it.
 */
export const install = (dns = {}) => {
  /** @type {string[]} */
  const asked = [];
  const page = /** @type {any} */ (globalThis);
  page.Worker = PageWorker;
  page.fetch = async (/** @type {URL | string} */ address) => {
    const url = new URL(address);
    if (url.protocol === 'file:') return new Response(new Uint8Array(await readFile(url)));
    const { name, type } = questionOf(Buffer.from(url.searchParams.get('dns') ?? '', 'base64url'));
    asked.push(`${name} ${type}`);
    const records = recordsOf(dns.zone ?? '').get(`${name} ${type}`) ?? [];
    const octets = response(name, type, records.length > 0 ? { records } : { rcode: NXDOMAIN });
    return new Response(new Uint8Array(octets), { headers: { 'content-type': 'application/dns-message' } });
  };
  return { asked };
};
