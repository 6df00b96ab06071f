// Builds the WebAssembly module and the worker into www/generated/.
//
//   node tools/build.mjs           builds what has changed
//   node tools/build.mjs --force   builds the output anew, whatever the stamp says
//
// The same sources give the same bytes, wherever the checkout lies.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const TARGET = 'wasm32-unknown-unknown';
/** Where the glue, its types and the unoptimised module lie between the steps. */
const WORK = join(root, '.cache', 'wasm');
const OUTPUT = join(root, 'www', 'generated');
const STAMP = join(WORK, 'stamp');
const WORKER_SOURCE = join(root, 'www', 'session', 'worker.js');

/** What the browsers of the last years know; wasm-opt must neither fail on these nor add others. */
const FEATURES = [
  '--mvp-features',
  '--enable-bulk-memory',
  '--enable-bulk-memory-opt',
  '--enable-call-indirect-overlong',
  '--enable-multivalue',
  '--enable-mutable-globals',
  '--enable-nontrapping-float-to-int',
  '--enable-reference-types',
  '--enable-sign-ext',
  '--enable-simd',
];

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(`waxseal: ${message}`);
  process.exit(1);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function run(command, args, env = process.env) {
  const { status, error } = spawnSync(command, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) fail(`${command} cannot be started: ${error.message}`);
  if (status !== 0) fail(`failed: ${command} ${args.slice(0, 3).join(' ')} …`);
}

/** @param {string} command @param {string[]} args */
function output(command, args) {
  const { status, stdout } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : '';
}

/** @param {(string | Buffer)[]} parts */
function sha256(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(String(part.length)).update(':').update(part);
  return hash.digest();
}

/** The form of the `integrity` attribute. @param {string | Buffer} content */
function integrity(content) {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}

/** The version of a package in a Cargo.lock. @param {string} lock @param {string} name */
export function lockedVersion(lock, name) {
  const match = readFileSync(join(root, lock), 'utf8').match(new RegExp(`\\nname = "${name}"\\nversion = "([^"]+)"`));
  return match?.[1] ?? fail(`${lock} has no ${name}`);
}

/** Writes only what differs, and never half a file: a page may be loading it. @param {string} path @param {string | Buffer} content */
function write(path, content) {
  const bytes = Buffer.from(content);
  if (existsSync(path) && readFileSync(path).equals(bytes)) return;
  writeFileSync(`${path}.new`, bytes);
  renameSync(`${path}.new`, path);
}

/** Panic messages name source files: without the folders of the machine that built them. */
function remaps() {
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), '.cargo');
  const registry = join(cargoHome, 'registry', 'src');
  const sysroot = output('rustc', ['--print', 'sysroot']);
  /** @type {[string, string][]} */
  const pairs = [[root, '/waxseal'], [cargoHome, '/cargo']];
  if (sysroot) pairs.push([join(sysroot, 'lib', 'rustlib', 'src', 'rust'), '/rust']);
  // The last one that fits counts. The folder's name holds a hash that depends on the registry's address.
  if (existsSync(registry)) for (const name of readdirSync(registry).sort()) pairs.push([join(registry, name), '/crates']);
  return pairs.flatMap(([from, to]) => {
    const real = existsSync(from) ? realpathSync(from) : from;
    return [...new Set([from, real])].map((path) => `--remap-path-prefix=${path}=${to}`);
  });
}

/** The first build takes a minute or two: cargo shows what it does. */
const quiet = () => (existsSync(STAMP) ? ['--quiet'] : []);

/** Builds the crate; returns the path of the module. @param {string} name what it is kept as @param {string[]} features of cargo */
function compile(name, features) {
  const sysroot = output('rustc', ['--print', 'sysroot']);
  const ordinary = existsSync(join(sysroot, 'lib', 'rustlib', TARGET, 'lib'));
  const cargo = ordinary ? 'cargo' : '/usr/bin/cargo';
  const env = { ...process.env };
  if (!ordinary) {
    // Debian's toolchain for the web has no ready-made standard library for this target.
    Object.assign(env, { RUSTC_BOOTSTRAP: '1', RUSTC: '/usr/bin/rustc', CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER: 'wasm-ld' });
  }
  // So that the registry's folders are there when they are listed for the remapping.
  run(cargo, ['fetch', '--quiet', '--locked', '--target', TARGET], env);
  env.CARGO_ENCODED_RUSTFLAGS = ['-Ctarget-feature=+simd128', ...remaps()].join('\x1f');
  run(cargo, [
    'build', ...quiet(), '--locked', '--lib', '--profile', 'wasm', '--target', TARGET, ...features,
    ...(ordinary ? [] : ['-Z', 'build-std=std,panic_abort']),
  ], env);
  const kept = join(WORK, `${name}.module`);
  copyFileSync(join(root, process.env.CARGO_TARGET_DIR ?? 'target', TARGET, 'wasm', 'waxseal.wasm'), kept);
  return kept;
}

/**
 * The glue between a module and JavaScript: writes NAME.js, NAME_bg.wasm, NAME.d.ts.
 * @param {string} module @param {string} output a folder
 */
