// The way of the message, the receiver on top.

import { h } from '../h.js';
import { journeyPicture } from '../picture/journey.js';
import { plain, rich } from '../rich.js';
import { untrusted } from '../untrusted.js';
import { badge, folded, senderFold } from './parts.js';

/** @import { SenderActions, SenderSpeech } from '../../i18n/sender/texts.js' */
/** @import { Boundary, Hop, Report, Sender, Sign, Trace } from '../../types/report.js' */
/** @import { Child } from '../h.js' */

/** Steps that are drawn; the report holds up to 200, which nobody reads. */
const SHOWN = 60;
const SIGNS = 40;
const OLD = new Set(['ssl2', 'ssl3', 'tls1.0', 'tls1.1']);

/**
 * Seconds from the first to the last date; `null` if there are not two, or clocks are wrong.
 * @param {readonly Hop[]} hops
 */
export const travelTime = (hops) => {
  const times = hops.flatMap(({ received }) => received.time ?? []);
  const [first, last] = [times[0], times.at(-1)];
  return times.length > 1 && first !== undefined && last !== undefined && last >= first ? last - first : null;
};

/** Within a host or a network, nobody expects it. @param {Hop} hop @param {SenderSpeech} speech */
const encryption = ({ received: { tls }, internal }, speech) => {
  const {
    journey: words,
    brackets: [open, close],
    comma,
  } = speech.catalogue.sender;
  const isOld = tls.version !== null && OLD.has(tls.version);
  return badge(
    tls.used === 'yes' ? (isOld ? 'warn' : 'pass') : tls.used === 'no' ? (internal ? 'none' : 'warn') : 'unknown',
    words.tls[tls.used],
    tls.version ? [open, words.version[tls.version], isOld ? [comma, words.old_tls] : null, close] : null,
  );
};

/** @param {Hop} hop @param {boolean} isFirst @param {SenderSpeech} speech */
const timing = ({ delay, clock_skew: isSkewed, received: { time } }, isFirst, speech) => {
  const words = speech.catalogue.sender.journey;
  return h(
    'p',
    {},
    time === null ? words.no_time : rich({ strings: ['', ''], values: [{ time }] }, speech),
    ' · ',
    isFirst
      ? words.first
      : delay === null
        ? words.no_time
        : isSkewed
          ? badge('warn', rich(words.skew(-delay), speech))
          : rich(words.delay(delay), speech),
  );
};

/** @param {Sender | null} from @param {SenderSpeech} speech */
const senderOf = (from, speech) => {
  const words = speech.catalogue.sender.journey;
  const name = from?.reverse ?? from?.helo;
  return name
    ? untrusted(name.text, { ltr: true })
    : from?.address
      ? untrusted(from.address.ip, { ltr: true })
      : words.unnamed;
};

/** @param {Hop} hop @param {SenderSpeech} speech */
const details = ({ received: { from, with: protocol, id, recipient, tls, faults }, field }, speech) => {
  const words = speech.catalogue.sender.journey;
  /** @type {Child[]} */
  const lines = [
    from?.helo ? rich(words.helo(from.helo.text), speech) : null,
    from?.reverse
      ? [rich(words.reverse(from.reverse.text), speech), from.reverse_unconfirmed ? words.unconfirmed : null]
      : null,
    from?.address ? rich(words.address[from.address.basis](from.address.ip), speech) : null,
    protocol ? rich(words.protocol(protocol.text), speech) : null,
    tls.cipher ? rich(words.cipher(tls.cipher.text), speech) : null,
    id ? rich(words.id(id.text), speech) : null,
    recipient ? rich(words.recipient(recipient.text), speech) : null,
    ...faults.slice(0, SIGNS).map(({ problem }) => badge('warn', words.fault[problem])),
    rich(words.field(field + 1), speech),
  ];
  return h(
    'ul',
    { class: 'reasons' },
    lines.flatMap((line) => (line ? [h('li', {}, line)] : [])),
  );
};

/** @param {Trace} trace @param {number} place @param {SenderSpeech} speech @param {SenderActions} actions */
const hopView = ({ hops, boundary }, place, speech, { setBoundary }) => {
  const words = speech.catalogue.sender.journey;
  const hop = /** @type {Hop} */ (hops[place]);
  const { from, by } = hop.received;
  const isProven = boundary !== null && place >= boundary.hop;
  const host = by?.name.text ?? '';
  const offer = setBoundary && place !== boundary?.hop && host !== '';
  return h(
    'li',
    { 'data-state': isProven ? 'receiver' : 'sender' },
    h(
      'p',
      { class: 'label' },
      rich(words.step(place + 1, hops.length), speech),
      hop.internal ? [' · ', words.internal[hop.internal]] : null,
    ),
    h('p', {}, h('span', { class: 'fine' }, words.by), ' ', by ? untrusted(host, { ltr: true }) : words.unnamed),
    h('p', {}, h('span', { class: 'fine' }, words.from), ' ', senderOf(from, speech)),
    timing(hop, place === 0, speech),
    h('p', {}, encryption(hop, speech), hop.authenticated ? [' ', badge('none', words.authenticated)] : null),
    folded(`hop-${place}`, words.details, () => details(hop, speech)),
    offer
      ? h(
          'button',
          {
            type: 'button',
            class: 'link',
            'data-key': `boundary-${place}`,
            'aria-label': plain(rich(words.boundary.mine_name(host), speech)),
            click: () => void setBoundary(place),
          },
          words.boundary.mine,
        )
      : null,
  );
};

