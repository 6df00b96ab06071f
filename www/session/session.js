// The loop: read the message, evaluate, show what is to be asked, ask with consent, evaluate again. Loaded with the
// first message.

import { blobOf, push } from './push.js';
import { Stopped } from './rpc.js';
import { startWorker, takeWorker } from './runtime.js';

/** @import { Diagnosis, Evaluation, Request } from '../types/report.js' */
/** @import { AddedRecords, GivenEnvelope, Head, RowBlock, RowPlace, Sent, Told } from '../types/session.js' */
/** @import { Rpc } from './rpc.js' */

/**
 * The search for causes is bounded by the work that it does: on a slow device it may take a while, and it can be
 * cancelled.
 */
const SEARCH_MS = 120_000;

const now = () => Math.floor(Date.now() / 1000);

/** What asks the resolvers: loaded while a message is read, and not before. */
const loadAsking = () =>
  import('./questions.js').catch(() => {
    throw new Stopped('assets');
  });

/** Everything about one message. It ends with {@link Session.end}, and its worker with it. */
export class Session {
  /** @type {Promise<Rpc> | null} */ #worker = null;
  /** The worker that is searching for causes, while it is. @type {Rpc | null} */ #searching = null;
  #ended = false;
  /** @type {AbortController | null} */ #asking = null;
  /** @type {Sent[]} */ #sent = [];
  /** @type {number | null} */ #now = null;
  /** @type {Blob | string} */ #source = '';
  /** What another worker must be told in order to know the same. @type {Told[]} */ #told = [];
  /** The moment of the last evaluation, and how much had been told. */ #judged = { at: 0, told: 0 };
  /** Counts what was told and the searches, so that a search knows when it is out of date. */ #turn = 0;

  /** Every question that was put to anybody. @returns {readonly Sent[]} */
  get sent() {
    return this.#sent;
  }

