// A report without what a ticket need not hold. What is shown where names of people are hidden is listed, with the
// shape that it must have; all else is a mark. The same thing gets the same mark everywhere, so that what belongs
// together can still be seen.

import { pause } from '../session/pause.js';
import { RESOLVERS } from '../session/resolvers.js';
import { KINDS } from './kinds.js';
import { maskIps, maskLocalParts } from './masks.js';
import { addressesIn, datePart, isCode, isHost, isIp, isList, isName, isProtocol, isWord } from './shapes.js';
import { Secrets } from './secrets.js';
import { treatmentOf } from './treatments.js';

/** @import { Diagnosis, Report } from '../types/report.js' */
/** @import { Kind } from './kinds.js' */
/** @import { Path, Treatment } from './treatments.js' */

/** @typedef {{ report: Report, diagnoses: readonly Diagnosis[] }} Found */
/**
 * How a mark is called.
 * @typedef {Record<'local' | 'name' | 'subject' | 'content' | 'ip' | 'id' | 'host', string>} Words
 */

/** The words that JSON has. @type {Words} */
export const WORDS = {
  local: 'local part',
  name: 'name',
  subject: 'subject',
  content: 'text',
  ip: 'IP',
  id: 'ID',
  host: 'label',
};

/** What stands between the domains on a way. */
const ARROW = ' -> ';

/** Hands out marks. */
class Marks {
  #words;
  /** @type {Map<string, string>} */ #known = new Map();
  /** @type {Map<string, number>} */ #counts = new Map();

  /** @param {Words} words */
  constructor(words) {
    this.#words = words;
  }

  /** The words that have got a mark of this kind. @param {keyof Words} kind */
  known(kind) {
    return [...this.#known].flatMap(([key, mark]) =>
      key.startsWith(`${kind} `) ? [{ word: key.slice(kind.length + 1), mark }] : [],
    );
  }

