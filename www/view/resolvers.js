// Whom to ask, and when: what the reader chooses in the step before anything is sent.

import { h } from './h.js';
import { companiesOf } from './provenance.js';
import { rich } from './rich.js';

/** @import { Speech } from '../i18n/index.js' */
/** @import { Resolver } from '../types/session.js' */

/**
 * `first`, `second`: ids of the list, or URLs; `second` is `null` if nobody else is asked. `bad`: which URL cannot be used.
 * @typedef {{ resolvers: readonly Resolver[], own: boolean, first: string, second: string | null, bad: 'own' | 'second' | null, isDisabled: boolean }} ChoiceData
 * @typedef {{ choose: (resolver: string) => void, chooseSecond: (resolver: string | null) => void }} ChoiceActions
 * @typedef {'ask' | 'always' | 'never'} Mode
 * @typedef {{ mode: Mode, isAlwaysOffered: boolean, asked: readonly string[], resolvers: readonly Resolver[] }} ModeData `asked`: whom `always` is about.
 */

/** @typedef {InputEvent & { target: HTMLInputElement }} Input */

/**
 * @param {{ name: string, legend: string, resolvers: readonly Resolver[], isChosen: (resolver: Resolver) => boolean, isDisabled: boolean }} data
 * @param {(id: string) => void} choose
 * @param {...import('./h.js').Child} more
 */
const companies = ({ name, legend, resolvers, isChosen, isDisabled }, choose, ...more) =>
  h(
    'fieldset',
    { class: 'resolvers', disabled: isDisabled },
    h('legend', {}, legend),
    resolvers.map((resolver) =>
      h(
        'label',
        {},
        h('input', {
          type: 'radio',
          name,
          value: resolver.id,
          checked: isChosen(resolver),
          'data-key': `${name}-${resolver.id}`,
          change: () => choose(resolver.id),
        }),
        h('span', {}, resolver.company, ' ', h('span', { class: 'fine' }, new URL(resolver.url).host)),
      ),
    ),
    more,
  );

/**
 * @param {{ id: string, label: string, note: string | null, bad: string | null, value: string, isDisabled: boolean }} data
 * @param {(url: string) => void} type
 */
const urlField = ({ id, label, note, bad, value, isDisabled }, type) =>
  h(
    'div',
    { class: 'field' },
    h('label', { for: id }, label),
    h('input', {
      id,
      type: 'url',
      inputmode: 'url',
      autocomplete: 'off',
      autocapitalize: 'off',
      spellcheck: 'false',
      value,
      'data-key': id,
      disabled: isDisabled,
      'aria-describedby': [bad ? `${id}-bad` : '', note ? `${id}-note` : ''].filter(Boolean).join(' ') || null,
      'aria-invalid': bad ? 'true' : null,
      placeholder: 'https://resolver.example/dns-query',
      input: (/** @type {Input} */ event) => type(event.target.value),
    }),
    bad ? h('p', { id: `${id}-bad`, class: 'bad' }, bad) : null,
    note ? h('p', { id: `${id}-note`, class: 'fine' }, note) : null,
  );

/** @param {ChoiceData} data @param {ChoiceActions} actions @param {Speech} speech */
export const resolverChoice = ({ resolvers, own, first, bad, isDisabled }, actions, speech) => {
  const words = speech.catalogue.consent;
  return own
    ? urlField(
        {
          id: 'own',
          label: words.own_label,
          note: words.own_note,
          bad: bad === 'own' ? words.own_bad : null,
          value: first,
          isDisabled,
        },
        actions.choose,
      )
    : companies(
        { name: 'resolver', legend: words.resolver, resolvers, isChosen: ({ id }) => id === first, isDisabled },
        actions.choose,
      );
};

/**
 * One of the others; on the page for own resolvers a URL as well.
 * @param {ChoiceData & { second: string }} data
 * @param {(resolver: string) => void} choose
 * @param {Speech} speech
 */
