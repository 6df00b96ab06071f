// The seal: a pool of wax with a mark in it. Whole, in part, broken, open: told apart by their
// shape as well as by their colour.

import { svg } from './h.js';

/** @import { VerdictState } from '../types/report.js' */

const CENTRE = 50;

/** @typedef {readonly [x: number, y: number]} Point */

/**
 * The outline of a pool of wax, clockwise from its topmost point.
 * @param {number} radius
 */
const pool = (radius) =>
  Array.from({ length: 72 }, (_, i) => {
    const angle = (i / 72 - 0.25) * 2 * Math.PI;
    const reach =
      radius * (1 + 0.035 * Math.sin(5 * angle + 1) + 0.022 * Math.sin(8 * angle + 2.4) + 0.012 * Math.sin(13 * angle));
    return /** @type {Point} */ ([CENTRE + reach * Math.cos(angle), CENTRE + reach * Math.sin(angle)]);
  });

/** @param {readonly Point[]} points */
const path = (points) => `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`;

const OUTLINE = pool(45);
const WHOLE = path(OUTLINE);

/** A sheet with a folded corner. */
const SHEET = 'M30 20H59L71 32V80H30ZM59 20V32H71';

/** @type {Record<Exclude<VerdictState, 'fail'>, string>} */
const MARKS = {
  pass: 'M34 51 45 62 67 38',
  warn: 'M50 29V55M50 68v.5',
  alien: 'M37 42H63M37 57H63M58 33 42 66',
  late: 'M50 30V51L64 60',
  unknown: 'M40 40a10 10 0 1 1 14 9c-3 1.5-4 3-4 7M50 66v.5',
  pending: 'M36 50v.5M50 50v.5M64 50v.5',
  none: 'M37 50H63',
};

/** A crack right through the wax, from above. @type {readonly Point[]} */
const CRACK = [
  [60, -2],
  [49, 20],
  [63, 34],
  [42, 52],
  [60, 68],
  [43, 84],
  [50, 102],
];
const HALF_GAP = 4.5;

/** How far a point lies to the right of the crack. @param {Point} point */
const beside = ([x, y]) => {
  const next = CRACK.findIndex(([, edge]) => edge > y);
  const [[x0, y0], [x1, y1]] = /** @type {[Point, Point]} */ (CRACK.slice(next - 1, next + 1));
  return x - x0 - ((x1 - x0) * (y - y0)) / (y1 - y0);
};

/** What is left on either side of it: what lies below the seal is seen between them, whatever it is. */
const HALVES = [1, -1].map((side) => {
  const inner = CRACK.slice(1, -1).map(([x, y]) => /** @type {Point} */ ([x + side * HALF_GAP, y]));
  // The left half begins below.
  const around = side > 0 ? OUTLINE : [...OUTLINE.slice(36), ...OUTLINE.slice(0, 36)];
  return path([
    ...around.filter((point) => side * beside(point) > HALF_GAP),
    ...(side > 0 ? inner.toReversed() : inner),
  ]);
});

/**
 * A seal, for the eye alone: the words stand beside it.
 * @param {VerdictState} state
 * @param {string} [size] A class.
 * @param {{ isFromFile?: boolean }} [options] On a sheet: what a file says.
 */
export const seal = (state, size = '', { isFromFile = false } = {}) =>
  svg(
    'svg',
    { class: `seal ${size}`, viewBox: '0 0 100 100', 'data-state': state, 'aria-hidden': 'true', focusable: 'false' },
    state === 'fail'
      ? HALVES.map((half) => svg('path', { class: 'wax', d: half }))
      : svg('path', { class: 'wax', d: WHOLE }),
    isFromFile ? svg('path', { class: 'rim', d: SHEET }) : svg('circle', { class: 'rim', cx: 50, cy: 50, r: 33 }),
    state === 'fail' ? null : svg('path', { class: 'mark', d: MARKS[state] }),
  );
