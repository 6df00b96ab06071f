// Fetches the workers' scripts and the modules from beside this page, compares their hashes with those of the build, and
// starts workers from them. A worker starts from a blob: URL, because only then the page's CSP binds it.

import { Rpc, Stopped } from './rpc.js';

const GENERATED = new URL('../generated/', import.meta.url);

/** The URL that the policy lets through: a worker's blob:, or the service worker. */
let allowed = '';

/** @type {{ createScriptURL(url: string): unknown } | undefined} */
let policy;

/** @param {string} url */
const scriptUrl = (url) => {
  allowed = url;
  const types = /** @type {{ trustedTypes?: { createPolicy(name: string, rules: object): typeof policy } }} */ (globalThis).trustedTypes;
  policy ??= types?.createPolicy('waxseal', {
    createScriptURL: (/** @type {string} */ asked) => {
      if (asked !== allowed) throw new TypeError('not the worker');
      return asked;
    },
  });
  return /** @type {string} */ (policy ? policy.createScriptURL(url) : url);
};

/** @param {ArrayBuffer} octets */
const sha256 = async (octets) => {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', octets));
  return `sha256-${btoa(String.fromCharCode(...digest))}`;
};

/** @param {string} name @param {string} integrity */
const fetchChecked = async (name, integrity) => {
  const response = await fetch(new URL(name, GENERATED));
  if (!response.ok) throw new Stopped('assets');
  const octets = await response.arrayBuffer();
  if (await sha256(octets) !== integrity) throw new Stopped('assets');
  return octets;
};

/**
 * The lean module judges signatures; every visit begins with it. The whole one knows SPF and DMARC, repairs and explains
 * as well.
 * @typedef {'lean' | 'whole'} Kind
 */
const FILES = {
  lean: { worker: 'worker.js', wasm: 'waxseal.wasm' },
  whole: { worker: 'whole-worker.js', wasm: 'waxseal-whole.wasm' },
};

/** @param {Kind} kind */
const loadParts = async (kind) => {
  if (!globalThis.crypto?.subtle) throw new Stopped('insecure');
  const { integrity } = await import('../generated/build.js');
  const [script, wasm] = await Promise.all([fetchChecked(FILES[kind].worker, integrity[kind].worker), fetchChecked(FILES[kind].wasm, integrity[kind].wasm)]);
  // Its octets are right, so only a policy without 'wasm-unsafe-eval' can refuse it, or a browser that is too old.
  const module = await WebAssembly.compile(wasm).catch(() => { throw new Stopped('worker'); });
  return { script: new Blob([script], { type: 'text/javascript' }), module };
};

/** @type {Map<Kind, ReturnType<typeof loadParts>>} */
const parts = new Map();

/** The checked parts; loaded once, again only after a failure. @param {Kind} kind */
const load = (kind) => {
  const loaded = parts.get(kind) ?? loadParts(kind).catch((error) => {
    parts.delete(kind);
    throw error instanceof Stopped ? error : new Stopped('assets');
  });
  parts.set(kind, loaded);
  return loaded;
};

/** Waits until the parts are here that a message needs first. */
export const ready = () => load('lean');

/** The page's service worker, as a script that Trusted Types lets through. */
export const serviceWorkerUrl = () => scriptUrl(new URL('../service-worker.js', import.meta.url).href);

/** Starts a worker that has its module ready. @param {Kind} kind @returns {Promise<Rpc>} */
export const startWorker = async (kind) => {
  const { script, module } = await load(kind);
  const url = URL.createObjectURL(script);
  try {
    const rpc = new Rpc(new Worker(scriptUrl(url)));
    await rpc.call('start', [module]);
    return rpc;
  } catch (error) {
    throw error instanceof Stopped && error.trouble === 'stalled' ? error : new Stopped('worker');
  } finally {
    URL.revokeObjectURL(url);
  }
};

/** A worker made ready while nothing else happens. @type {Promise<Rpc> | null} */
let spare = null;

/** Makes a worker ready for the next message. */
export const prepare = () => {
  spare ??= startWorker('lean');
  // The failure is reported when the worker is needed.
  spare.then((rpc) => rpc.call('warm').catch(() => {}), () => { spare = null; });
};

/** A worker with the lean module. @returns {Promise<Rpc>} */
export const takeWorker = async () => {
  const taken = spare;
  spare = null;
  const rpc = await (taken ?? startWorker('lean'));
  return rpc.isStopped ? startWorker('lean') : rpc;
};
