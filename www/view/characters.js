// Characters that are shown as an escape because they are invisible, move other text about, or
// mean whatever a font likes.

// First and last code point of each range, in ascending order. Controls, format characters
// (Unicode category Cf), separators other than space, variation selectors, fillers, private use,
// noncharacters, surrogates, and the planes that hold no character.
const RANGES = Uint32Array.of(
  0x0000, 0x001f, 0x007f, 0x00a0, 0x00ad, 0x00ad, 0x034f, 0x034f, 0x0600, 0x0605, 0x061c, 0x061c, 0x06dd, 0x06dd,
  0x070f, 0x070f, 0x0890, 0x0891, 0x08e2, 0x08e2, 0x115f, 0x1160, 0x1680, 0x1680, 0x17b4, 0x17b5, 0x180b, 0x180f,
  0x2000, 0x200f, 0x2028, 0x202f, 0x205f, 0x206f, 0x2800, 0x2800, 0x3164, 0x3164, 0xd800, 0xf8ff, 0xfdd0, 0xfdef,
  0xfe00, 0xfe0f, 0xfeff, 0xfeff, 0xffa0, 0xffa0, 0xfff0, 0xfffb, 0xfffe, 0xffff, 0x110bd, 0x110bd, 0x110cd, 0x110cd,
  0x13430, 0x1343f, 0x1bca0, 0x1bca3, 0x1d173, 0x1d17a, 0x1fffe, 0x1ffff, 0x2fffe, 0x2ffff, 0x33480, 0x10ffff,
);

/**
 * Whether a code point is shown as an escape.
 * @param {number} codePoint
 */
export const isHidden = (codePoint) => {
  // Nearly everything is printable ASCII.
  if (codePoint >= 0x20 && codePoint < 0x7f) return false;
  let low = 0;
  let high = RANGES.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (codePoint > /** @type {number} */ (RANGES[2 * middle + 1])) low = middle + 1;
    else high = middle;
  }
  return low < RANGES.length / 2 && codePoint >= /** @type {number} */ (RANGES[2 * low]);
};

/**
 * The escape for a code point, such as ⟨U+202E⟩.
 * @param {number} codePoint
 */
export const escape = (codePoint) => `⟨U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}⟩`;

/**
 * Cuts text into runs that may be shown as they are and escapes, looking at no more than `limit` characters.
 * @param {string} text
 * @param {{ limit: number, lines?: boolean, marks?: boolean }} options With `lines`, tabs and line ends are kept; with
 *   `marks`, a mark stands before each of them.
 * @returns {{ runs: { text: string, escaped: boolean }[], rest: number }} `rest`: UTF-16 units not looked at.
 */
export const visible = (text, { limit, lines = false, marks = false }) => {
  /** @type {{ text: string, escaped: boolean }[]} */
  const runs = [];
  let run = '';
  let at = 0;
  /** @param {string} shown */
  const escaped = (shown) => {
    if (run) runs.push({ text: run, escaped: false });
    runs.push({ text: shown, escaped: true });
    run = '';
  };
  /** @param {number} codePoint @param {number} previous */
  const mark = (codePoint, previous) => {
    if (codePoint === 0x09) escaped('→');
    if (codePoint === 0x0a) escaped(previous === 0x0d ? '↵' : '⟨LF⟩');
  };
  for (let count = 0; at < text.length && count < limit; count += 1) {
    const codePoint = /** @type {number} */ (text.codePointAt(at));
    const width = codePoint > 0xffff ? 2 : 1;
    const isKept = lines && (codePoint === 0x0a || codePoint === 0x09 || (codePoint === 0x0d && text.charCodeAt(at + 1) === 0x0a));
    if (isKept || !isHidden(codePoint)) {
      if (isKept && marks) mark(codePoint, text.charCodeAt(at - 1));
      if (codePoint !== 0x0d) run += text.slice(at, at + width);
    } else {
      escaped(escape(codePoint));
    }
    at += width;
  }
  if (run) runs.push({ text: run, escaped: false });
  return { runs, rest: text.length - at };
};
