import { fold } from './doors/fold.js';
import { h } from './h.js';
import { rich } from './rich.js';
import { companyOf, provenance } from './provenance.js';
import { dnsName, untrustedBox, wholeName } from './untrusted.js';

/** @import { Speech } from '../i18n/index.js' */
/** @import { Answer, Outcome, QueryRecord } from '../types/report.js' */
/** @import { Resolver, Sent, Traffic } from '../types/session.js' */

/** @param {Outcome} outcome @param {Speech} speech */
const outcomeText = (outcome, speech) => {
  const words = speech.catalogue.queries;
  switch (outcome.kind) {
    case 'records':
      return [
        outcome.records.map((record) => untrustedBox(record)),
        outcome.aliases.length > 0
          ? h(
              'p',
              { class: 'fine' },
              outcome.aliases.map((name) => rich(words.alias(name), speech)),
            )
          : null,
        outcome.ttl !== null ? h('p', { class: 'fine' }, rich(words.ttl(outcome.ttl), speech)) : null,
      ];
    case 'no_data':
      return h('p', {}, words.no_data);
    case 'nx_domain':
      return h('p', {}, words.nx_domain);
    case 'serv_fail':
      return h(
        'p',
        {},
        rich(words.serv_fail(outcome.rcode), speech),
        outcome.errors.filter((error) => error.text).map((error) => [' ', rich(words.error_text(error.text), speech)]),
      );
    case 'unreachable':
      return h('p', {}, words.unreachable_lead, words.unreachable[outcome.reason]);
    case 'declined':
      return h('p', {}, words.declined);
    case 'not_asked':
      return h('p', {}, words[outcome.reason]);
  }
};

/** @param {Answer} answer @param {Speech} speech @param {readonly Resolver[]} resolvers */
export const answerView = (answer, speech, resolvers) =>
  h(
    'div',
    { class: 'answer' },
    outcomeText(answer.outcome, speech),
    answer.provenance.kind === 'nobody'
      ? null
      : h(
          'p',
          { class: 'fine' },
          answer.outcome.kind === 'unreachable' && answer.provenance.kind === 'resolver'
            ? rich(
                speech.catalogue.queries.unanswered(
                  companyOf(answer.provenance.url, resolvers),
                  answer.provenance.time,
                ),
                speech,
              )
            : provenance(answer.provenance, speech, resolvers),
        ),
  );

/**
 * A question with what became of it; records, which are long, are opened.
 * @param {QueryRecord} query
 * @param {number} place
 * @param {Speech} speech
 * @param {readonly Resolver[]} resolvers
 */
const queryView = ({ name, type, answers }, place, speech, resolvers) => {
  const words = speech.catalogue.queries;
  const question = [dnsName(name), ' ', h('code', {}, type)];
  const told = answers.map((answer) => answerView(answer, speech, resolvers));
  const count = answers.reduce(
    (sum, { outcome }) => sum + (outcome.kind === 'records' ? outcome.records.length : 0),
    0,
  );
  if (count > 0)
    return h(
      'details',
      { 'data-key': `query-${place}` },
      h('summary', {}, question, ' ', h('span', { class: 'fine' }, rich(words.records(count), speech))),
      told,
    );
  return [h('p', { class: 'question' }, question), answers.length === 0 ? h('p', {}, words.pending) : told];
};

/**
 * Every question and what became of it.
 * @param {readonly QueryRecord[]} queries
 * @param {Speech} speech
 * @param {readonly Resolver[]} resolvers
 */
export const queriesFold = (queries, speech, resolvers) => {
  const words = speech.catalogue.queries;
  return fold('queries', words.heading, rich(speech.catalogue.consent.more_queries(queries.length), speech), () =>
    queries.length === 0
      ? h('p', {}, words.none)
      : h(
          'ul',
          { class: 'queries', role: 'list' },
          queries.map((query, place) => h('li', {}, queryView(query, place, speech, resolvers))),
        ),
  );
};

/** Files of the page, listed at most: it has fewer. */
const FILES = 400;

/** The browser's own record, by host. @param {readonly Traffic[]} traffic @param {Speech} speech */
const trafficView = (traffic, speech) => {
  const words = speech.catalogue.sent.record;
  return [
    h('p', { class: 'fine' }, words.lead),
    h(
      'ul',
      { class: 'queries', role: 'list' },
      traffic.map(({ host, isOwn, paths }) =>
        h(
          'li',
          {},
          h(
            'p',
            { class: 'question' },
            dnsName(host),
            h('span', {}, rich(words[isOwn ? 'own' : 'other'](paths.length), speech)),
          ),
          isOwn
            ? h(
                'ul',
                { class: 'paths', role: 'list' },
                [...new Set(paths)]
                  .sort()
                  .slice(0, FILES)
                  .map((path) => h('li', {}, h('code', {}, path === '' ? '/' : path))),
              )
            : null,
        ),
      ),
    ),
  ];
};

/**
 * Every question that was put to anybody, and every request that the browser has recorded.
 * @param {readonly Sent[]} sent
 * @param {() => readonly Traffic[]} recorded
 * @param {Speech} speech
 * @param {readonly Resolver[]} resolvers
 * @param {'message' | 'domain'} given
 */
export const sentView = (sent, recorded, speech, resolvers, given) => {
  const words = speech.catalogue.sent;
  /** @param {Sent} one */
  const state = ({ state }) => {
    if (state === 'answered' || state === 'asking') return words[state];
    return `${speech.catalogue.queries.unreachable_lead}${speech.catalogue.queries.unreachable[state]}`;
  };
  return h(
    'section',
    { class: 'plain', 'aria-labelledby': 'sent' },
    h('h3', { id: 'sent' }, words.heading),
    sent.length === 0
      ? h('p', {}, words.nothing)
      : [
          h('p', {}, words.lead),
          h(
            'ul',
            { class: 'queries', role: 'list' },
            sent.map((one) =>
              h(
                'li',
                {},
                h('p', { class: 'question' }, wholeName(one.name), ' ', h('code', {}, one.type)),
                h(
                  'p',
                  { class: 'fine' },
                  rich(words.line(companyOf(one.resolver, resolvers), one.time), speech),
                  ' · ',
                  state(one),
                ),
              ),
            ),
          ),
        ],
    h('p', { class: 'fine' }, words.stays[given]),
    recordView(recorded, speech),
  );
};

/** The record is read when it is opened. @param {() => readonly Traffic[]} recorded @param {Speech} speech */
const recordView = (recorded, speech) => {
  const inside = h('div', { class: 'record' });
  const read = (/** @type {Event & { currentTarget: HTMLDetailsElement }} */ { currentTarget }) => {
    if (currentTarget.open) inside.replaceChildren(...h('div', {}, trafficView(recorded(), speech)).childNodes);
  };
  return h(
    'details',
    { 'data-key': 'sent-record', toggle: read },
    h('summary', {}, speech.catalogue.sent.record.heading),
    inside,
  );
};
