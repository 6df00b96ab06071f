/** @import { Resolver } from '../types/session.js' */

/**
 * The resolvers that let a page read their answers (CORS). The page's connect-src lists the same.
 * @type {readonly Resolver[]}
 */
export const RESOLVERS = [
  { id: 'cloudflare', company: 'Cloudflare', url: 'https://cloudflare-dns.com/dns-query' },
  { id: 'google', company: 'Google', url: 'https://dns.google/dns-query' },
  { id: 'dnssb', company: 'DNS.SB', url: 'https://doh.dns.sb/dns-query' },
];

const LOOPBACK = new Set(['localhost', '127.0.0.1']);

/**
 * Whether a URL that the reader entered can be asked: encrypted, or on this very machine.
 * @param {string} url
 */
export const isUsable = (url) => {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  if (username || password) return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
};

/**
 * Whether two URLs lead to different hosts; else the second tells nothing that the first did not.
 * @param {string} one @param {string} other
 */
export const areApart = (one, other) =>
  URL.canParse(one) && URL.canParse(other) && new URL(one).host !== new URL(other).host;
