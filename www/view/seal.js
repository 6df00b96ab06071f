// The seal: a pool of wax with a mark in it. Whole, in part, broken, open: told apart by their
// shape as well as by their colour.

import { svg } from './h.js';

/** @import { State } from './judgement.js' */

const CENTRE = 50;

/**
 * The outline of a pool of wax.
 * @param {number} radius
 */
const pool = (radius) => {
  const points = Array.from({ length: 72 }, (_, i) => {
    const angle = (i / 72) * 2 * Math.PI;
    const reach = radius * (1 + 0.035 * Math.sin(5 * angle + 1) + 0.022 * Math.sin(8 * angle + 2.4) + 0.012 * Math.sin(13 * angle));
    return `${(CENTRE + reach * Math.cos(angle)).toFixed(1)} ${(CENTRE + reach * Math.sin(angle)).toFixed(1)}`;
  });
  return `M${points.join('L')}Z`;
};

const OUTLINE = pool(45);

/** @type {Record<Exclude<State, 'fail'>, string>} */
const MARKS = {
  pass: 'M34 51 45 62 67 38',
  warn: 'M50 29V55M50 68v.5',
  alien: 'M37 42H63M37 57H63M58 33 42 66',
  late: 'M50 30V51L64 60',
  unknown: 'M40 40a10 10 0 1 1 14 9c-3 1.5-4 3-4 7M50 66v.5',
  pending: 'M36 50v.5M50 50v.5M64 50v.5',
  none: 'M37 50H63',
};

/** A crack right through the wax. */
const CRACK = 'M60-2 49 20 63 34 42 52 60 68 43 84 50 102';

/**
 * A seal, for the eye alone: the words stand beside it.
 * @param {State} state
 * @param {string} [size] A class.
 */
export const seal = (state, size = '') => svg('svg', { class: `seal ${size}`, viewBox: '0 0 100 100', 'data-state': state, 'aria-hidden': 'true', focusable: 'false' },
  svg('path', { class: 'wax', d: OUTLINE }),
  svg('circle', { class: 'rim', cx: 50, cy: 50, r: 33 }),
  state === 'fail' ? svg('path', { class: 'crack', d: CRACK }) : svg('path', { class: 'mark', d: MARKS[state] }),
);
