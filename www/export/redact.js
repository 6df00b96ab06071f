// A report without what a ticket need not hold. The same thing gets the same mark everywhere, so that what belongs
// together can still be seen.

import { pause } from '../session/pause.js';
import { KINDS } from './kinds.js';
import { addressesOnly, maskIps, maskLocalParts } from './masks.js';

/** @import { Diagnosis, Report } from '../types/report.js' */
/** @import { Kind } from './kinds.js' */

/** @typedef {{ report: Report, diagnoses: readonly Diagnosis[] }} Found */
/** How a mark is called. @typedef {Record<'local' | 'name' | 'subject' | 'content' | 'ip' | 'id' | 'host', string>} Words */

/** The words that JSON has. @type {Words} */
export const WORDS = { local: 'local part', name: 'name', subject: 'subject', content: 'text', ip: 'IP', id: 'ID', host: 'label' };

/** Shorter ones stand in other words by chance. */
const SHORTEST = 4;
/** Longer texts are not looked through for single words. */
const LONGEST = 4000;
/** Known words that are looked for. */
const MOST = 500;

/** Text that was seen to. */
class Done {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }
}

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
    return [...this.#known].flatMap(([key, mark]) => key.startsWith(`${kind} `) ? [{ word: key.slice(kind.length + 1), mark }] : []);
  }

  /** @param {keyof Words} kind @returns {(found: string) => string} */
  of(kind) {
    return (found) => {
      const key = `${kind} ${found}`;
      const count = (this.#counts.get(kind) ?? 0) + 1;
      const mark = this.#known.get(key) ?? `⟨${this.#words[kind]} ${count}⟩`;
      if (!this.#known.has(key)) this.#counts.set(kind, count);
      this.#known.set(key, mark);
      return mark;
    };
  }

  /** @param {keyof Words} kind */
  plain(kind) {
    return new Done(`⟨${this.#words[kind]}⟩`);
  }
}

/** Words of a text as they stand by themselves. @param {string} text @param {string} word @param {string} mark */
const replaceWord = (text, word, mark) => {
  let replaced = '';
  let done = 0;
  const isPart = (/** @type {string | undefined} */ character) => character !== undefined && character.toLowerCase() !== character.toUpperCase();
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (isPart(text[at - 1]) || isPart(text[at + word.length])) continue;
    replaced += text.slice(done, at) + mark;
    done = at + word.length;
  }
  return replaced + text.slice(done);
};

/** @param {string} name @param {(left: string) => string} mark What the sender put in is left of the domain. */
const maskName = (name, mark) => {
  const labels = name.split('.');
  return labels.length > 2 ? `${mark(labels.slice(0, -2).join('.'))}.${labels.slice(-2).join('.')}` : mark(name);
};

/** What is done to the texts of a report. */
class Redaction {
  #marks;
  #hidden;
  /** Names of the DNS that hold something of the sender. @type {Map<string, string>} */ #names = new Map();

  /** @param {ReadonlySet<Kind>} hidden @param {Words} words */
  constructor(hidden, words) {
    this.#hidden = hidden;
    this.#marks = new Marks(words);
  }

  /** @param {Kind} kind */
  hides(kind) {
    return this.#hidden.has(kind);
  }

  /** @param {Kind} kind @param {Done | string | null} text @param {keyof Words} word @returns {any} */
  blank(kind, text, word) {
    return text === null || text instanceof Done || !this.hides(kind) ? text : this.#marks.plain(word);
  }

