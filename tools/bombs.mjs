// Measures the worst messages on the build: those of the attack corpus and some of our own, each at
// n, 2n and 4n, with and without signatures that make the body be hashed in both canonical forms.
//
//   node tools/bombs.mjs            all
//   node tools/bombs.mjs <word>…    those whose name holds one of the words
//
// The corpus lies in the folder that WAXSEAL_ATTACKS names, else in shared/attacks beside the
// checkout. Fails where a message stops the module, takes more than 2 s at n, more than 2.3 times
// as long when doubled, or more than 64 MiB beside its own octets.

import { spawnSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

import { NXDOMAIN, response } from '../tests/wasm/wire.mjs';
import { root } from './build.mjs';
import { instance, judge, parts } from './module.mjs';

const RUNS = 3;
/** A time is only ever too long, so what is over a limit is run again, up to this often in all. */
const MOST_RUNS = 25;
const MIB = 1024 * 1024;
const LARGEST = 64 * MIB;
const MOST_MS = 2000;
const MOST_RATIO = 2.3;
const MOST_MEMORY = 64 * MIB;
/** Times below are lost in the noise of the machine: no ratio is judged from them. */
const FLOOR_MS = 5;
/** After this a message counts as one that never ends. */
const PATIENCE_MS = 120_000;

/** @typedef {Record<string, (string | string[])[]>} Zone the TXT records by name */
/** @typedef {{ octets: Uint8Array, zone: Zone, now: number, keyNames?: number }} Message */
/** @typedef {{ name: string, n: number, note?: string | undefined, make(n: number): Message }} Bomb */
/** @typedef {{ times: number[], memory: number, trap?: string }} Measured */

// --- In a thread of its own: one bomb in its three sizes ----------------------------------------------

/** @param {Zone} zone */
function resolver(zone) {
  /** @type {Map<string, Uint8Array>} */
  const known = new Map();
  return (/** @type {string} */ name) => {
    let answer = known.get(name);
    if (!answer) {
      const records = zone[name]?.map((record) => [record].flat().flatMap(strings));
      answer = records ? response(name, 'TXT', { records }) : response(name, 'TXT', { rcode: NXDOMAIN });
      known.set(name, answer);
    }
    return answer;
  };
}

/** A record's strings of at most 255 octets. @param {string} text */
function strings(text) {
  const octets = Buffer.from(text, 'latin1');
  return Array.from({ length: Math.ceil(octets.length / 255) || 1 }, (_, index) =>
    octets.subarray(index * 255, index * 255 + 255),
  );
}

/** Both ratios, and whether they count. @param {number[]} times */
function ratios(times) {
  return [1, 2].map((index) => {
    const [before = 0, after = 0] = [times[index - 1], times[index]];
    return { ratio: after / before, counts: before >= FLOOR_MS };
  });
}

/** @param {number[]} times */
const overLimit = (times) =>
  (times[0] ?? 0) > MOST_MS || ratios(times).some(({ ratio, counts }) => counts && ratio > MOST_RATIO);

/** @param {Message[]} messages @returns {Measured} */
function measure(messages) {
  const { glue, module } = parts();
  const times = messages.map(() => Infinity);
  let memory = 0;
  const answers = messages.map(({ zone }) => resolver(zone));
  try {
    for (let run = 0; run < RUNS || (run < MOST_RUNS && overLimit(times)); run += 1) {
      messages.forEach(({ octets, now, keyNames }, index) => {
        const { bindings, memory: linear } = instance(glue, module);
        const from = performance.now();
        judge(bindings, { octets, now, keyNames, answer: answers[index] ?? (() => undefined) });
        times[index] = Math.min(times[index] ?? Infinity, performance.now() - from);
        memory = Math.max(memory, linear.buffer.byteLength - octets.length);
      });
    }
  } catch (error) {
    return { times, memory, trap: String(error) };
  }
  return { times, memory };
}

// --- The corpus ---------------------------------------------------------------------------------------

const SIGNATURES = ['relaxed/relaxed', 'simple/simple']
  .map(
    (canonicalization) =>
      `DKIM-Signature: v=1; a=rsa-sha256; c=${canonicalization}; d=evil.example; s=e1; h=from;\r\n` +
      ` bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=${'A'.repeat(342)}==\r\n`,
  )
  .join('');

/** @param {Uint8Array} octets */
function unsigned(octets) {
  const buffer = Buffer.from(octets.buffer, octets.byteOffset, octets.length);
  return buffer.subarray(0, 15).toString('latin1') === 'DKIM-Signature:'
    ? buffer.subarray(buffer.indexOf('\r\n') + 2)
    : buffer;
}

/** @param {Uint8Array} octets */
const signed = (octets) => Buffer.concat([Buffer.from(SIGNATURES), octets]);

function corpus() {
  const named = process.env.WAXSEAL_ATTACKS;
  const folder = named || join(root, '..', 'shared', 'attacks');
  if (existsSync(join(folder, 'bombs.py'))) return folder;
  console.log(
    `the corpus: skipped (${named ? 'WAXSEAL_ATTACKS names no folder with bombs.py' : 'WAXSEAL_ATTACKS names no folder'})`,
  );
  return undefined;
}

/** @param {string} folder @param {string} scratch @returns {Bomb[]} */
function corpusBombs(folder, scratch) {
  const files = readdirSync(join(folder, 'cases'))
    .filter((file) => file.endsWith('.json'))
    .sort();
  const cases = files
    .map((file) => JSON.parse(readFileSync(join(folder, 'cases', file), 'utf8')))
    .filter(({ message_file: file }) => /^gen:\w+:\d+$/.test(file));
  return cases.flatMap(({ id, message_file: file, dns, input }) => {
    const [, generator = '', count = ''] = file.split(':');
    /** @param {number} n */
    const generate = (n) => {
      const made = join(scratch, `${generator}-${n}`);
      if (!existsSync(made)) {
        const run = spawnSync('python3', ['bombs.py', `gen:${generator}:${n}`], { cwd: folder, maxBuffer: 2 ** 30 });
        if (run.error || run.status !== 0)
          throw new Error(`python3 bombs.py failed: ${run.error?.message ?? run.stderr}`);
        writeFileSync(made, run.stdout);
      }
      return readFileSync(made);
    };
    const zone = Object.fromEntries(
      Object.entries(dns).flatMap(([name, records]) => (records.TXT ? [[name, records.TXT]] : [])),
    );
    const asked = Number(count);
    const largest = generate(asked).length * 4;
    const n = largest > LARGEST ? Math.floor(asked * (LARGEST / largest)) : asked;
    const note = n < asked ? `n = ${n} instead of ${asked}: 4n has to fit into ${LARGEST / MIB} MiB` : undefined;
    /** @param {string} suffix @param {(octets: Uint8Array) => Uint8Array} change @returns {Bomb} */
    const variant = (suffix, change) => ({
      name: `${id}${suffix}`,
      n,
      note,
      make: (count) => ({ octets: change(generate(count)), zone, now: input.now }),
    });
    const hasSignature = unsigned(generate(n)).length !== generate(n).length;
    return [
      ...(hasSignature ? [variant('', (octets) => octets)] : []),
      variant(' unsigned', unsigned),
      variant(' signed', signed),
    ];
  });
}

// --- Our own ------------------------------------------------------------------------------------------

const NOW = 1_795_435_200;
const HEADER =
  'From: x@evil.example\r\nTo: bob@home.example\r\nSubject: x\r\nDate: Mon, 23 Nov 2026 10:00:00 +0000\r\n';

/** Octets that look random and are the same every time. @param {number} count @param {number} seed */
function noise(count, seed) {
  const octets = Buffer.alloc(count);
  let state = seed || 1;
  for (let at = 0; at < count; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    octets[at] = state >>> 24;
  }
  return octets;
}

/**
 * A key record; no one has the private key.
 * @param {number} bits
 * @param {number} seed
 * @param {string} exponent in hexadecimal
 */
function keyRecord(bits, seed, exponent) {
  const modulus = noise(bits / 8, seed);
  modulus[0] = (modulus[0] ?? 0) | 0x80;
  modulus[modulus.length - 1] = (modulus.at(-1) ?? 0) | 1;
  const jwk = { kty: 'RSA', n: modulus.toString('base64url'), e: Buffer.from(exponent, 'hex').toString('base64url') };
  const der = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'der' });
  return `v=DKIM1; k=rsa; p=${der.toString('base64')}`;
}

