// A list of rows of one height, of which only those in sight are in the page.

import { h } from '../view/h.js';
import { scaleOf } from '../view/source/scale.js';

/** @import { RowBlock } from '../types/session.js' */
/**
 * @typedef {{ row: number, line: number | null, start: number, end: number, octets: Uint8Array, from: number }} Row
 *   `line`: the line that begins with it; `from`: where it begins in `octets`.
 */
/** @typedef {RowBlock & { rows: Row[] }} Block */

/** The height of a row in pixels, as the styles have it: a button in it can be hit. */
const HEIGHT = 24;
const BLOCK = 64;
/** Rows that are drawn out of sight on either side. */
const OVER = 10;
/** Blocks that are kept. */
const KEPT = 48;
/** The height of a line in pixels where a wheel counts lines. */
const WHEEL_LINE = 40;

/** @param {RowBlock} block @param {number} number @returns {Row[]} */
const rowsOf = ({ start, octets, ends, line: first, isLineStart }, number) => {
  let line = first;
  let isStart = isLineStart;
  let from = 0;
  return [...ends].map((end, place) => {
    const row = {
      row: number * BLOCK + place,
      line: isStart ? line : null,
      start: start + from,
      end: start + end,
      octets,
      from,
    };
    isStart = octets[end - 1] === 0x0a;
    if (isStart) line += 1;
    from = end;
    return row;
  });
};

export class Rows {
  #layer = h('div', { class: 'layer' });
  #space = h('div', { class: 'space' }, this.#layer);
  #draw;
  #fetch;
  #count = 0;
  /** The topmost row, with its fraction. */ #top = 0;
  /** The position that was set last: it is not the reader's. */ #set = -1;
  /** @type {Map<number, Block>} */ #blocks = new Map();
  /** @type {Map<number, HTMLElement>} */ #drawn = new Map();
  /** Rows that were drawn before their octets were there. @type {Set<number>} */ #waiting = new Set();
  #isFetching = false;
  /** Counts the lists, so that a late block is not taken for one of the list at hand. */ #turn = 0;

  /**
   * @param {string} key What tells it from other elements.
   * @param {(row: Row) => HTMLElement} draw
   * @param {(block: number) => Promise<RowBlock | null>} fetch
   */
  constructor(key, draw, fetch) {
    this.#draw = draw;
    this.#fetch = fetch;
    this.region = h(
      'div',
      {
        class: 'rows',
        role: 'region',
        tabindex: 0,
        'data-key': key,
        scroll: () => this.#follow(),
        keydown: (event) => this.#press(event),
      },
      this.#space,
    );
    this.region.addEventListener('wheel', (event) => this.#turnWheel(event), { passive: false });
  }

  get #scale() {
    return scaleOf(this.#count, HEIGHT, this.region.clientHeight);
  }

  /** The rows that are drawn. */
  get drawn() {
    return this.#drawn.values();
  }

  /** Begins anew with so many rows. @param {number} count @param {number} [top] */
  reset(count, top = 0) {
    this.#count = count;
    this.#turn += 1;
    this.#isFetching = false;
    this.#blocks.clear();
    this.redraw();
    this.moveTo(top);
  }

  /** Draws all rows again. */
  redraw() {
    this.#drawn.clear();
    this.#waiting.clear();
    this.#layer.replaceChildren();
    this.#space.style.height = `${this.#scale.height}px`;
    this.paint();
  }

  /** Makes a row the topmost one. @param {number} row */
  moveTo(row) {
    const scale = this.#scale;
    this.#top = Math.min(Math.max(row, 0), scale.last);
    this.region.scrollTop = scale.scrollTo(this.#top);
    this.#set = this.region.scrollTop;
    this.paint();
  }

  /** Goes back to where it was: a list that was out of the page for a while forgets its position. */
  restore() {
    this.moveTo(this.#top);
  }

  /** Brings a row into sight, with some of those before it. @param {number} row */
  reveal(row) {
    const seen = this.region.clientHeight / HEIGHT;
    if (row < this.#top + 1 || row > this.#top + seen - 3) this.moveTo(row - Math.floor(seen / 3));
  }

  /** Draws what is in sight. */
  paint() {
    const seen = this.region.clientHeight / HEIGHT;
    const first = Math.max(Math.floor(this.#top) - OVER, 0);
    const end = seen === 0 ? first : Math.min(Math.ceil(this.#top + seen) + OVER, this.#count);
    this.#layer.style.transform = `translateY(${this.region.scrollTop - (this.#top - first) * HEIGHT}px)`;
    for (const [row, element] of this.#drawn) if (row < first || row >= end) this.#forget(row, element);
    /** @type {Node | null} */
    let next = this.#layer.firstChild;
    for (let row = first; row < end; row += 1) {
      const before = this.#drawn.get(row);
      const data = this.#blocks.get(Math.floor(row / BLOCK))?.rows[row % BLOCK];
      if (before && !(data && this.#waiting.has(row))) {
        next = before.nextSibling;
        continue;
      }
      const element = data ? this.#draw(data) : h('div', { class: 'row waiting' }, '…');
      this.#drawn.set(row, element);
      if (before) before.replaceWith(element);
      else this.#layer.insertBefore(element, next);
      if (data) this.#waiting.delete(row);
      else this.#waiting.add(row);
      next = element.nextSibling;
    }
    void this.#fetchMissing();
  }

  /** @param {number} row @param {HTMLElement} element */
  #forget(row, element) {
    // Who stands on it stays within the list.
    const root = /** @type {ShadowRoot} */ (this.region.getRootNode());
    if (root.activeElement && element.contains(root.activeElement)) this.region.focus({ preventScroll: true });
    element.remove();
    this.#drawn.delete(row);
    this.#waiting.delete(row);
  }

  /** Fetches the blocks of rows that wait, one after the other. */
  async #fetchMissing() {
    const [row] = this.#waiting;
    if (row === undefined || this.#isFetching) return;
    const turn = this.#turn;
    const number = Math.floor(row / BLOCK);
    this.#isFetching = true;
    const block = await this.#fetch(number);
    if (turn !== this.#turn) return;
    this.#isFetching = false;
    if (!block) return;
    this.#blocks.set(number, { ...block, rows: rowsOf(block, number) });
    const [oldest] = this.#blocks.keys();
    if (this.#blocks.size > KEPT && oldest !== undefined) this.#blocks.delete(oldest);
    this.paint();
  }

  /** The reader has scrolled. */
  #follow() {
    const { scrollTop } = this.region;
    if (Math.abs(scrollTop - this.#set) >= 1) this.#top = this.#scale.rowAt(scrollTop);
    this.#set = -1;
    this.paint();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const page = Math.max(Math.floor(this.region.clientHeight / HEIGHT) - 1, 1);
    const to = new Map([
      ['ArrowDown', this.#top + 1],
      ['ArrowUp', this.#top - 1],
      ['PageDown', this.#top + page],
      ['PageUp', this.#top - page],
      ['Home', 0],
      ['End', this.#count],
    ]).get(event.key);
    if (to === undefined) return;
    event.preventDefault();
    this.moveTo(to);
  }

  /** Where a scroll position stands for many rows, the wheel would pass over them. @param {WheelEvent} event */
  #turnWheel(event) {
    if (!this.#scale.isScaled || event.deltaY === 0 || event.ctrlKey) return;
    event.preventDefault();
    this.moveTo(this.#top + (event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? WHEEL_LINE : 1)) / HEIGHT);
  }
}
