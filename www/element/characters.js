// Which characters are shown as an escape: all that Unicode has are learnt before a text is shown that has others than
// ASCII.

import { learn } from '../view/characters.js';

/** A result does not wait longer for the table than this. */
const PATIENCE_MS = 3_000;
const LAST_OF_ASCII = 0x7f;

/** Settled once there is nothing more to wait for. @type {Promise<unknown> | null} */
let learning = null;

/** @param {string} text */
const isBeyondAscii = (text) => {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > LAST_OF_ASCII) return true;
  return false;
};

/** Whether any text in a value is. @param {unknown} value @returns {boolean} */
const holdsMore = (value) => {
  if (typeof value === 'string') return isBeyondAscii(value);
  if (value instanceof Uint8Array) return value.some((octet) => octet > LAST_OF_ASCII);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsMore);
};

const learnAll = async () => {
  const { runs } = await import('../view/escaped.js');
  let at = 0;
  learn(Uint32Array.from(runs, (run) => (at += run)));
};

/**
 * Learns what has to be known before something is shown that others have written: texts and octets, however deep in it
 * they are. What is built in has to do where the table is out of reach.
 * @param {...unknown} shown
 */
export const learnFor = async (...shown) => {
  if (!learning && !holdsMore(shown)) return;
  learning ??= Promise.race([
    learnAll(),
    new Promise((resolve) => {
      setTimeout(resolve, PATIENCE_MS);
    }),
  ]).catch(() => {
    learning = null;
  });
  await learning;
};
