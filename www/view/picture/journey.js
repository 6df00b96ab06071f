// The way of the message as a line: as long as it took, locked or open, and the border where the receiver's own words
// begin.

import { svg } from '../h.js';
import { rich } from '../rich.js';
import { at, nameAt, namesAt, picture, said, stroke, wordsAt } from './parts.js';
import { lockOf, wayOf } from './way.js';

/** @import { SenderSpeech } from '../../i18n/sender/texts.js' */
/** @import { Hop, Report } from '../../types/report.js' */
/** @import { Drawing, Key, Measure } from './parts.js' */
/** @import { Leg, Way } from './way.js' */

/** Legs that have room side by side. */
const ABREAST = 4;

const SHACKLES = {
  closed: 'M-3.5-1V-4a3.5 3.5 0 0 1 7 0V-1',
  open: 'M-3.5-1V-4a3.5 3.5 0 0 1 6.6-1.7',
  unknown: 'M-3.5-1V-4a3.5 3.5 0 0 1 7 0V-1',
};

/** A padlock. @param {Measure} x @param {Measure} y @param {ReturnType<typeof lockOf>} state */
const padlock = (x, y, { lock, mark }) =>
  at(
    x,
    y,
    svg(
      'g',
      { class: `lock ${lock}`, 'data-state': mark },
      svg('circle', { class: 'ground', cx: 0, cy: 0, r: 13 }),
      svg('path', { class: 'shackle', d: SHACKLES[lock] }),
      svg('rect', { class: 'body', x: -5.5, y: -1, width: 11, height: 8.5, rx: 1.5 }),
      lock === 'unknown'
        ? svg('path', { class: 'hole', d: 'M-1.4 1.9A1.4 1.4 0 1 1 .5 3.2C0 3.5 0 3.7 0 4M0 5.7v.1' })
        : svg('path', { class: 'hole', d: 'M0 2.2V4.2' }),
    ),
  );

/** @param {Measure} x @param {Measure} y @param {boolean} isReceivers */
const station = (x, y, isReceivers) =>
  at(x, y, svg('circle', { class: isReceivers ? 'station own' : 'station', cx: 0, cy: 0, r: 7 }));

/** @param {Leg} leg @param {SenderSpeech} speech */
const time = ({ delay, isSkewed }, speech) => {
  const words = speech.catalogue.sender.picture.journey;
  return delay === null ? '' : said(isSkewed ? words.skew(-delay) : words.delay(delay), speech);
};

/**
 * Of how long it took and how it was encrypted, which the lock tells too.
 * @param {Leg} leg
 * @param {SenderSpeech} speech
 */
const noted = (leg, speech) => {
  const words = speech.catalogue.sender.picture.journey;
  const [hop] = leg.hops;
  const what =
    leg.hops.length > 1 || !hop ? said(words.internal(leg.hops.length), speech) : words.tls[hop.received.tls.used];
  const long = time(leg, speech);
  if (leg.isSkewed) return long;
  return long === '' ? what : `${long} · ${what}`;
};

/**
 * A dot for each step within a network.
 * @param {readonly Hop[]} hops
 * @param {(share: number) => [Measure, Measure]} place
 */
const steps = (hops, place) =>
  hops.map((_, index) =>
    at(...place((index + 1) / (hops.length + 1)), svg('circle', { class: 'hop-dot', cx: 0, cy: 0, r: 3.5 })),
  );

/** What stands on a leg. @param {Leg} leg @param {(share: number) => [Measure, Measure]} place */
const onLeg = ({ hops }, place) => {
  const [hop] = hops;
  return hops.length > 1 || !hop
    ? svg('g', { class: 'steps' }, steps(hops, place))
    : padlock(...place(0.5), lockOf(hop));
};

const AXIS = 84;

