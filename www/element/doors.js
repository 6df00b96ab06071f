// The three doors below a verdict. Only what is behind the chosen one is drawn.

import { RESOLVERS } from '../session/resolvers.js';
import { changesOf, changesView, knowledgeOf, pointsOf } from '../view/doors/domain.js';
import { findingsFold, signaturesFold } from '../view/doors/evidence.js';
import { adviceView, genuineAnswer } from '../view/doors/genuine.js';
import { unmetOf } from '../view/doors/own.js';
import { DOORS, tabs } from '../view/doors/tabs.js';
import { findingList } from '../view/findings.js';
import { h } from '../view/h.js';
import { claims, fileMark } from '../view/headline.js';
import { queriesFold } from '../view/queries.js';
import { rich } from '../view/rich.js';
import { signatureCard } from '../view/signature.js';
import { isOfReading } from '../view/message-choice.js';
import { chanceOf } from './refusal.js';
import { Octets } from './source-fold.js';
import { show } from './regions.js';

/** @import { Door, DoorSpeech, DoorTexts } from '../i18n/doors/texts.js' */
/** @import { Language } from '../i18n/index.js' */
/** @import { SenderSpeech } from '../i18n/sender/texts.js' */
/** @import { Report } from '../types/report.js' */
/** @import { SenderActions, Tool, Work } from '../types/element.js' */
/** @import { Child } from '../view/h.js' */
/** @import { Searching } from './searching.js' */

/** @type {Record<Language, () => Promise<DoorTexts>>} */
const texts = {
  en: async () => (await import('../i18n/doors/en.js')).doors,
  ja: async () => (await import('../i18n/doors/ja.js')).doors,
};

/** Signatures that are added to the page at once: a message can have a hundred. */
const CARDS = 10;
/** What is told of the mail as a whole by other parts. */
const ELSEWHERE = /^(?:spf|dmarc|trace|envelope|results|replay|dns)[.]/;

/**
 * What is known about the sender is drawn by a part of its own.
 * @typedef {{ part: typeof import('./sender.js'), speech: SenderSpeech }} Whole
 */

export class Doors {
  #tool;
  #searching;
  #actions;
  /** @type {Door} */ #chosen = 'genuine';
  /** The one that the choice was made for. @type {Work | null} */ #work = null;
  /** @type {{ language: Language, words: DoorTexts } | null} */ #texts = null;
  /** @type {Whole | null} */ #whole = null;
  /** What draws every step. @type {{ part: typeof import('../view/sender/evidence.js') | null, isMissing: boolean }} */ #stepping =
    { part: null, isMissing: false };
  #tabs = tabs((door) => this.choose(door));
  /** @type {Record<Door, HTMLElement>} */ #panels;
  /** What is drawn anew behind the last door; the message itself stays where it is. */ #evidence = h('div', {});
  /** @type {Octets} */ #octets;
  region = h('div', { class: 'details', hidden: true });

