// Builds the WebAssembly module and its worker into www/generated/, the bundle of the page's modules, and the list of
// the files that the service worker keeps.
//
//   node tools/build.mjs           builds what has changed
//   node tools/build.mjs --force   builds the module anew, whatever the stamp says
//
// The same sources give the same bytes, wherever the checkout lies.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { transformSync } from 'esbuild';
import ts from 'typescript';

import { bundle, JS } from './bundle.mjs';
import { LIST, listScript } from './files.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const TARGET = 'wasm32-unknown-unknown';
/** The first version, 1.x, of Rust that has a panic strategy without texts. */
const IMMEDIATE_ABORT = 92;
/** Where the glue, its types and the unoptimised module lie between the steps. */
const WORK = join(root, '.cache', 'wasm');
const OUTPUT = join(root, 'www', 'generated');
const STAMP = join(WORK, 'stamp');

const MODULE = join(WORK, 'waxseal.wasm');
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

/** Small as brotli sends it, which is not what is smallest as it is. */
const COMPACT = [
  '-Os',
  // Brotli finds less that repeats where functions that are called once become parts of huge ones,
  '--one-caller-inline-max-function-size=0',
  // and where what is done twice in one function is kept in a local instead.
  '--skip-pass=local-cse',
  '--skip-pass=simplify-locals',
  // The last octets of the stack, which no pointer with an offset wraps around to.
  '--low-memory-unused',
  // The instances of a generic function stand side by side.
  '--reorder-functions-by-name',
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

/**
 * Writes only what differs, and never half a file: a page may be loading it.
 * @param {string} path
 * @param {string | Buffer} content
 */
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
  const pairs = [
    [root, '/waxseal'],
    [cargoHome, '/cargo'],
  ];
  if (sysroot) pairs.push([join(sysroot, 'lib', 'rustlib', 'src', 'rust'), '/rust']);
  // The last one that fits counts. The folder's name holds a hash that depends on the registry's address.
  if (existsSync(registry))
    for (const name of readdirSync(registry).sort()) pairs.push([join(registry, name), '/crates']);
  return pairs.flatMap(([from, to]) => {
    const real = existsSync(from) ? realpathSync(from) : from;
    return [...new Set([from, real])].map((path) => `--remap-path-prefix=${path}=${to}`);
  });
}

/** The first build takes a minute or two: cargo shows what it does. */
const QUIET = existsSync(STAMP) ? ['--quiet'] : [];

/**
 * Whose standard library goes into the module: one compiled here with the module's own options, which leaves out the
 * texts of panics and is 6 % smaller, where this Rust has its source and knows how; else the ready-made one.
 * @returns {'compiled' | 'ready-made' | 'debian'}
 */
function standardLibrary() {
  const rustlib = join(output('rustc', ['--print', 'sysroot']), 'lib', 'rustlib');
  // Debian's toolchain for the web has no ready-made standard library for this target.
  if (!existsSync(join(rustlib, TARGET, 'lib'))) return 'debian';
  const minor = Number(output('rustc', ['--version']).match(/^rustc 1\.(\d+)/)?.[1] ?? 0);
  const hasSource = existsSync(join(rustlib, 'src', 'rust', 'library', 'std'));
  return minor >= IMMEDIATE_ABORT && hasSource ? 'compiled' : 'ready-made';
}

/** Builds the crate into MODULE. */
function compile() {
  const library = standardLibrary();
  const cargo = library === 'debian' ? '/usr/bin/cargo' : 'cargo';
  const env = { ...process.env };
  // Building the standard library is not a stable feature of cargo.
  if (library !== 'ready-made') env.RUSTC_BOOTSTRAP = '1';
  if (library === 'debian') {
    Object.assign(env, { RUSTC: '/usr/bin/rustc', CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER: 'wasm-ld' });
  }
  // So that the registry's folders are there when they are listed for the remapping.
  run(cargo, ['fetch', '--quiet', '--locked', '--target', TARGET], env);
  const abort = library === 'compiled' ? ['-Zunstable-options', '-Cpanic=immediate-abort'] : [];
  env.CARGO_ENCODED_RUSTFLAGS = ['-Ctarget-feature=+simd128', ...abort, ...remaps()].join('\x1f');
  // Without an rlib beside it, what is called once is known to be; the names of v0 bring what is alike together.
  run(
    cargo,
    [
      'rustc',
      ...QUIET,
      '--locked',
      '--lib',
      '--crate-type',
      'cdylib',
      '--profile',
      'wasm',
      '--target',
      TARGET,
      ...(library === 'ready-made' ? [] : ['-Zbuild-std=std,panic_abort']),
      ...(library === 'compiled' ? ['-Zbuild-std-features=optimize_for_size'] : []),
      '--',
      '-Csymbol-mangling-version=v0',
    ],
    env,
  );
  copyFileSync(resolve(root, process.env.CARGO_TARGET_DIR ?? 'target', TARGET, 'wasm', 'waxseal.wasm'), MODULE);
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
    fail(
      `Cargo.lock has wasm-bindgen ${ours}, ${folder} has ${theirs}: put "=${ours}" into ${folder}/Cargo.toml and run cargo update there`,
    );
  }
  const target = join(root, '.cache', 'bindgen');
  const env = { ...process.env };
  for (const name of ['CARGO_TARGET_DIR', 'CARGO_BUILD_TARGET', 'RUSTFLAGS', 'CARGO_ENCODED_RUSTFLAGS'])
    delete env[name];
  run('cargo', ['build', ...QUIET, '--locked', '--manifest-path', `${folder}/Cargo.toml`, '--target-dir', target], env);
  run(join(target, 'debug', 'waxseal-bindgen'), [module, output]);
}

