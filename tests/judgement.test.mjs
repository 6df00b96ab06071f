// What the headline says of the committed cases.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { loadAll } from '../www/i18n/index.js';
import { statement } from '../www/view/headline.js';
import { hasServer, isAuthorUnclear, judge, judgeSignature, policyOf } from '../www/view/judgement.js';
import { plain, rich } from '../www/view/rich.js';
import { install } from './view/dom.mjs';

/** @import { Report } from '../www/types/report.js' */

install();

const folder = new URL('cases/', import.meta.url);
/** @type {{ name: string, report: Report }[]} */
const cases = readdirSync(folder).filter((name) => existsSync(new URL(`${name}/report.json`, folder)))
  .map((name) => ({ name, report: JSON.parse(readFileSync(new URL(`${name}/report.json`, folder), 'utf8')) }));

test('there are cases', () => assert.ok(cases.length > 50));

test('verified is said only where a signature passes', () => {
  for (const { name, report } of cases) {
    const { state, code } = judge(report);
    assert.equal(state === 'pass', code === 'verified', name);
    if (code === 'verified') assert.ok(report.dkim.some(({ result }) => result === 'pass'), name);
  }
});

test('a header that verifies once it is put right leaves open nothing but the body', async () => {
  const named = (/** @type {string} */ name) => {
    const report = cases.find((one) => one.name === name)?.report;
    assert.ok(report, name);
    return { report, diagnoses: JSON.parse(readFileSync(new URL(`${name}/diagnosis.json`, folder), 'utf8')) };
  };
  const { report, diagnoses } = named('diagnosis-header-proven-alone');
  assert.deepEqual([judge(report, diagnoses).state, judge(report, diagnoses).code], ['fail', 'partly_altered']);
  assert.equal(judge(report, []).code, 'failed');
  const gone = named('diagnosis-header-field-gone');
  assert.equal(judge(gone.report, gone.diagnoses).code, 'failed');
  // A hash of an empty body was matched by no text, before or after a change.
  for (const name of ['diagnosis-body-nothing-signed', 'diagnosis-body-nothing-signed-simple', 'diagnosis-body-nothing-signed-of-a-part']) {
    const empty = named(name);
    assert.deepEqual([judge(empty.report, empty.diagnoses).state, judge(empty.report, empty.diagnoses).code], ['fail', 'nothing_signed'], name);
    assert.equal(judge(empty.report, []).code, 'body_changed', name);
  }
  for (const language of /** @type {const} */ (['en', 'ja'])) {
    const speech = await loadAll(language, true);
    const { title, meaning } = statement(report, diagnoses, speech);
    const doubt = plain(rich(speech.catalogue.headline.failed({ d: null, a: null, until: null, isPasted: false, changes: { strings: [''], values: [] }, isGiven: false, chance: 'none', absent: [], arrival: null, isHeaderOnly: false }).meaning, speech));
    assert.ok(!plain(rich(meaning, speech)).includes(doubt) && plain(rich(title, speech)).length > 0);
  }
});

test('expired, and not broken, is said only of a signature that is right but for its time', () => {
  const late = cases.filter(({ report }) => judge(report).code === 'expired');
  assert.ok(late.some(({ name }) => name === 'dkim-expired'));
  for (const { name, report } of late) {
    assert.equal(judge(report).state, 'late', name);
    const body = report.source.kind === 'header_only' ? 'untestable' : 'pass';
    assert.deepEqual(report.dkim[0]?.checks, { body_hash: body, signature: 'pass', key_permits: 'pass', time: 'fail' }, name);
  }
  const one = late.find(({ name }) => name === 'dkim-expired');
  assert.ok(one);
  const report = structuredClone(one.report);
  const [verification] = report.dkim;
  assert.ok(verification);
  verification.checks.body_hash = 'fail';
  assert.deepEqual([judge(report).state, judge(report).code], ['fail', 'body_changed']);
  verification.checks.signature = 'fail';
  assert.deepEqual([judge(report).state, judge(report).code], ['fail', 'failed']);
});

