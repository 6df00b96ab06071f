// Measures the build beside another verifier (tests/peer/) and plain hashing, in Node and in
// Chromium; each ratio comes from one run, because absolute times drift.
//
//   node tools/bench.mjs               both
//   node tools/bench.mjs node|chromium

import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import { chromium } from 'playwright-core';

import { findBrowser } from '../tests/browser/browsers.mjs';
import { bind, lockedVersion, optimise, root, run } from './build.mjs';
import { startServer } from './serve.mjs';

const MIB = 1024 * 1024;
const COLD_RUNS = 5;
const PEER = join(root, '.cache', 'peer');

// --- The peer -----------------------------------------------------------------------------------------

/** Builds it like the page's module, but for speed alone. */
function buildPeer() {
  const manifest = join('tests', 'peer', 'Cargo.toml');
  const lock = join('tests', 'peer', 'Cargo.lock');
  const [ours, theirs] = ['Cargo.lock', lock].map((file) => lockedVersion(file, 'wasm-bindgen'));
  if (ours !== theirs)
    throw new Error(
      `Cargo.lock has wasm-bindgen ${ours}, ${lock} has ${theirs}: put "=${ours}" into ${manifest} and run cargo update there`,
    );
  const env = { ...process.env, CARGO_ENCODED_RUSTFLAGS: '-Ctarget-feature=+simd128' };
  // One of its dependencies asks for a newer Rust than it needs.
  run(
    'cargo',
    [
      'build',
      ...(existsSync(join(PEER, 'stamp')) ? ['--quiet'] : []),
      '--locked',
      '--release',
      '--ignore-rust-version',
      '--target',
      'wasm32-unknown-unknown',
      '--manifest-path',
      manifest,
      '--target-dir',
      PEER,
    ],
    env,
  );
  const module = join(PEER, 'wasm32-unknown-unknown', 'release', 'waxseal_peer.wasm');
  const optimised = join(PEER, 'peer.wasm');
  const stamp = createHash('sha256').update(readFileSync(module)).digest('hex');
  if (existsSync(join(PEER, 'stamp')) && readFileSync(join(PEER, 'stamp'), 'utf8') === stamp) return optimised;
  mkdirSync(join(PEER, 'glue'), { recursive: true });
  bind(module, join(PEER, 'glue'));
  optimise(join(PEER, 'glue', 'waxseal_peer_bg.wasm'), optimised, '-O3');
  writeFileSync(join(PEER, 'stamp'), stamp);
  return optimised;
}

// --- The messages -------------------------------------------------------------------------------------

const FIELDS = [
  ['From', 'Alice Example <alice@signer.example>'],
  ['To', 'Bob <bob@home.example>'],
  ['Subject', 'A message to measure with'],
  ['Date', 'Mon, 23 Nov 2026 10:00:00 +0000'],
  ['Message-ID', '<measure@signer.example>'],
  ['MIME-Version', '1.0'],
  ['Content-Type', 'text/plain; charset=us-ascii'],
  ['Content-Transfer-Encoding', 'base64'],
];

/** Lines of base64 in canonical form. @param {number} octets */
function base64Body(octets) {
  const count = Math.floor(octets / 78);
  return Buffer.from(Array.from({ length: count }, () => `${randomBytes(57).toString('base64')}\r\n`).join(''));
}

/** @param {Buffer} body @param {'relaxed' | 'simple'} canonicalization @param {import('node:crypto').KeyObject} key */
function sign(body, canonicalization, key) {
  const relaxed = canonicalization === 'relaxed';
  const names = FIELDS.map(([name = '']) => name.toLowerCase());
  const signature = [
    'DKIM-Signature',
    `v=1; a=rsa-sha256; c=${canonicalization}/${canonicalization}; d=signer.example; s=s1; h=${names.join(':')};` +
      ` bh=${createHash('sha256').update(body).digest('base64')}; b=`,
  ];
  const canonical = [...FIELDS, signature]
    .map(([name = '', value = '']) => (relaxed ? `${name.toLowerCase()}:${value}` : `${name}: ${value}`))
    .join('\r\n');
  const [name, value] = signature;
  const field = `${name}: ${value}${createSign('sha256').update(canonical).sign(key, 'base64')}\r\n`;
  return Buffer.concat([Buffer.from(field), unsigned(body)]);
}

