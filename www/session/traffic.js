// Every request of this page, as the browser itself has recorded it: a witness beside the list of questions.

/** @import { Traffic } from '../types/session.js' */

/** @type {string[]} */
const recorded = [];
/** @param {PerformanceEntryList} entries */
const keep = (entries) => void recorded.push(...entries.map(({ name }) => name));
/** Unlike the page's time line, it forgets none. @type {PerformanceObserver | null} */
let observer = null;

/** Begins to keep what is recorded; what was before is there too. */
export const watchTraffic = () => {
  if (observer) return;
  observer = new PerformanceObserver((list) => keep(list.getEntries()));
  observer.observe({ type: 'resource', buffered: true });
};

/**
 * @param {readonly string[]} addresses
 * @param {string} home Where the tool lies.
 * @param {((host: string) => boolean) | null} isAsked Which other hosts are meant; `null`: all of them.
 * @returns {Traffic[]} Its own host first.
 */
export const byHost = (addresses, home, isAsked) => {
  /** @type {Map<string, Traffic>} */
  const hosts = new Map([[home, { host: new URL(home).host, isOwn: true, paths: [] }]]);
  for (const address of addresses) {
    if (!URL.canParse(address)) continue;
    const { protocol, host, origin, pathname } = new URL(address);
    const isOwn = address.startsWith(home);
    // Addresses within the page, such as blob:, lead to no host.
    if (!isOwn && (!protocol.startsWith('http') || (isAsked && !isAsked(host)))) continue;
    const key = isOwn ? home : origin;
    const traffic = hosts.get(key) ?? { host, isOwn, paths: [] };
    traffic.paths.push(isOwn ? address.slice(home.length) : pathname);
    hosts.set(key, traffic);
  }
  return [...hosts.values()];
};

/**
 * All requests so far. In somebody else's page those to its own hosts are not the tool's.
 * @param {string} home
 * @param {readonly { resolver: string }[]} sent
 */
export const traffic = (home, sent) => {
  keep(observer?.takeRecords() ?? []);
  const asked = new Set(sent.map(({ resolver }) => new URL(resolver).host));
  return byHost(recorded, home, location.href.startsWith(home) ? null : (host) => asked.has(host));
};
