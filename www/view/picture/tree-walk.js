// The tree walk as a ladder: from the author's domain up towards the root.

import { svg } from '../h.js';
import { rich } from '../rich.js';
import { endOf, isParent } from '../sender/steps.js';
import { extraOf, picture, sign, stroke, wholeAt, wordsAt } from './parts.js';

/** @import { SenderSpeech } from '../../i18n/sender/texts.js' */
/** @import { Report, Step, Walk } from '../../types/report.js' */
/** @import { Mark } from '../sender/parts.js' */
/** @import { Drawing } from './parts.js' */

/** @type {Record<Step['state'], Mark>} */
const MARKS = {
  record: 'pass',
  none: 'none',
  pending: 'pending',
  temperror: 'unknown',
  answers_differ: 'warn',
  not_checked: 'none',
};

const RUNG = 54;
const ROLE = 18;
const SKIPPED = 26;
const [RAIL, OTHER, BESIDE] = [12, 52, 70];
const MIDDLE = (RAIL + OTHER) / 2;

/**
 * What a rung is for, besides what was found there.
 * @param {Step} step
 * @param {Report['dmarc']} dmarc
 * @param {SenderSpeech} speech
 */
const rolesOf = ({ domain }, { policy_domain: policy, organizational_domain: organization }, speech) => {
  const words = speech.catalogue.sender.picture.walk;
  return [...(domain === policy ? [words.policy] : []), ...(domain === organization ? [words.organization] : [])];
};

/**
 * The same, in a line or one below the other.
 * @param {Step} step
 * @param {Report['dmarc']} dmarc
 * @param {boolean} isNarrow
 * @param {SenderSpeech} speech
 */
const lines = (step, dmarc, isNarrow, speech) => {
  const roles = rolesOf(step, dmarc, speech);
  return isNarrow || roles.length === 0 ? roles : [roles.join(' · ')];
};

/** Of a name, in little room and in much. @param {boolean} isNarrow */
const cellsOf = (isNarrow) => (isNarrow ? 20 : 60);

/**
 * @param {Step} step
 * @param {number} y
 * @param {Report['dmarc']} dmarc
 * @param {boolean} isNarrow
 * @param {SenderSpeech} speech
 */
const rung = (step, y, dmarc, isNarrow, speech) => {
  const mark = MARKS[step.state];
  const roles = lines(step, dmarc, isNarrow, speech);
  const state = speech.catalogue.sender.picture.walk.state[step.state];
  const below = y + extraOf(step.domain, cellsOf(isNarrow));
  return svg(
    'g',
    { class: 'rung', 'data-state': mark },
    stroke(RAIL, y, OTHER, y, roles.length > 0 ? 'bar strong' : 'bar'),
    sign(MIDDLE, y, mark),
    wholeAt(BESIDE, y - 3, step.domain, cellsOf(isNarrow), {
      organization: dmarc.organizational_domain,
      kind: roles.length > 0 ? 'strong' : '',
    }),
    wordsAt(BESIDE, below + 15, state, { kind: 'soft' }),
    roles.map((role, place) => wordsAt(BESIDE, below + 34 + ROLE * place, role, { kind: 'role-of' })),
  );
};

/**
 * @param {Walk} walk
 * @param {Report['dmarc']} dmarc
 * @param {boolean} isNarrow
 * @param {SenderSpeech} speech
 * @returns {Drawing}
 */
const drawing = ({ steps }, dmarc, isNarrow, speech) => {
  const words = speech.catalogue.sender.picture.walk;
  const isToRoot = endOf({ steps }) === 'root';
  const top = isToRoot ? 36 : 10;
  let y = top + 26;
  const upwards = [...steps].reverse();
  const rungs = upwards.map((step, place) => {
    const above = upwards[place - 1];
    const isSkipped = above !== undefined && !isParent(above.domain, step.domain);
    if (isSkipped) y += SKIPPED;
    const middle = y;
    y += RUNG + extraOf(step.domain, cellsOf(isNarrow)) + ROLE * lines(step, dmarc, isNarrow, speech).length;
    return [
      isSkipped ? wordsAt(BESIDE, middle - 32, `⋮ ${words.skipped}`, { kind: 'soft' }) : null,
      rung(step, middle, dmarc, isNarrow, speech),
    ];
  });
  const foot = y - RUNG + 26;
  return {
    height: foot + 2,
    children: [
      [RAIL, OTHER].map((x) => stroke(x, top - (isToRoot ? 0 : 8), x, foot, 'rail')),
      isToRoot
        ? [
            stroke(RAIL - 8, top - 1, OTHER + 8, top - 1, 'rail'),
            wordsAt(MIDDLE, top - 14, words.root, { anchor: 'middle', kind: 'soft' }),
          ]
        : null,
      rungs,
    ],
  };
};

/**
 * @param {Report} report
 * @param {SenderSpeech} speech
 * @returns {Element | null} `null` where there was no walk.
 */
export const ladderPicture = ({ dmarc }, speech) => {
  const { walk, author_domain: author, policy_domain: policy, organizational_domain: organization } = dmarc;
  if (!walk || walk.steps.length === 0 || author === null) return null;
  const words = speech.catalogue.sender.picture.walk;
  const { gap } = speech.catalogue.sender;
  const found = walk.steps.filter(({ state }) => state === 'record').length;
  return picture(
    'picture-walk',
    'sender-walk',
    { wide: drawing(walk, dmarc, false, speech), narrow: drawing(walk, dmarc, true, speech), kind: 'of-walk' },
    [
      ...rich(words.says(author, walk.steps.length, found), speech),
      gap,
      ...(policy === null ? [speech.catalogue.sender.dmarc.policy_none] : rich(words.says_policy(policy), speech)),
      gap,
      ...(organization === null
        ? [speech.catalogue.sender.walk.no_organization]
        : rich(words.says_organization(organization), speech)),
    ],
  );
};
