// @ts-nocheck
// What is hidden stands nowhere in what is taken along: over messages that have a word of ours in every place.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { toJson } from '../../www/export/json.js';
import { KINDS } from '../../www/export/kinds.js';
import { toMarkdown } from '../../www/export/markdown.js';
import { redact } from '../../www/export/redact.js';
import { exports } from '../../www/i18n/exports/en.js';
import { loadAll } from '../../www/i18n/index.js';
import { problems } from '../../www/i18n/policy/en.js';
import { requirements } from '../../www/i18n/requirements/en.js';
import { en as sender } from '../../www/i18n/sender/en.js';
import { load, pathOf } from './module.mjs';

const { Session } = load('waxseal-whole');
const spoken = await loadAll('en', true);
const speech = { ...spoken, requirements, exports, catalogue: { ...spoken.catalogue, sender, problems } };
const folder = pathOf('tests/cases');
const names = readdirSync(folder).filter((name) => existsSync(`${folder}/${name}/message.eml`));

/** @param {Buffer} octets @param {string} zone @param {boolean} isExplained */
function found(octets, zone, isExplained) {
  const session = new Session(octets.length);
  try {
    session.push(octets);
    session.finish();
    session.setReverse(true);
    session.addRecords(zone, 'recorded');
    for (;;) {
      const { report, requests } = session.evaluate(1_795_435_200);
      if (requests.length === 0) return { report, diagnoses: isExplained ? session.diagnose(1_795_435_200) : [] };
      for (const { name, type } of requests) session.decline(name, type);
    }
  } finally {
    session.free();
  }
}

/** Everything that is taken along of it, in lower case. */
const taken = async (result) => {
  const exported = { ...await redact(result, new Set(KINDS)), judgedAt: 1_795_435_200, waxseal: '0.1.0', isFromFile: false, hidden: KINDS };
  return `${toMarkdown(exported, speech, [])}\n${toJson(exported)}`.toLowerCase();
};

/** The words that are put into a message. */
const WORDS = ['canarylocal', 'canaryname', 'canarysubject', 'canarymessage', 'canaryqueue', 'canarylogin', 'canarybody', '203.0.113.77', '77.113.0.203', '203-0-113-77', '2001:db8:ca:4a::77'];

/** @param {string} message */
function marked(message) {
  const end = message.search(/\r?\n\r?\n/);
  const header = (end < 0 ? message : message.slice(0, end))
    .replace(/\r?\n[ \t]+/g, ' ')
    .replace(/^(message-id|in-reply-to|references):.*$/gim, '$1: <canarymessage.1@host.example>')
    .replace(/[A-Za-z0-9._+=-]+@(?=[a-z0-9-]+\.)/g, 'canarylocal@')
    .replace(/^subject:.*$/gim, 'Subject: canarysubject')
    .replace(/\b\d{1,3}(\.\d{1,3}){3}\b/g, '203.0.113.77')
    .replace(/\b(IPv6:)?[0-9a-f]{1,4}:[0-9a-f:]*::?[0-9a-f]+\b/gi, (text) => (/:\d\d:/.test(text) ? text : '2001:db8:ca:4a::77'))
    .replace(/\bid [A-Za-z0-9.]+/g, 'id canaryqueue77')
    .replace(/^(from|to|cc|sender|reply-to):\s*(?:"[^"]*"|[^<"]*)?</gim, '$1: canaryname <');
  const received = [
    'Received: from out.host.example (mail-203-0-113-77.host.example [203.0.113.77]) (Authenticated sender: canarylogin)',
    '\tby mx.host.example (Postfix) with ESMTPSA id canaryqueue78 for <canarylocal@host.example>; Mon, 23 Nov 2026 10:00:00 +0000',
    'Authentication-Results: mx.host.example; spf=pass (domain of canarylocal@host.example designates 203.0.113.77 as permitted sender, canaryqueue78)',
    '\tsmtp.mailfrom=canarylocal@host.example smtp.auth=canarylogin; iprev=pass policy.iprev=2001:db8:ca:4a::77',
    'Return-Path: <canarylocal@macro.example>', 'Delivered-To: canarylocal', 'X-Forwarded-To: canarylocal@host.example',
  ].join('\r\n');
  return Buffer.from(`${received}\r\n${header.replace(/^\s+/, '')}\r\n\r\ncanarybody\r\n`, 'latin1');
}

const ZONE = 'macro.example. 300 IN TXT "v=spf1 exists:%{l}.%{ir}._spf.macro.example exists:%{i}.x.macro.example include:%{l}.y.macro.example -all exp=why.macro.example"\n'
  + 'why.macro.example. 300 IN TXT "%{i} may not send for %{s} (%{l})"\ncanarylocal.y.macro.example. 300 IN TXT "v=spf1 ip4:203.0.113.77 ?all"\n77.113.0.203.in-addr.arpa. 300 IN PTR mail-203-0-113-77.host.example.\n';

test('none of the words is left', async () => {
  let seen = 0;
  for (const name of names) {
    const message = readFileSync(`${folder}/${name}/message.eml`, 'latin1');
    if (!/^from:/im.test(message)) continue;
    const zone = existsSync(`${folder}/${name}/zone.txt`) ? readFileSync(`${folder}/${name}/zone.txt`, 'utf8') : '';
    const result = found(marked(message), `${zone}\n${ZONE}`, false);
    const plain = JSON.stringify(result).toLowerCase();
    if (['canarylocal', 'canaryqueue', 'canarylogin', '203.0.113.77'].every((word) => plain.includes(word))) seen += 1;
    const text = await taken(result);
    for (const word of WORDS) assert.ok(!text.includes(word), `${name}: ${word} in …${text.slice(Math.max(text.indexOf(word) - 120, 0), text.indexOf(word) + 60)}…`);
  }
  assert.ok(seen > 150, `${seen}`);
});

test('no piece of the body or the subject is left where the cause of a failure was found', async () => {
  let causes = 0;
  for (const name of names.filter((one) => one.startsWith('diagnosis-'))) {
    const message = readFileSync(`${folder}/${name}/message.eml`);
    const result = found(message, readFileSync(`${folder}/${name}/zone.txt`, 'utf8'), true);
    causes += result.diagnoses.flatMap((diagnosis) => diagnosis.causes.flatMap(({ restored }) => restored)).filter(({ text }) => text.length > 0).length;
    const text = await taken(result);
    const lines = message.toString('latin1').split(/\r?\n\r?\n/).slice(1).join('\n').split(/\r?\n/).map((line) => line.trim().toLowerCase()).filter((line) => line.length > 15 && !line.startsWith('content-'));
    for (const line of lines) assert.ok(!text.includes(JSON.stringify(line).slice(1, -1)), `${name}: ${line}`);
    const { subject } = result.report.identifiers;
    if (subject && subject.length > 4) assert.ok(!text.includes(subject.toLowerCase()), `${name}: ${subject}`);
  }
  assert.ok(causes > 20, `${causes}`);
});
