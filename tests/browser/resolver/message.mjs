// Just enough of the DNS message format (RFC 1035, 6891, 8914) to check what the chain answers.

/** @type {Record<string, number>} */
export const TYPES = { A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, SPF: 99 };

/** A question as browsers ask it: ID 0, RD, EDNS with 1232 octets. @param {string} name @param {string} [type] */
export function question(name, type = 'TXT', { ad = true } = {}) {
  const labels = name
    .split('.')
    .filter((label) => label !== '')
    .map((label) => Buffer.from(label, 'latin1'));
  return Buffer.concat([
    Buffer.from([0, 0, 1, ad ? 0x20 : 0, 0, 1, 0, 0, 0, 0, 0, 1]),
    ...labels.flatMap((label) => [Buffer.from([label.length]), label]),
    Buffer.from([0, 0, TYPES[type] ?? 0, 0, 1]),
    Buffer.from([0, 0, 41, 0x04, 0xd0, 0, 0, 0, 0, 0, 0]),
  ]);
}

/** @param {Buffer} message @param {number} at @returns {[string, number]} */
function readName(message, at) {
  const labels = [];
  let next = -1;
  for (;;) {
    const length = message.readUInt8(at);
    if (length >= 0xc0) {
      if (next < 0) next = at + 2;
      at = message.readUInt16BE(at) & 0x3fff;
    } else if (length === 0) {
      return [labels.join('.').toLowerCase(), next < 0 ? at + 1 : next];
    } else {
      labels.push(message.toString('latin1', at + 1, at + 1 + length));
      at += 1 + length;
    }
  }
}

/**
 * @typedef {object} Answer
 * @property {number} rcode
 * @property {boolean} ad the resolver says that it has validated
 * @property {boolean} tc
 * @property {string} name @property {number} type the question as it comes back
 * @property {{ name: string, type: number, ttl: number, data: Buffer, target?: string, strings?: Buffer[] }[]} records
 * @property {{ code: number, text: string }[]} ede extended errors, RFC 8914
 */

/** @param {Buffer} message @returns {Answer} */
export function parse(message) {
  const flags = message.readUInt16BE(2);
  let [name, at] = readName(message, 12);
  const type = message.readUInt16BE(at);
  at += 4;
  /** @type {Answer} */
  const answer = {
    rcode: flags & 15,
    ad: (flags & 0x20) !== 0,
    tc: (flags & 0x200) !== 0,
    name,
    type,
    records: [],
    ede: [],
  };
  const counts = [6, 8, 10].map((offset) => message.readUInt16BE(offset));
  for (const [section, count] of counts.entries()) {
    for (let index = 0; index < count; index += 1) {
      let owner;
      [owner, at] = readName(message, at);
      const rtype = message.readUInt16BE(at);
      const length = message.readUInt16BE(at + 8);
      const start = at + 10;
      const data = message.subarray(start, start + length);
      if (rtype === 41) answer.ede.push(...extendedErrors(data));
      else if (section === 0) {
        answer.records.push({
          name: owner,
          type: rtype,
          ttl: message.readUInt32BE(at + 4),
          data,
          ...(rtype === TYPES.CNAME && { target: readName(message, start)[0] }),
          ...(rtype === TYPES.TXT && { strings: characterStrings(data) }),
        });
      }
      at = start + length;
    }
  }
  return answer;
}

/** @param {Buffer} data */
function characterStrings(data) {
  const strings = [];
  for (let at = 0; at < data.length; at += 1 + data.readUInt8(at))
    strings.push(data.subarray(at + 1, at + 1 + data.readUInt8(at)));
  return strings;
}

/** @param {Buffer} options */
function extendedErrors(options) {
  const errors = [];
  for (let at = 0; at + 4 <= options.length; ) {
    const length = options.readUInt16BE(at + 2);
    if (options.readUInt16BE(at) === 15) {
      errors.push({ code: options.readUInt16BE(at + 4), text: options.toString('utf8', at + 6, at + 4 + length) });
    }
    at += 4 + length;
  }
  return errors;
}

/** Asks over HTTPS as RFC 8484 has it, by GET. @param {string} url @param {string} name @param {string} [type] */
export async function ask(url, name, type = 'TXT') {
  const address = new URL(url);
  address.searchParams.set('dns', question(name, type).toString('base64url'));
  const response = await fetch(address, { headers: { Accept: 'application/dns-message' }, redirect: 'error' });
  const body = Buffer.from(await response.arrayBuffer());
  return {
    response,
    answer: response.ok ? parse(body) : undefined,
    /** The TXT records, each as one text. @returns {string[]} */
    texts() {
      return (this.answer?.records ?? []).flatMap(({ strings }) =>
        strings ? [Buffer.concat(strings).toString('latin1')] : [],
      );
    },
  };
}
