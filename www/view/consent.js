import { h, HOME } from './h.js';
import { rich } from './rich.js';
import { pasteForm } from './paste.js';
import { companyOf } from './provenance.js';
import { dnsName } from './untrusted.js';

/** @import { Speech } from '../i18n/index.js' */
/** @import { Purpose, Report, Request } from '../types/report.js' */
/** @import { Resolver, Sent } from '../types/session.js' */
/** @import { PasteData, PasteActions } from './paste.js' */

/**
 * What the consent step shows, and what may come of it. `telling`: the questions that tell the sender of the mail something.
 * `refused`: why nothing may be asked from here. `sight`: whether the frame is, where asking depends on it.
 * @typedef {{
 *   report: Report, requests: readonly Request[], telling: readonly Request[], resolvers: readonly Resolver[], own: boolean, chosen: string,
 *   refused: Refused | null, sight: 'unguarded' | 'plain' | 'hidden', asking: ReadonlyMap<string, 'asking' | 'answered'> | null, ownIsBad: boolean,
 * } & PasteData} ConsentData
 * @typedef {{
 *   choose: (resolver: string) => void, ask: (requests: readonly Request[]) => void, decline: (requests: readonly Request[]) => void, cancel: () => void,
 * } & PasteActions} ConsentActions
 */

/**
 * The page around the tool may not be trusted with a click, or does not want questions.
 * @typedef {'framed' | 'never'} Refused
 */

/** Names of a kind that are listed at once, and how many remain in sight of more. */
const LISTED = 5;
const IN_SIGHT = 3;

/** What the reader agrees to: a kind of questions, of which more may follow. @param {Purpose} purpose */
const kindOf = (purpose) => purpose.kind === 'spf' ? /** @type {const} */ (`spf_${purpose.identity}`) : purpose.kind;

/** @param {Request} request */
export const kindsOf = ({ purposes }) => purposes.map(kindOf);

/** Lets the buttons that ask be used only while the frame is in plain sight. @param {ParentNode} region @param {boolean} isPlain */
export const allowAsking = (region, isPlain) => {
  for (const button of region.querySelectorAll('button[data-key=ask], button[data-key=ask-telling]')) button.toggleAttribute('disabled', !isPlain);
};

/** Whether a question is needed for something that was agreed to. @param {Request} request @param {ReadonlySet<string>} agreed */
export const isAgreed = (request, agreed) => kindsOf(request).some((kind) => agreed.has(kind));

/** @param {Purpose} purpose */
const groupOf = (purpose) => {
  const kind = kindOf(purpose);
  switch (kind) {
    case 'dmarc': case 'spf_mailfrom': case 'spf_helo': case 'spf_domain': return kind;
    case 'reverse': case 'report_destination': return 'wished';
    default: return 'dkim';
  }
};
/** @type {readonly ReturnType<typeof groupOf>[]} */
const GROUPS = ['dkim', 'spf_mailfrom', 'spf_helo', 'spf_domain', 'dmarc', 'wished'];

/**
 * What is shown while the part that knows all questions is loaded.
 * @param {{ skip: () => void }} actions
 * @param {Speech} speech
 */
export const waitingView = ({ skip }, speech) => {
  const words = speech.catalogue.consent;
  return h('div', { class: 'consent settled' }, h('div', { class: 'given' },
    h('p', {}, words.waiting),
    h('button', { type: 'button', class: 'link', 'data-key': 'skip', click: skip }, words.skip)));
};

/**
 * The step before anything is sent: the exact names, what for, and to whom.
 * @param {ConsentData} data
 * @param {ConsentActions} actions
 * @param {Speech} speech
 */
export const consentView = (data, actions, speech) => {
  const words = speech.catalogue.consent;
  const { requests, telling, asking, refused } = data;
  const isNever = refused === 'never';
  return h('section', { class: 'consent', 'aria-labelledby': 'consent' },
    h('h3', { id: 'consent', tabindex: -1 }, isNever ? words.never.heading : words.heading),
    requests.length > 0 ? [h('p', {}, isNever ? words.never.lead : words.lead), groups(data, speech)] : null,
    refused === 'framed' ? refusal(speech) : null,
    refused ? null : [resolverChoice(data, actions, speech), h('p', { class: 'fine' }, words.who_sees),
      data.sight === 'unguarded' ? null : h('p', { class: 'fine' }, words.in_sight)],
    // What cannot be used while asking keeps its place, so that nothing moves.
    asking ? h('div', { class: 'buttons' },
      h('button', { type: 'button', 'data-key': 'cancel', click: actions.cancel }, words.cancel),
      h('span', { class: 'fine' }, rich(words.count(requests.length, [...asking.values()].filter((state) => state === 'answered').length), speech)))
      : requests.length > 0 ? buttons(data, actions, speech) : null,
    telling.length > 0 ? tellingView(data, actions, speech) : null,
    pasteForm(data, actions, words.paste, speech, { isDisabled: asking !== null, isOpen: isNever }),
  );
};

