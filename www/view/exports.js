// What a result is taken along as, and what stands above one that rests on an evidence file.

import { KINDS, KINDS_OF_DOMAIN } from '../export/kinds.js';
import { fold } from './doors/fold.js';
import { h } from './h.js';
import { rich } from './rich.js';

/** @import { ExportSpeech, Format } from '../i18n/exports/texts.js' */
/** @import { Kind } from '../export/kinds.js' */
/** @import { Work } from '../types/element.js' */
/** @import { Child } from './h.js' */
/**
 * `shown`: the text that is to be copied by hand.
 * @typedef {{ isDomain: boolean, hidden: ReadonlySet<Kind>, outcome: Child, shown: string | null, isBusy: boolean }} ExportsData
 * @typedef {{ hide: (kind: Kind, isHidden: boolean) => void, copy: (format: Exclude<Format, 'evidence'>) => void, save: (format: Format) => void, print: () => void }} ExportsActions
 */

/** @param {ExportsData} data @param {ExportsActions} actions @param {ExportSpeech} speech */
const choice = ({ isDomain, hidden }, { hide }, { exports: words }) =>
  h(
    'fieldset',
    { class: 'hide', 'aria-describedby': 'hide-note' },
    h('legend', {}, words.hide.legend),
    (isDomain ? KINDS_OF_DOMAIN : KINDS).map((kind) =>
      h(
        'label',
        {},
        h('input', {
          type: 'checkbox',
          checked: hidden.has(kind),
          'data-key': `hide-${kind}`,
          change: (/** @type {Event & { target: HTMLInputElement }} */ { target }) => hide(kind, target.checked),
        }),
        h('span', {}, words.hide.kinds[kind]),
      ),
    ),
    h('p', { id: 'hide-note', class: 'fine' }, words.hide.note),
  );

/** @param {string} name @param {string} lead @param {...Child} buttons */
const item = (name, lead, ...buttons) =>
  h('li', {}, h('h3', {}, name), h('p', { class: 'fine' }, lead), h('div', { class: 'buttons' }, buttons));

/**
 * @param {ExportsData} data
 * @param {ExportsActions} actions
 * @param {ExportSpeech} speech
 */
export const exportsView = (data, actions, speech) => {
  const { isDomain, outcome, shown, isBusy } = data;
  const { exports: words } = speech;
  /** @param {string} key @param {string} name @param {() => void} click */
  const button = (key, name, click) =>
    h(
      'button',
      { type: 'button', 'data-key': key, 'aria-disabled': isBusy ? 'true' : null, click: () => isBusy || click() },
      name,
    );
  const texts = /** @type {const} */ (['markdown', 'json']);
  return fold(
    'exports',
    words.heading,
    null,
    () => [
      h('p', { class: 'fine' }, words.lead),
      choice(data, actions, speech),
      h(
        'ul',
        { role: 'list', class: 'formats' },
        texts.map((format) =>
          item(
            words.formats[format].name,
            words.formats[format].lead,
            button(`copy-${format}`, words.copy[format], () => actions.copy(format)),
            button(`save-${format}`, words.download[format], () => actions.save(format)),
          ),
        ),
        item(
          words.formats.evidence.name,
          isDomain ? words.evidence_of_domain : words.formats.evidence.lead,
          button('save-evidence', words.download.evidence, () => actions.save('evidence')),
        ),
        item(words.print.name, words.print.lead, button('print', words.print.button, actions.print)),
      ),
      h('p', { class: 'outcome' }, outcome),
      shown === null
        ? null
        : h(
            'div',
            { class: 'field' },
            h('label', { for: 'export-text' }, words.text),
            h(
              'textarea',
              { id: 'export-text', readonly: true, rows: 12, spellcheck: 'false', 'data-key': 'export-text' },
              shown,
            ),
          ),
    ],
    { kind: 'exports' },
  );
};

/**
 * @param {NonNullable<Work['evidence']>} evidence
 * @param {{ again: () => void }} actions
 * @param {ExportSpeech} speech
 */
export const bannerView = ({ judgedAt, waxseal }, { again }, speech) => {
  const { banner: words } = speech.exports;
  return h(
    'section',
    { class: 'banner', 'aria-labelledby': 'evidence' },
    h('h2', { id: 'evidence' }, words.heading),
    h('p', {}, rich(words.text(judgedAt, waxseal), speech)),
    h('p', {}, words.you),
    h(
      'div',
      { class: 'buttons' },
      h('button', { type: 'button', 'data-key': 'ask-afresh', click: again }, words.again),
    ),
  );
};