/** @param {Buffer} body */
function unsigned(body) {
  return Buffer.concat([Buffer.from(`${FIELDS.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`), body]);
}

function inputs() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
  const strings = record
    .match(/.{1,255}/g)
    ?.map((string) => `"${string}"`)
    .join(' ');
  const large = base64Body(25_000_000);
  return {
    record,
    zone: `s1._domainkey.signer.example. IN TXT ${strings}\n`,
    messages: {
      small: sign(base64Body(3_000), 'relaxed', privateKey),
      relaxed: sign(large, 'relaxed', privateKey),
      simple: sign(large, 'simple', privateKey),
      unsigned: unsigned(large),
    },
  };
}

// --- Where it runs ------------------------------------------------------------------------------------

/** @typedef {ReturnType<typeof inputs>} Inputs */
/** @typedef {{ warm: any, cold: { ready: number, total: number } }} Measured */

/** The script of the worker: both glues, each with its variable, and what measures. */
function script() {
  const glue = (/** @type {string} */ path) => `(() => {\n${readFileSync(path, 'utf8')}\nreturn wasm_bindgen;\n})()`;
  return (
    `const ours = ${glue(join(root, '.cache', 'wasm', 'waxseal.js'))};\n` +
    `const peer = ${glue(join(PEER, 'glue', 'waxseal_peer.js'))};\n${readFileSync(join(root, 'tools', 'bench-worker.js'), 'utf8').replace("'use strict';\n", '')}`
  );
}

/** @param {{ ready: number, total: number }[]} list */
const least = (list) => list.reduce((best, one) => (one.total < best.total ? one : best));

/** @param {Inputs} inputs @param {string} peer @returns {Promise<Measured>} */
async function inNode({ messages, zone, record }, peer) {
  const code = `${script()}
    const { parentPort, workerData } = require('node:worker_threads');
    Promise.resolve(bench[workerData.what](workerData.modules, workerData.inputs)).then((value) => parentPort.postMessage(value));`;
  const wrapped = Object.fromEntries(
    Object.entries(messages).map(([name, octets]) => [name, { octets: new Uint8Array(octets) }]),
  );
  // A module that was never run, for each worker: a thread takes over what another one has optimised.
  const modules = () => ({
    ours: new WebAssembly.Module(readFileSync(join(root, 'www', 'generated', 'waxseal.wasm'))),
    peer: new WebAssembly.Module(readFileSync(peer)),
  });
  /** @param {string} what @returns {Promise<any>} */
  const start = (what) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(code, {
        eval: true,
        workerData: { what, modules: modules(), inputs: { ...wrapped, zone, record } },
      });
      worker.once('message', resolve);
      worker.once('error', reject);
    });
  return { cold: await start('cold'), warm: await start('warm') };
}

