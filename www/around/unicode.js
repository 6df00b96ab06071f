// Written by `make unicode`.
/** The version of Unicode. */
export const unicode = '18.0.0';
