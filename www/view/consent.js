import { commands, leftOut, lines, progressOf } from '../session/replies.js';
import { RESOLVERS } from '../session/resolvers.js';
import { copyBox } from './copy.js';
import { h, HOME } from './h.js';
import { rich } from './rich.js';
import { pasteForm } from './paste.js';
import { companiesOf, companyOf } from './provenance.js';
import { alwaysNote, modeChoice, otherChoice, resolverChoice, secondChoice } from './resolvers.js';
import { wholeName } from './untrusted.js';

/** @import { Speech } from '../i18n/index.js' */
/** @import { Purpose, Report, Request } from '../types/report.js' */
/** @import { Sent } from '../types/session.js' */
/** @import { PasteData, PasteActions } from './paste.js' */
/** @import { ChoiceActions, ChoiceData, Mode, ModeData } from './resolvers.js' */

/**
 * What the consent step shows. `kind`: `never` where records are pasted, `again` where another resolver is asked for what is
 * known already. `telling`: the questions that tell the sender of the mail something. `asked`: the URLs of who is asked.
 * `sent`: what was put so far, while it is asked. `refused`: why nothing may be asked from here.
 * @typedef {{
 *   kind: 'ask' | 'never' | 'again', report: Report, requests: readonly Request[], telling: readonly Request[], choice: ChoiceData, asked: readonly string[],
 *   refused: Refused | null, sent: readonly Sent[] | null, modes: ModeData | null,
 * } & PasteData} ConsentData
 * @typedef {{
 *   ask: (requests: readonly Request[]) => void, decline: (requests: readonly Request[]) => void, cancel: () => void, close: () => void, setMode: (mode: Mode) => void,
 * } & ChoiceActions & PasteActions} ConsentActions
 */

/**
 * The page around the tool may not be trusted with a click (`unseen`: in the frame that is made for it, where the browser
 * cannot tell whether it is seen), nobody is to be asked, or nobody can be.
 * @typedef {'framed' | 'unseen' | 'never' | 'offline'} Refused
 */

/** Names of a kind that are listed at once, and how many remain in sight of more. */
const LISTED = 5;
const IN_SIGHT = 3;

/** What the reader agrees to: a kind of questions, of which more may follow. @param {Purpose} purpose */
const kindOf = (purpose) => (purpose.kind === 'spf' ? /** @type {const} */ (`spf_${purpose.identity}`) : purpose.kind);

/** @param {Request} request */
export const kindsOf = ({ purposes }) => purposes.map(kindOf);

/**
 * Whether a question is needed for something that was agreed to.
 * @param {Request} request
 * @param {ReadonlySet<string>} agreed
 */
export const isAgreed = (request, agreed) => kindsOf(request).some((kind) => agreed.has(kind));

/** @param {Purpose} purpose */
const groupOf = (purpose) => {
  const kind = kindOf(purpose);
  switch (kind) {
    case 'dmarc':
    case 'spf_mailfrom':
    case 'spf_helo':
    case 'spf_domain':
      return kind;
    case 'reverse':
    case 'report_destination':
      return 'wished';
    default:
      return 'dkim';
  }
};
/** @type {readonly ReturnType<typeof groupOf>[]} */
const GROUPS = ['dkim', 'spf_mailfrom', 'spf_helo', 'spf_domain', 'dmarc', 'wished'];

/** @param {ConsentData} data @param {ConsentActions} actions @param {Speech} speech */
const whom = (data, actions, speech) => {
  const { kind, choice, asked } = data;
  const words = speech.catalogue.resolvers;
  switch (data.refused) {
    case 'framed':
      return refusal(speech);
    case 'unseen':
      return elsewhere(speech);
    case 'offline':
      return h('p', { class: 'bad' }, speech.catalogue.consent.offline);
    case 'never':
      return null;
  }
  return [
    kind === 'again' && choice.second !== null
      ? otherChoice({ ...choice, second: choice.second }, actions.chooseSecond, speech)
      : [resolverChoice(choice, actions, speech), secondChoice(choice, actions, speech)],
    h('p', { class: 'fine' }, asked.length > 1 ? words.who_sees : speech.catalogue.consent.who_sees),
  ];
};

/**
 * The step before anything is sent: the exact names, what for, and to whom.
 * @param {ConsentData} data
 * @param {ConsentActions} actions
 * @param {Speech} speech
 */
