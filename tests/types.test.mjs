// The page's types of the report are those of the core.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { types } from '../tools/types.mjs';

test('www/types/report.d.ts is current; if not: make types', () => {
  assert.equal(readFileSync(new URL('../www/types/report.d.ts', import.meta.url), 'utf8'), types());
});