  /**
   * @param {Tool} tool
   * @param {Searching} searching
   * @param {{ ready: () => void, raiseKeyNames: (work: Work) => void, sender: (work: Work) => SenderActions }} actions `ready`: another part was loaded.
   */
  constructor(tool, searching, actions) {
    this.#tool = tool;
    this.#searching = searching;
    this.#actions = actions;
    const panel = (/** @type {Door} */ door) =>
      h('div', {
        class: 'behind',
        role: 'tabpanel',
        id: `behind-${door}`,
        'aria-labelledby': `door-${door}`,
        hidden: true,
      });
    this.#panels = { genuine: panel('genuine'), domain: panel('domain'), evidence: panel('evidence') };
    this.#octets = new Octets(tool);
    this.#panels.evidence.append(this.#evidence, this.#octets.region);
    this.region.append(this.#tabs.list, ...DOORS.map((door) => this.#panels[door]));
    this.region.addEventListener('show-octets', (event) => {
      this.choose('evidence');
      void this.#octets.reveal(/** @type {CustomEvent} */ (event).detail);
    });
  }

  /** Loads the texts, so that no result waits for them; again when they are needed, if they do not come. */
  async load() {
    await this.#loadTexts(this.#tool.speech.language).catch(() => {});
  }

  /** What stands in the place of a verdict if there is no message. @param {Report} report @returns {Child} */
  aboutDomain(report) {
    const whole = this.#senderOf();
    return whole
      ? whole.part.domainSection(report, whole.speech, this.#tool.work?.evidence ? fileMark(whole.speech) : null)
      : null;
  }

  render() {
    const { work } = this.#tool;
    const report = work?.evaluation?.report;
    const isShown = work && report && report.source.kind !== 'not_a_message';
    this.region.hidden = !isShown;
    if (!isShown) {
      // Nothing of a message stays when it is gone.
      for (const door of DOORS) this.#contentOf(door).replaceChildren();
      this.#octets.clear();
      return;
    }
    const isDomain = report.source.kind === 'domain';
    if (this.#work !== work || (isDomain && this.#chosen === 'genuine')) {
      this.#work = work;
      this.#chosen = isDomain ? 'domain' : 'genuine';
    }
    const { language } = this.#tool.speech;
    if (this.#texts?.language !== language) {
      // Doors without a word are none.
      this.region.hidden = !this.#texts;
      return void this.#loadTexts(language).catch(() => {});
    }
    this.#draw(work, report, isDomain ? DOORS.slice(1) : DOORS);
  }

  /** @param {Language} language */
  async #loadTexts(language) {
    const words = await texts[language]();
    if (this.#tool.speech.language !== language) return;
    this.#texts = { language, words };
    this.render();
  }

  /**
   * What draws the sender, as soon as it is there and there is something to draw.
   * @returns {Whole | null}
   */
  #senderOf() {
    const { work, speech } = this.#tool;
    if (!work || !this.#texts) return null;
    if (this.#whole?.speech.language === speech.language) return this.#whole;
    void this.#loadSender().catch(() => {});
    return null;
  }

  async #loadSender() {
    const part = await import('./sender.js');
    const { speech } = this.#tool;
    if (!this.#texts || this.#texts.language !== speech.language) return;
    const spoken = await part.speakOfSender({ ...speech, doors: this.#texts.words });
    const root = /** @type {ShadowRoot} */ (this.region.getRootNode());
    root.adoptedStyleSheets.push(...part.styles.filter((sheet) => !root.adoptedStyleSheets.includes(sheet)));
    this.#whole = { part, speech: spoken };
    this.render();
    this.#actions.ready();
  }

  /** @param {Work} work @param {Report} report @param {readonly Door[]} doors */
  #draw(work, report, doors) {
    const { words } = /** @type {{ words: DoorTexts }} */ (this.#texts);
    /** @type {DoorSpeech} */
    const speech = { ...this.#tool.speech, doors: words };
    this.#tabs.update(
      new Map(doors.map((door) => [door, this.#answer(door, work, report, speech)])),
      this.#chosen,
      words,
    );
    for (const door of DOORS) {
      const panel = this.#panels[door];
      panel.hidden = door !== this.#chosen;
      if (door !== this.#chosen) continue;
      show(this.#contentOf(door), this.#behind(door, work, report, speech));
    }
    this.#octets.render(this.#searching.diagnoses, words.octets);
  }

  /** What is drawn anew behind a door. @param {Door} door */
  #contentOf(door) {
    return door === 'evidence' ? this.#evidence : this.#panels[door];
  }

  /** @param {Door} door */
  choose(door) {
    this.#chosen = door;
    // What did not come may come now.
    this.#stepping.isMissing = false;
    this.render();
    this.#tool.focus(`#door-${door}`);
  }

  /**
   * @param {Door} door
   * @param {Work} work
   * @param {Report} report
   * @param {DoorSpeech} speech
   * @returns {{ answer: Child, state: string }}
   */
  #answer(door, work, report, speech) {
    const found = this.#found(door, work, report, speech);
    return work.evidence && door !== 'evidence'
      ? { ...found, answer: [speech.catalogue.of_file.says, found.answer] }
      : found;
  }

  /**
   * @param {Door} door
   * @param {Work} work
   * @param {Report} report
   * @param {DoorSpeech} speech
   * @returns {{ answer: Child, state: string }}
   */
  #found(door, work, report, speech) {
    const { answer: words } = speech.doors;
    if (door === 'evidence') return { answer: this.#evidenceAnswer(report, speech), state: 'none' };
    if (door === 'genuine') {
      return genuineAnswer(report, speech);
    }
    const { unchecked } = changesOf(report);
    const count = pointsOf(report);
    if (count > 0)
      return {
        answer: [
          rich(words.changes(count), speech),
          unchecked.length > 0 ? [words.separator, rich(words.unchecked(unchecked.length), speech)] : null,
        ],
        state: 'changes',
      };
    const knowledge = knowledgeOf(report, work.evaluation?.requests ?? []);
    const unmet = knowledge === 'nothing' ? unmetOf(report) : 0;
    return unmet > 0
      ? { answer: rich(words.unmet(unmet), speech), state: 'changes' }
      : { answer: words.domain[knowledge], state: knowledge };
  }

  /**
   * How much there is; a domain alone has no signatures.
   * @param {Report} report
   * @param {DoorSpeech} speech
   * @returns {Child}
   */
  #evidenceAnswer({ source, dkim, queries }, speech) {
    const { answer: words } = speech.doors;
    const open = queries.filter(({ answers }) =>
      answers.every(({ outcome }) => outcome.kind === 'declined' || outcome.kind === 'not_asked'),
    ).length;
    const names = rich(words.names(queries.length, open), speech);
    return source.kind === 'domain' ? names : [rich(words.signatures(dkim.length), speech), words.separator, names];
  }

  /** @param {Door} door @param {Work} work @param {Report} report @param {DoorSpeech} speech @returns {Child[]} */
  #behind(door, work, report, speech) {
    const whole = this.#senderOf();
    // What an evidence file says is not corrected.
    const actions = work.evidence ? {} : this.#actions.sender(work);
    switch (door) {
      case 'genuine':
        return [
          adviceView(report, chanceOf(this.#tool, work), speech),
          claims(report, speech),
          this.#general(work, report, speech),
          whole?.part.proofSection(report, whole.speech),
        ];
      case 'domain':
        return [
          changesView(report, knowledgeOf(report, work.evaluation?.requests ?? []), speech, (domain) =>
            this.#tool.check(domain),
          ),
          whole
            ? [whole.part.nextSection(report, whole.speech), whole.part.settingsSections(report, whole.speech, actions)]
            : null,
        ];
      case 'evidence':
        return [
          report.source.kind === 'domain'
            ? null
            : signaturesFold(report, () => this.#cards(work, report, speech), speech),
          whole ? this.#steps(report, whole.speech, actions) : null,
          findingsFold(report, whole?.speech ?? speech),
          queriesFold(report.queries, speech, RESOLVERS),
        ];
    }
  }

  /**
   * Every step of the checks, as soon as what draws them is there.
   * @param {Report} report
   * @param {SenderSpeech} speech
   * @param {import('../i18n/sender/texts.js').SenderActions} actions
   * @returns {Child}
   */
  #steps(report, speech, actions) {
    const { part, isMissing } = this.#stepping;
    if (part) return part.stepSections(report, speech, actions);
    if (isMissing) return h('p', { role: 'alert', class: 'bad' }, speech.catalogue.trouble.assets);
    void this.#loadSteps();
    return null;
  }

  async #loadSteps() {
    this.#panels.evidence.setAttribute('aria-busy', 'true');
    const part = await import('../view/sender/evidence.js').catch(() => null);
    this.#stepping = { part, isMissing: part === null };
    this.#panels.evidence.removeAttribute('aria-busy');
    this.render();
  }

  /** @param {Work} work @param {Report} report @param {DoorSpeech} speech */
  #cards(work, report, speech) {
    const shown = work.pages * CARDS;
    const rest = report.dkim.length - shown;
    return [
      report.dkim
        .slice(0, shown)
        .map((_, index) =>
          signatureCard(report, index, speech, RESOLVERS, this.#searching.explanation(report, index, false)),
        ),
      rest > 0
        ? h(
            'p',
            { class: 'more' },
            h(
              'button',
              { type: 'button', click: () => this.#showMore(work) },
              rich(speech.catalogue.signature.more(rest), speech),
            ),
          )
        : null,
    ];
  }

  /** @param {Work} work */
  #showMore(work) {
    const first = work.pages * CARDS;
    work.pages += 1;
    this.render();
    this.#tool.focus(`#signature-${first}`);
  }

  /**
   * What was found about the message as a whole.
   * @param {Work} work
   * @param {Report} report
   * @param {DoorSpeech} speech
   */
  #general(work, report, speech) {
    const findings = report.findings.filter(
      (finding) =>
        !isOfReading(finding) &&
        !ELSEWHERE.test(finding.code) &&
        (finding.subject.kind === 'message' || finding.subject.kind === 'field'),
    );
    if (findings.length === 0) return null;
    const hasMore = findings.some(({ code }) => code === 'dkim.message.too-many-key-names');
    return h(
      'section',
      { class: 'card', 'aria-labelledby': 'general' },
      h('h2', { id: 'general' }, speech.catalogue.finding.heading),
      findingList(findings, speech, report),
      hasMore && !work.evidence
        ? h(
            'button',
            { type: 'button', click: () => this.#actions.raiseKeyNames(work) },
            speech.catalogue.consent.more_names,
          )
        : null,
    );
  }
}
