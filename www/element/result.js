// What follows once a message was read: the verdict, consent and the questions, the evidence. Loaded with the first
// message.

import { RESOLVERS } from '../session/resolvers.js';
import { Stopped } from '../session/rpc.js';
import { traffic, watchTraffic } from '../session/traffic.js';
import { sentence } from '../view/findings.js';
import { h, HOME } from '../view/h.js';
import { headline } from '../view/headline.js';
import { sentView } from '../view/queries.js';
import { plain } from '../view/rich.js';
import { Asking } from './consent.js';
import { chanceOf, refusalOf } from './refusal.js';
import { Doors } from './doors.js';
import { declineAll, evaluate } from './reading.js';
import { inPlace, show } from './regions.js';
import { Searching } from './searching.js';
import styles from './result.css' with { type: 'css' };
import { Which } from './message-choice.js';

/** @import { Report } from '../types/report.js' */
/** @import { SenderActions, Tool, Work } from '../types/element.js' */
/** @import { Source } from '../types/session.js' */

const KEY_NAMES_STEP = 10;

export class Result {
  /** @type {Tool} */ #tool;
  /** @type {Which} */ #which;
  /** @type {Searching} */ #searching;
  /** @type {Doors} */ #doors;
  /** What a result is taken along as. @type {import('./exports.js').Exports | null} */ #exports = null;
  #banner = h('div', {});
  #along = h('div', {});
  #headline = h('div', {});
  /** @type {Asking} */ #asking;
  #sent = h('div', {});

