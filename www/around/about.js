import { build, version } from '../generated/build.js';
import { h } from '../view/h.js';
import { unicode } from './unicode.js';

/** @import { Provider } from '../types/report.js' */
/** @import { Spoken } from './index.js' */

/**
 * From when the newest rule is in force that the table of a provider holds.
 * @type {Readonly<Record<Provider, string>>}
 */
export const NEWEST = { gmail: '2024-06-01', yahoo: '2024-06', microsoft: '2025-05-05' };

/** A day or a month, as a language writes it. @param {string} date as ISO 8601 writes it @param {string} language */
const written = (date, language) => {
  const [year = 0, month = 1, day] = date.split('-').map(Number);
  return new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'long',
    ...(day ? { day: 'numeric' } : {}),
    timeZone: 'UTC',
  }).format(Date.UTC(year, month - 1, day ?? 1));
};

/** Which version this is, and how new what it knows of others is. @param {Spoken} spoken @param {boolean} isOpen */
export const aboutView = ({ language, texts: { about: words } }, isOpen) =>
  h(
    'details',
    { class: 'about', open: isOpen },
    h('summary', {}, words.heading),
    h(
      'dl',
      {},
      h('dt', {}, words.version),
      h('dd', {}, version),
      h('dt', {}, words.build),
      h('dd', {}, h('code', {}, build)),
      h('dt', {}, words.unicode),
      h('dd', {}, unicode),
      /** @type {Provider[]} */ (Object.keys(NEWEST)).map((provider) => [
        h('dt', {}, words.rules(words.provider[provider])),
        h('dd', {}, words.since(written(NEWEST[provider], language))),
      ]),
    ),
  );
