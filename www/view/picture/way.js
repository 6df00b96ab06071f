// The way of a message as what is drawn of it: stations, and the legs between them.

/** @import { Hop, Report } from '../../types/report.js' */
/** @import { Mark } from '../sender/parts.js' */

/** Steps that are drawn: those nearest to the receiver. */
export const SHOWN = 60;
const OLD = new Set(['ssl2', 'ssl3', 'tls1.0', 'tls1.1']);

/**
 * A leg of the way: a step, or several within a network, with the station that it leads to.
 * @typedef {object} Leg
 * @property {readonly Hop[]} hops
 * @property {string | null} name Of the station.
 * @property {number | null} delay Seconds.
 * @property {boolean} isSkewed
 * @property {boolean} isReceivers Whether the receiver's own servers noted it.
 * @property {boolean} isBoundary Whether the message came in from outside by it.
 * @property {number} share How much longer than the shortest it is drawn, from 0 to 1.
 */

/**
 * @typedef {object} Way
 * @property {string | null} start The first station.
 * @property {readonly Leg[]} legs From the sender to the receiver.
 * @property {number} earlier Steps that are not drawn.
 * @property {boolean} isEarlier Whether the boundary is among those.
 * @property {'linear' | 'log' | null} scale By what the lengths grow; `null` where none is known.
 */

/** Whoever handed a message over. @param {Hop | undefined} hop */
const senderOf = (hop) => {
  const from = hop?.received.from;
  return (from?.reverse ?? from?.helo)?.text ?? from?.address?.ip ?? null;
};

/**
 * Steps within a network one after the other are one leg; that by which the message came in stands alone.
 * @param {readonly Hop[]} hops
 * @param {number | null} boundary
 */
const grouped = (hops, boundary) => {
  /** @type {Hop[][]} */
  const groups = [];
  hops.forEach((hop, place) => {
    const isJoined =
      place > 0 && hop.internal && hops[place - 1]?.internal && place !== boundary && place - 1 !== boundary;
    if (isJoined) groups.at(-1)?.push(hop);
    else groups.push([hop]);
  });
  return groups;
};

/** The times differ by more than this: then it is their logarithms that are drawn. */
const ORDER = 12;

/** @param {Leg[]} legs @returns {Way['scale']} */
const measure = (legs) => {
  const times = legs.flatMap(({ delay, isSkewed }) => (delay !== null && delay > 0 && !isSkewed ? [delay] : []));
  if (times.length < 2) {
    for (const leg of legs) leg.share = leg.delay !== null && leg.delay > 0 && !leg.isSkewed ? 1 : 0;
    return null;
  }
  const [least, most] = [Math.min(...times), Math.max(...times)];
  const isLog = most > ORDER * least;
  for (const leg of legs) {
    const time = leg.isSkewed ? 0 : Math.max(leg.delay ?? 0, 0);
    leg.share = isLog ? Math.log2(1 + time) / Math.log2(1 + most) : time / most;
  }
  return isLog ? 'log' : 'linear';
};

/** @param {Report} report @returns {Way} */
export const wayOf = ({ trace: { hops, boundary, count } }) => {
  const kept = hops.slice(-SHOWN);
  const dropped = hops.length - kept.length;
  const border = boundary ? boundary.hop - dropped : null;
  let place = 0;
  const legs = grouped(kept, border).map((group) => {
    const isSkewed = group.some(({ clock_skew: skewed }) => skewed);
    const delays = group.flatMap(({ delay }) => delay ?? []);
    const worst = group.find(({ clock_skew: skewed }) => skewed)?.delay ?? null;
    /** @type {Leg} */
    const leg = {
      hops: group,
      name: group.at(-1)?.received.by?.name.text ?? null,
      isSkewed,
      delay: isSkewed ? worst : delays.length > 0 ? delays.reduce((sum, one) => sum + one, 0) : null,
      isReceivers: border !== null && place >= border,
      isBoundary: place === border,
      share: 0,
    };
    place += group.length;
    return leg;
  });
  return {
    start: senderOf(kept[0]),
    legs,
    earlier: count - kept.length,
    isEarlier: border !== null && border < 0,
    scale: measure(legs),
  };
};

/**
 * How the encryption of a step is marked, and what with.
 * @param {Hop} hop
 * @returns {{ mark: Mark, lock: 'closed' | 'open' | 'unknown' }}
 */
export const lockOf = ({ internal, received: { tls } }) => {
  if (tls.used === 'yes')
    return { mark: tls.version !== null && OLD.has(tls.version) ? 'warn' : 'pass', lock: 'closed' };
  if (tls.used === 'no') return { mark: internal ? 'none' : 'warn', lock: 'open' };
  return { mark: 'unknown', lock: 'unknown' };
};
