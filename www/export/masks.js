// Finds in a text what points to people and hosts, and puts marks in its place. Every scan goes through the text once,
// forwards.

/** @typedef {(found: string) => string} Mark */

// What ends the part of an address before its at sign, where that is not quoted.
const ENDS = new Set([...'@ \t\r\n<>()[],;:"⟨⟩\u00a0']);
const BLANKS = ' \t\r\n\u00a0';

/** @param {string | undefined} character */
const isAlphanumeric = (character) =>
  character !== undefined &&
  ((character >= '0' && character <= '9') ||
    (character >= 'a' && character <= 'z') ||
    (character >= 'A' && character <= 'Z'));
/** @param {string | undefined} character */
const isDigit = (character) => character !== undefined && character >= '0' && character <= '9';
/** @param {string | undefined} character */
const isHex = (character) =>
  isDigit(character) ||
  (character !== undefined && ((character >= 'a' && character <= 'f') || (character >= 'A' && character <= 'F')));

/**
 * What stands before the @ of an address; all else stays. What has no such part is no address.
 * @param {string} text @param {Mark} mark
 */
export const maskLocalParts = (text, mark) => {
  let masked = '';
  let done = 0;
  // Of the token, and of the quoted string, that ended last.
  let token = { start: 0, end: 0 };
  let quoted = { start: 0, end: 0 };
  /** Where the quoted string begins that may end next. */
  let quote = 0;
  let isEscaped = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = /** @type {string} */ (text[at]);
    if (character === '@') {
      // Blanks may stand before the sign (RFC 5322 §3.4.1).
      const last = quoted.end >= token.end ? quoted : token;
      const start = Math.max(last.start, done);
      if (last.end > start) {
        masked += text.slice(done, start) + mark(text.slice(start, last.end)) + text.slice(last.end, at);
        done = at;
      }
      token = quoted = { start: at + 1, end: at + 1 };
      quote = at + 1;
    } else if (character === '"') {
      quoted = { start: isEscaped ? quoted.start : quote, end: at + 1 };
      if (!isEscaped) quote = at;
      token = { start: at + 1, end: at + 1 };
    } else if (!ENDS.has(character)) {
      token = { start: token.end === at ? token.start : at, end: at + 1 };
    } else if (!BLANKS.includes(character)) {
      token = { start: at + 1, end: at + 1 };
      quoted = token;
    }
    isEscaped = character === '\\' && !isEscaped;
  }
  return masked + text.slice(done);
};

/**
 * The end of a run of at least `least` groups with the same sign between them, or `start` if there is none.
 * @param {string} text @param {number} start @param {string} signs
 * @param {(start: number) => number} group The end of a group that begins here, or `start`.
 * @param {number} least
 */
const runEnd = (text, start, signs, group, least) => {
  let end = group(start);
  const sign = text[end];
  let groups = end > start ? 1 : 0;
  while (groups > 0 && sign !== undefined && signs.includes(sign) && text[end] === sign) {
    const next = group(end + 1);
    if (next === end + 1) break;
    end = next;
    groups += 1;
  }
  return groups >= least ? end : start;
};

/** @param {string} text @returns {(start: number) => number} */
const decimals = (text) => (start) => {
  let end = start;
  while (isDigit(text[end])) end += 1;
  return end - start <= 3 && Number(text.slice(start, end)) <= 255 ? end : start;
};

/** @param {string} text @returns {(start: number) => number} */
const nibbles = (text) => (start) => (isHex(text[start]) && !isAlphanumeric(text[start + 1]) ? start + 1 : start);

/** The longest that an address of IPv6 is written. */
const LONGEST_IPV6 = 45;

/**
 * An address of IPv6 that begins here: where it begins after all, where it ends, and its usual form.
 * @param {string} text
 * @param {number} start
 */
const ipv6 = (text, start) => {
  let end = start;
  let colons = 0;
  for (; isHex(text[end]) || text[end] === ':' || text[end] === '.'; end += 1) if (text[end] === ':') colons += 1;
  const stop = end;
  // As in ip6:2001:db8::1 and IPv6:2001:db8::1.
  const before = text.slice(Math.max(start - 3, 0), start).toLowerCase();
  const from = text.startsWith('6:', start) && (before.endsWith('ip') || before.endsWith('ipv')) ? start + 2 : start;
  while (end > from && (text[end - 1] === '.' || (text[end - 1] === ':' && text[end - 2] !== ':'))) end -= 1;
  const written = text.slice(from, end);
  const isOne =
    colons > 1 && written.length > 2 && written.length <= LONGEST_IPV6 && URL.canParse(`http://[${written}]/`);
  return { stop, found: isOne ? { from, end, usual: new URL(`http://[${written}]/`).hostname } : null };
};

/**
 * Addresses of IPv4 and IPv6, also as they stand in host names and in names of the DNS, forwards or backwards.
 * @param {string} text @param {Mark} mark
 */
export const maskIps = (text, mark) => {
  let masked = '';
  let done = 0;
  /** @param {number} from @param {number} end @param {string} usual */
  const replace = (from, end, usual) => {
    masked += text.slice(done, from) + mark(usual);
    done = end;
    return end;
  };
  const decimal = decimals(text);
  const nibble = nibbles(text);
  for (let at = 0; at < text.length; ) {
    if (!isHex(text[at]) && text[at] !== ':') {
      at += 1;
      continue;
    }
    const { stop, found } = ipv6(text, at);
    if (found) {
      at = replace(found.from, found.end, found.usual);
      continue;
    }
    // Within the run that is none, the others may begin.
    const last = Math.max(stop, at + 1);
    while (at < last) {
      const reversed = isAlphanumeric(text[at - 1]) ? at : runEnd(text, at, '.', nibble, 16);
      const end = reversed > at ? reversed : isDigit(text[at - 1]) ? at : runEnd(text, at, '.-', decimal, 4);
      at = end > at ? replace(at, end, text.slice(at, end)) : at + 1;
    }
  }
  return masked + text.slice(done);
};
