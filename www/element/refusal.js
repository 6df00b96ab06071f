// What can be done about open questions from here.

/** @import { Chance } from '../i18n/catalogue.js' */
/** @import { Tool, Work } from '../types/element.js' */
/** @import { Refused } from '../view/consent.js' */

/**
 * Why nothing may be asked from here. Where another page shows this one, a click may not be meant as one. A resolver of the
 * reader's own may run on this very machine.
 * @param {Tool} tool
 * @returns {Refused | null}
 */
export const refusalOf = ({ consent, sight, isOwn }) => {
  if (consent === 'never') return 'never';
  if (window.top !== window && !sight) return 'framed';
  if (sight && !sight.watch) return 'unseen';
  return navigator.onLine || isOwn ? null : 'offline';
};

/** @param {Tool} tool @param {Work} work @returns {Chance} */
export const chanceOf = (tool, { evidence, asking, source, evaluation }) => {
  if (evidence) return 'file';
  if (asking) return 'asking';
  // An example brings its answers along.
  if (source.kind === 'sample' && !evaluation?.requests.length) return 'none';
  return refusalOf(tool) ? 'paste' : 'ask';
};
