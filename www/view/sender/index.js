// The sections about the sender: who is proven, by what, by which way the message came, and what it says of itself.

import { findingList } from '../findings.js';
import { section } from './parts.js';
import { alignmentView } from './alignment.js';
import { arcSection } from './arc.js';
import { claimsSection } from './claims.js';
import { forwardingView } from './forwarding.js';
import { journeySection } from './journey.js';
import { formsView, nextView, policyView } from './policy.js';
import { requirementsSection } from './requirements.js';
import { spfSection } from './spf.js';
import { walkSection } from './walk.js';

/** @import { SenderActions, SenderSpeech } from '../../i18n/sender/texts.js' */
/** @import { Report } from '../../types/report.js' */

/** ARC has a section of its own; names that mislead are spoken of with the message as a whole. */
const SAID_ELSEWHERE = /^(?:arc|identity)[.]/;

/**
 * @param {Report} report Of the whole module: the lean one tells nothing of the sender.
 * @param {SenderSpeech} speech
 * @param {SenderActions} [actions]
 * @returns {Node[]}
 */
export const senderSections = (report, speech, actions = {}) => {
  const { findings: noticed, alignment: words } = speech.catalogue.sender;
  const findings = report.findings.filter(({ code }) => Object.hasOwn(speech.catalogue.problems, code) && !SAID_ELSEWHERE.test(code));
  const isDomain = report.source.kind === 'domain';
  return [
    section('sender-alignment', words.heading, words.lead,
      isDomain ? null : alignmentView(report, speech), forwardingView(report, speech), policyView(report, speech), formsView(report, speech), nextView(report, speech)),
    ...(findings.length > 0 ? [section('sender-findings', noticed.heading, noticed.lead, findingList(findings, speech, report))] : []),
    walkSection(report, speech),
    spfSection(report, speech, actions),
    ...(isDomain ? [] : [journeySection(report, speech, actions), claimsSection(report, speech)]),
    ...[arcSection(report, speech)].filter((part) => part !== null),
    ...[requirementsSection(report, speech, actions)].filter((part) => part !== null),
  ];
};
