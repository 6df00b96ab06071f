// What tools/bench.mjs runs in a worker of the browser and in a thread of Node. It puts the two
// glues before this: `ours` and `peer` are what they define.
'use strict';

/** @typedef {{ ours: WebAssembly.Module, peer: WebAssembly.Module }} Modules */
/** @typedef {{ octets: Uint8Array, verdict?: string }} Message */
/**
 * @typedef {{ small: Message, relaxed: Message, simple: Message, unsigned: Message, zone: string, record: string }}
 *   Inputs
 */

// biome-ignore lint/correctness/noUnusedVariables: used by what is put behind this.
const bench = (() => {
  const PIECE = 1024 * 1024;
  /** Long enough for a clock that ticks every tenth of a millisecond. */
  const BATCH_MS = 25;

  /** @param {Uint8Array} octets @param {(piece: Uint8Array) => void} take */
  const inPieces = (octets, take) => {
    for (let at = 0; at < octets.length; at += PIECE) take(octets.subarray(at, at + PIECE));
  };

  /** From the octets to the verdict, the key at hand. @param {Uint8Array} octets @param {string} zone */
  const judge = (octets, zone) => {
    const session = new ours.Session(octets.length);
    inPieces(octets, (piece) => session.push(piece));
    session.finish();
    session.addRecords(zone, 'recorded');
    const { report } = session.evaluate(undefined);
    session.free();
    return report.dkim.map((/** @type {{ result: string }} */ { result }) => result).join(' ');
  };

  /**
   * The best time of each function, called in turn.
   * @param {Record<string, () => void>} functions
   * @param {number} rounds
   * @param {number} batch
   */
  const race = (functions, rounds, batch = 1) => {
    /** @type {Record<string, number>} */
    const best = {};
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, run] of Object.entries(functions)) {
        const from = performance.now();
        for (let count = 0; count < batch; count += 1) run();
        best[name] = Math.min(best[name] ?? Infinity, (performance.now() - from) / batch);
      }
    }
    return best;
  };

  /** @param {string} got @param {string} who */
  const expectPass = (got, who) => {
    if (got !== 'pass') throw new Error(`${who} says ${got}`);
  };

  return {
    /** @param {Modules} modules @param {Inputs} inputs */
    warm(modules, { small, relaxed, simple, unsigned, zone, record }) {
      const { memory } = ours.initSync({ module: modules.ours });
      const before = memory.buffer.byteLength;
      expectPass(judge(relaxed.octets, zone), 'Waxseal');
      const grown = memory.buffer.byteLength - relaxed.octets.length;
      peer.initSync({ module: modules.peer });
      for (const { octets } of [small, relaxed, simple]) {
        expectPass(judge(octets, zone), 'Waxseal');
        expectPass(peer.verify(octets, record), 'the peer');
      }

      const whole = { ours: () => judge(small.octets, zone), peer: () => peer.verify(small.octets, record) };
      race(whole, 2, 200);
      const once = race(whole, 1, 50);
      const message = race(whole, 60, Math.ceil(BATCH_MS / (once.ours ?? 1)));

      /** @param {Uint8Array} octets */
      const push = (octets) => () => {
        const session = new ours.Session(octets.length);
        inPieces(octets, (piece) => session.push(piece));
        session.free();
      };
      const { octets } = unsigned;
      const body = race(
        {
          hash: () => {
            inPieces(octets, (piece) => peer.hash(piece));
            peer.finishHash();
          },
          keepAndHash: () => {
            peer.reserve(octets.length);
            inPieces(octets, (piece) => peer.keepAndHash(piece));
            peer.finishHash();
          },
          unsigned: push(octets),
          relaxed: push(relaxed.octets),
          simple: push(simple.octets),
        },
        25,
      );

      const large = race(
        {
          ours: () => judge(relaxed.octets, zone),
          peer: () => peer.verify(relaxed.octets, record),
        },
        25,
      );
      return { message, body, large, memory: { before, grown } };
    },

    /** The first message that this worker sees. @param {Modules} modules @param {Inputs} inputs @param {Blob} [file] */
    async cold(modules, { relaxed, zone }, file) {
      const from = performance.now();
      ours.initSync({ module: modules.ours });
      const ready = performance.now() - from;
      let result;
      if (file) {
        const session = new ours.Session(file.size);
        const reader = file.stream().getReader();
        for (;;) {
          const { done, value } = await reader.read();
          if (done) break;
          inPieces(value, (piece) => session.push(piece));
        }
        session.finish();
        session.addRecords(zone, 'recorded');
        result = session
          .evaluate(undefined)
          .report.dkim.map((/** @type {{ result: string }} */ one) => one.result)
          .join(' ');
        session.free();
      } else {
        result = judge(relaxed.octets, zone);
      }
      const total = performance.now() - from;
      expectPass(result, 'Waxseal');
      return { ready, total };
    },
  };
})();
