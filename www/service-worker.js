// Keeps the page's own files, so that the page works without a network. It answers for the files of its list and for
// nothing else: every other request goes the browser's own way, unseen. No message ever comes here.
//
// generated/files.js is that list. Published empty, it ends everything: the next worker finds no list, deletes what was
// kept and unregisters itself.
'use strict';

(() => {
  const worker =
    /** @type {ServiceWorkerGlobalScope & { waxsealFiles?: { version: string, files: Record<string, string> } }} */ (
      /** @type {unknown} */ (self)
    );
  const { scope } = worker.registration;
  const LIST = new URL('generated/files.js', scope).href;
  /** How many files are fetched at once: what the page itself loads comes first. */
  const LANES = 3;

  /** Of this very script alone. */
  const trusted = () => {
    const types =
      /** @type {{ trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } } }} */ (
        /** @type {unknown} */ (self)
      ).trustedTypes;
    const policy = types?.createPolicy('waxseal', {
      createScriptURL: (/** @type {string} */ asked) => {
        if (asked !== LIST) throw new TypeError('not the list');
        return asked;
      },
    });
    return policy?.createScriptURL(LIST) ?? LIST;
  };

  try {
    importScripts(trusted());
  } catch {
    // There is no list.
  }
  const list = worker.waxsealFiles;
  // Other pages of this origin have caches of their own.
  const prefix = `waxseal ${scope} `;
  const name = prefix + list?.version;

  /** The file of the list that a request is for. @param {Request} request */
  const listed = ({ method, mode, url }) => {
    const { href, search } = new URL(url);
    // Of an address with a query only the page itself is meant.
    if (!list || method !== 'GET' || !href.startsWith(scope) || (search && mode !== 'navigate')) return null;
    const path = new URL(url).pathname.slice(new URL(scope).pathname.length) || 'index.html';
    return [path, `${path}.html`].find((each) => Object.hasOwn(list.files, each)) ?? null;
  };

  /** @param {ArrayBuffer} octets */
  const sha256 = async (octets) =>
    `sha256-${btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('SHA-256', octets))))}`;

  /**
   * The file as it is to be: from what is kept already, else from the network.
   * @param {string} url
   * @param {string} integrity
   */
  const obtain = async (url, integrity) => {
    for (const find of [
      () => caches.match(url, { ignoreVary: true }),
      () => fetch(url, { cache: 'no-cache', credentials: 'omit', priority: 'low' }),
    ]) {
      const response = await find();
      if (!response?.ok) continue;
      const octets = await response.arrayBuffer();
      if ((await sha256(octets)) !== integrity) continue;
      const headers = new Headers(response.headers);
      for (const header of ['Content-Encoding', 'Content-Length', 'Vary']) headers.delete(header);
      // Made anew, as a page may not be opened by an answer that was redirected.
      return new Response(octets, { headers });
    }
    throw new TypeError('a file is missing, or of another version');
  };

  /** Keeps all the files, or none. @param {Record<string, string>} files */
  const keep = async (files) => {
    try {
      const cache = await caches.open(name);
      const left = Object.entries(files);
      await Promise.all(
        Array.from({ length: LANES }, async () => {
          for (let next = left.pop(); next; next = left.pop()) {
            const url = new URL(next[0], scope).href;
            await cache.put(url, await obtain(url, next[1]));
          }
        }),
      );
    } catch (error) {
      await caches.delete(name);
      throw error;
    }
  };

  /** @param {Request} request @param {string} path */
  const answer = async (request, path) => {
    const cache = await caches.open(name).catch(() => null);
    return (await cache?.match(new URL(path, scope), { ignoreVary: true })) ?? fetch(request);
  };

  /** Takes over if that interrupts nobody else. @param {Client} asking */
  const takeOver = async (asking) => {
    const all = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
    if (all.some(({ id, url }) => id !== asking.id && url.startsWith(scope))) asking.postMessage('others');
    else await worker.skipWaiting();
  };

  worker.addEventListener('install', (event) => event.waitUntil(list ? keep(list.files) : worker.skipWaiting()));

  worker.addEventListener('activate', (event) =>
    event.waitUntil(
      (async () => {
        const old = (await caches.keys()).filter((each) => each.startsWith(prefix) && (!list || each !== name));
        await Promise.all(old.map((each) => caches.delete(each)));
        await (list ? worker.clients.claim() : worker.registration.unregister());
      })(),
    ),
  );

  worker.addEventListener('fetch', (event) => {
    const path = listed(event.request);
    if (path !== null) event.respondWith(answer(event.request, path));
  });

  worker.addEventListener('message', (event) => {
    if (event.data === 'load' && event.source instanceof Client) event.waitUntil(takeOver(event.source));
  });
})();
