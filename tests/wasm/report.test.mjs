// @ts-nocheck
// The module gives the same octets as the native code: over the cases, the samples and the suites.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { samples } from '../../www/samples/index.js';
import { load, pathOf } from './module.mjs';

const RESOLVER = 'https://resolver.example/dns-query';
/** Octets handed over at once: not a divisor of anything. */
const PIECE = 977;

const { Session } = load();

/**
 * @typedef {{ message: string, zones: string[], now?: number | null, missing?: string, golden?: string, envelope?:
 *   Record<string, string>, boundary?: number, reverse?: boolean, report_destinations?: boolean }} Recorded
 */

/** @param {Recorded} recorded */
function report({
  message,
  zones,
  now = null,
  missing = 'declined',
  envelope = {},
  boundary,
  reverse = false,
  report_destinations: destinations = false,
}) {
  const octets = readFileSync(message);
  const session = new Session(octets.length);
  try {
    for (let at = 0; at < octets.length; at += PIECE) session.push(octets.subarray(at, at + PIECE));
    session.finish();
    session.setEnvelope(envelope.ip, envelope.helo, envelope.mail_from, envelope.recipient);
    session.setBoundary(boundary);
    session.setReverse(reverse);
    session.setReportDestinations(destinations);
    for (const zone of zones) session.addRecords(zone, 'recorded');
    for (;;) {
      const { report, requests } = session.evaluate(now);
      if (requests.length === 0) return report;
      for (const { name, type } of requests) {
        if (missing === 'declined') session.decline(name, type);
        else if (missing === 'absent') session.addRecords(`;; status: NXDOMAIN,\n;${name}. IN ${type}\n`, 'recorded');
        else session.addFailure(name, type, RESOLVER, missing, now ?? 0);
      }
    }
  } finally {
    session.free();
  }
}

/** The reports of the native code, one for each. @param {Recorded[]} all */
function native(all) {
  const folder = mkdtempSync(join(tmpdir(), 'waxseal-'));
  try {
    const batch = join(folder, 'batch');
    writeFileSync(batch, all.map((one) => `${JSON.stringify(one)}\n`).join(''));
    const cargo = ['run', '--quiet', '--release', '--locked', '--example', 'report', '--', '--batch', batch];
    const { status, stdout, stderr } = spawnSync('cargo', cargo, {
      cwd: pathOf(''),
      encoding: 'utf8',
      maxBuffer: 2 ** 31,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    assert.equal(status, 0, stderr);
    return stdout.split('\n').slice(0, -1);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {Recorded[]} all */
function compare(all) {
  const expected = native(all);
  assert.equal(expected.length, all.length);
  const differ = all.filter((one, index) => JSON.stringify(report(one)) !== expected[index]);
  assert.deepEqual(
    differ.map(({ message }) => message),
    [],
  );
}

/** @param {string} folder */
function cases(folder) {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const inside = (/** @type {string} */ file) => join(folder, name, file);
      const zones = ['zone.txt', 'zone-2.txt'].map(inside).filter(existsSync);
      return {
        message: inside('message.eml'),
        zones: zones.map((file) => readFileSync(file, 'utf8')),
        ...JSON.parse(readFileSync(inside('options.json'), 'utf8')),
        golden: inside('report.json'),
      };
    });
}

const all = cases(pathOf('tests/cases'));

test('the cases give the reports in the repository', () => {
  const differ = all.filter((one) => `${JSON.stringify(report(one), null, 2)}\n` !== readFileSync(one.golden, 'utf8'));
  assert.deepEqual(
    differ.map(({ message }) => message),
    [],
  );
});

test('another message can be chosen', () => {
  const octets = readFileSync(pathOf('tests/cases/paste-mbox-of-two/message.eml'));
  const session = new Session(octets.length);
  session.push(octets);
  session.finish();
  assert.equal(session.messages(), 2);
  session.choose(1);
  const { source } = session.evaluate(0).report;
  assert.deepEqual([source.container, source.messages, source.index], ['mbox', 2, 1]);
  assert.throws(() => session.choose(2));
  session.free();
});

test('the cases and the samples give what the native code gives', () => {
  const recorded = samples.map(({ id, now }) => ({
    message: pathOf(`www/samples/${id}/message.eml`),
    zones: [readFileSync(pathOf(`www/samples/${id}/zone.txt`), 'utf8')],
    now,
  }));
  compare([...all, ...recorded]);
});

const folders = (process.env.WAXSEAL_SUITES || pathOf('tests/suites')).split(':').filter(existsSync);
const suites = folders
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((folder) => existsSync(join(folder, 'suite.json')));

test('the messages of the suites give what the native code gives', { skip: suites.length === 0 }, () => {
  compare(
    suites.flatMap((folder) => {
      const suite = JSON.parse(readFileSync(join(folder, 'suite.json'), 'utf8'));
      const messages = suite.cases.filter((/** @type {any} */ one) => one.message_file);
      return messages.map((/** @type {any} */ one) => ({
        message: join(folder, one.message_file),
        zones: [zone(one.dns ?? {})],
        now: one.now,
      }));
    }),
  );
});

/** The TXT and CNAME records of a case as zone lines. @param {Record<string, any>} dns */
function zone(dns) {
  return Object.entries(dns)
    .flatMap(([name, { TXT = [], CNAME }]) => [
      ...TXT.map(
        (/** @type {string | string[]} */ record) => `${name}. IN TXT ${[record].flat().map(quote).join(' ')}\n`,
      ),
      ...(CNAME ? [`${name}. IN CNAME ${String(CNAME).replace(/\.$/, '')}.\n`] : []),
    ])
    .join('');
}

/** A character-string (RFC 1035 §5.1); a character stands for an octet. @param {string} text */
function quote(text) {
  const plain = (/** @type {string} */ character) => /[!#-[\]-~ ]/.test(character);
  const escaped = [...text].map((character) =>
    plain(character) ? character : `\\${String(character.charCodeAt(0)).padStart(3, '0')}`,
  );
  return `"${escaped.join('')}"`;
}
