// The worker: a classic script, which the build puts behind the glue that defines `wasm_bindgen`. It alone touches the
// wasm, and it never touches the network.
'use strict';

(() => {
  const PIECE = 1024 * 1024;
  const encoder = new TextEncoder();

  /** It needs the code that every message needs. */
  const LETTER =
    'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=a.example; s=a; h=from; bh=AAAA; b=AAAA\r\nFrom: a@a.example\r\n\r\nA \r\n';

  /** Verifications that go to the page in one message: a task there may take no longer than 50 ms. */
  const AT_ONCE = 10;

  /** @type {InstanceType<typeof wasm_bindgen.Session> | null} */
  let session = null;
  /** What the page has not fetched yet. @type {import('../types/report.js').Verification[]} */
  let waiting = [];

  /** Rows between two of which it is kept where they begin: a message can have as many as it has octets. */
  const STRIDE = 64;
  /** More than any row has, in octets. */
  const LONGEST = 4096;
  /**
   * @typedef {{ key: number, columns: number, octets: number, count: number, line: number, starts: number[], lines:
   *   number[] }} Rows
   */
  /** The rows of the source as far as they were looked for. @type {Rows | null} */
  let rows = null;

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

  /**
   * The length of the character that begins at a place; 1 of what is none.
   * @param {Uint8Array} octets
   * @param {number} at
   */
  const characterLength = (octets, at) => {
    const octet = /** @type {number} */ (octets[at]);
    const length = octet < 0xc2 || octet > 0xf4 ? 1 : octet < 0xe0 ? 2 : octet < 0xf0 ? 3 : 4;
    for (let next = 1; next < length; next += 1) if (((octets[at + next] ?? 0) & 0xc0) !== 0x80) return 1;
    return length;
  };

  /**
   * Where the row that begins at a place ends: behind a line end, or where the columns are filled. What is shown as an
   * escape takes more of them.
   * @param {Uint8Array} octets @param {number} at @param {number} columns
   */
  const rowEnd = (octets, at, columns) => {
    for (let left = columns; at < octets.length; ) {
      const octet = /** @type {number} */ (octets[at]);
      if (octet === 0x0a) return at + 1;
      const length = octet < 0x80 ? 1 : characterLength(octets, at);
      if ((octet >= 0x20 && octet < 0x7f) || octet === 0x09) left -= 1;
      else if (octet !== 0x0d || octets[at + 1] !== 0x0a) left -= length > 1 ? 2 : octet < 0x80 ? 8 : 4;
      if (left < 0) return at;
      at += length;
    }
    return at;
  };

  /** The rows from one that is kept to the next. @param {Rows} known @param {number} block */
  const blockOf = ({ starts, lines, octets: end, columns }, block) => {
    const start = /** @type {number} */ (starts[block]);
    const octets = open().source(start, starts[block + 1] ?? end);
    const ends = [];
    for (let at = 0; at < octets.length; ) ends.push((at = rowEnd(octets, at, columns)));
    return {
      start,
      octets,
      ends: Uint32Array.from(ends),
      line: /** @type {number} */ (lines[block]),
      isLineStart: start === 0 || open().source(start - 1, start)[0] === 0x0a,
    };
  };

  /** The row and the line of an octet. @param {Rows} known @param {number} offset */
  const placeOf = (known, offset) => {
    let low = 0;
    for (let high = known.starts.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if (/** @type {number} */ (known.starts[middle]) <= offset) low = middle;
      else high = middle;
    }
    const { start, octets, ends, line } = blockOf(known, low);
    const found = ends.findIndex((end) => start + end > offset);
    const row = found < 0 ? Math.max(ends.length - 1, 0) : found;
    return {
      row: low * STRIDE + row,
      line: ends.subarray(0, row).reduce((sum, end) => sum + (octets[end - 1] === 0x0a ? 1 : 0), line),
    };
  };

  /** @type {Map<string, (args: any[], report: (octets: number) => void) => unknown>} */
  const methods = new Map(
    Object.entries({
      start: ([module]) => {
        wasm_bindgen.initSync({ module });
        return wasm_bindgen.version();
      },
      // The browser compiles what runs for the first time: better while nobody waits.
      warm: () => {
        const letter = new wasm_bindgen.Session(LETTER.length);
        letter.push(encoder.encode(LETTER));
        letter.finish();
        letter.evaluate(0);
        letter.source(0, 1);
        letter.free();
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
        return {
          ...evaluation,
          report: { ...evaluation.report, dkim: waiting.splice(0, AT_ONCE) },
          waiting: waiting.length,
        };
      },
      verifications: () => waiting.splice(0, AT_ONCE),
      diagnose: ([now]) => open().diagnose(now),
      diagnoseHeader: ([now]) => open().diagnoseHeader(now),
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
      // Rows are known under a key: who asks by another one, or a new worker, begins again.
      indexRows: ([key, columns]) => {
        if (rows?.key !== key) rows = { key, columns, octets: 0, count: 0, line: 1, starts: [0], lines: [1] };
        const known = /** @type {Rows} */ (rows);
        const octets = open().source(known.octets, known.octets + PIECE + LONGEST);
        let at = 0;
        while (at < octets.length && at < PIECE) {
          if (known.count > 0 && known.count % STRIDE === 0) {
            known.starts.push(known.octets + at);
            known.lines.push(known.line);
          }
          at = rowEnd(octets, at, known.columns);
          known.count += 1;
          if (octets[at - 1] === 0x0a) known.line += 1;
        }
        known.octets += at;
        return { octets: known.octets, rows: known.count, isDone: at === octets.length && at < PIECE + LONGEST };
      },
      rowBlock: ([key, block]) => (rows?.key === key ? blockOf(/** @type {Rows} */ (rows), block) : null),
      rowPlaces: ([key, offsets]) =>
        rows?.key === key
          ? offsets.map((/** @type {number} */ offset) => placeOf(/** @type {Rows} */ (rows), offset))
          : null,
      dnsQuery: ([name, type]) => wasm_bindgen.dnsQuery(name, type),
    }),
  );

  /** The reader's own trouble with a file, as opposed to ours. @param {unknown} error */
  const troubleOf = (error) => {
    if (error instanceof RangeError && error.message === 'too large') return 'too_large_file';
    return error instanceof DOMException && (error.name === 'NotReadableError' || error.name === 'NotFoundError')
      ? 'unreadable'
      : 'internal';
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