test('of a signature that has expired it is said whether the mail came in time, and whether there was a body', async () => {
  for (const language of /** @type {const} */ (['en', 'ja'])) {
    const speech = await loadAll(language, false);
    const [unknown, since, before, header] = ['dkim-expired', 'requirements-expired-since', 'requirements-expired-before', 'requirements-expired-header-only'].map((wanted) => {
      const { code, title, meaning } = statement(/** @type {Report} */ (cases.find(({ name }) => name === wanted)?.report), [], speech);
      assert.equal(code, 'expired', wanted);
      return { title: plain(rich(title, speech)), meaning: plain(rich(meaning, speech)) };
    });
    assert.ok(unknown && since && before && header);
    assert.equal(new Set([unknown.title, since.title, before.title]).size, 3);
    assert.equal(header.title, since.title);
    assert.notEqual(header.meaning, since.meaning);
    // When the mail came, by the minute.
    for (const [{ meaning }, hour] of /** @type {const} */ ([[since, 10], [before, 11], [header, 10]])) assert.ok(meaning.includes(`${hour}:00:05`), meaning);
    assert.ok(!unknown.meaning.includes(':00:05'));
  }
});

/** What is said of a case. @param {string} wanted */
const judged = (wanted) => {
  const found = cases.find(({ name }) => name === wanted);
  assert.ok(found, wanted);
  return judge(found.report);
};

test('a name that shows an address of another domain is not called verified', () => {
  const { state, code, reasons } = judged('message-from-address-in-name');
  assert.deepEqual([state, code, reasons.map((finding) => finding.code)], ['warn', 'misleading', ['message.from.address-in-name']]);
});

test('a name that shows a domain is told from one that only an answer would show', () => {
  for (const name of ['domain', 'full-width', 'ideographic-stop', 'mathematical', 'unquoted', 'group', 'encoded']) assert.equal(judged(`identity-name-${name}`).code, 'misleading', name);
  for (const name of ['reply-to', 'sender']) assert.equal(judged(`identity-name-${name}`).code, 'verified', name);
});

test('several authors of one domain have that domain, and are named beside it', () => {
  for (const name of ['two-authors-one-domain', 'group-one-domain']) {
    const { code, reasons } = judged(`message-from-${name}`);
    assert.equal(code, 'verified', name);
    assert.ok(reasons.some((finding) => finding.code === 'message.from.multiple-mailboxes' && finding.params.domains === 1), name);
  }
  const ofTwo = cases.find(({ name }) => name === 'message-from-two-mailboxes');
  assert.ok(ofTwo && isAuthorUnclear(ofTwo.report));
});

test('a signature from the future is not called verified', () => {
  for (const name of ['dkim-timestamp-in-future', 'dkim-time-both-without-end', 'dkim-number-2-53-t']) {
    assert.equal(judged(name).code, 'ahead', name);
  }
});

test('a key that cannot have made the signature is named as the cause', () => {
  assert.deepEqual([judged('dkim-key-does-not-open').state, judged('dkim-key-does-not-open').code], ['fail', 'misfit']);
  assert.equal(judged('dkim-key-does-not-open').isPasted, false);
});

test('a signature of another domain looks unlike one that was changed on the way', () => {
  assert.equal(judged('dkim-other-domain').state, 'alien');
});

/**
 * A case with another outcome of SPF and DMARC.
 * @param {string} wanted @param {Partial<Report['verdict']>} verdict @param {Partial<Report['dmarc']>} [dmarc]
 */
const turned = (wanted, verdict, dmarc = {}) => {
  const found = cases.find(({ name }) => name === wanted);
  assert.ok(found, wanted);
  const report = structuredClone(found.report);
  Object.assign(report.verdict, verdict);
  Object.assign(report.dmarc, dmarc);
  return report;
};

