// <waxseal-check>: the whole tool.
//
// Attributes: `lang`, `theme` ("light" or "dark"), `resolver` (an id of the list, or a URL with `own-resolver`),
// `own-resolver` (the reader names the resolver by its URL), `sample` (an example to show).
// Events: `report`, `consent-request`, `error`, `resolver-change`.

import { closest, load } from '../i18n/index.js';
import { isUsable, RESOLVERS } from '../session/resolvers.js';
import { Stopped } from '../session/rpc.js';
import { fetchSample, isSample } from '../session/samples.js';
import { prepare, Session } from '../session/session.js';
import { consentView } from '../view/consent.js';
import { findingList, sentence } from '../view/findings.js';
import { h } from '../view/h.js';
import { claims, headline } from '../view/headline.js';
import { editorView, sourceView } from '../view/input.js';
import { queriesView, sentView } from '../view/queries.js';
import { plain, rich } from '../view/rich.js';
import { signatureCard } from '../view/signature.js';
import { show } from './regions.js';
import { styles } from './styles.js';

/** @typedef {import('../i18n/index.js').Speech} Speech */
/** @typedef {import('../types/report.js').Evaluation} Evaluation */
/** @typedef {import('../types/report.js').Report} Report */
/** @typedef {import('../types/session.js').AddedRecords} AddedRecords */
/** @typedef {import('../types/session.js').Source} Source */
/** @typedef {import('../types/session.js').Trouble} Trouble */

/** Pasted text shorter than this, put into text that was entered by hand, is an addition to it. */
const ADDITION = 100_000;
const PREVIEW_OCTETS = 1200;
const KEY_NAMES_STEP = 10;
/** Signatures that are shown at once: a message can have a hundred. */
const CARDS = 10;
/** Signatures that are shown together with the verdict. */
const FEW = 4;
/** These lie in the browser or in the mail's size: trying again may help. */
const REPEATABLE = new Set(['stalled', 'internal', 'cancelled', 'assets', 'worker']);

/**
 * All that is known about the message at hand.
 * @typedef {{
 *   session: Session, source: Source, octets: number | null, preview: string | null,
 *   progress: { done: number, total: number } | null, trouble: Trouble | null, evaluation: Evaluation | null,
 *   asking: Map<string, 'asking' | 'answered'> | null, pasted: string, added: AddedRecords | null, ownIsBad: boolean,
 *   cards: number,
 * }} Work
 */

export class WaxsealCheck extends HTMLElement {
  static observedAttributes = ['lang', 'theme', 'resolver', 'sample'];

  /** @type {Speech | null} */ #speech = null;
  /** @type {Work | null} */ #work = null;
  #typed = '';
  #chosen = '';
  #isConnected = false;

  #editor = h('section', { class: 'sheet' });
  #given = h('section', { class: 'sheet', hidden: true });
  #status = h('p', { role: 'status', class: 'unseen' });
  #headline = h('div', {});
  #consent = h('div', {});
  #details = h('div', { class: 'details' });
  #sent = h('div', {});

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.append(this.#status, this.#editor, this.#given, this.#headline, this.#consent, this.#details, this.#sent);
    for (const target of [this.#editor, this.#given]) this.#acceptDrops(target);
  }

  async connectedCallback() {
    if (this.#isConnected) return;
    this.#isConnected = true;
    const [sheets] = await Promise.all([styles(), this.#speak()]);
    /** @type {ShadowRoot} */ (this.shadowRoot).adoptedStyleSheets = sheets;
    this.#renderAll();
    this.toggleAttribute('ready', true);
    this.#readSampleAttribute();
    // After the first paint: reading then starts without a wait.
    const idle = globalThis.requestIdleCallback ?? ((/** @type {() => void} */ run) => setTimeout(run, 200));
    idle(() => prepare());
  }

  /** @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === 'resolver') this.#readResolverAttribute(after ?? '');
    if (!this.#speech) return;
    if (name === 'lang') void this.#speak().then(() => this.#renderAll(), () => {});
    if (name === 'sample') this.#readSampleAttribute();
  }

  /** Checks a file or text, as if the reader had put it here. @param {File | string} source */
  set source(source) {
    void this.#check(typeof source === 'string' ? { kind: 'text', text: source, typed: false } : { kind: 'file', file: source });
  }

  /** Wipes everything that was entered and found. */
  clear() {
    this.#work?.session.end();
    this.#work = null;
    this.#typed = '';
    this.#renderAll();
    this.#say(this.#words.status.cleared);
    this.#focus(this.#editor, 'textarea');
    prepare();
  }

  // Attributes

  async #speak() {
    this.#say('');
    this.#speech = await load(closest([this.getAttribute('lang'), this.ownerDocument.documentElement.lang, ...navigator.languages]));
  }

  get #words() {
    return /** @type {Speech} */ (this.#speech).catalogue;
  }

  get #isOwn() {
    return this.hasAttribute('own-resolver');
  }

  /** @param {string} value */
  #readResolverAttribute(value) {
    const listed = RESOLVERS.find(({ id }) => id === value)?.url;
    const next = this.#isOwn ? value : listed;
    if (next !== undefined && next !== this.#chosen) {
      this.#chosen = next;
      this.#renderConsent();
    }
  }

  #readSampleAttribute() {
    const id = this.getAttribute('sample');
    if (id && isSample(id)) void this.#check({ kind: 'sample', id });
  }

  get #resolver() {
    return this.#chosen || (this.#isOwn ? '' : /** @type {typeof RESOLVERS[number]} */ (RESOLVERS[0]).url);
  }

