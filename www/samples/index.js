// The built-in examples: a message, its recorded DNS answers, and the moment at which they are judged.

/** @typedef {{ id: 'pass' | 'list-footer' | 'forged', now: number }} Sample */

/** @type {readonly Sample[]} */
export const SAMPLES = [
  { id: 'pass', now: 1795425600 },
  { id: 'list-footer', now: 1795425600 },
  { id: 'forged', now: 1795425600 },
];

/** @param {string} id @param {string} file */
const fetchPart = async (id, file) => {
  const response = await fetch(new URL(`./${id}/${file}`, import.meta.url));
  if (!response.ok) throw new TypeError('sample');
  return response;
};

/**
 * @param {Sample} sample
 * @returns {Promise<{ message: File, zone: string }>}
 */
export const fetchSample = async ({ id }) => {
  const [message, zone] = await Promise.all([fetchPart(id, 'message.eml'), fetchPart(id, 'zone.txt')]);
  return { message: new File([await message.blob()], 'message.eml'), zone: await zone.text() };
};
