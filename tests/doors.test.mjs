// What stands behind the doors is what the report says, in both languages: points for the owner, and advice.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { changesOf, changesView, isNewAlone, knowledgeOf, pointsOf, unlistedOf } from '../www/view/doors/domain.js';
import { concernOf, unmetOf } from '../www/view/doors/own.js';
import { findingsFold } from '../www/view/doors/evidence.js';
import { adviceView, genuineAnswer } from '../www/view/doors/genuine.js';
import { findingList, grouped, textOf } from '../www/view/findings.js';
import { byTag, find } from './view/dom.mjs';
import { cases, drawn, english, reportOf, said, speeches, text } from './view/reports.mjs';

/** @import { Report } from '../www/types/report.js' */

test('each door says what the report does', () => {
  for (const { name, report } of cases)
    for (const speech of speeches) {
      const { repairs } = changesOf(report);
      const knowledge = knowledgeOf(report, []);
      const changes = text(changesView(report, knowledge, speech, () => {}));
      for (const { record } of repairs) assert.ok(changes.includes(record.slice(0, 40)), name);
      const isClean = pointsOf(report) === 0;
      assert.equal(changes.includes(speech.doors.domain.new_alone), isNewAlone(report), name);
      assert.equal(
        changes.includes(speech.doors.domain[report.domain ? 'nothing_published' : 'nothing']),
        isClean && knowledge === 'nothing',
        name,
      );
      const unmet = unmetOf(report);
      assert.equal(
        unmet > 0 && changes.includes(said(speech.doors.domain.unmet(unmet), speech)),
        isClean && unmet > 0 && Boolean(report.identifiers.author_domain),
        name,
      );
      // The first one gives way to what the result leaves out.
      const [first, ...rest] = speech.doors.genuine.trust[report.verdict.trust];
      const advice = text(adviceView(report, 'ask', speech));
      for (const line of rest) assert.ok(advice.includes(line), name);
      assert.equal(
        [first, ...Object.values(speech.doors.genuine.reserve)].filter((line) => line && advice.includes(line)).length,
        1,
        name,
      );
      assert.equal(findingsFold(report, speech) === null, report.findings.length === 0, name);
    }
});

test('what a result leaves out stands in the advice, and the door says what the seal does', () => {
  /**
   * @type {[string, import('../www/types/report.js').Reserve, import('../www/types/report.js').VerdictCode | null][]}
   */
  const all = [
    ['dkim-unsigned-body', 'part', 'partly'],
    ['dkim-expired', 'expired', 'expired'],
    ['requirements-expired-header-only', 'expired', 'expired'],
    ['route-proven', 'route', 'route'],
    ['message-from-address-in-name', 'name', 'misleading'],
    ['message-from-quoted-at', 'unclear', null],
    ['dkim-body-hash-mismatch', 'body', null],
    ['sender-dmarc-fail-reject', 'refused', null],
  ];
  for (const speech of speeches) {
    const { genuine, answer } = speech.doors;
    for (const [name, reserve, seal] of all) {
      const report = reportOf(name);
      assert.ok(text(adviceView(report, 'ask', speech)).includes(genuine.reserve[reserve]), `${name} ${reserve}`);
      assert.equal(
        genuineAnswer(report, speech).answer,
        seal ? speech.catalogue.seal[seal] : answer.genuine.unproven,
        name,
      );
    }
    assert.ok(
      text(adviceView(reportOf('requirements-expired-header-only'), 'ask', speech)).includes(genuine.open.body),
    );
    assert.ok(!text(adviceView(reportOf('dkim-expired'), 'ask', speech)).includes(genuine.open.body));
    assert.equal(genuineAnswer(reportOf('sender-dmarc-fail-reject'), speech).state, 'failed');
    assert.equal(genuineAnswer(reportOf('sender-spf-fail'), speech).state, 'unproven');
  }
});

