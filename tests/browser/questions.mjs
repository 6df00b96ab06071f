// What leaves the browser and what stays in it, as a test sees it.

import assert from 'node:assert/strict';

import { parse } from './resolver/message.mjs';

/** @typedef {import('./harness.mjs').TestPage} TestPage */

export const CLOUDFLARE = 'https://cloudflare-dns.com/dns-query';
export const GOOGLE = 'https://dns.google/dns-query';

/** The page's own files: no query, nothing after the path. @param {string} origin */
export const isOwnFile = (origin) => (/** @type {string} */ url) =>
  url.startsWith(`${origin}/`) &&
  /^\/(?:[a-z0-9-]+\/)*(?:[a-z0-9-]+\.(?:html|js|css|svg|wasm|ico|eml|txt))?$/.test(url.slice(origin.length));

/** All that went to others. @param {TestPage} page @param {string} origin */
export const sentElsewhere = (page, origin) => page.requests().filter(({ url }) => !isOwnFile(origin)(url));

/** A question as it was sent: to whom, and for what. @param {{ method: string, url: string }} request */
export function decode({ method, url }) {
  const { origin, pathname, searchParams, hash } = new URL(url);
  assert.deepEqual([method, [...searchParams.keys()], hash], ['GET', ['dns'], '']);
  const octets = Buffer.from(searchParams.get('dns') ?? '', 'base64url');
  const { name, type } = parse(octets);
  // Nothing but the question, a recursion wish, and EDNS: the same for everybody, padded (RFC 8467).
  assert.deepEqual([octets.readUInt16BE(0), octets.readUInt16BE(2) & ~0x20, octets.readUInt16BE(4)], [0, 0x0100, 1]);
  assert.deepEqual(
    [octets.readUInt16BE(6), octets.readUInt16BE(8), octets.readUInt16BE(10), octets.length % 128],
    [0, 0, 1, 0],
  );
  return { to: origin + pathname, name, type };
}

/** @param {string[]} names @param {string} to */
export const questions = (names, to) => names.map((name) => ({ to, name, type: 16 }));

/** @param {{ name: string, type: number }} one @param {{ name: string, type: number }} other */
export const byName = (one, other) => one.name.localeCompare(other.name) || one.type - other.type;

/**
 * What was asked, without an order: the questions of a round leave side by side.
 * @param {TestPage} page
 * @param {string} origin
 */
export const asked = (page, origin) => sentElsewhere(page, origin).map(decode).sort(byName);

/** A mail whose way is known: SPF has something to say of it. @param {string} mail */
export const handedOver = (mail) =>
  `Return-Path: <alice@plain.example>\r\nReceived: from mail.plain.example (mail.plain.example [203.0.113.66])\r\n` +
  `\tby mx.receiver.example (Postfix) with ESMTPS id 7BE10C4412\r\n\tfor <bob@receiver.example>; Mon, 23 Nov 2026 10:00:03 +0000\r\n${mail}`;

/** Everything that the browser keeps for the page, and what it shows of it outside the page. @param {TestPage} page */
export const kept = (page) =>
  page.evaluate(async () => {
    const names = await caches.keys();
    return JSON.stringify({
      local: { ...localStorage },
      session: { ...sessionStorage },
      databases: await indexedDB.databases(),
      caches: await Promise.all(
        names.map(async (name) => [name, (await (await caches.open(name)).keys()).map(({ url }) => url)]),
      ),
      workers: (await navigator.serviceWorker?.getRegistrations())?.length,
      cookies: document.cookie,
      address: location.href,
      title: document.title,
      window: window.name,
      history: [history.length, history.state],
    });
  });
