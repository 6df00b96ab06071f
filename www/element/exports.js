// What a result is taken along as, and the mark above one that rests on an evidence file. Loaded with the first result;
// what makes the files is loaded by the first click.

import { KINDS } from '../export/kinds.js';
import { pause } from '../session/pause.js';
import { RESOLVERS } from '../session/resolvers.js';
import { bannerView, exportsView } from '../view/exports.js';
import { h } from '../view/h.js';
import { plain, rich } from '../view/rich.js';
import { show } from './regions.js';
import { speakOfSender } from './sender.js';
import styles from './exports.css' with { type: 'css' };

/** @import { Kind } from '../export/kinds.js' */
/** @import { ExportSpeech, ExportTexts, Format } from '../i18n/exports/texts.js' */
/** @import { Language, Speech } from '../i18n/index.js' */
/** @import { Exported, Tool, Work } from '../types/element.js' */

/** Characters that a text area shows without freezing the page. */
const SHOWN = 200_000;
/** A browser may still be reading a file that it was handed, milliseconds. */
const READING = 60_000;
const ENDINGS = { markdown: '.md', json: '.json', evidence: '.waxseal.json' };
const TYPES = { markdown: 'text/markdown', json: 'application/json' };

/** @type {Record<Language, () => Promise<ExportTexts>>} */
const texts = {
  en: async () => (await import('../i18n/exports/en.js')).exports,
  ja: async () => (await import('../i18n/exports/ja.js')).exports,
};

/** The same speech with the texts of this part. @param {Speech} speech @returns {Promise<ExportSpeech>} */
export const speakOfExports = async (speech) => {
  const [full, exports] = await Promise.all([speakOfSender(speech), texts[speech.language]()]);
  return { ...full, exports };
};

/** The styles of this part and those of the paper, shared by all elements of a page; result.css goes before. */
export { styles };

/** Hands a file to the browser. @param {Blob} file @param {string} name */
const save = (file, name) => {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), READING);
};

export class Exports {
  #tool;
  #again;
  /** @type {ExportSpeech} */ #speech;
  /** @type {Set<Kind>} */ #hidden = new Set(KINDS);
  /** What was said last, of which result. @type {{ evaluation: Work['evaluation'], outcome: (Node | string)[] | null, shown: string | null }} */ #said =
    { evaluation: null, outcome: null, shown: null };
  #isBusy = false;
  /** Opened for the paper alone. @type {HTMLDetailsElement[]} */ #opened = [];
  banner = h('div', {});
  region = h('div', {});

