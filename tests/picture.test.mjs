// What the pictures of the sections about the sender draw is what the report says, in both languages.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { doors as enDoors } from '../www/i18n/doors/en.js';
import { doors as jaDoors } from '../www/i18n/doors/ja.js';
import { loadAll } from '../www/i18n/index.js';
import { problems as enPolicy } from '../www/i18n/policy/en.js';
import { problems as jaPolicy } from '../www/i18n/policy/ja.js';
import { requirements as enRules } from '../www/i18n/requirements/en.js';
import { requirements as jaRules } from '../www/i18n/requirements/ja.js';
import { en } from '../www/i18n/sender/en.js';
import { ja } from '../www/i18n/sender/ja.js';
import { alignmentPicture, proofsOf, SHOWN as PROOFS } from '../www/view/picture/alignment.js';
import { chainPicture, SHOWN as SETS } from '../www/view/picture/chain.js';
import { journeyPicture } from '../www/view/picture/journey.js';
import { ladderPicture } from '../www/view/picture/tree-walk.js';
import { cut } from '../www/view/picture/parts.js';
import { CONDENSED, SHOWN as RECORDS, treePicture } from '../www/view/picture/tree.js';
import { SHOWN as STEPS, wayOf } from '../www/view/picture/way.js';
import { plain, rich } from '../www/view/rich.js';
import { byClass, byTag, find, install } from './view/dom.mjs';

/** @import { SenderSpeech } from '../www/i18n/sender/texts.js' */
/** @import { Text } from '../www/i18n/text.js' */
/** @import { Report } from '../www/types/report.js' */

install();

const folder = new URL('cases/', import.meta.url);
/** @type {{ name: string, report: Report }[]} */
const cases = readdirSync(folder)
  .filter((name) => existsSync(new URL(`${name}/report.json`, folder)))
  .map((name) => ({ name, report: JSON.parse(readFileSync(new URL(`${name}/report.json`, folder), 'utf8')) }));

/** @type {SenderSpeech[]} */
const speeches = await Promise.all(
  /** @type {const} */ ([
    ['en', en, enDoors, enPolicy, enRules],
    ['ja', ja, jaDoors, jaPolicy, jaRules],
  ]).map(async ([language, sender, doors, problems, requirements]) => {
    const speech = await loadAll(language, false);
    return { ...speech, doors, requirements, catalogue: { ...speech.catalogue, sender, problems } };
  }),
);
const [english] = /** @type {[SenderSpeech]} */ (/** @type {unknown} */ (speeches));

/** @param {string} wanted */
const reportOf = (wanted) =>
  structuredClone(/** @type {{ report: Report }} */ (cases.find(({ name }) => name === wanted)).report);

/** With the verdict that a search for causes leads to. @param {string} wanted @returns {Report} */
const searchedOf = (wanted) => ({
  ...reportOf(wanted),
  verdict: JSON.parse(readFileSync(new URL(`${wanted}/verdict.json`, folder), 'utf8')),
});

/** @param {any} node @returns {string} */
const text = (node) => node.textContent;

/** @param {Text} sentence @param {SenderSpeech} speech */
const said = (sentence, speech) => plain(rich(sentence, speech));

/** A picture's two forms. @param {any} picture @returns {any[]} */
const forms = (picture) => {
  const drawings = find([picture], byClass('drawing'));
  assert.equal(drawings.length, 2);
  return drawings;
};

/** The sentence that a picture's forms are described by. @param {any} picture */
const sentenceOf = (picture) => {
  const [caption] = find([picture], byTag('figcaption'));
  assert.ok(caption);
  for (const form of forms(picture)) {
    assert.equal(form.getAttribute('role'), 'img');
    assert.equal(form.getAttribute('aria-describedby'), caption.getAttribute('id'));
    assert.deepEqual(
      form.childNodes.map((/** @type {any} */ child) => child.getAttribute('aria-hidden')),
      ['true'],
    );
  }
  return text(caption);
};

/** Whether a drawing holds a name, in one line or broken into several. @param {any} form @param {string} name */
const holds = (form, name) =>
  find([form], byClass('name'))
    .map(text)
    .join('')
    .includes(
      cut(name, 200)
        .map((one) => one.text)
        .join(''),
    );

/**
 * Does it for each picture that there is.
 * @param {(report: Report, speech: SenderSpeech) => any} draw
 * @param {(picture: any, report: Report, speech: SenderSpeech, name: string) => void} check
 */
