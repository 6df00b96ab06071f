// @ts-nocheck
// The conformance suites through the WebAssembly module, their DNS as real DNS messages.
//
// As tests/suites.rs does it natively: the same folders, the same criteria, the same skip list.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { load, pathOf, read } from './module.mjs';
import { NXDOMAIN, response, SERVFAIL } from './wire.mjs';

const RESOLVER = 'https://resolver.example/dns-query';
const KEY_NAMES = 1000;
const ALIASES = 8;

const folders = (process.env.WAXSEAL_SUITES || pathOf('tests/suites')).split(':').filter(existsSync);
const suites = folders
  .flatMap((folder) => [folder, ...readdirSync(folder).map((name) => join(folder, name))])
  .filter((folder) => existsSync(join(folder, 'suite.json')))
  .sort();
const skips = new Set(
  read('tests/suites.skip')
    .toString()
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split(' — ')[0]),
);

if (suites.length === 0) {
  test('suites', { skip: 'WAXSEAL_SUITES names no folder, and there is no tests/suites' }, () => {});
} else {
  const { Session } = load();
  for (const folder of suites) {
    const suite = JSON.parse(readFileSync(join(folder, 'suite.json'), 'utf8'));
    test(`suite ${suite.suite}`, (context) => {
      const failed = [];
      const tally = { passed: 0, failed: 0, skipped: 0 };
      for (const one of suite.cases) {
        const id = `${suite.suite}/${one.id}`;
        const wrong = judge(Session, folder, suite, one);
        if (wrong === null) tally.skipped += 1;
        else if (wrong.length === 0) tally.passed += 1;
        else if (skips.has(id)) tally.skipped += 1;
        else {
          tally.failed += 1;
          failed.push(`${id}: ${wrong.join('; ')}`);
        }
      }
      context.diagnostic(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
      assert.deepEqual(failed, []);
    });
  }
}

/** What is wrong; null if nothing is and what the suite is about is not judged here. */
function judge(Session, folder, suite, one) {
  const { dkim, parse, spf, dmarc, arc } = one.expected;
  const zones = [one.dns ?? {}, one.dns_ref ? suite.dns_zones[one.dns_ref] : {}];
  if (!one.message_file) return spf ? compareSpf(one, run(Session, FROM, zones, one)) : null;
  const message = readFileSync(join(folder, one.message_file));
  const wrong = [];
  if (dkim || parse) {
    const report = run(Session, message, zones, one);
    // What was mended, or found inside, is another message than the one that the suite is about.
    if (!isMended(report)) {
      if (dkim) wrong.push(...compareSignatures(dkim, report));
      if (parse) wrong.push(...compareHeader(parse, report, message.length));
    }
  }
  const confirmed = parse?.dmarc_must_not_pass_for;
  if (spf || dmarc || arc || confirmed) {
    const report = run(Session, message, zones, one);
    if (spf) wrong.push(...compareSpf(one, report));
    if (dmarc && dmarc.result !== report.dmarc.result)
      wrong.push(`dmarc: expected ${dmarc.result}, got ${report.dmarc.result}`);
    if (arc && arc !== report.arc?.result) wrong.push(`arc: expected ${arc}, got ${report.arc?.result}`);
    const author = report.identifiers.author_domain?.a_label ?? '';
    const isMeant = confirmed && (author === confirmed || author.endsWith(`.${confirmed}`));
    if (
      isMeant &&
      (report.dmarc.result === 'pass' || ['proven', 'header_proven', 'route'].includes(report.verdict.author))
    ) {
      wrong.push(`${author} is confirmed`);
    }
  }
  return wrong;
}

/** Whether what is judged is not the source as it was given. */
const isMended = ({ source, findings }) =>
  source.kind === 'not_a_message' ||
  source.container !== 'none' ||
  findings.some(({ code }) => code.startsWith('paste.'));

/** A message that is about nothing. */
const FROM = Buffer.from('From: a@author.example\r\n\r\nBody.\r\n');

function compareSpf({ expected, input }, { spf }) {
  // Nothing that could be checked: RFC 7208 §4.3.
  const { result = 'none', explanation } = spf[0] ?? {};
  const wrong = expected.spf.includes(result)
    ? []
    : [`spf: expected ${expected.spf.join('|')}, got ${result} for ${input.mailfrom}`];
  const wanted = expected.spf_explanation;
  const got = explanation?.text ?? '';
  if (wanted !== undefined && wanted !== null && wanted.toLowerCase() !== got.toLowerCase())
    wrong.push(`explanation: expected ${wanted}, got ${got}`);
  return wrong;
}

function run(Session, message, zones, { now, input = {} }) {
  const session = new Session(message.length);
  const tell = (name, type) => {
    const given = answer(zones, name, type);
    if (given === null) session.addFailure(name, type, RESOLVER, 'timeout', now ?? 0);
    else session.addWire(name, type, given, RESOLVER, now ?? 0);
  };
  try {
    session.push(message);
    session.finish();
    session.raiseKeyNames(KEY_NAMES);
    session.setEnvelope(input?.ip, input?.helo, input?.mailfrom);
    // Names that are not asked for in the public DNS are there all the same.
    for (const name of zones.flatMap(Object.keys).filter((name) => PRIVATE.test(name))) {
      for (const type of ['TXT', 'A', 'AAAA', 'MX', 'PTR']) tell(name.toLowerCase(), type);
    }
    for (;;) {
      const { report, requests } = session.evaluate(now);
      if (requests.length === 0) return report;
      for (const { name, type } of requests) tell(name, type);
    }
  } finally {
    session.free();
  }
}

const PRIVATE = /(^|[.])(local|localhost|internal|home[.]arpa|onion|invalid|arpa)$|^[^.]+$/i;

/** A DNS message; null for no answer. */
function answer(zones, question, type) {
  const aliases = [];
  let name = question;
  for (;;) {
    const node = find(zones, name);
    if (!node) return response(question, type, { rcode: NXDOMAIN, aliases });
    if (node[type]?.length > 0) {
      const records =
        type === 'TXT' ? node.TXT.map(strings) : [node[type]].flat(type === 'MX' && !Array.isArray(node.MX[0]) ? 0 : 1);
      return response(question, type, { aliases, records });
    }
    if (node._servfail) return response(question, type, { rcode: SERVFAIL });
    if (node._timeout) return null;
    if (!node.CNAME) return response(question, type, { aliases });
    name = String(node.CNAME).replace(/\.$/, '').toLowerCase();
    const loops = aliases.includes(name) || aliases.length > ALIASES;
    aliases.push(name);
    // A resolver hands over the loop; the reader has to notice.
    if (loops) return response(question, type, { aliases });
  }
}

function find(zones, name) {
  for (const zone of zones) {
    const key = Object.keys(zone).find((listed) => listed.toLowerCase() === name);
    if (key !== undefined) return zone[key];
  }
  return undefined;
}

/** A record's strings; a longer one is cut, as it has to be on the wire. */
function strings(record) {
  return [record].flat().flatMap((text) => {
    const octets = Buffer.from(text, 'latin1');
    const pieces = [];
    for (let at = 0; at === 0 || at < octets.length; at += 255) pieces.push(octets.subarray(at, at + 255));
    return pieces;
  });
}

function compareSignatures(expected, report) {
  if (report.dkim.length !== expected.length) {
    return [`expected ${expected.length} signatures, got ${report.dkim.length}`];
  }
  return expected.flatMap((wanted, index) => {
    const { signature, result } = report.dkim[index];
    const wrong = [];
    for (const [property, tag] of [
      ['domain', 'd'],
      ['selector', 's'],
    ]) {
      const text = signature.tags.find(({ name }) => name === tag)?.value ?? '';
      const got = signature[property]?.a_label ?? text;
      if (wanted[property] != null && wanted[property].toLowerCase() !== got.toLowerCase()) {
        wrong.push(`dkim[${index}] ${property}: expected ${wanted[property]}, got ${got}`);
      }
    }
    const acceptable = wanted.acceptable ?? [wanted.result];
    if (!acceptable.includes(result)) {
      wrong.push(`dkim[${index}]: expected ${acceptable.join('|')}, got ${result}`);
    }
    return wrong;
  });
}

function compareHeader(expected, report, octets) {
  const wrong = [];
  const compare = (what, wanted, got) => {
    if (wanted !== undefined && JSON.stringify(wanted) !== JSON.stringify(got)) {
      wrong.push(`${what}: expected ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`);
    }
  };
  compare('field count', expected.header_count, report.source.field_count);
  // The reference splitter keeps a byte order mark and the line end of a name folded before its colon.
  const names = expected.header_names?.map((name) => name.replace(/^(\u{FEFF}|ï»¿)/u, '').trim());
  compare(
    'field names',
    names,
    report.fields.map(({ name }) => name.toLowerCase()),
  );
  compare('body offset', expected.body_offset, report.source.body?.start ?? octets);
  return wrong;
}
