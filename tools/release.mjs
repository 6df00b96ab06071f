// Makes dist/, the site as it is published: everything of www/, and in v/VERSION-HASH/ what other sites embed. The hash
// is that of all files in this folder, so that an address in it never has another content.
//
//   node tools/release.mjs                              for https://waxseal.example
//   SITE=https://host.example node tools/release.mjs    for another address
//
// The same www/ and the same address give the same octets.

import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { linked, shipped, WWW } from './size.mjs';

const DIST = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist');
const SITE = 'https://waxseal.example';
/** What other sites name. */
const ENTRIES = ['element/define.js', 'embed.js', 'embed.html'];
/** The host's own files, which no list has. */
const HOST = ['_headers', '.htaccess'];
/** What the page alone loads; there is no service worker in other people's pages (E5). */
const OF_THE_PAGE = new Set(['generated/app.js', 'generated/around.js', 'generated/files.js', 'generated/page.css']);
/**
 * The scripts that are no modules of the element: the worker, which it checks itself, and what belongs to the frame.
 */
const NO_PARTS = new Set(['generated/worker.js', 'generated/frame.js', 'embed.js']);
/** Of those that succeed: what is not there yet may be there tomorrow. */
const APACHE =
  '<IfModule mod_headers.c>\n  Header set Cache-Control "public, max-age=31536000, immutable"\n</IfModule>\n';

/** @param {'sha256' | 'sha384'} name @param {string | Buffer} content */
const integrity = (name, content) => `${name}-${createHash(name).update(content).digest('base64')}`;

/** @param {string} text @param {string} old @param {string} wanted */
function replace(text, old, wanted) {
  const parts = text.split(old);
  if (parts.length !== 2)
    throw new Error(`${JSON.stringify(old)} is to be replaced once, and is there ${parts.length - 1} times`);
  return parts.join(wanted);
}

/** The files that embedding needs, loaded on demand or not. */
function embedded() {
  const pages = ENTRIES.filter((path) => path.endsWith('.html'));
  return [...new Set([...ENTRIES, ...pages.flatMap(linked), ...shipped('samples'), ...shipped('generated')])]
    .filter((path) => !OF_THE_PAGE.has(path))
    .sort();
}

/**
 * Their contents, in the folder that their address names: the site's own, apart from links to the site, two folders up.
 */
function contents() {
  /** @type {Map<string, string | Buffer>} */
  const all = new Map(embedded().map((path) => [path, readFileSync(join(WWW, path))]));
  all.set(
    'generated/element.js',
    replace(
      String(all.get('generated/element.js')),
      'new URL("../",import.meta.url)',
      'new URL("../../../",import.meta.url)',
    ),
  );
  all.set('embed.html', String(all.get('embed.html')).replaceAll('href="./"', 'href="../../"'));
  return all;
}

/**
 * What is pasted into a page. The map comes first: what it says holds for modules that are loaded after it.
 * @param {string} base @param {string} site @param {Record<string, string>} hashes
 */
function snippet(base, site, hashes) {
  const modules = Object.entries(hashes).filter(([path]) => path.endsWith('.js') && !NO_PARTS.has(path));
  const map = JSON.stringify({ integrity: Object.fromEntries(modules.map(([path, hash]) => [base + path, hash])) });
  /** @param {string} path */
  const script = (path) =>
    `<script type="module" src="${base}${path}" integrity="${hashes[path]}" crossorigin></script>`;
  return `<!-- The element. The import map stands before all modules of the page; a page with a policy lets it through by
     script-src '${integrity('sha256', map)}' -->
<script type="importmap">${map}</script>
${script('element/define.js')}
<waxseal-check><a href="${site}/">Check your mail with Waxseal</a></waxseal-check>

<!-- The frame. -->
<iframe src="${base}embed.html" title="Check of a mail" width="100%" height="640"
  sandbox="allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox" allow="clipboard-write"></iframe>
${script('embed.js')}
`;
}

/**
 * Writes the folder anew.
 * @param {{ dist?: string, site?: string }} [options]
 * @returns {{ path: string, hashes: Record<string, string> }} `path`: of the folder that is embedded, such as `v/0.1.0-0123456789abcdef/`
 */
export function release({ dist = DIST, site = SITE } = {}) {
  const { protocol, origin, pathname } = new URL(site);
  if (!/^https?:$/.test(protocol) || site.replace(/\/$/, '') !== `${origin}${pathname}`.replace(/\/$/, ''))
    throw new Error(`SITE=${site} is no address of a site, such as ${SITE}`);
  const [, version] =
    readFileSync(join(WWW, 'generated', 'build.js'), 'utf8').match(/^export const version = '([^']+)'/m) ?? [];
  const all = contents();
  const hashes = Object.fromEntries([...all].map(([path, content]) => [path, integrity('sha384', content)]));
  const path = `v/${version}-${createHash('sha256').update(JSON.stringify(hashes)).digest('hex').slice(0, 16)}/`;
  const home = site.replace(/\/$/, '');

  rmSync(dist, { recursive: true, force: true });
  for (const file of [...shipped(), ...HOST]) cpSync(join(WWW, file), join(dist, file));
  /** @param {string} file @param {string | Buffer} content */
  const write = (file, content) => {
    mkdirSync(dirname(join(dist, file)), { recursive: true });
    writeFileSync(join(dist, file), content);
  };
  for (const [file, content] of all) write(path + file, content);
  write(`${path}integrity.json`, `${JSON.stringify(hashes, null, 2)}\n`);
  write(`${path}snippet.html`, snippet(`${home}/${path}`, home, hashes));
  write('v/.htaccess', APACHE);
  return { path, hashes };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    const { path } = release({ site: process.env.SITE || SITE });
    console.log(`waxseal: dist/ is the site; dist/${path}snippet.html is what other sites paste`);
  } catch (error) {
    console.error(`waxseal: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  }
}