  /** @param {keyof Words} kind @returns {(found: string) => string} In any case, a word has one mark. */
  of(kind) {
    return (found) => {
      const key = `${kind} ${found.toLowerCase()}`;
      const count = (this.#counts.get(kind) ?? 0) + 1;
      const mark = this.#known.get(key) ?? `⟨${this.#words[kind]} ${count}⟩`;
      if (!this.#known.has(key)) this.#counts.set(kind, count);
      this.#known.set(key, mark);
      return mark;
    };
  }

  /** @param {keyof Words} kind */
  plain(kind) {
    return `⟨${this.#words[kind]}⟩`;
  }

  /** Whether a text is nothing but a mark that many things share. @param {string} text */
  isPlain(text) {
    return Object.values(this.#words).some((word) => text === `⟨${word}⟩`);
  }
}

/** @param {string} name @param {(left: string) => string} mark What the sender put in is left of the domain. */
const maskName = (name, mark) => {
  const labels = name.split('.');
  return labels.length > 2 ? `${mark(labels.slice(0, -2).join('.'))}.${labels.slice(-2).join('.')}` : mark(name);
};

/** What is done to the texts of a report. */
class Redaction {
  #marks;
  #hidden;
  /** Names of the DNS that hold something of the sender, in lower case. @type {Map<string, string>} */ #names =
    new Map();

  /** @param {ReadonlySet<Kind>} hidden @param {Words} words */
  constructor(hidden, words) {
    this.#hidden = hidden;
    this.#marks = new Marks(words);
  }

  /** @param {Kind} kind */
  hides(kind) {
    return this.#hidden.has(kind);
  }

  /** @param {string} text */
  isMark(text) {
    return this.#marks.isPlain(text);
  }

  /** The words to look for in free text. */
  secrets() {
    return new Secrets([...this.#marks.known('id'), ...this.#marks.known('local')]);
  }

  /**
   * A name that tells the sender something, of which an end may be shown.
   * @param {string} name
   * @param {string | null} [end]
   */
  telling(name, end = null) {
    if (!this.hides('addresses') && !this.hides('ids')) return;
    const mark = this.#marks.of('host');
    const left = end === null ? '' : name.slice(0, name.length - end.length);
    this.#names.set(name.toLowerCase(), this.#rest(end === null ? maskName(name, mark) : `${mark(left)}${end}`));
  }

  /** @param {Treatment} treatment @param {string} text @returns {string} */
  treat(treatment, text) {
    switch (treatment) {
      case 'id':
        return this.hides('ids') && text !== '' ? this.#marks.of('id')(text) : this.#free(text);
      case 'subject':
        return this.hides('subject') ? this.#marks.plain('subject') : this.#free(text);
      case 'content':
        return this.hides('content') ? this.#marks.plain('content') : this.#free(text);
      // Of the header, it can hold anything that is to be hidden.
      case 'header':
        return KINDS.some((kind) => this.hides(kind)) ? this.#marks.plain('content') : text;
      case 'url':
        return this.#url(text);
      case 'hosts':
        return text
          .split(ARROW)
          .map((host) => this.treat('host', host))
          .join(ARROW);
      case 'code':
        return isCode(text) ? text : this.#closed(text);
    }
    const known = this.#names.get(text.toLowerCase());
    if (known !== undefined) return known;
    // An empty text tells that there is none.
    return this.hides('addresses') && text !== '' ? this.#person(treatment, text) : this.#free(text);
  }

  /**
   * What may hold names of people.
   * @param {Exclude<Treatment, 'id' | 'subject' | 'content' | 'header' | 'url' | 'hosts' | 'code'>} treatment
   * @param {string} text
   * @returns {string}
   */
  #person(treatment, text) {
    switch (treatment) {
      case 'name':
        return isName(text) || isIp(text) ? this.#rest(text) : this.#marks.of('host')(text);
      case 'host':
        return isHost(text) || isIp(text) ? this.#rest(text) : this.#marks.of('host')(text);
      case 'word':
        return isWord(text) ? this.#rest(text) : this.#closed(text);
      case 'list':
        return isList(text) ? this.#rest(text) : this.#closed(text);
      case 'protocol':
        return isProtocol(text) ? text : this.#closed(text);
      case 'ip':
        return isIp(text) ? this.#rest(text) : this.#closed(text);
      case 'date':
        return datePart(text, this.#marks.plain('name'));
      case 'record':
        return this.#rest(maskLocalParts(text, this.#marks.of('local')));
      case 'address':
        return this.#address(text);
      case 'sender':
        return text.includes('@') ? this.#address(text) : this.#person('host', text);
      case 'people':
        return this.#people(text);
      case 'list_id':
        return this.#listId(text);
      case 'person':
        return this.#marks.plain('name');
      case 'closed':
        return this.#closed(text);
    }
  }

  /** @param {string} text */
  #closed(text) {
    return text === '' ? '' : this.#marks.plain('content');
  }

  /** An address, which may lack its domain. @param {string} text */
  #address(text) {
    const at = text.lastIndexOf('@');
    // A route before it (RFC 5322 §4.4) is a part of what is hidden.
    const local = (at < 0 ? text : text.slice(0, at)).trim();
    const routed = local.startsWith('@') ? local.slice(local.lastIndexOf(':') + 1) : local;
    const end = text.slice(at + 1).trim();
    const mark = local === '' ? '' : this.#marks.of('local')(routed || local);
    return at < 0 ? mark : `${mark}@${isHost(end) || isIp(end) ? this.#rest(end) : this.#marks.of('host')(end)}`;
  }

  /** Addresses among names of people. @param {string} text */
  #people(text) {
    const found = addressesIn(text).map((address) => this.#address(address));
    return found.length > 0 ? found.join(', ') : this.#marks.plain('name');
  }

  /** A list's identifier, before which its name may stand (RFC 2919 §3). @param {string} text */
  #listId(text) {
    const start = text.lastIndexOf('<');
    return this.#person(
      'host',
      start < 0
        ? text.trim()
        : (text
            .slice(start + 1)
            .split('>', 1)[0]
            ?.trim() ?? ''),
    );
  }

  /** Whose resolver it is; what else its address holds can be a name of the reader's. @param {string} text */
  #url(text) {
    if (!this.hides('addresses') || RESOLVERS.some(({ url }) => url === text) || !URL.canParse(text)) return text;
    return `${new URL(text).origin}/`;
  }

