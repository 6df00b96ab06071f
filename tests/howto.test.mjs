// How to get the source of a message: every program can be chosen, and says what to do.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { byTag, find, install } from './view/dom.mjs';
import { en } from '../www/i18n/howto/en.js';
import { ja } from '../www/i18n/howto/ja.js';

install();
const { GROUPS, howtoView } = await import('../www/view/howto.js');

/** @typedef {import('./view/dom.mjs').FakeElement} FakeElement */

for (const [language, texts] of /** @type {const} */ ([
  ['en', en],
  ['ja', ja],
])) {
  test(`${language}: every program stands in the list`, () => {
    assert.deepEqual(Object.keys(texts.programs).sort(), [...new Set(Object.values(GROUPS).flat())].sort());
  });

  test(`${language}: the steps are those of the program that is chosen, and it is remembered`, () => {
    for (const [program, { steps }] of Object.entries(texts.programs)) {
      const shown = /** @type {FakeElement[]} */ (/** @type {unknown} */ (howtoView(texts)));
      const [select] = find(shown, byTag('select'));
      assert.ok(select);
      select.value = program;
      select.listeners.get('change')?.({ target: select });
      for (const nodes of [shown, /** @type {FakeElement[]} */ (/** @type {unknown} */ (howtoView(texts)))]) {
        assert.deepEqual(
          find(nodes, byTag('li')).map(({ textContent }) => textContent),
          [...steps],
          program,
        );
      }
    }
  });
}
