// What the sections about the sender draw is what the report says, in both languages.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { hasExpired } from '../www/view/judgement.js';
import { isOfAnother } from '../www/view/sender/claims.js';
import { givenOf } from '../www/view/sender/envelope.js';
import { changesView } from '../www/view/doors/domain.js';
import { queriesFold } from '../www/view/queries.js';
import { signatureCard } from '../www/view/signature.js';
import { nextSection, proofSection } from '../www/view/sender/index.js';
import { travelTime } from '../www/view/sender/journey.js';
import { fateOf, recordToPublish } from '../www/view/sender/policy.js';
import { badAddresses, guessesOf, mended, policyRecord, spfMeant, tagsOf } from '../www/view/sender/record.js';
import { mergedOf, spfMerged } from '../www/view/sender/merged.js';
import { domainSection } from '../www/view/sender/requirements.js';
import { tagsMeant } from '../www/view/sender/meant.js';
import { endOf } from '../www/view/sender/steps.js';
import { byClass, byTag, find, openAll } from './view/dom.mjs';
import { cases, drawn, english, folder, headed, reportOf, said, speeches, text } from './view/reports.mjs';

/** @import { SenderSpeech } from '../www/i18n/sender/texts.js' */
/** @import { Diagnosis, Report } from '../www/types/report.js' */

test('every report can be drawn, in both languages, with headings that belong to their sections', () => {
  for (const { name, report } of cases) for (const speech of speeches) {
    const sections = drawn(report, speech, { setEnvelope: async () => true, setBoundary: () => {} });
    const hasRules = report.requirements.length > 0 || report.report_destinations.length > 0;
    const hasArc = report.arc.result !== 'none' || report.findings.some(({ code }) => code.startsWith('arc.'));
    // Of a domain without a message there is neither a way nor a claim.
    const always = report.source.kind === 'domain' ? 3 : 6;
    assert.equal(sections.length, always + Number(report.verdict.next_step !== null) + Number(hasRules) + Number(hasArc), name);
    const ids = find(sections, (element) => element.getAttribute('id') !== null).map((element) => element.getAttribute('id'));
    assert.equal(new Set(ids).size, ids.length, name);
    for (const section of sections) {
      assert.ok(ids.includes(headed(section)), name);
      assert.doesNotMatch(text(section), /undefined|\[object|NaN|null\b.*null\b/, name);
    }
    const keys = find(sections, (element) => element.getAttribute('data-key') !== null).map((element) => element.getAttribute('data-key'));
    assert.equal(new Set(keys).size, keys.length, name);
  }
});

test('each identifier stands beside the domain in From, with what the report says of it', () => {
  for (const { name, report } of cases.filter((one) => one.report.source.kind !== 'domain')) for (const speech of speeches) {
    const words = speech.catalogue.sender.alignment;
    const [section] = drawn(report, speech);
    const [proof] = find([section], byClass('proof'));
    assert.ok(proof);
    const items = find([proof], byTag('li'));
    if (report.identifiers.author_domain) assert.ok(text(find([proof], byClass('author'))[0]).includes(report.identifiers.author_domain.a_label), name);
    report.dkim.slice(0, 20).forEach((verification, index) => {
      const item = items[index];
      assert.ok(item && text(item).includes(hasExpired(verification) ? words.expired : words.dkim[verification.result]), name);
      const alignment = report.dmarc.alignments.find(({ signature }) => signature === index);
      if (!alignment) {
        assert.equal(text(item).includes(words.related), report.verdict.signatures.includes(index), name);
        return;
      }
      assert.ok(text(item).includes(words.aligned[alignment.aligned]) && text(item).includes(alignment.mode === null ? '' : words.mode[alignment.mode]), name);
      assert.equal(item.getAttribute('data-state') === 'pass', ['identical', 'same_organization'].includes(alignment.aligned), name);
    });
    if (report.spf[0]) assert.ok(text(items.at(-1)).includes(words.spf[report.spf[0].result]), name);
  }
});

test('brackets around Japanese words are Japanese ones', () => {
  const [, japanese] = /** @type {[SenderSpeech, SenderSpeech]} */ (/** @type {unknown} */ (speeches));
  let count = 0;
  for (const { name, report } of cases) for (const section of drawn(report, japanese)) {
    if (!['sender-journey', 'sender-spf'].some((id) => headed(section).startsWith(id))) continue;
    count += Number(text(section).includes('（TLS'));
    assert.doesNotMatch(text(section), /[ぁ-んァ-ヶ一-龠] [(]/, name);
  }
  assert.ok(count > 0);
});

test('only the organizational part of a domain is marked', () => {
  const [section] = drawn(reportOf('sender-spf-pass'), english);
  assert.deepEqual(find([section], byClass('organization')).map(text), ['shop.example', 'shop.example', 'sender-provider.example', 'shop.example']);
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
      const cells = find([/** @type {any} */ (rows[place])], (element) => element.tag === 'td' || element.tag === 'th').map(text);
      assert.equal(cells[0], words.kind[form.kind], name);
      assert.ok(cells[3]?.endsWith(form.dmarc ? words.passes : words.fails), name);
      assert.ok(cells[6]?.endsWith(words.fate[form.dmarc ? 'pass' : 'reject']), name);
    });
  }
  assert.equal(fateOf(/** @type {any} */ ({ dmarc: true }), 'reject'), 'pass');
});

