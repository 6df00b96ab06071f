// Somebody else's site on an origin of its own: the examples, and pages that a test makes up. It notes what reaches it.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/** What the host's own page does first: it notes messages, heights and its globals. */
const RECORD = `
globalThis.seen = { messages: [], heights: [], events: [] };
addEventListener('message', ({ data }) => { seen.messages.push(JSON.stringify(data)); });
new MutationObserver(() => {
  const height = document.querySelector('iframe')?.style.height;
  if (height && seen.heights.at(-1) !== height) seen.heights.push(height);
}).observe(document, { subtree: true, attributes: true, attributeFilter: ['style'] });
for (const type of ['report', 'consent-request', 'error']) {
  document.addEventListener(type, (event) => { if (event instanceof CustomEvent) seen.events.push(type); }, true);
}
seen.before = Object.getOwnPropertyNames(globalThis);
`;

/**
 * Starts the host.
 * @param {string} tool the origin of the tool
 * @returns {Promise<{ url: string, page: (body: string, policy?: string) => string, close: () => void }>}
 *   `page`: the address of a page with this body, and a policy if wanted
 */
export async function startHost(tool) {
  /** @type {{ body: string, policy: string | undefined }[]} */
  const pages = [];
  /** An example as it stands on another site. @param {string} name */
  const example = (name) =>
    readFileSync(new URL(`../../www/examples/${name}`, import.meta.url), 'utf8')
      .replaceAll('"../', `"${tool}/`)
      .replaceAll("'self'", `'self' ${tool}`)
      .replace('<script', '<script src="/record.js"></script>\n  <script');
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const page = pages[Number(path.slice(1))];
    const [type, body] =
      path === '/record.js'
        ? ['text/javascript', RECORD]
        : path.startsWith('/examples/')
          ? [path.endsWith('.css') ? 'text/css' : 'text/html', example(path.slice('/examples/'.length))]
          : page
            ? [
                'text/html',
                `<!doctype html><html lang="en"><title>Host</title><script src="/record.js"></script>${page.body}`,
              ]
            : ['text/plain', ''];
    if (page?.policy) response.setHeader('Content-Security-Policy', page.policy);
    response.setHeader('Content-Type', `${type}; charset=utf-8`);
    response.end(body);
  });
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(undefined));
  });
  const url = `http://localhost:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
  return {
    url,
    page: (body, policy) => `${url}/${pages.push({ body, policy }) - 1}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
