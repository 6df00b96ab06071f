import { rich } from './rich.js';

/** @import { Speech } from '../i18n/index.js' */
/** @import { Provenance } from '../types/report.js' */
/** @import { Resolver } from '../types/session.js' */

/**
 * What a resolver is called: its company if it is one of the list, its host otherwise.
 * @param {string} url
 * @param {readonly Resolver[]} resolvers
 */
export const companyOf = (url, resolvers) =>
  resolvers.find((resolver) => resolver.url === url)?.company ?? (URL.canParse(url) ? new URL(url).host : '–');

/**
 * What several resolvers are called, in one list.
 * @param {readonly string[]} urls
 * @param {readonly Resolver[]} resolvers
 * @param {Speech} speech
 */
export const companiesOf = (urls, resolvers, speech) =>
  new Intl.ListFormat(speech.language, { type: 'conjunction' }).format([
    ...new Set(urls.map((url) => companyOf(url, resolvers))),
  ]);

/**
 * Where an answer comes from.
 * @param {Provenance} provenance
 * @param {Speech} speech
 * @param {readonly Resolver[]} resolvers
 */
export const provenance = (provenance, speech, resolvers) => {
  const words = speech.catalogue.signature;
  if (provenance.kind !== 'resolver') return [words.provenance[provenance.kind]];
  const line = rich(words.resolver(companyOf(provenance.url, resolvers), provenance.time), speech);
  return provenance.authenticated ? [...line, words.validated] : line;
};
