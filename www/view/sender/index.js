/** @import { Speech } from '../../i18n/index.js' */
/** @import { Report } from '../../types/report.js' */
/** @import { SenderActions } from '../../types/element.js' */

/**
 * The sections on who sent the message, beside its signatures.
 * @param {Report} report
 * @param {Speech} speech
 * @param {SenderActions} actions
 * @returns {Node[]}
 */
export const senderSections = (report, speech, actions) => {
  void [report, speech, actions];
  return [];
};
