// Every step of the checks: loaded once the last door is opened.

import { arcSection } from './arc.js';
import { claimsSection } from './claims.js';
import { journeySection } from './journey.js';
import { spfSection } from './spf.js';
import { walkSection } from './walk.js';

/** @import { SenderActions, SenderSpeech } from '../../i18n/sender/texts.js' */
/** @import { Report } from '../../types/report.js' */

/**
 * @param {Report} report
 * @param {SenderSpeech} speech
 * @param {SenderActions} actions
 */
export const stepSections = (report, speech, actions) => [
  spfSection(report, speech, actions),
  walkSection(report, speech),
  ...(report.source.kind === 'domain' ? [] : [journeySection(report, speech, actions), claimsSection(report, speech)]),
  arcSection(report, speech),
];
