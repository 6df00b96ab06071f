// The page's types of the report, and the schema of what is taken along, are those of the core.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { reportSchema, types } from '../tools/types.mjs';

test('www/types/report.d.ts is current; if not: make types', () => {
  assert.equal(readFileSync(new URL('../www/types/report.d.ts', import.meta.url), 'utf8'), types());
});

test('www/report.schema.json is current; if not: make types', () => {
  assert.equal(readFileSync(new URL('../www/report.schema.json', import.meta.url), 'utf8'), reportSchema());
});
