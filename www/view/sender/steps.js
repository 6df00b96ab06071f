// What is told of the names that a tree walk went through.

/** @import { Walk } from '../../types/report.js' */

/** Whether a name lies right above another one. @param {string} upper @param {string} lower */
export const isParent = (upper, lower) => lower.slice(lower.indexOf('.') + 1) === upper;

/** Why a walk ends where it does. @param {Walk} walk @returns {'psd' | 'root' | 'open'} */
export const endOf = ({ steps }) => {
  const last = steps.at(-1);
  if (last?.record && last.record.psd !== 'u') return 'psd';
  return last && !last.domain.includes('.') && steps.every(({ state }) => state === 'record' || state === 'none')
    ? 'root'
    : 'open';
};
