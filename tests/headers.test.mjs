// What the page says about itself by <meta>, what _headers says, and what .htaccess says, is one.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { request } from 'node:http';

import { headersFor, parseHeaders } from '../tools/headers.mjs';
import { startServer } from '../tools/serve.mjs';

/** @param {string} name */
const read = (name) => readFileSync(new URL(`../www/${name}`, import.meta.url), 'utf8');

const rules = parseHeaders(read('_headers'));

/** The directives of a policy, each with its sources. @param {string} policy */
function directives(policy) {
  return Object.fromEntries(
    policy
      .split(';')
      .map((part) => part.trim())
      .filter(Boolean)
      .map((part) => {
        const [name = '', ...values] = part.split(/\s+/);
        return [name, values];
      }),
  );
}

/** The headers that .htaccess sets for a file. @param {string} name */
function apacheHeaders(name) {
  const headers = new Map();
  let applies = true;
  for (const line of read('.htaccess')
    .split('\n')
    .map((each) => each.trim())) {
    const files = line.match(/^<Files "(.*)">$/);
    if (files) applies = files[1] === name;
    else if (line === '</Files>') applies = true;
    const set = line.match(/^Header (?:always )?set (\S+) "(.*)"$/);
    if (set && applies) headers.set(set[1]?.toLowerCase(), set[2]);
  }
  return headers;
}

describe('the headers', () => {
  for (const file of [
    'index.html',
    'own-resolver.html',
    'embed.html',
    'examples/en.html',
    'examples/ja.html',
    'service-worker.js',
  ]) {
    it(`are the same for Apache: ${file}`, () => {
      assert.deepEqual(
        Object.fromEntries(apacheHeaders(posix.basename(file))),
        Object.fromEntries(headersFor(rules, `/${file}`)),
      );
    });
  }

  it('let every page have its icon, which it names', () => {
    for (const page of ['index.html', 'own-resolver.html', 'embed.html', 'examples/en.html', 'examples/ja.html']) {
      const [, icon = ''] = read(page).match(/<link rel="icon" href="([^"]+)"/) ?? [];
      assert.ok(icon !== '' && existsSync(new URL(icon, new URL(`../www/${page}`, import.meta.url))), page);
    }
  });

  for (const page of ['index.html', 'own-resolver.html']) {
    it(`say the same as the page itself: ${page}`, {
      skip: !existsSync(new URL(`../www/${page}`, import.meta.url)) && 'not there yet',
    }, () => {
      const [, meta = ''] = read(page).match(/<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]*)"/i) ?? [];
      const { 'frame-ancestors': ancestors, ...rest } = directives(
        headersFor(rules, `/${page}`).get('content-security-policy') ?? '',
      );
      // E2: the frame alone may stand in other pages.
      assert.deepEqual(ancestors, [page === 'embed.html' ? '*' : "'none'"]);
      assert.deepEqual(directives(meta), rest);
    });
  }

  it('send one policy, for every path', () => {
    for (const path of [
      '/',
      '/index.html',
      '/own-resolver.html',
      '/embed.html',
      '/embed',
      '/examples/en.html',
      '/examples/ja',
      '/service-worker.js',
      '/generated/worker.js',
      '/v/1/embed.html',
      '/v/1/embed',
      '/v/1/embed.js',
      '/nothing',
    ]) {
      const policy = headersFor(rules, path).get('content-security-policy') ?? '';
      assert.deepEqual(directives(policy)['default-src'], ["'none'"], path);
      assert.doesNotMatch(policy, /,/, path);
    }
  });

  it('E2: let the frame do no more than the page, apart from standing elsewhere', () => {
    const [page, frame] = ['/', '/embed.html'].map((path) => headersFor(rules, path));
    // In a frame there is no service worker.
    const allowed = page
      ?.get('content-security-policy')
      ?.replace("frame-ancestors 'none'", 'frame-ancestors *')
      .replace("worker-src 'self' blob:", 'worker-src blob:');
    assert.equal(frame?.get('content-security-policy'), allowed);
    for (const path of ['/embed', '/v/1/embed.html', '/v/1/embed'])
      assert.equal(headersFor(rules, path).get('content-security-policy'), frame?.get('content-security-policy'), path);
    // In a sandbox it has no origin of its own.
    for (const path of ['/embed.css', '/element/define.js', '/generated/waxseal.wasm'])
      assert.equal(headersFor(rules, path).get('access-control-allow-origin'), '*', path);
  });

  it('let the page reach its resolvers, and the own resolver anything but plain HTTP abroad', () => {
    assert.deepEqual(directives(headersFor(rules, '/').get('content-security-policy') ?? '')['connect-src'], [
      "'self'",
      'https://cloudflare-dns.com',
      'https://dns.google',
      'https://doh.dns.sb',
    ]);
    assert.deepEqual(
      directives(headersFor(rules, '/own-resolver.html').get('content-security-policy') ?? '')['connect-src'],
      ["'self'", 'https:', 'http://127.0.0.1:*', 'http://localhost:*'],
    );
  });

  it('let workers be the blob ones and the service worker, which reaches this site alone', () => {
    for (const path of ['/', '/own-resolver.html']) {
      assert.deepEqual(
        directives(headersFor(rules, path).get('content-security-policy') ?? '')['worker-src'],
        ["'self'", 'blob:'],
        path,
      );
    }
    const {
      'connect-src': connections,
      'trusted-types': policies,
      'require-trusted-types-for': sinks,
    } = directives(headersFor(rules, '/service-worker.js').get('content-security-policy') ?? '');
    assert.deepEqual([connections, policies, sinks], [["'self'"], ['waxseal'], ["'script'"]]);
  });

  it('keep other pages from the window, and plain HTTP from the host; embedding goes on', () => {
    for (const path of [
      '/',
      '/own-resolver.html',
      '/embed.html',
      '/v/1/embed',
      '/element/define.js',
      '/examples/en.html',
    ]) {
      const headers = headersFor(rules, path);
      assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin', path);
      // Of this host alone: what others a domain has is not ours to say.
      assert.match(headers.get('strict-transport-security') ?? '', /^max-age=\d{8,}$/, path);
      assert.deepEqual(
        [
          headers.get('cross-origin-resource-policy'),
          headers.get('access-control-allow-origin'),
          headers.get('cross-origin-embedder-policy'),
        ],
        ['cross-origin', '*', undefined],
        path,
      );
    }
    const [, secure = ''] = read('.htaccess').match(/<If "%\{HTTPS\} == 'on'">([^<]*)<\/If>/) ?? [];
    assert.ok(
      secure.includes('Strict-Transport-Security') && read('.htaccess').split('Strict-Transport-Security').length === 2,
    );
  });

  it('leave open what no script of the page uses', () => {
    const files = readdirSync(new URL('../www/', import.meta.url), { recursive: true, encoding: 'utf8' }).filter(
      (file) => /\.(?:js|html)$/.test(file) && !file.startsWith('generated'),
    );
    assert.ok(files.length > 100);
    for (const file of files)
      assert.doesNotMatch(
        read(file),
        /\bRTC[A-Z]|\bwindow\.open\(|\blocation\.(?:assign|replace|href *=[^=])|sendBeacon|dns-prefetch|preconnect|WebTransport|WebSocket/,
        file,
      );
  });

  it('E3: have what lies under its version kept for good, and everything else asked for anew', () => {
    for (const path of ['/', '/embed.html', '/element/define.js', '/x/v/1/embed.html'])
      assert.equal(headersFor(rules, path).get('cache-control'), 'no-cache', path);
    for (const path of ['/v/1/embed.html', '/v/1/element/define.js'])
      assert.equal(headersFor(rules, path).get('cache-control'), 'public, max-age=31536000, immutable', path);
  });

  it('take the forms of the format', () => {
    const parsed = parseHeaders('# comment\n/*\n  A: 1\n  B: 2\n/x/*\n  ! A\n  B: 3\n/*.js\n  C: 4\n/:one/w\n  D: 5\n');
    assert.deepEqual(Object.fromEntries(headersFor(parsed, '/y')), { a: '1', b: '2' });
    assert.deepEqual(Object.fromEntries(headersFor(parsed, '/x/y.js')), { b: '2, 3', c: '4' });
    assert.equal(headersFor(parsed, '/v/w').get('d'), '5');
    assert.equal(headersFor(parsed, '/v/w/z').get('d'), undefined);
    assert.throws(() => parseHeaders('  A: 1\n'), /before the first path/);
    assert.throws(() => parseHeaders('/x\n  nonsense\n'), /neither/);
  });
});

