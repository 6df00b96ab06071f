import { h } from './h.js';
import { rich } from './rich.js';
import { pasteForm } from './paste.js';
import { companyOf } from './provenance.js';
import { dnsName } from './untrusted.js';

/** @import { Speech } from '../i18n/index.js' */
/** @import { Purpose, Report, Request } from '../types/report.js' */
/** @import { Resolver, Sent } from '../types/session.js' */
/** @import { PasteData, PasteActions } from './paste.js' */

/**
 * What the consent step shows, and what may come of it.
 * @typedef {{
 *   report: Report, requests: readonly Request[], resolvers: readonly Resolver[], own: boolean, chosen: string,
 *   framed: boolean, asking: ReadonlyMap<string, 'asking' | 'answered'> | null, ownIsBad: boolean,
 * } & PasteData} ConsentData
 * @typedef {{
 *   choose: (resolver: string) => void, ask: () => void, decline: () => void, cancel: () => void,
 * } & PasteActions} ConsentActions
 */

/**
 * The step before anything is sent: the exact names, what for, and to whom.
 * @param {ConsentData} data
 * @param {ConsentActions} actions
 * @param {Speech} speech
 */
export const consentView = (data, actions, speech) => {
  const words = speech.catalogue.consent;
  return h('section', { class: 'consent', 'aria-labelledby': 'consent' },
    h('h3', { id: 'consent', tabindex: -1 }, words.heading),
    h('p', {}, words.lead),
    nameList(data, speech),
    data.framed ? refusal(speech) : [resolverChoice(data, actions, speech), h('p', { class: 'fine' }, words.who_sees)],
    // What cannot be used while asking keeps its place, so that nothing moves.
    data.asking ? h('div', { class: 'buttons' }, h('button', { type: 'button', 'data-key': 'cancel', click: actions.cancel }, words.cancel)) : buttons(data, actions, speech),
    pasteForm(data, actions, words.paste, speech, { isDisabled: data.asking !== null }),
  );
};

/**
 * What remains of the step once all is settled, and how to open it again.
 * @param {readonly Sent[]} sent
 * @param {{ isOpen: boolean, again: () => void, form: PasteData } & PasteActions} more `isOpen`: something could not be tested.
 * @param {Speech} speech
 * @param {readonly Resolver[]} resolvers
 */
export const settledView = (sent, { isOpen, again, form, ...actions }, speech, resolvers) => {
  const words = speech.catalogue.consent;
  const names = new Set(sent.map(({ name, type }) => `${name} ${type}`)).size;
  const last = sent.at(-1);
  return h('div', { class: 'consent settled' },
    h('div', { class: 'given' },
      h('p', {}, last ? rich(words.settled(names, companyOf(last.resolver, resolvers)), speech) : words.settled_none),
      h('button', { type: 'button', class: isOpen ? 'primary' : '', 'data-key': 'ask-again', click: again }, last ? words.ask_again : words.ask_after_all)),
    pasteForm(form, actions, words.paste_more, speech, { key: 'paste-more' }));
};

/** The domain whose key is asked for. @param {Purpose} purpose @param {Report} report */
const signerOf = (purpose, report) => {
  if ('signature' in purpose) return report.dkim[purpose.signature]?.signature.domain ?? null;
  if (!('instance' in purpose)) return null;
  const set = report.arc.sets.find(({ instance }) => instance === purpose.instance);
  return (purpose.kind === 'arc_seal_key' ? set?.seal : set?.message_signature)?.signature.domain ?? null;
};

/** @param {ConsentData} data @param {Speech} speech */
const nameList = ({ report, requests, asking }, speech) => {
  const words = speech.catalogue.consent;
  return h('ul', { class: 'queries', role: 'list', 'aria-label': words.names }, requests.map((request) => {
    const signers = new Map(request.purposes.map((purpose) => {
      const domain = signerOf(purpose, report);
      return [`${purpose.kind} ${domain?.a_label ?? ''}`, words.purposes[purpose.kind](domain ?? request.name)];
    }));
    const state = asking?.get(`${request.name} ${request.type}`);
    return h('li', {},
      h('p', { class: 'question' }, dnsName(request.name), ' ', h('code', {}, request.type)),
      h('p', { class: 'fine' },
        [...signers.values()].slice(0, 5).map((purpose, i) => [i > 0 ? ', ' : null, rich(purpose, speech)]),
        state ? [' · ', h('strong', {}, state === 'asking' ? words.asking : words.asked)] : null),
    );
  }));
};

/** @param {ConsentData} data @param {ConsentActions} actions @param {Speech} speech */
const resolverChoice = ({ resolvers, own, chosen, ownIsBad, asking }, actions, speech) => {
  const words = speech.catalogue.consent;
  if (own) {
    return h('div', { class: 'field' },
      h('label', { for: 'own' }, words.own_label),
      h('input', {
        id: 'own', type: 'url', inputmode: 'url', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', value: chosen, 'data-key': 'own', disabled: asking !== null,
        'aria-describedby': ownIsBad ? 'own-bad own-note' : 'own-note', 'aria-invalid': ownIsBad ? 'true' : null, placeholder: 'https://resolver.example/dns-query',
        input: (/** @type {InputEvent & { target: HTMLInputElement }} */ event) => actions.choose(event.target.value),
      }),
      ownIsBad ? h('p', { id: 'own-bad', class: 'bad' }, words.own_bad) : null,
      h('p', { id: 'own-note', class: 'fine' }, words.own_note),
    );
  }
  return h('fieldset', { class: 'resolvers', disabled: asking !== null },
    h('legend', {}, words.resolver),
    resolvers.map((resolver) => h('label', {},
      h('input', {
        type: 'radio', name: 'resolver', value: resolver.id, checked: resolver.url === chosen, 'data-key': `resolver-${resolver.id}`,
        change: () => actions.choose(resolver.id),
      }),
      h('span', {}, resolver.company, ' ', h('span', { class: 'fine' }, new URL(resolver.url).host)),
    )),
  );
};

/** @param {Speech} speech */
const refusal = (speech) => {
  const words = speech.catalogue.consent;
  return h('p', { class: 'bad' }, words.framed, ' ', h('a', { href: './', target: '_blank', rel: 'noopener noreferrer' }, words.framed_link));
};

/** @param {ConsentData} data @param {ConsentActions} actions @param {Speech} speech */
const buttons = ({ resolvers, own, chosen, framed }, actions, speech) => {
  const words = speech.catalogue.consent;
  const company = resolvers.find((resolver) => resolver.url === chosen)?.company ?? '';
  return h('div', { class: 'buttons' },
    framed ? null : h('button', { type: 'button', class: 'primary', 'data-key': 'ask', click: actions.ask }, own ? words.ask_own : rich(words.ask(company), speech)),
    h('button', { type: 'button', 'data-key': 'decline', click: actions.decline }, words.decline),
  );
};