/** @param {Boundary} boundary @param {SenderSpeech} speech @param {SenderActions} actions */
const boundaryView = ({ basis, evidence, domain, hop }, speech, { setBoundary }) => {
  const words = speech.catalogue.sender.journey.boundary;
  return h(
    'li',
    { class: 'boundary' },
    h('p', { class: 'fine' }, '▲ ', words.above),
    h(
      'p',
      {},
      h('strong', {}, words.title),
      ' · ',
      words.basis[basis],
      evidence ? [speech.catalogue.sender.gap, words.evidence[evidence]] : null,
    ),
    domain === null ? null : h('p', { class: 'fine' }, rich(words.receiver(domain), speech)),
    basis === 'given' && setBoundary
      ? h(
          'button',
          { type: 'button', class: 'link', 'data-key': 'boundary-guess', click: () => void setBoundary(null) },
          words.guess,
        )
      : null,
    h('p', { class: 'fine' }, '▼ ', hop === 0 ? words.nothing_below : words.below),
  );
};

/**
 * The steps, from the receiver down, with the boundary below the step by which the message came in.
 * @param {Trace} trace
 * @param {SenderSpeech} speech
 * @param {SenderActions} actions
 */
const timeLine = (trace, speech, actions) => {
  const { hops, boundary } = trace;
  const shown = hops.map((_, place) => place).reverse();
  const kept = shown.slice(0, Math.max(SHOWN, boundary ? hops.length - boundary.hop : 0));
  return [
    h(
      'ol',
      { class: 'journey', role: 'list' },
      kept.flatMap((place) => [
        hopView(trace, place, speech, actions),
        ...(boundary?.hop === place ? [boundaryView(boundary, speech, actions)] : []),
      ]),
    ),
    shown.length > kept.length
      ? h('p', {}, rich(speech.catalogue.sender.more(shown.length - kept.length), speech))
      : null,
  ];
};

/** @param {Sign} sign @param {SenderSpeech} speech */
const signView = ({ kind, value, rewriting, field }, speech) => {
  const words = speech.catalogue.sender.journey;
  return h(
    'li',
    {},
    h('p', {}, words.signs.kind[kind], ' ', untrusted(value.text, { ltr: true })),
    rewriting
      ? h('p', {}, rich(words.signs.scheme[rewriting.scheme](rewriting.original, rewriting.forwarder), speech))
      : null,
    h('p', { class: 'fine' }, rich(words.field(field + 1), speech)),
  );
};

/** @param {Trace} trace @param {SenderSpeech} speech */
const signsView = ({ signs, signs_left_out: leftOut }, speech) => {
  const words = speech.catalogue.sender.journey.signs;
  const rest = Math.max(signs.length - SIGNS, 0) + leftOut;
  return [
    h('h3', {}, words.heading),
    signs.length === 0
      ? h('p', {}, words.none)
      : [
          h('p', { class: 'fine' }, words.lead),
          h(
            'ul',
            { class: 'signs', role: 'list' },
            signs.slice(0, SIGNS).map((sign) => signView(sign, speech)),
          ),
        ],
    rest > 0 ? h('p', {}, rich(speech.catalogue.sender.more(rest), speech)) : null,
  ];
};

/**
 * @param {Report} report
 * @param {SenderSpeech} speech
 * @param {SenderActions} actions
 */
export const journeySection = (report, speech, actions) => {
  const { trace } = report;
  const words = speech.catalogue.sender.journey;
  const { hops, count } = trace;
  return senderFold('sender-journey', words.heading, rich(speech.doors.evidence.steps(count), speech), () => [
    h('p', { class: 'fine' }, words.lead),
    hops.length === 0
      ? h('p', {}, words.none)
      : [
          h('p', {}, rich(words.summary(count, travelTime(hops)), speech)),
          journeyPicture(report, speech),
          folded('steps', words.steps, () => timeLine(trace, speech, actions)),
        ],
    count > hops.length ? h('p', {}, rich(words.left_out(hops.length, count), speech)) : null,
    signsView(trace, speech),
  ]);
};
