// The search for what makes signatures fail, and what is shown of it.

import { Stopped } from '../session/rpc.js';
import { toldBeside } from '../view/cause.js';
import { searchView } from '../view/search.js';
import { evaluate } from './reading.js';

/** @import { Diagnosis, Report } from '../types/report.js' */
/** @import { FullSpeech } from '../view/explanation.js' */
/** @import { Explained, Tool, Work } from '../types/element.js' */

/** Octets of a body from which on the search takes noticeably long. */
const LONG = 65_536;

export class Searching {
  #tool;
  #render;
  /** What shows an explanation, once there is one. @type {typeof import('./explaining.js') | null} */ #part = null;

  /** @param {Tool} tool @param {() => void} render Shows the verdict and what is below it anew. */
  constructor(tool, render) {
    this.#tool = tool;
    this.#render = render;
  }

  get #explained() {
    const explanation = this.#tool.work?.explanation;
    return explanation?.kind === 'found' || explanation?.kind === 'looking' ? explanation.explained : [];
  }

  get diagnoses() {
    return this.#explained.map(({ diagnosis }) => diagnosis);
  }

  /** Begins a search, unless the one before was about the same. @param {Work} work */
  begin(work) {
    const { evaluation } = work;
    if (!evaluation) return;
    const { report, requests } = evaluation;
    const verdicts = JSON.stringify([
      report.source,
      report.dkim.map(({ result, checks, keys }) => [result, checks, keys.map(({ record }) => record)]),
    ]);
    if (work.explanation.kind === 'found' && work.explanation.verdicts === verdicts) return;
    work.explanation = { kind: 'none' };
    const isOpen = requests.some(({ purposes }) => purposes.some(({ kind }) => kind !== 'spf' && kind !== 'dmarc'));
    if (!isOpen && report.verdict.each.some(({ needs_explaining: isWanted }) => isWanted))
      void this.#explain(work, report, verdicts);
  }

  /** What stands below the verdict. @param {Work} work @param {Report} report */
  below(work, report) {
    const { kind } = work.explanation;
    const { state, signature: index } = report.verdict;
    // Beside a signature that verifies it matters little why others do not.
    if (kind === 'none' || state === 'pass') return null;
    if (kind === 'found') return this.explanation(report, index, true);
    const known = kind === 'looking' ? this.explanation(report, index, true) : null;
    const search = searchView(
      kind,
      { cancel: () => work.session.cancelExplaining(), again: () => this.#again(work) },
      this.#tool.speech,
    );
    return known ? [known, search] : search;
  }

  /**
   * Why a signature fails: in full once, below the verdict or in its card.
   * @param {Report} report
   * @param {number | null} index
   * @param {boolean} isMain
   */
  explanation(report, index, isMain) {
    const explained = this.#explained.find(({ diagnosis }) => diagnosis.signature === index);
    const { speech } = this.#tool;
    if (!explained || !this.#part || !speech.catalogue.explanation) return null;
    const full = /** @type {FullSpeech} */ (speech);
    const {
      diagnosis: { signature },
    } = explained;
    const { signature: main } = report.verdict;
    const told = isMain ? signature : toldBeside(this.diagnoses, signature, main);
    return !isMain && (signature === main || told !== signature)
      ? this.#part.summary(explained, full, told === main ? null : told)
      : this.#part.explanation(explained, report, full, { isMain });
  }

  /**
   * The verdict stands whatever comes of it.
   * @param {Work} work
   * @param {Report} report
   * @param {string} verdicts What they say.
   */
  async #explain(work, report, verdicts) {
    const tool = this.#tool;
    /** @type {Work['explanation']} */
    const search = { kind: 'looking', explained: [] };
    const isCurrent = () => tool.work === work && work.explanation === search;
    work.explanation = search;
    try {
      /** @param {Explained[]} explained */
      const early = (explained) => {
        if (!isCurrent() || explained.every(({ diagnosis }) => diagnosis.causes.length === 0)) return;
        search.explained = explained;
        this.#render();
      };
      const { body } = report.source;
      const isLong =
        body !== null &&
        body.end - body.start > LONG &&
        report.dkim.some(({ checks }) => checks.body_hash === 'fail' && checks.signature !== 'pass');
      const [explained] = await Promise.all([this.#search(work, isLong ? early : null), tool.loadExplaining()]);
      if (!isCurrent()) return;
      work.explanation = { kind: 'found', explained, verdicts };
    } catch (error) {
      if (!isCurrent()) return;
      const trouble = error instanceof Stopped ? error.trouble : 'internal';
      work.explanation = { kind: trouble === 'cancelled' ? 'cancelled' : trouble === 'assets' ? 'missing' : 'stopped' };
    }
    this.#render();
    tool.say(this.#outcome(work) || tool.speech.catalogue.status.done);
  }

  /**
   * What came of the search for the signature that the verdict is about, in a sentence; empty where there is nothing to
   * say.
   * @param {Work} work
   */
  #outcome({ explanation, evaluation }) {
    const words = this.#tool.speech.catalogue.search;
    if (explanation.kind === 'none' || !evaluation) return '';
    const { report } = evaluation;
    const { state, signature: index } = report.verdict;
    if (state === 'pass') return '';
    if (explanation.kind !== 'found') return words[explanation.kind];
    if (!this.explanation(report, index, true)) return '';
    return this.diagnoses.find(({ signature }) => signature === index)?.causes.length ? words.found : words.not_found;
  }

  /** @param {Work} work @param {((explained: Explained[]) => void) | null} early Told what is known before all is. */
  async #search(work, early) {
    const part = async () =>
      (this.#part ??= await import('./explaining.js').catch(() => {
        throw new Stopped('assets');
      }));
    const withPieces = async (/** @type {Diagnosis[]} */ diagnoses) =>
      (await part()).withPieces(diagnoses, work.session);
    const diagnoses = await work.session.explain(
      early
        ? async (found) => {
            const [explained] = await Promise.all([withPieces(found), this.#tool.loadExplaining()]);
            await evaluate(work);
            early(explained);
          }
        : undefined,
    );
    // The verdict takes into account what was found.
    const [explained] = await Promise.all([withPieces(diagnoses), evaluate(work)]);
    return explained;
  }

  /** @param {Work} work */
  #again(work) {
    this.begin(work);
    this.#render();
    this.#tool.say(this.#tool.speech.catalogue.search.looking);
  }
}
