// Fetches the worker's script and the module from beside this page, compares their hashes with those of the build, and
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
  const types = /** @type {{ trustedTypes?: { createPolicy(name: string, rules: object): typeof policy } }} */ (
    globalThis
  ).trustedTypes;
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
  if ((await sha256(octets)) !== integrity) throw new Stopped('assets');
  return octets;
};

const loadParts = async () => {
  if (!globalThis.crypto?.subtle) throw new Stopped('insecure');
  const { integrity } = await import('../generated/build.js');
  const [script, wasm] = await Promise.all([
    fetchChecked('worker.js', integrity.worker),
    fetchChecked('waxseal.wasm', integrity.wasm),
  ]);
  // Its octets are right, so only a policy without 'wasm-unsafe-eval' can refuse it, or a browser that is too old.
  const module = await WebAssembly.compile(wasm).catch(() => {
    throw new Stopped('worker');
  });
  return { script: new Blob([script], { type: 'text/javascript' }), module };
};

/** @type {ReturnType<typeof loadParts> | null} */
let parts = null;

/** The checked script and module; loaded once, again only after a failure. */
export const ready = () => {
  parts ??= loadParts().catch((error) => {
    parts = null;
    throw error instanceof Stopped ? error : new Stopped('assets');
  });
  return parts;
};

/** The page's service worker, as a script that Trusted Types lets through. */
export const serviceWorkerUrl = () => scriptUrl(new URL('../service-worker.js', import.meta.url).href);

/** Starts a worker that has the module ready. @returns {Promise<Rpc>} */
export const startWorker = async () => {
  const { script, module } = await ready();
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
  spare ??= startWorker();
  // The failure is reported when the worker is needed.
  spare.then(
    (rpc) => rpc.call('warm').catch(() => {}),
    () => {
      spare = null;
    },
  );
};

/** The worker that was made ready, or a new one. @returns {Promise<Rpc>} */
export const takeWorker = async () => {
  const taken = spare;
  spare = null;
  const rpc = await (taken ?? startWorker());
  return rpc.isStopped ? startWorker() : rpc;
};