  /** Text of which only what is known by its form is hidden. @param {string} text */
  #free(text) {
    return this.#rest(this.hides('addresses') ? maskLocalParts(text, this.#marks.of('local')) : text);
  }

  /** The same for text without addresses. @param {string} text */
  #rest(text) {
    return this.hides('ips') ? maskIps(text, this.#marks.of('ip')) : text;
  }
}

/** Macros that stand for the sender's address or a part of it (RFC 7208 §7.2). */
const OF_SENDER = new Set([...'sl']);

/** What follows the last macro of a term, and whether one of them stands for the sender. @param {string} term */
const macrosOf = (term) => {
  let isOfSender = false;
  for (let at = term.indexOf('%{'); at >= 0; at = term.indexOf('%{', at + 2))
    isOfSender ||= OF_SENDER.has((term[at + 2] ?? '').toLowerCase());
  const end = term.slice(term.lastIndexOf('}') + 1);
  const [tail = ''] = end.split('/', 1);
  return { isOfSender, tail };
};

/** Names of the DNS that the sender's address was put into. @param {Report} report @param {Redaction} redaction */
const macroNames = ({ spf }, redaction) => {
  for (const { domain, terms } of spf.flatMap(({ nodes }) => nodes))
    for (const { text, target } of terms) {
      if (target === null) continue;
      const { isOfSender, tail } = macrosOf(text);
      if (!isOfSender) continue;
      const ends = [tail, `.${domain}`].filter((end) => end.length > 1 && end.length < target.length);
      redaction.telling(target, ends.find((end) => target.toLowerCase().endsWith(end.toLowerCase())) ?? '');
    }
};

/** @param {Report} report @param {Redaction} redaction */
const tellingNames = ({ findings, spf, queries }, redaction) => {
  for (const finding of findings) if (finding.code === 'dns.name.token') redaction.telling(finding.params.name);
  for (const { name, tells_sender: tells } of [...queries, ...spf.flatMap(({ questions }) => questions)])
    if (tells) redaction.telling(name);
};

/**
 * Whose text is what the mailboxes in it say: all else of it is a name.
 * @param {Report} report
 * @param {Redaction} redaction
 */
const authors = ({ identifiers }, redaction) => {
  if (!redaction.hides('addresses')) return;
  for (const from of identifiers.from) {
    const addresses = from.mailboxes
      .slice(0, 20)
      .map(({ address }) => address)
      .filter((address) => address.includes('@'));
    if (addresses.length > 0) from.text = addresses.map((address) => `<${address}>`).join(', ');
  }
};

/** Words of others, about anything. @type {ReadonlySet<Treatment>} */
const FREE = new Set(/** @type {const} */ (['subject', 'content', 'closed', 'person']));

/**
 * Changes the texts in a value.
 * @param {any} value
 * @param {(text: string, treatment: Treatment) => string} change
 * @param {Path | null} [path] A list is no step of it.
 * @returns {any}
 */
const walk = (value, change, path = null) => {
  if (typeof value === 'string') return path ? change(value, treatmentOf(path)) : value;
  if (value === null || typeof value !== 'object') return value;
  for (const key of Object.keys(value))
    value[key] = walk(value[key], change, Array.isArray(value) ? path : [{ key, holder: value }, ...(path ?? [])]);
  return value;
};

/**
 * A copy without what is to be hidden.
 * @param {Found} found
 * @param {ReadonlySet<Kind>} hidden
 * @param {Words} [words]
 * @returns {Promise<Found>}
 */
export const redact = async (found, hidden, words = WORDS) => {
  if (hidden.size === 0) return found;
  const redaction = new Redaction(hidden, words);
  const { report, diagnoses } = /** @type {{ report: Report, diagnoses: Diagnosis[] }} */ (structuredClone(found));
  tellingNames(report, redaction);
  macroNames(report, redaction);
  authors(report, redaction);
  const copy = { report, diagnoses };
  await pause();
  walk(copy, (text, treatment) => redaction.treat(treatment, text));
  await pause();
  // What was found may stand once more in what others say, without an @.
  const secrets = redaction.secrets();
  return walk(copy, (text, treatment) => (FREE.has(treatment) && !redaction.isMark(text) ? secrets.hide(text) : text));
};
