// The list of the files that the service worker keeps: everything that the page may need, with the hash of its content.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { shipped, WWW } from './size.mjs';

/** Where the list lies, in www/. */
export const LIST = 'generated/files.js';
/** What no page loads, or not through the service worker. */
const LEFT_OUT = new Set([LIST, 'service-worker.js']);

/**
 * The files and their hashes, in the form of the integrity attribute.
 * @param {string} [www]
 * @returns {[path: string, integrity: string][]}
 */
export function files(www = WWW) {
  return shipped('', www)
    .filter((path) => !LEFT_OUT.has(path))
    .sort()
    .map((path) => [
      path,
      `sha256-${createHash('sha256')
        .update(readFileSync(join(www, path)))
        .digest('base64')}`,
    ]);
}

/** The script that tells the service worker. @param {string} [www] */
export function listScript(www = WWW) {
  const all = files(www);
  const version = createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 16);
  const lines = all.map(([path, integrity]) => `  '${path}': '${integrity}',\n`);
  return `// Written by tools/build.mjs. The service worker keeps these files.\nself.waxsealFiles = { version: '${version}', files: {\n${lines.join('')}} };\n`;
}
