// The evidence file: a source, all that was told about it and the moment of the judgement, so that anybody can judge it
// once more and gets the same report. It is JSON; each line of it is read by itself, so that no file, however large,
// makes the page wait. A file that is read can have been made up by anybody.

/** @import { Told } from '../types/session.js' */
/** @typedef {{ waxseal: string, judgedAt: number, told: readonly Told[], message: Blob }} Evidence */

export const VERSION = 1;
const START = '{"format":"waxseal-evidence","version":';

const LARGEST_MESSAGE = 64 * 1024 * 1024;
/** Octets of a file with such a message, and with what may be told of it. */
const LARGEST_FILE = 160 * 1024 * 1024;
/** UTF-16 units of a line. */
const LONGEST = 8 * 1024 * 1024;
/**
 * What a file may tell in all, so that it is judged in a moment: several times what a check of a hundred names by two resolvers comes to.
 * `told`: entries; `octets` and characters in them; `evaluations` before the last; `answers` to one question at a time; `questions`;
 * `read`: octets of messages, each time that one is read or evaluated.
 */
const BUDGET = {
  told: 4000,
  octets: 8 * 1024 * 1024,
  evaluations: 20,
  choices: 100,
  answers: 16,
  questions: 500,
  read: 512 * 1024 * 1024,
};
/** Characters of pasted records: more of them are not read. */
const LONGEST_RECORDS = 1024 * 1024 + 1;
/** Octets of the message in a line. */
const LINE = 3 * 16 * 1024;
/** Lines that are written, and octets that are read, in one task. */
const LINES = 16;
const CHUNK = 512 * 1024;
const LATEST = 8.64e12;

