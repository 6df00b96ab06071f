// Holds the page against Lighthouse, as a phone on a slow network sees it, served with headers and compression as a
// host does. Fails if accessibility, best practices or search are below 100, or performance is below 95.
//
//   node tools/lighthouse.mjs            every page, three times
//   node tools/lighthouse.mjs /?lang=ja  one page

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { findBrowser } from '../tests/browser/browsers.mjs';
import { root } from './build.mjs';
import { startServer } from './serve.mjs';

const PAGES = ['/', '/?lang=ja', '/own-resolver.html'];
/** The middle one counts. */
const RUNS = 3;
const LEAST = { accessibility: 100, 'best-practices': 100, seo: 100, performance: 95 };

/**
 * Lighthouse is large, and nothing else needs it: it has a folder and a lock file of its own.
 * @returns {string} its node_modules
 */
function install() {
  const source = join(root, 'tools', 'lighthouse');
  const lock = createHash('sha256')
    .update(readFileSync(join(source, 'package-lock.json')))
    .digest('hex')
    .slice(0, 16);
  const folder = join(root, '.cache', `lighthouse-${lock}`);
  if (!existsSync(join(folder, 'complete'))) {
    console.log('waxseal: installing Lighthouse');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(source, name), join(folder, name));
    copyFileSync(join(root, '.npmrc'), join(folder, '.npmrc'));
    const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: folder,
      stdio: 'inherit',
    });
    if (status !== 0) throw new Error('Lighthouse could not be installed (see above): is the npm registry reachable?');
    writeFileSync(join(folder, 'complete'), '');
  }
  return join(folder, 'node_modules');
}

/** What keeps a category from being full. @param {any} report @param {string} id @returns {string[]} */
const shortcomings = (report, id) =>
  report.categories[id].auditRefs
    .filter((/** @type {any} */ { weight }) => weight > 0)
    .map((/** @type {any} */ ref) => report.audits[ref.id])
    .filter((/** @type {any} */ { score }) => score !== null && score < 1)
    .map(
      (/** @type {any} */ audit) =>
        `${audit.id} ${Math.round(audit.score * 100)}${audit.displayValue ? `: ${audit.displayValue}` : ''}`,
    );

/** @param {any} report @param {string} id */
const scoreOf = (report, id) => Math.round(report.categories[id].score * 100);

/**
 * Looks at a page several times; the run in the middle, by performance.
 * @param {any} lighthouse
 * @param {string} url
 * @param {number} port
 */
async function look(lighthouse, url, port) {
  const reports = [];
  for (let run = 0; run < RUNS; run += 1) {
    const { lhr } = await lighthouse(url, { port, logLevel: 'error', onlyCategories: Object.keys(LEAST) });
    if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
    reports.push(lhr);
  }
  reports.sort((one, other) => scoreOf(one, 'performance') - scoreOf(other, 'performance'));
  return reports[Math.floor(RUNS / 2)];
}

/** @param {string[]} pages @returns {Promise<boolean>} whether all is well */
async function main(pages) {
  const modules = install();
  const { default: lighthouse } = await import(pathToFileURL(join(modules, 'lighthouse', 'core', 'index.js')).href);
  const { launch } = await import(pathToFileURL(join(modules, 'chrome-launcher', 'dist', 'index.js')).href);
  const server = await startServer({ brotli: true });
  const chrome = await launch({
    chromePath: process.env.CHROME_PATH ?? findBrowser('chromium'),
    chromeFlags: ['--headless=new', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  let isGood = true;
  try {
    for (const page of pages) {
      const report = await look(lighthouse, server.url + page, chrome.port);
      console.log(page);
      for (const [id, least] of Object.entries(LEAST)) {
        const score = scoreOf(report, id);
        isGood &&= score >= least;
        console.log(`  ${score < least ? '✗' : '✓'} ${id} ${score} (at least ${least})`);
        if (score < 100) for (const line of shortcomings(report, id)) console.log(`      ${line}`);
      }
    }
  } finally {
    chrome.kill();
    await server.close();
  }
  return isGood;
}

try {
  const asked = process.argv.slice(2);
  process.exitCode = (await main(asked.length > 0 ? asked : PAGES)) ? 0 : 1;
} catch (error) {
  console.error(`waxseal: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
