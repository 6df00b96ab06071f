// <waxseal-check>: the whole tool.
//
// Attributes: `lang`, `theme` ("light" or "dark"), `resolver` (an id of the list, or a URL with `own-resolver`),
// `own-resolver` (the reader names the resolver by its URL), `sample` (an example to show), `consent` ("ask", or
// "never":
// records are pasted and nobody is asked). None makes it ask without a click; the reader may.
// Properties: `source` (a file or text to check), `sight` (of frame.js alone).
// Events: `report`, `consent-request`, `error`, `resolver-change`, `consent-change`.

import { closest, load, loadAll } from '../i18n/index.js';
import { Stopped } from '../session/rpc.js';
import { prepare } from '../session/runtime.js';
import { samples } from '../samples/index.js';
import { h, HOME } from '../view/h.js';
import { editorView, sourceView } from '../view/input.js';
import { acceptDrops, ADDITION, takePaste } from './drop-paste.js';
import { show } from './regions.js';
import { styles } from './styles.js';

/** @import { PageSpeech, Speech } from '../i18n/index.js' */
/** @import { Begun, Sight, Tool, Work } from '../types/element.js' */
/** @import { Source, Trouble } from '../types/session.js' */

/** These lie in the browser or in the mail's size: trying again may help. */
const REPEATABLE = new Set(['stalled', 'internal', 'cancelled', 'assets', 'worker']);

const here = `${location.origin}${location.pathname}`;
/** Whether this is somebody else's page, or a frame in one. */
const isAbroad = window.top !== window || !here.startsWith(HOME) || here.lastIndexOf('/') >= HOME.length;

/** What reads a message. */
const loadReading = () =>
  import('./reading.js').catch(() => {
    throw new Stopped('assets');
  });

/** Whether the work has come so far that there is a session. @param {Begun | null} work @returns {work is Work} */
const hasSession = (work) => Boolean(work?.session);

/** Speaks of what a file says as what it says. @param {Speech} speech @returns {Speech} */
const ofFile = ({ catalogue, ...speech }) => {
  const { of_file: words } = catalogue;
  return {
    ...speech,
    catalogue: {
      ...catalogue,
      signature: { ...catalogue.signature, ...words.signature },
      queries: { ...catalogue.queries, ...words.queries },
    },
  };
};

export class WaxsealCheck extends HTMLElement {
  static observedAttributes = ['lang', 'theme', 'resolver', 'sample', 'consent'];

  /** Set before the element is used, where it stands in a frame that may ask. @type {Sight | null} */ sight = null;

  /** @type {PageSpeech | null} */ #speech = null;
  #speaking = Promise.resolve();
  /** @type {Begun | null} */ #work = null;
  /** What shows a result. @type {import('./result.js').Result | null} */ #result = null;
  /** @type {Promise<void> | null} */ #loading = null;
  /** Whether the texts of explanations are wanted. */ #isExplaining = false;
  #typed = '';
  /** Records that were entered before the way back to the text. */ #records = '';
  #resolver = '';
  /** Whether it was the reader who said whether to ask. */ #hasChosen = false;
  #isConnected = false;

  #editor = h('section', { class: 'sheet' });
  #given = h('section', { class: 'sheet', hidden: true });
  #abroad = h('p', { class: 'abroad fine' });
  #status = h('p', { role: 'status', class: 'unseen' });