  /**
   * Reads a file, or pasted or entered text.
   * @param {Blob | string} source
   * @param {(done: number, total: number) => void} onProgress
   */
  async read(source, onProgress) {
    this.#source = source;
    this.#worker = takeWorker();
    // Failing, it fails again when it is needed.
    loadAsking().catch(() => {});
    const rpc = await this.#worker;
    if (this.#ended) throw new Stopped('cancelled');
    await push(rpc, source, onProgress);
  }

  /** The moment of the last evaluation, in seconds since 1970. */
  get judgedAt() {
    return this.#judged.at;
  }

  /** All that the last evaluation rests on. */
  async evidence() {
    const { at, told } = this.#judged;
    const known = { judgedAt: at, told: this.#told.slice(0, told) };
    return { ...known, message: typeof this.#source === 'string' ? await blobOf(this.#source) : this.#source };
  }

  /** Tells once more what was told of the source. @param {readonly Told[]} told */
  async replay(told) {
    for (const [method, args] of told) {
      if (method === 'addRecords') await this.evaluate();
      await this.#tell(method, args);
    }
  }

  /** Goes on as if nothing had been told but which message is looked at, and judges at the present moment. */
  startAfresh() {
    this.#nextTurn();
    this.#told = this.#told.filter(([method]) => method === 'choose');
    this.#now = null;
    this.#worker?.then(
      (rpc) => rpc.stop(new Stopped('cancelled')),
      () => {},
    );
    this.#restart();
  }

  /** Judges everything at this moment instead of the present one. @param {number} seconds Since 1970. */
  judgeAt(seconds) {
    this.#now = seconds;
  }

  /** @returns {Promise<Evaluation>} */
  async evaluate() {
    const rpc = await this.#rpc();
    const judged = { at: this.#now ?? now(), told: this.#told.length };
    const { report, requests, waiting } = await rpc.call('evaluate', [judged.at]);
    this.#judged = judged;
    for (let left = waiting; left > 0; ) {
      const more = await rpc.call('verifications');
      report.dkim.push(...more);
      left -= more.length;
    }
    return { report, requests };
  }

  /** Looks at another one of several messages, counted from 0. @param {number} index */
  async choose(index) {
    await this.#tell('choose', [index]);
  }

  /**
   * What several messages say of themselves.
   * @param {number} start @param {number} end @param {number} chosen The one that is looked at.
   * @returns {Promise<Head[]>}
   */
  async heads(start, end, chosen) {
    return (await this.#rpc()).call('heads', [start, end, chosen], { patience: SEARCH_MS });
  }

  /**
   * Searches for what makes signatures fail.
   * @param {(diagnoses: Diagnosis[]) => Promise<void>} [early] Told what is known of the headers while a long body is searched.
   * @returns {Promise<Diagnosis[]>}
   * @throws {Stopped} `cancelled` too if anything was told in the meantime. Whatever is thrown, the session goes on.
   */
  async explain(early) {
    const turn = this.#nextTurn();
    const moment = this.#now ?? now();
    const rpc = await this.#rpc();
    this.#searching = rpc;
    try {
      if (early) {
        const headers = await rpc.call('diagnoseHeader', [moment], { patience: SEARCH_MS });
        this.#check(turn);
        await early(headers);
      }
      const diagnoses = await rpc.call('diagnose', [moment], { patience: SEARCH_MS });
      this.#check(turn);
      return diagnoses;
    } catch (error) {
      // Whoever put an end to the search has seen to the rest.
      if (this.#searching === rpc) this.#abandon();
      throw error;
    } finally {
      if (this.#searching === rpc) this.#searching = null;
    }
  }

  /** Ends the search for causes; all else stays. */
  cancelExplaining() {
    this.#nextTurn();
  }

  /**
   * Adds records from text.
   * @param {string} text
   * @param {'pasted' | 'recorded'} provenance
   * @returns {Promise<AddedRecords>}
   */
  async addRecords(text, provenance) {
    return this.#tell('addRecords', [text, provenance]);
  }

  /** Settles the questions as not asked. @param {readonly Request[]} requests */
  async decline(requests) {
    for (const { name, type } of requests) await this.#tell('decline', [name, type]);
  }

  /** Drops the answers to these questions, so that they are open again. @param {readonly Request[]} requests */
  async forget(requests) {
    for (const { name, type } of requests) await this.#tell('forget', [name, type]);
  }

  /** Allows for more distinct key names. @param {number} by */
  async raiseKeyNames(by) {
    await this.#tell('raiseKeyNames', [by]);
  }

  /**
   * Judges by another envelope than the message tells of. What is `null` is taken from the message.
   * @param {GivenEnvelope} envelope
   * @returns {Promise<boolean>} Whether `client` is an address. If it is not, nothing changes.
   */
  async setEnvelope({ client, helo, mail_from: mailFrom, recipient }) {
    return this.#tell('setEnvelope', [client, helo, mailFrom, recipient]);
  }

  /**
   * Takes a hop for the first that the receiver's own hosts wrote.
   * @param {number | null} hop Its place in the trace; `null` for what the names tell.
   */
  async setBoundary(hop) {
    await this.#tell('setBoundary', [hop]);
  }

  /** Whether the name of the client's address is asked for. @param {boolean} isAsked */
  async setReverse(isAsked) {
    await this.#tell('setReverse', [isAsked]);
  }

  /** Whether those who are to get reports are asked for their consent. @param {boolean} isAsked */
  async setReportDestinations(isAsked) {
    await this.#tell('setReportDestinations', [isAsked]);
  }

  /** Octets of the source. @param {number} start @param {number} end @returns {Promise<Uint8Array>} */
  async source(start, end) {
    return (await this.#rpc()).call('source', [start, end]);
  }

  /**
   * Several pieces of the source.
   * @param {readonly (readonly [start: number, end: number])[]} spans
   * @returns {Promise<Uint8Array[]>}
   */
  async pieces(spans) {
    return (await this.#rpc()).call('pieces', [spans]);
  }

  /**
   * Looks for rows in the next piece of the source. A row is a line, or as much of it as fits into so many columns.
   * @param {number} key Under which the rows are known. @param {number} columns
   * @returns {Promise<{ octets: number, rows: number, isDone: boolean }>} What was found so far.
   */
  async indexRows(key, columns) {
    return (await this.#rpc()).call('indexRows', [key, columns]);
  }

  /**
   * A block of 64 rows; `null` if they are not known under this key.
   * @param {number} key
   * @param {number} block
   * @returns {Promise<RowBlock | null>}
   */
  async rowBlock(key, block) {
    return (await this.#rpc()).call('rowBlock', [key, block]);
  }

  /**
   * The rows and lines of octets; `null` if the rows are not known under this key.
   * @param {number} key
   * @param {readonly number[]} offsets
   * @returns {Promise<RowPlace[] | null>}
   */
  async rowPlaces(key, offsets) {
    return (await this.#rpc()).call('rowPlaces', [key, offsets]);
  }

  /**
   * Puts the questions, which the reader has seen and agreed to, to the resolvers, which the reader has chosen; then those
   * that follow from the answers, as far as the reader has agreed to them too.
   * @param {readonly Request[]} requests
   * @param {readonly string[]} resolvers Each is asked the same.
   * @param {{ onChange: () => void, follow: () => Promise<readonly Request[]> }} more `follow`: what else the reader has agreed to.
   */
  async ask(requests, resolvers, { onChange, follow }) {
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const { askAll } = await loadAsking();
      await askAll(requests, resolvers, {
        call: async (method, args) => (await this.#rpc()).call(method, args),
        tell: (method, args) => this.#tell(method, args),
        sent: this.#sent,
        signal: asking.signal,
        onChange,
        follow,
      });
    } finally {
      this.#asking = null;
    }
  }

  /** Stops asking; what is still open counts as cancelled. */
  cancelAsking() {
    this.#asking?.abort();
  }

  /** Ends the worker and wipes what it held. @param {Stopped} [reason] */
  end(reason = new Stopped('cancelled')) {
    this.#ended = true;
    this.#asking?.abort();
    this.#searching?.stop(reason);
    this.#sent = [];
    this.#told = [];
    this.#source = '';
    this.#worker?.then(
      (rpc) => rpc.stop(reason),
      () => {},
    );
    this.#worker = null;
  }

  async #rpc() {
    if (!this.#worker) throw new Stopped('cancelled');
    return this.#worker;
  }

  /** Tells the worker something that counts from now on. @param {string} method @param {readonly unknown[]} args */
  async #tell(method, args) {
    this.#nextTurn();
    const rpc = await this.#rpc();
    const reply = await rpc.call(method, args);
    this.#told.push([method, args]);
    return reply;
  }

  /** Puts an end to a search that is going on. */
  #nextTurn() {
    this.#abandon();
    this.#turn += 1;
    return this.#turn;
  }

  /** Ends the worker that searches; another one takes over. */
  #abandon() {
    const rpc = this.#searching;
    if (!rpc) return;
    this.#searching = null;
    rpc.stop(new Stopped('cancelled'));
    if (!this.#ended) this.#restart();
  }

  /** Lets a new worker read the source, and tells it all that is known. */
  #restart() {
    this.#worker = startWorker().then(async (next) => {
      await push(next, this.#source);
      await this.#teach(next);
      return next;
    });
    // It is reported when the worker is needed.
    this.#worker.catch(() => {});
  }

  /** @param {number} turn */
  #check(turn) {
    if (this.#ended || turn !== this.#turn) throw new Stopped('cancelled');
  }

  /** Tells a new worker all that is known, and what is told in the meantime. @param {Rpc} rpc */
  async #teach(rpc) {
    for (const [method, args] of this.#told) {
      // A record without a name is for the key that the last evaluation found missing.
      if (method === 'addRecords') await rpc.call('evaluate', [this.#now ?? now()]);
      await rpc.call(method, args);
    }
  }
}
