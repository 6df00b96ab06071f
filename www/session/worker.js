// The worker: a classic script, which the build puts behind the glue that defines `wasm_bindgen`. It alone touches the
// wasm, and it never touches the network.
'use strict';

(() => {
  const PIECE = 1024 * 1024;
  const encoder = new TextEncoder();

  /** Verifications that go to the page in one message: a task there may take no longer than 50 ms. */
  const AT_ONCE = 10;

  /** @type {InstanceType<typeof wasm_bindgen.Session> | null} */
  let session = null;
  /** What the page has not fetched yet. @type {import('../types/report.js').Verification[]} */
  let waiting = [];

  const open = () => {
    if (!session) throw new TypeError('no session');
    return session;
  };

  /** Large pieces would keep the wasm in its slowest tier. @param {Uint8Array} octets */
  const push = (octets) => {
    for (let at = 0; at < octets.length; at += PIECE) open().push(octets.subarray(at, at + PIECE));
  };

  /** @param {File} file @param {number} largest @param {(octets: number) => void} report */
  const pushFile = async (file, largest, report) => {
    const reader = file.stream().getReader();
    let octets = 0;
    let reported = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return octets;
      octets += value.length;
      // A file can grow after its size was looked at.
      if (octets > largest) throw new RangeError('too large');
      push(value);
      if (octets - reported >= PIECE) {
        report(octets);
        reported = octets;
      }
    }
  };

  /** @type {Map<string, (args: any[], report: (octets: number) => void) => unknown>} */
  const methods = new Map(Object.entries({
    start: ([module]) => {
      wasm_bindgen.initSync({ module });
      return wasm_bindgen.version();
    },
    begin: ([size]) => {
      session?.free();
      session = new wasm_bindgen.Session(size);
    },
    pushText: ([text]) => {
      const octets = encoder.encode(text);
      push(octets);
      return octets.length;
    },
    pushFile: ([file, largest], report) => pushFile(file, largest, report),
    finish: () => open().finish(),
    evaluate: ([now]) => {
      /** @type {import('../types/report.js').Evaluation} */
      const evaluation = open().evaluate(now);
      waiting = evaluation.report.dkim;
      return { ...evaluation, report: { ...evaluation.report, dkim: waiting.splice(0, AT_ONCE) }, waiting: waiting.length };
    },
    verifications: () => waiting.splice(0, AT_ONCE),
    // The whole module has these, the lean one has not.
    diagnose: ([now]) => open().diagnose(now),
    choose: ([index]) => open().choose(index),
    heads: ([start, end, chosen]) => {
      const heads = [];
      /** @param {number} index @returns {import('../types/session.js').Head} */
      const head = (index) => {
        open().choose(index);
        const { from, subject, date } = open().evaluate().report.identifiers;
        return { from: from[0]?.text ?? null, subject, date };
      };
      for (let index = start; index < end; index += 1) heads.push(head(index));
      // The last evaluation is always that of the chosen one.
      head(chosen);
      return heads;
    },
    addRecords: ([text, provenance]) => open().addRecords(text, provenance),
    addWire: ([name, type, octets, resolver, now]) => open().addWire(name, type, octets, resolver, now),
    addFailure: ([name, type, resolver, reason, now]) => open().addFailure(name, type, resolver, reason, now),
    decline: ([name, type]) => open().decline(name, type),
    forget: ([name, type]) => open().forget(name, type),
    raiseKeyNames: ([by]) => open().raiseKeyNames(by),
    setEnvelope: ([client, helo, mailFrom, recipient]) => open().setEnvelope(client, helo, mailFrom, recipient),
    setBoundary: ([hop]) => open().setBoundary(hop),
    setReverse: ([isAsked]) => open().setReverse(isAsked),
    setReportDestinations: ([isAsked]) => open().setReportDestinations(isAsked),
    source: ([start, end]) => open().source(start, end),
    pieces: ([spans]) => spans.map((/** @type {[number, number]} */ [start, end]) => open().source(start, end)),
    dnsQuery: ([name, type]) => wasm_bindgen.dnsQuery(name, type),
  }));

  /** The reader's own trouble with a file, as opposed to ours. @param {unknown} error */
  const troubleOf = (error) => {
    if (error instanceof RangeError && error.message === 'too large') return 'too_large_file';
    return error instanceof DOMException && (error.name === 'NotReadableError' || error.name === 'NotFoundError') ? 'unreadable' : 'internal';
  };

  addEventListener('message', async ({ data: { id, method, args } }) => {
    try {
      const run = methods.get(method);
      if (!run) throw new TypeError('no such method');
      self.postMessage({ id, value: await run(args, (progress) => self.postMessage({ id, progress })) });
    } catch (error) {
      // Its text stays here: it could hold a piece of the message.
      self.postMessage({ id, trouble: troubleOf(error) });
    }
  });
})();
