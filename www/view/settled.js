// What remains of the consent step once all is settled: who was asked, who did not answer, and whose answers differ.

import { RESOLVERS } from '../session/resolvers.js';
import { disputed, tally, unanswered } from '../session/replies.js';
import { h } from './h.js';
import { pasteForm } from './paste.js';
import { companiesOf, companyOf } from './provenance.js';
import { answerView } from './queries.js';
import { alwaysNote, modeChoice } from './resolvers.js';
import { rich } from './rich.js';
import { wholeName } from './untrusted.js';

/** @import { Speech } from '../i18n/index.js' */
/** @import { QueryRecord, Report, UnreachableReason } from '../types/report.js' */
/** @import { Resolver, Sent } from '../types/session.js' */
/** @import { PasteActions, PasteData } from './paste.js' */
/** @import { Mode, ModeData } from './resolvers.js' */

/**
 * `isOpen`: something could not be tested. `others`: who was not asked so far. `modes`: `null` where the reader has no choice.
 * @typedef {{ report: Report, sent: readonly Sent[], isOpen: boolean, others: readonly Resolver[], isSecondOffered: boolean, form: PasteData, modes: ModeData | null, mayAsk: boolean }} SettledData
 * @typedef {{ again: () => void, second: () => void, instead: (requests: readonly QueryRecord[], resolver: Resolver) => void, setMode: (mode: Mode) => void } & PasteActions} SettledActions
 */

/** Names that are listed, at most. */
const LISTED = 5;

/** @param {readonly QueryRecord[]} queries @param {Speech} speech */
const names = (queries, speech) =>
  h(
    'ul',
    { class: 'queries', role: 'list', 'aria-label': speech.catalogue.consent.names },
    queries.map(({ name, type }) =>
      h('li', {}, h('p', { class: 'question' }, wholeName(name), ' ', h('code', {}, type))),
    ),
  );

/** The answers that contradict each other, side by side. @param {Report} report @param {Speech} speech */
const disputeView = (report, speech) => {
  const words = speech.catalogue.resolvers.disputed;
  const all = disputed(report.queries);
  return all.length === 0
    ? null
    : h(
        'section',
        { class: 'disputes', 'aria-labelledby': 'disputed' },
        h('h3', { id: 'disputed' }, words.heading),
        h('p', {}, words.lead),
        h(
          'ul',
          { class: 'queries', role: 'list' },
          all.map(({ query, answers }) =>
            h(
              'li',
              {},
              h('p', { class: 'question' }, wholeName(query.name), ' ', h('code', {}, query.type)),
              h(
                'div',
                { class: 'columns' },
                answers.map((answer) =>
                  h(
                    'div',
                    {},
                    answer.provenance.kind === 'resolver'
                      ? h('h4', {}, companyOf(answer.provenance.url, RESOLVERS))
                      : null,
                    answerView(answer, speech, RESOLVERS),
                  ),
                ),
              ),
            ),
          ),
        ),
      );
};

/**
 * What may have kept answers away, and what can be done, for each reason once.
 * @param {readonly Sent[]} sent
 * @param {Speech} speech
 */
const hints = (sent, speech) => {
  const { hint } = speech.catalogue.resolvers.failed;
  const reasons = new Set(sent.map(({ state }) => state).filter((state) => state !== 'answered' && state !== 'asking'));
  return h(
    'ul',
    { class: 'reasons' },
    /** @type {UnreachableReason[]} */ ([...reasons]).map((reason) => h('li', {}, hint[reason])),
  );
};

/** @param {SettledData} data @param {SettledActions} actions @param {Speech} speech */
const failureView = ({ report, sent, others, mayAsk }, actions, speech) => {
  const words = speech.catalogue.resolvers.failed;
  const all = tally(sent);
  const failing = all.filter(({ failed }) => failed > 0);
  const open = unanswered(report.queries).filter(({ tells_sender: tellsSender }) => !tellsSender);
  if (failing.length === 0) return null;
  return h(
    'section',
    { class: 'failures', 'aria-labelledby': 'unanswered' },
    h('h3', { id: 'unanswered' }, words.heading),
    failing.map(({ resolver, asked, failed }) =>
      h('p', {}, rich(words.count(companyOf(resolver, RESOLVERS), failed, asked), speech)),
    ),
    hints(sent, speech),
    open.length === 0
      ? h('p', {}, words.others_count)
      : [
          h('p', {}, words.names),
          names(open.slice(0, LISTED), speech),
          open.length > LISTED
            ? h(
                'details',
                { 'data-key': 'unanswered-more' },
                h('summary', {}, rich(speech.catalogue.consent.more_names_of(open.length - LISTED), speech)),
                names(open.slice(LISTED), speech),
              )
            : null,
          mayAsk
            ? h(
                'div',
                { class: 'buttons' },
                others.map((other) =>
                  h(
                    'button',
                    { type: 'button', 'data-key': `instead-${other.id}`, click: () => actions.instead(open, other) },
                    rich(words.instead(other.company), speech),
                  ),
                ),
              )
            : null,
          mayAsk && others.length > 0 ? h('p', { class: 'fine' }, words.instead_what) : null,
        ],
  );
};

/** @param {SettledData} data @param {SettledActions} actions @param {Speech} speech */
export const settledView = (data, actions, speech) => {
  const words = speech.catalogue.consent;
  const { report, sent, isOpen, isSecondOffered, form, modes, mayAsk } = data;
  const count = new Set(sent.map(({ name, type }) => `${name} ${type}`)).size;
  const asked = [...new Set(sent.map(({ resolver }) => resolver))];
  return h(
    'div',
    { class: 'consent settled' },
    disputeView(report, speech),
    failureView(data, actions, speech),
    modes ? alwaysNote(modes, actions.setMode, speech) : null,
    h(
      'div',
      { class: 'given' },
      h(
        'p',
        {},
        asked.length > 0
          ? rich(words.settled(count, companiesOf(asked, RESOLVERS, speech), asked.length), speech)
          : words.settled_none,
      ),
      mayAsk
        ? h(
            'div',
            { class: 'buttons' },
            isSecondOffered
              ? h(
                  'button',
                  { type: 'button', 'data-key': 'second-opinion', click: actions.second },
                  speech.catalogue.resolvers.again.offer,
                )
              : null,
            h(
              'button',
              { type: 'button', class: isOpen ? 'primary' : '', 'data-key': 'ask-again', click: actions.again },
              asked.length > 0 ? words.ask_again : words.ask_after_all,
            ),
          )
        : null,
    ),
    pasteForm(form, actions, words.paste_more, speech, { key: 'paste-more' }),
    modes ? modeChoice(modes, actions.setMode, speech) : null,
  );
};