  /** Addresses among names of people. @param {string | null} text @returns {any} */
  people(text) {
    if (text === null || !this.hides('addresses')) return text;
    const found = addressesOnly(text, this.#marks.of('local'));
    return found.length > 0 ? new Done(this.rest(found.join(', '))) : this.#marks.plain('name');
  }

  /** An address, which may lack its domain. @param {string | null} text @returns {any} */
  mailbox(text) {
    if (text === null || text === '' || !this.hides('addresses')) return text;
    return text.includes('@') ? text : new Done(this.#marks.of('local')(text));
  }

  /** @param {string | null} id @returns {any} */
  id(id) {
    return id === null || !this.hides('ids') ? id : new Done(this.#marks.of('id')(id));
  }

  /** A name that tells the sender something. @param {string} name */
  telling(name) {
    if (this.hides('addresses') || this.hides('ids')) this.#names.set(name, this.rest(maskName(name, this.#marks.of('host'))));
  }

  /** What any text may hold. @param {string} text */
  scrub(text) {
    return this.rest(this.hides('addresses') ? maskLocalParts(text, this.#marks.of('local')) : text);
  }

  /** The same for text without addresses. @param {string} text */
  rest(text) {
    return this.hides('ips') ? maskIps(text, this.#marks.of('ip')) : text;
  }

  /** What a text may hold, or a name by itself. @param {string} text */
  first(text) {
    return this.#names.get(text) ?? this.scrub(text);
  }

  /** The words to look for in free text: longer ones first, as one may stand in the other. */
  secrets() {
    const found = [...this.#marks.known('id'), ...this.#marks.known('local')];
    return found.filter(({ word }) => word.length >= SHORTEST).toSorted((a, b) => b.word.length - a.word.length).slice(0, MOST);
  }
}

/** What the fields of results say of a log-in. @param {Report['claims'][number]} claim @param {Redaction} redaction */
const claimed = ({ results, received_spf: spf }, redaction) => {
  for (const { ptype, property, value } of results?.results.flatMap(({ properties }) => properties) ?? []) {
    if (ptype?.text !== 'smtp') continue;
    if (property.text === 'auth' || (['mailfrom', 'rcptto'].includes(property.text) && !value.text.includes('.'))) value.text = redaction.mailbox(value.text);
  }
  for (const { key, value } of spf?.pairs ?? []) if (key.text === 'envelope-from' && !value.text.includes('.')) value.text = redaction.mailbox(value.text);
};

/** @param {Report['trace']} trace @param {Redaction} redaction */
const journey = ({ hops, signs }, redaction) => {
  for (const { received } of hops) {
    const { id, recipient, envelope_from: from, comments } = received;
    if (id) id.text = redaction.id(id.text);
    for (const part of [recipient, from]) if (part) part.text = redaction.mailbox(part.text);
    for (const comment of comments) {
      const colon = comment.text.toLowerCase().includes('authenticated sender:') ? comment.text.indexOf(':') : -1;
      if (colon >= 0 && !comment.text.includes('@')) comment.text = redaction.mailbox(comment.text.slice(colon + 1).trim());
    }
  }
  for (const { kind, value, rewriting } of signs) {
    if (kind !== 'list_id') value.text = redaction.mailbox(value.text);
    if (rewriting) rewriting.original = redaction.mailbox(rewriting.original);
  }
};

/** @param {Report} report @param {Redaction} redaction */
const people = ({ identifiers, envelope, forwarding, findings, spf, queries }, redaction) => {
  for (const from of identifiers.from) {
    from.text = redaction.people(from.text);
    for (const mailbox of from.mailboxes) mailbox.name = redaction.blank('addresses', mailbox.name, 'name');
  }
  identifiers.to = redaction.people(identifiers.to);
  identifiers.subject = redaction.blank('subject', identifiers.subject, 'subject');
  for (const part of [envelope.mail_from, envelope.recipient]) if (part) part.value = redaction.mailbox(part.value);
  if (forwarding) {
    forwarding.mailbox = redaction.mailbox(forwarding.mailbox);
    forwarding.original_sender = redaction.mailbox(forwarding.original_sender);
  }
  for (const finding of findings) {
    if (finding.code === 'replay.recipient.not-named') finding.params.recipient = redaction.mailbox(finding.params.recipient);
    if (finding.code === 'identity.text.unencoded') {
      const kind = finding.params.name === 'subject' ? 'subject' : 'addresses';
      finding.params.text = redaction.blank(kind, finding.params.text, kind === 'subject' ? 'subject' : 'name');
    }
    if (finding.code === 'dns.name.token') redaction.telling(finding.params.name);
  }
  for (const { name, tells_sender: tells } of [...queries, ...spf.flatMap(({ questions }) => questions)]) if (tells) redaction.telling(name);
};

/** Tags that hold fields of the header, or what a signer put in. @param {Report} report @param {Redaction} redaction */
const signatures = ({ dkim }, redaction) => {
  for (const tag of dkim.flatMap(({ signature }) => signature.tags)) {
    if (tag.name !== 'z') continue;
    for (const kind of KINDS) tag.value = redaction.blank(kind, tag.value, 'content');
  }
};

/** @param {Diagnosis} diagnosis @param {Redaction} redaction */
const changes = ({ causes }, redaction) => {
  for (const { finding, restored } of causes) {
    const isHeader = finding.code.startsWith('diagnosis.header.') || finding.code.startsWith('diagnosis.signature.');
    for (const piece of restored) {
      // Of the header, a piece can hold anything that is to be hidden.
      for (const kind of isHeader ? KINDS : [/** @type {const} */ ('content')]) piece.text = redaction.blank(kind, piece.text, 'content');
    }
    if (finding.code === 'diagnosis.header.subject-prefix') finding.params.prefix = redaction.blank('subject', finding.params.prefix, 'subject');
    if (finding.code === 'diagnosis.header.subject-suffix') finding.params.suffix = redaction.blank('subject', finding.params.suffix, 'subject');
  }
};

/** Codes and sections of the rules are ours, whatever the message calls itself. */
const OWN = new Set(['code', 'section']);
/** Words of others, about anything. */
const FREE = new Set(['comments', 'unread', 'reason', 'explanation', 'properties', 'pairs', 'restored']);

/**
 * Changes the texts in a value.
 * @param {any} value
 * @param {(text: string, isFree: boolean) => string} scrub
 * @param {string} [key]
 * @param {boolean} [isFree]
 * @returns {any}
 */
const walk = (value, scrub, key = '', isFree = false) => {
  if (typeof value === 'string') return OWN.has(key) ? value : scrub(value, isFree && key === 'text');
  if (value instanceof Done) return value.text;
  if (value === null || typeof value !== 'object') return value;
  const isFreeInside = isFree || FREE.has(key);
  for (const inner of Object.keys(value)) value[inner] = walk(value[inner], scrub, Array.isArray(value) ? key : inner, isFreeInside);
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
  people(report, redaction);
  journey(report.trace, redaction);
  for (const claim of report.claims) claimed(claim, redaction);
  signatures(report, redaction);
  for (const diagnosis of diagnoses) changes(diagnosis, redaction);
  const copy = { report, diagnoses };
  await pause();
  walk(copy, (text) => redaction.first(text));
  await pause();
  // What was found may stand once more in what others say, without an @.
  const secrets = redaction.secrets();
  return walk(copy, (text, isFree) => !isFree || text.length > LONGEST ? text
    : secrets.reduce((left, { word, mark }) => left.includes(word) ? replaceWord(left, word, mark) : left, text));
};