/** @param {string} module @param {string} optimised @param {string[]} flags */
export function optimise(module, optimised, ...flags) {
  const tool = join(root, 'node_modules', 'binaryen', 'bin', 'wasm-opt');
  run(process.execPath, [tool, module, '-o', optimised, ...FEATURES, ...flags, '--strip-debug', '--strip-producers']);
}

/** The glue's own way to load the module: the page hands a compiled one over, and the worker must not fetch. */
const LOADING = ['__wbg_load', '__wbg_init_once', '__wbg_init'];

/** Takes the functions of LOADING out of the glue. @type {ts.TransformerFactory<ts.SourceFile>} */
const withoutLoading = (context) => {
  const left = new Set(LOADING);
  /** @type {ts.Visitor} */
  const visit = (node) => {
    if (ts.isFunctionDeclaration(node) && node.name && left.delete(node.name.text)) return undefined;
    // What remains is the last line: Object.assign(__wbg_init, { initSync }, exports).
    if (ts.isCallExpression(node) && node.expression.getText() === 'Object.assign') {
      return ts.factory.updateCallExpression(node, node.expression, undefined, [
        ts.factory.createObjectLiteralExpression(),
        ...node.arguments.slice(1),
      ]);
    }
    return ts.visitEachChild(node, visit, context);
  };
  return (file) => {
    const result = ts.visitEachChild(file, visit, context);
    if (left.size > 0) fail(`the glue has no ${[...left].join(', ')}: its form has changed`);
    return result;
  };
};

/**
 * One classic script, minified: the glue, which sets the global `wasm_bindgen`, and the page's own worker.
 * @param {string} glue @param {string} worker
 */
function joinWorker(glue, worker) {
  const { outputText, diagnostics = [] } = ts.transpileModule(`${glue}\n${worker}`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.None, newLine: ts.NewLineKind.LineFeed },
    transformers: { before: [withoutLoading] },
    reportDiagnostics: true,
  });
  if (diagnostics.length > 0) fail('the worker cannot be read as a script');
  // A directive counts only at the very top.
  return transformSync(`'use strict';\n${outputText}`, JS).code;
}

/** Everything that the module is made from. */
function stampOfSources() {
  const sources = readdirSync(join(root, 'src'), { recursive: true })
    .map((path) => join('src', String(path)))
    .filter((path) => path.endsWith('.rs'))
    .sort();
  const inputs = [
    ...sources,
    'tools/build.mjs',
    'tools/bindgen/Cargo.lock',
    'tools/bindgen/src/main.rs',
    'package-lock.json',
    'Cargo.toml',
    'Cargo.lock',
  ];
  return sha256(
    output('rustc', ['-vV']),
    standardLibrary(),
    ...inputs.flatMap((path) => [path, readFileSync(join(root, path))]),
  ).toString('hex');
}

/** Writes MODULE, and its glue beside it. */
function make() {
  compile();
  bind(MODULE, WORK);
  optimise(join(WORK, 'waxseal_bg.wasm'), MODULE, ...COMPACT);
}

/** @param {string} hash @param {Buffer} wasm @param {string} script */
function buildScript(hash, wasm, script) {
  const version = readFileSync(join(root, 'Cargo.toml'), 'utf8').match(/^version = "([^"]+)"/m)?.[1];
  return `// Written by tools/build.mjs.
/** The version of Waxseal. */
export const version = '${version}';
/** Names these very bytes of the module and the worker. */
export const build = '${hash}';
/** SHA-256 of the files, in the form of the integrity attribute. */
export const integrity = Object.freeze({ worker: '${integrity(script)}', wasm: '${integrity(wasm)}' });
`;
}

/** @returns {string} the hash of the build */
export function build({ force = false } = {}) {
  mkdirSync(WORK, { recursive: true });
  mkdirSync(OUTPUT, { recursive: true });
  if (!existsSync(WORKER_SOURCE)) fail('www/session/worker.js is missing');

  const stamp = stampOfSources();
  const isCurrent = existsSync(MODULE) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp;
  if (force || !isCurrent) {
    rmSync(STAMP, { force: true });
    make();
    writeFileSync(STAMP, stamp);
  }

  const wasm = readFileSync(MODULE);
  const script = joinWorker(readFileSync(join(WORK, 'waxseal.js'), 'utf8'), readFileSync(WORKER_SOURCE, 'utf8'));
  const hash = sha256(wasm, script).toString('hex').slice(0, 16);
  write(join(OUTPUT, 'waxseal.wasm'), wasm);
  write(join(OUTPUT, 'worker.js'), script);
  write(join(OUTPUT, 'build.js'), buildScript(hash, wasm, script));
  return hash;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const hash = build({ force: process.argv.includes('--force') });
  const made = ['waxseal.wasm', 'worker.js', 'build.js', basename(LIST), ...(await bundle())];
  // What an earlier version has left would be published, too.
  for (const name of readdirSync(OUTPUT)) if (!made.includes(name)) rmSync(join(OUTPUT, name));
  write(join(root, 'www', LIST), listScript());
  console.log(`waxseal: build ${hash}`);
}
