// DNS messages that answer a question, put together by hand (RFC 1035 §4.1).

/** @type {Record<string, number>} */
const TYPES = { A: 1, PTR: 12, MX: 15, TXT: 16, AAAA: 28 };
const CNAME = 5;
const IN = 1;
const TTL = 300;

export const NOERROR = 0;
export const SERVFAIL = 2;
export const NXDOMAIN = 3;

/** The data of records as the suites write them. @type {Record<string, (record: any) => number[]>} */
const DATA = {
  TXT: (strings) => strings.flatMap((/** @type {Uint8Array} */ string) => [string.length, ...string]),
  A: (text) => text.split('.').map(Number),
  AAAA: (text) => groups(text).flatMap(short),
  MX: ([preference, host]) => [...short(preference), ...name(host)],
  PTR: (host) => name(host),
};

/**
 * @param {string} question the name asked for
 * @param {string} type the type asked for
 * @param {{ rcode?: number, aliases?: string[], records?: any[] }} answer
 *   the chain of aliases that leads from the question to the records; a record of TXT is a list of strings, one of MX
 *   a preference and a name
 * @returns {Uint8Array}
 */
export function response(question, type, { rcode = NOERROR, aliases = [], records = [] }) {
  const owner = aliases.at(-1) ?? question;
  const code = /** @type {number} */ (TYPES[type]);
  const answers = [
    ...aliases.map((target, index) => record(aliases[index - 1] ?? question, CNAME, name(target))),
    ...records.map((one) => record(owner, code, /** @type {(record: any) => number[]} */ (DATA[type])(one))),
  ];
  const flags = 0x8180 | rcode; // QR, RD, RA
  return Uint8Array.from([
    ...short(0),
    ...short(flags),
    ...short(1),
    ...short(answers.length),
    ...short(0),
    ...short(0),
    ...name(question),
    ...short(code),
    ...short(IN),
    ...answers.flat(),
  ]);
}

/** @param {string} owner @param {number} type @param {number[]} data */
function record(owner, type, data) {
  return [...name(owner), ...short(type), ...short(IN), ...short(0), ...short(TTL), ...short(data.length), ...data];
}

/** The eight groups of an IPv6 address, which may end as one of IPv4. @param {string} text @returns {number[]} */
function groups(text) {
  const plain = text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [before = [], after] = plain.split('::').map((half) =>
    half
      .split(':')
      .filter(Boolean)
      .map((group) => parseInt(group, 16)),
  );
  return after ? [...before, ...Array(8 - before.length - after.length).fill(0), ...after] : before;
}

/** @param {string} text */
function name(text) {
  if (text === '' || text === '.') return [0];
  return [
    ...text
      .replace(/\.$/, '')
      .split('.')
      .flatMap((label) => [label.length, ...Buffer.from(label, 'latin1')]),
    0,
  ];
}

/** @param {number} value */
function short(value) {
  return [value >> 8, value & 0xff];
}