  // Input

  /** @param {HTMLElement} target */
  #acceptDrops(target) {
    target.addEventListener('dragover', (event) => {
      event.preventDefault();
      target.classList.add('over');
    });
    target.addEventListener('dragleave', () => target.classList.remove('over'));
    target.addEventListener('drop', (event) => {
      event.preventDefault();
      event.stopPropagation();
      target.classList.remove('over');
      const file = event.dataTransfer?.files[0];
      const text = file ? '' : event.dataTransfer?.getData('text/plain');
      if (file ?? text) this.source = /** @type {File | string} */ (file ?? text);
    });
  }

  /** @param {ClipboardEvent} event */
  #paste(event) {
    const data = event.clipboardData;
    const area = this.#editor.querySelector('textarea');
    if (!data || !area) return;
    const text = data.getData('text/plain');
    const file = data.files[0];
    const isAddition = area.value !== '' && text.length < ADDITION && !(area.selectionStart === 0 && area.selectionEnd === area.value.length);
    if (text !== '' && isAddition) return;
    // A large text in a text area freezes the page, and a text area changes line ends.
    event.preventDefault();
    this.source = text === '' && file ? file : text;
  }

  /** @param {Source} source */
  async #check(source) {
    this.#work?.session.end();
    /** @type {Work} */
    const work = {
      session: new Session(), source, octets: null, preview: null, progress: { done: 0, total: 1 }, trouble: null, evaluation: null,
      asking: null, pasted: '', added: null, ownIsBad: false, cards: CARDS,
    };
    this.#work = work;
    this.#renderAll();
    this.#say(this.#words.source.reading);
    await this.#attempt(work, async () => {
      await this.#read(work);
      if (this.#work !== work) return;
      work.progress = null;
      this.#settle(work);
    });
  }

  /** @param {Work} work */
  async #read(work) {
    const { session, source } = work;
    const onProgress = (/** @type {number} */ done, /** @type {number} */ total) => this.#advance(work, done, total);
    if (source.kind === 'text') await session.readText(source.text, onProgress);
    if (source.kind === 'file') await session.readFile(source.file, onProgress);
    if (source.kind === 'sample') await this.#readSample(session, source.id, onProgress);
    work.evaluation = await session.evaluate();
    work.octets = work.evaluation.report.source.octets;
    const preview = new TextDecoder().decode(await session.source(0, Math.min(PREVIEW_OCTETS, work.octets)));
    // A line end that was cut in two is no stray CR.
    work.preview = work.octets > PREVIEW_OCTETS && preview.endsWith('\r') ? preview.slice(0, -1) : preview;
  }

  /** @param {Session} session @param {string} id @param {(done: number, total: number) => void} onProgress */
  async #readSample(session, id, onProgress) {
    const { message, zone, now } = await fetchSample(id).catch(() => { throw new Stopped('assets'); });
    await session.readFile(message, onProgress);
    session.judgeAt(now);
    await session.addRecords(zone, 'recorded');
  }

  /** @param {Work} work @param {number} done @param {number} total */
  #advance(work, done, total) {
    if (this.#work !== work || !work.progress) return;
    work.progress = { done, total };
    const bar = this.#given.querySelector('progress');
    if (bar) {
      bar.max = Math.max(total, 1);
      bar.value = done;
    }
  }

  // The loop

  /**
   * Runs a step of the work; whatever goes wrong ends as a sentence, and nothing that was entered is lost.
   * @param {Work} work
   * @param {() => Promise<void>} step
   */
  async #attempt(work, step) {
    try {
      await step();
    } catch (error) {
      if (this.#work !== work) return;
      const trouble = error instanceof Stopped ? error.trouble : 'internal';
      work.session.end();
      Object.assign(work, { progress: null, asking: null, trouble, evaluation: null });
      this.#renderAll();
      this.#say(this.#words.trouble[trouble]);
      this.#focus(this.#given, '#trouble');
      this.#tell('error', { code: trouble });
      prepare();
    }
  }

  /** Shows an evaluation and moves the reader to what matters in it. @param {Work} work */
  #settle(work) {
    const { evaluation } = work;
    if (!evaluation) return;
    this.#renderAll();
    const { report, requests } = evaluation;
    if (report.source.kind === 'not_a_message') {
      const [finding] = report.findings;
      const text = finding ? sentence(finding, /** @type {Speech} */ (this.#speech)).map((part) => typeof part === 'string' ? part : part.textContent).join('') : '';
      this.#say(text);
      this.#focus(this.#given, '#trouble');
      this.#tell('error', { code: finding?.code ?? 'message.source.not-a-message' });
      return;
    }
    this.#say(requests.length > 0 ? this.#words.status.offline : this.#words.status.done);
    this.#focus(this.#headline, '#headline');
    this.#tell('report', { report });
    if (requests.length > 0) this.#tell('consent-request', { requests });
  }

  /** @param {Work} work @param {() => Promise<unknown>} change */
  #change(work, change) {
    return this.#attempt(work, async () => {
      await change();
      const evaluation = await work.session.evaluate();
      if (this.#work !== work) return;
      work.evaluation = evaluation;
      work.asking = null;
      this.#settle(work);
    });
  }

  /** @param {Work} work */
  #ask(work) {
    const requests = work.evaluation?.requests ?? [];
    const resolver = this.#resolver.trim();
    work.ownIsBad = this.#isOwn && !isUsable(resolver);
    if (work.ownIsBad) {
      this.#renderConsent();
      this.#focus(this.#consent, '#own');
      return;
    }
    if (this.#isFramed || work.asking || requests.length === 0) return;
    work.asking = new Map(requests.map(({ name, type }) => [`${name} ${type}`, 'asking']));
    this.#renderConsent();
    this.#focus(this.#consent, '[data-key=cancel]');
    this.#say(this.#words.status.asking);
    void this.#change(work, () => work.session.ask(requests, resolver, () => {
      if (this.#work !== work) return;
      for (const sent of work.session.sent) {
        if (sent.state !== 'asking') work.asking?.set(`${sent.name} ${sent.type}`, 'answered');
      }
      this.#renderConsent();
      this.#renderSent();
    }));
  }

  /** @param {Work} work */
  async #addPasted(work) {
    await this.#attempt(work, async () => {
      const added = await work.session.addRecords(work.pasted, 'pasted');
      const evaluation = await work.session.evaluate();
      if (this.#work !== work) return;
      work.added = added;
      work.evaluation = evaluation;
      if (added.added.length === 0) {
        this.#renderConsent();
        this.#renderDetails();
        this.#say(this.shadowRoot?.querySelector('#record-problems')?.textContent ?? '');
        return;
      }
      work.pasted = '';
      this.#settle(work);
      this.#say(plain(this.#words.status.added(added.added.length), /** @type {Speech} */ (this.#speech)));
    });
  }

  /** Whether another page shows this one: then a click may not be meant as one. */
  get #isFramed() {
    return window.top !== window;
  }

  // Rendering

  #renderAll() {
    const work = this.#work;
    this.#editor.hidden = work !== null;
    this.#given.hidden = work === null;
    this.#renderEditor();
    this.#renderGiven();
    this.#renderHeadline();
    this.#renderConsent();
    this.#renderSent();
    const signatures = this.#report?.dkim.length ?? 0;
    if (signatures <= FEW) return this.#renderDetails();
    // Many cards are a task of their own, so that no task gets long.
    this.#details.replaceChildren();
    setTimeout(() => { if (this.#work === work) this.#renderDetails(); });
  }

  #renderEditor() {
    const speech = this.#speech;
    if (!speech) return;
    show(this.#editor, editorView({
      check: () => void this.#check({ kind: 'text', text: this.#typed, typed: true }),
      type: (text) => { this.#typed = text; },
      file: (file) => { this.source = file; },
      paste: (event) => this.#paste(event),
      sample: (id) => void this.#check({ kind: 'sample', id }),
    }, speech, this.#typed));
  }

  #renderGiven() {
    const speech = this.#speech;
    const work = this.#work;
    if (!speech || !work) return this.#given.replaceChildren();
    const report = work.evaluation?.report;
    const trouble = work.trouble ? [speech.catalogue.trouble[work.trouble]]
      : report?.source.kind === 'not_a_message' ? report.findings.slice(0, 1).flatMap((finding) => sentence(finding, speech)) : null;
    const { source } = work;
    show(this.#given, sourceView({ ...work, trouble }, {
      clear: () => this.clear(),
      again: work.trouble && REPEATABLE.has(work.trouble) ? () => void this.#check(source) : null,
      edit: source.kind === 'text' && source.typed ? () => this.#edit() : null,
      cancel: () => work.session.end(),
    }, speech));
  }

  /** Back to the text that was entered by hand. */
  #edit() {
    this.#work?.session.end();
    this.#work = null;
    this.#renderAll();
    this.#focus(this.#editor, 'textarea');
  }

  /** The report, once there is one about a message. */
  get #report() {
    const report = this.#work?.evaluation?.report;
    return report && report.source.kind !== 'not_a_message' ? report : null;
  }

  #renderHeadline() {
    const report = this.#report;
    show(this.#headline, report && this.#speech ? [headline(report, this.#speech, RESOLVERS, (this.#work?.evaluation?.requests.length ?? 0) > 0)] : []);
  }

  #renderConsent() {
    const work = this.#work;
    const report = this.#report;
    const requests = work?.evaluation?.requests ?? [];
    if (!work || !report || !this.#speech || requests.length === 0) return this.#consent.replaceChildren();
    show(this.#consent, [consentView({
      report, requests, resolvers: RESOLVERS, own: this.#isOwn, chosen: this.#resolver, framed: this.#isFramed, asking: work.asking,
      pasted: work.pasted, added: work.added, ownIsBad: work.ownIsBad,
    }, {
      choose: (resolver) => this.#choose(resolver),
      ask: () => this.#ask(work),
      decline: () => void this.#change(work, () => work.session.decline(requests)),
      cancel: () => work.session.cancelAsking(),
      ...this.#pasteActions(work),
    }, this.#speech), h('div', { class: 'letter' }, claims(report, this.#speech))]);
  }

  /** @param {Work} work */
  #pasteActions(work) {
    return {
      type: (/** @type {string} */ text) => { work.pasted = text; },
      paste: () => void this.#addPasted(work),
    };
  }

  /** @param {string} resolver */
  #choose(resolver) {
    this.#chosen = resolver;
    const name = RESOLVERS.find(({ url }) => url === resolver)?.id ?? resolver;
    this.#tell('resolver-change', { resolver: name });
    // The field for an own URL shows by itself what is entered.
    if (!this.#isOwn) this.#renderConsent();
  }

  #renderDetails() {
    const work = this.#work;
    const report = this.#report;
    const speech = this.#speech;
    if (!work || !report || !speech) return this.#details.replaceChildren();
    const words = speech.catalogue;
    const general = report.findings.filter(({ subject }) => subject.kind === 'message' || subject.kind === 'field');
    const more = general.some(({ code }) => code === 'dkim.message.too-many-key-names');
    const again = work.source.kind !== 'sample' && work.evaluation?.requests.length === 0 && report.queries.length > 0
      ? { askAgain: () => void this.#reopen(work, report), form: work, actions: this.#pasteActions(work) } : null;
    show(this.#details, [
      report.dkim.length > 0 ? h('section', { 'aria-labelledby': 'signatures' },
        h('h2', { id: 'signatures' }, words.signature.heading),
        report.dkim.slice(0, work.cards).map((_, index) => signatureCard(report, index, speech, RESOLVERS)),
        report.dkim.length > work.cards ? h('p', { class: 'more' }, h('button', { type: 'button', click: () => this.#showMore(work) },
          rich(words.signature.more(report.dkim.length - work.cards), speech))) : null) : null,
      general.length > 0 ? h('section', { class: 'plain', 'aria-labelledby': 'general' },
        h('h3', { id: 'general' }, words.finding.heading),
        findingList(general, speech, report.fields),
        more ? h('button', { type: 'button', click: () => void this.#change(work, () => work.session.raiseKeyNames(KEY_NAMES_STEP)) }, words.consent.more_names) : null) : null,
      queriesView(report.queries, speech, RESOLVERS, again),
    ]);
  }

  #renderSent() {
    const sent = this.#report ? this.#work?.session.sent : undefined;
    show(this.#sent, sent && this.#speech ? [sentView(sent, this.#speech, RESOLVERS)] : []);
  }

  /** @param {Work} work */
  #showMore(work) {
    const first = work.cards;
    work.cards += CARDS;
    this.#renderDetails();
    this.#focus(this.#details, `#signature-${first}`);
  }

  /** Opens the questions again: nothing is asked before the reader agrees once more. @param {Work} work @param {Report} report */
  async #reopen(work, report) {
    work.added = null;
    await this.#change(work, () => work.session.forget(report.queries));
    this.#focus(this.#consent, '#consent');
  }

  // Small things

  /** @param {string} text */
  #say(text) {
    this.#status.textContent = text;
  }

  /** @param {Element} region @param {string} selector */
  #focus(region, selector) {
    const target = region.querySelector(selector);
    if (target instanceof HTMLElement) target.focus();
  }

  /** @param {string} type @param {object} detail */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