export const consentView = (data, actions, speech) => {
  const words = speech.catalogue.consent;
  const { kind, requests, telling, sent, modes } = data;
  const { heading, lead } = kind === 'ask' ? words : kind === 'never' ? words.never : speech.catalogue.resolvers.again;
  return h(
    'section',
    { class: 'consent', 'aria-labelledby': 'consent' },
    h('h3', { id: 'consent', tabindex: -1 }, heading),
    modes ? alwaysNote(modes, actions.setMode, speech) : null,
    requests.length > 0 ? h('p', {}, lead) : null,
    // The buttons stay in sight as long as this is, but not above it: what is asked was read before.
    h(
      'div',
      { class: 'step' },
      requests.length > 0 ? groups(data, speech) : null,
      kind === 'never' ? recordsWanted(requests, speech) : null,
      whom(data, actions, speech),
      // What cannot be used while asking keeps its place, so that nothing moves.
      sent
        ? progressView(data, sent, actions, speech)
        : requests.length > 0 && kind !== 'never'
          ? buttons(data, actions, speech)
          : null,
    ),
    telling.length > 0 ? tellingView(data, actions, speech) : null,
    kind === 'again'
      ? null
      : pasteForm(data, actions, kind === 'never' ? words.never.paste : words.paste, speech, {
          isDisabled: sent !== null,
          isOpen: kind === 'never' || data.refused === 'offline',
        }),
    // What is gone on without stands above.
    kind === 'never' && requests.length > 0 ? buttons(data, actions, speech) : null,
    modes && !sent && kind !== 'again' ? modeChoice(modes, actions.setMode, speech) : null,
  );
};

/** What to look up elsewhere, to be copied. @param {readonly Request[]} requests @param {Speech} speech */
const recordsWanted = (requests, speech) => {
  const words = speech.catalogue.resolvers.wanted;
  const asCommands = commands(requests);
  const left = leftOut(requests);
  return requests.length === 0
    ? null
    : h(
        'div',
        { class: 'wanted' },
        asCommands
          ? [h('h4', {}, words.commands), copyBox(asCommands, words.copy_commands, 'copy-commands', speech)]
          : null,
        asCommands
          ? h(
              'details',
              { 'data-key': 'plain-names' },
              h('summary', {}, words.lines),
              copyBox(lines(requests), words.copy_lines, 'copy-lines', speech),
            )
          : null,
        left > 0 ? h('p', { class: 'fine' }, rich(words.left_out(left), speech)) : null,
      );
};

/** @param {ConsentData} data @param {readonly Sent[]} sent @param {ConsentActions} actions @param {Speech} speech */
const progressView = ({ requests, asked }, sent, actions, speech) => {
  const words = speech.catalogue.consent;
  const { all, done, failed } = progressOf(requests, asked, sent);
  return h(
    'div',
    { class: 'asking' },
    h('progress', { max: all, value: done, 'aria-labelledby': 'asking-count' }),
    h(
      'div',
      { class: 'buttons' },
      h('button', { type: 'button', 'data-key': 'cancel', click: actions.cancel }, words.cancel),
      h('span', { id: 'asking-count', class: 'fine' }, rich(words.count(all, done, failed), speech)),
    ),
  );
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
  return new Map(
    request.purposes.map((purpose) => {
      if (purpose.kind === 'spf') return [purpose.part, words.spf_part[purpose.part]];
      if (purpose.kind === 'dmarc') return [purpose.need, words.dmarc_need[purpose.need]];
      const domain = signerOf(purpose, report);
      return [`${purpose.kind} ${domain?.a_label ?? ''}`, words.purposes[purpose.kind](domain ?? request.name)];
    }),
  ).values();
};

/**
 * What has become of a question while it is asked: of each resolver, if there are several.
 * @param {Request} request
 * @param {ConsentData} data
 * @param {Speech} speech
 */
const statesOf = ({ name, type }, { sent, asked, choice }, speech) => {
  const words = speech.catalogue.consent;
  return (sent ?? [])
    .filter((one) => one.name === name && one.type === type)
    .map(({ resolver, state }) => {
      const text = state === 'asking' ? words.asking : state === 'answered' ? words.asked : words.unanswered;
      return [' · ', asked.length > 1 ? `${companyOf(resolver, choice.resolvers)} ` : null, h('strong', {}, text)];
    });
};

/** @param {readonly Request[]} requests @param {ConsentData} data @param {Speech} speech */
const nameList = (requests, data, speech) =>
  h(
    'ul',
    { class: 'queries', role: 'list', 'aria-label': speech.catalogue.consent.names },
    requests.map((request) =>
      h(
        'li',
        {},
        h('p', { class: 'question' }, wholeName(request.name), ' ', h('code', {}, request.type)),
        h(
          'p',
          { class: 'fine' },
          [...purposesOf(request, data.report, speech)]
            .slice(0, 5)
            .map((purpose, i) => [i > 0 ? ', ' : null, rich(purpose, speech)]),
          statesOf(request, data, speech),
        ),
      ),
    ),
  );

/** @param {ConsentData} data @param {Speech} speech */
const groups = (data, speech) => {
  const words = speech.catalogue.consent;
  return GROUPS.map((group) => {
    // A name that serves several is listed once.
    const requests = data.requests.filter(({ purposes: [first] }) => first && groupOf(first) === group);
    if (requests.length === 0) return null;
    const { heading, lead } = words.groups[group === 'dmarc' && data.report.domain ? 'dmarc_domain' : group];
    const inSight = requests.length > LISTED ? IN_SIGHT : LISTED;
    const rest = requests.slice(inSight);
    return h(
      'section',
      { class: 'group', 'aria-labelledby': `asked-${group}` },
      h('h4', { id: `asked-${group}` }, heading),
      h('p', { class: 'fine' }, lead),
      nameList(requests.slice(0, inSight), data, speech),
      rest.length > 0
        ? h(
            'details',
            { 'data-key': `asked-more-${group}` },
            h('summary', {}, rich(words.more_names_of(rest.length), speech)),
            nameList(rest, data, speech),
          )
        : null,
    );
  });
};

