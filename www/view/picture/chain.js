// The ARC chain, link by link; one that does not hold is broken.

import { svg } from '../h.js';
import { rich } from '../rich.js';
import { nameAt, picture, said, sign, stroke, wordsAt } from './parts.js';

/** @import { SenderSpeech } from '../../i18n/sender/texts.js' */
/** @import { ArcSet, Chain, Report } from '../../types/report.js' */
/** @import { Mark } from '../sender/parts.js' */
/** @import { Drawing } from './parts.js' */

/** Sets that are drawn. */
export const SHOWN = 12;

/** @typedef {'whole' | 'broken' | 'missing' | 'pending' | 'unknown'} LinkState */
/** @typedef {{ instance: number, set: ArcSet | null, state: LinkState }} Link */

/** @type {Record<LinkState, Mark>} */
const MARKS = { whole: 'pass', broken: 'fail', missing: 'fail', pending: 'pending', unknown: 'unknown' };

/** @param {ArcSet} set @param {Chain} chain @returns {LinkState} */
const stateOf = ({ instance, seal }, { cause }) => {
  if (cause?.subject.kind === 'arc_set' && cause.subject.instance === instance) return 'broken';
  if (!seal || seal.signature.verdict === 'fail' || seal.chain_validation === 'fail') return 'broken';
  if (seal.signature.verdict === 'pass') return 'whole';
  return seal.signature.verdict === 'pending' ? 'pending' : 'unknown';
};

/**
 * The links from the first to the newest, with the place of one that is missing.
 * @param {Chain} chain
 * @returns {Link[]}
 */
export const linksOf = (chain) => {
  const links = chain.sets.map(
    (set) => /** @type {Link} */ ({ instance: set.instance, set, state: stateOf(set, chain) }),
  );
  const { cause } = chain;
  const named = cause?.subject.kind === 'arc_set' ? cause.subject.instance : null;
  if (named !== null && !links.some(({ instance }) => instance === named))
    links.push({ instance: named, set: null, state: 'missing' });
  return links.sort((a, b) => a.instance - b.instance);
};

/** Whether the chain fails without one link being to blame. @param {Chain} chain */
export const isBrokenAsWhole = (chain) =>
  chain.result === 'fail' && linksOf(chain).every(({ state }) => state !== 'broken' && state !== 'missing');

/**
 * The first links and the newest, those that are broken before others; a number stands for so many that are left out.
 * @param {readonly Link[]} links
 * @returns {(Link | number)[]}
 */
const condensed = (links) => {
  if (links.length <= SHOWN) return [...links];
  const wanted = [links[0], ...links.slice(-3), ...links.filter(({ state }) => MARKS[state] === 'fail'), ...links];
  const kept = new Set([...new Set(wanted)].slice(0, SHOWN));
  /** @type {(Link | number)[]} */
  const shown = [];
  for (const link of links) {
    const last = shown.at(-1);
    if (kept.has(link)) shown.push(link);
    else if (typeof last === 'number') shown[shown.length - 1] = last + 1;
    else shown.push(1);
  }
  return shown;
};

const LINK = 64;
const GAP = 40;
const CHAIN = 34;
const BESIDE = 66;

/** A ring of the chain, open where it is broken. @param {number} y @param {LinkState} state */
const ring = (y, state) => {
  const isBroken = MARKS[state] === 'fail';
  const [left, right, top, bottom] = [CHAIN - 13, CHAIN + 13, y + 4, y + LINK - 12];
  const [mid, round] = [(top + bottom) / 2, 13];
  const upper = `M${left} ${mid - (isBroken ? 8 : 0)}V${top + round}A${round} ${round} 0 0 1 ${right} ${top + round}V${mid - (isBroken ? 14 : 0)}`;
  const lower = `M${left} ${mid + (isBroken ? 14 : 0)}V${bottom - round}A${round} ${round} 0 0 0 ${right} ${bottom - round}V${mid + (isBroken ? 8 : 0)}`;
  return svg(
    'g',
    { class: 'ring', 'data-state': MARKS[state] },
    svg('path', { class: state === 'whole' || isBroken ? 'metal' : 'metal open', d: upper }),
    svg('path', { class: state === 'whole' || isBroken ? 'metal' : 'metal open', d: lower }),
  );
};

