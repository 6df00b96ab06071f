// The message as it was read, octet by octet: what is signed, what was found where, and what each header field is
// about.
// Loaded when the reader opens it.

import { Stopped } from '../session/rpc.js';
import { h } from '../view/h.js';
import { rich } from '../view/rich.js';
import { chooserView, findingsView, legendView, listed, stepsView, tableView } from '../view/source/lists.js';
import { marksOf, piecesOf } from '../view/source/marks.js';
import { partAt, partsOf } from '../view/source/parts.js';
import { pieceView } from '../view/source/piece.js';
import { rowView } from '../view/source/row.js';
import { isOfReading } from '../view/message-choice.js';
import { learnFor } from './characters.js';
import { show } from './regions.js';
import { Rows } from './row-list.js';
import { findTails, loadTexts, measureColumns, styles } from './source-parts.js';

/** @import { SourceSpeech } from '../i18n/source/texts.js' */
/** @import { Tool, Work } from '../types/element.js' */
/** @import { Diagnosis, Report, Span } from '../types/report.js' */
/** @import { Segment } from '../view/source/marks.js' */
/** @import { Chosen } from '../view/source/piece.js' */
/**
 * @typedef {import('../view/source/row.js').Model & { work: Work, diagnoses: readonly Diagnosis[], tails:
 *   ReadonlyMap<number, number> }} Model
 */

/** After a change of width nothing is counted anew before it has come to rest. */
const REST_MS = 200;

/** The rows of every view are known to the worker under a key of its own. */
let keys = 0;