/** @param {ConsentData} data @param {ConsentActions} actions @param {Speech} speech */
const tellingView = (data, actions, speech) => {
  const words = speech.catalogue.consent;
  const { telling, kind } = data;
  return h(
    'section',
    { class: 'group telling', 'aria-labelledby': 'telling' },
    h('h4', { id: 'telling' }, words.telling.heading),
    h('p', {}, words.telling.lead),
    nameList(telling, data, speech),
    data.sent
      ? null
      : h(
          'div',
          { class: 'buttons' },
          data.refused
            ? null
            : h(
                'button',
                { type: 'button', 'data-key': 'ask-telling', click: () => actions.ask(telling) },
                askWords(data, speech, words.telling),
              ),
          kind === 'again'
            ? null
            : h(
                'button',
                { type: 'button', 'data-key': 'decline-telling', click: () => actions.decline(telling) },
                words.telling.decline,
              ),
        ),
  );
};

/**
 * What a button says that asks.
 * @param {ConsentData} data
 * @param {Speech} speech
 * @param {import('../i18n/catalogue.js').AskTexts} words
 */
const askWords = ({ choice: { own, resolvers }, asked }, speech, words) => {
  if (own) return asked.length > 1 ? words.ask_own_both : words.ask_own;
  return rich(words.ask(companiesOf(asked, resolvers, speech)), speech);
};

/** @param {Speech} speech */
const refusal = (speech) => {
  const words = speech.catalogue.consent;
  return h(
    'p',
    { class: 'bad' },
    words.framed,
    ' ',
    h('a', { href: HOME, target: '_blank', rel: 'noopener noreferrer' }, words.framed_link),
  );
};

/** The way to where a click is meant as one. @param {Speech} speech */
const elsewhere = (speech) => {
  const words = speech.catalogue.consent;
  return [
    h('p', {}, words.unseen),
    h(
      'p',
      {},
      h(
        'a',
        { class: 'button', 'data-key': 'ask', href: HOME, target: '_blank', rel: 'noopener noreferrer' },
        words.unseen_link,
      ),
      ' ',
      h('code', {}, HOME),
    ),
  ];
};

/**
 * The second question in a frame: all names, and the button in one of four corners.
 * @param {{ requests: readonly Request[], asked: readonly string[], isOwn: boolean, corner: number }} data
 * @param {{ confirm: () => void, back: () => void }} actions
 * @param {Speech} speech
 */
export const confirmView = ({ requests, asked, isOwn, corner }, { confirm, back }, speech) => {
  const words = speech.catalogue.consent;
  const names = companiesOf(asked, RESOLVERS, speech);
  const button = h(
    'div',
    { class: corner % 2 === 0 ? 'buttons' : 'buttons at-end' },
    h(
      'button',
      { type: 'button', class: 'primary', 'data-key': 'confirm', disabled: true, click: confirm },
      isOwn ? words.confirm.ask_own : rich(words.ask(names), speech),
    ),
  );
  return h(
    'section',
    { class: 'consent', 'aria-labelledby': 'consent' },
    corner < 2 ? button : null,
    h(
      'h3',
      { id: 'consent', tabindex: -1 },
      isOwn ? words.confirm.heading_own : rich(words.confirm.heading(names), speech),
    ),
    h(
      'ul',
      { class: 'queries', role: 'list', 'aria-label': words.names },
      requests.map(({ name, type }) =>
        h('li', {}, h('p', { class: 'question' }, wholeName(name), ' ', h('code', {}, type))),
      ),
    ),
    corner < 2 ? null : button,
    h(
      'p',
      { class: 'fine' },
      words.confirm.why,
      ' ',
      h('a', { href: HOME, target: '_blank', rel: 'noopener noreferrer' }, words.framed_link),
    ),
    h(
      'div',
      { class: 'buttons' },
      h('button', { type: 'button', class: 'link', 'data-key': 'confirm-back', click: back }, words.confirm.back),
    ),
  );
};

/** @param {ConsentData} data @param {ConsentActions} actions @param {Speech} speech */
const buttons = (data, actions, speech) => {
  const { kind, requests, telling, refused } = data;
  const { consent: words, resolvers } = speech.catalogue;
  return h(
    'div',
    { class: 'buttons' },
    refused
      ? null
      : h(
          'button',
          { type: 'button', class: 'primary', 'data-key': 'ask', click: () => actions.ask(requests) },
          askWords(data, speech, words),
        ),
    kind === 'again'
      ? h('button', { type: 'button', 'data-key': 'close', click: actions.close }, resolvers.again.close)
      : h(
          'button',
          { type: 'button', 'data-key': 'decline', click: () => actions.decline([...requests, ...telling]) },
          kind === 'never' ? words.never.decline : words.decline,
        ),
  );
};
