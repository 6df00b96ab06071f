// Consent and the questions: what is asked for, of whom, and what the reader chose for the next time.

import { askedOf } from '../session/replies.js';
import { areApart, isUsable, RESOLVERS } from '../session/resolvers.js';
import { confirmView, consentView, isAgreed, kindsOf } from '../view/consent.js';
import { h } from '../view/h.js';
import { plain, rich } from '../view/rich.js';
import { settledView } from '../view/settled.js';
import { refusalOf } from './refusal.js';
import { learnFor } from './characters.js';
import { declineAll, evaluate } from './reading.js';
import { show } from './regions.js';

/** @import { Report, Request } from '../types/report.js' */
/** @import { Tool, Watch, Work } from '../types/element.js' */
/** @import { Mode } from '../view/resolvers.js' */
/**
 * @typedef {{ resolvers?: readonly string[], isByClick?: boolean, isConfirmed?: boolean, isFollowed?: boolean }}
 *   AskOptions
 */

/**
 * @typedef {{ work: Work, requests: readonly Request[], corner: number, options: AskOptions & { resolvers: readonly
 *   string[] } }} Clicked
 */

/** @param {Request} request */
const keyOf = ({ name, type }) => `${name} ${type}`;

/** Pixels between the first and the second click in a frame, at least. */
const APART = 48;
/** Places of the second one. */
const CORNERS = 4;

/** @param {string} resolver An id of the list, or a URL. */
const urlOf = (resolver) => RESOLVERS.find(({ id }) => id === resolver)?.url ?? resolver.trim();

/** What was pasted for each question. @param {Work} work @returns {Map<string, string>} */
const pastedOf = ({ evaluation }) =>
  new Map(
    evaluation?.report.queries.flatMap(({ name, type, answers }) => {
      const pasted = answers.filter(({ provenance }) => provenance.kind === 'pasted');
      return pasted.length > 0 ? [[`${name} ${type}`, JSON.stringify(pasted)]] : [];
    }),
  );

export class Asking {
  #tool;
  #actions;
  /** The other one that is asked as well: an id of the list, or a URL. @type {string | null} */ #second = null;
  /** Whom the reader wants to be asked without a click, until the page is closed. @type {string | null} */ #always =
    null;
  /** What the reader has agreed to by a click, and what followed from it, for any message of this visit. @type {Set<string>} */ #known =
    new Set();
  /** In a frame: what was clicked, and waits for the second click. @type {Clicked | null} */ #clicked = null;
  /** Where the last press was, in pixels from the frame's upper left corner. */ #pressed = { x: -1, y: -1 };
  /** @type {Watch | null} */ #watch = null;
  /** What is asked at the moment. @type {Promise<void>} */ #current = Promise.resolve();
  region = h('div', {});

  /**
   * @param {Tool} tool
   * @param {{
   *   change: (work: Work, change: () => Promise<unknown>) => Promise<void>, settle: (work: Work) => void, search: (work: Work) => void,
   *   begun: () => void, answered: () => void, sent: () => void,
   * }} actions `change`: does something, judges anew and shows it. `begun`: answers are awaited. `answered`: the verdict may be another one. `sent`: more has left.
   */
  constructor(tool, actions) {
    this.#tool = tool;
    this.#actions = actions;
    this.region.addEventListener(
      'pointerdown',
      ({ clientX, clientY }) => {
        this.#pressed = { x: clientX, y: clientY };
      },
      { capture: true },
    );
  }

  /** Settled once nothing is being asked. */
  get current() {
    return this.#current;
  }

