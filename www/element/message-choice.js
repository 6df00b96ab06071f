// Which message is judged, and the choice among several.

import { Stopped } from '../session/rpc.js';
import { h } from '../view/h.js';
import { whichView } from '../view/message-choice.js';
import { learnFor } from './characters.js';
import { show } from './regions.js';

/** @import { Tool, Work } from '../types/element.js' */

/** Messages that are listed at once: each has to be read for it. */
const STEP = 10;

export class Which {
  #tool;
  #actions;
  region = h('div', {});

  /**
   * @param {Tool} tool
   * @param {{ choose: (work: Work, index: number) => void }} actions
   */
  constructor(tool, actions) {
    this.#tool = tool;
    this.#actions = actions;
  }

  /** Which message is judged, in a sentence; empty where that needs no saying. */
  get sentence() {
    return this.region.querySelector('p > strong')?.textContent ?? '';
  }

  render() {
    const { work, speech } = this.#tool;
    const report = work?.evaluation?.report;
    show(
      this.region,
      !work || !report || ['not_a_message', 'domain'].includes(report.source.kind)
        ? []
        : [
            whichView(
              report,
              work,
              {
                list: () => void this.#list(work),
                choose: (index) => this.#actions.choose(work, index),
              },
              speech,
            ),
          ],
    );
  }

  /** Lists the next few messages. @param {Work} work */
  #list(work) {
    if (work.isListing || !work.evaluation) return;
    const { messages, others, index } = work.evaluation.report.source;
    const start = work.heads.length;
    work.isListing = true;
    return this.#tool.attempt(work, async () => {
      try {
        const heads = await work.session.heads(start, Math.min(start + STEP, messages + others), index);
        await learnFor(heads);
        work.heads.push(...heads);
      } catch (error) {
        // The end of a search ended this as well: it is begun again as long as the list is open.
        if (!(error instanceof Stopped) || error.trouble !== 'cancelled') throw error;
      } finally {
        work.isListing = false;
      }
      if (this.#tool.work !== work) return;
      this.render();
      if (start > 0) this.#tool.focus(`[data-key=mail-${start}]`);
    });
  }
}
