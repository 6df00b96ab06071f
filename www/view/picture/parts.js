// What the pictures are drawn with. Measures are pixels of the page: nothing is scaled, so that text stays as large as
// it is; where there is more room, only distances grow, by percentages.

import { escapeOf, isHidden } from '../characters.js';
import { h, svg } from '../h.js';
import { plain, rich } from '../rich.js';

/** @import { SenderSpeech } from '../../i18n/sender/texts.js' */
/** @import { Text } from '../../i18n/text.js' */
/** @import { Child } from '../h.js' */
/** @import { Mark } from '../sender/parts.js' */

/** @typedef {number | string} Measure Pixels, or a share such as `50%`. */
/** @typedef {{ text: string, cells: number, escaped: boolean, within: boolean }} Character */

/** Stands for what is left out of a name. */
const GAP = '⟨…⟩';
/** What its brackets, which another face may have to lend, take up beyond a cell each. */
const BRACKETS = 2;
const GAP_CELLS = GAP.length + BRACKETS;
/** From here on, characters are two cells wide in faces of even width. */
const WIDE = 0x2e80;
/** Of what is shown of a name that is cut, the left part. */
const LEFT = 0.35;

/** Our own words as they are drawn. @param {Text} text @param {SenderSpeech} speech */
export const said = (text, speech) => plain(rich(text, speech));

/** @param {string} text @param {boolean} within @returns {Character} */
const character = (text, within) => {
  const codePoint = /** @type {number} */ (text.codePointAt(0));
  if (!isHidden(codePoint)) return { text, cells: codePoint >= WIDE ? 2 : 1, escaped: false, within };
  const shown = escapeOf(codePoint);
  return { text: shown, cells: shown.length + BRACKETS, escaped: true, within };
};

/** As many characters as have room. @param {Iterable<Character>} characters @param {number} cells */
const fitting = (characters, cells) => {
  const taken = [];
  let room = cells;
  for (const one of characters) {
    room -= one.cells;
    if (room < 0) break;
    taken.push(one);
  }
  return taken;
};

/** @param {readonly Character[]} characters */
const width = (characters) => characters.reduce((sum, { cells }) => sum + cells, 0);

/**
 * Whether a part at the end of a name is marked.
 * @param {string} name
 * @param {string | null} organization
 * @returns {organization is string}
 */
export const isWithin = (name, organization) =>
  organization !== null && (name === organization || name.endsWith(`.${organization}`));

/**
 * A name in so many cells. A longer one loses the middle of its left part, never its right end, which says whom it
 * belongs to. No more of it is looked at than can be shown.
 * @param {string} name
 * @param {number} cells
 * @param {string | null} [organization] The part at its end that counts.
 * @returns {Character[]}
 */
export const cut = (name, cells, organization = null) => {
  const start = isWithin(name, organization) ? name.length - organization.length : name.length;
  /** @param {string} part @param {number} offset */
  const read = (part, offset) => {
    let at = offset;
    return [...part].map((one) => {
      const made = character(one, at >= start);
      at += one.length;
      return made;
    });
  };
  if (name.length <= cells) {
    const whole = read(name, 0);
    if (width(whole) <= cells) return whole;
  }
  const left = fitting(read(name.slice(0, cells), 0), Math.floor((cells - GAP_CELLS) * LEFT));
  const right = fitting(
    read(name.slice(-cells), Math.max(name.length - cells, 0)).reverse(),
    cells - GAP_CELLS - width(left),
  ).reverse();
  return [...left, { text: GAP, cells: GAP_CELLS, escaped: true, within: false }, ...right];
};

/** Characters of one kind together. @param {readonly Character[]} characters */
const runs = (characters) => {
  /** @type {{ text: string, escaped: boolean, within: boolean }[]} */
  const made = [];
  for (const { text, escaped, within } of characters) {
    const last = made.at(-1);
    if (last && last.escaped === escaped && last.within === within) last.text += text;
    else made.push({ text, escaped, within });
  }
  return made;
};

/** @typedef {{ kind?: string, anchor?: 'start' | 'middle' | 'end' }} Look */

/** @param {Measure} x @param {number} y @param {readonly Character[]} characters @param {Look} [look] */
const line = (x, y, characters, { kind = '', anchor = 'start' } = {}) =>
  svg(
    'text',
    { class: `name ${kind}`, x, y, 'text-anchor': anchor },
    runs(characters).map(({ text, escaped, within }) =>
      svg('tspan', { class: escaped ? 'left-out' : within ? 'counts' : null }, text),
    ),
  );

/**
 * Text of the message or of the DNS, in one line.
 * @param {Measure} x
 * @param {number} y
 * @param {string} name
 * @param {number} cells
 * @param {Look & { organization?: string | null }} [look]
 */
export const nameAt = (x, y, name, cells, { organization = null, ...look } = {}) =>
  line(x, y, cut(name, cells, organization), look);

/** Where a name may go on in the next line. */
const BREAKS = new Set(['.', '-', '_', '@']);

