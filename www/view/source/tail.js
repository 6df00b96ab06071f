// Where in the source the signed part of a body ends: `l=` counts octets of the canonical form (RFC 6376 §3.4, §3.5).

/** @import { Canonicalization } from '../../types/report.js' */

/**
 * Counts the octets of a canonical body, piece by piece, until there are as many as are signed.
 * @param {Canonicalization} canonicalization @param {number} signed
 * @returns {(octets: Uint8Array) => number | null} Takes the next piece, which must not end between CR and LF; how many of
 *   its octets are signed, once that is certain.
 */
export const signedEnd = (canonicalization, signed) => {
  const isRelaxed = canonicalization === 'relaxed';
  let left = signed;
  let last = 0;
  /** Whether there were blanks that count only if something else follows in the line. */
  let isBlank = false;
  return (octets) => {
    for (let at = 0; at < octets.length; at += 1) {
      if (left <= 0) return at;
      const octet = /** @type {number} */ (octets[at]);
      if (isRelaxed && (octet === 0x20 || octet === 0x09)) {
        isBlank = true;
      } else {
        const isLineEnd = octet === 0x0a || (octet === 0x0d && octets[at + 1] === 0x0a);
        if (isBlank && !isLineEnd) left -= 1;
        // The blanks were the last that is signed.
        if (isBlank && !isLineEnd && left <= 0) return at;
        isBlank = false;
        // LF alone is read as CR LF.
        left -= octet === 0x0a && last !== 0x0d ? 2 : 1;
      }
      last = octet;
    }
    return left <= 0 ? octets.length : null;
  };
};
