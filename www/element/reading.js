// From what was given to a report.

import { blobOf } from '../session/push.js';
import { Stopped } from '../session/rpc.js';
import { fetchSample } from '../session/samples.js';
import { Session } from '../session/session.js';
import { isOfReading } from '../view/message-choice.js';
import { learnFor } from './characters.js';

/** @import { Begun, Work } from '../types/element.js' */

/** UTF-16 units of what was given whose characters are learnt. */
const LONGEST = 20_000;

/** Octets of the message that can be looked at. */
const PREVIEW = 1200;

/** Characters that tell an evidence file, and what tells it, even if it was formatted anew. */
const PEEK = 256;
/** @param {string} start */
const looksLikeEvidence = (start) => start.trimStart().startsWith('{') && start.includes('"waxseal-evidence"');

/** An evidence file, if it is one. @param {File | string} given */
const findEvidence = async (given) => {
  // A file that cannot be read is spoken of when it is read.
  const start =
    typeof given === 'string'
      ? given.slice(0, PEEK)
      : await given
          .slice(0, PEEK)
          .text()
          .catch(() => '');
  if (!looksLikeEvidence(start)) return null;
  const { readEvidence, Unsound } = await import('../export/evidence.js').catch(() => {
    throw new Stopped('assets');
  });
  return readEvidence(typeof given === 'string' ? await blobOf(given) : given).catch((error) => {
    throw new Stopped(error instanceof Unsound ? error.trouble : 'unreadable');
  });
};

/**
 * Judges by what an evidence file holds, and asks nothing.
 * @param {Begun} work
 * @param {Session} session
 * @param {import('../export/evidence.js').Evidence} evidence
 * @param {(done: number, total: number) => void} onProgress
 */
const beginAgain = async (work, session, { judgedAt, waxseal, told, message }, onProgress) => {
  // Before there is anything to be shown.
  work.evidence = { judgedAt, waxseal };
  await session.read(message, onProgress);
  session.judgeAt(judgedAt);
  try {
    await session.replay(told);
  } catch (error) {
    // What the file tells does not fit the message.
    throw error instanceof Stopped && error.trouble === 'internal' ? new Stopped('evidence_damaged') : error;
  }
};

/**
 * Begins a session and lets it read what was given.
 * @param {Begun} work
 * @param {(done: number, total: number) => void} onProgress
 */
export const begin = async (work, onProgress) => {
  const session = new Session();
  const { source } = work;
  work.session = session;
  if (source.kind !== 'sample') {
    const given = source.kind === 'text' ? source.text : source.file;
    const evidence = await findEvidence(given);
    return evidence ? beginAgain(work, session, evidence, onProgress) : session.read(given, onProgress);
  }
  const { message, zone, now } = await fetchSample(source.id).catch(() => {
    throw new Stopped('assets');
  });
  await session.read(message, onProgress);
  session.judgeAt(now);
  await session.addRecords(zone, 'recorded');
};

/** What may be shown of what was given itself. @param {Work['source']} source */
const nameOrStart = (source) =>
  source.kind === 'file' ? source.file.name : source.kind === 'text' ? source.text.slice(0, LONGEST) : '';

/** Judges by all that is known. Another reading of the source may be the better one then. @param {Work} work */
export const evaluate = async (work) => {
  const evaluation = await work.session.evaluate();
  const { octets } = evaluation.report.source;
  const preview = new TextDecoder().decode(await work.session.source(0, Math.min(PREVIEW, octets)));
  // A line end that was cut in two is no stray CR.
  const begins = octets > PREVIEW && preview.endsWith('\r') ? preview.slice(0, -1) : preview;
  await learnFor(evaluation, begins, work.evidence, nameOrStart(work.source));
  Object.assign(work, {
    evaluation,
    octets: evaluation.report.findings.some(isOfReading) ? null : octets,
    preview: begins,
  });
};

/**
 * Settles questions as not asked, and those of the same kinds that follow from that.
 * @param {Work} work
 * @param {(requests: Work['evaluation']) => readonly import('../types/report.js').Request[]} choose Those to be settled.
 */
export const declineAll = async (work, choose) => {
  for (let open = choose(work.evaluation); open.length > 0; open = choose(work.evaluation)) {
    await work.session.decline(open);
    await evaluate(work);
  }
};
