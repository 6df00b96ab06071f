// Which message is judged, above its verdict: where more than one could be meant, or copying had changed it.

import { findingList } from './findings.js';
import { h } from './h.js';
import { rich } from './rich.js';
import { untrusted } from './untrusted.js';

/** @import { Speech } from '../i18n/index.js' */
/** @import { Finding, Report } from '../types/report.js' */
/** @import { Head } from '../types/session.js' */
/**
 * @typedef {{ heads: readonly Head[], isListing: boolean }} WhichData
 * @typedef {{ list: () => void, choose: (index: number) => void }} WhichActions
 */

/** These change nothing. */
const REMARKS = new Set(['paste.header.incomplete', 'paste.body.incomplete', 'paste.reading.guess']);
/** What the sentence and the choice below it say. */
const SAID = new Set(['paste.source.inner-message', 'paste.source.other-messages']);

/** Messages of which the list is open by itself. */
const AT_ONCE = 4;

/** Whether a finding is about how the source was read. @param {Finding} finding */
export const isOfReading = ({ code }) => code.startsWith('paste.');

/** Whether a finding tells what was changed, so that the message could be read. @param {Finding} finding */
export const isRepair = (finding) => isOfReading(finding) && !REMARKS.has(finding.code) && !SAID.has(finding.code);

/** @param {Report} report @param {readonly Finding[]} readings @param {Speech} speech */
const sentence = ({ source, identifiers, findings }, readings, speech) => {
  const words = speech.catalogue.which;
  const from = identifiers.from[0]?.text || words.unnamed;
  const inner = findings.find((finding) => finding.code === 'paste.source.inner-message');
  if (inner) return words[inner.params.container === 'bounce' ? 'bounce' : 'message'](from);
  if (source.index >= source.messages) return words.around(from);
  if (source.container === 'outlook_msg') return words.outlook_msg(from);
  if (source.container === 'mbox' && source.messages > 1) return words.mbox(source.index + 1, source.messages, from);
  if (source.others > 0) return words.outer(from);
  return readings.some(({ code }) => !REMARKS.has(code)) ? words.mended(from) : null;
};

/** @param {Report} report @param {WhichData} data @param {WhichActions} actions @param {Speech} speech */
const chooser = ({ source }, { heads, isListing }, { list, choose }, speech) => {
  const words = speech.catalogue.which;
  const none = () => h('span', { class: 'missing' }, speech.catalogue.claims.none);
  const count = source.messages + source.others;
  const left = count - heads.length;
  return h(
    'details',
    {
      // A short list takes little of the verdict's room.
      'data-key': 'mails',
      open: source.messages > 1 && source.messages <= AT_ONCE && heads.length === 0,
      toggle: (/** @type {Event & { target: HTMLDetailsElement }} */ { target }) => {
        if (target.open && heads.length === 0) list();
      },
    },
    h('summary', {}, rich(words.choose(count), speech)),
    h(
      'ul',
      { class: 'mails', role: 'list' },
      heads.map(({ from, subject, date }, index) =>
        h(
          'li',
          {},
          h(
            'button',
            {
              type: 'button',
              'data-key': `mail-${index}`,
              'aria-current': index === source.index ? 'true' : null,
              click: () => choose(index),
            },
            h(
              'span',
              {},
              subject ? untrusted(subject) : none(),
              index === source.index ? [' ', h('strong', {}, words.chosen)] : null,
            ),
            h('span', { class: 'fine' }, from ? untrusted(from) : none(), ' · ', date ? untrusted(date) : none()),
          ),
        ),
      ),
    ),
    isListing || heads.length === 0
      ? h('p', { class: 'fine' }, words.listing)
      : left > 0
        ? h(
            'button',
            { type: 'button', class: 'link', 'data-key': 'mails-more', click: list },
            h('span', {}, rich(words.more(left), speech)),
          )
        : null,
  );
};

/**
 * @param {Report} report
 * @param {WhichData} data
 * @param {WhichActions} actions
 * @param {Speech} speech
 */
export const whichView = (report, data, actions, speech) => {
  const words = speech.catalogue.which;
  const readings = report.findings.filter((finding) => isOfReading(finding) && !SAID.has(finding.code));
  const said = sentence(report, readings, speech);
  if (!said && readings.length === 0) return null;
  return h(
    'section',
    { class: 'which', 'aria-label': words.label },
    said ? h('p', {}, h('strong', {}, rich(said, speech))) : null,
    readings.length > 0 ? findingList(readings, speech, report) : null,
    report.source.messages + report.source.others > 1 ? chooser(report, data, actions, speech) : null,
  );
};