test('the limits of SPF are drawn as they are written', () => {
  for (const { name, report } of cases) for (const speech of speeches) {
    const words = speech.catalogue.sender.spf.budget;
    const budgets = find(drawn(report, speech), byClass('budget'));
    const roots = report.spf.flatMap(({ nodes }) => nodes.slice(0, 1)).filter(({ record }) => record !== null);
    assert.equal(budgets.length, roots.length, name);
    budgets.forEach((budget, place) => {
      const root = roots[place];
      assert.ok(root);
      const lines = find([budget], byTag('li'));
      for (const [at, used, allowed, sentence] of /** @type {const} */ ([[0, root.counted_terms, 10, words.terms], [1, root.void_look_ups, 2, words.void_look_ups]])) {
        const line = lines[at];
        assert.ok(line && text(line).startsWith(said(sentence(used), speech)), name);
        const boxes = find([line], (element) => ['used', 'over', 'free'].includes(element.getAttribute('data-state') ?? ''));
        assert.equal(boxes.filter((box) => box.getAttribute('data-state') !== 'free').length, Math.min(used, 2 * allowed), name);
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
    assert.ok(find([/** @type {any} */ (tree)], byTag('li')).some((item) => text(item).startsWith(`${written} ${words.state[state]}`)), written);
  }
});

test('the journey begins with the receiver, and the boundary stands below the step by which the message came in', () => {
  for (const { name, report } of cases) for (const speech of speeches) {
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
    items.filter((_, place) => place !== at).forEach((item, place) => {
      const hop = hops[hops.length - 1 - place];
      const isReceivers = place < hops.length - boundary.hop;
      assert.equal(/** @type {any} */ (item).getAttribute('data-state'), isReceivers ? 'receiver' : 'sender', name);
      assert.ok(hop && text(item).includes(words.tls[hop.received.tls.used]), name);
      if (hop?.clock_skew && hop.delay !== null) assert.ok(text(item).includes(said(words.skew(-hop.delay), speech)), name);
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
        if (comparison.difference && !isOfAnother(claim, comparison, report)) assert.ok(row.includes(words.difference[comparison.difference]), name);
      }
    });
  }
});

test('a result about another domain is not said to agree', () => {
  const report = reportOf('sender-dmarc-fail-reject');
  const [own, forged] = report.claims.map((claim) => claim.comparisons.map((comparison) => isOfAnother(claim, comparison, report)));
  assert.deepEqual([own, forged], [[false, false, false], [false, true, false]]);
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

test('a record to publish is valid, and says what is missing', () => {
  assert.deepEqual(recordToPublish(reportOf('dmarc-absent')), { domain: 'sender.example', text: 'v=DMARC1; p=none; rua=mailto:dmarc-reports@sender.example' });
  assert.deepEqual(recordToPublish(reportOf('sender-record-broken')), { domain: 'town.example', text: 'v=DMARC1; p=reject; rua=mailto:dmarc-reports@town.example; fo=1' });
  assert.deepEqual(recordToPublish(reportOf('sender-forwarded')), { domain: 'school.example', text: 'v=DMARC1; p=none; rua=mailto:dmarc-reports@school.example' });
  assert.equal(recordToPublish(reportOf('sender-dmarc-fail-reject')), null);
  assert.equal(recordToPublish(reportOf('sender-spf-pass'))?.text, 'v=DMARC1; p=reject; sp=reject; adkim=r; aspf=r; rua=mailto:dmarc@shop.example');
  const faulty = { ...policyRecord(reportOf('sender-spf-pass').dmarc)?.record, text: 'v=DMARC1; p=reject; sp=none; pct=50; rua=dmarc@town.example, nobody; adkim=strict; constructor=x; fo=1' };
  assert.equal(mended(/** @type {any} */ (faulty), 'town.example', 'reject'), 'v=DMARC1; p=reject; sp=none; rua=mailto:dmarc@town.example; constructor=x; fo=1');
  assert.equal(mended(null, 'a.example', null), 'v=DMARC1; p=none; rua=mailto:dmarc-reports@a.example');
  assert.deepEqual(tagsOf('v=DMARC1;p = none; ;broken'), [{ name: 'v', value: 'DMARC1' }, { name: 'p', value: 'none' }, { name: '', value: 'broken' }]);
});

test('a record that is mended keeps all that stands in it, and nothing is made of what is not certain', () => {
  const meant = (/** @type {string} */ text) => tagsMeant(text)?.map(({ name, value }) => `${name}=${value}`).join('; ') ?? null;
  const wanted = 'p=quarantine; rua=mailto:dmarc@example.jp';
  for (const text of [
    'v=DMARC1 p=quarantine; rua=mailto:dmarc@example.jp', 'v=DMARC1; p=quarantine rua=mailto:dmarc@example.jp', 'p=quarantine rua=mailto:dmarc@example.jp',
    'v=DMARC1, p=quarantine, rua=mailto:dmarc@example.jp', 'v=DMARC1: p=quarantine; rua=mailto:dmarc@example.jp', '"v=dmarc1 \\; p = quarantine\\; RUA=mailto:dmarc@example.jp;"',
  ]) assert.equal(meant(text), wanted, text);
  assert.equal(meant('v=DMARC1 p=reject rua=mailto:a@b.example, mailto:c@b.example; mailto:d@b.example fo=1 x=y'), null);
  assert.equal(meant('v=DMARC1 p=reject rua=mailto:a@b.example,mailto:c@b.example; mailto:d@b.example; fo=1; x=y'), 'p=reject; rua=mailto:a@b.example,mailto:c@b.example,mailto:d@b.example; fo=1; x=y');
  for (const text of ['v=DMARC1 quarantine; rua=mailto:a@b.example', 'v=DMARC2; p=none', 'v=DMARC1; p=block', 'v=DMARC1 p=none p=reject', 'v=DMARC1 p=reject now; fo=1', 'v=DMARC1; adkim=relaxed p=none', 'v=DMARC1 foo=bar p=none']) assert.equal(meant(text), null, text);
  for (const [name, text] of [['domain-dmarc-version-joined', 'v=DMARC1 p=quarantine; rua=mailto:dmarc@sender.example'], ['domain-dmarc-policy-joined', 'v=DMARC1; p=quarantine rua=mailto:dmarc@sender.example']]) {
    const report = reportOf(/** @type {string} */ (name));
    assert.deepEqual(recordToPublish(report), { domain: 'sender.example', text: 'v=DMARC1; p=quarantine; rua=mailto:dmarc@sender.example' });
    for (const speech of speeches) {
      const shown = find([/** @type {any} */ (nextSection(report, speech))], (one) => one.getAttribute('class') === 'untrusted box').map((one) => one.textContent);
      assert.deepEqual(shown, [text, 'v=DMARC1; p=quarantine; rua=mailto:dmarc@sender.example']);
    }
  }
  const several = reportOf('dmarc-several');
  assert.equal(recordToPublish(several), null);
  for (const speech of speeches) {
    const shown = text(nextSection(several, speech));
    assert.ok(shown.includes('v=DMARC1; p=none') && shown.includes('v=DMARC1; p=reject') && shown.includes(speech.catalogue.sender.next.several));
  }
});

test('faults and failing signatures come before the next step of the policy', () => {
  for (const speech of speeches) {
    const { first, step, keep_policy: keepPolicy } = speech.catalogue.sender.next;
    /** @param {Report} report */
    const shown = (report) => text(nextSection(report, speech));
    const faulty = reportOf('dmarc-signed-sha1');
    assert.equal(faulty.verdict.next_step, 'keep');
    assert.ok(shown(faulty).includes(first.points) && shown(faulty).includes(keepPolicy) && !shown(faulty).includes(step.keep));
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
  const of = (/** @type {string} */ p) => guessesOf({ text: `v=DMARC1; p=${p}` }).map(({ word }) => word).join();
  for (const p of ['quarentine', 'Quarantaine', 'quarantined', 'quarntin']) assert.equal(of(p), 'quarantine', p);
  for (const p of ['rejct', 'rejected', 'reject.']) assert.equal(of(p), 'reject', p);
  for (const p of ['non', 'nine', 'none,']) assert.equal(of(p), 'none', p);
  for (const p of ['none', 'REJECT', 'monitor', '', 'no', 'x'.repeat(1000)]) assert.equal(of(p), '', p);
  const report = reportOf('dmarc-policy-none');
  const step = report.dmarc.walk?.steps.find(({ record }) => record);
  assert.ok(step?.record);
  step.record.text = 'v=DMARC1; p=quarentine; sp=rejekt; rua=mailto:d@sender.example';
  report.verdict.next_step = 'read_reports_then_quarantine';
  assert.equal(recordToPublish(report)?.text, 'v=DMARC1; p=quarantine; sp=reject; rua=mailto:d@sender.example');
  for (const speech of speeches) {
    const shown = text(nextSection(report, speech));
    assert.ok(shown.includes(said(speech.catalogue.sender.next.guessed('p=quarantine', 'p=quarentine'), speech)) && !shown.includes(speech.catalogue.sender.next.later));
  }
});

test('an address for reports that is none is not explained as one', () => {
  const report = reportOf('dmarc-policy-none');
  const step = report.dmarc.walk?.steps.find(({ record }) => record);
  assert.ok(step?.record);
  const { record } = step;
  const good = { text: 'mailto:a@b.example', domain: 'b.example' };
  assert.deepEqual(badAddresses({ ...record, rua: [good] }, 'rua', 'mailto:a@b.example , c@d.example,nobody'), [{ uri: 'c@d.example', fault: 'scheme' }, { uri: 'nobody', fault: 'uri' }]);
  assert.deepEqual(badAddresses({ ...record, ruf: [] }, 'ruf', ''), [{ uri: '', fault: 'empty' }]);
  assert.deepEqual(badAddresses(record, 'fo', 'x'), []);
  Object.assign(record, { text: 'v=DMARC1; p=none; rua=c@d.example', rua: [] });
  for (const speech of speeches) {
    const words = speech.catalogue.sender.dmarc;
    const shown = drawn(report, speech).map(text).join(' ');
    assert.ok(shown.includes(said(words.bad_address.scheme('c@d.example'), speech)) && !shown.includes(words.tags.rua('')));
  }
});

test('an SPF record whose version is misspelt is shown as it was probably meant', () => {
  const report = reportOf('spf-misspelt');
  assert.deepEqual(spfMeant(report), { name: 'sender.example', record: 'v=spf1 ip4:192.0.2.10 -all' });
  for (const speech of speeches) assert.ok(text(changesView(report, 'nothing', speech, () => {})).includes('v=spf1 ip4:192.0.2.10 -all'));
  /** @param {string} given */
  const meant = (given) => {
    for (const { answers } of report.queries) for (const { outcome } of answers) if (outcome.kind === 'records') outcome.records = [given];
    for (const finding of report.findings) if (finding.code === 'spf.record.misspelt') finding.params.text = given.slice(0, 20);
    return spfMeant(report)?.record ?? null;
  };
  for (const given of ['spf1 mx -all', 'v=spf1,mx,-all', 'v = spf1 mx -all', '"v=spf1 mx -all"', 'v=spf mx -all', 'v="spf1" mx -all', 'V=SPF1; mx  -all;']) assert.equal(meant(given), 'v=spf1 mx -all', given);
  for (const given of ['v=spf2.0/pra mx', 'v=spf10 mx', 'v=spf']) assert.equal(meant(given), null, given);
  report.findings = [];
  assert.equal(meant('spf1 mx'), null);
});

test('SPF records at one name are put together where nothing is to be guessed', () => {
  const first = 'v=spf1 mx ip4:198.51.100.7 -all';
  assert.deepEqual(mergedOf([first, 'v=spf1 include:_spf.mailer.example MX -all']), ['v=spf1 mx ip4:198.51.100.7 include:_spf.mailer.example -all']);
  assert.deepEqual(mergedOf([first, 'v=spf1 +a:www.example ~all']), ['v=spf1 mx ip4:198.51.100.7 a:www.example -all', 'v=spf1 mx ip4:198.51.100.7 a:www.example ~all']);
  assert.deepEqual(mergedOf(['v=spf1 mx', 'v=spf1 a']), ['v=spf1 mx a']);
  assert.deepEqual(mergedOf([first, 'v=spf1 a all']).map((record) => record.split(' ').at(-1)), ['-all', '+all']);
  const many = Array.from({ length: 6 }, (_, place) => `include:s${place}.example`);
  const others = [
    'v=spf1 redirect=_spf.example', 'v=spf1 a -all mx', 'v=spf1 -ip4:192.0.2.1 mx ~all', 'v=spf1 ipv4:192.0.2.1 -all', 'v=spf1 mx exp=why.example -all', 'v=spf1 include:a\\.example -all', 'v=spf1 ptr -all',
  ];
  for (const other of others) assert.deepEqual(mergedOf([first, other]), [], other);
  assert.deepEqual(mergedOf([`v=spf1 ${many.join(' ')} -all`, `v=spf1 ${many.join(' ').replaceAll('s', 't')} -all`]), []);
  assert.deepEqual(mergedOf([first]), []);
  const report = reportOf('domain-spf-multiple');
  assert.equal(spfMerged(report)?.merged.length, 2);
  for (const speech of speeches) {
    const shown = text(changesView(report, 'nothing', speech, () => {}));
    const { doors: { domain: words } } = speech;
    for (const wanted of ['v=spf1 mx ip4:198.51.100.7 include:_spf.mailer.example -all', 'v=spf1 mx ip4:198.51.100.7 include:_spf.mailer.example ~all', words.spf_merged, words.spf_ends]) assert.ok(shown.includes(wanted), wanted);
  }
});

test('of a domain without a message all its records are listed, and no result is told', () => {
  for (const { name, report } of cases.filter((one) => one.report.domain)) for (const speech of speeches) {
    const { domain: words } = speech.requirements;
    const { sender: { dmarc } } = speech.catalogue;
    const shown = text(domainSection(report, speech));
    const domain = report.domain?.name.a_label ?? '';
    for (const kind of /** @type {const} */ (['spf', 'dmarc'])) {
      const of = kind === 'spf' ? domain : `_dmarc.${report.dmarc.policy_domain ?? domain}`;
      assert.equal(Object.values(words[kind]).filter((make) => shown.includes(said(make(of), speech).trim())).length, 1, `${name} ${kind}`);
    }
    const root = report.spf[0]?.nodes[0]?.record;
    if (root) assert.ok(shown.includes(root), name);
    const policy = policyRecord(report.dmarc);
    if (policy) assert.ok(shown.includes(policy.record.text), name);
    if (report.dmarc.policy === null) continue;
    const all = drawn(report, speech).map(text).join(' ');
    for (const make of Object.values(dmarc.result)) assert.ok(!all.includes(said(make(domain), speech)), name);
    for (const result of Object.values(dmarc.former_result)) assert.ok(!all.includes(result), name);
  }
  const shared = reportOf('domain-dmarc-subdomains');
  assert.equal(shared.dmarc.former_answer?.share, 50);
  for (const speech of speeches) {
    assert.ok(drawn(shared, speech).map(text).join(' ').includes(said(speech.catalogue.sender.dmarc.former_asked('reject', 50), speech)));
    assert.ok(text(domainSection(shared, speech)).includes(said(speech.requirements.domain.spf.absent('sender.example'), speech)));
    assert.ok(text(domainSection(reportOf('domain-spf-multiple'), speech)).includes('v=spf1 include:_spf.mailer.example mx ~all'));
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
    for (const [place, expected] of /** @type {const} */ ([['pass', 'pass', 'pass'], ['none', 'quarantine', 'reject']]).entries()) {
      expected.forEach((fate, column) => assert.ok(fates[place]?.[column]?.endsWith(words.fate[fate]), `${place} ${column}`));
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
  const same = { client: '8.8.4.20', helo: 'out7.sender-provider.example', mail_from: 'bounce+4711@bounces.shop.example', recipient: 'bob@receiver.example' };
  const told = { client: null, helo: null, mail_from: null, recipient: null };
  assert.deepEqual(givenOf(envelope, same), told);
  assert.deepEqual(givenOf(envelope, { ...same, client: ' 9.9.9.9 ', helo: '', mail_from: '' }), { ...told, client: '9.9.9.9', mail_from: '' });
  assert.deepEqual(givenOf({ ...envelope, client: { value: '1.1.1.1', basis: { kind: 'given' }, standing: 'receiver' } }, { ...same, client: '1.1.1.1' }), { ...told, client: '1.1.1.1' });
});

test('a list and the subscriber who forwards are two steps', () => {
  const report = reportOf('route-list-forwarded');
  assert.deepEqual([report.forwarding?.kind, report.forwarding?.forwarder, report.forwarding?.mailbox, report.forwarding?.list], ['plain', 'out.forwarder.example', 'bob@forwarder.example', 'lunch.lists.example']);
  for (const speech of speeches) assert.ok(text(proofSection(report, [], speech)).includes('lunch.lists.example'));
  // The list alone is one.
  assert.deepEqual([reportOf('sender-changed').forwarding?.kind, reportOf('sender-changed').forwarding?.list], ['list', null]);
});

test('a change that is proven is told so, and is no reason for reject', () => {
  const report = reportOf('sender-changed');
  const diagnoses = JSON.parse(readFileSync(new URL('sender-changed/diagnosis.json', folder), 'utf8'));
  assert.equal(report.verdict.next_step, 'keep');
  for (const speech of speeches) {
    const { changed, dkim } = speech.catalogue.sender.forwarding;
    const told = (/** @type {Diagnosis[]} */ found) => [changed, dkim.broken].map((words) => text(proofSection(report, found, speech)).includes(words));
    assert.deepEqual([told([]), told(diagnoses)], [[false, true], [true, false]]);
  }
});

test('each outcome of SPF says which name was checked', () => {
  const report = reportOf('sender-spf-pass');
  assert.deepEqual(report.spf.map(({ identity }) => identity), ['mailfrom', 'helo']);
  for (const speech of speeches) {
    const section = drawn(report, speech).find((one) => headed(one) === 'sender-spf');
    assert.match(text(find([section], byTag('summary'))[0]), /MAIL FROM spf=pass · HELO spf=/);
  }
});

test('before anything was asked, nothing is said to be awaited', () => {
  for (const speech of speeches) assert.doesNotMatch(JSON.stringify([speech.catalogue.sender, speech.catalogue.signature, speech.catalogue.seal]), /awaited|waiting for|回答待ち|公開鍵待ち/i);
});

test('what is long is folded: records, the keys of signatures, and what is known of several', () => {
  const report = reportOf('sender-spf-pass');
  assert.ok(report.dkim.length > 1);
  for (const speech of speeches) {
    const questions = /** @type {any} */ (queriesFold(report.queries, speech, []));
    openAll([questions]);
    const folded = find([questions], (one) => one.getAttribute('data-key')?.startsWith('query-') ?? false);
    assert.equal(folded.length, report.queries.filter(({ answers }) => answers.some(({ outcome }) => outcome.kind === 'records')).length);
    const card = /** @type {any} */ (signatureCard(report, 0, speech, [], { diagnoses: [], explanation: null }));
    const [details] = find([card], (one) => one.getAttribute('data-key') === 'details-0');
    assert.ok(details && text(details).includes(report.dkim[0]?.keys[0]?.record ?? ''));
    report.dkim.length = 1;
    const single = /** @type {any} */ (signatureCard(report, 0, speech, [], { diagnoses: [], explanation: null }));
    assert.deepEqual(find([single], (one) => one.getAttribute('data-key') === 'details-0'), []);
    assert.equal(find([single], (one) => one.getAttribute('data-key') === 'key-0-0').length, 1);
    report.dkim = reportOf('sender-spf-pass').dkim;
  }
});

test('of mail that was forwarded, the rule about ARC never says that it was not', () => {
  let count = 0;
  for (const { name, report } of cases) for (const speech of speeches) {
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
  for (const speech of speeches) for (const tag of /** @type {const} */ (['p', 'sp', 'np', 'adkim', 'aspf', 'psd'])) for (const value of ['constructor', '__proto__', 'toString', 'None']) {
    assert.equal(typeof speech.catalogue.sender.dmarc.tags[tag](value), 'string', `${tag}=${value}`);
  }
});
