import { h } from './h.js';
import { rich } from './rich.js';
import { untrusted, untrustedBox } from './untrusted.js';

/** @import { PageTexts } from '../i18n/catalogue.js' */
/** @import { PageSpeech } from '../i18n/index.js' */
/** @import { Source } from '../types/session.js' */

/**
 * @typedef {{
 *   check: () => void, type: (text: string) => void, file: (file: File) => void, paste: (event: ClipboardEvent) => void, sample: (id: string) => void,
 * }} EditorActions
 * @typedef {{ clear: () => void, again: (() => void) | null, edit: (() => void) | null, cancel: () => void, domain: (domain: string) => void }} SourceActions
 * @typedef {{
 *   source: Source, octets: number | null, preview: string | null, progress: { done: number, total: number } | null,
 *   trouble: (Node | string)[] | null, lacks: 'message' | 'body' | null, domain: string | null,
 * }} SourceData `lacks`: what the reader learns to get. `domain`: what can be checked instead.
 */

/**
 * The sheet on which a message is put.
 * @param {EditorActions} actions
 * @param {PageSpeech} speech
 * @param {string} typed
 */
export const editorView = (actions, speech, typed) => {
  const words = speech.catalogue.input;
  const area = h('textarea', {
    id: 'source',
    rows: 9,
    spellcheck: 'false',
    autocomplete: 'off',
    autocapitalize: 'off',
    dir: 'ltr',
    'aria-describedby': 'hint',
    placeholder: 'DKIM-Signature: v=1; a=rsa-sha256; d=…',
    paste: actions.paste,
    input: (/** @type {InputEvent & { target: HTMLTextAreaElement }} */ event) => actions.type(event.target.value),
    keydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) actions.check();
    },
  });
  area.value = typed;
  return [
    h(
      'div',
      { class: 'field' },
      h('label', { for: 'source' }, words.label),
      h('p', { id: 'hint', class: 'fine' }, words.hint),
      area,
    ),
    h(
      'div',
      { class: 'buttons' },
      h('button', { type: 'button', class: 'primary', click: actions.check }, words.check),
      filePicker(actions, speech),
      h('span', { class: 'fine drop' }, words.drop),
    ),
    h(
      'div',
      { class: 'samples' },
      h('p', { id: 'samples' }, words.samples),
      h(
        'ul',
        { role: 'list', 'aria-labelledby': 'samples' },
        Object.entries(words.sample).map(([id, name]) =>
          h(
            'li',
            {},
            h(
              'button',
              { type: 'button', class: 'link', 'data-key': `sample-${id}`, click: () => actions.sample(id) },
              name,
            ),
          ),
        ),
      ),
    ),
    help(speech),
  ];
};

/** @param {EditorActions} actions @param {PageSpeech} speech */
const filePicker = (actions, speech) =>
  h(
    'span',
    { class: 'file' },
    h('input', {
      id: 'file',
      type: 'file',
      class: 'unseen',
      accept: '.eml,.msg,.mbox,.txt,.json,message/rfc822,text/plain',
      change: (/** @type {Event & { target: HTMLInputElement }} */ { target }) => {
        const file = target.files?.[0];
        // The same file can be chosen again.
        target.value = '';
        if (file) actions.file(file);
      },
    }),
    h('label', { for: 'file', class: 'button' }, speech.catalogue.input.file),
  );

/**
 * How to get the source of a message: nothing but its summary, until it is opened.
 * @param {PageSpeech} speech
 * @param {boolean} [isOpen]
 */
const help = (speech, isOpen = false) => {
  const inside = h('div', { class: 'field' });
  const fill = async () => {
    const { howto } = await import('./howto.js');
    inside.replaceChildren(...(await howto(speech.language)));
  };
  return h(
    'details',
    {
      class: 'help',
      'data-key': 'help',
      open: isOpen,
      toggle: () =>
        void fill().catch(() =>
          inside.replaceChildren(h('p', { role: 'alert', class: 'bad' }, speech.catalogue.trouble.assets)),
        ),
    },
    h('summary', {}, speech.catalogue.input.how),
    inside,
  );
};

/**
 * Has a domain checked instead of what was given.
 * @param {string} domain
 * @param {(domain: string) => void} check
 * @param {PageSpeech} speech
 */
export const checkDomain = (domain, check, speech) =>
  h(
    'button',
    { type: 'button', class: 'primary', 'data-key': 'check-domain', click: () => check(domain) },
    h('span', {}, rich(speech.catalogue.source.check_domain(domain), speech)),
  );

/** @param {Source} source @param {PageTexts} catalogue */
const nameOf = (source, catalogue) => {
  switch (source.kind) {
    case 'file':
      return untrusted(source.file.name);
    case 'sample': {
      const { sample } = catalogue.input;
      return catalogue.source.sample(sample[/** @type {keyof typeof sample} */ (source.id)]);
    }
    case 'text':
      return source.typed ? catalogue.source.typed : catalogue.source.pasted;
  }
};

/**
 * What was given, in short, while it is read and while its result is shown.
 * @param {SourceData} data
 * @param {SourceActions} actions
 * @param {PageSpeech} speech
 */
export const sourceView = ({ source, octets, preview, progress, trouble, lacks, domain }, actions, speech) => {
  const words = speech.catalogue.source;
  /** @param {string} name @param {() => void} click @param {string} key @param {string} [style] */
  const button = (name, click, key, style) =>
    h('button', { type: 'button', class: style, click, 'data-key': key }, name);
  return [
    h(
      'div',
      { class: 'given' },
      h(
        'p',
        {},
        h('strong', {}, nameOf(source, speech.catalogue)),
        octets === null
          ? null
          : [h('span', { class: 'between' }, ' · '), h('span', { class: 'kept' }, rich(words.bytes(octets), speech))],
      ),
      h(
        'div',
        { class: 'buttons' },
        progress
          ? button(words.cancel, actions.cancel, 'cancel-reading')
          : [
              actions.again ? button(words.again, actions.again, 'again', 'primary') : null,
              actions.edit ? button(words.edit, actions.edit, 'edit') : null,
              button(words.clear, actions.clear, 'clear'),
            ],
      ),
    ),
    progress
      ? h(
          'div',
          { class: 'reading' },
          h('label', { for: 'progress' }, words.reading),
          h('progress', { id: 'progress', max: Math.max(progress.total, 1), value: progress.done }),
        )
      : null,
    trouble ? h('p', { class: 'trouble', tabindex: -1, id: 'trouble' }, trouble) : null,
    domain ? h('div', { class: 'buttons' }, checkDomain(domain, actions.domain, speech)) : null,
    lacks ? help(speech, lacks === 'message') : null,
    preview ? h('details', { 'data-key': 'preview' }, h('summary', {}, words.preview), untrustedBox(preview)) : null,
  ];
};