  /** @param {Tool} tool */
  constructor(tool) {
    watchTraffic();
    this.#tool = tool;
    this.#which = new Which(tool, {
      choose: (work, index) => void this.#change(work, () => this.#turnTo(work, index)),
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
    this.#asking = new Asking(tool, {
      change: (work, change) => this.#change(work, change),
      settle: (work) => this.settle(work),
      search: (work) => {
        if (work.explanation.kind === 'looking') this.#searching.begin(work);
      },
      begun: () => {
        this.#renderHeadline();
        this.#doors.render();
      },
      answered: () => inPlace(this.#asking.region, this.#headline, () => this.#renderHeadline()),
      sent: () => this.#renderSent(),
    });
    // Whether anybody can be asked.
    for (const type of ['online', 'offline'])
      window.addEventListener(type, () => {
        if (tool.work && !tool.work.asking) this.render();
      });
    this.regions = [
      this.#banner,
      this.#which.region,
      this.#headline,
      this.#asking.region,
      this.#doors.region,
      this.#along,
      this.#sent,
    ];
  }

  /** Loads what the first result needs beside this. @returns {Promise<CSSStyleSheet>} The styles. */
  async load() {
    await this.#doors.load();
    return styles;
  }

  /** The report, once there is one about a message. */
  get #report() {
    const report = this.#tool.work?.evaluation?.report;
    return report && report.source.kind !== 'not_a_message' ? report : null;
  }

  get #given() {
    return this.#report?.domain ? 'domain' : 'message';
  }

  // The loop

  /** Shows what is found in what was read. @param {Work} work */
  async begin(work) {
    const tool = this.#tool;
    // What rests on an evidence file is shown with the mark that says so, or not at all.
    if (work.evidence) await this.#loadExports();
    await evaluate(work);
    // An example brings its answers along.
    if (work.source.kind === 'sample') await declineAll(work, (evaluation) => evaluation?.requests ?? []);
    if (tool.work !== work) return;
    work.progress = null;
    this.settle(work);
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
    // Of what an evidence file leaves open, nothing is asked.
    const requests = work.evidence ? [] : work.evaluation.requests;
    this.#searching.begin(work);
    void this.#loadExports().catch(() => {});
    tool.render();
    const words = tool.speech.catalogue.status;
    if (report.source.kind === 'not_a_message') {
      tool.say(plain(this.typedText(work, report)));
      tool.focus('#trouble');
      tool.tell('error', { code: report.findings[0]?.code ?? 'message.source.not-a-message' });
      return;
    }
    tool.say(
      `${work.evidence ? `${tool.speech.catalogue.of_file.mark} ` : ''}${this.#which.sentence} ${requests.length > 0 ? this.#wanted : words.done}`.trim(),
    );
    if (isMoving) tool.focus('#headline');
    tool.tell('report', { report, fromEvidenceFile: work.evidence !== null });
    if (requests.length > 0) tool.tell('consent-request', { requests });
    this.#asking.proceed(work);
  }

  /** What is wanted of the reader. */
  get #wanted() {
    const { consent: words } = this.#tool.speech.catalogue;
    return `${words.read[this.#given]} ${words.needed[refusalOf(this.#tool) ? 'paste' : 'ask']}`;
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

  /**
   * Leaves behind all that an evidence file says but the message: nothing is asked before the reader agrees.
   * @param {Work} work
   */
  async #startAfresh(work) {
    await this.#change(work, async () => {
      work.session.startAfresh();
      Object.assign(work, {
        evidence: null,
        evaluation: null,
        explanation: { kind: 'none' },
        added: null,
        heads: [],
        agreed: new Set(),
      });
    });
    this.#tool.focus('#consent');
  }

  /** Turns to another one of several messages. @param {Work} work @param {number} index */
  async #turnTo(work, index) {
    Object.assign(work, { added: null, again: null, isHeld: false, pages: 1, agreed: new Set() });
    await work.session.choose(index);
  }

  /**
   * Judges by what the reader has corrected; where the reader stands does not change.
   * @param {Work} work
   * @returns {SenderActions}
   */
  #senderActions(work) {
    /** @param {() => Promise<boolean>} correct */
    const correct = async (correct) => {
      let isDone = false;
      await this.#tool.attempt(work, async () => {
        // What the reader had agreed to was about another envelope.
        work.agreed.clear();
        await this.#asking.current;
        isDone = await correct();
        if (!isDone || this.#tool.work !== work) return;
        await evaluate(work);
        if (this.#tool.work === work) this.settle(work, { isMoving: false });
      });
      return isDone;
    };
    return {
      setEnvelope: (envelope) => correct(() => work.session.setEnvelope(envelope)),
      setBoundary: async (hop) => void (await correct(() => work.session.setBoundary(hop).then(() => true))),
      setReverse: async (isAsked) => void (await correct(() => work.session.setReverse(isAsked).then(() => true))),
      setReportDestinations: async (isAsked) =>
        void (await correct(() => work.session.setReportDestinations(isAsked).then(() => true))),
    };
  }

  // Rendering

  render() {
    for (const region of [this.#headline, this.#doors.region])
      region.classList.toggle('of-file', Boolean(this.#tool.work?.evidence));
    this.#which.render();
    this.#renderHeadline();
    this.#asking.render();
    this.#doors.render();
    this.#exports?.render();
    this.#renderSent();
  }

  /** Loads what takes a result along, and shows it. */
  async #loadExports() {
    if (this.#exports) return;
    const {
      Exports,
      speakOfExports,
      styles: exportStyles,
    } = await import('./exports.js').catch(() => {
      throw new Stopped('assets');
    });
    const speech = await speakOfExports(this.#tool.speech).catch(() => {
      throw new Stopped('assets');
    });
    if (this.#exports) return;
    /** @type {ShadowRoot} */ (this.#along.getRootNode()).adoptedStyleSheets.push(exportStyles);
    this.#exports = new Exports(this.#tool, speech, { again: (work) => void this.#startAfresh(work) });
    this.#banner.append(this.#exports.banner);
    this.#along.append(this.#exports.region);
    this.#exports.render();
  }

  /** What was given in place of a message, where that is known. @param {Source} source @param {Report} report */
  #other(source, report) {
    return source.kind === 'text' ? (report.source.typed ?? null) : null;
  }

  /**
   * What can be checked instead of it, and the records for that.
   * @param {Source} source
   * @param {Report} report
   * @returns {{ domain: string, query: string, records: string } | null}
   */
  instead(source, report) {
    const { kind, domain, query } = this.#other(source, report) ?? {};
    return domain && query
      ? { domain, query, records: kind === 'named_record' && source.kind === 'text' ? source.text : '' }
      : null;
  }

  /** What a source is that is no message. @param {Work} work @param {Report} report */
  typedText(work, report) {
    const { speech } = this.#tool;
    const other = this.#other(work.source, report);
    if (other) return [speech.catalogue.typed[other.kind]];
    return report.findings
      .slice(0, 1)
      .flatMap((finding) =>
        finding.code === 'message.source.empty' && work.source.kind === 'file'
          ? speech.catalogue.finding.empty_file
          : sentence(finding, speech, report),
      );
  }

  #renderHeadline() {
    const report = this.#report;
    const { work, speech } = this.#tool;
    const before = this.#headline.querySelector('.letter')?.getAttribute('data-state');
    if (report?.source.kind === 'domain') return show(this.#headline, [this.#doors.aboutDomain(report)]);
    show(
      this.#headline,
      work && report
        ? [headline(report, speech, RESOLVERS, chanceOf(this.#tool, work), this.#searching.below(work, report))]
        : [],
    );
    // The seal is pressed once for each verdict.
    this.#headline.classList.toggle(
      'still',
      before === this.#headline.querySelector('.letter')?.getAttribute('data-state'),
    );
  }

  #renderSent() {
    const { work, speech } = this.#tool;
    show(
      this.#sent,
      work && this.#report
        ? [sentView(work.session.sent, () => traffic(HOME, work.session.sent), speech, RESOLVERS, this.#given)]
        : [],
    );
  }
}
