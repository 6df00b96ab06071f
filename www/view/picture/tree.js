// The records of SPF as a tree, with what each costs of the ten look-ups and the way to the term that decided.

import { svg } from '../h.js';
import { rich } from '../rich.js';
import { markOf } from '../sender/parts.js';
import { at, nameAt, picture, said, sign, stroke, wordsAt } from './parts.js';

/** @import { SenderSpeech } from '../../i18n/sender/texts.js' */
/** @import { Node as SpfNode, SpfEvaluation } from '../../types/report.js' */
/** @import { Drawing } from './parts.js' */

/** Records that are drawn; of more, only the upper levels. */
export const SHOWN = 30;
export const CONDENSED = 16;
/** Look-ups that are drawn as boxes; their number stands beside them. */
const BOXES = 12;
const DEEPEST = 5;
/** Characters of a name that are drawn at most. */
const LONGEST = 60;

/**
 * @typedef {{ place: number, node: SpfNode, depth: number, own: number, decides: boolean, hidden: number, term: string
 *   | null }} Row
 */

/** The records on the way to the term that decided, from the first. @param {SpfEvaluation} check */
export const decidingWay = ({ nodes }) => {
  /** @type {number[]} */
  const way = [];
  for (let place = nodes.length > 0 ? 0 : null; place !== null && !way.includes(place); ) {
    way.push(place);
    const node = nodes[place];
    const next =
      node?.decided_by === null || node?.decided_by === undefined ? null : (node.terms[node.decided_by]?.node ?? null);
    // A record always comes after the one that leads to it.
    place = next !== null && next > place && next < nodes.length ? next : null;
  }
  return way;
};

/** The term that decided at last, with the place of its record. @param {SpfEvaluation} check */
export const decidingTerm = (check) => {
  const place = decidingWay(check).at(-1);
  const node = place === undefined ? undefined : check.nodes[place];
  const term = node && node.decided_by !== null ? node.terms[node.decided_by] : undefined;
  return place === undefined || !term ? null : { place, text: term.text };
};

/**
 * The places of the records that are drawn: those on the way to the decision, and then level by level.
 * @param {SpfEvaluation} check
 * @param {readonly number[]} depths
 */
const chosen = (check, depths) => {
  const most = check.nodes.length > SHOWN ? CONDENSED : SHOWN;
  const way = decidingWay(check).slice(0, most);
  const others = check.nodes.map((_, place) => place).sort((a, b) => (depths[a] ?? 0) - (depths[b] ?? 0) || a - b);
  /** @type {Set<number>} */
  const kept = new Set(way);
  for (const place of others) {
    if (kept.size >= most) break;
    const parent = check.nodes[place]?.parent?.node;
    if (parent === undefined || kept.has(parent)) kept.add(place);
  }
  return kept;
};

/** @param {SpfEvaluation} check @returns {Row[]} */
export const rowsOf = (check) => {
  const { nodes } = check;
  /** @type {number[]} */
  const depths = [];
  /** @type {number[][]} */
  const children = nodes.map(() => []);
  nodes.forEach(({ parent }, place) => {
    depths[place] = parent ? (depths[parent.node] ?? 0) + 1 : 0;
    if (parent) children[parent.node]?.push(place);
  });
  const kept = chosen(check, depths);
  const way = new Set(decidingWay(check));
  const sizes = nodes.map(() => 1);
  for (let place = nodes.length - 1; place > 0; place -= 1) {
    const parent = nodes[place]?.parent?.node;
    if (parent !== undefined) sizes[parent] = (sizes[parent] ?? 0) + (sizes[place] ?? 0);
  }
  /** @type {Row[]} */
  const rows = [];
  const open = nodes.length > 0 ? [0] : [];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const node = /** @type {SpfNode} */ (nodes[place]);
    const below = children[place] ?? [];
    rows.push({
      place,
      node,
      depth: depths[place] ?? 0,
      decides: way.has(place),
      own: Math.max(node.counted_terms - below.reduce((sum, child) => sum + (nodes[child]?.counted_terms ?? 0), 0), 0),
      hidden: below.filter((child) => !kept.has(child)).reduce((sum, child) => sum + (sizes[child] ?? 0), 0),
      term: node.parent ? (nodes[node.parent.node]?.terms[node.parent.term]?.kind ?? null) : null,
    });
    open.push(...below.filter((child) => kept.has(child)).reverse());
  }
  return rows;
};

const BOX = 50;
const GAP = 10;
const LINE = 26;

/**
 * How much room there is at least, in pixels, how much of it a level is moved in, in percent, and how wide a character
 * of a name is.
 * @typedef {{ least: number, indent: number, cell: number }} Room
 */

/** @param {number} depth @param {Room} room */
const leftOf = (depth, { least, indent }) => 1000 / least + Math.min(depth, DEEPEST) * indent;

/**
 * Cells of a name that begins so many pixels inside a box.
 * @param {number} left
 * @param {number} inside
 * @param {Room} room
 */
const cellsOf = (left, inside, { least, cell }) =>
  Math.min(Math.floor(((least * (99.5 - left)) / 100 - inside - 8) / cell), LONGEST);

