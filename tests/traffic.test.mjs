// What the browser has recorded of a page's requests, by host.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { byHost } from '../www/session/traffic.js';

const HOME = 'https://waxseal.example/tool/';
const addresses = [
  `${HOME}app.js`,
  `${HOME}?lang=ja`,
  'https://cloudflare-dns.com/dns-query?dns=AAAB',
  'https://cloudflare-dns.com/dns-query?dns=AAAC',
  'https://waxseal.example/elsewhere.js',
  'https://help.example/logo.png',
  'blob:https://waxseal.example/1f',
  'data:text/plain,1',
  'no address',
];

test('each request counts, for the tool or for its host', () => {
  assert.deepEqual(byHost(addresses, HOME, null), [
    { host: 'waxseal.example', isOwn: true, paths: ['app.js', '?lang=ja'] },
    { host: 'cloudflare-dns.com', isOwn: false, paths: ['/dns-query', '/dns-query'] },
    { host: 'waxseal.example', isOwn: false, paths: ['/elsewhere.js'] },
    { host: 'help.example', isOwn: false, paths: ['/logo.png'] },
  ]);
});

test('in the page of somebody else, what that loads is not the tool’s', () => {
  assert.deepEqual(
    byHost(addresses, HOME, (host) => host === 'cloudflare-dns.com').map(({ host, paths }) => [host, paths.length]),
    [
      ['waxseal.example', 2],
      ['cloudflare-dns.com', 2],
    ],
  );
  assert.deepEqual(byHost([], HOME, null), [{ host: 'waxseal.example', isOwn: true, paths: [] }]);
});