test('the advice where nothing is known is what can be done there', () => {
  for (const speech of speeches) {
    const { open } = speech.doors.genuine;
    /** @param {string} name @param {import('../www/i18n/catalogue.js').Chance} chance */
    const first = (name, chance) =>
      text(find([/** @type {any} */ (adviceView(reportOf(name), chance, speech))], byTag('li'))[0]);
    assert.equal(first('dkim-key-declined', 'ask'), open.declined.ask);
    assert.equal(first('dkim-key-declined', 'paste'), open.declined.paste);
    assert.equal(first('dkim-key-declined', 'none'), open.none);
    assert.equal(first('dkim-key-unreachable', 'ask'), open.unanswered.ask);
    assert.equal(first('dkim-key-unreachable', 'file'), open.file);
    assert.equal(first('requirements-declined', 'ask'), open.declined.ask);
    assert.equal(first('dkim-unsigned', 'ask'), open.way);
    assert.equal(first('dkim-private-name', 'ask'), open.limit);
    assert.equal(first('message-header-only', 'ask'), open.body);
    // Each button is called what it is called where it stands.
    const { ask_again: again, ask_after_all: afterAll } = speech.catalogue.consent;
    assert.ok(open.unanswered.ask.includes(again) && open.declined.ask.includes(afterAll));
  }
});

test('a From that names two is not said to name nobody, at any place', () => {
  const report = reportOf('message-from-two-mailboxes');
  assert.equal(knowledgeOf(report, []), 'unnamed');
  speeches.forEach(({ doors, catalogue: { sender } }, place) => {
    const single = ['single', '1 つに定ま'][place] ?? '';
    for (const said of [doors.answer.domain.unnamed, doors.domain.unnamed, sender.picture.alignment.no_author])
      assert.ok(said.includes(single), said);
  });
  const fragment = reportOf('message-from-absent');
  assert.equal(knowledgeOf(fragment, []), 'fragment');
  assert.equal(fragment.verdict.trust, 'open');
});

test('SHA-1 and a key that is only tested are points to look at', () => {
  for (const [name, code] of [
    ['dkim-sha1', 'dkim.signature.sha1'],
    ['dkim-key-testing', 'dkim.key.testing'],
  ]) {
    const report = reportOf(/** @type {string} */ (name));
    assert.ok(
      changesOf(report).findings.some((finding) => finding.code === code),
      name,
    );
    // Of somebody else's signature they are nothing that the owner could change.
    for (const one of report.verdict.each) one.is_foreign = true;
    assert.deepEqual(
      changesOf(report)
        .findings.map((finding) => finding.code)
        .filter((one) => one === code),
      [],
      name,
    );
  }
});

test('what could not be checked is no point to look at', () => {
  for (const name of ['dkim-key-unreachable', 'dkim-key-server-failure']) {
    const report = reportOf(name);
    const { repairs, findings, unchecked } = changesOf(report);
    assert.deepEqual(
      [repairs.length, findings.filter(({ code }) => code.startsWith('dkim.')).length, unchecked.length],
      [0, 0, 1],
      name,
    );
    report.queries = report.queries.filter(({ answers }) => answers.some(({ outcome }) => outcome.kind !== 'declined'));
    assert.equal(knowledgeOf(report, []), 'unread', name);
    report.queries.push(
      ...reportOf('dkim-pass-rsa').queries.filter(({ answers }) =>
        answers.some(({ outcome }) => outcome.kind === 'records'),
      ),
    );
    assert.equal(knowledgeOf(report, []), 'unanswered', name);
    for (const speech of speeches)
      assert.ok(
        text(changesView(report, 'unanswered', speech, () => {})).includes(speech.doors.domain.unchecked),
        name,
      );
  }
});

test('the settings are known without what stands above the domain\u2019s own DMARC record', () => {
  const report = reportOf('domain-whole');
  const { policy_source: source, policy_domain: policy } = report.dmarc;
  assert.deepEqual([source, policy], ['author', 'sender.example']);
  const known = knowledgeOf(report, []);
  const above = report.queries.find(({ name }) => name === '_dmarc.example');
  const own = report.queries.find(({ name }) => name === '_dmarc.sender.example');
  assert.ok(above && own);
  const request = (/** @type {Report['queries'][number]} */ { name, purposes, tells_sender, type }) => ({
    name,
    purposes,
    tells_sender,
    type,
  });
  above.answers = [];
  assert.equal(knowledgeOf(report, [request(above)]), known);
  assert.equal(knowledgeOf(report, [request(above), request(own)]), 'open');
  // The record of the organization applies where the domain has none.
  report.dmarc.policy_source = 'organizational';
  assert.equal(knowledgeOf(report, [request(above)]), 'open');
});

