// The WebAssembly module as the page gets it, in Node.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the package. */
export const root = new URL('../../', import.meta.url);

/** @param {string} path inside the package */
export function read(path) {
  return readFileSync(new URL(path, root));
}

/** @param {string} path inside the package */
export function pathOf(path) {
  return fileURLToPath(new URL(path, root));
}

/**
 * The glue is a classic script that sets a variable, so it is evaluated as the body of a function.
 * @returns the functions and classes that the module exports
 */
export function load() {
  const glue = read('.cache/wasm/waxseal.js').toString();
  const bindings = new Function(`${glue}\nreturn wasm_bindgen;`)();
  bindings.initSync({ module: read('www/generated/waxseal.wasm') });
  return bindings;
}