/** A file that gives no evidence. */
export class Unsound extends Error {
  /** @param {'evidence_damaged' | 'evidence_newer' | 'evidence_excessive'} trouble */
  constructor(trouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/** @typedef {(value: unknown) => boolean} Test */

/** @param {number} longest @returns {Test} */
const text = (longest) => (value) => typeof value === 'string' && value.length <= longest;
/** @param {number} largest @returns {Test} */
const count = (largest) => (value) =>
  Number.isSafeInteger(value) && /** @type {number} */ (value) >= 0 && /** @type {number} */ (value) <= largest;
/** @param {...unknown} values @returns {Test} */
const one =
  (...values) =>
  (value) =>
    values.includes(value);
/** @param {Test} test @returns {Test} */
const optional = (test) => (value) => value === null || test(value);
/** @type {Test} */
const octets = (value) => value instanceof Uint8Array && value.length <= 65_536;
/** @type {Test} */
const url = (value) =>
  text(2048)(value) &&
  ['https:', 'http:'].some((scheme) => String(value).startsWith(`${scheme}//`)) &&
  URL.canParse(String(value));
const name = text(1100);
const type = one('TXT', 'A', 'AAAA', 'MX', 'PTR');
const time = count(LATEST);
const flag = one(true, false);
const part = optional(text(65_536));

/** What may be told, and with what. @type {ReadonlyMap<unknown, readonly Test[]>} */
const METHODS = new Map([
  ['choose', [count(1_000_000)]],
  ['addRecords', [text(LONGEST_RECORDS), one('pasted', 'recorded')]],
  ['addWire', [name, type, octets, url, time]],
  [
    'addFailure',
    [name, type, url, one('network', 'timeout', 'http_status', 'content_type', 'too_large', 'cancelled'), time],
  ],
  ['decline', [name, type]],
  ['forget', [name, type]],
  ['raiseKeyNames', [count(1000)]],
  ['setEnvelope', [part, part, part, part]],
  ['setBoundary', [optional(count(1000))]],
  ['setReverse', [flag]],
  ['setReportDestinations', [flag]],
]);
/** The argument of `addWire` that is octets. */
const WIRE = 2;

/** @param {unknown} method @param {readonly unknown[]} args */
const isSound = (method, args) => {
  const tests = METHODS.get(method);
  return tests !== undefined && tests.length === args.length && tests.every((test, place) => test(args[place]));
};

/** @param {boolean} holds @returns {asserts holds} */
function need(holds) {
  if (!holds) throw new Unsound('evidence_damaged');
}

/** Counts what judging a file comes to. */
class Budget {
  #told = 0;
  #octets = 0;
  #evaluations = 0;
  #choices = 0;
  /** Answers that were not forgotten, by their question. @type {Map<string, number>} */ #answers = new Map();

  /** @param {Told} told */
  spend([method, args]) {
    this.#told += 1;
    for (const value of args)
      this.#octets += typeof value === 'string' || value instanceof Uint8Array ? value.length : 1;
    // Records without a name are for what is missing by then.
    if (method === 'addRecords') this.#evaluations += 1;
    if (method === 'choose') this.#choices += 1;
    const question = `${args[0]} ${args[1]}`;
    if (method === 'forget') this.#answers.set(question, 0);
    const answers = (this.#answers.get(question) ?? 0) + 1;
    const isAnswer = method === 'addWire' || method === 'addFailure' || method === 'decline';
    if (isAnswer) this.#answers.set(question, answers);
    this.#keep(
      this.#told <= BUDGET.told &&
        this.#octets <= BUDGET.octets &&
        this.#evaluations <= BUDGET.evaluations &&
        this.#choices <= BUDGET.choices &&
        (!isAnswer || answers <= BUDGET.answers) &&
        this.#answers.size <= BUDGET.questions,
    );
  }

  /** @param {number} size Octets of the message. */
  read(size) {
    this.#keep((1 + this.#evaluations + this.#choices) * size <= BUDGET.read);
  }

  /** @param {boolean} isWithin */
  #keep(isWithin) {
    if (!isWithin) throw new Unsound('evidence_excessive');
  }
}

const ALPHABET = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const PADDING = 0x3d;

/** Octets again: text would be encoded once more, and takes ten times as long. @param {Uint8Array} octets */
const toBase64 = (octets) => {
  const encoded = new Uint8Array(4 * Math.ceil(octets.length / 3));
  let to = 0;
  for (let at = 0; at < octets.length; at += 3) {
    const group = ((octets[at] ?? 0) << 16) | ((octets[at + 1] ?? 0) << 8) | (octets[at + 2] ?? 0);
    for (let shift = 18; shift >= 0; shift -= 6) encoded[to++] = ALPHABET[(group >> shift) & 63] ?? 0;
  }
  return encoded.fill(PADDING, encoded.length - ((3 - (octets.length % 3)) % 3));
};

/** @param {string} base64 */
const fromBase64 = (base64) => {
  try {
    const binary = atob(base64);
    const octets = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at += 1) octets[at] = binary.charCodeAt(at);
    return octets;
  } catch {
    throw new Unsound('evidence_damaged');
  }
};

/** @param {string} line @returns {any} */
const parse = (line) => {
  try {
    return JSON.parse(line);
  } catch {
    throw new Unsound('evidence_damaged');
  }
};

/** @param {readonly Told[]} told @param {number} size */
const isWithinBudget = (told, size) => {
  const budget = new Budget();
  try {
    for (const one of told) budget.spend(one);
    budget.read(size);
    return true;
  } catch {
    return false;
  }
};

/**
 * Makes a file, piece by piece.
 * @param {Evidence} evidence
 * @returns {Promise<Blob>}
 * @throws {RangeError} Something is larger than may be read again.
 */
export const packEvidence = async ({ waxseal, judgedAt, told, message }) => {
  if (
    message.size > LARGEST_MESSAGE ||
    !told.every(([method, args]) => isSound(method, args)) ||
    !isWithinBudget(told, message.size)
  )
    throw new RangeError('too large');
  const entries = told.map(([method, args]) =>
    JSON.stringify([
      method,
      ...args.map((value) => (value instanceof Uint8Array ? new TextDecoder().decode(toBase64(value)) : value)),
    ]),
  );
  /** @type {(Blob | string)[]} */
  const parts = [
    `${START}${VERSION},"waxseal":${JSON.stringify(waxseal)},"judged_at":${judgedAt},"told":[\n`,
    entries.join(',\n'),
    entries.length > 0 ? '\n' : '',
    '],"message":[\n',
  ];
  for (let start = 0; start < message.size; start += LINES * LINE) {
    const octets = new Uint8Array(await message.slice(start, start + LINES * LINE).arrayBuffer());
    /** @type {(Uint8Array<ArrayBuffer> | string)[]} */
    const lines = [];
    for (let at = 0; at < octets.length; at += LINE)
      lines.push('"', toBase64(octets.subarray(at, at + LINE)), start + at + LINE < message.size ? '",\n' : '"\n');
    // Put together at the end, all of them would be one long task.
    parts.push(new Blob(lines));
  }
  return new Blob([...parts, ']}\n'], { type: 'application/json' });
};

