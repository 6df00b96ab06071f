// The fold that shows the message itself; what does so is loaded when it is opened.

import { h } from '../view/h.js';

/** @import { DoorTexts } from '../i18n/doors/texts.js' */
/** @import { Diagnosis, Span } from '../types/report.js' */
/** @import { Tool, Work } from '../types/element.js' */

export class Octets {
  #tool;
  /** @type {readonly Diagnosis[]} */ #diagnoses = [];
  /** @type {import('./source.js').SourceView | null} */ #view = null;
  /** @type {Work | null} */ #work = null;
  #failed = '';
  #title = h('h2', { id: 'octets', tabindex: -1 });
  #inside = h('div', { class: 'inside' });
  region = h(
    'details',
    { class: 'fold', hidden: true, toggle: () => void this.#open() },
    h('summary', {}, this.#title),
    this.#inside,
  );

  /** @param {Tool} tool */
  constructor(tool) {
    this.#tool = tool;
  }

  /** @param {readonly Diagnosis[]} diagnoses @param {DoorTexts['octets']} words */
  render(diagnoses, words) {
    const { work } = this.#tool;
    const kind = work?.evaluation?.report.source.kind;
    this.#diagnoses = diagnoses;
    this.#title.textContent = words.title;
    this.#failed = words.failed;
    this.region.hidden = kind !== 'message' && kind !== 'header_only';
    if (this.#work !== work) this.region.open = false;
    this.#work = work;
    if (this.region.open) this.#view?.render(diagnoses);
  }

  /** Nothing of a message stays when it is gone. */
  clear() {
    this.region.hidden = true;
    this.region.open = false;
    this.#work = null;
    this.#view?.clear();
  }

  /** Leads to octets of the message. @param {Span} span */
  async reveal(span) {
    this.region.open = true;
    (await this.#open())?.reveal(span);
  }

  async #open() {
    if (!this.region.open) return null;
    try {
      if (!this.#view) {
        const { SourceView } = await import('./source.js');
        this.#view ??= new SourceView(this.#tool);
        this.#inside.replaceChildren(this.#view.region);
      }
      this.#view.render(this.#diagnoses);
    } catch {
      this.#inside.textContent = this.#failed;
    }
    return this.#view;
  }
}
