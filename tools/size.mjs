// Shows the files of www/, raw and as brotli sends them, and what it costs to open index.html, alone, with a result, and
// with the explanation of one that fails.
//
// Opening loads the page, what it links, the modules and styles that these import, the worker and its module, and the
// texts of one language. At leisure follows what is around the tool, with the service worker, which fetches every file
// once. A result brings what is imported on demand; an explanation what that imports on demand. The language counted is the largest one. A browser test checks that the page loads just this.

import { readdirSync, readFileSync, existsSync, statSync } from 'node:fs';
import { dirname, extname, join, posix } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

export const WWW = join(dirname(dirname(fileURLToPath(import.meta.url))), 'www');
/** Loaded by session/ as soon as the page is shown. */
const LOADED_AFTERWARDS = ['generated/build.js', 'generated/worker.js', 'generated/waxseal.wasm'];
/** Loaded whether or not there is a message, after all that one needs. */
const AT_LEISURE = ['around/index.js', 'manifest.webmanifest', 'service-worker.js', 'generated/files.js'];
/** Loaded as soon as a message is given, or with its report. */
const LOADED_FOR_RESULT = ['element/sender.js', 'element/exports.js', 'session/asking.js'];
/** Loaded only if the reader opens it. */
const LOADED_ON_WISH = ['view/howto.js', 'element/source.js'];
/** Loaded before a text is shown that has others than ASCII characters. */
const LOADED_FOR_TEXT = ['view/escaped.js'];

/** Loaded on other people's pages alone. */
const LOADED_ABROAD = ['element/abroad.js'];

/** What makes and reads the files that a reader takes along: loaded once one is wanted. @param {string} path */
const isForTaking = (path) => path.startsWith('export/');

/** The language of a catalogue. @param {string} path */
const languageOf = (path) => path.match(/^i18n\/(?:[a-z]+\/)?([a-z]{2}(?:-[A-Za-z]+)?)\.js$/)?.[1];

/** @param {string} path */
function brotli(path) {
  return brotliCompressSync(readFileSync(join(WWW, path)), {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_MODE]: extname(path) === '.wasm' ? constants.BROTLI_MODE_GENERIC : constants.BROTLI_MODE_TEXT,
    },
  }).length;
}

/**
 * What a file loads: [address, only on demand].
 * @param {string} path @param {string} text
 * @returns {[string, boolean][]}
 */