/**
 * Of whole units: half a one at the end can change what the whole costs.
 * @param {string} unit
 * @param {number} n octets
 */
function body(unit, n) {
  return Buffer.alloc(n - (n % unit.length), unit);
}

/**
 * @param {(index: number) => { tags?: string, selector?: string, b?: string }} each
 * @param {number} count
 * @param {Buffer} text
 */
function withSignatures(count, each, text = Buffer.from('x\r\n')) {
  const fields = Array.from({ length: count }, (_, index) => {
    const { tags = '', selector = 'e1', b = `${'A'.repeat(342)}==` } = each(index);
    return (
      `DKIM-Signature: v=1; a=rsa-sha256; c=${index % 2 ? 'simple/simple' : 'relaxed/relaxed'}; d=evil.example; s=${selector};` +
      ` h=from;${tags} bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=${b}\r\n`
    );
  });
  return Buffer.concat([Buffer.from(`${fields.join('')}${HEADER}\r\n`), text]);
}

/**
 * Signatures that all have to be tried with each of 20 large keys.
 * @param {{ bits: number, exponent: string, names: number }} options @returns {(n: number) => Message}
 */
function manyKeys({ bits, exponent, names }) {
  return (n) => {
    /** @type {Zone} */
    const zone = {};
    for (let name = 0; name < names; name += 1) {
      zone[`k${name}._domainkey.evil.example`] = Array.from({ length: 20 }, (_, index) =>
        keyRecord(bits, 1 + name * 20 + index, exponent),
      );
    }
    const octets = withSignatures(n, (index) => {
      const b = noise(bits / 8, 1000 + index);
      b[0] = 0;
      return { selector: `k${index % names}`, b: b.toString('base64') };
    });
    return { octets, zone, now: NOW, keyNames: names };
  };
}

