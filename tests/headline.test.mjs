// What the headline says of the committed cases.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { loadAll } from '../www/i18n/index.js';
import { statement } from '../www/view/headline.js';
import { plain, rich } from '../www/view/rich.js';
import { reportOf, searchedOf } from './view/reports.mjs';

test('of a header that verifies once it is put right, nothing but the body is said to be open', async () => {
  for (const language of /** @type {const} */ (['en', 'ja'])) {
    const speech = await loadAll(language, true);
    const { code, title, meaning } = statement(searchedOf('diagnosis-header-proven-alone'), speech);
    assert.equal(code, 'partly_altered');
    const failed = statement(reportOf('diagnosis-header-proven-alone'), speech);
    assert.equal(failed.code, 'failed');
    assert.notEqual(plain(rich(meaning, speech)), plain(rich(failed.meaning, speech)));
    assert.ok(plain(rich(title, speech)).length > 0);
  }
});

test('of a signature that has expired it is said whether the mail came in time, and whether there was a body', async () => {
  for (const language of /** @type {const} */ (['en', 'ja'])) {
    const speech = await loadAll(language, false);
    const [unknown, since, before, header] = [
      'dkim-expired',
      'requirements-expired-since',
      'requirements-expired-before',
      'requirements-expired-header-only',
    ].map((wanted) => {
      const { code, title, meaning } = statement(reportOf(wanted), speech);
      assert.equal(code, 'expired', wanted);
      return { title: plain(rich(title, speech)), meaning: plain(rich(meaning, speech)) };
    });
    assert.ok(unknown && since && before && header);
    assert.equal(new Set([unknown.title, since.title, before.title]).size, 3);
    assert.equal(header.title, since.title);
    assert.notEqual(header.meaning, since.meaning);
    // When the mail came, by the minute.
    for (const [{ meaning }, hour] of /** @type {const} */ ([
      [since, 10],
      [before, 11],
      [header, 10],
    ]))
      assert.ok(meaning.includes(`${hour}:00:05`), meaning);
    assert.ok(!unknown.meaning.includes(':00:05'));
  }
});