/**
 * What remains of the step once all is settled, and how to open it again.
 * @param {readonly Sent[]} sent
 * @param {{ isOpen: boolean, again: (() => void) | null, form: PasteData } & PasteActions} more `isOpen`: something could not be tested.
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
      again ? h('button', { type: 'button', class: isOpen ? 'primary' : '', 'data-key': 'ask-again', click: again }, last ? words.ask_again : words.ask_after_all) : null),
    pasteForm(form, actions, words.paste_more, speech, { key: 'paste-more' }));
};

/** The domain whose key is asked for. @param {Purpose} purpose @param {Report} report */
const signerOf = (purpose, report) => {
  if ('signature' in purpose) return report.dkim[purpose.signature]?.signature.domain ?? null;
  if (!('instance' in purpose)) return null;
  const set = report.arc.sets.find(({ instance }) => instance === purpose.instance);
  return (purpose.kind === 'arc_seal_key' ? set?.seal : set?.message_signature)?.signature.domain ?? null;
};

/**
 * What a question is for, in a few words each.
 * @param {Request} request @param {Report} report @param {Speech} speech
 */
const purposesOf = (request, report, speech) => {
  const words = speech.catalogue.consent;
  return new Map(request.purposes.map((purpose) => {
    if (purpose.kind === 'spf') return [purpose.part, words.spf_part[purpose.part]];
    if (purpose.kind === 'dmarc') return [purpose.need, words.dmarc_need[purpose.need]];
    const domain = signerOf(purpose, report);
    return [`${purpose.kind} ${domain?.a_label ?? ''}`, words.purposes[purpose.kind](domain ?? request.name)];
  })).values();
};

/** @param {readonly Request[]} requests @param {ConsentData} data @param {Speech} speech */
const nameList = (requests, { report, asking }, speech) => {
  const words = speech.catalogue.consent;
  return h('ul', { class: 'queries', role: 'list', 'aria-label': words.names }, requests.map((request) => {
    const state = asking?.get(`${request.name} ${request.type}`);
    return h('li', {},
      h('p', { class: 'question' }, dnsName(request.name), ' ', h('code', {}, request.type)),
      h('p', { class: 'fine' },
        [...purposesOf(request, report, speech)].slice(0, 5).map((purpose, i) => [i > 0 ? ', ' : null, rich(purpose, speech)]),
        state ? [' · ', h('strong', {}, state === 'asking' ? words.asking : words.asked)] : null),
    );
  }));
};

/** @param {ConsentData} data @param {Speech} speech */
const groups = (data, speech) => {
  const words = speech.catalogue.consent;
  return GROUPS.map((group) => {
    // A name that serves several is listed once.
    const requests = data.requests.filter(({ purposes: [first] }) => first && groupOf(first) === group);
    if (requests.length === 0) return null;
    const inSight = requests.length > LISTED ? IN_SIGHT : LISTED;
    const rest = requests.slice(inSight);
    return h('section', { class: 'group', 'aria-labelledby': `asked-${group}` },
      h('h4', { id: `asked-${group}` }, words.groups[group].heading),
      h('p', { class: 'fine' }, words.groups[group].lead),
      nameList(requests.slice(0, inSight), data, speech),
      rest.length > 0 ? h('details', { 'data-key': `asked-more-${group}` },
        h('summary', {}, rich(words.more_names_of(rest.length), speech)), nameList(rest, data, speech)) : null);
  });
};

/** @param {ConsentData} data @param {ConsentActions} actions @param {Speech} speech */
const tellingView = (data, actions, speech) => {
  const words = speech.catalogue.consent;
  const { telling, refused, sight, own } = data;
  return h('section', { class: 'group telling', 'aria-labelledby': 'telling' },
    h('h4', { id: 'telling' }, words.telling.heading),
    h('p', {}, words.telling.lead),
    nameList(telling, data, speech),
    data.asking ? null : h('div', { class: 'buttons' },
      refused ? null : h('button', { type: 'button', 'data-key': 'ask-telling', disabled: sight === 'hidden', click: () => actions.ask(telling) },
        own ? words.telling.ask_own : rich(words.telling.ask(companyOf(data.chosen, data.resolvers)), speech)),
      h('button', { type: 'button', 'data-key': 'decline-telling', click: () => actions.decline(telling) }, words.telling.decline)));
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
  return h('p', { class: 'bad' }, words.framed, ' ', h('a', { href: HOME, target: '_blank', rel: 'noopener noreferrer' }, words.framed_link));
};

/** @param {ConsentData} data @param {ConsentActions} actions @param {Speech} speech */
const buttons = ({ requests, telling, resolvers, own, chosen, refused, sight }, actions, speech) => {
  const words = speech.catalogue.consent;
  return h('div', { class: 'buttons' },
    refused ? null : h('button', { type: 'button', class: 'primary', 'data-key': 'ask', disabled: sight === 'hidden', click: () => actions.ask(requests) },
      own ? words.ask_own : rich(words.ask(companyOf(chosen, resolvers)), speech)),
    h('button', { type: 'button', 'data-key': 'decline', click: () => actions.decline([...requests, ...telling]) }, refused === 'never' ? words.never.decline : words.decline),
  );
};