/** The set from which on the message is unchanged; of a chain that fails, nothing counts. @param {Chain} chain */
export const unchangedFrom = ({ result, oldest_pass: oldest, sets }) =>
  result === 'fail' || oldest === null ? null : oldest === 0 ? (sets[0]?.instance ?? null) : oldest;

/**
 * @param {Link} link
 * @param {boolean} isUnchanged Whether the message is unchanged from here on.
 * @param {number} y
 * @param {number} cells
 * @param {SenderSpeech} speech
 */
const linkView = ({ instance, set, state }, isUnchanged, y, cells, speech) => {
  const words = speech.catalogue.sender.picture.arc;
  const domain = set?.seal?.signature.domain?.a_label ?? null;
  const before = set?.seal?.chain_validation;
  return svg(
    'g',
    { class: 'link-of', 'data-state': MARKS[state] },
    ring(y, state),
    sign(CHAIN, y + LINK / 2 - 4, MARKS[state]),
    domain === null ? wordsAt(BESIDE, y + 25, words.nobody) : nameAt(BESIDE, y + 25, domain, cells),
    wordsAt(BESIDE, y + 44, [`i=${instance}`, ...(before ? [`cv=${before}`] : []), words.state[state]].join(' · '), {
      kind: 'soft',
    }),
    isUnchanged ? wordsAt(BESIDE, y + 63, words.unchanged, { kind: 'said pass' }) : null,
  );
};

/** @param {Chain} chain @param {number} cells @param {SenderSpeech} speech @returns {Drawing} */
const drawing = (chain, cells, speech) => {
  const words = speech.catalogue.sender.picture.arc;
  const shown = condensed(linksOf(chain));
  const first = unchangedFrom(chain);
  let y = 0;
  /** @type {number | null} Where what is unchanged begins. */
  let from = null;
  const drawn = shown.map((link, place) => {
    const top = y;
    const isLink = typeof link !== 'number';
    if (isLink && first !== null && link.instance >= first) from ??= top + 6;
    const isUnchanged = isLink && link.instance === first;
    y += isLink ? LINK + (isUnchanged ? 14 : 0) : GAP;
    const next = shown[place + 1];
    const isGap = !isLink || typeof next === 'number';
    const isWhole = isLink && link.state === 'whole' && typeof next === 'object' && next.state === 'whole';
    const joint =
      next === undefined
        ? null
        : stroke(
            CHAIN,
            top + (isLink ? LINK - 20 : 0),
            CHAIN,
            y + 12,
            isGap ? 'joint gap' : 'joint',
            isWhole ? 'pass' : 'none',
          );
    return [
      isLink
        ? linkView(link, isUnchanged, top, cells, speech)
        : wordsAt(BESIDE, top + 25, said(words.left_out(link), speech), { kind: 'soft' }),
      joint,
    ];
  });
  const isBroken = isBrokenAsWhole(chain);
  return {
    height: y + (isBroken ? 28 : 0) + 2,
    children: [
      from === null ? null : stroke(8, from, 8, y - 14, 'unchanged'),
      drawn,
      isBroken ? [sign(CHAIN, y + 12, 'fail'), wordsAt(BESIDE, y + 17, words.broken, { kind: 'said fail' })] : null,
    ],
  };
};

/**
 * @param {Report} report
 * @param {SenderSpeech} speech
 * @returns {Element | null} `null` where there is no chain that could be drawn.
 */
export const chainPicture = ({ arc }, speech) => {
  if (arc.sets.length === 0) return null;
  const words = speech.catalogue.sender.picture.arc;
  const { gap } = speech.catalogue.sender;
  const links = linksOf(arc);
  const bad = links.filter(({ state }) => MARKS[state] === 'fail');
  const first = unchangedFrom(arc);
  return picture(
    'picture-arc',
    'sender-arc',
    { wide: drawing(arc, 56, speech), narrow: drawing(arc, 23, speech), kind: 'of-arc' },
    [
      ...rich(words.says(arc.sets.length, links.filter(({ state }) => state === 'whole').length), speech),
      ...bad.slice(0, SHOWN).flatMap(({ instance }) => [gap, ...rich(words.says_broken(instance), speech)]),
      ...(isBrokenAsWhole(arc) ? [gap, words.says_whole] : []),
      ...(first === null ? [] : [gap, ...rich(words.says_unchanged(first), speech)]),
    ],
  );
};
