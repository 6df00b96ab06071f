/** What can be hidden in what is taken along. */
export const KINDS = /** @type {const} */ (['addresses', 'subject', 'content', 'ips', 'ids']);
/** @typedef {typeof KINDS[number]} Kind */
