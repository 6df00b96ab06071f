// What the sections about the sender draw is what the report says, in both languages.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isOfAnother } from '../www/view/sender/claims.js';
import { givenOf } from '../www/view/sender/envelope.js';
import { changesView } from '../www/view/doors/domain.js';
import { queriesFold } from '../www/view/queries.js';
import { signatureCard } from '../www/view/signature.js';
import { nextSection, proofSection } from '../www/view/sender/index.js';
import { travelTime } from '../www/view/sender/journey.js';
import { fateOf } from '../www/view/sender/policy.js';
import { badAddresses, policyRecord, tagsOf } from '../www/view/sender/record.js';
import { domainSection } from '../www/view/sender/requirements.js';
import { endOf } from '../www/view/sender/steps.js';
import { byClass, byTag, find, openAll } from './view/dom.mjs';
import { cases, drawn, english, headed, reportOf, said, searchedOf, speeches, text } from './view/reports.mjs';

/** @import { SenderSpeech } from '../www/i18n/sender/texts.js' */
/** @import { Report } from '../www/types/report.js' */

test('every report can be drawn, in both languages, with headings that belong to their sections', () => {
  for (const { name, report } of cases)
    for (const speech of speeches) {
      const sections = drawn(report, speech, { setEnvelope: async () => true, setBoundary: () => {} });
      const hasRules = report.requirements.length > 0 || report.report_destinations.length > 0;
      const hasArc = report.arc.result !== 'none' || report.findings.some(({ code }) => code.startsWith('arc.'));
      // Of a domain without a message there is neither a way nor a claim.
      const always = report.source.kind === 'domain' ? 3 : 6;
      assert.equal(
        sections.length,
        always + Number(report.verdict.next_step !== null) + Number(hasRules) + Number(hasArc),
        name,
      );
      const ids = find(sections, (element) => element.getAttribute('id') !== null).map((element) =>
        element.getAttribute('id'),
      );
      assert.equal(new Set(ids).size, ids.length, name);
      for (const section of sections) {
        assert.ok(ids.includes(headed(section)), name);
        assert.doesNotMatch(text(section), /undefined|\[object|NaN|null\b.*null\b/, name);
      }
      const keys = find(sections, (element) => element.getAttribute('data-key') !== null).map((element) =>
        element.getAttribute('data-key'),
      );
      assert.equal(new Set(keys).size, keys.length, name);
    }
});

test('each identifier stands beside the domain in From, with what the report says of it', () => {
  for (const { name, report } of cases.filter((one) => one.report.source.kind !== 'domain'))
    for (const speech of speeches) {
      const words = speech.catalogue.sender.alignment;
      const [section] = drawn(report, speech);
      const [proof] = find([section], byClass('proof'));
      assert.ok(proof);
      const items = find([proof], byTag('li'));
      if (report.identifiers.author_domain)
        assert.ok(text(find([proof], byClass('author'))[0]).includes(report.identifiers.author_domain.a_label), name);
      report.dkim.slice(0, 20).forEach((verification, index) => {
        const item = items[index];
        assert.ok(
          item &&
            text(item).includes(
              report.verdict.each[index]?.has_expired ? words.expired : words.dkim[verification.result],
            ),
          name,
        );
        const alignment = report.dmarc.alignments.find(({ signature }) => signature === index);
        if (!alignment) {
          assert.equal(text(item).includes(words.related), report.verdict.signatures.includes(index), name);
          return;
        }
        assert.ok(
          text(item).includes(words.aligned[alignment.aligned]) &&
            text(item).includes(alignment.mode === null ? '' : words.mode[alignment.mode]),
          name,
        );
        assert.equal(
          item.getAttribute('data-state') === 'pass',
          ['identical', 'same_organization'].includes(alignment.aligned),
          name,
        );
      });
      if (report.spf[0]) assert.ok(text(items.at(-1)).includes(words.spf[report.spf[0].result]), name);
    }
});

test('brackets around Japanese words are Japanese ones', () => {
  const [, japanese] = /** @type {[SenderSpeech, SenderSpeech]} */ (/** @type {unknown} */ (speeches));
  let count = 0;
  for (const { name, report } of cases)
    for (const section of drawn(report, japanese)) {
      if (!['sender-journey', 'sender-spf'].some((id) => headed(section).startsWith(id))) continue;
      count += Number(text(section).includes('（TLS'));
      assert.doesNotMatch(text(section), /[ぁ-んァ-ヶ一-龠] [(]/, name);
    }
  assert.ok(count > 0);
});

test('only the organizational part of a domain is marked', () => {
  const [section] = drawn(reportOf('sender-spf-pass'), english);
  assert.deepEqual(find([section], byClass('organization')).map(text), [
    'shop.example',
    'shop.example',
    'sender-provider.example',
    'shop.example',
  ]);
});

test('the table of forms says what the report says', () => {
  const words = english.catalogue.sender.forms;
  for (const { name, report } of cases) {
    const [table] = find(drawn(report, english), byClass('forms'));
    if (report.verdict.forms.length === 0) {
      assert.equal(table, undefined, name);
      continue;
    }
    const rows = find(find([/** @type {any} */ (table)], byTag('tbody')), byTag('tr'));
    report.verdict.forms.forEach((form, place) => {
      const cells = find(
        [/** @type {any} */ (rows[place])],
        (element) => element.tag === 'td' || element.tag === 'th',
      ).map(text);
      assert.equal(cells[0], words.kind[form.kind], name);
      assert.ok(cells[3]?.endsWith(form.dmarc ? words.passes : words.fails), name);
      assert.ok(cells[6]?.endsWith(words.fate[form.dmarc ? 'pass' : 'reject']), name);
    });
  }
  assert.equal(fateOf(/** @type {any} */ ({ dmarc: true }), 'reject'), 'pass');
});

test('the limits of SPF are drawn as they are written', () => {
  for (const { name, report } of cases)
    for (const speech of speeches) {
      const words = speech.catalogue.sender.spf.budget;
      const budgets = find(drawn(report, speech), byClass('budget'));
      const roots = report.spf.flatMap(({ nodes }) => nodes.slice(0, 1)).filter(({ record }) => record !== null);
      assert.equal(budgets.length, roots.length, name);
      budgets.forEach((budget, place) => {
        const root = roots[place];
        assert.ok(root);
        const lines = find([budget], byTag('li'));
        for (const [at, used, allowed, sentence] of /** @type {const} */ ([
          [0, root.counted_terms, 10, words.terms],
          [1, root.void_look_ups, 2, words.void_look_ups],
        ])) {
          const line = lines[at];
          assert.ok(line && text(line).startsWith(said(sentence(used), speech)), name);
          const boxes = find([line], (element) =>
            ['used', 'over', 'free'].includes(element.getAttribute('data-state') ?? ''),
          );
          assert.equal(
            boxes.filter((box) => box.getAttribute('data-state') !== 'free').length,
            Math.min(used, 2 * allowed),
            name,
          );
        }
      });
    }
});

test('a limit that is passed is drawn and said', () => {
  const report = reportOf('sender-spf-pass');
  Object.assign(report.spf[0]?.nodes[0] ?? {}, { counted_terms: 11 });
  const [line] = find(find(drawn(report, english), byClass('budget')), byTag('li'));
  assert.ok(line);
  assert.match(text(line), /^11 of 10 terms.*over the limit$/);
  assert.equal(find([line], (element) => element.getAttribute('data-state') === 'over').length, 1);
});

test('the tree shows each term with its state', () => {
  const report = reportOf('sender-spf-pass');
  const words = english.catalogue.sender.spf.tree;
  const [tree] = find(drawn(report, english), byClass('tree'));
  const items = find([/** @type {any} */ (tree)], byClass('terms')).map((list) => list.childNodes.length);
  assert.deepEqual(items.toSorted(), report.spf[0]?.nodes.map(({ terms }) => terms.length).toSorted());
  for (const { text: written, state } of report.spf[0]?.nodes.flatMap(({ terms }) => terms) ?? []) {
    assert.ok(
      find([/** @type {any} */ (tree)], byTag('li')).some((item) =>
        text(item).startsWith(`${written} ${words.state[state]}`),
      ),
      written,
    );
  }
});

test('the journey begins with the receiver, and the boundary stands below the step by which the message came in', () => {
  for (const { name, report } of cases)
    for (const speech of speeches) {
      const words = speech.catalogue.sender.journey;
      const { hops, boundary } = report.trace;
      const [list] = find(drawn(report, speech), byClass('journey'));
      if (hops.length === 0) continue;
      const items = list?.childNodes ?? [];
      assert.equal(items.length, hops.length + (boundary ? 1 : 0), name);
      if (!boundary) continue;
      const at = items.findIndex((item) => byClass('boundary')(/** @type {any} */ (item)));
      assert.equal(at, hops.length - boundary.hop, name);
      assert.ok(text(items[at]).includes(words.boundary.basis[boundary.basis]), name);
      items
        .filter((_, place) => place !== at)
        .forEach((item, place) => {
          const hop = hops[hops.length - 1 - place];
          const isReceivers = place < hops.length - boundary.hop;
          assert.equal(/** @type {any} */ (item).getAttribute('data-state'), isReceivers ? 'receiver' : 'sender', name);
          assert.ok(hop && text(item).includes(words.tls[hop.received.tls.used]), name);
          if (hop?.clock_skew && hop.delay !== null)
            assert.ok(text(item).includes(said(words.skew(-hop.delay), speech)), name);
        });
    }
});

test('time is counted from the first to the last date, and not where a clock is wrong', () => {
  assert.equal(travelTime(reportOf('sender-spf-pass').trace.hops), 7);
  assert.equal(travelTime(reportOf('sender-dmarc-fail-reject').trace.hops), null);
  assert.equal(travelTime([]), null);
});

test('every claim has a row for each result, with ours beside it', () => {
  for (const { name, report } of cases) {
    const words = english.catalogue.sender.reported;
    const articles = find(drawn(report, english), byClass('claim'));
    assert.equal(articles.length, Math.min(report.claims.length, 30), name);
    articles.forEach((article, index) => {
      const claim = report.claims[index];
      assert.ok(claim && text(article).includes(words.standing[claim.standing]), name);
      const rows = find(find([article], byTag('tbody')), byTag('tr'));
      for (const comparison of claim.comparisons) {
        const row = text(rows[comparison.result]);
        assert.ok(row.includes(comparison.theirs) && row.includes(comparison.ours ?? words.not_ours), name);
        if (comparison.difference && !isOfAnother(claim, comparison, report))
          assert.ok(row.includes(words.difference[comparison.difference]), name);
      }
    });
  }
});

test('a result about another domain is not said to agree', () => {
  const report = reportOf('sender-dmarc-fail-reject');
  const [own, forged] = report.claims.map((claim) =>
    claim.comparisons.map((comparison) => isOfAnother(claim, comparison, report)),
  );
  assert.deepEqual(
    [own, forged],
    [
      [false, false, false],
      [false, true, false],
    ],
  );
});

test('what was not checked is neither said to fail nor to differ', () => {
  const { alignment, reported } = english.catalogue.sender;
  const sections = drawn(reportOf('sender-declined'), english);
  const said = text(sections[0]);
  const claimed = text(sections.find((section) => headed(section) === 'sender-claims'));
  assert.ok(!said.includes(alignment.fails) && !claimed.includes(reported.differs));
  assert.ok(said.includes(alignment.dkim.not_checked) && claimed.includes(reported.difference.not_checked));
  assert.ok(text(drawn(reportOf('sender-spf-fail'), english)[0]).includes(alignment.fails));
});

/** The record of DMARC that a report proposes. @param {Report} report */
const policyOf = ({ proposals }) => proposals?.find(({ kind }) => kind === 'dmarc' || kind === 'dmarc_later');

test('the record of a step is shown with what it takes the place of, and can be copied', () => {
  const records = {
    'dmarc-absent': 'v=DMARC1; p=none; rua=mailto:dmarc-reports@sender.example',
    'sender-record-broken': 'v=DMARC1; p=reject; rua=mailto:dmarc-reports@town.example; fo=1',
    'domain-dmarc-version-joined': 'v=DMARC1; p=quarantine; rua=mailto:dmarc@sender.example',
    'domain-dmarc-policy-joined': 'v=DMARC1; p=quarantine; rua=mailto:dmarc@sender.example',
    'sender-spf-pass': 'v=DMARC1; p=reject; sp=reject; adkim=r; aspf=r; rua=mailto:dmarc@shop.example',
    'domain-dmarc-full-width-semicolon': 'v=DMARC1; p=quarantine; rua=mailto:reports@sender.example',
    'domain-dmarc-misplaced': 'v=DMARC1; p=reject; rua=mailto:reports@sender.example',
    'domain-dmarc-doubled-name': 'v=DMARC1; p=reject; rua=mailto:reports@sender.example',
  };
  for (const [name, wanted] of Object.entries(records))
    for (const speech of speeches) {
      const report = reportOf(name);
      const made = policyOf(report);
      assert.deepEqual(made?.records, [wanted], name);
      const section = nextSection(report, speech);
      const shown = find([/** @type {any} */ (section)], (one) => one.getAttribute('class') === 'untrusted box').map(
        (one) => one.textContent,
      );
      assert.deepEqual(shown, [...(made?.published ?? []), wanted], name);
      const { next: words } = speech.catalogue.sender;
      assert.ok(!text(section).includes(words.several), name);
      assert.equal(text(section).includes(words.later), made?.kind === 'dmarc_later', name);
      if (made?.placeholder) assert.ok(text(section).includes(said(words.placeholder(made.placeholder), speech)), name);
      if (made?.published_at && made.published_at !== made.name)
        assert.ok(text(section).includes(said(words.faulty_at(made.published_at), speech)), name);
    }
  assert.equal(policyOf(reportOf('sender-dmarc-fail-reject')), undefined);
  assert.deepEqual(tagsOf('v=DMARC1;p = none; ;broken'), [
    { name: 'v', value: 'DMARC1' },
    { name: 'p', value: 'none' },
    { name: '', value: 'broken' },
  ]);
});

test('that one record alone may stand at a name is said where there are several', () => {
  const several = reportOf('dmarc-several');
  assert.deepEqual(policyOf(several)?.records, []);
  for (const speech of speeches) {
    const shown = text(nextSection(several, speech));
    assert.ok(
      shown.includes('v=DMARC1; p=none') &&
        shown.includes('v=DMARC1; p=reject') &&
        shown.includes(speech.catalogue.sender.next.several),
    );
  }
});

test('faults and failing signatures come before the next step of the policy', () => {
  for (const speech of speeches) {
    const { first, step, keep_policy: keepPolicy } = speech.catalogue.sender.next;
    /** @param {Report} report */
    const shown = (report) => text(nextSection(report, speech));
    const faulty = reportOf('dmarc-signed-sha1');
    assert.equal(faulty.verdict.next_step, 'mend_faults');
    assert.ok(shown(faulty).includes(step.mend_faults) && !shown(faulty).includes(first.points));
    faulty.verdict.next_step = 'keep';
    assert.ok(
      shown(faulty).includes(first.points) && shown(faulty).includes(keepPolicy) && !shown(faulty).includes(step.keep),
    );
    // Also where nothing proves the author.
    Object.assign(faulty.dmarc, { result: 'fail' });
    Object.assign(faulty.verdict, { author: 'not_proven' });
    assert.ok(shown(faulty).includes(first.points) && !shown(faulty).includes(step.keep));
    const sound = reportOf('sender-spf-pass');
    assert.ok(!Object.values(first).some((words) => shown(sound).includes(words)));
    const broken = reportOf('sender-changed');
    // By a list.
    assert.ok(shown(broken).includes(step.keep));
    Object.assign(broken, { forwarding: null, spf: [] });
    assert.ok(shown(broken).includes(first.signature) && shown(broken).includes(keepPolicy));
    // The step itself mends the record.
    assert.ok(!shown(reportOf('dmarc-absent')).includes(first.points));
  }
});

test('a policy that is misspelt is guessed, and said to be', () => {
  const report = reportOf('domain-dmarc-policy-guessed');
  for (const speech of speeches) {
    const shown = text(nextSection(report, speech));
    assert.ok(
      shown.includes(said(speech.catalogue.sender.next.guessed('p=quarantine', 'p=quarentine'), speech)) &&
        !shown.includes(speech.catalogue.sender.next.later),
    );
  }
});

test('an address for reports that is none is not explained as one', () => {
  const report = reportOf('domain-dmarc-addresses');
  assert.deepEqual(badAddresses(report, 'rua'), [
    { uri: 'reports@sender.example', fault: 'scheme' },
    { uri: 'mailto://more@sender.example', fault: 'slashes' },
    { uri: 'nobody', fault: 'unreadable' },
  ]);
  assert.deepEqual(badAddresses(report, 'ruf'), [{ uri: '', fault: 'empty' }]);
  assert.deepEqual(badAddresses(report, 'fo'), []);
  for (const speech of speeches) {
    const words = speech.catalogue.sender.dmarc;
    const shown = drawn(report, speech).map(text).join(' ');
    assert.ok(
      shown.includes(said(words.bad_address.scheme('reports@sender.example'), speech)) &&
        !shown.includes(words.tags.ruf('')),
    );
  }
});

test('SPF records that are wrong are shown as they can be published', () => {
  const records = {
    'spf-misspelt': ['v=spf1 ip4:192.0.2.10 -all'],
    'domain-spf-full-width': ['v=spf1 mx a:mx3.rental.example ~all'],
    'domain-spf-no-all': ['v=spf1 include:_spf.rental.example ~all'],
    'domain-spf-multiple': [
      'v=spf1 mx ip4:198.51.100.7 include:_spf.mailer.example -all',
      'v=spf1 mx ip4:198.51.100.7 include:_spf.mailer.example ~all',
    ],
  };
  for (const [name, wanted] of Object.entries(records))
    for (const speech of speeches) {
      const report = reportOf(name);
      const shown = changesView(report, 'nothing', speech, () => {});
      const boxes = find([/** @type {any} */ (shown)], (one) => one.getAttribute('class') === 'untrusted box').map(
        (one) => one.textContent,
      );
      for (const record of wanted) assert.ok(boxes.includes(record), `${name} ${record}`);
      const {
        doors: { domain: words },
      } = speech;
      assert.equal(text(shown).includes(words.spf_ends), wanted.length > 1, name);
      assert.ok(text(shown).includes(name === 'domain-spf-multiple' ? words.spf_merged : words.spf_meant), name);
    }
});

test('what changes no verdict is no sound record either', () => {
  for (const name of [
    'domain-spf-no-all',
    'domain-spf-empty',
    'domain-spf-unknown-modifier',
    'domain-dmarc-tags',
    'domain-dmarc-line-break',
    'domain-dmarc-subdomain-tag',
    'domain-dmarc-public-suffix',
  ]) {
    for (const speech of speeches)
      assert.ok(
        !text(changesView(reportOf(name), 'nothing', speech, () => {})).includes(speech.doors.domain.nothing_published),
        name,
      );
  }
});

test('of a domain without a message all its records are listed, and no result is told', () => {
  for (const { name, report } of cases.filter((one) => one.report.domain))
    for (const speech of speeches) {
      const { domain: words } = speech.requirements;
      const {
        sender: { dmarc },
      } = speech.catalogue;
      const shown = text(domainSection(report, speech));
      const domain = report.domain?.name.a_label ?? '';
      for (const kind of /** @type {const} */ (['spf', 'dmarc'])) {
        const of = kind === 'spf' ? domain : `_dmarc.${report.dmarc.policy_domain ?? domain}`;
        assert.equal(
          Object.values(words[kind]).filter((make) => shown.includes(said(make(of), speech).trim())).length,
          1,
          `${name} ${kind}`,
        );
      }
      const root = report.spf[0]?.nodes[0]?.record;
      if (root && /^[ -~]*$/.test(root)) assert.ok(shown.includes(root), name);
      const policy = policyRecord(report.dmarc);
      // What is no plain character is shown by its number.
      if (policy && /^[ -~]*$/.test(policy.record.text)) assert.ok(shown.includes(policy.record.text), name);
      if (report.dmarc.policy === null) continue;
      const all = drawn(report, speech).map(text).join(' ');
      for (const make of Object.values(dmarc.result)) assert.ok(!all.includes(said(make(domain), speech)), name);
      for (const result of Object.values(dmarc.former_result)) assert.ok(!all.includes(result), name);
    }
  const shared = reportOf('domain-dmarc-subdomains');
  assert.equal(shared.dmarc.former_answer?.share, 50);
  for (const speech of speeches) {
    assert.ok(
      drawn(shared, speech)
        .map(text)
        .join(' ')
        .includes(said(speech.catalogue.sender.dmarc.former_asked('reject', 50), speech)),
    );
    assert.ok(
      text(domainSection(shared, speech)).includes(
        said(speech.requirements.domain.spf.absent('sender.example'), speech),
      ),
    );
    assert.ok(
      text(domainSection(reportOf('domain-spf-multiple'), speech)).includes(
        'v=spf1 include:_spf.mailer.example mx ~all',
      ),
    );
  }
});

test('why the ways cannot be compared is told, with what is known', () => {
  const report = reportOf('dmarc-way-unknown');
  assert.deepEqual(report.verdict.forms, []);
  /** @param {Report} given @param {SenderSpeech} speech */
  const shown = (given, speech) => drawn(given, speech).map(text).join(' ');
  for (const speech of speeches) {
    const words = speech.catalogue.sender.forms;
    assert.ok(shown(report, speech).includes(words.obstacle.client));
    const rows = find(find(find(drawn(report, speech), byClass('fates')), byTag('tbody')), byTag('tr'));
    const fates = rows.map((row) => find([row], byTag('td')).slice(2).map(text));
    for (const [place, expected] of /** @type {const} */ ([
      ['pass', 'pass', 'pass'],
      ['none', 'quarantine', 'reject'],
    ]).entries()) {
      expected.forEach((fate, column) =>
        assert.ok(fates[place]?.[column]?.endsWith(words.fate[fate]), `${place} ${column}`),
      );
    }
    const known = reportOf('dmarc-way-unknown');
    known.envelope.client = { value: '192.0.2.10', basis: { kind: 'given' }, standing: 'receiver' };
    assert.ok(shown(known, speech).includes(words.obstacle.mail_from));
    assert.ok(shown(reportOf('dmarc-absent'), speech).includes(words.obstacle.record));
    assert.ok(shown(reportOf('message-from-two-mailboxes'), speech).includes(words.obstacle.author));
    assert.ok(shown(reportOf('sender-declined'), speech).includes(words.obstacle.unanswered));
  }
});

test('a walk ends for a reason', () => {
  const walk = reportOf('sender-record-broken').dmarc.walk;
  assert.ok(walk);
  assert.equal(endOf(walk), 'root');
  assert.equal(endOf({ steps: walk.steps.slice(0, 3) }), 'open');
  const step = walk.steps.find(({ record }) => record);
  assert.ok(step?.record);
  assert.equal(endOf({ steps: [{ ...step, record: { ...step.record, psd: 'n' } }] }), 'psd');
});

test('of the envelope, only what was changed is given', () => {
  const { envelope } = reportOf('sender-spf-pass');
  const same = {
    client: '8.8.4.20',
    helo: 'out7.sender-provider.example',
    mail_from: 'bounce+4711@bounces.shop.example',
    recipient: 'bob@receiver.example',
  };
  const told = { client: null, helo: null, mail_from: null, recipient: null };
  assert.deepEqual(givenOf(envelope, same), told);
  assert.deepEqual(givenOf(envelope, { ...same, client: ' 9.9.9.9 ', helo: '', mail_from: '' }), {
    ...told,
    client: '9.9.9.9',
    mail_from: '',
  });
  assert.deepEqual(
    givenOf(
      { ...envelope, client: { value: '1.1.1.1', basis: { kind: 'given' }, standing: 'receiver' } },
      { ...same, client: '1.1.1.1' },
    ),
    { ...told, client: '1.1.1.1' },
  );
});

test('a list and the subscriber who forwards are two steps', () => {
  const report = reportOf('route-list-forwarded');
  assert.deepEqual(
    [report.forwarding?.kind, report.forwarding?.forwarder, report.forwarding?.mailbox, report.forwarding?.list],
    ['plain', 'out.forwarder.example', 'bob@forwarder.example', 'lunch.lists.example'],
  );
  for (const speech of speeches) assert.ok(text(proofSection(report, speech)).includes('lunch.lists.example'));
  // The list alone is one.
  assert.deepEqual(
    [reportOf('sender-changed').forwarding?.kind, reportOf('sender-changed').forwarding?.list],
    ['list', null],
  );
});

test('a change that is proven is told so, and is no reason for reject', () => {
  const report = reportOf('sender-changed');
  assert.equal(report.verdict.next_step, 'keep');
  for (const speech of speeches) {
    const { changed, dkim } = speech.catalogue.sender.forwarding;
    const told = (/** @type {Report} */ one) =>
      [changed, dkim.broken].map((words) => text(proofSection(one, speech)).includes(words));
    assert.deepEqual(
      [told(report), told(searchedOf('sender-changed'))],
      [
        [false, true],
        [true, false],
      ],
    );
  }
});

test('each outcome of SPF says which name was checked', () => {
  const report = reportOf('sender-spf-pass');
  assert.deepEqual(
    report.spf.map(({ identity }) => identity),
    ['mailfrom', 'helo'],
  );
  for (const speech of speeches) {
    const section = drawn(report, speech).find((one) => headed(one) === 'sender-spf');
    assert.match(text(find([section], byTag('summary'))[0]), /MAIL FROM spf=pass · HELO spf=/);
  }
});

test('before anything was asked, nothing is said to be awaited', () => {
  for (const speech of speeches)
    assert.doesNotMatch(
      JSON.stringify([speech.catalogue.sender, speech.catalogue.signature, speech.catalogue.seal]),
      /awaited|waiting for|回答待ち|公開鍵待ち/i,
    );
});

test('what is long is folded: records, the keys of signatures, and what is known of several', () => {
  const report = reportOf('sender-spf-pass');
  assert.ok(report.dkim.length > 1);
  for (const speech of speeches) {
    const questions = /** @type {any} */ (queriesFold(report.queries, speech, []));
    openAll([questions]);
    const folded = find([questions], (one) => one.getAttribute('data-key')?.startsWith('query-') ?? false);
    assert.equal(
      folded.length,
      report.queries.filter(({ answers }) => answers.some(({ outcome }) => outcome.kind === 'records')).length,
    );
    const card = /** @type {any} */ (signatureCard(report, 0, speech, [], null));
    const [details] = find([card], (one) => one.getAttribute('data-key') === 'details-0');
    assert.ok(details && text(details).includes(report.dkim[0]?.keys[0]?.record ?? ''));
    report.dkim.length = 1;
    const single = /** @type {any} */ (signatureCard(report, 0, speech, [], null));
    assert.deepEqual(
      find([single], (one) => one.getAttribute('data-key') === 'details-0'),
      [],
    );
    assert.equal(find([single], (one) => one.getAttribute('data-key') === 'key-0-0').length, 1);
    report.dkim = reportOf('sender-spf-pass').dkim;
  }
});

test('of mail that was forwarded, the rule about ARC never says that it was not', () => {
  let count = 0;
  for (const { name, report } of cases)
    for (const speech of speeches) {
      const rule = report.requirements.find(({ rule: one }) => one === 'arc_when_forwarding');
      if (!report.forwarding || rule?.state !== 'not_applicable') continue;
      count += 1;
      const { note, not_meant: notMeant } = speech.requirements;
      const shown = drawn(report, speech).map(text).join('');
      assert.ok(!shown.includes(/** @type {string} */ (note.arc_when_forwarding?.not_applicable)), name);
      assert.ok(shown.includes(/** @type {string} */ (notMeant[report.forwarding.kind])), name);
    }
  assert.ok(count > 0);
});

test('values of a record are data, whatever they are called', () => {
  for (const speech of speeches)
    for (const tag of /** @type {const} */ (['p', 'sp', 'np', 'adkim', 'aspf', 'psd']))
      for (const value of ['constructor', '__proto__', 'toString', 'None']) {
        assert.equal(typeof speech.catalogue.sender.dmarc.tags[tag](value), 'string', `${tag}=${value}`);
      }
});
