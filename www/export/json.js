// The report as JSON, described by report.schema.json.

import { isHidden } from '../view/characters.js';

/** @import { Exported } from '../types/element.js' */

/** What a page or a terminal could take for more than text, and all beyond ASCII. */
const SUSPECT = /[<>&]|[^\0-~]/gu;

/**
 * JSON means the same with it: these characters stand in strings alone.
 * @param {string} json
 */
export const escapeJson = (json) => json.replace(SUSPECT, (character) => {
  const codePoint = /** @type {number} */ (character.codePointAt(0));
  if (codePoint > 0x7e && !isHidden(codePoint)) return character;
  return character.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
});

/** @param {Exported} exported */
export const toJson = ({ report, diagnoses, judgedAt, waxseal, isFromFile, hidden }) =>
  `${escapeJson(JSON.stringify({ waxseal, judged_at: judgedAt, from_evidence_file: isFromFile, hidden, report, diagnoses }, null, 2))}\n`;