/** @param {Report} report */
const said = (report) => {
  const { state, code } = judge(report);
  return `${state} ${code}`;
};

/** @param {'identical' | 'same_organization' | 'none' | 'pending'} aligned @returns {Report['dmarc']['alignments']} */
const alignedAs = (aligned) => [{ aligned, body_tested: true, domain: 'x.example', mode: 'relaxed', organizational_domain: null, signature: 0, walk: null }];

test('a passing signature of the same organization is the author’s, whatever its name', () => {
  const proven = turned('dkim-other-domain', { author: 'proven', signatures: [0] }, { result: 'pass', alignments: alignedAs('same_organization') });
  assert.equal(said(proven), 'pass verified');
  assert.equal(judgeSignature(proven, 0).code, 'verified');
});

test('a passing signature that DMARC does not align is somebody else’s, whatever its name', () => {
  const report = turned('dkim-pass-rsa', { author: 'not_proven', signatures: [] }, { result: 'fail', effective_policy: 'reject', alignments: alignedAs('none') });
  assert.equal(said(report), 'alien other_domain');
  assert.equal(policyOf(report), 'reject');
});

test('while DMARC is asked for, only a signature of the very domain is the last word', () => {
  assert.equal(said(turned('dkim-pass-rsa', { author: 'proven', signatures: [0] }, { result: 'pending' })), 'pass verified');
  assert.equal(said(turned('dkim-other-domain', { author: 'pending', signatures: [] }, { result: 'pending', alignments: alignedAs('pending') })), 'pending undecided');
  // DMARC may be strict.
  const parent = turned('dkim-pass-rsa', { author: 'proven', signatures: [0] }, { result: 'pending' });
  parent.identifiers.author_domain = { a_label: 'news.sender.example', u_label: null };
  assert.equal(said(parent), 'pending undecided');
});

test('unsigned mail is judged by its way, and by nothing beyond it', () => {
  const unsigned = (/** @type {Report['verdict']['author']} */ author, /** @type {Partial<Report['dmarc']>} */ dmarc) => turned('dkim-unsigned', { author }, dmarc);
  assert.equal(said(turned('requirements-declined', { author: 'pending' }, { result: 'pending' })), 'pending undecided');
  assert.equal(said(unsigned('route', { result: 'pass' })), 'warn route');
  assert.equal(said(unsigned('open_route', { result: 'pass' })), 'none unproven');
  assert.equal(said(unsigned('not_checked', { result: 'not_checked' })), 'unknown unsigned_unchecked');
  assert.equal(said(unsigned('no_author', { result: 'none' })), 'none no_author');
  assert.equal(said(unsigned('not_proven', { result: 'fail', effective_policy: 'reject' })), 'fail unproven');
  assert.equal(said(unsigned('not_proven', { result: 'fail', effective_policy: 'quarantine' })), 'fail unproven');
  assert.equal(said(unsigned('not_proven', { result: 'fail', effective_policy: 'none' })), 'none unproven');
  assert.equal(said(unsigned('not_proven', { result: 'none', effective_policy: null })), 'none unproven');
});

test('a way that is known, and was not asked about or not answered for, is not called unknown', () => {
  const report = turned('requirements-declined', {});
  assert.equal(said(report), 'unknown unsigned_unasked');
  for (const { answers } of report.queries) for (const answer of answers) answer.outcome = { kind: 'unreachable', reason: 'timeout' };
  assert.equal(said(report), 'unknown unsigned_unanswered');
  assert.equal(said({ ...report, spf: [] }), 'unknown unsigned_unchecked');
});

test('where nothing can prove the author, no question is said to', () => {
  assert.equal(said(turned('dkim-unsigned', { author: 'pending' }, { result: 'pending' })), 'unknown unsigned_unchecked');
});

