// What a text may look like in order to be shown where names of people are hidden: all else is taken for what somebody
// wrote.

import { isHidden } from '../view/characters.js';

/** Longest name of the DNS, escapes included, and longest word of a protocol. */
const LONGEST_NAME = 1100;
const LONGEST_WORD = 80;
/** Longest text that lists words, such as the value of a tag. */
const LONGEST_LIST = 4000;
/** Addresses that are shown of one field. */
const ADDRESSES = 20;

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';
const OF_NAME = new Set(`${LETTERS}${DIGITS}-_.`);
const OF_WORD = new Set(`${LETTERS}${DIGITS}-_.+/*:=`);
const OF_LIST = new Set(`${LETTERS}${DIGITS}-_.+/*:= \t\r\n`);
const OF_CODE = new Set(`${LETTERS}${DIGITS}-_.`);
const OF_IP = new Set(`${DIGITS}abcdefABCDEF.:/IPv`);

/** @param {string} text @param {ReadonlySet<string>} allowed @param {number} longest */
const isOf = (text, allowed, longest) =>
  text.length <= longest && [...text].every((character) => allowed.has(character));

/** Blocks of punctuation between the scripts, in turn where they begin and end. */
const PUNCTUATION = [0x2000, 0x2e80, 0x3000, 0x3005, 0xfe10, 0xff10, 0xff1a, 0xff21, 0xff3b, 0xff41, 0xff5b, 0xff66];

/** A letter, digit or mark of another script. @param {string} character */
const isForeignLetter = (character) => {
  const codePoint = /** @type {number} */ (character.codePointAt(0));
  const isCased = codePoint > 0x7f && character.toLowerCase() !== character.toUpperCase();
  return (
    isCased ||
    (codePoint >= 0x590 && !isHidden(codePoint) && PUNCTUATION.findLastIndex((bound) => bound <= codePoint) % 2 !== 0)
  );
};

/** A name of the DNS, or as people write it. @param {string} text */
export const isName = (text) =>
  text !== '' &&
  text.length <= LONGEST_NAME &&
  [...text].every((character) => OF_NAME.has(character) || isForeignLetter(character));

/** Top labels that no public zone has, though hosts at home have them. */
const PRIVATE = new Set([
  'local',
  'localdomain',
  'lan',
  'home',
  'internal',
  'intranet',
  'corp',
  'private',
  'workgroup',
  'domain',
]);

/**
 * A host by a name that others can look up: a name of one label, or of a home network, is often its owner's.
 * @param {string} text
 */
export const isHost = (text) => {
  const dot = text.lastIndexOf('.', text.length - 2);
  return (
    text === 'localhost' ||
    (isName(text) &&
      dot > 0 &&
      !PRIVATE.has((text.endsWith('.') ? text.slice(dot + 1, -1) : text.slice(dot + 1)).toLowerCase()))
  );
};

/** One word of a protocol. @param {string} text */
export const isWord = (text) => isOf(text, OF_WORD, LONGEST_WORD);

/** Words of a protocol, or base64. @param {string} text */
export const isList = (text) => isOf(text, OF_LIST, LONGEST_LIST);

/** @param {string} text */
export const isCode = (text) => isOf(text, OF_CODE, LONGEST_WORD);

/** An address of the network, with or without its brackets. @param {string} text */
export const isIp = (text) => {
  const plain = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  return (
    plain !== '' &&
    isOf(plain, OF_IP, LONGEST_WORD) &&
    [...plain].some((character) => character === ':' || character === '.')
  );
};

const PROTOCOLS = new Set([
  'smtp',
  'esmtp',
  'esmtps',
  'esmtpa',
  'esmtpsa',
  'smtps',
  'asmtp',
  'lmtp',
  'lmtps',
  'lmtpa',
  'lmtpsa',
  'utf8smtp',
  'utf8smtps',
  'utf8smtpa',
  'utf8smtpsa',
  'utf8lmtp',
  'utf8lmtps',
  'utf8lmtpa',
  'utf8lmtpsa',
  'http',
  'https',
  'mapi',
  'local',
  'uucp',
  'bsmtp',
  'esmtpx',
  'tcp',
  'qmqp',
  'imap',
  'pop3',
  'microsoft smtp server',
  'microsoft smtp server (tls)',
]);

