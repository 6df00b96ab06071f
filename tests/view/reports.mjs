// The reports of the cases, and the sections about the sender that are drawn of them.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { loadAll } from '../../www/i18n/index.js';
import { doors as enDoors } from '../../www/i18n/doors/en.js';
import { doors as jaDoors } from '../../www/i18n/doors/ja.js';
import { en } from '../../www/i18n/sender/en.js';
import { ja } from '../../www/i18n/sender/ja.js';
import { stepSections } from '../../www/view/sender/evidence.js';
import { nextSection, proofSection, settingsSections } from '../../www/view/sender/index.js';
import { plain, rich } from '../../www/view/rich.js';
import { requirements as enRules } from '../../www/i18n/requirements/en.js';
import { requirements as jaRules } from '../../www/i18n/requirements/ja.js';
import { install, openAll } from './dom.mjs';

/** @import { SenderActions, SenderSpeech } from '../../www/i18n/sender/texts.js' */
/** @import { Report } from '../../www/types/report.js' */

install();

export const folder = new URL('../cases/', import.meta.url);
/** @type {{ name: string, report: Report }[]} */
export const cases = readdirSync(folder)
  .filter((name) => existsSync(new URL(`${name}/report.json`, folder)))
  .map((name) => ({ name, report: JSON.parse(readFileSync(new URL(`${name}/report.json`, folder), 'utf8')) }));

/** @type {SenderSpeech[]} */
export const speeches = await Promise.all(
  /** @type {const} */ ([
    ['en', en, enRules],
    ['ja', ja, jaRules],
  ]).map(async ([language, sender, requirements]) => {
    const speech = await loadAll(language, false);
    return {
      ...speech,
      doors: language === 'en' ? enDoors : jaDoors,
      requirements,
      catalogue: { ...speech.catalogue, sender },
    };
  }),
);
export const [english] = /** @type {[SenderSpeech]} */ (/** @type {unknown} */ (speeches));

/** @param {string} wanted */
export const reportOf = (wanted) => {
  const found = cases.find(({ name }) => name === wanted);
  assert.ok(found, wanted);
  return structuredClone(found.report);
};

/** The same once the causes were searched for: with the verdict that they lead to. @param {string} wanted */
export const searchedOf = (wanted) => {
  const report = reportOf(wanted);
  const file = new URL(`${wanted}/verdict.json`, folder);
  return existsSync(file) ? { ...report, verdict: JSON.parse(readFileSync(file, 'utf8')) } : report;
};

/**
 * Everything behind the doors that is about the sender.
 * @param {Report} report
 * @param {SenderSpeech} speech
 * @param {SenderActions} actions
 */
const senderSections = (report, speech, actions) =>
  [
    report.source.kind === 'domain' ? null : proofSection(report, speech),
    nextSection(report, speech),
    ...settingsSections(report, speech, actions),
    ...stepSections(report, speech, actions),
  ].filter((part) => part !== null);

/**
 * The sections with all that can be opened open.
 * @param {Report} report
 * @param {SenderSpeech} speech
 * @param {SenderActions} [actions]
 * @returns {any[]}
 */
export const drawn = (report, speech, actions = {}) => {
  const nodes = /** @type {any[]} */ (senderSections(report, speech, actions));
  openAll(nodes);
  return nodes;
};

/** The id of a section's heading. @param {any} section @returns {string} */
export const headed = (section) =>
  section.getAttribute('aria-labelledby') ?? section.getAttribute('data-key').replace('fold-', '');

/** @param {any} node @returns {string} */
export const text = (node) => node.textContent;

/** @param {import('../../www/i18n/text.js').Text} sentence @param {SenderSpeech} speech */
export const said = (sentence, speech) => plain(rich(sentence, speech));
