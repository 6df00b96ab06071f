// Serves www/ as a static host would: the files that are published, with the headers that www/_headers says.
//
//   node tools/serve.mjs                 on http://localhost:8080
//   PORT=9000 node tools/serve.mjs       on another port; 0 takes a free one
//   HOST=0.0.0.0 node tools/serve.mjs    for other machines too
//   node tools/serve.mjs --no-headers    like a host that knows no _headers
//
// It speaks plain HTTP, so that it leaves out what must be sent by HTTPS alone (RFC 6797 §7.2).
//
// The bundle is made anew when a page is asked for and a source has changed, and so is the list for the service worker,
// so that what was edited is a new version.

import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, extname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

import { bundleAnew, isSource } from './bundle.mjs';
import { LIST, listScript } from './files.mjs';
import { headersFor, parseHeaders } from './headers.mjs';

const WWW = join(dirname(dirname(fileURLToPath(import.meta.url))), 'www');

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.eml': 'message/rfc822',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ts': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/**
 * The file of a URL path; undefined where there is none to be served.
 * @param {string} folder @param {string} path
 */
async function locate(folder, path) {
  let decoded;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  const parts = decoded.split('/').slice(1);
  // Names with a leading dot or underscore are the host's own (.htaccess, _headers), or a way out (..).
  if (
    isSource(parts.join('/')) ||
    decoded.includes('\0') ||
    parts.some((part) => /^[._]/.test(part) || part.includes('\\'))
  )
    return undefined;
  if (parts.at(-1) === '') parts[parts.length - 1] = 'index.html';
  try {
    const file = await realpath(join(folder, ...parts));
    const inside = file.startsWith((await realpath(folder)) + sep);
    return inside && (await stat(file)).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}

/** By ETag. @type {Map<string, Buffer>} */
const made = new Map();

/** @param {string} etag @param {Buffer} body */
function compressed(etag, body) {
  const known = made.get(etag) ?? brotliCompressSync(body);
  made.set(etag, known);
  return known;
}

/**
 * Starts the server. Port 0 takes a free one.
 * @param {{ port?: number, host?: string, folder?: string, headers?: boolean, headersFile?: string, anew?: boolean, brotli?: boolean }} [options]
 *   `anew`: bundles www/ anew, and makes the list for the service worker, where something was edited; `brotli`: compresses, as most hosts do
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>}
 */
export async function startServer({
  port = 0,
  host = '127.0.0.1',
  folder = WWW,
  headers = true,
  headersFile = join(WWW, '_headers'),
  anew = false,
  brotli = false,
} = {}) {
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/';
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD', 'Content-Type': 'text/plain; charset=utf-8' });
      response.end('405: only GET and HEAD are answered here.\n');
      return;
    }
    try {
      if (headers) {
        const rules = parseHeaders(await readFile(headersFile, 'utf8'));
        for (const [name, value] of headersFor(rules, path))
          if (name !== 'strict-transport-security') response.setHeader(name, value);
      }
      if (anew && /(?:\/|\.html)$/.test(path)) await bundleAnew();
      const file = await locate(folder, path);
      const body =
        file && anew && path === `/${LIST}`
          ? Buffer.from(listScript(folder))
          : file
            ? await readFile(file)
            : Buffer.from(`404: there is no ${JSON.stringify(path)} here.\n`);
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
      response.setHeader(
        'Content-Type',
        (file && TYPES[extname(file)]) ?? (file ? 'application/octet-stream' : (TYPES['.txt'] ?? '')),
      );
      if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'no-cache');
      if (file) response.setHeader('ETag', etag);
      if (file && request.headers['if-none-match'] === etag) {
        response.writeHead(304).end();
        return;
      }
      const sent = brotli && /\bbr\b/.test(request.headers['accept-encoding'] ?? '') ? compressed(etag, body) : null;
      if (sent) response.setHeader('Content-Encoding', 'br');
      response.writeHead(file ? 200 : 404, { 'Content-Length': (sent ?? body).length });
      response.end(request.method === 'HEAD' ? undefined : (sent ?? body));
    } catch (error) {
      console.error(`waxseal: ${path}: ${error instanceof Error ? error.message : error}`);
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end('500: the server failed; its console says why.\n');
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(undefined));
  });
  const address = server.address();
  const bound = address && typeof address === 'object' ? address.port : port;
  return {
    url: `http://localhost:${bound}`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function main() {
  const port = Number(process.env.PORT || 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    console.error(`waxseal: PORT=${process.env.PORT} is no port: a number from 0 to 65535`);
    process.exit(1);
  }
  try {
    const { url } = await startServer({
      port,
      host: process.env.HOST || '127.0.0.1',
      headers: !process.argv.includes('--no-headers'),
      anew: true,
    });
    console.log(`waxseal: ${url} (end with Ctrl-C)`);
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    console.error(
      code === 'EADDRINUSE'
        ? `waxseal: port ${port} is in use: choose another one, such as make serve PORT=${port + 1}`
        : `waxseal: cannot listen on port ${port}: ${message}`,
    );
    process.exit(1);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
