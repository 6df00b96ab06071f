// The records of SPF, each with its terms and the records that these lead to.

import { h } from '../h.js';
import { rich } from '../rich.js';
import { untrusted, untrustedBox } from '../untrusted.js';
import { badge, folded, markOf } from './parts.js';

/** @import { SenderSpeech } from '../../i18n/sender/texts.js' */
/** @import { Node as SpfNode, Question, SpfEvaluation, Term } from '../../types/report.js' */
/** @import { Child } from '../h.js' */
/** @import { Mark } from './parts.js' */

/** Terms of a record, and records of an answer, that are shown. */
const TERMS = 100;
const RECORDS = 10;

/** @type {Record<Term['state'], Mark>} */
const MARKS = {
  not_reached: 'none',
  pending: 'pending',
  match: 'pass',
  no_match: 'none',
  exception: 'warn',
  examined: 'none',
};

/** @param {Question} question @param {SenderSpeech} speech */
const questionView = ({ name, type, answers }, speech) => {
  const words = speech.catalogue.sender.spf.tree;
  const found = answers.flatMap(({ outcome }) => (outcome.kind === 'records' ? outcome.records : []));
  return h(
    'p',
    { class: 'fine' },
    rich(words.question(name, type.toUpperCase()), speech),
    ' · ',
    answers.length === 0
      ? words.unanswered
      : [...new Set(answers.map(({ outcome }) => words.outcome[outcome.kind]))].join(' / '),
    type.toLowerCase() === 'txt'
      ? null
      : found.slice(0, RECORDS).map((record) => [' ', untrusted(record, { ltr: true })]),
    found.length > RECORDS ? [' ', rich(speech.catalogue.sender.more(found.length - RECORDS), speech)] : null,
  );
};

/** @typedef {{ check: SpfEvaluation, index: number, speech: SenderSpeech }} Context */

/**
 * @param {Term} term
 * @param {boolean} decides
 * @param {number} parent
 * @param {Context} context
 * @returns {HTMLElement}
 */
const termView = ({ kind, text, qualifier, state, target, node, questions, span }, decides, parent, context) => {
  const { check, speech } = context;
  const words = speech.catalogue.sender.spf.tree;
  const child = node === null ? undefined : check.nodes[node];
  return h(
    'li',
    { 'data-state': decides ? 'decides' : MARKS[state] },
    h(
      'p',
      {},
      untrusted(text, { ltr: true }),
      ' ',
      badge(MARKS[state], words.state[state]),
      decides ? [' ', h('strong', {}, words.decides)] : null,
    ),
    h(
      'p',
      { class: 'fine' },
      rich(words.meaning[kind](target), speech),
      qualifier ? [' · ', words.qualifier[qualifier]] : null,
      ' · ',
      rich(words.octets(span.start, span.end), speech),
    ),
    questions
      .map((place) => check.questions[place])
      .map((question) => (question ? questionView(question, speech) : null)),
    // A record always comes after the one that leads to it.
    child && node !== null && node > parent ? nodeView(child, node, context) : null,
  );
};

/** @param {SpfNode} node @param {number} place @param {Context} context @returns {Child} */
const inside = (node, place, context) => {
  const { speech } = context;
  const words = speech.catalogue.sender.spf.tree;
  const {
    spf: { cause: causes },
    brackets: [open, close],
  } = speech.catalogue.sender;
  const rest = node.terms.length - TERMS;
  return [
    node.cause ? h('p', {}, badge('warn', causes[node.cause])) : null,
    node.record === null ? h('p', {}, words.no_record) : untrustedBox(node.record),
    node.faults.length > 0
      ? [
          h('p', { class: 'fine' }, words.faults),
          h(
            'ul',
            { class: 'reasons' },
            node.faults
              .slice(0, TERMS)
              .map(({ kind, span }) =>
                h('li', {}, words.fault[kind], open, rich(words.octets(span.start, span.end), speech), close),
              ),
          ),
        ]
      : null,
    h(
      'ol',
      { class: 'terms', role: 'list' },
      node.terms.slice(0, TERMS).map((term, at) => termView(term, at === node.decided_by, place, context)),
    ),
    rest > 0 ? h('p', {}, rich(speech.catalogue.sender.more(rest), speech)) : null,
  ];
};

/** @param {SpfNode} node @param {number} place @param {Context} context @returns {HTMLElement} */
const nodeView = (node, place, context) => {
  const { index, speech } = context;
  const words = speech.catalogue.sender.spf;
  return folded(
    `spf-${index}-${place}`,
    [
      rich(words.tree.node(node.domain), speech),
      ' · ',
      badge(markOf(node.result), node.result),
      ' · ',
      rich(words.tree.terms(node.terms.length), speech),
    ],
    () => inside(node, place, context),
  );
};

/**
 * @param {SpfEvaluation} check
 * @param {number} index Its place in the report.
 * @param {SenderSpeech} speech
 */
export const tree = (check, index, speech) => {
  const [root] = check.nodes;
  return root ? h('div', { class: 'tree' }, nodeView(root, 0, { check, index, speech })) : null;
};
