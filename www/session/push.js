// Hands a source to a worker in pieces, so that no task is long.

import { pause } from './pause.js';
import { Stopped } from './rpc.js';

/** @import { Rpc } from './rpc.js' */

const LARGEST_PASTE = 25 * 1024 * 1024;
const LARGEST_FILE = 64 * 1024 * 1024;
/** UTF-16 units of pasted text that are seen to in one task. */
const SLICE = 512 * 1024;

/**
 * Where a slice that starts at `start` ends: never within a surrogate pair.
 * @param {string} text
 * @param {number} start
 */
const sliceEnd = (text, start) => {
  const end = Math.min(start + SLICE, text.length);
  const last = text.charCodeAt(end - 1);
  return end < text.length && last >= 0xd800 && last < 0xdc00 ? end - 1 : end;
};

/**
 * Hands a text to a worker.
 * @param {Rpc} rpc @param {string} text
 * @param {(done: number, total: number) => void} onProgress
 */
const pushText = async (rpc, text, onProgress) => {
  // A UTF-16 unit makes at least one octet.
  if (text.length > LARGEST_PASTE) throw new Stopped('too_large_paste');
  await rpc.call('begin', [text.length]);
  let octets = 0;
  for (let start = 0; start < text.length; ) {
    const end = sliceEnd(text, start);
    octets += await rpc.call('pushText', [text.slice(start, end)]);
    if (octets > LARGEST_PASTE) throw new Stopped('too_large_paste');
    start = end;
    onProgress(start, text.length);
  }
  await rpc.call('finish');
};

/**
 * Hands a file to a worker, which alone opens it.
 * @param {Rpc} rpc @param {Blob} file
 * @param {(done: number, total: number) => void} onProgress
 */
const pushFile = async (rpc, file, onProgress) => {
  if (file.size > LARGEST_FILE) throw new Stopped('too_large_file');
  await rpc.call('begin', [file.size]);
  await rpc.call('pushFile', [file, LARGEST_FILE], { onProgress: (octets) => onProgress(octets, file.size) });
  await rpc.call('finish');
};

/**
 * A text as octets. Put together at once, a large one would be one long task.
 * @param {string} text
 */
export const blobOf = async (text) => {
  /** @type {Blob[]} */
  const pieces = [];
  for (let start = 0; start < text.length; ) {
    const end = sliceEnd(text, start);
    pieces.push(new Blob([text.slice(start, end)]));
    start = end;
    await pause();
  }
  return new Blob(pieces);
};

/** @param {Rpc} rpc @param {Blob | string} source @param {(done: number, total: number) => void} [onProgress] */
export const push = (rpc, source, onProgress = () => {}) =>
  typeof source === 'string' ? pushText(rpc, source, onProgress) : pushFile(rpc, source, onProgress);
