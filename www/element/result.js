// What follows once a message was read: the verdict, consent and the questions, the evidence. Loaded with the first
// message.

import { isUsable, RESOLVERS } from '../session/resolvers.js';
import { Stopped } from '../session/rpc.js';
import { needsExplaining } from '../view/cause.js';
import { consentView, settledView } from '../view/consent.js';
import { findingList, sentence } from '../view/findings.js';
import { h } from '../view/h.js';
import { claims, headline } from '../view/headline.js';
import { judge } from '../view/judgement.js';
import { queriesView, sentView } from '../view/queries.js';
import { plain, rich } from '../view/rich.js';
import { searchView } from '../view/search.js';
import { signatureCard } from '../view/signature.js';
import { isOfReading } from '../view/which.js';
import { evaluate, repair } from './reading.js';
import { show } from './regions.js';
import { sheet } from './styles.js';
import { Which } from './which.js';

/** @import { Report } from '../types/report.js' */
/** @import { FullSpeech } from '../view/explanation.js' */
/** @import { Tool, Work } from '../types/element.js' */

const KEY_NAMES_STEP = 10;
/** Signatures that are added to the page at once: a message can have a hundred. */
const CARDS = 10;
/** Signatures that are shown together with the verdict. */
const FEW = 4;

/** @type {Promise<CSSStyleSheet> | undefined} */
let loaded;

/** The styles of this part, shared by all elements of a page. */
export const styles = () => {
  loaded ??= sheet(new URL('./result.css', import.meta.url));
  return loaded;
};

export class Result {
  /** @type {Tool} */ #tool;
  /** What shows an explanation, once there is one. @type {typeof import('./explaining.js') | null} */ #explaining = null;
  /** What shows the sections about the sender, and the texts for them. @type {{ part: typeof import('./sender.js'), speech: import('../i18n/sender/texts.js').SenderSpeech } | null} */ #senderPart = null;
  /** @type {Which} */ #which;
  #headline = h('div', {});
  #consent = h('div', {});
  #details = h('div', { class: 'details' });
  #sent = h('div', {});

