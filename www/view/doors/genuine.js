// For somebody who has received the mail: how far its author is proven, and what to do.

import { h } from '../h.js';

/** @import { Chance } from '../../i18n/catalogue.js' */
/** @import { DoorSpeech } from '../../i18n/doors/texts.js' */
/** @import { Obstacle, Report, Trust } from '../../types/report.js' */

/**
 * What stands on the door: the answer, and how it looks.
 * @param {Report} report
 * @param {DoorSpeech} speech
 * @returns {{ answer: string, state: Trust | 'failed' }}
 */
export const genuineAnswer = ({ verdict: { trust, state, code, reserve } }, speech) => {
  const {
    answer: { genuine: words },
  } = speech.doors;
  return {
    // What is neither is called by what the seal says.
    answer: trust === 'proven' || trust === 'unproven' ? words[trust] : speech.catalogue.seal[code],
    state: trust === 'unproven' && (state === 'fail' || reserve === 'refused') ? 'failed' : trust,
  };
};

/**
 * What is to be done where nothing is known.
 * @param {Obstacle} obstacle
 * @param {Chance} chance
 * @param {DoorSpeech} speech
 */
const openAdvice = (
  obstacle,
  chance,
  {
    doors: {
      genuine: { open: words },
    },
  },
) => {
  if (obstacle === 'body' || obstacle === 'source' || obstacle === 'limit' || obstacle === 'way')
    return words[obstacle];
  return chance === 'ask' || chance === 'paste' ? words[obstacle][chance] : words[chance];
};

/** @param {Report} report @param {Chance} chance @param {DoorSpeech} speech */
export const adviceView = ({ verdict: { trust, reserve, obstacle } }, chance, speech) => {
  const { genuine: words } = speech.doors;
  const [first, ...rest] = words.trust[trust];
  const lines = [
    ...(obstacle ? [openAdvice(obstacle, chance, speech)] : []),
    reserve ? words.reserve[reserve] : first,
    ...rest,
  ];
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'advice' },
    h('h2', { id: 'advice', tabindex: -1 }, words.advice),
    h(
      'ul',
      { class: 'reasons' },
      lines.map((line) => h('li', {}, line)),
    ),
  );
};
