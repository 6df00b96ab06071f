// What follows once a message was read: the verdict, consent and the questions, the evidence. Loaded with the first
// message.

import { isUsable, RESOLVERS } from '../session/resolvers.js';
import { Stopped } from '../session/rpc.js';
import { allowAsking, consentView, isAgreed, kindsOf, settledView, waitingView } from '../view/consent.js';
import { sentence } from '../view/findings.js';
import { h } from '../view/h.js';
import { headline } from '../view/headline.js';
import { judge } from '../view/judgement.js';
import { sentView } from '../view/queries.js';
import { plain, rich } from '../view/rich.js';
import { Doors } from './doors.js';
import { complete, declineAll, evaluate } from './reading.js';
import { show } from './regions.js';
import { Searching } from './searching.js';
import { sheet } from './styles.js';
import { Which } from './which.js';

/** @import { Report, Request } from '../types/report.js' */
/** @import { SenderActions, Tool, Work } from '../types/element.js' */

const KEY_NAMES_STEP = 10;

/** @type {Promise<CSSStyleSheet> | undefined} */
let loaded;

/** The styles of this part, shared by all elements of a page. */
export const styles = () => {
  loaded ??= sheet(new URL('./result.css', import.meta.url));
  return loaded;
};

export class Result {
  /** @type {Tool} */ #tool;
  /** @type {Which} */ #which;
  /** @type {Searching} */ #searching;
  /** @type {Doors} */ #doors;
  /** What a result is taken along as. @type {import('./exports.js').Exports | null} */ #exports = null;
  #banner = h('div', {});
  #along = h('div', {});
  #headline = h('div', {});
  #consent = h('div', {});
  #sent = h('div', {});
  /** What is asked at the moment. @type {Promise<void>} */ #asking = Promise.resolve();

  /** @param {Tool} tool */
  constructor(tool) {
    this.#tool = tool;
    this.#which = new Which(tool, {
      choose: (work, index) => void this.#change(work, () => this.#turnTo(work, index)),
      complete: (work) => void this.#change(work, () => this.#completeAgain(work)),
    });
    this.#searching = new Searching(tool, () => {
      this.#renderHeadline();
      this.#doors.render();
    });
    this.#doors = new Doors(tool, this.#searching, {
      ready: () => this.#renderHeadline(),
      raiseKeyNames: (work) => void this.#change(work, () => work.session.raiseKeyNames(KEY_NAMES_STEP)),
      sender: (work) => this.#senderActions(work),
    });
    tool.sight?.watch((isPlain) => allowAsking(this.#consent, isPlain));
    this.regions = [this.#banner, this.#which.region, this.#headline, this.#consent, this.#doors.region, this.#along, this.#sent];
  }

  /** The report, once there is one about a message. */
  get #report() {
    const report = this.#tool.work?.evaluation?.report;
    return report && report.source.kind !== 'not_a_message' ? report : null;
  }

  /** What is open; of what an evidence file leaves open, nothing is asked. */
  get #requests() {
    const { work } = this.#tool;
    return work?.evidence ? [] : work?.evaluation?.requests ?? [];
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
    // What rests on an evidence file is shown with the mark that says so, or not at all.
    if (work.evidence) await this.#loadExports();
    await evaluate(work);
    if (tool.work !== work) return;
    const isShown = this.#report !== null && !work.evidence;
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
    const { report } = work.evaluation;
    const requests = this.#requests;
    this.#searching.begin(work);
    void this.#loadExports().catch(() => {});
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
    tool.tell('report', { report, fromEvidenceFile: work.evidence !== null });
    if (requests.length > 0) tool.tell('consent-request', { requests });
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

  /** Leaves behind all that an evidence file says but the message: nothing is asked before the reader agrees. @param {Work} work */
  async #startAfresh(work) {
    await this.#change(work, async () => {
      work.session.startAfresh();
      Object.assign(work, { evidence: null, evaluation: null, explanation: { kind: 'none' }, added: null, heads: [], agreed: new Set() });
    });
    this.#tool.focus('#consent');
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
        // The records put an end to the search.
        if (work.explanation.kind === 'looking') this.#searching.begin(work);
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
    this.#which.render();
    this.#renderHeadline();
    this.#renderConsent();
    this.#doors.render();
    this.#exports?.render();
    this.#renderSent();
  }

  /** Loads what takes a result along, and shows it. */
  async #loadExports() {
    if (this.#exports) return;
    const { Exports, speakOfExports, styles } = await import('./exports.js').catch(() => { throw new Stopped('assets'); });
    const [speech, sheet] = await Promise.all([speakOfExports(this.#tool.speech), styles()]).catch(() => { throw new Stopped('assets'); });
    if (this.#exports) return;
    /** @type {ShadowRoot} */ (this.#along.getRootNode()).adoptedStyleSheets.push(sheet);
    this.#exports = new Exports(this.#tool, speech, { again: (work) => void this.#startAfresh(work) });
    this.#banner.append(this.#exports.banner);
    this.#along.append(this.#exports.region);
    this.#exports.render();
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
    if (report?.source.kind === 'domain') return show(this.#headline, [this.#doors.aboutDomain(report)]);
    show(this.#headline, work && report ? [headline(report, this.#searching.diagnoses, speech, RESOLVERS, this.#searching.below(work, report))] : []);
    // The seal is pressed once for each verdict.
    this.#headline.classList.toggle('still', before === this.#headline.querySelector('.letter')?.getAttribute('data-state'));
  }

  #renderConsent() {
    const { work, speech, isOwn } = this.#tool;
    const report = this.#report;
    const requests = this.#requests;
    if (!work || !report || work.evidence) return this.#consent.replaceChildren();
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

  #renderSent() {
    const { work, speech } = this.#tool;
    show(this.#sent, work && this.#report ? [sentView(work.session.sent, speech, RESOLVERS)] : []);
  }
}