export const otherChoice = ({ resolvers, own, first, second, bad, isDisabled }, choose, speech) => {
  const words = speech.catalogue.resolvers;
  const isUrl = own && !resolvers.some(({ id }) => id === second);
  const other = own
    ? h(
        'label',
        {},
        h('input', {
          type: 'radio',
          name: 'second',
          value: '',
          checked: isUrl,
          'data-key': 'second-url',
          change: () => choose(''),
        }),
        h('span', {}, words.other_url),
      )
    : null;
  return [
    companies(
      {
        name: 'second',
        legend: words.whom,
        resolvers: resolvers.filter(({ id }) => id !== first),
        isChosen: ({ id }) => id === second,
        isDisabled,
      },
      choose,
      other,
    ),
    isUrl
      ? urlField(
          {
            id: 'second',
            label: words.second_label,
            note: null,
            bad: bad === 'second' ? words.second_bad : null,
            value: second,
            isDisabled,
          },
          choose,
        )
      : null,
  ];
};

/**
 * Whether a second one is asked too, and which.
 * @param {ChoiceData} data
 * @param {ChoiceActions} actions
 * @param {Speech} speech
 */
export const secondChoice = (data, actions, speech) => {
  const words = speech.catalogue.resolvers;
  const { resolvers, own, first, second, isDisabled } = data;
  const others = resolvers.filter(({ id }) => id !== first);
  return h(
    'div',
    { class: 'second' },
    h(
      'label',
      { class: 'tick' },
      h('input', {
        type: 'checkbox',
        checked: second !== null,
        disabled: isDisabled,
        'data-key': 'second',
        'aria-describedby': 'second-what',
        change: (/** @type {Input} */ event) =>
          actions.chooseSecond(event.target.checked ? (others[0]?.id ?? '') : null),
      }),
      h('span', {}, own ? words.second_own : words.second),
    ),
    h('p', { id: 'second-what', class: 'fine' }, words.second_what),
    second === null ? null : otherChoice({ ...data, second }, actions.chooseSecond, speech),
  );
};

/**
 * When to ask: folded away, with what holds now in sight.
 * @param {ModeData} data
 * @param {(mode: Mode) => void} choose
 * @param {Speech} speech
 */
export const modeChoice = ({ mode, isAlwaysOffered, asked, resolvers }, choose, speech) => {
  const { modes: words } = speech.catalogue.resolvers;
  const offered = /** @type {Mode[]} */ (['ask', ...(isAlwaysOffered || mode === 'always' ? ['always'] : []), 'never']);
  return h(
    'details',
    { class: 'modes', 'data-key': 'modes' },
    h('summary', {}, words.summary, h('strong', {}, words.short[mode])),
    h(
      'fieldset',
      { class: 'resolvers' },
      h('legend', {}, words.legend),
      offered.map((one) =>
        h(
          'label',
          {},
          h('input', {
            type: 'radio',
            name: 'mode',
            value: one,
            checked: one === mode,
            'data-key': `mode-${one}`,
            'aria-describedby': `mode-${one}`,
            change: () => choose(one),
          }),
          h(
            'span',
            {},
            words.label[one],
            h(
              'span',
              { class: 'fine', id: `mode-${one}` },
              one === 'always' ? rich(words.always(companiesOf(asked, resolvers, speech)), speech) : words[one],
            ),
          ),
        ),
      ),
    ),
  );
};

/**
 * Said as long as nobody is asked for consent, with the way out.
 * @param {ModeData} data
 * @param {(mode: Mode) => void} choose
 * @param {Speech} speech
 */
export const alwaysNote = ({ mode, asked, resolvers }, choose, speech) => {
  const { modes: words } = speech.catalogue.resolvers;
  return mode !== 'always'
    ? null
    : h(
        'div',
        { class: 'given always' },
        h('p', {}, rich(words.holds(companiesOf(asked, resolvers, speech)), speech)),
        h('button', { type: 'button', 'data-key': 'mode-off', click: () => choose('ask') }, words.off),
      );
};