/** @returns {Bomb[]} */
function ownBombs() {
  const zone = { 'e1._domainkey.evil.example': [keyRecord(2048, 1, '010001')] };
  const size = 5_000_000;
  /** @param {string} name @param {string} unit @returns {Bomb[]} */
  const bodies = (name, unit) => [
    {
      name: `own-${name} unsigned`,
      n: size,
      make: (n) => ({ octets: Buffer.concat([Buffer.from(`${HEADER}\r\n`), body(unit, n)]), zone, now: NOW }),
    },
    {
      name: `own-${name} signed`,
      n: size,
      make: (n) => ({ octets: signed(Buffer.concat([Buffer.from(`${HEADER}\r\n`), body(unit, n)])), zone, now: NOW }),
    },
  ];
  return [
    ...bodies('spaces', ' '),
    ...bodies('bare-lf', '\n'),
    ...bodies('space-cr', 'a \r'),
    ...bodies('double-space', 'a  '),
    ...bodies('tab-lines', '\t\r\n'),
    // What lies past a cap is not looked at: these stay below it.
    ...[
      ['labels', 'x@', 'a.', 'example'],
      ['angles', '', '<', 'x@evil.example'],
      ['comments', '', '(', 'x@evil.example'],
      ['groups', '', 'g:', 'x@evil.example'],
      ['quotes', '"', '\\"', '" <x@evil.example>'],
      ['mailboxes', '', 'a@evil.example, ', 'x@evil.example'],
      ['words', '', '=?utf-8?Q?a?= ', '<x@evil.example>'],
      ['folds', '', '\r\n ', '<x@evil.example>'],
      ['commas', '', ',', 'x@evil.example'],
    ].map(([name, before = '', unit = '', after = '']) => ({
      name: `own-from-${name}`,
      n: Math.floor(65_000 / unit.length),
      make: (/** @type {number} */ n) => ({
        octets: signed(
          Buffer.from(
            `From: ${before}${unit.repeat(n)}${after}\r\nSubject: ${unit.repeat(n)}\r\nTo: ${unit.repeat(n)}\r\n\r\nx\r\n`,
          ),
        ),
        zone,
        now: NOW,
      }),
    })),
    {
      name: 'own-100-lengths',
      n: size,
      make: (n) => ({
        octets: withSignatures(
          100,
          (index) => ({ tags: ` l=${Math.floor((n * index) / 100)};` }),
          body('a \tb\r\n', n),
        ),
        zone,
        now: NOW,
      }),
    },
    {
      name: 'own-signed-header',
      n: 200_000,
      make: (n) => {
        const names = Array.from({ length: 20 }, (_, index) => `x-${index}`);
        const fields = names.map((name) => `${name}:${' a'.repeat(n / 40)}\r\n`).join('');
        const octets = withSignatures(100, () => ({ tags: ` h=from:${names.join(':')};` }));
        // The first h= of each is a duplicate: taken out.
        const text = octets.toString('latin1').replaceAll(' h=from; h=from:', ' h=from:');
        return { octets: Buffer.from(fields + text, 'latin1'), zone, now: NOW };
      },
    },
    { name: 'own-8192-bit-keys', n: 100, make: manyKeys({ bits: 8192, exponent: '010001', names: 1 }) },
    { name: 'own-8192-bit-exponents', n: 100, make: manyKeys({ bits: 8192, exponent: '01ffffffff', names: 1 }) },
    { name: 'own-1024-bit-keys', n: 100, make: manyKeys({ bits: 1024, exponent: '03', names: 1 }) },
    { name: 'own-8192-bit-100-names', n: 100, make: manyKeys({ bits: 8192, exponent: '010001', names: 100 }) },
  ];
}