test('the owner learns which server the SPF record does not list, unless it is a forwarder', () => {
  const report = reportOf('spf-server-unlisted');
  assert.deepEqual(unlistedOf(report), { client: '192.0.2.10', domain: 'sender.example', term: 'ip4:192.0.2.10' });
  for (const speech of speeches)
    assert.ok(text(changesView(report, 'nothing', speech, () => {})).includes('ip4:192.0.2.10'));
  const points = pointsOf(report);
  const forwarded = reportOf('requirements-forwarded-unsealed');
  report.forwarding = forwarded.forwarding;
  assert.equal(unlistedOf(report), null);
  assert.equal(pointsOf(report), points - 1);
  // Nor is it the owner who has to keep what is asked of forwarders.
  const unmet = forwarded.requirements.filter(({ state }) => state === 'not_met').map(({ rule }) => rule);
  assert.deepEqual(unmet, ['arc_when_forwarding']);
  assert.equal(unmetOf(forwarded), 0);
  // Somebody else's mail says nothing of the owner's servers.
  assert.equal(unlistedOf(reportOf('route-forged')), null);
});

test('a rule that is not this sender\u2019s to keep is no fault, and what is counted is what stands in red', () => {
  /** @type {Set<string>} */
  const seen = new Set();
  for (const { name, report } of cases)
    for (const speech of speeches) {
      const words = speech.requirements;
      const rows = find(
        find(drawn(report, speech), (one) => one.getAttribute('class')?.includes('rules') ?? false),
        byTag('tr'),
      ).map((row) => ({ row, marks: find([row], (one) => one.getAttribute('class') === 'mark') }));
      const red = rows.filter(({ marks }) => marks.some((mark) => mark.getAttribute('data-state') === 'fail'));
      assert.equal(red.length, unmetOf(report), name);
      for (const one of report.requirements.filter(({ state }) => state === 'not_met')) {
        const concern = concernOf(one, report);
        const own = rows.find(({ row }) => text(row).startsWith(words.rule[one.rule]));
        assert.equal(
          own?.marks.map(text).join(),
          concern ? words.concern[concern] : words.state.not_met,
          `${name} ${one.rule}`,
        );
        seen.add(`${concern} ${one.rule}`);
      }
    }
  for (const wanted of [
    'forwarder arc_when_forwarding',
    'bulk spf_and_dkim',
    'null spf_and_dkim',
    'bulk dmarc_record',
    'null spf_or_dkim',
  ])
    assert.ok(seen.has(wanted), wanted);
  // That nobody can verify a signature is no fault of who forwards.
  const report = reportOf('dmarc-signed-sha1');
  const both = report.requirements.find(({ rule }) => rule === 'spf_and_dkim');
  assert.ok(both);
  report.forwarding = reportOf('requirements-forwarded-unsealed').forwarding;
  assert.equal(concernOf(both, report), 'bulk');
});

test('a key that is missing is a fault of the records, and so is the server that the SPF record does not list', () => {
  const report = reportOf('dmarc-nothing-published');
  const knowledge = knowledgeOf(report, []);
  assert.equal(knowledge, 'failing');
  assert.equal(report.verdict.next_step, null);
  const unlisted = { client: '192.0.2.10', domain: 'sender.example', term: 'ip4:192.0.2.10' };
  assert.deepEqual(unlistedOf(report), unlisted);
  for (const speech of speeches) {
    const {
      doors: { domain: words },
    } = speech;
    const shown = text(changesView(report, knowledge, speech, () => {}));
    assert.ok(!shown.includes(words.failing) && shown.includes(words.failing_beside));
    assert.ok(shown.includes(said(words.unlisted_unproven(unlisted.client, unlisted.domain, unlisted.term), speech)));
  }
  // A list that the owner's own server sends is no forwarder; another one is.
  const { forwarding } = reportOf('sender-changed');
  assert.ok(forwarding);
  report.forwarding = { ...forwarding, forwarder: 'Mail.sender.example' };
  assert.deepEqual(unlistedOf(report), unlisted);
  report.forwarding = forwarding;
  assert.equal(unlistedOf(report), null);
});

