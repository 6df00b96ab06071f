// From what was read to a report: repaired first where that is needed.

import { Stopped } from '../session/rpc.js';
import { isOfReading } from '../view/which.js';

/** @import { Work } from '../types/element.js' */

/** Octets of the message that can be looked at. */
const PREVIEW = 1200;

/** Lets the source be repaired. Without the part that does this, it is judged as it is. @param {Work} work */
export const repair = async (work) => {
  try {
    await work.session.repair();
    work.isUnrepaired = false;
  } catch (error) {
    if (error instanceof Stopped && error.trouble === 'cancelled') throw error;
    work.isUnrepaired = true;
  }
};

/** Judges by all that is known. Another reading of the source may be the better one then. @param {Work} work */
export const evaluate = async (work) => {
  const evaluation = await work.session.evaluate();
  const { octets } = evaluation.report.source;
  const preview = new TextDecoder().decode(await work.session.source(0, Math.min(PREVIEW, octets)));
  // A line end that was cut in two is no stray CR.
  const begins = octets > PREVIEW && preview.endsWith('\r') ? preview.slice(0, -1) : preview;
  Object.assign(work, { evaluation, octets: evaluation.report.findings.some(isOfReading) ? null : octets, preview: begins });
};
