// What each octet of a message belongs to, and whether a signature covers it.

/** @import { Report, Verification } from '../../types/report.js' */
/**
 * `signed`: as it was signed. `broken`: covered by the signature, which does not match. `open`: covered, and not verified.
 * `tail`: the end of the body, which the signature leaves out (l=). `outside`: it belongs to nothing that is signed.
 * @typedef {'signed' | 'broken' | 'open' | 'unsigned' | 'tail' | 'outside'} Cover
 * @typedef {'field' | 'stray' | 'blank' | 'body'} Place
 * @typedef {{ start: number, end: number, place: Place, field: number | null, cover: Cover }} Part
 */

/** @param {'pass' | 'fail' | string} check @returns {Cover} */
const coverOf = (check) => check === 'pass' ? 'signed' : check === 'fail' ? 'broken' : 'open';

/** How the fields that a signature covers may be spoken of. @param {Verification} verification @returns {Cover} */
const headerCover = ({ checks }) => checks.signature === 'pass' && checks.key_permits !== 'pass' ? 'open' : coverOf(checks.signature);

/** The same of the body: its hash proves something only beneath a signature that matches. @param {Verification} verification @returns {Cover} */
const bodyCover = (verification) => {
  if (verification.checks.body_hash === 'fail') return 'broken';
  const header = headerCover(verification);
  return header === 'signed' ? coverOf(verification.checks.body_hash) : header;
};

/** Whether a signature leaves a part of the body out. @param {Verification | undefined} verification */
export const hasTail = (verification) => Boolean(verification?.coverage?.unsigned_body_octets);

/**
 * How a signature covers a field; without one, nothing does.
 * @param {Report} report @param {number | null} index The signature. @param {number} field
 * @returns {Cover}
 */
export const fieldCover = ({ dkim }, index, field) => {
  const verification = dkim[index ?? -1];
  if (!verification) return 'unsigned';
  if (!verification.coverage) return 'open';
  return verification.coverage.signed_fields.includes(field) ? headerCover(verification) : 'unsigned';
};

/**
 * The whole source in parts, none of them empty: fields, what is none, the empty line, and the body.
 * @param {Report} report
 * @param {number | null} index The signature whose coverage is told.
 * @param {number | null} tail Where the unsigned end of the body begins, if it has one.
 * @returns {Part[]}
 */
export const partsOf = (report, index, tail) => {
  const { fields, source, dkim } = report;
  const verification = dkim[index ?? -1];
  const signed = new Set(verification?.coverage?.signed_fields);
  /** @type {Cover} */
  const covered = verification ? headerCover(verification) : 'unsigned';
  /** @type {Part[]} */
  const parts = [];
  let at = 0;
  /** @param {number} end @param {Place} place @param {Cover} cover @param {number | null} [field] */
  const add = (end, place, cover, field = null) => {
    if (end > at) parts.push({ start: at, end, place, field, cover });
    at = Math.max(at, end);
  };
  fields.forEach(({ raw }, field) => {
    add(raw.start, 'stray', 'outside');
    add(raw.end, 'field', verification && !verification.coverage ? 'open' : signed.has(field) ? covered : 'unsigned', field);
  });
  add(source.header.end, 'stray', 'outside');
  if (source.body) {
    add(source.body.start, 'blank', 'outside');
    addBody(report, verification, tail, add);
  }
  add(source.octets, 'stray', 'outside');
  return parts;
};

/** @param {Report} report @param {Verification | undefined} verification @param {number | null} tail @param {(end: number, place: Place, cover: Cover) => void} add */
const addBody = ({ source }, verification, tail, add) => {
  const end = source.body?.end ?? 0;
  if (!verification) return add(end, 'body', 'unsigned');
  if (!verification.coverage) return add(end, 'body', 'open');
  if (hasTail(verification)) {
    // Without knowing where it begins, nothing is called signed.
    add(tail ?? end, 'body', tail === null ? 'open' : bodyCover(verification));
    return add(end, 'body', 'tail');
  }
  return add(end, 'body', bodyCover(verification));
};

/** The part that an octet belongs to. @param {readonly Part[]} parts @param {number} offset @returns {number} Its place in the list. */
export const partAt = (parts, offset) => {
  let low = 0;
  for (let high = parts.length; high - low > 1;) {
    const middle = (low + high) >> 1;
    if (/** @type {Part} */ (parts[middle]).start <= offset) low = middle;
    else high = middle;
  }
  return low;
};

/**
 * How a signature covers an octet.
 * @param {Report} report @param {number} index @param {Part} part That of the octet. @param {number} offset
 * @param {ReadonlyMap<number, number>} tails Where signatures leave the end of the body out.
 * @returns {Cover}
 */
export const coverAt = (report, index, { place, field }, offset, tails) => {
  const verification = report.dkim[index];
  if (!verification || place === 'blank' || place === 'stray') return 'outside';
  if (place === 'field') return fieldCover(report, index, field ?? -1);
  if (!verification.coverage) return 'open';
  const tail = tails.get(index);
  if (hasTail(verification) && tail === undefined) return 'open';
  return tail !== undefined && offset >= tail ? 'tail' : bodyCover(verification);
};
