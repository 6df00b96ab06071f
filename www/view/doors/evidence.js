// For support and experts: everything that was found, each step of it.

import { findingList, grouped } from '../findings.js';
import { fold } from './fold.js';
import { h } from '../h.js';
import { rich } from '../rich.js';

/** @import { DoorSpeech } from '../../i18n/doors/texts.js' */
/** @import { Report } from '../../types/report.js' */
/** @import { Child } from '../h.js' */

/** @param {Report} report @param {() => Child} make @param {DoorSpeech} speech */
export const signaturesFold = ({ dkim }, make, speech) => {
  const { evidence: words } = speech.doors;
  const passed = dkim.filter(({ result }) => result === 'pass').length;
  return fold(
    'signatures',
    speech.catalogue.signature.heading,
    dkim.length > 0 ? rich(words.signatures(passed, dkim.length), speech) : null,
    () => (dkim.length > 0 ? make() : h('p', {}, words.unsigned)),
    { isOpen: dkim.length === 1 },
  );
};

/** @param {Report} report @param {DoorSpeech} speech */
export const findingsFold = (report, speech) => {
  const { evidence: words } = speech.doors;
  const { findings } = report;
  return findings.length === 0
    ? null
    : fold('findings', words.findings, rich(words.count(grouped(findings).length), speech), () => [
        h('p', { class: 'fine' }, words.findings_lead),
        findingList(findings, speech, report),
      ]);
};
