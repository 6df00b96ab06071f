/** What can be hidden in what is taken along. */
export const KINDS = /** @type {const} */ (['addresses', 'subject', 'content', 'ips', 'ids']);
/** What of it there is where a domain was checked, and no mail. @type {readonly (typeof KINDS[number])[]} */
export const KINDS_OF_DOMAIN = ['addresses', 'ips'];
/** @typedef {typeof KINDS[number]} Kind */
