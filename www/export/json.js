// The report as JSON, described by report.schema.json.

import { isHidden } from '../view/characters.js';

/** @import { Exported } from '../types/element.js' */

/** What is written as an escape: what a page or a terminal could take for more than text. @param {number} unit */
const isEscaped = (unit) => unit === 0x3c || unit === 0x3e || unit === 0x26 || (unit > 0x7e && isHidden(unit));

/**
 * JSON means the same with it: these characters stand in strings alone.
 * @param {string} json
 */
export const escapeJson = (json) => {
  const parts = [];
  let start = 0;
  for (let at = 0; at < json.length; at += 1) {
    const unit = json.charCodeAt(at);
    if (!isEscaped(unit)) continue;
    // A pair is escaped as two units, unless what it stands for is a plain letter.
    const codePoint = /** @type {number} */ (json.codePointAt(at));
    if (codePoint > 0xffff && !isHidden(codePoint)) {
      at += 1;
      continue;
    }
    for (const end = at + (codePoint > 0xffff ? 2 : 1); at < end; at += 1) {
      parts.push(json.slice(start, at), `\\u${json.charCodeAt(at).toString(16).padStart(4, '0')}`);
      start = at + 1;
    }
    at -= 1;
  }
  return parts.join('') + json.slice(start);
};

/** @param {Exported} exported */
export const toJson = ({ report, diagnoses, judgedAt, waxseal, isFromFile, hidden }) =>
  `${escapeJson(JSON.stringify({ waxseal, judged_at: judgedAt, from_evidence_file: isFromFile, hidden, report, diagnoses }, null, 2))}\n`;