/** @param {Blob} file */
async function* linesOf(file) {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for (let at = 0; at < file.size; at += CHUNK) {
    const chunk = await file.slice(at, at + CHUNK).arrayBuffer();
    // No line ends before that.
    const seen = rest.length;
    try {
      rest += decoder.decode(chunk, { stream: true });
    } catch {
      throw new Unsound('evidence_damaged');
    }
    let start = 0;
    for (let end = rest.indexOf('\n', seen); end >= 0; end = rest.indexOf('\n', start)) {
      yield rest.slice(start, rest[end - 1] === '\r' ? end - 1 : end);
      start = end + 1;
    }
    rest = rest.slice(start);
    need(rest.length <= LONGEST);
  }
  if (rest !== '') yield rest;
}

/** @param {string} line The first one. */
const headOf = (line) => {
  need(line.startsWith(START));
  // Later versions may differ in all but this beginning.
  if (Number.parseInt(line.slice(START.length), 10) > VERSION) throw new Unsound('evidence_newer');
  need(line.endsWith(',"told":['));
  const head = parse(`${line}]}`);
  need(
    Object.keys(head).join() === 'format,version,waxseal,judged_at,told' &&
      head.version === VERSION &&
      head.told.length === 0,
  );
  need(text(40)(head.waxseal) && time(head.judged_at));
  return { waxseal: /** @type {string} */ (head.waxseal), judgedAt: /** @type {number} */ (head.judged_at) };
};

/** @param {string} line @returns {Told} */
const toldOf = (line) => {
  const entry = parse(line);
  need(Array.isArray(entry));
  const [method, ...args] = entry;
  if (method === 'addWire') {
    need(text(90_000)(args[WIRE]));
    args[WIRE] = fromBase64(args[WIRE]);
  }
  need(isSound(method, args));
  return [method, args];
};

/**
 * The items of a list, one in a line, up to the line that ends it.
 * @param {AsyncGenerator<string>} lines
 * @param {string} end
 */
async function* items(lines, end) {
  /** Whether one must follow. @type {boolean | null} */
  let follows = null;
  for (;;) {
    const { value: line, done } = await lines.next();
    need(!done);
    if (line === end) return need(follows !== true);
    need(follows !== false);
    follows = line.endsWith(',');
    yield follows ? line.slice(0, -1) : line;
  }
}

/**
 * Reads a file.
 * @param {Blob} file
 * @returns {Promise<Evidence>}
 * @throws {Unsound}
 */
export const readEvidence = async (file) => {
  need(file.size <= LARGEST_FILE);
  const lines = linesOf(file);
  const first = await lines.next();
  need(!first.done);
  const head = headOf(first.value.trimStart());
  /** @type {Told[]} */
  const told = [];
  const budget = new Budget();
  for await (const line of items(lines, '],"message":[')) {
    const one = toldOf(line);
    budget.spend(one);
    told.push(one);
  }
  /** @type {Blob[]} */
  const parts = [];
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const pieces = [];
  let size = 0;
  for await (const line of items(lines, ']}')) {
    // All but the last are full, so that they are few.
    need(size % LINE === 0 && line.startsWith('"') && line.endsWith('"'));
    const piece = fromBase64(line.slice(1, -1));
    size += piece.length;
    need(piece.length > 0 && piece.length <= LINE && size <= LARGEST_MESSAGE);
    pieces.push(piece);
    if (pieces.length === LINES) parts.push(new Blob(pieces.splice(0)));
  }
  for await (const line of lines) need(line.trim() === '');
  budget.read(size);
  return { ...head, told, message: new Blob([...parts, ...pieces]) };
};