export function bind(module, output) {
  const folder = 'tools/bindgen';
  const ours = lockedVersion('Cargo.lock', 'wasm-bindgen');
  const theirs = lockedVersion(`${folder}/Cargo.lock`, 'wasm-bindgen-cli-support');
  if (ours !== theirs) {
    fail(`Cargo.lock has wasm-bindgen ${ours}, ${folder} has ${theirs}: put "=${ours}" into ${folder}/Cargo.toml and run cargo update there`);
  }
  const target = join(root, '.cache', 'bindgen');
  const env = { ...process.env };
  for (const name of ['CARGO_TARGET_DIR', 'CARGO_BUILD_TARGET', 'RUSTFLAGS', 'CARGO_ENCODED_RUSTFLAGS']) delete env[name];
  run('cargo', ['build', ...quiet(), '--locked', '--manifest-path', `${folder}/Cargo.toml`, '--target-dir', target], env);
  run(join(target, 'debug', 'waxseal-bindgen'), [module, output]);
}

/** @param {string} module @param {string} optimised @param {'-Os' | '-O3'} level */
export function optimise(module, optimised, level) {
  const tool = join(root, 'node_modules', 'binaryen', 'bin', 'wasm-opt');
  run(process.execPath, [tool, module, '-o', optimised, ...FEATURES, level, '--strip-debug', '--strip-producers']);
  return readFileSync(optimised);
}

/**
 * One classic script: the glue, which sets the global `wasm_bindgen`, and the page's own worker.
 * @param {string} glue @param {string} worker
 */
function joinWorker(glue, worker) {
  // A directive counts only at the very top.
  return `'use strict';\n${glue.trim()}\n\n${worker.trim()}\n`;
}

/** A copy under the name that the glue is to have. @param {string} module @param {string} name */
function copied(module, name) {
  const path = join(WORK, name);
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(module, path);
  return path;
}

/** The worker has the glue of the module that repairs: it must fit the lean one too. @param {Buffer} lean @param {Buffer} repair */
function checkGlue(lean, repair) {
  const [few, all] = [lean, repair].map((wasm) => {
    const module = new WebAssembly.Module(Uint8Array.from(wasm));
    return [...WebAssembly.Module.imports(module), ...WebAssembly.Module.exports(module)].map(({ name }) => name);
  });
  const missing = few?.filter((name) => !all?.includes(name)) ?? [];
  if (missing.length > 0) fail(`the glue does not fit the lean module: ${missing.join(', ')}`);
}

/** @returns {string} the hash of the build */
export function build({ force = false } = {}) {
  mkdirSync(WORK, { recursive: true });
  mkdirSync(OUTPUT, { recursive: true });
  if (!existsSync(WORKER_SOURCE)) fail('www/session/worker.js is missing');

  const lean = compile('lean', ['--no-default-features']);
  const module = compile('repair', []);
  const worker = readFileSync(WORKER_SOURCE, 'utf8');
  const inputs = [lean, module, WORKER_SOURCE, 'tools/build.mjs', 'tools/bindgen/Cargo.lock', 'tools/bindgen/src/main.rs', 'package-lock.json', 'Cargo.toml'];
  const stamp = sha256(...inputs.map((path) => readFileSync(join(path.startsWith('/') ? '' : root, path)))).toString('hex');
  const outputs = ['waxseal.wasm', 'repair.wasm', 'worker.js', 'build.js'].map((name) => join(OUTPUT, name));
  if (!force && outputs.every(existsSync) && existsSync(STAMP)) {
    const [built, hash] = readFileSync(STAMP, 'utf8').split('\n');
    if (built === stamp && hash) return hash;
  }

  rmSync(STAMP, { force: true });
  bind(copied(lean, 'lean/waxseal.wasm'), join(WORK, 'lean'));
  bind(copied(module, 'input/waxseal.wasm'), WORK);
  const wasm = optimise(join(WORK, 'lean', 'waxseal_bg.wasm'), join(WORK, 'waxseal.wasm'), '-Os');
  const repair = optimise(join(WORK, 'waxseal_bg.wasm'), join(WORK, 'repair.wasm'), '-Os');
  checkGlue(wasm, repair);
  const script = joinWorker(readFileSync(join(WORK, 'waxseal.js'), 'utf8'), worker);
  const hash = sha256(wasm, repair, script).toString('hex').slice(0, 16);
  const version = readFileSync(join(root, 'Cargo.toml'), 'utf8').match(/^version = "([^"]+)"/m)?.[1];
  write(join(OUTPUT, 'waxseal.wasm'), wasm);
  write(join(OUTPUT, 'repair.wasm'), repair);
  write(join(OUTPUT, 'worker.js'), script);
  write(join(OUTPUT, 'build.js'), `// Written by tools/build.mjs.
/** The version of Waxseal. */
export const version = '${version}';
/** Names these very bytes of the modules and the worker. */
export const build = '${hash}';
/** SHA-256 of the files, in the form of the integrity attribute. */
export const integrity = Object.freeze({
  worker: '${integrity(script)}',
  wasm: '${integrity(wasm)}',
  repair: '${integrity(repair)}',
});
`);
  writeFileSync(STAMP, `${stamp}\n${hash}\n`);
  return hash;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const hash = build({ force: process.argv.includes('--force') });
  console.log(`waxseal: build ${hash}`);
}
