// Names of header fields as people write them; the report has most of them in lower case.

/** Parts of names that are abbreviations. */
const CAPITALS = new Set(['arc', 'dkim', 'id', 'mime', 'spf']);

/** @param {string} name What has a capital already is left as it was written. */
export const fieldName = (name) =>
  name.length < 77 && [...name].every((letter) => letter === '-' || (letter >= 'a' && letter <= 'z'))
    ? name
        .split('-')
        .map((part) => (CAPITALS.has(part) ? part.toUpperCase() : `${part.charAt(0).toUpperCase()}${part.slice(1)}`))
        .join('-')
    : name;