/** @param {readonly Character[]} characters @param {number} cells @param {boolean} atDots */
const broken = (characters, cells, atDots) => {
  /** @type {Character[][]} */
  const lines = [];
  let rest = [...characters];
  while (rest.length > 0) {
    const taken = fitting(rest, cells).length || 1;
    const last = rest.slice(0, taken).findLastIndex(({ text }) => BREAKS.has(text)) + 1;
    const end = taken < rest.length && atDots && last > 0 ? last : taken;
    lines.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return lines;
};

/**
 * The same in several lines, which break after dots where there is room for that.
 * @param {Measure} x
 * @param {number} y
 * @param {string} name
 * @param {{ cells: number, lines: number, step: number }} room
 */
export const namesAt = (x, y, name, { cells, lines, step }) => {
  const shown = cut(name, cells * (lines - 1));
  const atDots = broken(shown, cells, true);
  return (atDots.length <= lines ? atDots : broken(shown, cells, false)).map((one, place) =>
    line(x, y + place * step, one, { anchor: 'middle' }),
  );
};

/** Pixels from a line of a name that is shown whole to the next. */
export const LINE = 20;

/** Cells of the longest name that the DNS has. */
const LONGEST = 1100;

/**
 * The lines of a name of which nothing is left out, in so many cells.
 * @param {string} name
 * @param {number} cells
 * @param {string | null} [organization]
 */
const linesOf = (name, cells, organization = null) => broken(cut(name, LONGEST, organization), cells, true);

/** How much higher a name that is shown whole is than one line. @param {string | null} name @param {number} cells */
export const extraOf = (name, cells) => (name === null ? 0 : LINE * (linesOf(name, cells).length - 1));

/**
 * A name of which nothing is left out, in as many lines as it takes.
 * @param {Measure} x @param {number} y @param {string} name @param {number} cells @param {Look & { organization?: string | null }} [look]
 */
export const wholeAt = (x, y, name, cells, { organization = null, ...look } = {}) =>
  linesOf(name, cells, organization).map((one, place) => line(x, y + place * LINE, one, look));

/** Our own words. @param {Measure} x @param {number} y @param {string} words @param {Look} [look] */
export const wordsAt = (x, y, words, { kind = '', anchor = 'start' } = {}) =>
  svg('text', { class: `words-of ${kind}`, x, y, 'text-anchor': anchor }, words);

/** What is drawn with another place as its origin. @param {Measure} x @param {Measure} y @param {...Child} children */
export const at = (x, y, ...children) => svg('svg', { class: 'at', x, y }, ...children);

/**
 * @param {Measure} x1
 * @param {Measure} y1
 * @param {Measure} x2
 * @param {Measure} y2
 * @param {string} kind
 * @param {string} [state]
 */
export const stroke = (x1, y1, x2, y2, kind, state) =>
  svg('line', { class: kind, x1, y1, x2, y2, 'data-state': state ?? null });

/** @type {Record<Mark, string>} */
const SIGNS = {
  pass: 'M-3.7.3-1.1 3 3.8-2.8',
  fail: 'M-3-3 3 3M3-3-3 3',
  warn: 'M0-4.2V.8M0 3.7v.1',
  pending: 'M-3.6 0v.1M0 0v.1M3.6 0v.1',
  unknown: 'M-2.3-1.9A2.3 2.3 0 1 1 1-.1C.3.4 0 .8 0 1.5M0 4v.1',
  none: 'M-3 0H3',
};

/**
 * A sign in a circle: told apart by its shape as well as by its colour.
 * @param {Measure} x
 * @param {Measure} y
 * @param {Mark} mark
 */
export const sign = (x, y, mark) =>
  at(
    x,
    y,
    svg(
      'g',
      { class: 'sign', 'data-state': mark },
      svg('circle', { class: 'disc', cx: 0, cy: 0, r: 9 }),
      svg('path', { class: 'shape', d: SIGNS[mark] }),
    ),
  );

/** @typedef {{ height: number, children: Child }} Drawing */
/** @typedef {{ icon: Element | null, words: string }} Key What a sign means. */

/**
 * A picture in two forms, for much and for little room, with the sentence that says the same.
 * @param {string} id Something that no other one has.
 * @param {string} heading The id of the heading above.
 * @param {{ wide: Drawing, narrow: Drawing, kind: string, keys?: readonly Key[] }} drawings
 * @param {Child} sentence
 */
export const picture = (id, heading, { wide, narrow, kind, keys = [] }, sentence) => {
  /** @param {Drawing} drawing @param {string} room */
  const drawn = ({ height, children }, room) =>
    svg(
      'svg',
      {
        class: `drawing ${room}`,
        role: 'img',
        height,
        width: '100%',
        'aria-labelledby': heading,
        'aria-describedby': `${id}-says`,
        focusable: 'false',
      },
      svg('g', { 'aria-hidden': 'true' }, children),
    );
  return h(
    'figure',
    { class: `picture ${kind}` },
    drawn(wide, 'wide'),
    drawn(narrow, 'narrow'),
    keys.length > 0
      ? h(
          'ul',
          { class: 'keys', 'aria-hidden': 'true' },
          keys.map(({ icon, words }) =>
            h(
              'li',
              {},
              icon ? svg('svg', { class: 'key', width: 20, height: 20, focusable: 'false' }, icon) : null,
              words,
            ),
          ),
        )
      : null,
    h('figcaption', { id: `${id}-says` }, sentence),
  );
};