/** @param {number} own @param {number} y @param {SenderSpeech} speech */
const cost = (own, y, speech) =>
  at(
    '99.5%',
    y,
    svg(
      'g',
      { class: 'cost' },
      Array.from({ length: Math.min(own, BOXES) }, (_, place) =>
        svg('rect', { class: 'look-up', x: -32 - 11 * (place + 1), y: -9, width: 8, height: 8, rx: 1 }),
      ),
      wordsAt(-12, 0, speech.number(own), { anchor: 'end', kind: own > 0 ? 'count' : 'soft' }),
    ),
  );

/** @param {Row} row @param {number} y @param {Room} room @param {SenderSpeech} speech */
const recordBox = ({ node, own, decides, term, depth }, y, room, speech) => {
  const how = term === 'include' || term === 'redirect' ? `${term} · ` : '';
  const left = leftOf(depth, room);
  const mark = markOf(node.result);
  return svg(
    'g',
    { class: decides ? 'record-box deciding' : 'record-box' },
    svg('rect', { class: 'box', x: `${left}%`, y, width: `${99.5 - left}%`, height: BOX, rx: 3 }),
    at(
      `${left}%`,
      y,
      nameAt(20, 20, node.domain, cellsOf(left, 20, room), { kind: decides ? 'strong' : '' }),
      wordsAt(20, 40, `${how}${node.result}`, { kind: 'soft' }),
      sign(0, BOX / 2, mark),
    ),
    cost(own, y + 40, speech),
  );
};

/** @param {Row} row @param {number} top @param {number} from @param {Room} room */
const branch = ({ depth, decides }, top, from, room) => {
  const [trunk, y] = [`${leftOf(depth - 1, room) + room.indent / 2}%`, top + BOX / 2];
  const kind = decides ? 'branch deciding' : 'branch';
  return [stroke(trunk, from, trunk, y, kind), stroke(trunk, y, `${leftOf(depth, room)}%`, y, kind)];
};

/**
 * What stands below a record: the term that decided, and how much is not drawn.
 * @param {Row} row
 * @param {number} y
 * @param {string | null} decider
 * @param {Room} room
 * @param {SenderSpeech} speech
 */
const below = ({ node, depth, hidden }, y, decider, room, speech) => {
  const left = leftOf(depth, room) + room.indent / 2;
  const more = y + (decider === null ? 0 : LINE);
  return [
    decider === null
      ? null
      : [
          stroke(`${left}%`, y, `${left}%`, y + 16, 'branch deciding'),
          sign(`${left}%`, y + 16, markOf(node.result)),
          at(`${left}%`, y, nameAt(16, 21, decider, cellsOf(left, 16, room), { kind: 'strong' })),
        ],
    hidden > 0
      ? at(
          `${left}%`,
          more,
          wordsAt(0, 16, said(speech.catalogue.sender.picture.spf.hidden(hidden), speech), { kind: 'soft' }),
        )
      : null,
  ];
};

/** @param {SpfEvaluation} check @param {Room} room @param {SenderSpeech} speech @returns {Drawing} */
const drawing = (check, room, speech) => {
  const last = decidingTerm(check);
  /** @type {number[]} Where the line down begins, for each level. */
  const trunks = [];
  /** @type {Element[]} */
  const lines = [];
  let y = 1;
  const boxes = rowsOf(check).map((row) => {
    const { depth, place, decides, hidden } = row;
    const top = y;
    // What decides lies above the others.
    if (depth > 0) lines[decides ? 'push' : 'unshift'](...branch(row, top, trunks[depth - 1] ?? top, room));
    trunks[depth] = top + BOX;
    const decider = last?.place === place ? last.text : null;
    y += BOX + (decider === null ? 0 : LINE) + (hidden > 0 ? LINE : 0) + GAP;
    return [recordBox(row, top, room, speech), below(row, top + BOX, decider, room, speech)];
  });
  return { height: y, children: [lines, boxes] };
};

/**
 * @param {SpfEvaluation} check
 * @param {number} index Its place in the report.
 * @param {SenderSpeech} speech
 * @returns {Element | null} `null` where no record was asked for.
 */
export const treePicture = (check, index, speech) => {
  const [root] = check.nodes;
  if (!root || root.record === null) return null;
  const words = speech.catalogue.sender.picture.spf;
  const last = decidingTerm(check);
  const keys = [{ icon: svg('rect', { class: 'look-up', x: 6, y: 6, width: 8, height: 8, rx: 1 }), words: words.key }];
  return picture(
    `picture-spf-${index}`,
    `sender-spf-${index}`,
    {
      wide: drawing(check, { least: 576, indent: 5, cell: 7.9 }, speech),
      narrow: drawing(check, { least: 254, indent: 6, cell: 7.3 }, speech),
      kind: 'of-spf',
      keys,
    },
    [
      ...rich(words.says(check.nodes.length, root.counted_terms, root.void_look_ups), speech),
      speech.catalogue.sender.gap,
      ...(last
        ? rich(words.decides(last.text, check.nodes[last.place]?.domain ?? '', check.result), speech)
        : rich(words.undecided(check.result), speech)),
    ],
  );
};