  /** @param {Tool} tool @param {ExportSpeech} speech @param {{ again: (work: Work) => void }} actions */
  constructor(tool, speech, { again }) {
    this.#tool = tool;
    this.#speech = speech;
    this.#again = again;
    addEventListener('beforeprint', () => this.#unfold());
    addEventListener('afterprint', () => {
      for (const details of this.#opened.splice(0)) details.open = false;
    });
  }

  render() {
    const { work, speech } = this.#tool;
    const report = work?.evaluation?.report;
    // In another language only once its texts are there: what marks a result is never taken away.
    if (this.#speech.language !== speech.language) this.#learn(speech);
    show(
      this.banner,
      work?.evidence ? [bannerView(work.evidence, { again: () => this.#again(work) }, this.#speech)] : [],
    );
    const isThere = work && report && !work.asking && report.source.kind !== 'not_a_message';
    if (!isThere) return this.region.replaceChildren();
    const { outcome, shown } = this.#said.evaluation === work.evaluation ? this.#said : { outcome: null, shown: null };
    show(this.region, [
      exportsView(
        { isDomain: report.source.kind === 'domain', hidden: this.#hidden, outcome, shown, isBusy: this.#isBusy },
        {
          hide: (kind, isHidden) => void this.#hidden[isHidden ? 'add' : 'delete'](kind),
          copy: (format) => void this.#do(work, () => this.#copy(work, format)),
          save: (format) =>
            void this.#do(work, () => (format === 'evidence' ? this.#saveEvidence(work) : this.#save(work, format))),
          print: () => print(),
        },
        this.#speech,
      ),
    ]);
  }

  /** @param {Speech} speech */
  #learn(speech) {
    speakOfExports(speech).then(
      (learnt) => {
        if (this.#tool.speech.language !== learnt.language) return;
        this.#speech = learnt;
        this.render();
      },
      () => {},
    );
  }

  /**
   * @param {Work} work
   * @param {(Node | string)[]} outcome
   * @param {string | null} [shown] What is to be copied by hand.
   */
  #say(work, outcome, shown = null) {
    if (this.#tool.work !== work) return;
    this.#said = { evaluation: work.evaluation, outcome, shown };
    this.#tool.say(plain(outcome));
  }

  /** @param {Work} work @param {() => Promise<void>} step */
  async #do(work, step) {
    this.#isBusy = true;
    try {
      await step();
    } catch {
      this.#say(work, [this.#tool.speech.catalogue.trouble.assets]);
    }
    this.#isBusy = false;
    this.render();
    if (this.#said.evaluation !== this.#tool.work?.evaluation) return;
    const area = this.region.querySelector('textarea');
    area?.focus();
    area?.select();
  }

  /** @param {Work} work @param {Exclude<Format, 'evidence'>} format */
  async #make(work, format) {
    const [{ redact, WORDS }, { version }] = await Promise.all([
      import('../export/redact.js'),
      import('../generated/build.js'),
    ]);
    // The texts of causes may have come after those of this part.
    const speech = {
      ...this.#speech,
      catalogue: { ...this.#speech.catalogue, explanation: this.#tool.speech.catalogue.explanation },
    };
    const { evaluation, explanation } = work;
    if (!evaluation) throw new TypeError('no report');
    const found = {
      report: evaluation.report,
      diagnoses: explanation.kind === 'found' ? explanation.explained.map(({ diagnosis }) => diagnosis) : [],
    };
    /** @type {Exported} */
    const exported = {
      ...(await redact(found, this.#hidden, format === 'json' ? WORDS : speech.exports.marks)),
      judgedAt: work.session.judgedAt,
      waxseal: version,
      isFromFile: work.evidence !== null,
      hidden: KINDS.filter((kind) => this.#hidden.has(kind)),
    };
    await pause();
    if (format === 'json') return (await import('../export/json.js')).toJson(exported);
    return (await import('../export/markdown.js')).toMarkdown(exported, speech, RESOLVERS);
  }

  /** @param {Work} work @param {Exclude<Format, 'evidence'>} format */
  async #copy(work, format) {
    const made = await this.#make(work, format);
    try {
      await navigator.clipboard.writeText(made);
      this.#say(work, [this.#speech.exports.copied]);
    } catch {
      this.#say(work, [this.#speech.exports.by_hand], made);
    }
  }

  /** @param {Work} work @param {Exclude<Format, 'evidence'>} format */
  async #save(work, format) {
    const made = await this.#make(work, format);
    this.#handOver(work, new Blob([made], { type: TYPES[format] }), format, made);
  }

  /** @param {Work} work */
  async #saveEvidence(work) {
    const { exports: words } = this.#speech;
    this.#say(work, [words.making]);
    this.render();
    const [{ packEvidence }, { version }] = await Promise.all([
      import('../export/evidence.js'),
      import('../generated/build.js'),
    ]);
    try {
      const file = await packEvidence({ ...(await work.session.evidence()), waxseal: version });
      this.#handOver(work, file, 'evidence', file.size < SHOWN ? await file.text() : null);
    } catch (error) {
      this.#say(work, [error instanceof RangeError ? words.failed : words.unreadable]);
    }
  }

  /** @param {Work} work @param {Blob} file @param {Format} format @param {string | null} made */
  #handOver(work, file, format, made) {
    if (this.#tool.work !== work) return;
    const { exports: words } = this.#speech;
    const name = `waxseal-${new Date(work.session.judgedAt * 1000).toISOString().slice(0, 10)}${ENDINGS[format]}`;
    save(file, name);
    const said = rich(words.saved(name), this.#speech);
    // Nobody tells whether the page around this one lets files through.
    if (window.top === window) return this.#say(work, said);
    const isShown = made !== null && made.length < SHOWN;
    this.#say(work, [...said, ' ', isShown ? words.framed : words.large], isShown ? made : null);
  }

  /** Opens what the paper cannot. */
  #unfold() {
    const root = /** @type {ShadowRoot} */ (this.region.getRootNode());
    /** @param {ParentNode} within */
    const open = (within) => {
      for (const details of within.querySelectorAll('details')) {
        if (details.open || details.dataset.key === 'mails') continue;
        details.open = true;
        this.#opened.push(details);
        // What is made when it is opened has to be there at once, and may hold more of them.
        details.dispatchEvent(new Event('toggle'));
        open(details);
      }
    };
    open(root);
  }
}
