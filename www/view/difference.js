// What was signed beside what arrived. Everything here was written by others: it is shown by text nodes, with what
// could not be seen made visible.

import { visible } from './characters.js';
import { h } from './h.js';
import { rich } from './rich.js';

/** @import { ExplanationTexts } from '../i18n/catalogue.js' */
/** @import { Speech } from '../i18n/index.js' */
/** @import { Piece } from '../types/element.js' */
/** @import { Restored } from '../types/report.js' */

/** Octets of a change that are shown; the report has no more of what was signed. */
export const SHOWN = 4096;
/** Octets shown on either side of a change. */
export const AROUND = 72;

/** Characters of a change that are shown at once, and lines. */
const SHORT = 400;
const SHORT_LINES = 8;
/** Lines on either side. */
const LINES = 2;

/** Octets as the report writes them: what is no UTF-8 as `\xNN`. @param {Uint8Array} octets */
export const decode = (octets) => {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  for (let at = 0; at < octets.length; ) {
    const octet = /** @type {number} */ (octets[at]);
    const length = octet < 0x80 ? 1 : octet < 0xe0 ? 2 : octet < 0xf0 ? 3 : 4;
    try {
      text += strict.decode(octets.subarray(at, at + length));
      at += length;
    } catch {
      text += `\\x${octet.toString(16).toUpperCase().padStart(2, '0')}`;
      at += 1;
    }
  }
  return text;
};

/** Without a character whose end is cut off. @param {Uint8Array} octets */
const whole = (octets) => {
  const lead = octets.findLastIndex((octet) => octet < 0x80 || octet >= 0xc0);
  const octet = octets[lead] ?? 0;
  const length = octet < 0xc0 ? 1 : octet < 0xe0 ? 2 : octet < 0xf0 ? 3 : 4;
  return lead >= 0 && lead + length > octets.length ? octets.subarray(0, lead) : octets;
};

/** Stands where a line is cut. */
const cut = () => h('span', { class: 'escape' }, '…');

/** The lines before a change. @param {Uint8Array} octets */
const linesBefore = (octets) => {
  const start = octets.findIndex((octet) => octet < 0x80 || octet >= 0xc0);
  const lines = decode(octets.subarray(Math.max(start, 0))).split('\n');
  return [
    lines.length <= LINES && octets.length >= AROUND ? cut() : null,
    nodes(lines.slice(-LINES).join('\n'), SHOWN),
  ];
};

/** The lines after a change. @param {Uint8Array} octets */
const linesAfter = (octets) => {
  const lines = decode(whole(octets)).split('\n');
  const shown = lines.slice(0, LINES).join('\n');
  return [
    nodes(shown.endsWith('\r') ? shown.slice(0, -1) : shown, SHOWN),
    lines.length <= LINES && octets.length >= AROUND ? cut() : null,
  ];
};

/**
 * @param {string} text @param {number} limit
 * @param {{ isChange?: boolean, isMended?: boolean }} [options] In a change line ends are marked, and spaces where there is
 *   nothing else; where all line ends were mended, a lone LF is one.
 */
const nodes = (text, limit, { isChange = false, isMended = false } = {}) => {
  const isBlank = isChange && text.trim() === '';
  const { runs } = visible(text, { limit, lines: true, marks: isChange });
  /** @param {{ text: string, escaped: boolean }} run */
  const shown = ({ text: mark, escaped }) =>
    isMended && escaped && mark === '⟨LF⟩' ? '↵' : isBlank ? mark.replaceAll(' ', '·') : mark;
  return runs.map((run) => (run.escaped || isBlank ? h('span', { class: 'escape' }, shown(run)) : run.text));
};

/** How much of a text is shown at once. @param {string} text */
const shortOf = (text) => Math.min(SHORT, text.split('\n', SHORT_LINES).join('\n').length + 1);

/** For those who do not see the lines at the change. @param {string} text */
const unseen = (text) => h('span', { class: 'unseen' }, text);

/**
 * One state of a change, between the lines around it.
 * @param {'ins' | 'del'} tag
 * @param {string} title
 * @param {string} text
 * @param {number} octets Its whole length.
 * @param {Piece} piece
 * @param {string} key
 * @param {Speech & { catalogue: { explanation: ExplanationTexts } }} speech
 * @param {{ isMended: boolean, isStep: boolean }} options
 */
const state = (tag, title, text, octets, { before, after }, key, speech, { isMended, isStep }) => {
  const words = speech.catalogue.explanation;
  const short = shortOf(text);
  /** @param {number} limit */
  const box = (limit) => {
    const isCut = text.length > limit || octets > SHOWN;
    const marked = nodes(text, limit, { isChange: true, isMended });
    const last = marked.at(-1);
    // What comes after the last line end is not marked: nothing was changed in that line.
    const end = !isCut && (typeof last === 'string' ? last : last?.textContent) === '\n' ? marked.pop() : null;
    return h(
      'bdi',
      { class: 'untrusted box', dir: 'ltr' },
      h('span', { class: 'around' }, linesBefore(before)),
      h(
        tag,
        {},
        unseen(isStep ? `[${title}: ` : words.begins[tag]),
        marked,
        isCut ? h('span', { class: 'escape' }, '…') : null,
        unseen(words.ends),
      ),
      end,
      isCut ? null : h('span', { class: 'around' }, linesAfter(after)),
    );
  };
  return h(
    'div',
    { class: 'state-of' },
    h('p', { class: 'fine' }, title),
    box(short),
    text.length > short
      ? h('details', { 'data-key': key }, h('summary', {}, rich(words.all(octets), speech)), box(SHOWN))
      : null,
  );
};

/**
 * A change: what stood there when it was signed, and what stands there now.
 * @param {Restored} restored
 * @param {Piece} piece
 * @param {string} key Something that no other change has.
 * @param {Speech & { catalogue: { explanation: ExplanationTexts } }} speech
 * @param {{ isMended: boolean, isStep: boolean }} options `isMended`: all lines ended with LF alone and were read as ending with
 *   CR LF. `isStep`: another change touches the same octets, so that this one undone is not yet what was signed.
 */
export const difference = ({ span, text, octets }, piece, key, speech, { isMended, isStep }) => {
  const { step, ...plain } = speech.catalogue.explanation;
  const words = isStep ? { signed: step.del, removed: step.del, arrived: step.ins, added: step.ins } : plain;
  const length = span.end - span.start;
  const arrived = decode(whole(piece.now));
  return h(
    'div',
    { class: 'difference' },
    octets > 0
      ? state('del', length > 0 ? words.signed : words.removed, text, octets, piece, `${key}-signed`, speech, {
          isMended,
          isStep,
        })
      : null,
    length > 0
      ? state('ins', octets > 0 ? words.arrived : words.added, arrived, length, piece, `${key}-arrived`, speech, {
          isMended,
          isStep,
        })
      : null,
  );
};
