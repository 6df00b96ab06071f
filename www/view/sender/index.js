// What is told of the sender, a group for each of the first doors of a result; evidence.js is for the last one.

import { h } from '../h.js';
import { alignmentPicture, hasOrganization } from '../picture/alignment.js';
import { alignmentView } from './alignment.js';
import { forwardingView } from './forwarding.js';
import { badge, folded, markOf, section, senderFold } from './parts.js';
import { formsView, nextView, policyView } from './policy.js';
import { requirementsSection } from './requirements.js';

/** @import { SenderActions, SenderSpeech } from '../../i18n/sender/texts.js' */
/** @import { Report } from '../../types/report.js' */

/** @param {Report} report */
const isDomain = ({ source }) => source.kind === 'domain';

/** Who is proven, and what forwarding did to it. @param {Report} report @param {SenderSpeech} speech */
export const proofSection = (report, speech) => {
  const {
    alignment: { heading, lead, underlined, details },
    gap,
  } = speech.catalogue.sender;
  return section(
    'sender-alignment',
    heading,
    hasOrganization(report, speech) ? `${lead}${gap}${underlined}` : lead,
    alignmentPicture(report, speech),
    folded('alignment', details, () => alignmentView(report, speech)),
    forwardingView(report, speech),
  );
};

/** The next step of the domain's owner. @param {Report} report @param {SenderSpeech} speech */
export const nextSection = (report, speech) => {
  const step = nextView(report, speech);
  return step ? h('section', { class: 'card sender', 'aria-labelledby': 'sender-next' }, step) : null;
};

/**
 * What the domain asks for, and what providers ask of it.
 * @param {Report} report
 * @param {SenderSpeech} speech
 * @param {SenderActions} actions
 */
export const settingsSections = (report, speech, actions) => {
  const { policy, policy_lead: lead, policy_of: alone, policy_of_lead: aloneLead } = speech.doors.domain;
  const isAlone = isDomain(report);
  const { policy: asked } = report.dmarc;
  return [
    senderFold(
      'sender-policy',
      isAlone ? alone : policy,
      isAlone
        ? asked && h('code', {}, `p=${asked}`)
        : badge(markOf(report.dmarc.result), `dmarc=${report.dmarc.result}`),
      () => [
        h('p', { class: 'fine' }, isAlone ? aloneLead : lead),
        policyView(report, speech),
        isAlone ? null : formsView(report, speech),
      ],
    ),
    requirementsSection(report, speech, actions),
  ];
};