// --- The table ----------------------------------------------------------------------------------------

/** @param {Bomb} bomb @returns {Promise<Measured>} */
function run({ n, make }) {
  return new Promise((resolve) => {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: [n, 2 * n, 4 * n].map(make) });
    const timer = setTimeout(
      () => settle({ times: [], memory: 0, trap: `no end within ${PATIENCE_MS / 1000} s` }),
      PATIENCE_MS,
    );
    /** @param {Measured} measured */
    const settle = (measured) => {
      clearTimeout(timer);
      resolve(measured);
      void worker.terminate();
    };
    worker.once('message', settle);
    worker.once('error', (error) => settle({ times: [], memory: 0, trap: String(error) }));
  });
}

async function main() {
  const words = process.argv.slice(2);
  const scratch = mkdtempSync(join(tmpdir(), 'waxseal-bombs-'));
  const worst = { ratio: 0, ratioOf: '', memory: 0, memoryOf: '', time: 0, timeOf: '' };
  const faults = [];
  try {
    const folder = corpus();
    const bombs = [...(folder ? corpusBombs(folder, scratch) : []), ...ownBombs()].filter(
      ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
    );
    console.log(
      `ms, the best of ${RUNS} runs (of up to ${MOST_RUNS} where a limit is passed); a ratio in brackets is not judged: it starts below ${FLOOR_MS} ms`,
    );
    console.log(
      `${''.padEnd(32)}${'n'.padStart(9)}${'2n'.padStart(9)}${'4n'.padStart(9)}${'2n/n'.padStart(8)}${'4n/2n'.padStart(8)}  MiB beside the input`,
    );
    for (const bomb of bombs) {
      const { times, memory, trap } = await run(bomb);
      if (trap) {
        console.log(`${bomb.name.padEnd(32)} ${trap}`);
        faults.push(`${bomb.name}: ${trap}`);
        continue;
      }
      const found = ratios(times);
      const shown = found.map(({ ratio, counts }) => (counts ? ratio.toFixed(2) : `(${ratio.toFixed(2)})`).padStart(8));
      console.log(
        `${bomb.name.padEnd(32)}${times.map((time) => time.toFixed(1).padStart(9)).join('')}${shown.join('')}` +
          `${(memory / MIB).toFixed(1).padStart(7)}${bomb.note ? `  (${bomb.note})` : ''}`,
      );
      for (const { ratio, counts } of found) {
        if (!counts) continue;
        if (ratio > worst.ratio) Object.assign(worst, { ratio, ratioOf: bomb.name });
        if (ratio > MOST_RATIO) faults.push(`${bomb.name}: ${ratio.toFixed(2)} times as long when doubled`);
      }
      const [time = 0] = times;
      if (time > worst.time) Object.assign(worst, { time, timeOf: bomb.name });
      if (time > MOST_MS) faults.push(`${bomb.name}: ${time.toFixed(0)} ms`);
      if (memory > worst.memory) Object.assign(worst, { memory, memoryOf: bomb.name });
      if (memory > MOST_MEMORY) faults.push(`${bomb.name}: ${(memory / MIB).toFixed(0)} MiB beside the input`);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  for (const fault of faults) console.log(`over the limit: ${fault}`);
  console.log(
    `worst: ratio ${worst.ratio.toFixed(2)} (${worst.ratioOf}), ${worst.time.toFixed(0)} ms at n (${worst.timeOf}),` +
      ` memory input + ${(worst.memory / MIB).toFixed(1)} MiB (${worst.memoryOf})`,
  );
  if (faults.length > 0) process.exitCode = 1;
}

if (isMainThread) await main();
else parentPort?.postMessage(measure(workerData));
