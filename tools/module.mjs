// The WebAssembly module for the measurements: each instance with a memory of its own.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './build.mjs';

/** What a resolver is called where one must be named. */
const RESOLVER = 'https://resolver.example/dns-query';
/** The most that goes into the module at once, as in the page. */
export const PIECE = 1024 * 1024;

/**
 * @typedef {{ octets: Uint8Array, now?: number, answer(name: string): Uint8Array | undefined, keyNames?: number | undefined }} Job
 */

/**
 * The exports and the memory of a new instance. The glue is a classic script that sets a variable.
 * @param {string} glue @param {WebAssembly.Module} module
 * @returns {{ bindings: any, memory: WebAssembly.Memory }}
 */
export function instance(glue, module) {
  const bindings = new Function(`${glue}\nreturn wasm_bindgen;`)();
  return { bindings, memory: bindings.initSync({ module }).memory };
}

/** The glue and the module that the page gets. */
export function parts() {
  return {
    glue: readFileSync(join(root, '.cache', 'wasm', 'waxseal.js'), 'utf8'),
    module: new WebAssembly.Module(readFileSync(join(root, 'www', 'generated', 'waxseal.wasm'))),
  };
}

/**
 * A message from its octets to its last report, as the page's worker does it.
 * @param {any} bindings @param {Job} job
 */
export function judge(bindings, { octets, now, answer, keyNames = 0 }) {
  const session = new bindings.Session(octets.length);
  for (let at = 0; at < octets.length; at += PIECE) session.push(octets.subarray(at, at + PIECE));
  session.finish();
  if (keyNames > 0) session.raiseKeyNames(keyNames);
  for (;;) {
    const { report, requests } = session.evaluate(now);
    if (requests.length === 0) {
      session.free();
      return report;
    }
    for (const { name, type } of requests) {
      const given = answer(name);
      if (given) session.addWire(name, type, given, RESOLVER, now ?? 0);
      else session.addFailure(name, type, RESOLVER, 'timeout', now ?? 0);
    }
  }
}