/** From left to right. @param {Way} way @param {SenderSpeech} speech @returns {Drawing} */
const across = ({ start, legs }, speech) => {
  const words = speech.catalogue.sender.picture.journey;
  const all = legs.reduce((sum, { share }) => sum + share, 0);
  const even = (all > 0 ? 0.72 : 1) / legs.length;
  const places = [10];
  for (const { share } of legs)
    places.push(/** @type {number} */ (places.at(-1)) + 80 * (even + (all > 0 ? (0.28 * share) / all : 0)));
  const percent = (/** @type {number} */ place) => `${place.toFixed(2)}%`;
  const room = { cells: 13, lines: 4, step: 16 };
  const [left = 0] = places;
  const names = [
    namesOf(start, percent(left), room, speech),
    ...legs.map(({ name }, index) => namesOf(name, percent(places[index + 1] ?? 0), room, speech)),
  ];
  return {
    height: AXIS + 26 + room.step * Math.max(...names.map(({ length }) => length)),
    children: [
      legs.map((leg, index) => {
        const [from = 0, to = 0] = [places[index], places[index + 1]];
        // What the receiver noted begins where the message was handed over.
        const border = from + 0.2 * (to - from);
        return svg(
          'g',
          { class: 'leg' },
          leg.isBoundary ? stroke(percent(from), AXIS, percent(border), AXIS, 'track') : null,
          stroke(
            percent(leg.isBoundary ? border : from),
            AXIS,
            percent(to),
            AXIS,
            leg.isReceivers ? 'track own' : 'track',
          ),
          onLeg(leg, (share) => [percent(from + share * (to - from)), AXIS]),
          wordsAt(percent((from + to) / 2), AXIS - 22, time(leg, speech), {
            anchor: 'middle',
            kind: leg.isSkewed ? 'said warn' : '',
          }),
          leg.hops.length > 1
            ? wordsAt(
                percent((from + to) / 2),
                AXIS - (leg.delay === null ? 22 : 38),
                said(words.internal(leg.hops.length), speech),
                { anchor: 'middle', kind: 'soft' },
              )
            : null,
          leg.isBoundary
            ? svg(
                'g',
                { class: 'border' },
                at(
                  percent(border),
                  0,
                  stroke(-1.5, 30, -1.5, AXIS + 24, 'border-line'),
                  stroke(1.5, 30, 1.5, AXIS + 24, 'border-line'),
                  wordsAt(-8, 18, words.claimed, { anchor: 'end', kind: 'soft' }),
                  wordsAt(8, 18, words.receivers, { kind: 'soft' }),
                ),
              )
            : null,
        );
      }),
      station(percent(left), AXIS, false),
      legs.map((leg, index) => station(percent(places[index + 1] ?? 0), AXIS, leg.isReceivers)),
      names,
    ],
  };
};

/**
 * @param {string | null} name
 * @param {Measure} x
 * @param {{ cells: number, lines: number, step: number }} room
 * @param {SenderSpeech} speech
 */
const namesOf = (name, x, room, speech) =>
  name === null
    ? [wordsAt(x, AXIS + 34, speech.catalogue.sender.picture.journey.unnamed, { anchor: 'middle', kind: 'soft' })]
    : namesAt(x, AXIS + 34, name, room);

const TRACK = 20;
const BESIDE = 44;
const SHORTEST = 52;
const STRETCH = 56;

/** @param {string | null} name @param {number} y @param {number} cells @param {SenderSpeech} speech */
const nameOf = (name, y, cells, speech) =>
  name === null
    ? wordsAt(BESIDE, y + 5, speech.catalogue.sender.picture.journey.unnamed, { kind: 'soft' })
    : nameAt(BESIDE, y + 5, name, cells);

/** The border across the way, with what holds above and below. @param {number} y @param {SenderSpeech} speech */
const borderAcross = (y, speech) => {
  const words = speech.catalogue.sender.picture.journey;
  return svg(
    'g',
    { class: 'border' },
    stroke(0, y - 1.5, '100%', y - 1.5, 'border-line'),
    stroke(0, y + 1.5, '100%', y + 1.5, 'border-line'),
    wordsAt(BESIDE, y - 9, `▲ ${words.receivers}`, { kind: 'soft' }),
    wordsAt(BESIDE, y + 18, `▼ ${words.claimed}`, { kind: 'soft' }),
  );
};

/**
 * From top to bottom, the receiver on top as in the text.
 * @param {Way} way
 * @param {number} cells
 * @param {SenderSpeech} speech
 * @returns {Drawing}
 */