  /** @param {Tool} tool */
  constructor(tool) {
    this.#tool = tool;
    this.#which = new Which(tool, {
      choose: (work, index) => void this.#change(work, () => this.#turnTo(work, index)),
      repair: (work) => void this.#change(work, () => repair(work)),
    });
    this.regions = [this.#which.region, this.#headline, this.#consent, this.#details, this.#sent];
  }

  /** The report, once there is one about a message. */
  get #report() {
    const report = this.#tool.work?.evaluation?.report;
    return report && report.source.kind !== 'not_a_message' ? report : null;
  }

  get #explained() {
    const explanation = this.#tool.work?.explanation;
    return explanation?.kind === 'found' ? explanation.explained : [];
  }

  get #diagnoses() {
    return this.#explained.map(({ diagnosis }) => diagnosis);
  }

  get #requests() {
    return this.#tool.work?.evaluation?.requests ?? [];
  }

  /** The URL of the resolver that would be asked. */
  get #resolver() {
    const { isOwn, resolver } = this.#tool;
    if (isOwn) return resolver.trim();
    const listed = RESOLVERS.find(({ id }) => id === resolver) ?? /** @type {typeof RESOLVERS[number]} */ (RESOLVERS[0]);
    return listed.url;
  }

  /** Whether another page shows this one: then a click may not be meant as one. */
  get #isFramed() {
    return window.top !== window;
  }

  // The loop

  /** Evaluates what was read, and shows it. @param {Work} work */
  async begin(work) {
    await repair(work);
    await evaluate(work);
    if (this.#tool.work !== work) return;
    work.progress = null;
    this.settle(work);
  }

  /** Shows an evaluation and moves the reader to what matters in it. @param {Work} work */
  settle(work) {
    const tool = this.#tool;
    if (!work.evaluation) return;
    const { report, requests } = work.evaluation;
    work.explanation = { kind: 'none' };
    const isFailing = requests.length === 0 && report.dkim.some(needsExplaining);
    // The part that is missing would read it and explain it.
    if (isFailing && !work.isUnrepaired) void this.#explain(work);
    tool.render();
    const words = tool.speech.catalogue.status;
    if (report.source.kind === 'not_a_message') {
      tool.say(plain(this.stranger(work, report)));
      tool.focus('#trouble');
      tool.tell('error', { code: report.findings[0]?.code ?? 'message.source.not-a-message' });
      return;
    }
    tool.say(`${this.#which.sentence} ${requests.length > 0 ? words.offline : words.done}`.trim());
    tool.focus('#headline');
    tool.tell('report', { report });
    if (requests.length > 0) tool.tell('consent-request', { requests });
  }

  /** Looks for what makes signatures fail; the verdict stands whatever comes of it. @param {Work} work */
  async #explain(work) {
    const tool = this.#tool;
    /** @type {Work['explanation']} */
    const search = { kind: 'looking' };
    const isCurrent = () => tool.work === work && work.explanation === search;
    work.explanation = search;
    try {
      const [{ explained, evaluation }] = await Promise.all([this.#search(work), tool.loadExplaining()]);
      if (!isCurrent()) return;
      work.explanation = { kind: 'found', explained };
      work.evaluation = evaluation;
    } catch (error) {
      if (!isCurrent()) return;
      const trouble = error instanceof Stopped ? error.trouble : 'internal';
      work.explanation = { kind: trouble === 'cancelled' ? 'cancelled' : trouble === 'assets' ? 'missing' : 'stopped' };
    }
    this.#renderHeadline();
    this.#renderConsent();
    this.#renderDetails();
    const requests = this.#requests;
    const { offline, done } = tool.speech.catalogue.status;
    tool.say(requests.length > 0 ? offline : this.#outcome(work) || done);
    if (work.explanation.kind !== 'found' || !work.evaluation) return;
    tool.tell('report', { report: work.evaluation.report });
    if (requests.length > 0) tool.tell('consent-request', { requests });
  }

  /** What came of the search for the signature that the verdict is about, in a sentence; empty where there is nothing to say. @param {Work} work */
  #outcome({ explanation }) {
    const words = this.#tool.speech.catalogue.search;
    const report = this.#report;
    if (!report || explanation.kind === 'none') return '';
    const { state, index } = judge(report, this.#diagnoses);
    if (state === 'pass') return '';
    if (explanation.kind !== 'found') return words[explanation.kind];
    if (!this.#explanation(report, index, true)) return '';
    return this.#diagnoses.find(({ signature }) => signature === index)?.causes.length ? words.found : words.not_found;
  }

  /** The causes, and the evaluation by the whole module: it treats the key, and may have a question more. @param {Work} work */
  async #search(work) {
    const diagnoses = await work.session.explain();
    this.#explaining ??= await import('./explaining.js').catch(() => { throw new Stopped('assets'); });
    return { explained: await this.#explaining.withPieces(diagnoses, work.session), evaluation: await work.session.evaluate() };
  }

  /** @param {Work} work */
  #searchAgain(work) {
    void this.#explain(work);
    this.#renderHeadline();
    this.#tool.say(this.#tool.speech.catalogue.search.looking);
  }

  /** @param {Work} work @param {() => Promise<unknown>} change */
  #change(work, change) {
    return this.#tool.attempt(work, async () => {
      await change();
      await evaluate(work);
      if (this.#tool.work !== work) return;
      work.asking = null;
      this.settle(work);
    });
  }

  /** Turns to another one of several messages. @param {Work} work @param {number} index */
  async #turnTo(work, index) {
    Object.assign(work, { added: null, pages: 1 });
    await work.session.choose(index);
  }

  /** @param {Work} work */
  #ask(work) {
    const tool = this.#tool;
    const requests = this.#requests;
    const resolver = this.#resolver;
    work.ownIsBad = tool.isOwn && !isUsable(resolver);
    if (work.ownIsBad) {
      this.#renderConsent();
      tool.focus('#own');
      return;
    }
    if (this.#isFramed || work.asking || requests.length === 0) return;
    work.asking = new Map(requests.map(({ name, type }) => [`${name} ${type}`, 'asking']));
    this.#renderConsent();
    tool.focus('[data-key=cancel]');
    tool.say(tool.speech.catalogue.status.asking);
    void this.#change(work, () => work.session.ask(requests, resolver, () => {
      if (tool.work !== work) return;
      for (const sent of work.session.sent) {
        if (sent.state !== 'asking') work.asking?.set(`${sent.name} ${sent.type}`, 'answered');
      }
      this.#renderConsent();
      this.#renderSent();
    }));
  }

  /** @param {Work} work */
  #addPasted(work) {
    const tool = this.#tool;
    return tool.attempt(work, async () => {
      const added = await work.session.addRecords(work.pasted, 'pasted');
      await evaluate(work);
      if (tool.work !== work) return;
      work.added = added;
      if (added.added.length === 0) {
        this.#renderConsent();
        // The records put an end to the search.
        if (work.explanation.kind === 'looking') void this.#explain(work);
        tool.say(this.#consent.querySelector('#record-problems')?.textContent ?? '');
        return;
      }
      work.pasted = '';
      this.settle(work);
      tool.say(plain(rich(tool.speech.catalogue.status.added(added.added.length), tool.speech)));
    });
  }

  /** Opens the questions again: nothing is asked before the reader agrees once more. @param {Work} work @param {Report} report */
  async #reopen(work, report) {
    work.added = null;
    await this.#change(work, () => work.session.forget(report.queries));
    this.#tool.focus('#consent');
  }

  /** @param {string} resolver An id of the list, or a URL. */
  #choose(resolver) {
    const tool = this.#tool;
    tool.resolver = resolver;
    tool.tell('resolver-change', { resolver });
    // The field for an own URL shows by itself what is entered.
    if (!tool.isOwn) this.#renderConsent();
  }

  // Rendering

  render() {
    const { work } = this.#tool;
    this.#which.render();
    this.#renderHeadline();
    this.#renderConsent();
    this.#renderSent();
    if ((this.#report?.dkim.length ?? 0) <= FEW) return this.#renderDetails();
    // Many cards are a task of their own, so that no task gets long.
    this.#details.replaceChildren();
    setTimeout(() => { if (this.#tool.work === work) this.#renderDetails(); });
  }

  /** What a source is that is no message. @param {Work} work @param {Report} report */
  stranger(work, report) {
    const { speech } = this.#tool;
    const what = report.findings.slice(0, 1).flatMap((finding) => finding.code === 'message.source.empty' && work.source.kind === 'file'
      ? speech.catalogue.finding.empty_file : sentence(finding, speech, report));
    return work.isUnrepaired ? [...what, ' ', speech.catalogue.which.unrepaired] : what;
  }

  #renderHeadline() {
    const report = this.#report;
    const { work, speech } = this.#tool;
    const before = this.#headline.querySelector('.letter')?.getAttribute('data-state');
    show(this.#headline, work && report ? [headline(report, this.#diagnoses, speech, RESOLVERS, this.#underHeadline(work, report))] : []);
    // The seal is pressed once for each verdict.
    this.#headline.classList.toggle('still', before === this.#headline.querySelector('.letter')?.getAttribute('data-state'));
  }

  /** @param {Work} work @param {Report} report */
  #underHeadline(work, report) {
    const { kind } = work.explanation;
    const { state, index } = judge(report, this.#diagnoses);
    // Beside a signature that verifies it matters little why others do not.
    if (kind === 'none' || state === 'pass') return null;
    if (kind === 'found') return this.#explanation(report, index, true);
    return searchView(kind, { cancel: () => work.session.cancelExplaining(), again: () => this.#searchAgain(work) }, this.#tool.speech);
  }

  /** Why a signature fails: in full once, below the verdict or in its card. @param {Report} report @param {number | null} index @param {boolean} isMain */
  #explanation(report, index, isMain) {
    const explained = this.#explained.find(({ diagnosis }) => diagnosis.signature === index);
    const speech = this.#tool.speech;
    if (!explained || !this.#explaining || !speech.catalogue.explanation) return null;
    const full = /** @type {FullSpeech} */ (speech);
    const isTold = !isMain && judge(report, this.#diagnoses).index === index;
    return isTold ? this.#explaining.summary(explained, full) : this.#explaining.explanation(explained, report, full, { isMain });
  }

  #renderConsent() {
    const { work, speech, isOwn } = this.#tool;
    const report = this.#report;
    const requests = this.#requests;
    if (!work || !report) return this.#consent.replaceChildren();
    if (requests.length === 0) return show(this.#consent, [this.#settled(work, report)]);
    show(this.#consent, [consentView({
      report, requests, resolvers: RESOLVERS, own: isOwn, chosen: this.#resolver, framed: this.#isFramed, asking: work.asking,
      pasted: work.pasted, added: work.added, ownIsBad: work.ownIsBad,
    }, {
      choose: (resolver) => this.#choose(resolver),
      ask: () => this.#ask(work),
      decline: () => void this.#change(work, () => work.session.decline(requests)),
      cancel: () => work.session.cancelAsking(),
      ...this.#pasteActions(work),
    }, speech)]);
  }

  /** @param {Work} work @param {Report} report */
  #settled(work, report) {
    // An example brings its answers along.
    if (work.source.kind === 'sample' || report.queries.length === 0) return null;
    const isOpen = ['unreachable', 'declined'].includes(judge(report).code);
    return settledView(work.session.sent, { isOpen, again: () => void this.#reopen(work, report), form: work, ...this.#pasteActions(work) }, this.#tool.speech, RESOLVERS);
  }

  /** @param {Work} work */
  #pasteActions(work) {
    return {
      type: (/** @type {string} */ text) => { work.pasted = text; },
      paste: () => void this.#addPasted(work),
    };
  }

  #renderDetails() {
    const { work, speech } = this.#tool;
    const report = this.#report;
    if (!work || !report) return this.#details.replaceChildren();
    const general = this.#general(work, report);
    // What warns of the mail as a whole comes before what is for experts.
    const parts = general?.querySelector('[data-state=error], [data-state=warning]') ? [general, this.#signatures(work, report)] : [this.#signatures(work, report), general];
    show(this.#details, [claims(report, speech), parts, this.#senderSections(report), queriesView(report.queries, speech, RESOLVERS)]);
  }

  /** What tells of the sender, as soon as it is loaded. @param {Report} report */
  #senderSections(report) {
    if (!report.trace) return null;
    if (this.#senderPart && this.#senderPart.speech.language === this.#tool.speech.language) return this.#senderPart.part.senderSections(report, this.#senderPart.speech, {});
    void this.#loadSender().catch(() => {});
    return null;
  }

  async #loadSender() {
    const part = await import('./sender.js');
    const [speech, sheet] = await Promise.all([part.speakOfSender(this.#tool.speech), part.styles()]);
    const root = /** @type {ShadowRoot} */ (this.#details.getRootNode());
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    this.#senderPart = { part, speech };
    if (speech.language === this.#tool.speech.language) this.#renderDetails();
  }

  /** @param {Work} work @param {Report} report */
  #signatures(work, report) {
    const { speech } = this.#tool;
    const words = speech.catalogue.signature;
    const count = report.dkim.length;
    const shown = work.pages * CARDS;
    if (count === 0) return null;
    return h('section', { 'aria-labelledby': 'signatures' },
      h('h2', { id: 'signatures' }, words.heading),
      report.dkim.slice(0, shown).map((_, index) => signatureCard(report, index, speech, RESOLVERS, {
        diagnoses: this.#diagnoses, explanation: this.#explanation(report, index, false),
      })),
      count > shown ? h('p', { class: 'more' },
        h('button', { type: 'button', click: () => this.#showMore(work) }, rich(words.more(count - shown), speech))) : null);
  }

  /** What was found about the message as a whole. @param {Work} work @param {Report} report */
  #general(work, report) {
    const { speech } = this.#tool;
    const findings = report.findings.filter((finding) => !isOfReading(finding) && (finding.subject.kind === 'message' || finding.subject.kind === 'field'));
    if (findings.length === 0) return null;
    const hasMore = findings.some(({ code }) => code === 'dkim.message.too-many-key-names');
    return h('section', { class: 'plain', 'aria-labelledby': 'general' },
      h('h3', { id: 'general' }, speech.catalogue.finding.heading),
      findingList(findings, speech, report),
      hasMore ? h('button', { type: 'button', click: () => void this.#change(work, () => work.session.raiseKeyNames(KEY_NAMES_STEP)) }, speech.catalogue.consent.more_names) : null);
  }

  #renderSent() {
    const { work, speech } = this.#tool;
    show(this.#sent, work && this.#report ? [sentView(work.session.sent, speech, RESOLVERS)] : []);
  }

  /** @param {Work} work */
  #showMore(work) {
    const first = work.pages * CARDS;
    work.pages += 1;
    this.#renderDetails();
    this.#tool.focus(`#signature-${first}`);
  }
}