function references(path, text) {
  /** @param {RegExp} pattern @param {boolean} [lazy] @returns {[string, boolean][]} */
  const find = (pattern, lazy = false) => [...text.matchAll(pattern)].map(([, address = '']) => [address, lazy]);
  switch (extname(path)) {
    case '.html': {
      /** @type {[string, boolean][]} */
      const links = [...text.matchAll(/<link\b[^>]*>/gi)].map(([tag]) => tag)
        .filter((tag) => /\brel=["']?(stylesheet|icon|manifest|modulepreload|preload|apple-touch-icon)\b/i.test(tag))
        .flatMap((tag) => tag.match(/\bhref=["']?([^"'\s>]+)/i)?.[1] ?? []).map((address) => [address, false]);
      return [...links, ...find(/<(?:script|img|source)\b[^>]*?\bsrc=["']?([^"'\s>]+)/gi)];
    }
    case '.css':
      return [...find(/@import\s+(?:url\()?["']?([^"')\s;]+)/g), ...find(/url\(["']?(?!data:)([^"')]+)/g)];
    case '.js': {
      // Comments may speak of modules, with types in import('…').
      const code = text.replace(/\/\*[^]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
      /** @param {RegExp} pattern @param {boolean} [lazy] @returns {[string, boolean][]} */
      const inCode = (pattern, lazy = false) => [...code.matchAll(pattern)].map(([, address = '']) => [address, lazy]);
      return [
        ...inCode(/^\s*import\s+["']([^"']+)["']/gm),
        ...inCode(/^\s*(?:import|export)\b[^;'"`()]*?\bfrom\s*["']([^"']+)["']/gm),
        ...inCode(/\bimport\(\s*["'`]([^"'`]+)["'`]/g, true),
        ...inCode(/\bnew URL\(\s*["']([^"']+)["']\s*,\s*import\.meta\.url/g),
      ];
    }
    default:
      return [];
  }
}

/** The files that an address in a file names; `${…}` in it stands for any name. @param {string} from @param {string} address */
function resolve(from, address) {
  // A folder is the base of addresses that are put together at run time.
  if (/^[a-z]+:|^\/\//i.test(address) || address.endsWith('/')) return [];
  const path = posix.join(address.startsWith('/') ? '' : posix.dirname(from), address.replace(/[?#].*$/, ''));
  if (!path.includes('${')) return [path.replace(/^\//, '')];
  const folder = posix.dirname(path);
  const pattern = new RegExp(`^${posix.basename(path).replace(/[.+^()|[\]\\]/g, '\\$&').replace(/\$\{[^}]*\}/g, '[^/]+')}$`);
  return existsSync(join(WWW, folder)) ? readdirSync(join(WWW, folder)).filter((name) => pattern.test(name)).map((name) => posix.join(folder, name)) : [];
}

/**
 * The files that some files load, and they themselves; apart from those, what is imported on demand.
 * @param {string[]} entries
 */
export function closure(entries) {
  const files = new Set(entries);
  /** @type {Set<string>} */
  const demanded = new Set();
  for (const path of files) {
    if (!existsSync(join(WWW, path))) throw new Error(`www/${path} is missing`);
    if (path.startsWith('generated/')) continue;
    for (const [address, lazy] of references(path, readFileSync(join(WWW, path), 'utf8'))) {
      for (const file of resolve(path, address)) {
        if (!existsSync(join(WWW, file)) || !statSync(join(WWW, file)).isFile()) throw new Error(`www/${path} loads ${address}, which is missing`);
        (lazy ? demanded : files).add(file);
      }
    }
  }
  return { files, demanded: [...demanded].filter((path) => !files.has(path)) };
}

/**
 * The files of a first visit: to open the page, in addition at leisure, in addition to show a first result, and in
 * addition to explain it.
 * @param {{ entry?: string, language?: string }} [options] Without a language, the largest one.
 * @returns {{ opening: string[], leisure: string[], result: string[], explanation: string[] }}
 */
export function firstVisit({ entry = 'index.html', language } = {}) {
  const page = closure([entry, ...LOADED_AFTERWARDS]);
  const around = closure(AT_LEISURE);
  const isDemanded = (/** @type {string} */ path) => !languageOf(path) && ![AT_LEISURE, LOADED_ABROAD, LOADED_ON_WISH].some((some) => some.includes(path));
  const own = closure([...page.demanded.filter(isDemanded), ...LOADED_FOR_RESULT]);
  const explaining = closure(own.demanded.filter((path) => !languageOf(path) && !isForTaking(path) && ![LOADED_ON_WISH, LOADED_FOR_TEXT].some((some) => some.includes(path))));
  const catalogues = [...new Set([...page.demanded, ...around.demanded, ...own.demanded])].filter(languageOf);
  /** @param {string | undefined} spoken */
  const visit = (spoken) => {
    /** @param {string} part The folder in i18n. */
    const texts = (part) => closure(catalogues.filter((path) => languageOf(path) === spoken && dirname(path) === posix.join('i18n', part))).files;
    const opening = new Set([...page.files, ...texts('')].filter((path) => !AT_LEISURE.includes(path)));
    const leisure = new Set([...around.files, ...texts('around')].filter((path) => !opening.has(path)));
    const result = new Set([...own.files, ...['result', 'doors', 'sender', 'policy', 'requirements', 'exports'].flatMap((part) => [...texts(part)])].filter((path) => !opening.has(path) && !AT_LEISURE.includes(path)));
    const explanation = new Set([...explaining.files, ...texts('explanation')].filter((path) => !opening.has(path) && !result.has(path)));
    return { opening: [...opening], leisure: [...leisure], result: [...result], explanation: [...explanation] };
  };
  if (language) return visit(language);
  /** @param {ReturnType<typeof visit>} visit */
  const cost = (visit) => Object.values(visit).flat().reduce((sum, path) => sum + brotli(path), 0);
  const visits = [...new Set(catalogues.map(languageOf))].map(visit).sort((a, b) => cost(b) - cost(a));
  return visits[0] ?? visit(undefined);
}

/** All files that are shipped. @param {string} [folder] @param {string} [www] @returns {string[]} */
export function shipped(folder = '', www = WWW) {
  return readdirSync(join(www, folder), { withFileTypes: true })
    .filter(({ name }) => !/^[._]/.test(name))
    .flatMap((entry) => (entry.isDirectory() ? shipped(posix.join(folder, entry.name), www) : [posix.join(folder, entry.name)]))
    .filter((path) => !path.endsWith('.d.ts'));
}

function main() {
  const { opening, leisure, result, explanation } = firstVisit();
  /** @param {string} title @param {string[]} paths */
  const table = (title, paths) => {
    let total = 0;
    console.log(`${title}\n${'raw'.padStart(10)}${'brotli'.padStart(10)}`);
    for (const path of paths.sort()) {
      const size = brotli(path);
      total += size;
      console.log(`${String(statSync(join(WWW, path)).size).padStart(10)}${String(size).padStart(10)}  ${path}`);
    }
    return total;
  };
  const others = shipped().filter((path) => ![...opening, ...leisure, ...result, ...explanation].includes(path));
  if (others.length > 0) {
    table('not loaded by a first visit', others);
    console.log('');
  }
  const open = table('to open index.html', opening);
  console.log('');
  table('at leisure', leisure);
  console.log('');
  const more = table('to show a first result', result);
  console.log('');
  const most = table('to explain it', explanation);
  console.log(`\nwith a result ${open + more} bytes\nwith the explanation ${open + more + most} bytes\ntotal ${open} bytes`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    main();
  } catch (error) {
    console.error(`waxseal: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  }
}