  constructor() {
    super();
    this.attachShadow({ mode: 'open' }).append(
      this.#status,
      this.#editor,
      this.#given,
      ...(isAbroad ? [this.#abroad] : []),
    );
    for (const target of [this.#editor, this.#given])
      acceptDrops(target, (source) => {
        this.source = source;
      });
    // A message is about to come.
    for (const sign of ['focusin', 'dragenter'])
      this.#editor.addEventListener(
        sign,
        () => {
          prepare();
          this.#load().catch(() => {});
          loadReading().catch(() => {});
        },
        { once: true },
      );
  }

  async connectedCallback() {
    if (this.#isConnected) return;
    this.#isConnected = true;
    await this.#speak();
    this.#root.adoptedStyleSheets.push(...styles);
    this.#render();
    this.toggleAttribute('ready', true);
    this.#readSampleAttribute();
    // After the first paint: reading then starts without a wait.
    const idle = globalThis.requestIdleCallback ?? ((/** @type {() => void} */ run) => setTimeout(run, 200));
    idle(() => prepare());
  }

  /** @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === 'resolver') this.#resolver = after ?? '';
    if (!this.#speech) return;
    if (name === 'resolver' || name === 'consent') this.#render();
    if (name === 'lang') {
      this.#say('');
      void this.#speak().then(
        () => this.#render(),
        () => {},
      );
    }
    if (name === 'sample') this.#readSampleAttribute();
  }

  /** Checks a file or text, as if the reader had put it here. @param {File | string} source */
  set source(source) {
    void this.#check(
      typeof source === 'string' ? { kind: 'text', text: source, typed: false } : { kind: 'file', file: source },
    );
  }

  /** Wipes everything that was entered and found. */
  clear() {
    this.#work?.session?.end();
    this.#work = null;
    this.#typed = '';
    this.#records = '';
    this.#render();
    this.#say(this.#words.status.cleared);
    this.#focus('#source');
    prepare();
  }

  // Parts

  get #root() {
    return /** @type {ShadowRoot} */ (this.shadowRoot);
  }

  /**
   * Loads the texts, those of a result as soon as there may be one; one after the other, so that the last one counts.
   */
  #speak() {
    this.#speaking = this.#speaking
      .catch(() => {})
      .then(async () => {
        const language = closest([
          this.getAttribute('lang'),
          this.ownerDocument.documentElement.lang,
          ...navigator.languages,
        ]);
        this.#speech = await (this.#loading ? loadAll(language, this.#isExplaining) : load(language));
        if (isAbroad) void this.#tellAbroad(language).catch(() => {});
      });
    return this.#speaking;
  }

  /** Says what the page around it can see. @param {PageSpeech['language']} language */
  async #tellAbroad(language) {
    const { noteAbroad } = await import('./host-page.js');
    const note = await noteAbroad(language);
    if (this.#speech?.language === language) this.#abroad.replaceChildren(...note);
  }

  get #words() {
    return /** @type {PageSpeech} */ (this.#speech).catalogue;
  }

  /** Loads what shows a result, once. */
  #load() {
    this.#loading ??= this.#loadResult().catch(() => {
      this.#loading = null;
      throw new Stopped('assets');
    });
    return this.#loading;
  }

  async #loadResult() {
    const [{ Result }] = await Promise.all([import('./result.js'), this.#speak()]);
    const result = new Result(this.#tool());
    this.#root.adoptedStyleSheets.push(await result.load());
    this.#root.append(...result.regions);
    this.#result = result;
  }

  /** Loads the texts of explanations. */
  async #loadExplaining() {
    if (this.#isExplaining) return this.#speaking;
    this.#isExplaining = true;
    try {
      await this.#speak();
    } catch {
      this.#isExplaining = false;
      throw new Stopped('assets');
    }
  }

  /** @returns {Tool} */
  #tool() {
    const element = this;
    return {
      get work() {
        return hasSession(element.#work) ? element.#work : null;
      },
      get speech() {
        const speech = /** @type {Speech} */ (element.#speech);
        return element.#work?.evidence ? ofFile(speech) : speech;
      },
      get isOwn() {
        return element.hasAttribute('own-resolver');
      },
      get resolver() {
        return element.#resolver;
      },
      set resolver(resolver) {
        element.#resolver = resolver;
      },
      get consent() {
        return element.getAttribute('consent') === 'never' ? 'never' : 'ask';
      },
      set consent(consent) {
        element.#choose(consent);
      },
      get isFixed() {
        return isAbroad && !element.#hasChosen && this.consent === 'never';
      },
      get sight() {
        return element.sight;
      },
      loadExplaining: () => this.#loadExplaining(),
      attempt: (work, step) => this.#attempt(work, step),
      render: () => this.#render(),
      check: (domain) => this.#checkDomain(domain),
      say: (text) => this.#say(text),
      focus: (selector) => this.#focus(selector),
      tell: (type, detail) => this.#tell(type, detail),
    };
  }

  /** The reader's own choice. @param {Tool['consent']} consent */
  #choose(consent) {
    this.#hasChosen = true;
    this.setAttribute('consent', consent);
    this.#tell('consent-change', { consent });
  }

  #readSampleAttribute() {
    const id = this.getAttribute('sample');
    if (id && samples.some((sample) => sample.id === id)) void this.#check({ kind: 'sample', id });
  }

  // Input

  /** @param {Source} source */
  async #check(source) {
    this.#work?.session?.end();
    /** @type {Begun} */
    const work = {
      session: null,
      source,
      octets: null,
      preview: null,
      progress: { done: 0, total: 1 },
      trouble: null,
      evaluation: null,
      asking: null,
      agreed: new Set(),
      pasted: source.kind === 'text' ? this.#records : '',
      entered: '',
      added: null,
      bad: null,
      again: null,
      isHeld: false,
      heads: [],
      isListing: false,
      explanation: { kind: 'none' },
      pages: 1,
      evidence: null,
    };
    this.#work = work;
    this.#render();
    this.#say(this.#words.source.reading);
    await this.#attempt(work, async () => {
      await Promise.all([this.#load(), this.#read(work)]);
      if (this.#work === work && hasSession(work)) await this.#result?.begin(work);
    });
  }

  /** Checks a domain; the way back leads to what was given. @param {string} domain */
  #checkDomain(domain) {
    const source = this.#work?.source;
    void this.#check({
      kind: 'text',
      text: domain,
      typed: true,
      before: source?.kind === 'text' ? source.text : undefined,
    });
  }

  /** @param {Begun} work */
  async #read(work) {
    const { begin } = await loadReading();
    if (this.#work === work && !work.trouble) await begin(work, (done, total) => this.#advance(work, done, total));
  }

  /** @param {Begun} work @param {number} done @param {number} total */
  #advance(work, done, total) {
    if (this.#work !== work || !work.progress) return;
    work.progress = { done, total };
    const bar = this.#given.querySelector('progress');
    if (bar) {
      bar.max = Math.max(total, 1);
      bar.value = done;
    }
  }

  /**
   * Runs a step of the work; whatever goes wrong ends as a sentence, and nothing that was entered is lost.
   * @param {Begun} work
   * @param {() => Promise<void>} step
   */
  async #attempt(work, step) {
    try {
      await step();
    } catch (error) {
      this.#stop(work, error instanceof Stopped ? error.trouble : 'internal');
    }
  }

  /** @param {Begun} work @param {Trouble} trouble */
  #stop(work, trouble) {
    if (this.#work !== work || work.trouble) return;
    Object.assign(work, { progress: null, asking: null, trouble, evaluation: null, explanation: { kind: 'none' } });
    work.session?.end();
    this.#render();
    this.#say(this.#words.trouble[trouble]);
    this.#focus('#trouble');
    this.#tell('error', { code: trouble });
    prepare();
  }

  // Rendering

  #render() {
    const work = this.#work;
    this.#editor.hidden = work !== null;
    this.#given.hidden = work === null;
    this.toggleAttribute('given', work !== null);
    this.#renderEditor();
    this.#renderGiven();
    this.#result?.render();
  }

  #renderEditor() {
    const speech = this.#speech;
    if (!speech) return;
    show(
      this.#editor,
      editorView(
        {
          check: () => void this.#check({ kind: 'text', text: this.#typed, typed: true }),
          type: (text) => {
            this.#typed = text;
          },
          file: (file) => {
            this.source = file;
          },
          paste: (event) =>
            takePaste(event, (source) => {
              this.source = source;
            }),
          sample: (id) => void this.#check({ kind: 'sample', id }),
        },
        speech,
        this.#typed,
      ),
    );
  }

  #renderGiven() {
    const speech = this.#speech;
    const work = this.#work;
    if (!speech || !work) return this.#given.replaceChildren();
    const report = work.evaluation?.report;
    const isStrange = report?.source.kind === 'not_a_message';
    const lacks = isStrange
      ? 'message'
      : report?.findings.some(({ code }) => code === 'message.body.absent')
        ? 'body'
        : null;
    const trouble = work.trouble
      ? [speech.catalogue.trouble[work.trouble]]
      : isStrange && hasSession(work)
        ? (this.#result?.typedText(work, report) ?? null)
        : null;
    const { source } = work;
    // A text area shows only so much text without freezing the page.
    const given = source.kind === 'text' ? (source.before ?? source.text) : null;
    const text = given !== null && given.length < ADDITION ? given : this.#typed;
    const instead = isStrange && this.#result?.instead(source, report);
    show(
      this.#given,
      sourceView(
        { ...work, trouble, lacks: instead ? 'body' : lacks, domain: instead ? instead.domain : null },
        {
          clear: () => this.clear(),
          again: work.trouble && REPEATABLE.has(work.trouble) ? () => void this.#check(source) : null,
          edit: text !== '' || (source.kind === 'text' && source.typed) ? () => this.#edit(text) : null,
          cancel: () => this.#stop(work, 'cancelled'),
          domain: () => {
            if (!instead) return;
            this.#records ||= instead.records;
            this.#checkDomain(instead.query);
          },
        },
        speech,
      ),
    );
  }

  /** Back to the text that was entered or pasted. @param {string} text */
  #edit(text) {
    const { session = null, entered = '', pasted = '' } = this.#work ?? {};
    session?.end();
    this.#work = null;
    this.#records = entered + pasted;
    this.#typed = text;
    this.#render();
    this.#focus('#source');
  }

  // Small things

  /** @param {string} text */
  #say(text) {
    this.#status.textContent = text;
  }

  /** @param {string} selector */
  #focus(selector) {
    const target = this.#root.querySelector(selector);
    if (!(target instanceof HTMLElement)) return;
    target.focus();
    // Where the whole of a card has no room below, it begins at the upper edge.
    const card = target.closest('.letter');
    const { top, bottom } = (card ?? target).getBoundingClientRect();
    if (card && (top < 0 || bottom > window.innerHeight)) card.scrollIntoView({ block: 'start', behavior: 'instant' });
  }

  /** @param {string} type @param {object} detail */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
