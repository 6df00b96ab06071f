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
 * @typedef {{ clear: () => void, again: (() => void) | null, edit: (() => void) | null, cancel: () => void }} SourceActions
 * @typedef {{
 *   source: Source, octets: number | null, preview: string | null, progress: { done: number, total: number } | null,
 *   trouble: (Node | string)[] | null, isStrange: boolean,
 * }} SourceData `isStrange`: it is no message, so the reader learns how to get one.
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
    id: 'source', rows: 9, spellcheck: 'false', autocomplete: 'off', autocapitalize: 'off', dir: 'ltr',
    'aria-describedby': 'hint', placeholder: 'DKIM-Signature: v=1; a=rsa-sha256; d=…', paste: actions.paste,
    input: (/** @type {InputEvent & { target: HTMLTextAreaElement }} */ event) => actions.type(event.target.value),
    keydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) actions.check();
    },
  });
  area.value = typed;
  return [
    h('div', { class: 'field' },
      h('label', { for: 'source' }, words.label),
      h('p', { id: 'hint', class: 'fine' }, words.hint),
      area,
    ),
    h('div', { class: 'buttons' },
      h('button', { type: 'button', class: 'primary', click: actions.check }, words.check),
      filePicker(actions, speech),
      h('span', { class: 'fine drop' }, words.drop),
    ),
    h('div', { class: 'samples' },
      h('p', { id: 'samples' }, words.samples),
      h('ul', { role: 'list', 'aria-labelledby': 'samples' },
        Object.entries(words.sample).map(([id, name]) => h('li', {}, h('button', { type: 'button', class: 'link', 'data-key': `sample-${id}`, click: () => actions.sample(id) }, name)))),
    ),
    help(speech),
  ];
};

/** @param {EditorActions} actions @param {PageSpeech} speech */
const filePicker = (actions, speech) => h('span', { class: 'file' },
  h('input', {
    id: 'file', type: 'file', class: 'unseen', accept: '.eml,.txt,message/rfc822,text/plain',
    change: (/** @type {Event & { target: HTMLInputElement }} */ { target }) => {
      const file = target.files?.[0];
      // The same file can be chosen again.
      target.value = '';
      if (file) actions.file(file);
    },
  }),
  h('label', { for: 'file', class: 'button' }, speech.catalogue.input.file),
);

/** @param {PageSpeech} speech @param {boolean} [isOpen] */
const help = (speech, isOpen = false) => {
  const words = speech.catalogue.input;
  /** @param {string} title @param {readonly string[]} steps */
  const steps = (title, steps) => h('div', {}, h('p', { class: 'title' }, title), h('ol', {}, steps.map((step) => h('li', {}, step))));
  return h('details', { class: 'help', 'data-key': 'help', open: isOpen },
    h('summary', {}, words.how),
    h('div', { class: 'columns' }, steps(words.gmail_title, words.gmail), steps(words.outlook_title, words.outlook), steps(words.classic_title, words.classic)),
    h('p', { class: 'fine' }, words.how_note),
  );
};

/** @param {Source} source @param {PageTexts} catalogue */
const nameOf = (source, catalogue) => {
  switch (source.kind) {
    case 'file': return untrusted(source.file.name);
    case 'sample': {
      const { sample } = catalogue.input;
      return catalogue.source.sample(sample[/** @type {keyof typeof sample} */ (source.id)]);
    }
    case 'text': return source.typed ? catalogue.source.typed : catalogue.source.pasted;
  }
};

/**
 * What was given, in short, while it is read and while its result is shown.
 * @param {SourceData} data
 * @param {SourceActions} actions
 * @param {PageSpeech} speech
 */
export const sourceView = ({ source, octets, preview, progress, trouble, isStrange }, actions, speech) => {
  const words = speech.catalogue.source;
  /** @param {string} name @param {() => void} click @param {string} key @param {string} [style] */
  const button = (name, click, key, style) => h('button', { type: 'button', class: style, click, 'data-key': key }, name);
  return [
    h('div', { class: 'given' },
      h('p', {}, h('strong', {}, nameOf(source, speech.catalogue)), octets === null ? null : [' · ', rich(words.bytes(octets), speech)]),
      h('div', { class: 'buttons' },
        progress ? button(words.cancel, actions.cancel, 'cancel-reading')
          : [actions.again ? button(words.again, actions.again, 'again', 'primary') : null,
            actions.edit ? button(words.edit, actions.edit, 'edit') : null,
            button(words.clear, actions.clear, 'clear')]),
    ),
    progress ? h('div', { class: 'reading' },
      h('label', { for: 'progress' }, words.reading),
      h('progress', { id: 'progress', max: Math.max(progress.total, 1), value: progress.done }),
    ) : null,
    trouble ? h('p', { class: 'trouble', tabindex: -1, id: 'trouble' }, trouble) : null,
    isStrange ? help(speech, true) : null,
    preview ? h('details', { 'data-key': 'preview' }, h('summary', {}, words.preview), untrustedBox(preview)) : null,
  ];
};
