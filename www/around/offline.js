// Registers the service worker, and says when there is no network or a new version.

import { ready, serviceWorkerUrl } from '../session/runtime.js';
import { h } from '../view/h.js';

/** @import { AroundTexts } from '../i18n/around/texts.js' */

/** @typedef {{ update: ServiceWorker | null, isBlocked: boolean, isLoading: boolean }} State */

/**
 * The service worker takes its place if the browser lets it: everything works without.
 * @param {(update: ServiceWorker | null) => void} announce
 */
const register = async (announce) => {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  /** A worker that waits beside the one that serves this page. @param {ServiceWorker | null} worker */
  const watch = (worker) => {
    const tell = () => announce(worker?.state === 'installed' && serviceWorker.controller ? worker : null);
    worker?.addEventListener('statechange', tell);
    tell();
  };
  // What a message needs is loaded first.
  await ready();
  const registration = await serviceWorker.register(serviceWorkerUrl(), { updateViaCache: 'none' });
  registration.addEventListener('updatefound', () => watch(registration.installing));
  watch(registration.waiting);
  if (serviceWorker.controller) await registration.update();
};

/** The notice at the lower edge, which moves nothing. */
export const keepOffline = () => {
  /** @type {AroundTexts | null} */
  let texts = null;
  /** @type {State} */
  const state = { update: null, isBlocked: false, isLoading: false };
  const notice = h('div', { class: 'notice', role: 'status' });

  const render = () => {
    if (!texts) return;
    const { update: words } = texts;
    notice.replaceChildren(
      ...[
        navigator.onLine ? null : h('p', {}, texts.offline),
        state.update &&
          h(
            'p',
            {},
            h('span', {}, state.isBlocked ? words.others : words.ready),
            h('button', { type: 'button', 'data-key': 'load-update', click: load }, words.load),
            h('button', { type: 'button', 'data-key': 'later', click: () => announce(null) }, words.later),
          ),
      ].filter((line) => line !== null),
    );
  };

  /** @param {ServiceWorker | null} update */
  const announce = (update) => {
    Object.assign(state, { update, isBlocked: false });
    render();
  };

  const load = () => {
    state.isLoading = true;
    state.update?.postMessage('load');
  };

  for (const type of ['online', 'offline']) window.addEventListener(type, render);
  navigator.serviceWorker?.addEventListener('controllerchange', () => {
    if (state.isLoading) location.reload();
  });
  navigator.serviceWorker?.addEventListener('message', ({ data }) => {
    if (data !== 'others') return;
    Object.assign(state, { isBlocked: true, isLoading: false });
    render();
  });
  // Storage may be shut, or the network may be gone.
  register(announce).catch(() => {});

  /** @param {AroundTexts} spoken */
  const speak = (spoken) => {
    texts = spoken;
    render();
  };
  return { notice, speak };
};
