// What each octet of a message belongs to, and whether a signature covers it.

/** @import { Diagnosis, Report, Verification } from '../../types/report.js' */
/**
 * `signed`: as it was signed. `altered`: covered by the signature, which matches once what was found is undone. `broken`:
 * covered, and it does not match. `open`: covered, and not verified. `tail`: the end of the body, which the signature
 * leaves out (l=). `outside`: it belongs to nothing that is signed.
 * @typedef {'signed' | 'altered' | 'broken' | 'open' | 'unsigned' | 'tail' | 'outside'} Cover
 * @typedef {'field' | 'stray' | 'blank' | 'body'} Place
 * @typedef {{ start: number, end: number, place: Place, field: number | null, cover: Cover }} Part
 */

/** @param {string} check @param {string | undefined} explained What a search found about that half. @returns {Cover} */
const coverOf = (check, explained) =>
  check === 'pass' ? 'signed' : explained === 'proven' ? 'altered' : check === 'fail' ? 'broken' : 'open';

/**
 * How the fields that a signature covers may be spoken of.
 * @param {Verification} verification
 * @param {Diagnosis | undefined} diagnosis
 * @returns {Cover}
 */
const headerCover = ({ checks }, diagnosis) => {
  const cover = coverOf(checks.signature, diagnosis?.header);
  return cover === 'signed' && checks.key_permits !== 'pass' ? 'open' : cover;
};

/**
 * The same of the body: its hash proves something only beneath a signature that matches.
 * @param {Verification} verification
 * @param {Diagnosis | undefined} diagnosis
 * @returns {Cover}
 */
const bodyCover = (verification, diagnosis) => {
  const header = headerCover(verification, diagnosis);
  const body = coverOf(verification.checks.body_hash, diagnosis?.body);
  return body === 'broken' || header === 'signed' || header === 'altered' ? body : header;
};

/** @param {readonly Diagnosis[]} diagnoses @param {number | null} index The signature. */
const diagnosisOf = (diagnoses, index) => diagnoses.find(({ signature }) => signature === index);

/** Whether a signature leaves a part of the body out. @param {Verification | undefined} verification */
export const hasTail = (verification) => Boolean(verification?.coverage?.unsigned_body_octets);

/**
 * The whole source in parts, none of them empty: fields, what is none, the empty line, and the body.
 * @param {Report} report
 * @param {number | null} index The signature whose coverage is told.
 * @param {number | null} tail Where the unsigned end of the body begins, if it has one.
 * @param {readonly Diagnosis[]} diagnoses
 * @returns {Part[]}
 */
export const partsOf = (report, index, tail, diagnoses) => {
  const { fields, source, dkim } = report;
  const verification = dkim[index ?? -1];
  const diagnosis = diagnosisOf(diagnoses, index);
  const signed = new Set(verification?.coverage?.signed_fields);
  /** @type {Cover} */
  const covered = verification ? headerCover(verification, diagnosis) : 'unsigned';
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
    add(
      raw.end,
      'field',
      verification && !verification.coverage ? 'open' : signed.has(field) ? covered : 'unsigned',
      field,
    );
  });
  add(source.header.end, 'stray', 'outside');
  if (source.body) {
    const { start, end } = source.body;
    add(start, 'blank', 'outside');
    const cover = !verification ? 'unsigned' : !verification.coverage ? 'open' : bodyCover(verification, diagnosis);
    if (hasTail(verification)) {
      // Without knowing where it begins, nothing is called signed.
      add(tail ?? end, 'body', tail === null ? 'open' : cover);
      add(end, 'body', 'tail');
    } else {
      add(end, 'body', cover);
    }
  }
  add(source.octets, 'stray', 'outside');
  return parts;
};

/**
 * The part that an octet belongs to.
 * @param {readonly Part[]} parts
 * @param {number} offset
 * @returns {number} Its place in the list.
 */
export const partAt = (parts, offset) => {
  let low = 0;
  for (let high = parts.length; high - low > 1; ) {
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
 * @param {readonly Diagnosis[]} diagnoses
 * @returns {Cover}
 */
export const coverAt = (report, index, { place, field }, offset, tails, diagnoses) => {
  const verification = report.dkim[index];
  if (!verification || place === 'blank' || place === 'stray') return 'outside';
  if (!verification.coverage) return 'open';
  const diagnosis = diagnosisOf(diagnoses, index);
  if (place === 'field')
    return verification.coverage.signed_fields.includes(field ?? -1)
      ? headerCover(verification, diagnosis)
      : 'unsigned';
  const tail = tails.get(index);
  if (hasTail(verification) && tail === undefined) return 'open';
  return tail !== undefined && offset >= tail ? 'tail' : bodyCover(verification, diagnosis);
};