const each = (draw, check) => {
  let count = 0;
  for (const { name, report } of cases)
    for (const speech of speeches) {
      const picture = draw(report, speech);
      if (!picture) continue;
      count += 1;
      assert.doesNotMatch(text(picture), /undefined|NaN|\[object/, name);
      check(picture, report, speech, name);
    }
  assert.ok(count > 0);
};

const PROVING = ['identical', 'same_organization'];
const UNSETTLED = ['pass', 'pending', 'neutral', 'temperror', 'not_checked'];

/**
 * The signatures, and the envelope (`null`), that the verdict rests on.
 * @param {Report} report
 * @returns {(number | null)[]}
 */
const provenBy = ({ verdict: { author, signatures, spf } }) => [
  ...(author === 'header_proven' ? [] : signatures),
  ...(spf === null || author === 'open_route' ? [] : [null]),
];

/**
 * Whether nothing is settled about a signature, or about the envelope (`null`).
 * @param {Report} report
 * @param {number | null} index
 */
const isOpen = (report, index) => {
  if (provenBy(report).includes(index) || (index === null && report.verdict.author === 'open_route')) return false;
  const alignment = report.dmarc.alignments.find(({ signature }) => signature === index);
  if (!alignment) return UNSETTLED.includes((index === null ? report.spf[0] : report.dkim[index])?.result ?? '');
  return PROVING.includes(alignment.aligned) ? !alignment.body_tested : alignment.aligned !== 'none';
};

test('a whole line leads to each domain that proves the one in From, and to no other', () => {
  each(alignmentPicture, (picture, report, speech, name) => {
    const words = speech.catalogue.sender.picture.alignment;
    const hasEnvelope = report.spf[0]?.nodes[0] !== undefined;
    const total = report.dkim.length + Number(hasEnvelope);
    const isUnclear = report.verdict.is_author_unclear;
    const proven = isUnclear ? 0 : provenBy(report).length;
    // The envelope is drawn always.
    const room = PROOFS - Number(!provenBy(report).includes(null));
    const sentence = sentenceOf(picture);
    const author = report.identifiers.author_domain;
    const open = [...report.dkim.keys(), ...(hasEnvelope ? [null] : [])].filter((index) =>
      isOpen(report, index),
    ).length;
    if (name === 'message-from-absent') assert.equal(sentence, speech.catalogue.sender.alignment.absent);
    else if (author && proven === 0 && proofsOf(report, speech).some(({ state }) => state === 'body_untested'))
      assert.equal(sentence, said(words.header(author), speech), name);
    else if (author && isUnclear) assert.equal(sentence, words.unclear, name);
    else if (name !== 'paste-signature-alone')
      assert.equal(
        sentence,
        said(author ? words.says(author, proven, total, open) : words.says_nobody(total), speech),
        name,
      );
    for (const form of forms(picture)) {
      const boxes = find([form], byClass('proof-box'));
      assert.equal(boxes.length, Math.min(Math.max(report.dkim.length, 1) + 1, PROOFS), name);
      assert.equal(
        boxes.filter((box) => box.getAttribute('data-state') === 'pass').length,
        Math.min(proven, room),
        name,
      );
      assert.equal(find([form], byClass('whole')).length > 0, proven > 0, name);
      boxes
        .slice(0, -1)
        .forEach((box, index) =>
          assert.ok(
            report.dkim.length === 0 ||
              report.dkim.length > PROOFS ||
              text(box).includes(said(words.signature(index + 1), speech)),
            name,
          ),
        );
    }
  });
});

test('of a signature that does not pass it is said what is known', () => {
  for (const speech of speeches) {
    const state = (/** @type {Report} */ report) => proofsOf(report, speech)[0]?.state;
    assert.equal(state(reportOf('dkim-body-hash-mismatch')), 'body_changed');
    assert.equal(state(reportOf('requirements-expired-header-only')), 'expired');
    assert.equal(state(reportOf('dkim-signature-mismatch')), 'failed');
    assert.equal(state(searchedOf('sender-changed')), 'before');
    // It passes, but for whom is still open.
    const pending = structuredClone(reportOf('route-proven'));
    for (const one of pending.dmarc.alignments) one.aligned = 'pending';
    assert.equal(proofsOf(pending, speech).at(-1)?.state, 'uncompared');
  }
});

test('every step of the journey is drawn, with its lock, up to the cap', () => {
  each(journeyPicture, (picture, report, speech, name) => {
    const words = speech.catalogue.sender.picture.journey;
    const { hops, boundary, count } = report.trace;
    const uses = (/** @type {string} */ use) => hops.filter(({ received }) => received.tls.used === use).length;
    const sentence = sentenceOf(picture);
    assert.ok(sentence.startsWith(said(words.says(count, uses('yes'), uses('no'), uses('unknown')), speech)), name);
    if (boundary)
      assert.ok(
        sentence.endsWith(
          said(
            words.says_boundary(boundary.hop + 1, hops[boundary.hop]?.received.by?.name.text ?? words.unnamed),
            speech,
          ),
        ),
        name,
      );
    for (const form of forms(picture)) {
      assert.equal(
        find([form], byClass('lock')).length + find([form], byClass('hop-dot')).length,
        Math.min(hops.length, STEPS),
        name,
      );
      assert.equal(find([form], byClass('border')).length, Number(boundary !== null), name);
      for (const { received } of hops)
        if (received.by && received.by.name.text.length < 24)
          assert.ok(holds(form, received.by.name.text), `${name} ${received.by.name.text}`);
      for (const { clock_skew: isSkewed, delay } of hops)
        if (isSkewed && delay !== null) assert.ok(text(form).includes(said(words.skew(-delay), speech)), name);
    }
  });
});

test('steps within a network are one leg, and the longest leg took longest', () => {
  const report = reportOf('sender-spf-pass');
  const [first, second, third] = report.trace.hops;
  assert.ok(first && second && third);
  report.trace.hops = [
    first,
    second,
    ...[1, 2, 4].map((delay) => ({ ...third, delay, internal: /** @type {const} */ ('local') })),
    { ...third, delay: 5000, internal: null },
  ];
  report.trace.count = 6;
  const way = wayOf(report);
  assert.deepEqual(
    way.legs.map(({ hops, delay }) => [hops.length, delay]),
    [
      [1, null],
      [1, second.delay],
      [3, 7],
      [1, 5000],
    ],
  );
  assert.equal(way.scale, 'log');
  assert.deepEqual(way.legs.map(({ share }) => share).toSorted((a, b) => b - a)[0], way.legs[3]?.share);
  const [wide] = forms(journeyPicture(report, english));
  assert.equal(find([wide], byClass('hop-dot')).length, 3);
  assert.ok(text(wide).includes(said(english.catalogue.sender.picture.journey.internal(3), english)));
});

test('the tree holds every record with what it costs, and the way to what decides', () => {
  for (const index of [0, 1])
    each(
      (report, speech) => (report.spf[index] ? treePicture(report.spf[index], index, speech) : null),
      (picture, report, speech, name) => {
        const words = speech.catalogue.sender.picture.spf;
        const { nodes } = /** @type {Report['spf'][number]} */ (report.spf[index]);
        const [root] = nodes;
        assert.ok(root, name);
        const sentence = sentenceOf(picture);
        assert.ok(
          sentence.startsWith(said(words.says(nodes.length, root.counted_terms, root.void_look_ups), speech)),
          name,
        );
        for (const form of forms(picture)) {
          const boxes = find([form], byClass('record-box'));
          assert.equal(boxes.length, nodes.length > RECORDS ? CONDENSED : nodes.length, name);
          if (nodes.length > RECORDS)
            assert.ok(text(form).includes(said(words.hidden(nodes.length - CONDENSED), speech)), name);
          else
            assert.equal(
              find([form], byClass('cost')).reduce((sum, cost) => sum + Number(text(cost)), 0),
              root.counted_terms,
              name,
            );
          const way = boxes.filter(byClass('deciding')).map(text);
          const term = root.decided_by === null ? undefined : root.terms[root.decided_by];
          const next = term?.node === null || term?.node === undefined ? undefined : nodes[term.node];
          if (next) assert.ok(way[1]?.includes(`${term?.kind} · ${next.result}`), name);
          if (term && !next)
            assert.ok(
              sentence.includes(term.text) &&
                text(form).includes(
                  cut(term.text, 22)
                    .map((one) => one.text)
                    .join('')
                    .slice(-8),
                ),
              name,
            );
        }
      },
    );
});

test('the ladder has a rung for each name, and tells which are for what', () => {
  each(ladderPicture, (picture, report, speech, name) => {
    const words = speech.catalogue.sender.picture.walk;
    const { walk, author_domain: author, policy_domain: policy, organizational_domain: organization } = report.dmarc;
    assert.ok(walk && author);
    const found = walk.steps.filter(({ state }) => state === 'record').length;
    const sentence = sentenceOf(picture);
    assert.ok(sentence.startsWith(said(words.says(author, walk.steps.length, found), speech)), name);
    assert.equal(policy !== null, policy !== null && sentence.includes(said(words.says_policy(policy), speech)), name);
    assert.equal(
      organization !== null,
      organization !== null && sentence.includes(said(words.says_organization(organization), speech)),
      name,
    );
    for (const form of forms(picture)) {
      const rungs = find([form], byClass('rung'));
      assert.equal(rungs.length, walk.steps.length, name);
      rungs.reverse().forEach((rung, place) => {
        const step = walk.steps[place];
        assert.ok(step && text(rung).includes(words.state[step.state]), name);
        const roles = find([rung], byClass('role-of')).flatMap((role) => text(role).split(' · '));
        assert.deepEqual(
          roles,
          [
            ...(step.domain === policy ? [words.policy] : []),
            ...(step.domain === organization ? [words.organization] : []),
          ],
          name,
        );
      });
    }
  });
});

test('the chain has a link for each set, and is broken where the report says', () => {
  each(chainPicture, (picture, { arc }, speech, name) => {
    const words = speech.catalogue.sender.picture.arc;
    const sentence = sentenceOf(picture);
    const { subject } = arc.cause ?? { subject: null };
    const named = subject?.kind === 'arc_set' ? subject.instance : null;
    const isMissing = named !== null && !arc.sets.some(({ instance }) => instance === named);
    for (const form of forms(picture)) {
      const links = find([form], byClass('link-of'));
      assert.equal(links.length, Math.min(arc.sets.length + Number(isMissing), SETS), name);
      assert.equal(
        links.some((link) => link.getAttribute('data-state') === 'fail') || text(form).includes(words.broken),
        arc.result === 'fail',
        name,
      );
    }
    if (named !== null) assert.ok(sentence.includes(said(words.says_broken(named), speech)), name);
    if (arc.result === 'pass' && arc.oldest_pass)
      assert.ok(sentence.includes(said(words.says_unchanged(arc.oldest_pass), speech)), name);
  });
});

test('names are escaped, and lose the middle of their left part', () => {
  const shown = (/** @type {string} */ name, /** @type {number} */ cells) =>
    cut(name, cells)
      .map((one) => one.text)
      .join('');
  assert.equal(shown('a\u202eb.example', 30), 'a⟨U+202E⟩b.example');
  assert.equal(shown('mail.example', 12), 'mail.example');
  assert.match(shown(`mail.${'x'.repeat(10_000)}.shop.example`, 30), /^mail\.x+⟨…⟩x+\.shop\.example$/);
  for (const name of [
    '\ud800'.repeat(50),
    '例'.repeat(50),
    `${'\u0000'.repeat(40)}.example`,
    'x'.repeat(10_000),
    '😀'.repeat(40),
  ]) {
    for (const cells of [10, 22, 60]) {
      assert.ok(cut(name, cells).reduce((sum, one) => sum + one.cells, 0) <= cells, name.slice(0, 4));
      assert.doesNotMatch(
        shown(name, cells),
        /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\u0000/,
      );
    }
  }
  assert.deepEqual(
    cut('ab.c.test', 20, 'c.test')
      .filter((one) => one.within)
      .map((one) => one.text)
      .join(''),
    'c.test',
  );
  assert.ok(cut('notc.test', 20, 'c.test').every((one) => !one.within));
});

test('the domain in From is drawn whole, in as many lines as it takes, and nothing lies on it', () => {
  const domain = `${'a'.repeat(63)}.${'b-c'.repeat(20)}.${'d'.repeat(63)}.bank.${'e'.repeat(40)}.evil.example`;
  assert.ok(domain.length > 230 && domain.length <= 253);
  const report = reportOf('sender-spf-pass');
  report.identifiers.author_domain = { a_label: domain, u_label: null };
  report.dmarc.author_domain = domain;
  report.dmarc.organizational_domain = 'evil.example';
  const [signature] = report.dkim;
  assert.ok(signature?.signature.domain && report.dmarc.walk?.steps[0]);
  signature.signature.domain.a_label = domain;
  report.dmarc.walk.steps[0].domain = domain;
  for (const speech of speeches)
    for (const picture of [alignmentPicture(report, speech), ladderPicture(report, speech)])
      for (const form of forms(/** @type {any} */ (picture))) {
        const lines = find([form], byClass('name')).map(text);
        assert.ok(lines.join('').includes(domain) && !lines.some((line) => line.includes('⟨…⟩')), lines.join(' '));
        // Boxes and rungs do not lie over each other, nor outside of the picture.
        const boxes = find([form], byClass('box')).map((box) =>
          ['x', 'y', 'height'].map((name) => box.getAttribute(name)),
        );
        for (const [x, y, height] of boxes) {
          assert.ok(
            Number(y) >= 0 && Number(y) + Number(height) <= Number(form.getAttribute('height')),
            `${y} ${height}`,
          );
          for (const [otherX, otherY, otherHeight] of boxes)
            if (x === otherX && y !== otherY)
              assert.ok(
                Number(y) + Number(height) <= Number(otherY) || Number(otherY) + Number(otherHeight) <= Number(y),
              );
        }
      }
});

test('a hostile report is drawn within bounds', () => {
  const report = reportOf('sender-spf-pass');
  const name = `${'a'.repeat(5000)}\u202e.${'b'.repeat(5000)}.shop.example`;
  const [hop] = report.trace.hops;
  const [signature] = report.dkim;
  const [check] = report.spf;
  const [set] = reportOf('arc-pass-two-sets').arc.sets;
  assert.ok(
    hop?.received.by &&
      report.trace.boundary &&
      signature?.signature.domain &&
      check?.nodes[0] &&
      set?.seal?.signature.domain,
  );
  hop.internal = null;
  hop.received.by.name.text = name;
  signature.signature.domain.a_label = name;
  set.seal.signature.domain.a_label = name;
  const [root] = check.nodes;
  report.trace = {
    ...report.trace,
    count: 900,
    hops: Array.from({ length: 200 }, () => hop),
    boundary: { ...report.trace.boundary, hop: 20 },
  };
  report.dkim = Array.from({ length: 100 }, () => signature);
  check.nodes = Array.from({ length: 300 }, (_, place) => ({
    ...root,
    domain: name,
    parent: place === 0 ? null : { node: place - 1, term: 0 },
  }));
  report.arc = {
    ...reportOf('arc-pass-two-sets').arc,
    sets: Array.from({ length: 50 }, (_, place) => ({ ...set, instance: place + 1 })),
  };
  for (const speech of speeches) {
    /** @type {any[]} */
    const pictures = [
      alignmentPicture(report, speech),
      journeyPicture(report, speech),
      treePicture(check, 0, speech),
      chainPicture(report, speech),
    ];
    const [proofs, way, records, chain] = pictures.map((picture) => forms(picture)[0]);
    assert.equal(find([proofs], byClass('proof-box')).length, PROOFS);
    assert.ok(text(proofs).includes(said(speech.catalogue.sender.more(101 - PROOFS), speech)));
    assert.equal(find([way], byClass('lock')).length, STEPS);
    assert.ok(text(way).includes(said(speech.catalogue.sender.picture.journey.earlier(900 - STEPS), speech)));
    assert.equal(find([way], byClass('border')).length, 1);
    assert.equal(find([records], byClass('record-box')).length, CONDENSED);
    assert.equal(find([chain], byClass('link-of')).length, SETS);
    for (const form of [proofs, way, records, chain]) {
      assert.ok(find([form], () => true).length < 1500);
      for (const line of find([form], byClass('name')))
        assert.ok(text(line).length <= 80 && !text(line).includes('\u202e'));
      assert.ok(text(form).includes('.shop.example'));
    }
  }
});

test('the checks that could prove the author are counted in whole sentences', () => {
  const author = { a_label: 'a.example', u_label: null };
  for (const speech of speeches) {
    const { says } = speech.catalogue.sender.picture.alignment;
    const all = [
      [0, 0, 0],
      [0, 1, 0],
      [0, 1, 1],
      [0, 2, 0],
      [0, 2, 1],
      [0, 2, 2],
      [1, 2, 0],
      [1, 2, 1],
    ].map(([proven = 0, total = 0, open = 0]) => said(says(author, proven, total, open), speech));
    assert.equal(new Set(all).size, all.length);
    for (const sentence of all) assert.match(sentence, /a[.]example.*[.。]$/);
  }
  const { says } = english.catalogue.sender.picture.alignment;
  assert.equal(
    said(says(author, 0, 1, 1), english),
    'Nothing proves a.example, the domain in From, so far: the one check has no result.',
  );
  assert.equal(
    said(says(author, 1, 2, 1), english),
    '1 of 2 checks proves a.example, the domain in From; 1 has no result.',
  );
});

test('what is read out before another sentence is one itself', () => {
  for (const {
    catalogue: { which },
    ...speech
  } of speeches) {
    for (const one of [
      which.mended('a'),
      which.outer('a'),
      which.around('a'),
      which.message('a'),
      which.bounce('a'),
      which.outlook_msg('a'),
      which.mbox(1, 2, 'a'),
    ]) {
      assert.match(plain(rich(one, /** @type {any} */ (speech))), /[.。]$/);
    }
  }
});
