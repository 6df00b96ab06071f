// DNS messages that answer a question for TXT, put together by hand (RFC 1035 §4.1).

const TXT = 16;
const CNAME = 5;
const IN = 1;
const TTL = 300;

export const NOERROR = 0;
export const SERVFAIL = 2;
export const NXDOMAIN = 3;

/**
 * @param {string} question the name asked for
 * @param {{ rcode?: number, aliases?: string[], records?: Uint8Array[][] }} answer
 *   the chain of aliases that leads from the question to the records; a record is a list of strings
 * @returns {Uint8Array}
 */
export function response(question, { rcode = NOERROR, aliases = [], records = [] }) {
  const owner = aliases.at(-1) ?? question;
  const answers = [
    ...aliases.map((target, index) => record(aliases[index - 1] ?? question, CNAME, name(target))),
    ...records.map((strings) => record(owner, TXT, strings.flatMap((string) => [string.length, ...string]))),
  ];
  const flags = 0x8180 | rcode; // QR, RD, RA
  return Uint8Array.from([
    ...short(0), ...short(flags), ...short(1), ...short(answers.length), ...short(0), ...short(0),
    ...name(question), ...short(TXT), ...short(IN),
    ...answers.flat(),
  ]);
}

/** @param {string} owner @param {number} type @param {number[]} data */
function record(owner, type, data) {
  return [...name(owner), ...short(type), ...short(IN), ...short(0), ...short(TTL), ...short(data.length), ...data];
}

/** @param {string} text */
function name(text) {
  return [...text.split('.').flatMap((label) => [label.length, ...Buffer.from(label, 'latin1')]), 0];
}

/** @param {number} value */
function short(value) {
  return [value >> 8, value & 0xff];
}
