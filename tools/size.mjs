// Shows the files of the site, raw and as brotli sends them, and what a first visit costs: to open the page, with the
// first result and its explanation, and in how many requests. Fails above the limits.
//
// To open is what a reader needs until a message can be given: the page, its styles and scripts, the texts of one
// language.
// The engine is not part of it: it comes at the first sign of a message, or once the browser is idle. At leisure
// follows what is around the tool, with the service worker, which fetches every file once. A result brings chunks of
// its own, and so does the explanation of one that fails. The language counted is the largest one. A browser test
// checks that the page loads just this.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

import { LANGUAGES } from '../www/i18n/index.js';
import { CHUNKS, isSource, WWW } from './bundle.mjs';

export { WWW };
/** Loaded whether or not there is a message, after all that one needs; and the chunks of that moment. */
const AT_LEISURE = ['manifest.webmanifest', 'service-worker.js', 'generated/files.js'];
/** What checks a message: the module of WebAssembly, its worker, and the hashes of both. */
const ENGINE = ['generated/build.js', 'generated/worker.js', 'generated/waxseal.wasm'];
/** The most octets that brotli leaves, and the most requests. */
export const LIMITS = { opening: 60_000, explanation: 420_000, requests: 25 };

/**
 * @typedef {{ opening: string[], engine: string[], leisure: string[], result: string[], explanation: string[] }} Visit
 */

/** @type {Map<string, number>} */
const known = new Map();

/** @param {string} path */
function brotli(path) {
  const size =
    known.get(path) ??
    brotliCompressSync(readFileSync(join(WWW, path)), {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_MODE]:
          extname(path) === '.wasm' ? constants.BROTLI_MODE_GENERIC : constants.BROTLI_MODE_TEXT,
      },
    }).length;
  known.set(path, size);
  return size;
}

/** @param {string[]} paths */
const octets = (paths) => paths.reduce((sum, path) => sum + brotli(path), 0);

/** The files that a page of HTML loads by itself. @param {string} path @returns {string[]} */
export function linked(path) {
  const text = readFileSync(join(WWW, path), 'utf8');
  const links = [...text.matchAll(/<link\b[^>]*>/gi)]
    .map(([tag]) => tag)
    .filter((tag) => /\brel=["']?(stylesheet|icon|manifest|modulepreload|preload|apple-touch-icon)\b/i.test(tag))
    .flatMap((tag) => tag.match(/\bhref=["']?([^"'\s>]+)/i)?.[1] ?? []);
  return [
    ...new Set([
      ...links,
      ...[...text.matchAll(/<(?:script|img|source)\b[^>]*?\bsrc=["']?([^"'\s>]+)/gi)].map(
        ([, address = '']) => address,
      ),
    ]),
  ];
}

/** The files of the chunks of a moment. @param {import('./bundle.mjs').Moment} moment @param {string} language */
const chunks = (moment, language) =>
  CHUNKS.filter((chunk) => chunk.when === moment && (!chunk.language || chunk.language === language)).map(
    ({ name }) => `generated/${name}.js`,
  );

/**
 * The files of a first visit.
 * @param {{ entry?: string, language?: string }} [options] Without a language, the largest one.
 * @returns {Visit}
 */
export function firstVisit({ entry = 'index.html', language } = {}) {
  /** @param {string} spoken @returns {Visit} */
  const visit = (spoken) => ({
    opening: [
      ...new Set([entry, ...linked(entry).filter((path) => !AT_LEISURE.includes(path)), ...chunks('open', spoken)]),
    ],
    engine: ENGINE,
    leisure: [...AT_LEISURE, ...chunks('leisure', spoken)],
    result: chunks('result', spoken),
    explanation: chunks('explanation', spoken),
  });
  if (language) return visit(language);
  const visits = LANGUAGES.map(visit).map((each) => ({
    each,
    cost: octets([...each.opening, ...each.result, ...each.explanation]),
  }));
  return visits.reduce((largest, one) => (one.cost > largest.cost ? one : largest)).each;
}

/** All files that are published. @param {string} [folder] @param {string} [www] @returns {string[]} */
export function shipped(folder = '', www = WWW) {
  return readdirSync(join(www, folder), { withFileTypes: true })
    .filter(({ name }) => !/^[._]/.test(name))
    .flatMap((entry) =>
      entry.isDirectory() ? shipped(posix.join(folder, entry.name), www) : [posix.join(folder, entry.name)],
    )
    .filter((path) => !path.endsWith('.d.ts') && !isSource(path));
}

/** The three figures that LIMITS limits. @param {Visit} visit */
export function figures({ opening, engine, leisure, result, explanation }) {
  return {
    opening: octets(opening),
    explanation: octets([...opening, ...engine, ...result, ...explanation]),
    requests: [...opening, ...engine, ...leisure, ...result, ...explanation].length,
  };
}

function main() {
  const visit = firstVisit();
  /** @param {string} title @param {string[]} paths */
  const table = (title, paths) => {
    console.log(`${title}\n${'raw'.padStart(10)}${'brotli'.padStart(10)}`);
    for (const path of paths.toSorted())
      console.log(
        `${String(statSync(join(WWW, path)).size).padStart(10)}${String(brotli(path)).padStart(10)}  ${path}`,
      );
    console.log('');
  };
  table(
    'not loaded by a first visit',
    shipped().filter((path) => !Object.values(visit).flat().includes(path)),
  );
  table('to open index.html', visit.opening);
  table('the engine', visit.engine);
  table('at leisure', visit.leisure);
  table('to show a first result', visit.result);
  table('to explain it', visit.explanation);
  const { opening, explanation, requests } = figures(visit);
  console.log(`to open ${opening} bytes (at most ${LIMITS.opening})`);
  console.log(`with the explanation ${explanation} bytes (at most ${LIMITS.explanation})`);
  console.log(`requests ${requests} (at most ${LIMITS.requests})`);
  if (opening > LIMITS.opening || explanation > LIMITS.explanation || requests > LIMITS.requests)
    throw new Error('a first visit loads more than it may');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    main();
  } catch (error) {
    console.error(`waxseal: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  }
}