test('a finding stands once, with the signatures that it is about, and those of others are not the owner\u2019s', () => {
  const report = reportOf('dmarc-signed-sha1');
  const all = report.findings.filter(({ code }) => code === 'dkim.signature.sha1');
  assert.equal(all.length, 2);
  const own = report.dkim.findIndex(({ signature }) => signature.domain?.a_label === 'sender.example');
  assert.deepEqual(
    changesOf(report)
      .findings.map(({ code }) => code)
      .toSorted(),
    ['dkim.key.weak', 'dkim.signature.sha1'],
  );
  assert.equal(pointsOf(report), 2);
  for (const finding of changesOf(report).findings)
    assert.equal(
      finding.subject.kind === 'key'
        ? finding.subject.signature
        : finding.subject.kind === 'signature' && finding.subject.index,
      own,
    );
  for (const speech of speeches) {
    const items = find([/** @type {any} */ (findingList(all, speech, report))], byTag('li'));
    assert.equal(items.length, 1);
    const of = report.dkim.map(({ signature: { domain } }, place) => ({ n: place + 1, domain }));
    assert.ok(
      text(items[0]).includes(said(speech.catalogue.finding.signatures(of), speech).trim()) &&
        text(items[0]).includes('mailer.example'),
    );
    assert.equal(find(items, byTag('button')).length, 2);
  }
  assert.equal(grouped(report.findings).length, report.findings.length - 2);
});

test('subdomains that are left open are a point to look at, and a tag of old is named', () => {
  const report = reportOf('domain-dmarc-subdomains');
  assert.ok(changesOf(report).findings.some(({ code }) => code === 'dmarc.record.subdomains-open'));
  for (const speech of speeches) {
    const shown = text(changesView(report, 'nothing', speech, () => {}));
    for (const finding of report.findings)
      if (['dmarc.record.subdomains-open', 'dmarc.record.tag-removed'].includes(finding.code))
        assert.ok(shown.includes(said(textOf(finding, speech, report), speech)), finding.code);
  }
  assert.equal(pointsOf(report), changesOf(report).findings.length);
});

test('where only the header is given, its signer is not unknown', () => {
  assert.equal(reportOf('message-header-only').verdict.trust, 'reserved');
});

test('what is said of a domain alone speaks of no mail', () => {
  const domains = cases.filter(({ report }) => report.domain);
  assert.ok(domains.length > 0);
  for (const { name, report } of domains)
    for (const speech of speeches) {
      const shown = [
        ...drawn(report, speech, { setEnvelope: async () => true }),
        changesView(report, knowledgeOf(report, []), speech, () => {}),
      ]
        .map(text)
        .join(' ');
      assert.doesNotMatch(
        shown,
        /domain in From|this e-mail|really yours|handed the e-mail|HELO|From のドメイン|このメール|エンベロープ/i,
        name,
      );
    }
});

test('no advice calls an author proven whom the report does not', () => {
  const trusts = cases.map(({ name, report }) => [name, report.verdict.trust, report.verdict.author]);
  for (const [name, trust, author] of trusts) if (trust === 'proven') assert.equal(author, 'proven', name);
  for (const trust of Object.keys(english.doors.genuine.trust))
    assert.ok(
      trusts.some((one) => one[1] === trust),
      trust,
    );
});

test('the key of somebody else is not the owner\u2019s to mend', () => {
  const report = reportOf('dkim-key-escaped-semicolon');
  assert.equal(changesOf(report).repairs.length, 1);
  for (const one of report.verdict.each) one.is_foreign = true;
  assert.deepEqual(changesOf(report), { repairs: [], findings: [], unchecked: [] });
});