export class SourceView {
  #tool;
  region = h('div', { class: 'source-view' });
  /** @type {SourceSpeech | null} */ #speech = null;
  /** @type {Model | null} */ #model = null;
  /** The diagnoses that were shown last. @type {readonly Diagnosis[]} */ #diagnoses = [];
  /** The signature that the reader has chosen. @type {number | null} */ #signature = null;
  #key = 0;
  #columns = 0;
  /** Counts what is shown, so that what comes late is not taken for it. */ #turn = 0;
  /** @type {Chosen | null} */ #chosen = null;
  /** The place in the list of pieces. @type {number | null} */ #at = null;
  /** The mark that is pointed at. @type {{ mark: number, by: 'pointer' | 'focus' } | null} */ #pointed = null;
  /** Octets that are lit up. @type {readonly Span[]} */ #lit = [];
  /** What is to be shown as soon as the rows are there. @type {Span | null} */ #wanted = null;
  /** @type {WeakMap<Element, Segment>} */ #segments = new WeakMap();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  #lead = h('div', { class: 'lead' });
  #state = h('p', { class: 'fine', role: 'status' });
  #rows = new Rows(
    'source-rows',
    (row) => this.#draw(row),
    (block) => this.#fetch(block),
  );
  #piece = h('div', { class: 'chosen', role: 'region', 'aria-live': 'polite' });
  #legend = h('div', {});
  #findings = h('div', {});
  #table = h('div', {});
  #tableTitle = h('summary', {});

  /** @param {Tool} tool */
  constructor(tool) {
    this.#tool = tool;
    const table = h(
      'details',
      { 'data-key': 'source-table', toggle: () => void this.#showTable() },
      this.#tableTitle,
      this.#table,
    );
    this.region.append(
      this.#lead,
      this.#state,
      h('div', { class: 'desk' }, this.#rows.region, this.#piece),
      this.#legend,
      this.#findings,
      table,
    );
    this.#rows.region.addEventListener('click', (event) => this.#click(event));
    this.#rows.region.hidden = true;
    new ResizeObserver(() => this.#resize()).observe(this.region);
  }

  /** Shows the message at hand. @param {readonly Diagnosis[]} diagnoses */
  render(diagnoses) {
    this.#diagnoses = diagnoses;
    void this.#show().catch((error) => this.#fail(error));
  }

  /** Leads to octets, once they are there. @param {Span} span */
  reveal(span) {
    this.#wanted = span;
    if (!this.#rows.region.hidden) this.#showWanted();
  }

  /** Nothing of a message stays when it is gone. */
  clear() {
    this.#turn += 1;
    this.#model = null;
    this.#wanted = null;
    this.#forget();
    this.#rows.reset(0);
    this.region.hidden = true;
    for (const part of [this.#lead, this.#state, this.#piece, this.#legend, this.#findings, this.#table])
      part.replaceChildren();
  }

  get #report() {
    const report = this.#tool.work?.evaluation?.report;
    return report && report.source.kind !== 'not_a_message' && report.source.kind !== 'domain' ? report : null;
  }

  // What is shown

  async #show() {
    const { work, speech } = this.#tool;
    const report = this.#report;
    const turn = (this.#turn += 1);
    if (!work || !report) return this.clear();
    this.region.hidden = false;
    const texts = await loadTexts(speech);
    const root = /** @type {ShadowRoot} */ (this.region.getRootNode());
    if (root.adoptedStyleSheets && !root.adoptedStyleSheets.includes(styles)) root.adoptedStyleSheets.push(styles);
    if (turn !== this.#turn) return;
    this.#speech = texts;
    const tails = this.#model?.report === report ? this.#model.tails : await findTails(report, work.session);
    if (turn !== this.#turn) return;
    const isNew = this.#model?.report !== report;
    if (isNew) this.#forget();
    this.#model = this.#modelOf(work, report, tails);
    this.#renderAll();
    if (isNew) this.#columns = 0;
    else this.#rows.redraw();
    await this.#index();
  }

  /** Another message, or another verdict on it. */
  #forget() {
    this.#rows.region.hidden = true;
    this.#signature = null;
    this.#chosen = null;
    this.#at = null;
    this.#pointed = null;
    this.#lit = [];
  }

  /** @param {Work} work @param {Report} report @param {ReadonlyMap<number, number>} tails @returns {Model} */
  #modelOf(work, report, tails) {
    const signature = this.#signature ?? report.verdict.signature ?? (report.dkim.length > 0 ? 0 : null);
    this.#signature = signature;
    const marks = marksOf(report, this.#diagnoses, tails);
    return {
      work,
      report,
      tails,
      diagnoses: this.#diagnoses,
      marks,
      pieces: piecesOf(marks),
      parts: partsOf(report, signature, tails.get(signature ?? -1) ?? null, this.#diagnoses),
      isMended: report.findings.some(
        (finding) => finding.code === 'message.source.bare-lf' && finding.params.count === finding.params.of,
      ),
    };
  }

  /** Finds the rows of the message in pieces, for the width at hand. */
  async #index() {
    const model = this.#model;
    const speech = this.#speech;
    if (!model || !speech) return;
    const columns = measureColumns(this.region);
    if (columns === 0) return;
    if (columns === this.#columns) return this.#rows.restore();
    const turn = this.#turn;
    this.#columns = columns;
    const key = (keys += 1);
    const { session } = model.work;
    for (let isDone = false, rows = 0; !isDone; ) {
      const found = await session.indexRows(key, columns);
      if (turn !== this.#turn || columns !== this.#columns) return;
      ({ isDone, rows } = found);
      this.#state.replaceChildren(
        ...(isDone
          ? []
          : rich(
              speech.source.reading(Math.floor((100 * found.octets) / Math.max(model.report.source.octets, 1))),
              speech,
            )),
      );
      if (isDone) {
        this.#key = key;
        this.#rows.region.hidden = false;
        this.#rows.reset(rows);
      }
    }
    void this.#findLines();
    if (this.#wanted) this.#showWanted();
    else if (this.#chosen) void this.#moveTo(this.#chosen.start);
  }

  /** @param {number} block */
  async #fetch(block) {
    const turn = this.#turn;
    try {
      const found = (await this.#model?.work.session.rowBlock(this.#key, block)) ?? null;
      await learnFor(found?.octets);
      if (!found && turn === this.#turn) {
        // Another worker has taken over.
        this.#columns = 0;
        await this.#index();
      }
      return found;
    } catch (error) {
      this.#fail(error);
      return null;
    }
  }

  /** @param {unknown} error */
  #fail(error) {
    // What ended the work is said elsewhere.
    if (error instanceof Stopped && error.trouble === 'cancelled') return;
    this.#columns = 0;
    if (this.#speech) this.#state.textContent = this.#speech.source.failed;
  }

  #resize() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#index().catch((error) => this.#fail(error)), REST_MS);
  }

  // Rendering

  /** @param {import('../view/source/row.js').Row} row */
  #draw(row) {
    const { report, parts, marks, pieces, isMended } = /** @type {Model} */ (this.#model);
    const element = rowView(
      row,
      { report, parts, marks, pieces, isMended },
      {
        explain: (field) => this.#explain(field),
        remember: (piece, segment) => this.#segments.set(piece, segment),
      },
      /** @type {SourceSpeech} */ (this.#speech),
    );
    this.#light([element]);
    return element;
  }

  #renderAll() {
    const speech = this.#speech;
    if (!this.#model || !speech) return;
    const { report, parts, marks } = this.#model;
    this.#rows.region.setAttribute('aria-label', speech.source.region);
    this.#piece.setAttribute('aria-label', speech.source.piece.heading);
    this.#tableTitle.textContent = speech.source.table.summary;
    this.#renderLead();
    this.#renderPiece();
    show(this.#legend, legendView(parts, marks, speech));
    this.#renderFindings([]);
    if (report.findings.length > 0) void this.#findLines();
    void this.#showTable();
  }

  #renderLead() {
    const { report, pieces } = /** @type {Model} */ (this.#model);
    const speech = /** @type {SourceSpeech} */ (this.#speech);
    show(this.#lead, [
      h('p', { class: 'fine' }, speech.source.lead),
      report.findings.some(isOfReading) ? h('p', { class: 'fine' }, speech.source.mended) : null,
      chooserView(report, this.#signature, (index) => this.#choose(index), speech),
      stepsView(this.#at, pieces.length, (step) => this.#step(step), speech),
    ]);
  }

  #renderPiece() {
    const { report, tails, diagnoses } = /** @type {Model} */ (this.#model);
    show(
      this.#piece,
      pieceView(this.#chosen, report, { tails, diagnoses }, /** @type {SourceSpeech} */ (this.#speech)),
    );
  }

  /** @param {readonly (number | undefined)[]} lines */
  #renderFindings(lines) {
    const { marks, report } = /** @type {Model} */ (this.#model);
    show(
      this.#findings,
      findingsView(
        marks,
        lines,
        report,
        {
          point: (mark, by) => this.#point(mark, by),
          leave: (by) => this.#leave(by),
          choose: (mark) => this.#chooseMark(mark),
        },
        /** @type {SourceSpeech} */ (this.#speech),
      ) ?? [],
    );
  }

  /** The lines of the marks, once the rows are known. */
  async #findLines() {
    const marks = this.#model?.marks ?? [];
    const places = await this.#places(marks.map(({ spans: [span] }) => span?.start ?? 0));
    if (places && marks === this.#model?.marks) this.#renderFindings(places.map(({ line }) => line));
  }

  async #showTable() {
    const model = this.#model;
    const speech = this.#speech;
    if (!model || !speech || !this.#table.closest('details')?.open) return;
    const parts = listed(model.parts);
    const places = (await this.#places(parts.flatMap(({ start, end }) => [start, end - 1]))) ?? [];
    if (model !== this.#model) return;
    const lines = parts.map(
      (_, place) =>
        /** @type {[number, number] | undefined} */ (
          places[2 * place] && [places[2 * place]?.line, places[2 * place + 1]?.line]
        ),
    );
    show(
      this.#table,
      tableView(
        model.parts,
        lines,
        model.report,
        {
          explain: (field) => this.#explain(field),
          show: (part) => void this.#select(part.start, part.end, []),
        },
        speech,
      ),
    );
  }

  /** Rows and lines; none as long as the rows are not known. @param {number[]} offsets */
  async #places(offsets) {
    if (this.#rows.region.hidden || offsets.length === 0) return null;
    return (await this.#model?.work.session.rowPlaces(this.#key, offsets).catch(() => null)) ?? null;
  }

  // What the reader does

  /** @param {number} index */
  #choose(index) {
    if (!this.#model) return;
    this.#signature = index;
    this.#model = this.#modelOf(this.#model.work, this.#model.report, this.#model.tails);
    this.#renderAll();
    this.#rows.redraw();
  }

  /** @param {MouseEvent} event */
  #click({ target }) {
    const piece = target instanceof Element ? target.closest('.piece') : null;
    const segment = piece ? this.#segments.get(piece) : undefined;
    const model = this.#model;
    const part = segment && model?.parts[segment.part];
    if (!segment || !part) return;
    const [first] = segment.marks;
    const span =
      first === undefined
        ? part
        : (model.marks[first]?.spans.find(({ start, end }) => start <= segment.start && end >= segment.end) ?? part);
    void this.#select(span.start, span.end, segment.marks, segment.start, false);
  }

  /** @param {number} field */
  #explain(field) {
    const raw = this.#model?.report.fields[field]?.raw;
    if (raw) void this.#select(raw.start, raw.end, [], raw.start, false);
    this.#piece.scrollIntoView({ block: 'nearest' });
  }

  /** To the next place of a mark, or the one before. @param {1 | -1} step */
  #step(step) {
    const pieces = this.#model?.pieces ?? [];
    const from = this.#at ?? (step > 0 ? -1 : 0);
    this.#showPiece((from + step + pieces.length) % pieces.length);
  }

  /** @param {number} at */
  #showPiece(at) {
    const piece = this.#model?.pieces[at];
    if (!piece) return;
    this.#at = at;
    void this.#select(piece.start, piece.end, [piece.mark]);
  }

  /** Lights the octets of a mark up and brings them into sight. @param {number} mark @param {'pointer' | 'focus'} by */
  #point(mark, by) {
    if (this.#pointed?.mark === mark && this.#pointed.by === by) return;
    this.#pointed = { mark, by };
    const spans = this.#model?.marks[mark]?.spans ?? [];
    this.#setLit(spans);
    if (spans[0]) void this.#moveTo(spans[0].start);
  }

  /** @param {'pointer' | 'focus'} by */
  #leave(by) {
    if (this.#pointed?.by !== by) return;
    this.#pointed = null;
    this.#setLit(this.#chosen ? [this.#chosen] : []);
  }

  /** @param {number} mark */
  #chooseMark(mark) {
    const at = this.#model?.pieces.findIndex((piece) => piece.mark === mark) ?? -1;
    if (at >= 0) this.#showPiece(at);
    this.#rows.region.scrollIntoView({ block: 'nearest' });
  }

  #showWanted() {
    const span = this.#wanted;
    const model = this.#model;
    this.#wanted = null;
    if (!span || !model) return;
    const at = model.pieces.findIndex(({ start, end }) => start === span.start && end === span.end);
    if (at >= 0) this.#showPiece(at);
    else void this.#select(span.start, span.end, []);
    this.#rows.region.scrollIntoView({ block: 'center' });
    this.#rows.region.focus({ preventScroll: true });
  }

  /**
   * @param {number} start @param {number} end @param {readonly number[]} marks
   * @param {number} [at] Where it was chosen. @param {boolean} [isMoving] Whether it is brought into sight.
   */
  async #select(start, end, marks, at = start, isMoving = true) {
    const model = this.#model;
    const part = model?.parts[partAt(model.parts, at)];
    if (!model || !part) return;
    const chosen = { part, start, end, marks: marks.flatMap((mark) => model.marks[mark] ?? []), lines: null };
    this.#chosen = chosen;
    if (marks[0] === undefined) this.#at = null;
    else if (model.pieces[this.#at ?? -1]?.mark !== marks[0])
      this.#at = model.pieces.findIndex(({ mark }) => mark === marks[0]);
    this.#setLit([{ start, end }]);
    this.#renderLead();
    if (isMoving) void this.#moveTo(start);
    const places = await this.#places([start, Math.max(end - 1, start)]);
    if (this.#chosen !== chosen) return;
    if (places) this.#chosen = { ...chosen, lines: [places[0]?.line ?? 1, places[1]?.line ?? 1] };
    this.#renderPiece();
  }

  /** @param {number} offset */
  async #moveTo(offset) {
    const [place] = (await this.#places([offset])) ?? [];
    if (place) this.#rows.reveal(place.row);
  }

  /** @param {readonly Span[]} spans */
  #setLit(spans) {
    this.#lit = spans;
    this.#light(this.#rows.drawn);
  }

  /** Shows in rows what is lit up. @param {Iterable<Element>} rows */
  #light(rows) {
    for (const row of rows)
      for (const piece of row.querySelectorAll('.piece')) {
        const segment = this.#segments.get(piece);
        const isLit =
          segment !== undefined &&
          this.#lit.some(({ start, end }) =>
            start === end ? segment.start === start && segment.end === end : start < segment.end && end > segment.start,
          );
        piece.classList.toggle('lit', isLit);
      }
  }
}