test('a part of a header, without From, is not called a mail without an author', () => {
  const alone = turned('paste-signature-alone', { author: 'not_checked' });
  assert.equal(said(alone), 'unknown fragment');
  assert.deepEqual(judge(alone).absent, ['from', 'to', 'subject', 'date', 'message-id']);
  assert.equal(said(turned('message-from-absent', { author: 'not_checked' })), 'unknown fragment');
  assert.equal(said({ ...alone, dkim: [] }), 'unknown fragment');
  // With a body it is a whole mail that has no author.
  assert.equal(said(turned('message-from-missing', { author: 'no_author' })), 'fail failed');
});

test('the policy is told where DMARC fails, and its absence where nothing proves the author', () => {
  const failed = (/** @type {Partial<Report['dmarc']>} */ dmarc) => policyOf(turned('dkim-unsigned', { author: 'not_proven' }, dmarc));
  for (const policy of /** @type {const} */ (['none', 'quarantine', 'reject'])) assert.equal(failed({ result: 'fail', policy, effective_policy: policy }), policy);
  // With t=y, one level less.
  assert.equal(failed({ result: 'fail', policy: 'reject', effective_policy: 'quarantine' }), 'quarantine');
  assert.equal(failed({ result: 'none', effective_policy: null }), 'absent');
  assert.equal(failed({ result: 'temperror', effective_policy: null }), null);
  assert.equal(policyOf(turned('dkim-pass-rsa', { author: 'proven' }, { result: 'none' })), null);
});

test('the way stands behind a signature that was right, and before one that proves nothing', () => {
  assert.equal(said(turned('dkim-pass-rsa', { author: 'proven', signatures: [0], spf: 0 }, { result: 'pass' })), 'pass verified');
  assert.equal(said(turned('dkim-expired', { author: 'route' }, { result: 'pass' })), 'late expired');
  for (const name of ['dkim-other-domain', 'dkim-signature-mismatch', 'dkim-body-hash-mismatch', 'dkim-key-revoked']) {
    const { code, state, key, index } = judge(turned(name, { author: 'route', signatures: [], spf: 0 }, { result: 'pass' }));
    assert.deepEqual([state, code, key, index], ['warn', 'route', null, 0], name);
  }
});

test('a signature made long before the mail was handed over is not called verified', () => {
  const report = turned('dkim-pass-rsa', { author: 'proven', signatures: [0] }, { result: 'pass' });
  report.findings.push({
    code: 'replay.time.long-before', params: { seconds: 900_000 }, severity: 'warning', reference: { rfc: 6376, section: '8.6' }, span: null, subject: { kind: 'message' },
  });
  const { state, code, reasons } = judge(report);
  assert.deepEqual([state, code, reasons.map((finding) => finding.code)], ['warn', 'resent', ['replay.time.long-before']]);
});

test('a header alone of the author’s keeps its state', () => {
  assert.equal(said(turned('message-header-only', { author: 'header_proven', signatures: [0] }, { result: 'would_pass' })), 'unknown body_absent');
});

test('a server that SPF proves is told beside a signature that was right, and nowhere else', () => {
  const expired = turned('dkim-expired', { author: 'route', spf: 0 }, { result: 'pass' });
  assert.equal(hasServer(expired, 'expired'), true);
  assert.equal(hasServer(expired, 'route'), false);
  const header = turned('message-header-only', { author: 'header_proven', signatures: [0], spf: 0 }, { result: 'pass' });
  assert.equal(hasServer(header, 'body_absent'), true);
  // Such a record passes almost everybody.
  header.findings.push({ code: 'spf.record.pass-all', severity: 'warning', reference: null, span: null, subject: { kind: 'message' } });
  assert.equal(hasServer(header, 'body_absent'), false);
  for (const author of /** @type {const} */ (['proven', 'open_route', 'not_proven', 'pending'])) assert.equal(hasServer(turned('dkim-expired', { author, spf: 0 }, {}), 'expired'), false, author);
  assert.equal(hasServer(turned('dkim-expired', { author: 'route', spf: null }, {}), 'expired'), false);
});