/** @param {Inputs} inputs @param {string} peer @returns {Promise<Measured>} */
async function inChromium({ messages, zone, record }, peer) {
  const folder = mkdtempSync(join(tmpdir(), 'waxseal-bench-'));
  const server = await startServer({ folder, headers: false });
  try {
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>bench</title>');
    writeFileSync(join(folder, 'ours.wasm'), readFileSync(join(root, 'www', 'generated', 'waxseal.wasm')));
    writeFileSync(join(folder, 'peer.wasm'), readFileSync(peer));
    writeFileSync(
      join(folder, 'worker.js'),
      `${script()}
      addEventListener('message', async ({ data: { what, modules, inputs, file } }) => {
        try { postMessage({ value: await bench[what](modules, inputs, file) }); } catch (error) { postMessage({ error: String(error) }); }
      });`,
    );
    for (const [name, octets] of Object.entries(messages)) writeFileSync(join(folder, `${name}.eml`), octets);

    /** @param {'cold' | 'warm'} what @returns {Promise<any>} */
    const start = async (what) => {
      // A browser of its own each time: it keeps what it has optimised.
      const browser = await chromium.launch({
        executablePath: findBrowser('chromium'),
        args: ['--disable-gpu', '--no-first-run', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
      });
      try {
        const page = await browser.newPage();
        page.setDefaultTimeout(300_000);
        await page.goto(`${server.url}/`);
        return await page.evaluate(
          async ([task, records, key]) => {
            const load = async (/** @type {string} */ name) =>
              new Uint8Array(await (await fetch(`/${name}.eml`)).arrayBuffer());
            const compile = async (/** @type {string} */ name) =>
              WebAssembly.compile(await (await fetch(`/${name}.wasm`)).arrayBuffer());
            const names = ['small', 'relaxed', 'simple', 'unsigned'];
            const octets = task === 'warm' ? await Promise.all(names.map(load)) : [];
            const file =
              task === 'cold' ? new File([await (await fetch('/relaxed.eml')).blob()], 'message.eml') : undefined;
            const script = new Blob([await (await fetch('/worker.js')).text()], { type: 'text/javascript' });
            const worker = new globalThis.Worker(URL.createObjectURL(script));
            const answer = new Promise((resolve, reject) => {
              worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data.value));
              worker.onerror = ({ message }) => reject(new Error(message));
            });
            worker.postMessage({
              what: task,
              modules: { ours: await compile('ours'), ...(task === 'warm' ? { peer: await compile('peer') } : {}) },
              inputs: {
                ...Object.fromEntries(names.map((name, index) => [name, { octets: octets[index] }])),
                zone: records,
                record: key,
              },
              file,
            });
            return answer;
          },
          /** @type {const} */ ([what, zone, record]),
        );
      } finally {
        await browser.close();
      }
    };
    const colds = [];
    for (let count = 0; count < COLD_RUNS; count += 1) colds.push(await start('cold'));
    return { cold: least(colds), warm: await start('warm') };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

// --- The table ----------------------------------------------------------------------------------------

/** @param {string} place @param {Measured} measured @param {Inputs} inputs */
function table(place, { warm, cold }, { messages }) {
  const size = messages.relaxed.length;
  console.log(`\n${place}: ms, the best of many runs`);
  console.log(`${''.padEnd(58)}${'ours'.padStart(9)}${'beside'.padStart(9)}${'ratio'.padStart(7)}  budget`);
  /**
   * @param {string} what
   * @param {number} ours
   * @param {number} beside
   * @param {number} [budget]
   * @param {string} [note]
   */
  const row = (what, ours, beside, budget, note = '') => {
    const ratio = ours / beside;
    const verdict = budget === undefined ? '' : `${budget}${ratio > budget ? '  over' : ''}`;
    const digits = ours < 10 ? 3 : 1;
    console.log(
      `${what.padEnd(58)}${ours.toFixed(digits).padStart(9)}${beside.toFixed(digits).padStart(9)}${ratio.toFixed(2).padStart(7)}  ${verdict}${note}`,
    );
  };
  /** @param {string} what @param {number} value @param {string} unit @param {number} budget */
  const single = (what, value, unit, budget) =>
    console.log(
      `${what.padEnd(58)}${value.toFixed(1).padStart(9)}${''.padStart(16)}  ${budget} ${unit}${value > budget ? '  over' : ''}`,
    );
  const { message, body, large, memory } = warm;
  row(`${messages.small.length} octets, rsa-2048, to the verdict / mail-auth`, message.ours, message.peer, 0.5);
  row('25 MB relaxed: keep, canonicalise, hash / hash', body.relaxed, body.hash, 1.1);
  row('25 MB simple: keep, canonicalise, hash / hash', body.simple, body.hash, 1.1);
  row('25 MB relaxed: keep, canonicalise, hash / keep, hash', body.relaxed, body.keepAndHash);
  row('25 MB simple: keep, canonicalise, hash / keep, hash', body.simple, body.keepAndHash);
  row('25 MB unsigned: keep, count line ends / hash', body.unsigned, body.hash);
  row('25 MB whole message, warm / mail-auth', large.ours, large.peer, 1.2);
  single('25 MB whole message, cold: time of the worker', cold.total, 'ms', 250);
  single('  of which the module is made ready', cold.ready, 'ms', 60);
  single('25 MB: memory beside the input, MiB', memory.grown / MIB, 'MiB', 64);
  console.log(`hashing alone: ${(size / 1e3 / body.hash).toFixed(0)} MB/s`);
}

async function main() {
  const wanted = process.argv.slice(2);
  const peer = buildPeer();
  const all = inputs();
  if (wanted.length === 0 || wanted.includes('node')) table(`Node ${process.version}`, await inNode(all, peer), all);
  if (wanted.length === 0 || wanted.includes('chromium')) table('Chromium', await inChromium(all, peer), all);
}

try {
  await main();
} catch (error) {
  console.error(`waxseal: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
