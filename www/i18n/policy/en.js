import { text as t } from '../text.js';

/** What is noticed of those who are to get reports. @type {import('../requirements/texts.js').DestinationTexts} */
export const problems = {
  'dmarc.destination.not-authorized': (p) => t`The DMARC record wants reports sent to ${p.domain}, another organization, which does not say that it takes them. Receivers therefore send it none. The owner of ${p.domain} has to publish a record for it.`,
};
