// What became of questions that went to one resolver or to several.

/** @import { Answer, Outcome, QueryRecord, Request } from '../types/report.js' */
/** @import { Sent } from '../types/session.js' */

const TELLING = new Set(['records', 'no_data', 'nx_domain']);

/** Whether an answer says something of the DNS. @param {Answer} answer */
const isTelling = ({ outcome }) => TELLING.has(outcome.kind);

/** @param {Answer} answer */
const resolverOf = ({ provenance }) => (provenance.kind === 'resolver' ? provenance.url : null);

/** What an answer says, whatever the order of its records. @param {Outcome} outcome */
const saying = (outcome) =>
  JSON.stringify([outcome.kind, outcome.kind === 'records' ? [...new Set(outcome.records)].sort() : []]);

/**
 * The questions that resolvers answer differently, with the answers that contradict each other.
 * @param {readonly QueryRecord[]} queries
 */
export const disputed = (queries) =>
  queries.flatMap((query) => {
    const answers = query.answers.filter((answer) => resolverOf(answer) !== null && isTelling(answer));
    return new Set(answers.map(({ outcome }) => saying(outcome))).size > 1 ? [{ query, answers }] : [];
  });

/** The questions that were put to a resolver. @param {readonly QueryRecord[]} queries */
export const askedOf = (queries) =>
  queries.filter(({ answers }) => answers.some((answer) => resolverOf(answer) !== null));

/** The questions that were put to resolvers, of which none could answer. @param {readonly QueryRecord[]} queries */
export const unanswered = (queries) =>
  askedOf(queries).filter(
    ({ answers }) => !answers.some((answer) => isTelling(answer) || answer.outcome.kind === 'serv_fail'),
  );

/**
 * How many of its questions each resolver left without an answer that can be read, those asked last counting.
 * @param {readonly Sent[]} sent
 * @returns {{ resolver: string, asked: number, failed: number }[]}
 */
export const tally = (sent) => {
  /** @type {Map<string, Map<string, Sent>>} */
  const byResolver = new Map();
  for (const one of sent) {
    const own = byResolver.get(one.resolver) ?? new Map();
    byResolver.set(one.resolver, own.set(`${one.name} ${one.type}`, one));
  }
  return [...byResolver].map(([resolver, own]) => ({
    resolver,
    asked: own.size,
    failed: [...own.values()].filter(({ state }) => state !== 'answered' && state !== 'asking').length,
  }));
};

/**
 * How far the asking has come; a question counts for each resolver that it goes to.
 * @param {readonly Request[]} requests
 * @param {readonly string[]} resolvers
 * @param {readonly Sent[]} sent Since the asking began.
 */
export const progressOf = (requests, resolvers, sent) => ({
  all: requests.length * resolvers.length,
  done: sent.filter(({ state }) => state !== 'asking').length,
  failed: sent.filter(({ state }) => state !== 'asking' && state !== 'answered').length,
});

/** Letters, digits and what else host names hold: nothing that a shell takes for something else. */
const PLAIN = new Set('abcdefghijklmnopqrstuvwxyz0123456789-_.');

/** @param {string} name */
const isPlain = (name) => !name.startsWith('-') && [...name].every((character) => PLAIN.has(character));

/**
 * The questions that may be copied: a name that could mean something else to a shell may not, wherever it is meant to
 * go.
 * @param {readonly Request[]} requests
 */
const copied = (requests) => requests.filter(({ name }) => isPlain(name));

/** How many are left out of what is copied. @param {readonly Request[]} requests */
export const leftOut = (requests) => requests.length - copied(requests).length;

/** The questions as commands. @param {readonly Request[]} requests */
export const commands = (requests) =>
  copied(requests)
    .map(({ name, type }) => `dig ${name} ${type}`)
    .join('\n');

/** The questions, one a line. @param {readonly Request[]} requests */
export const lines = (requests) =>
  copied(requests)
    .map(({ name, type }) => `${name} ${type}`)
    .join('\n');
