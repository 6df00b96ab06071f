// What the headline says of the committed cases.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { judge } from '../www/view/judgement.js';

const folder = new URL('cases/', import.meta.url);
/** @type {{ name: string, report: import('../www/types/report.js').Report }[]} */
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

test('expired, and not broken, is said only of a signature that is right but for its time', () => {
  const late = cases.filter(({ report }) => judge(report).code === 'expired');
  assert.ok(late.some(({ name }) => name === 'dkim-expired'));
  for (const { name, report } of late) {
    assert.equal(judge(report).state, 'late', name);
    assert.deepEqual(report.dkim[0]?.checks, { body_hash: 'pass', signature: 'pass', key_permits: 'pass', time: 'fail' }, name);
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

test('a key that cannot have made the signature is named as the cause', () => {
  assert.deepEqual([judged('dkim-key-does-not-open').state, judged('dkim-key-does-not-open').code], ['fail', 'misfit']);
  assert.equal(judged('dkim-key-does-not-open').isPasted, false);
});

test('a signature of another domain looks unlike one that was changed on the way', () => {
  assert.equal(judged('dkim-other-domain').state, 'alien');
});