describe('the server', () => {
  /** @type {Awaited<ReturnType<typeof startServer>>} */
  let server;
  before(async () => {
    server = await startServer({ folder: new URL('browser/fixtures/page', import.meta.url).pathname });
  });
  after(() => server?.close());

  /**
   * Sends a path as it is, which fetch would tidy up.
   * @param {string} path
   * @param {Record<string, string>} [headers]
   * @param {string} [method]
   */
  const get = (path, headers = {}, method = 'GET') =>
    new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
        let body = '';
        response.on('data', (chunk) => {
          body += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
      })
        .on('error', reject)
        .end();
    });

  it('serves files with their type and headers', async () => {
    const page = await get('/');
    assert.equal(page.status, 200);
    assert.equal(page.headers['content-type'], 'text/html; charset=utf-8');
    assert.equal(page.headers['content-security-policy'], headersFor(rules, '/').get('content-security-policy'));
    // RFC 6797 §7.2: it is no server of HTTPS.
    assert.equal(page.headers['strict-transport-security'], undefined);
    assert.equal(page.headers['cross-origin-opener-policy'], 'same-origin');
    const again = await get('/', { 'If-None-Match': page.headers.etag });
    assert.deepEqual([again.status, again.body], [304, '']);
    assert.deepEqual(await get('/page.js', {}, 'HEAD').then(({ status, body }) => [status, body]), [200, '']);
  });

  it('serves nothing else', async () => {
    for (const path of [
      '/../harness.mjs',
      '/%2e%2e/harness.mjs',
      '/..%2fharness.mjs',
      '/%00',
      '/%',
      '/_headers',
      '/.htaccess',
      '/nothing',
      '//etc/passwd',
      '/..%5charness.mjs',
    ]) {
      assert.equal((await get(path)).status, 404, path);
    }
    assert.equal((await get('/', {}, 'POST')).status, 405);
  });
});
