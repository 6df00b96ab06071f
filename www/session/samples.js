// The built-in examples: a message, its recorded DNS answers, and the moment at which it is judged.

import { samples } from '../samples/index.js';

/** @typedef {{ message: File, zone: string, now: number }} Sample */

const FOLDER = new URL('../samples/', import.meta.url);

/** @param {string} path */
const fetchPart = async (path) => {
  const response = await fetch(new URL(path, FOLDER));
  if (!response.ok) throw new TypeError('sample');
  return response.blob();
};

/**
 * @param {string} id
 * @returns {Promise<Sample>}
 */
export const fetchSample = async (id) => {
  const sample = samples.find((one) => one.id === id);
  if (!sample) throw new TypeError('sample');
  const [message, zone] = await Promise.all([
    fetchPart(`${sample.id}/message.eml`),
    fetchPart(`${sample.id}/zone.txt`),
  ]);
  return { message: new File([message], 'message.eml'), zone: await zone.text(), now: sample.now };
};
