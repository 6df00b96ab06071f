// Where a list of rows stands for a scroll position, and the other way round.

/** Browsers allow no element to be much higher. */
export const HIGHEST = 15_000_000;

/**
 * The rows' own height, or the highest there can be: then a scroll position stands for more than one row.
 * @param {number} rows @param {number} rowHeight @param {number} viewport The height in which rows are seen.
 */
export const scaleOf = (rows, rowHeight, viewport) => {
  const whole = rows * rowHeight;
  const height = Math.min(whole, HIGHEST);
  /** The row that is topmost at the end. */
  const last = Math.max(rows - viewport / rowHeight, 0);
  const range = Math.max(height - viewport, 0);
  const isScaled = whole > HIGHEST;
  return {
    height,
    last,
    isScaled,
    /** The topmost row, with its fraction. @param {number} scrollTop */
    rowAt: (scrollTop) => Math.min(isScaled ? (scrollTop / range) * last : scrollTop / rowHeight, last),
    /** @param {number} row */
    scrollTo: (row) =>
      isScaled ? (Math.min(Math.max(row, 0), last) / last) * range : Math.min(Math.max(row, 0), last) * rowHeight,
  };
};
