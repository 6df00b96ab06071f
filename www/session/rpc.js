// Calls into the worker, with an eye on whether it still moves.

/** Without any sign of life for so long, a worker is ended, unless a call is known to take longer. */
const PATIENCE_MS = 5_000;
/** After a sleep of the whole device the timer can be ahead of a message that already waits. */
const GRACE_MS = 300;

/** Work that ended before its time. */
export class Stopped extends Error {
  /** @param {import('../types/session.js').Trouble} trouble */
  constructor(trouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/**
 * @typedef {{ resolve: (value: any) => void, reject: (error: Error) => void, onProgress: ((octets: number) => void) |
 *   undefined, patience: number }} Call
 */

export class Rpc {
  /** @type {Worker} */ #worker;
  /** @type {Map<number, Call>} */ #calls = new Map();
  #last = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  /** @type {Stopped | null} */ #stopped = null;

  /** @param {Worker} worker */
  constructor(worker) {
    this.#worker = worker;
    worker.addEventListener('message', ({ data }) => this.#receive(data));
    worker.addEventListener('error', (event) => {
      // Not to the console: its text could hold a piece of the message.
      event.preventDefault();
      this.stop(new Stopped('internal'));
    });
    worker.addEventListener('messageerror', () => this.stop(new Stopped('internal')));
  }

  get isStopped() {
    return this.#stopped !== null;
  }

  /**
   * @param {string} method
   * @param {readonly unknown[]} [args]
   * @param {{ onProgress?: (octets: number) => void, patience?: number }} [options] `patience`: milliseconds without a sign of life.
   * @returns {Promise<any>}
   */
  call(method, args = [], { onProgress, patience = PATIENCE_MS } = {}) {
    if (this.#stopped) return Promise.reject(this.#stopped);
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject, onProgress, patience });
      this.#worker.postMessage({ id, method, args });
      this.#watch();
    });
  }

  /** Ends the worker; every open call fails. @param {Stopped} reason */
  stop(reason) {
    if (this.#stopped) return;
    this.#stopped = reason;
    clearTimeout(this.#timer);
    this.#worker.terminate();
    for (const call of this.#calls.values()) call.reject(reason);
    this.#calls.clear();
  }

  /**
   * @param {{ id: number, progress?: number, value?: unknown, trouble?: import('../types/session.js').Trouble }} data
   */
  #receive({ id, progress, value, trouble }) {
    const call = this.#calls.get(id);
    if (!call || this.#stopped) return;
    if (progress !== undefined) {
      call.onProgress?.(progress);
    } else {
      this.#calls.delete(id);
      if (trouble) {
        call.reject(new Stopped(trouble));
        // After a trap the memory of the wasm is in no known state.
        if (trouble === 'internal') this.stop(new Stopped('internal'));
      } else {
        call.resolve(value);
      }
    }
    this.#watch();
  }

  #watch() {
    clearTimeout(this.#timer);
    if (this.#calls.size === 0 || this.#stopped) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = setTimeout(() => this.stop(new Stopped('stalled')), GRACE_MS);
      },
      Math.max(...[...this.#calls.values()].map(({ patience }) => patience)),
    );
  }
}