const down = ({ start, legs, earlier, isEarlier }, cells, speech) => {
  let y = 12;
  const drawn = [...legs].reverse().map((leg) => {
    const long = SHORTEST + Math.round(STRETCH * leg.share) + Math.max(leg.hops.length - 3, 0) * 12;
    const space = leg.isBoundary ? 48 : 0;
    const [top, bottom] = [y, y + space + long];
    y = bottom;
    return svg(
      'g',
      { class: 'leg' },
      stroke(TRACK, top, TRACK, bottom - (leg.isBoundary ? 36 : 0), leg.isReceivers ? 'track own' : 'track'),
      leg.isBoundary ? [stroke(TRACK, bottom - 36, TRACK, bottom, 'track'), borderAcross(bottom - 36, speech)] : null,
      onLeg(leg, (share) => [TRACK, top + share * long]),
      wordsAt(BESIDE, top + long / 2 + 5, noted(leg, speech), { kind: leg.isSkewed ? 'said warn' : 'soft' }),
      station(TRACK, top, leg.isReceivers),
      nameOf(leg.name, top, cells, speech),
    );
  });
  const more = earlier > 0 ? earlierSteps(y, earlier, isEarlier, speech) : null;
  return {
    height: y + (more ? more.height : 14),
    children: [
      drawn,
      more ? more.children : null,
      more ? null : [station(TRACK, y, false), nameOf(start, y, cells, speech)],
    ],
  };
};

/**
 * Where steps are left out.
 * @param {number} y
 * @param {number} earlier
 * @param {boolean} isEarlier
 * @param {SenderSpeech} speech
 */
const earlierSteps = (y, earlier, isEarlier, speech) => {
  const words = speech.catalogue.sender.picture.journey;
  return {
    height: isEarlier ? 110 : 52,
    children: svg(
      'g',
      { class: 'earlier' },
      stroke(TRACK, y, TRACK, y + 30, 'track gap'),
      wordsAt(BESIDE, y + 26, said(words.earlier(earlier), speech), { kind: 'soft' }),
      isEarlier ? borderAcross(y + 74, speech) : null,
    ),
  };
};

/** What the signs mean that are drawn. @param {Way} way @param {SenderSpeech} speech @returns {Key[]} */
const keysOf = ({ legs, scale }, speech) => {
  const words = speech.catalogue.sender.picture.journey;
  const alone = legs.flatMap(({ hops: [hop, ...others] }) => (hop && others.length === 0 ? [hop] : []));
  const uses = /** @type {const} */ (['yes', 'no', 'unknown']).flatMap(
    (use) => alone.find(({ received }) => received.tls.used === use) ?? [],
  );
  return [
    ...uses.map((hop) => ({ icon: padlock(10, 10, lockOf(hop)), words: words.tls[hop.received.tls.used] })),
    ...(scale ? [{ icon: null, words: words.scale[scale] }] : []),
  ];
};

/**
 * @param {Report} report
 * @param {SenderSpeech} speech
 * @returns {Element | null} `null` where nothing tells the way.
 */
export const journeyPicture = (report, speech) => {
  const { hops, boundary, count } = report.trace;
  if (hops.length === 0) return null;
  const words = speech.catalogue.sender.picture.journey;
  const way = wayOf(report);
  const number = (/** @type {Hop['received']['tls']['used']} */ use) =>
    hops.filter(({ received }) => received.tls.used === use).length;
  const isAbreast = way.legs.length <= ABREAST && way.earlier === 0;
  return picture(
    'picture-journey',
    'sender-journey',
    {
      wide: isAbreast ? across(way, speech) : down(way, 56, speech),
      narrow: down(way, 26, speech),
      kind: isAbreast ? 'of-journey' : 'of-journey long',
      keys: keysOf(way, speech),
    },
    [
      ...rich(words.says(count, number('yes'), number('no'), number('unknown')), speech),
      speech.catalogue.sender.gap,
      ...(boundary
        ? rich(
            words.says_boundary(boundary.hop + 1, hops[boundary.hop]?.received.by?.name.text ?? words.unnamed),
            speech,
          )
        : []),
    ],
  );
};