/** @param {string} text */
export const isProtocol = (text) => PROTOCOLS.has(text.slice(0, LONGEST_WORD).toLowerCase());

const OF_TIME = new Set(`${DIGITS}:.+-,`);
const DATES = new Set([
  'mon',
  'tue',
  'wed',
  'thu',
  'fri',
  'sat',
  'sun',
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
  'january',
  'february',
  'march',
  'april',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
  'gmt',
  'ut',
  'utc',
  'z',
  'est',
  'edt',
  'cst',
  'cdt',
  'mst',
  'mdt',
  'pst',
  'pdt',
  'bst',
  'cet',
  'cest',
  'eet',
  'eest',
  'jst',
  'msk',
  'am',
  'pm',
]);

/** @param {string} word */
const isOfDate = (word) => {
  const bare = word.startsWith('(') && word.endsWith(')') ? word.slice(1, -1) : word;
  return isOf(bare, OF_TIME, 20) || DATES.has((bare.endsWith(',') ? bare.slice(0, -1) : bare).toLowerCase());
};

/** What of a date is a date; for the rest, together, stands a mark. @param {string} date @param {string} mark */
export const datePart = (date, mark) => {
  const words = date.slice(0, LONGEST_LIST).split(' ');
  const kept = words.filter(isOfDate);
  return kept.length === words.length && date.length <= LONGEST_LIST ? date : [...kept, mark].join(' ');
};

/**
 * The addresses of a list as RFC 5322 §3.4 has it, of which nothing stands in a name, a comment or a quoted string; the local part
 * of one may be quoted.
 * @param {string} text
 * @returns {string[]} At most twenty.
 */
export const addressesIn = (text) => {
  /** @type {string[]} */
  const found = [];
  /** Words of the item at hand. @type {string[]} */
  let words = [];
  let word = '';
  let [isQuoted, isEscaped, isAngled, isClosed, depth] = [false, false, false, false, 0];
  const endWord = () => {
    if (word.includes('@', isAngled ? 0 : 1) && !isClosed) words.push(word);
    word = '';
  };
  const endItem = () => {
    endWord();
    found.push(...words.slice(0, ADDRESSES));
    words = [];
    isAngled = false;
  };
  for (let at = 0; at < text.length && found.length < ADDRESSES; at += 1) {
    const character = /** @type {string} */ (text[at]);
    if (isEscaped || character === '\\') {
      if (depth === 0) word += character;
      isEscaped = !isEscaped;
    } else if (isQuoted || (depth === 0 && character === '"')) {
      isQuoted = isQuoted !== (character === '"');
      word += character;
      // A quoted string is a part of an address only before its at sign.
      if (!isQuoted && text[at + 1] !== '@') word = '';
    } else if (character === '(' || (depth > 0 && character === ')')) {
      depth += character === '(' ? 1 : -1;
    } else if (depth === 0) {
      switch (character) {
        case '<':
          // What stands before it is a name.
          [words, word, isAngled, isClosed] = [[], '', true, false];
          break;
        case '>':
          endItem();
          isClosed = true;
          break;
        case ',':
        case ':':
        case ';':
          // Within angles they belong to a route (RFC 5322 §4.4).
          if (isAngled) word += character;
          else [, isClosed] = [endItem(), false];
          break;
        case ' ':
        case '\t':
        case '\r':
        case '\n':
          if (!isAngled) endWord();
          break;
        default:
          word += character;
      }
    }
  }
  if (!isQuoted && depth === 0) endItem();
  return found.slice(0, ADDRESSES);
};
