// What is said of several changes to one message.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { loadAll } from '../www/i18n/index.js';
import { toldBeside } from '../www/view/cause.js';
import { explanation, summary } from '../www/view/explanation.js';
import { install } from './view/dom.mjs';

/** @import { Cause, Diagnosis, Report } from '../www/types/report.js' */

install();

/** @param {string} file */
const read = (file) =>
  JSON.parse(readFileSync(new URL(`cases/diagnosis-body-banner-prepended/${file}`, import.meta.url), 'utf8'));
/** @type {Report} */
const report = { ...read('report.json'), verdict: read('verdict.json') };
/** @type {Diagnosis[]} */
const [diagnosis] = read('diagnosis.json');

const octets = new TextEncoder().encode('CAUTION');
const piece = { before: octets, now: octets, after: octets };

for (const language of /** @type {const} */ (['en', 'ja'])) {
  test(`a change below another one is not called signed (${language})`, async () => {
    const speech = /** @type {import('../www/view/explanation.js').FullSpeech} */ (await loadAll(language, true));
    const { step, signed, added, proof } = speech.catalogue.explanation;
    assert.ok(diagnosis);
    const banner = /** @type {Cause} */ (diagnosis.causes[0]);
    const [restored] = banner.restored;
    assert.ok(restored);
    /** @param {readonly Cause[]} causes @returns {string} */
    const said = (causes) =>
      /** @type {any} */ (
        explanation(
          { diagnosis: { ...diagnosis, causes: [...causes] }, pieces: causes.map(() => [piece]) },
          report,
          speech,
          { isMain: true },
        )
      ).textContent;
    assert.ok(
      said([banner]).includes(added) && said([banner]).includes(proof.whole) && !said([banner]).includes(step.ins),
    );
    /** @type {Cause} */
    const below = { ...banner, restored: [{ ...restored, text: 'Q0FVVElPTg==', octets: 12 }] };
    const both = said([banner, below]);
    assert.ok(both.includes(step.ins) && both.includes(step.del) && both.includes(proof.all_whole));
    assert.ok(!both.includes(added) && !both.includes(signed) && !both.includes(proof.whole));
    const apart = {
      ...below,
      restored: [
        {
          ...restored,
          octets: 12,
          text: 'Q0FVVElPTg==',
          span: { start: restored.span.end, end: restored.span.end + 7 },
        },
      ],
    };
    assert.ok(said([banner, apart]).includes(signed) && !said([banner, apart]).includes(step.del));
  });
}

/** @param {string} name @param {string} file */
const readCase = (name, file) =>
  JSON.parse(readFileSync(new URL(`cases/diagnosis-${name}/${file}`, import.meta.url), 'utf8'));

for (const language of /** @type {const} */ (['en', 'ja'])) {
  test(`advice looks at the case, and a header that is proven leaves no doubt of its signer (${language})`, async () => {
    const speech = /** @type {import('../www/view/explanation.js').FullSpeech} */ (await loadAll(language, true));
    const { advice, kinds, meaning } = speech.catalogue.explanation;
    /** @param {string} name @returns {string} */
    const said = (name) => {
      const [one] = /** @type {Diagnosis[]} */ (readCase(name, 'diagnosis.json'));
      assert.ok(one);
      return /** @type {any} */ (
        explanation({ diagnosis: one, pieces: one.causes.map(() => []) }, readCase(name, 'report.json'), speech, {
          isMain: true,
        })
      ).textContent;
    };
    // Signed with c=simple/simple, and with c=relaxed/simple.
    assert.ok(
      said('header-whitespace').includes(advice.relaxed) && !said('header-empty-group').includes(advice.relaxed),
    );
    assert.ok(
      said('header-list-fields').includes(advice.allow_list_fields) &&
        said('header-long-line').includes(advice.fold_header),
    );
    const marked = said('header-subject-marked');
    assert.ok(
      marked.includes(kinds.filter.who) &&
        !marked.includes(kinds.subject.who) &&
        !marked.includes(advice.list_leaves_subject),
    );
    assert.ok(said('header-subject-prefix').includes(advice.list_leaves_subject));
    assert.ok(
      said('header-proven-alone').includes(meaning.header) && !said('header-proven-alone').includes(meaning.open),
    );
    assert.ok(
      said('header-field-gone').includes(meaning.open) && !said('header-field-gone').includes(advice.sign_last),
    );
  });
}

test('the same changes are told in full beside one signature', async () => {
  const [first] = /** @type {Diagnosis[]} */ (read('diagnosis.json'));
  assert.ok(first && first.causes.length > 0);
  const alike = { ...structuredClone(first), signature: 1 };
  const other = {
    ...structuredClone(first),
    signature: 2,
    causes: first.causes.map((cause) => ({ ...cause, proof: /** @type {const} */ ('likely') })),
  };
  const all = [{ ...first, signature: 0 }, alike, other];
  assert.deepEqual(
    [0, 1, 2].map((index) => toldBeside(all, index, 1)),
    [1, 1, 2],
  );
  assert.deepEqual(
    [0, 1, 2].map((index) => toldBeside(all, index, null)),
    [0, 0, 2],
  );
  assert.deepEqual(
    [0, 1].map((index) =>
      toldBeside(
        [
          { ...alike, signature: 0, causes: [] },
          { ...alike, causes: [] },
        ],
        index,
        null,
      ),
    ),
    [0, 1],
  );
  for (const language of /** @type {const} */ (['en', 'ja'])) {
    const speech = /** @type {import('../www/view/explanation.js').FullSpeech} */ (await loadAll(language, true));
    const shown = [0, null].map(
      (beside) => summary({ diagnosis: alike, pieces: [] }, speech, beside)?.textContent ?? '',
    );
    assert.ok(
      shown[0] &&
        !shown[0].includes(speech.catalogue.explanation.elsewhere) &&
        shown[1]?.includes(speech.catalogue.explanation.elsewhere),
    );
  }
});