  get #report() {
    const report = this.#tool.work?.evaluation?.report;
    return report && report.source.kind !== 'not_a_message' ? report : null;
  }

  /** What is open; of what an evidence file leaves open, nothing is asked. */
  get #requests() {
    const { work } = this.#tool;
    return work?.evidence ? [] : (work?.evaluation?.requests ?? []);
  }

  /** The open questions by which the sender learns nothing of this very message. */
  get #plain() {
    return this.#requests.filter((request) => !request.tells_sender);
  }

  /** The resolver that is chosen: an id of the list, or a URL. */
  get #first() {
    const { isOwn, resolver } = this.#tool;
    if (isOwn) return resolver;
    return RESOLVERS.some(({ id }) => id === resolver)
      ? resolver
      : /** @type {typeof RESOLVERS[number]} */ (RESOLVERS[0]).id;
  }

  /** The URLs of those who would be asked. */
  get #resolvers() {
    return [this.#first, ...(this.#second === null ? [] : [this.#second])].map(urlOf);
  }

  /** @returns {Mode} */
  get #mode() {
    if (this.#tool.consent === 'never') return 'never';
    return window.top === window && this.#always !== null && this.#always === this.#resolvers.join(' ')
      ? 'always'
      : 'ask';
  }

  get #modes() {
    // What is chosen in a frame may not be meant so.
    return window.top !== window || this.#tool.isFixed
      ? null
      : { mode: this.#mode, isAlwaysOffered: this.#known.size > 0, asked: this.#resolvers, resolvers: RESOLVERS };
  }

  /** @param {Mode} mode */
  #setMode(mode) {
    const tool = this.#tool;
    this.#always = mode === 'always' ? this.#resolvers.join(' ') : null;
    // It is for the next message; of this one the reader is looking at the questions.
    if (tool.work) tool.work.isHeld = true;
    tool.consent = mode === 'never' ? 'never' : 'ask';
    this.render();
    tool.say(tool.speech.catalogue.resolvers.modes.label[mode]);
  }

  /**
   * Asks what needs no click, if there is something: a name that is new could be made for this message.
   * @param {Work} work
   */
  proceed(work) {
    if (this.#mode !== 'always' || work.isHeld || work.asking) return;
    this.#ask(
      work,
      this.#plain.filter((request) => this.#known.has(keyOf(request))),
      { isByClick: false },
    );
  }

  /** Which URL cannot be asked. @param {readonly string[]} resolvers @returns {Work['bad']} */
  #badOf([first = '', second]) {
    if (this.#tool.isOwn && !isUsable(first)) return 'own';
    return second !== undefined && !(isUsable(second) && areApart(first, second)) ? 'second' : null;
  }

  /** @param {Work} work @param {readonly Request[]} requests @param {AskOptions} [options] */
  #ask(work, requests, { resolvers = this.#resolvers, isByClick = true, isConfirmed = false, isFollowed = true } = {}) {
    const tool = this.#tool;
    if (refusalOf(this.#tool) || work.asking || requests.length === 0) return;
    if (tool.sight && !isConfirmed) {
      const corner = (crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) % CORNERS;
      if (isByClick) this.#hold({ work, requests, corner, options: { resolvers, isFollowed } });
      return;
    }
    const asking = (work.asking = { requests: [...requests], resolvers, from: work.session.sent.length });
    if (isByClick) work.isHeld = false;
    if (isByClick) {
      for (const request of requests) this.#known.add(keyOf(request));
      // Of those that tell the sender something, each was agreed to by itself.
      for (const kind of requests.filter((request) => !request.tells_sender).flatMap(kindsOf)) work.agreed.add(kind);
    }
    this.render();
    this.#actions.begun();
    if (isByClick) tool.focus('[data-key=cancel]');
    tool.say(tool.speech.catalogue.status.asking);
    const onChange = () => {
      if (tool.work !== work) return;
      this.render();
      this.#actions.sent();
    };
    const follow = async () => {
      await evaluate(work);
      if (tool.work !== work) return [];
      const put = new Set(asking.requests.map(keyOf));
      const mayFollow = (/** @type {Request} */ request) =>
        isByClick ? isAgreed(request, work.agreed) : this.#known.has(keyOf(request));
      const more = isFollowed ? this.#plain.filter((request) => mayFollow(request) && !put.has(keyOf(request))) : [];
      for (const request of more) this.#known.add(keyOf(request));
      asking.requests.push(...more);
      this.#actions.answered();
      return more;
    };
    this.#current = this.#actions.change(work, () => work.session.ask(requests, resolvers, { onChange, follow }));
  }

  /** Waits for a second click, which the page around cannot have aimed. @param {Clicked} clicked */
  #hold(clicked) {
    this.#clicked = clicked;
    this.render();
    this.#tool.focus('#consent');
    this.region.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    // The second half of a double click.
    for (let turn = 1; turn < CORNERS && this.#isUnderPress(); turn += 1) {
      clicked.corner = (clicked.corner + 1) % CORNERS;
      this.render();
      this.region.querySelector('h3')?.focus({ preventScroll: true });
    }
  }

  /** Takes the second click, if all that is asked for could be seen. */
  #confirm() {
    const clicked = this.#clicked;
    if (!clicked || !this.#watch?.isPlain()) return;
    this.#clicked = null;
    this.#ask(clicked.work, clicked.requests, { ...clicked.options, isConfirmed: true });
  }

  /** By a click, after a look at the URLs. @param {Work} work @param {readonly Request[]} requests */
  #agree(work, requests) {
    const { again } = work;
    const resolvers = again === null ? this.#resolvers : [urlOf(again)];
    work.bad = again === null ? this.#badOf(resolvers) : this.#badOfAnother(work, urlOf(again));
    if (work.bad) {
      this.render();
      this.#tool.focus(`#${work.bad}`);
      return;
    }
    work.again = null;
    this.#ask(work, requests, { resolvers, isFollowed: again === null });
  }

  /** @param {Work} work @param {string} url @returns {Work['bad']} */
  #badOfAnother(work, url) {
    return isUsable(url) && work.session.sent.every(({ resolver }) => areApart(resolver, url)) ? null : 'second';
  }

  /** Those of the list that were not asked. @param {Work} work */
  #othersOf(work) {
    return RESOLVERS.filter(({ url }) => work.session.sent.every(({ resolver }) => areApart(resolver, url)));
  }

  /**
   * Settles questions as not asked, and those of the same kinds that follow.
   * @param {Work} work
   * @param {readonly Request[]} requests
   */
  #decline(work, requests) {
    const kinds = new Set(requests.flatMap(kindsOf));
    const isTelling = requests.every((request) => request.tells_sender);
    void this.#actions.change(work, () =>
      declineAll(
        work,
        (evaluation) =>
          evaluation?.requests.filter((request) => isAgreed(request, kinds) && (request.tells_sender || !isTelling)) ??
          [],
      ),
    );
  }

  /** @param {Work} work */
  #addPasted(work) {
    const tool = this.#tool;
    return tool.attempt(work, async () => {
      const before = pastedOf(work);
      const added = await work.session.addRecords(work.pasted, 'pasted');
      await learnFor(added);
      await evaluate(work);
      if (tool.work !== work) return;
      const after = pastedOf(work);
      const replaced = added.added.filter(
        ({ name, type }) =>
          before.has(`${name} ${type}`) && before.get(`${name} ${type}`) !== after.get(`${name} ${type}`),
      );
      work.added = { ...added, replaced: [...new Set(replaced.map(({ name }) => name))] };
      if (added.added.length === 0) {
        this.render();
        // The records put an end to the search.
        this.#actions.search(work);
        tool.say(this.region.querySelector('#record-problems')?.textContent ?? '');
        return;
      }
      Object.assign(work, { entered: `${work.entered}${work.pasted}\n`, pasted: '' });
      this.#actions.settle(work);
      tool.say(
        `${plain(rich(tool.speech.catalogue.status.added(added.added.length), tool.speech))} ${this.region.querySelector('#record-replaced')?.textContent ?? ''}`.trim(),
      );
    });
  }

  /**
   * Opens the questions again: nothing is asked before the reader agrees once more.
   * @param {Work} work
   * @param {Report} report
   */
  async #reopen(work, report) {
    Object.assign(work, { added: null, isHeld: true });
    work.agreed.clear();
    await this.#actions.change(work, () => work.session.forget(report.queries));
    this.#tool.focus('#consent');
  }

  /** @param {string} resolver An id of the list, or a URL. */
  #choose(resolver) {
    const tool = this.#tool;
    tool.resolver = resolver;
    if (this.#second === resolver) this.#second = RESOLVERS.find(({ id }) => id !== resolver)?.id ?? null;
    tool.tell('resolver-change', { resolver });
    // The field for an own URL shows by itself what is entered.
    if (!tool.isOwn) this.render();
  }

  /** @param {string | null} resolver */
  #chooseSecond(resolver) {
    const { work } = this.#tool;
    const before = work?.again ?? this.#second;
    if (work && work.again !== null) work.again = resolver;
    else this.#second = resolver;
    const isTyped = (/** @type {string | null} */ one) => one !== null && !RESOLVERS.some(({ id }) => id === one);
    if (!isTyped(resolver) || !isTyped(before)) this.render();
  }

  // Rendering

  render() {
    const { work } = this.#tool;
    const report = this.#report;
    this.#watch?.stop();
    this.#watch = null;
    if (this.#clicked && (this.#clicked.work !== work || refusalOf(this.#tool))) this.#clicked = null;
    if (!work || !report || work.evidence) return this.region.replaceChildren();
    if (this.#clicked) return this.#showConfirming(this.#clicked);
    const isOver = this.#requests.length === 0 && !work.asking;
    show(this.region, [isOver && work.again === null ? this.#settled(work, report) : this.#step(work, report)]);
  }

  /** @param {Clicked} clicked */
  #showConfirming({ requests, corner, options: { resolvers } }) {
    const { speech, isOwn, sight } = this.#tool;
    show(this.region, [
      confirmView(
        { requests, asked: resolvers, isOwn, corner },
        {
          confirm: () => this.#confirm(),
          back: () => {
            this.#clicked = null;
            this.render();
            this.#tool.focus('#consent');
          },
        },
        speech,
      ),
    ]);
    const button = this.region.querySelector('[data-key=confirm]');
    // A button that cannot be used yet is pale, which counts as not in plain sight: what is around it does not.
    const seen = [...this.region.querySelectorAll('.question'), button?.parentElement ?? this.region];
    this.#watch = sight?.watch?.(seen, (isPlain) => button?.toggleAttribute('disabled', !isPlain)) ?? null;
  }

  /** Whether the second button lies where the last press was, or nearly so. */
  #isUnderPress() {
    const { x, y } = this.#pressed;
    const { left, right, top, bottom } = (
      this.region.querySelector('[data-key=confirm]') ?? this.region
    ).getBoundingClientRect();
    return x > left - APART && x < right + APART && y > top - APART && y < bottom + APART;
  }

  /** @param {Work} work @param {Report} report */
  #step(work, report) {
    const tool = this.#tool;
    const { asking, again, bad } = work;
    const isAgain = again !== null && !asking;
    const all = isAgain ? askedOf(report.queries) : this.#requests;
    const others = isAgain ? this.#othersOf(work) : RESOLVERS;
    return consentView(
      {
        kind: isAgain ? 'again' : tool.consent === 'never' && !asking ? 'never' : 'ask',
        report,
        requests: asking ? asking.requests : all.filter((request) => !request.tells_sender),
        telling: asking ? [] : all.filter((request) => request.tells_sender),
        choice: {
          resolvers: others,
          own: tool.isOwn,
          first: isAgain ? '' : this.#first,
          second: isAgain ? again : this.#second,
          bad,
          isDisabled: asking !== null,
        },
        asked: asking?.resolvers ?? (isAgain ? [urlOf(again)] : this.#resolvers),
        refused: asking ? null : refusalOf(this.#tool),
        modes: this.#modes,
        sent: asking ? work.session.sent.slice(asking.from) : null,
        pasted: work.pasted,
        added: work.added,
      },
      {
        choose: (resolver) => this.#choose(resolver),
        chooseSecond: (resolver) => this.#chooseSecond(resolver),
        ask: (wanted) => this.#agree(work, wanted),
        decline: (unwanted) => this.#decline(work, unwanted),
        cancel: () => {
          work.isHeld = true;
          work.session.cancelAsking();
        },
        close: () => this.#openAgain(work, null),
        setMode: (mode) => this.#setMode(mode),
        ...this.#pasteActions(work),
      },
      tool.speech,
    );
  }

  /**
   * Offers to ask another one for what was asked, or takes that back.
   * @param {Work} work
   * @param {string | null} again
   */
  #openAgain(work, again) {
    Object.assign(work, { again, bad: null });
    this.render();
    this.#tool.focus(again === null ? '[data-key=second-opinion]' : '#consent');
  }

  /** @param {Work} work @param {Report} report */
  #settled(work, report) {
    // An example brings its answers along.
    if (work.source.kind === 'sample' || report.queries.length === 0) return null;
    const { speech, isOwn } = this.#tool;
    const others = this.#othersOf(work);
    const hasAnswers = askedOf(report.queries).some((query) => !query.tells_sender);
    return settledView(
      {
        report,
        sent: work.session.sent,
        others,
        form: work,
        modes: this.#modes,
        mayAsk: refusalOf(this.#tool) === null,
        isOpen: ['declined', 'unanswered'].includes(report.verdict.obstacle ?? ''),
        isSecondOffered: hasAnswers && (isOwn || others.length > 0),
      },
      {
        again: () => void this.#reopen(work, report),
        second: () => this.#openAgain(work, others[0]?.id ?? ''),
        instead: (requests, { url }) => this.#ask(work, requests, { resolvers: [url] }),
        setMode: (mode) => this.#setMode(mode),
        ...this.#pasteActions(work),
      },
      speech,
    );
  }

  /** @param {Work} work */
  #pasteActions(work) {
    return {
      type: (/** @type {string} */ text) => {
        work.pasted = text;
      },
      paste: () => void this.#addPasted(work),
    };
  }
}
