// Characters that are shown as an escape because they are invisible, move other text about, or
// mean whatever a font likes.

// Where ranges begin and, in turn, where they have ended: controls, format characters (Unicode category Cf), separators
// other than space, variation selectors, fillers, private use, noncharacters, surrogates, and planes without
// characters.
let bounds = Uint32Array.of(
  0x0000,
  0x0020,
  0x007f,
  0x00a1,
  0x00ad,
  0x00ae,
  0x034f,
  0x0350,
  0x0600,
  0x0606,
  0x061c,
  0x061d,
  0x06dd,
  0x06de,
  0x070f,
  0x0710,
  0x0890,
  0x0892,
  0x08e2,
  0x08e3,
  0x115f,
  0x1161,
  0x1680,
  0x1681,
  0x17b4,
  0x17b6,
  0x180b,
  0x1810,
  0x2000,
  0x2010,
  0x2028,
  0x2030,
  0x205f,
  0x2070,
  0x2800,
  0x2801,
  0x3164,
  0x3165,
  0xd800,
  0xf900,
  0xfdd0,
  0xfdf0,
  0xfe00,
  0xfe10,
  0xfeff,
  0xff00,
  0xffa0,
  0xffa1,
  0xfff0,
  0xfffc,
  0xfffe,
  0x10000,
  0x110bd,
  0x110be,
  0x110cd,
  0x110ce,
  0x13430,
  0x13440,
  0x1bca0,
  0x1bca4,
  0x1d173,
  0x1d17b,
  0x1fffe,
  0x20000,
  0x2fffe,
  0x30000,
  0x33480,
  0x3d000,
  0x3fffe,
);

/** Takes the whole table in place of this one. @param {typeof bounds} table Where ranges begin and end, in turn. */
export const learn = (table) => {
  bounds = table;
};

/**
 * Whether a code point is shown as an escape.
 * @param {number} codePoint
 */
export const isHidden = (codePoint) => {
  let low = 0;
  for (let high = bounds.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (codePoint < /** @type {number} */ (bounds[middle])) high = middle;
    else low = middle + 1;
  }
  return low % 2 === 1;
};

/**
 * The escape for a code point, such as ⟨U+202E⟩.
 * @param {number} codePoint
 */
export const escapeOf = (codePoint) => `⟨U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}⟩`;

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
  for (let count = 0; at < text.length && count < limit; count += 1) {
    const codePoint = /** @type {number} */ (text.codePointAt(at));
    const next = at + (codePoint > 0xffff ? 2 : 1);
    const isKept = lines && (codePoint === 0x0a || codePoint === 0x09 || (codePoint === 0x0d && text[next] === '\n'));
    if (isKept || !isHidden(codePoint)) {
      if (codePoint !== 0x0d) {
        if (isKept && marks) escaped(codePoint === 0x09 ? '→' : text[at - 1] === '\r' ? '↵' : '⟨LF⟩');
        run += text.slice(at, next);
      }
    } else {
      escaped(escapeOf(codePoint));
    }
    at = next;
  }
  if (run) runs.push({ text: run, escaped: false });
  return { runs, rest: text.length - at };
};
