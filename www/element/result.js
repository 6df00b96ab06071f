// What follows once a message was read: the verdict, consent and the questions, the evidence. Loaded with the first
// message.

import { isUsable, RESOLVERS } from '../session/resolvers.js';
import { Stopped } from '../session/rpc.js';
import { needsExplaining } from '../view/cause.js';
import { allowAsking, consentView, isAgreed, kindsOf, settledView, waitingView } from '../view/consent.js';
import { findingList, sentence } from '../view/findings.js';
import { h } from '../view/h.js';
import { claims, headline } from '../view/headline.js';
import { judge } from '../view/judgement.js';
import { queriesView, sentView } from '../view/queries.js';
import { plain, rich } from '../view/rich.js';
import { searchView } from '../view/search.js';
import { signatureCard } from '../view/signature.js';
import { isOfReading } from '../view/which.js';
import { complete, declineAll, evaluate } from './reading.js';
import { show } from './regions.js';
import { sheet } from './styles.js';
import { Which } from './which.js';

/** @import { Report, Request } from '../types/report.js' */
/** @import { FullSpeech } from '../view/explanation.js' */
/** @import { SenderActions, Tool, Work } from '../types/element.js' */

const KEY_NAMES_STEP = 10;
/** Signatures that are added to the page at once: a message can have a hundred. */
const CARDS = 10;
/** What the sections on the sender say. */
const SENDER = /^(?:spf|dmarc|trace|envelope|results|replay|dns)[.]/;
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
  #sender = h('div', { class: 'details' });
  #details = h('div', { class: 'details' });
  #sent = h('div', {});
  /** What is asked at the moment. @type {Promise<void>} */ #asking = Promise.resolve();

  /** @param {Tool} tool */
  constructor(tool) {
    this.#tool = tool;
    this.#which = new Which(tool, {
      choose: (work, index) => void this.#change(work, () => this.#turnTo(work, index)),
      complete: (work) => void this.#change(work, () => this.#completeAgain(work)),
    });
    tool.sight?.watch((isPlain) => allowAsking(this.#consent, isPlain));
    this.regions = [this.#which.region, this.#headline, this.#consent, this.#sender, this.#details, this.#sent];
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

  /** The open questions by which the sender learns nothing of this very message. */
  get #plain() {
    return this.#requests.filter((request) => !request.tells_sender);
  }

  /** The others: each is asked only if the reader agrees to just that. */
  get #telling() {
    return this.#requests.filter((request) => request.tells_sender);
  }

  /** The URL of the resolver that would be asked. */
  get #resolver() {
    const { isOwn, resolver } = this.#tool;
    if (isOwn) return resolver.trim();
    const listed = RESOLVERS.find(({ id }) => id === resolver) ?? /** @type {typeof RESOLVERS[number]} */ (RESOLVERS[0]);
    return listed.url;
  }

  /** Why nothing may be asked from here. Where another page shows this one, a click may not be meant as one. */
  get #refused() {
    const { mayAsk, sight } = this.#tool;
    if (!mayAsk) return 'never';
    return window.top !== window && !sight ? 'framed' : null;
  }

  get #sight() {
    const { sight } = this.#tool;
    if (!sight) return 'unguarded';
    return sight.isPlain ? 'plain' : 'hidden';
  }

  // The loop

  /** Shows what the lean module finds in what was read, and then what the whole one does. @param {Work} work */
  async begin(work) {
    const tool = this.#tool;
    await evaluate(work);
    if (tool.work !== work) return;
    const isShown = this.#report !== null;
    if (isShown) {
      work.progress = null;
      tool.render();
      tool.say(tool.speech.catalogue.consent.waiting);
      tool.focus('#headline');
    } else {
      // The whole module may find a message in it.
      work.evaluation = null;
    }
    await complete(work);
    await evaluate(work);
    // An example brings its answers along.
    if (work.source.kind === 'sample') await declineAll(work, (evaluation) => evaluation?.requests ?? []);
    if (tool.work !== work) return;
    work.progress = null;
    this.settle(work, { isMoving: !isShown });
  }

  /** @param {Work} work */
  async #completeAgain(work) {
    const wait = complete(work);
    this.#which.render();
    this.#renderConsent();
    await wait;
  }

  /**
   * Shows an evaluation and moves the reader to what matters in it.
   * @param {Work} work
   * @param {{ isMoving?: boolean }} [options]
   */
  settle(work, { isMoving = true } = {}) {
    const tool = this.#tool;
    if (!work.evaluation) return;
    const { report, requests } = work.evaluation;
    this.#explainIfNeeded(work, report);
    tool.render();
    const words = tool.speech.catalogue.status;
    if (report.source.kind === 'not_a_message') {
      tool.say(plain(this.stranger(work, report)));
      tool.focus('#trouble');
      tool.tell('error', { code: report.findings[0]?.code ?? 'message.source.not-a-message' });
      return;
    }
    tool.say(`${this.#which.sentence} ${requests.length > 0 ? tool.speech.catalogue.consent.needed : words.done}`.trim());
    if (isMoving) tool.focus('#headline');
    tool.tell('report', { report });
    if (requests.length > 0) tool.tell('consent-request', { requests });
  }

  /** Begins a search for what makes signatures fail, unless the one before was about the same. @param {Work} work @param {Report} report */
  #explainIfNeeded(work, report) {
    const verdicts = JSON.stringify([report.source, report.dkim.map(({ result, checks, keys }) => [result, checks, keys.map(({ record }) => record)])]);
    if (work.explanation.kind === 'found' && work.explanation.verdicts === verdicts) return;
    work.explanation = { kind: 'none' };
    const isOpen = this.#requests.some(({ purposes }) => purposes.some(({ kind }) => kind !== 'spf' && kind !== 'dmarc'));
    // The part that is missing would read it and explain it.
    if (work.whole === 'there' && !isOpen && report.dkim.some(needsExplaining)) void this.#explain(work, verdicts);
  }

  /** Looks for what makes signatures fail; the verdict stands whatever comes of it. @param {Work} work @param {string} verdicts What they say. */
  async #explain(work, verdicts) {
    const tool = this.#tool;
    /** @type {Work['explanation']} */
    const search = { kind: 'looking' };
    const isCurrent = () => tool.work === work && work.explanation === search;
    work.explanation = search;
    try {
      const [explained] = await Promise.all([this.#search(work), tool.loadExplaining()]);
      if (!isCurrent()) return;
      work.explanation = { kind: 'found', explained, verdicts };
    } catch (error) {
      if (!isCurrent()) return;
      const trouble = error instanceof Stopped ? error.trouble : 'internal';
      work.explanation = { kind: trouble === 'cancelled' ? 'cancelled' : trouble === 'assets' ? 'missing' : 'stopped' };
    }
    this.#renderHeadline();
    this.#renderDetails();
    tool.say(this.#outcome(work) || tool.speech.catalogue.status.done);
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

  /** @param {Work} work */
  async #search(work) {
    const diagnoses = await work.session.explain();
    this.#explaining ??= await import('./explaining.js').catch(() => { throw new Stopped('assets'); });
    return this.#explaining.withPieces(diagnoses, work.session);
  }

  /** @param {Work} work */
  #searchAgain(work) {
    const report = this.#report;
    if (!report) return;
    this.#explainIfNeeded(work, report);
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
    Object.assign(work, { added: null, pages: 1, agreed: new Set() });
    await work.session.choose(index);
  }

  /** Judges by what the reader has corrected; where the reader stands does not change. @param {Work} work @returns {SenderActions} */
  #senderActions(work) {
    /** @param {() => Promise<boolean>} correct */
    const correct = async (correct) => {
      let isDone = false;
      await this.#tool.attempt(work, async () => {
        // What the reader had agreed to was about another envelope.
        work.agreed.clear();
        await this.#asking;
        isDone = await correct();
        if (!isDone || this.#tool.work !== work) return;
        await evaluate(work);
        if (this.#tool.work === work) this.settle(work, { isMoving: false });
      });
      return isDone;
    };
    return {
      setEnvelope: (envelope) => correct(() => work.session.setEnvelope(envelope)),
      setBoundary: async (hop) => void await correct(() => work.session.setBoundary(hop).then(() => true)),
      setReverse: async (isAsked) => void await correct(() => work.session.setReverse(isAsked).then(() => true)),
      setReportDestinations: async (isAsked) => void await correct(() => work.session.setReportDestinations(isAsked).then(() => true)),
    };
  }

  /** @param {Work} work @param {readonly Request[]} requests */
  #ask(work, requests) {
    const tool = this.#tool;
    const resolver = this.#resolver;
    work.ownIsBad = tool.isOwn && !isUsable(resolver);
    if (work.ownIsBad) {
      this.#renderConsent();
      tool.focus('#own');
      return;
    }
    if (this.#refused || this.#sight === 'hidden' || work.asking || requests.length === 0) return;
    const asking = work.asking = { requests: [...requests], states: new Map() };
    // Of those that tell the sender something, each was agreed to by itself.
    for (const request of requests) if (!request.tells_sender) for (const kind of kindsOf(request)) work.agreed.add(kind);
    this.#renderConsent();
    tool.focus('[data-key=cancel]');
    tool.say(tool.speech.catalogue.status.asking);
    const onChange = () => {
      if (tool.work !== work) return;
      for (const { name, type, state } of work.session.sent) asking.states.set(`${name} ${type}`, state === 'asking' ? 'asking' : 'answered');
      this.#renderConsent();
      this.#renderSent();
    };
    const follow = async () => {
      await evaluate(work);
      if (tool.work !== work) return [];
      const more = this.#plain.filter((request) => isAgreed(request, work.agreed));
      asking.requests.push(...more);
      this.#renderHeadline();
      return more;
    };
    this.#asking = this.#change(work, () => work.session.ask(requests, resolver, { onChange, follow }));
  }

  /** Settles questions as not asked, and those of the same kinds that follow. @param {Work} work @param {readonly Request[]} requests */
  #decline(work, requests) {
    const kinds = new Set(requests.flatMap(kindsOf));
    const isTelling = requests.every((request) => request.tells_sender);
    void this.#change(work, () => declineAll(work, (evaluation) => evaluation?.requests.filter((request) =>
      isAgreed(request, kinds) && (request.tells_sender || !isTelling)) ?? []));
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
        const report = this.#report;
        // The records put an end to the search.
        if (work.explanation.kind === 'looking' && report) this.#explainIfNeeded(work, report);
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
    work.agreed.clear();
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
    this.#renderSender();
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
    return work.whole === 'missing' ? [...what, ' ', speech.catalogue.which.incomplete] : what;
  }

  #renderHeadline() {
    const report = this.#report;
    const { work, speech } = this.#tool;
    const before = this.#headline.querySelector('.letter')?.getAttribute('data-state');
    if (report?.source.kind === 'domain') {
      const part = this.#senderPart;
      return show(this.#headline, part?.speech.language === speech.language ? [part.part.domainSection(report, part.speech)] : []);
    }
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
    if (work.whole === 'awaited') return show(this.#consent, [waitingView({ skip: () => work.session.cancelCompleting() }, speech)]);
    if (requests.length === 0 && !work.asking) return show(this.#consent, [this.#settled(work, report)]);
    const { asking } = work;
    show(this.#consent, [consentView({
      report, requests: asking ? asking.requests : this.#plain, telling: asking ? [] : this.#telling, resolvers: RESOLVERS, own: isOwn, chosen: this.#resolver,
      refused: this.#refused, sight: this.#sight, asking: asking?.states ?? null, pasted: work.pasted, added: work.added, ownIsBad: work.ownIsBad,
    }, {
      choose: (resolver) => this.#choose(resolver),
      ask: (wanted) => this.#ask(work, wanted),
      decline: (unwanted) => this.#decline(work, unwanted),
      cancel: () => work.session.cancelAsking(),
      ...this.#pasteActions(work),
    }, speech)]);
  }

  /** @param {Work} work @param {Report} report */
  #settled(work, report) {
    // An example brings its answers along.
    if (work.source.kind === 'sample' || report.queries.length === 0) return null;
    const isOpen = ['unreachable', 'declined', 'unsigned_unchecked'].includes(judge(report).code);
    const again = this.#refused === 'never' ? null : () => void this.#reopen(work, report);
    return settledView(work.session.sent, { isOpen, again, form: work, ...this.#pasteActions(work) }, this.#tool.speech, RESOLVERS);
  }

  /** @param {Work} work */
  #pasteActions(work) {
    return {
      type: (/** @type {string} */ text) => { work.pasted = text; },
      paste: () => void this.#addPasted(work),
    };
  }

  /** Only the whole module knows of it. */
  #renderSender() {
    const { work, speech } = this.#tool;
    const report = this.#report;
    if (!work || !report || work.whole !== 'there' || !report.verdict) return this.#sender.replaceChildren();
    const part = this.#senderPart;
    if (part?.speech.language !== speech.language) return void this.#loadSender().catch(() => {});
    show(this.#sender, part.part.senderSections(report, part.speech, this.#senderActions(work)));
  }

  #renderDetails() {
    const { work, speech } = this.#tool;
    const report = this.#report;
    if (!work || !report) return this.#details.replaceChildren();
    const general = this.#general(work, report);
    // What warns of the mail as a whole comes before what is for experts.
    const parts = general?.querySelector('[data-state=error], [data-state=warning]') ? [general, this.#signatures(work, report)] : [this.#signatures(work, report), general];
    const isDomain = report.source.kind === 'domain';
    show(this.#details, [isDomain ? null : [claims(report, speech), parts], queriesView(report.queries, speech, RESOLVERS)]);
  }

  /** Loads what tells of the sender, and shows it. */
  async #loadSender() {
    const part = await import('./sender.js');
    const [speech, sheet] = await Promise.all([part.speakOfSender(this.#tool.speech), part.styles()]);
    const root = /** @type {ShadowRoot} */ (this.#sender.getRootNode());
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    this.#senderPart = { part, speech };
    if (speech.language !== this.#tool.speech.language) return;
    this.#renderSender();
    // Of a domain without a message it says what stands above all else.
    if (this.#report?.source.kind === 'domain') {
      this.#renderHeadline();
      this.#tool.focus('#headline');
    }
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
    const findings = report.findings.filter((finding) => !isOfReading(finding) && !SENDER.test(finding.code) && (finding.subject.kind === 'message' || finding.subject.kind === 'field'));
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
