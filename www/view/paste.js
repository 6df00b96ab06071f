import { h } from './h.js';
import { rich } from './rich.js';
import { untrusted } from './untrusted.js';

/** @import { Speech } from '../i18n/index.js' */
/** @import { AddedRecords } from '../types/session.js' */
/** @typedef {{ pasted: string, added: AddedRecords | null }} PasteData */
/** @typedef {{ type: (text: string) => void, paste: () => void }} PasteActions */

const PROBLEMS_SHOWN = 5;
const NAMES_SHOWN = 5;

/** @param {HTMLTextAreaElement} area @param {string} value */
const withValue = (area, value) => {
  area.value = value;
  return area;
};

/**
 * Where a record is pasted instead of being asked for.
 * @param {PasteData} data
 * @param {PasteActions} actions
 * @param {string} title
 * @param {Speech} speech
 * @param {{ key?: string, isDisabled?: boolean, isOpen?: boolean }} [options] By the `key` it is known again, whether open or not.
 */
export const pasteForm = (
  { pasted, added },
  actions,
  title,
  speech,
  { key = 'paste-record', isDisabled = false, isOpen = false } = {},
) => {
  const words = speech.catalogue.consent;
  const replaced = added?.replaced?.slice(0, NAMES_SHOWN) ?? [];
  const isEmpty = added !== null && added.added.length === 0;
  // Where nothing could be read, no line is worse than the others.
  const isUnread = isEmpty && added.problems.every(({ kind }) => kind === 'syntax');
  const problems = isUnread ? [] : (added?.problems.slice(0, PROBLEMS_SHOWN) ?? []);
  return h(
    'details',
    { 'data-key': key, open: isOpen || isEmpty || pasted !== '' || replaced.length > 0 },
    h('summary', {}, title),
    h(
      'div',
      { class: 'field' },
      h('label', { for: 'record' }, words.paste_label),
      h('p', { id: 'record-hint', class: 'fine' }, words.paste_hint),
      withValue(
        h('textarea', {
          id: 'record',
          rows: 4,
          spellcheck: 'false',
          autocomplete: 'off',
          autocapitalize: 'off',
          dir: 'ltr',
          'data-key': 'record',
          'aria-describedby': 'record-hint record-problems',
          disabled: isDisabled,
          input: (/** @type {InputEvent & { target: HTMLTextAreaElement }} */ event) =>
            actions.type(event.target.value),
        }),
        pasted,
      ),
      replaced.length > 0
        ? h('p', { id: 'record-replaced', class: 'fine' }, rich(words.replaced(replaced), speech))
        : null,
      h(
        'div',
        { id: 'record-problems' },
        isUnread ? h('p', { class: 'bad' }, words.paste_none) : null,
        problems.map((problem) =>
          h(
            'p',
            { class: 'bad' },
            rich(words.record_problem(problem.kind, problem.line), speech),
            problem.text ? [' ', untrusted(problem.text)] : null,
          ),
        ),
      ),
      h(
        'div',
        { class: 'buttons' },
        h(
          'button',
          { type: 'button', 'data-key': 'use-record', disabled: isDisabled, click: actions.paste },
          words.paste_use,
        ),
      ),
    ),
  );
};
