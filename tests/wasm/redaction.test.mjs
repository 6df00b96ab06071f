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

const { Session } = load();
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
  const exported = {
    ...(await redact(result, new Set(KINDS))),
    judgedAt: 1_795_435_200,
    waxseal: '0.1.0',
    isFromFile: false,
    hidden: KINDS,
  };
  return `${toMarkdown(exported, speech, [])}\n${toJson(exported)}`.toLowerCase();
};

/** The words that are put into a message. */
const WORDS = [
  'canarylocal',
  'canaryname',
  'canarysubject',
  'canarymessage',
  'canaryqueue',
  'canarylogin',
  'canarybody',
  '203.0.113.77',
  '77.113.0.203',
  '203-0-113-77',
  '2001:db8:ca:4a::77',
];

/** @param {string} message */
function marked(message) {
  const end = message.search(/\r?\n\r?\n/);
  const header = (end < 0 ? message : message.slice(0, end))
    .replace(/\r?\n[ \t]+/g, ' ')
    .replace(/^(message-id|in-reply-to|references):.*$/gim, '$1: <canarymessage.1@host.example>')
    .replace(/[A-Za-z0-9._+=-]+@(?=[a-z0-9-]+\.)/g, 'canarylocal@')
    .replace(/^subject:.*$/gim, 'Subject: canarysubject')
    .replace(/\b\d{1,3}(\.\d{1,3}){3}\b/g, '203.0.113.77')
    .replace(/\b(IPv6:)?[0-9a-f]{1,4}:[0-9a-f:]*::?[0-9a-f]+\b/gi, (text) =>
      /:\d\d:/.test(text) ? text : '2001:db8:ca:4a::77',
    )
    .replace(/\bid [A-Za-z0-9.]+/g, 'id canaryqueue77')
    .replace(/^(from|to|cc|sender|reply-to):\s*(?:"[^"]*"|[^<"]*)?</gim, '$1: canaryname <');
  const received = [
    'Received: from out.host.example (mail-203-0-113-77.host.example [203.0.113.77]) (Authenticated sender: canarylogin)',
    '\tby mx.host.example (Postfix) with ESMTPSA id canaryqueue78 for <canarylocal@host.example>; Mon, 23 Nov 2026 10:00:00 +0000',
    'Authentication-Results: mx.host.example; spf=pass (domain of canarylocal@host.example designates 203.0.113.77 as permitted sender, canaryqueue78)',
    '\tsmtp.mailfrom=canarylocal@host.example smtp.auth=canarylogin; iprev=pass policy.iprev=2001:db8:ca:4a::77',
    'Return-Path: <canarylocal@macro.example>',
    'Delivered-To: canarylocal',
    'X-Forwarded-To: canarylocal@host.example',
  ].join('\r\n');
  return Buffer.from(`${received}\r\n${header.replace(/^\s+/, '')}\r\n\r\ncanarybody\r\n`, 'latin1');
}

const ZONE =
  'macro.example. 300 IN TXT "v=spf1 exists:%{l}.%{ir}._spf.macro.example exists:%{i}.x.macro.example include:%{l}.y.macro.example -all exp=why.macro.example"\n' +
  'why.macro.example. 300 IN TXT "%{i} may not send for %{s} (%{l})"\ncanarylocal.y.macro.example. 300 IN TXT "v=spf1 ip4:203.0.113.77 ?all"\n77.113.0.203.in-addr.arpa. 300 IN PTR mail-203-0-113-77.host.example.\n';

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
    for (const word of WORDS)
      assert.ok(
        !text.includes(word),
        `${name}: ${word} in …${text.slice(Math.max(text.indexOf(word) - 120, 0), text.indexOf(word) + 60)}…`,
      );
  }
  assert.ok(seen > 150, `${seen}`);
});

test('no piece of the body or the subject is left where the cause of a failure was found', async () => {
  let causes = 0;
  for (const name of names.filter((one) => one.startsWith('diagnosis-'))) {
    const message = readFileSync(`${folder}/${name}/message.eml`);
    const result = found(message, readFileSync(`${folder}/${name}/zone.txt`, 'utf8'), true);
    causes += result.diagnoses
      .flatMap((diagnosis) => diagnosis.causes.flatMap(({ restored }) => restored))
      .filter(({ text }) => text.length > 0).length;
    const text = await taken(result);
    const lines = message
      .toString('latin1')
      .split(/\r?\n\r?\n/)
      .slice(1)
      .join('\n')
      .split(/\r?\n/)
      .map((line) => line.trim().toLowerCase())
      .filter((line) => line.length > 15 && !line.startsWith('content-'));
    for (const line of lines) assert.ok(!text.includes(JSON.stringify(line).slice(1, -1)), `${name}: ${line}`);
    const { subject } = result.report.identifiers;
    if (subject && subject.length > 4) assert.ok(!text.includes(subject.toLowerCase()), `${name}: ${subject}`);
  }
  assert.ok(causes > 20, `${causes}`);
});

/** A word that stands nowhere else, of one place. @param {string} place */
const token = (place) =>
  `Zq${[...place]
    .map((letter) => letter.charCodeAt(0).toString(16))
    .join('')
    .slice(-12)}Xv${place.length}`;

/**
 * A header in which every part that says something of people has a word of its own. What stands in braces is one.
 * @param {string} template @returns {{ message: Buffer, words: string[] }}
 */
const tokened = (template) => {
  const words = [];
  const message = template.replace(/\{([a-z-]+)\}/g, (_, place) => {
    const word = token(`${place}${words.length}`);
    words.push(word);
    return word;
  });
  return { message: Buffer.from(message.replaceAll('\n', '\r\n'), 'latin1'), words };
};

const MAILBOXES = [
  '"{name} {name}" <{local}@list.example>',
  '{name} {name} <{local}@list.example>',
  '{local}@list.example ({comment})',
  '{name}',
  '"{name}"',
  '"{name}@list.example" <{local}@list.example>',
  '"{name} @{name}" <{local}@list.example>',
  '{name} @{name} <{local}@list.example>',
  '<@relay.example,@relay2.example:{local}@list.example>',
  '"{local} {local}"@list.example',
  '"{local}\\"{local}"@list.example',
  '{group}: {name} <{local}@list.example>, "{name}" <{local}@other.example>;',
  '{local} @ list.example',
  '{local}({comment})@list.example',
  '{local}.{local}@list.example',
  '{local}@[{comment} {comment}]',
  '{local}@[203.0.113.9]',
  '=?utf-8?Q?{name}_{name}?= <{local}@list.example>',
  '<{local}@list.example> {name}',
  '<{local}',
  '{local}@',
  '"{name}',
  '{local}@list.example {name}@list.example',
  '{local}@list.example, {name}',
  '{local}=40home.example@list.example',
  'SRS0={srs}=tt=home.example={local}@list.example',
  '{name} <mailto:{local}@list.example>',
  '(({comment}) {comment}) {local}@list.example',
  '{local}@list.example <{local}@other.example>',
];
const ADDRESS_FIELDS = [
  'From',
  'To',
  'Cc',
  'Bcc',
  'Sender',
  'Reply-To',
  'Resent-From',
  'Resent-To',
  'Resent-Sender',
  'Return-Path',
  'Delivered-To',
  'X-Original-To',
  'Envelope-To',
  'X-Forwarded-To',
  'X-Forwarded-For',
  'Errors-To',
  'List-Id',
  'List-Post',
  'Disposition-Notification-To',
];
const FIELDS = [
  'Date: Mon, 23 Nov 2026 10:00:00 +0000 ({comment} {comment})',
  'Date: {comment}',
  'Subject: {subject} {subject}',
  'Thread-Topic: {subject}',
  'Message-ID: <{id}@list.example>',
  'In-Reply-To: <{id}@list.example>',
  'References: <{id}@list.example> <{id}@x.example>',
  'Comments: {comment}',
  'Keywords: {phrase}, {phrase}',
  'List-Id: {name} {name} <users.list.example>',
  'List-Id: {name}',
  'List-Unsubscribe: <mailto:{local}@list.example?subject={id}>',
  'Feedback-ID: {id}:{id}:x',
  'X-Mailer: {comment}',
  'Received: from {helo} (out.host.example [203.0.113.77]) by mx.home.example (Postfix, from userid {id}) with ESMTPS id {id} for <{local}@home.example>; Mon, 23 Nov 2026 10:00:00 +0000 ({comment})',
  'Received: from [{helo}] ({helo}.local [203.0.113.77]) (Authenticated sender: {login}) by mx.home.example with {comment} mailer via {comment} id {id} for {local}@home.example (envelope-from <{local}@list.example>); Mon, 23 Nov 2026 10:00:00 +0000',
  'Received: from {helo}.lan ([203.0.113.77]:1234 helo={helo}) by {helo} with esmtpsa (TLS1.3) tls TLS_AES_256_GCM_SHA384 (Exim 4.96) (envelope-from <{local}@list.example>) id {id} for {local}@home.example; Mon, 23 Nov 2026 10:00:00 +0000',
  'Received: by mx.home.example ({comment}, {comment}) id {id}; {comment}',
  'Received: {comment}',
  'Received: (qmail 1 invoked by uid {id}); 23 Nov 2026 10:00:00 -0000',
  'Received-SPF: pass (mx.home.example: domain of {local}@list.example designates 203.0.113.77) client-ip=203.0.113.77; envelope-from="{local}@list.example"; helo={helo}; identity=mailfrom; x-note={comment}; receiver={helo};',
  'Authentication-Results: mx.home.example; spf=pass ({comment}) smtp.mailfrom={local}@list.example smtp.helo={helo}; dkim=pass reason="{comment} {comment}" header.i={local}@list.example header.d=list.example; auth=pass smtp.auth={login}; dmarc=pass header.from={local}@list.example policy.note={comment}',
  'Authentication-Results: mx.home.example; spf=pass smtp.mailfrom="{local}"@list.example; x-{comment}; {comment} {comment}',
  'Authentication-Results: {helo}; none',
  'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=list.example; i={local}@list.example; s=s1; h=from:subject; z=From:{local}@list.example|Subject:{subject}; bh=AAAA; b=AAAA; x-user={comment}',
  'ARC-Authentication-Results: i=1; mx.home.example; spf=pass ({comment}) smtp.mailfrom={local}@list.example',
  'ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=list.example; s=s1; h=from; bh=AAAA; b=AAAA; n={comment}',
];
const ORIGIN =
  'Received: from mx.evil.example (mx.evil.example [203.0.113.66]) by mx.home.example with ESMTPS id 1 for <bob@home.example>; Mon, 23 Nov 2026 10:00:00 +0000';
/** Macros of the sender's address as a record can have them. */
const MACROS = [
  'exists:%{l}._spf.list.example',
  'include:%{L}.x.list.example',
  'a:%{lr}.list.example',
  'exists:%{l-}.%{ir}.%{v}._spf.%{d}',
  'exists:%{s}.list.example',
  'mx:%{S}',
  'exists:%{l}',
  'redirect=%{l}._spf.%{d}',
  '-all exp=%{l}.why.list.example',
  'exists:%{l1r+}.%{o}/24',
  'ptr:%{l}.list.example',
];
const NEWS = 'Subject: x\nDate: Mon, 23 Nov 2026 10:00:00 +0000';

/** @returns {Generator<{ template: string, zone: string }>} */
function* templates() {
  const plain = 'Return-Path: <news@list.example>\nFrom: info@list.example\nTo: bob@home.example';
  for (const field of ADDRESS_FIELDS)
    for (const mailbox of MAILBOXES) {
      const rest =
        field === 'From'
          ? ''
          : field === 'Return-Path'
            ? 'From: info@list.example'
            : field === 'To'
              ? 'From: info@list.example'
              : plain;
      yield { template: `${field}: ${mailbox}\n${ORIGIN}\n${rest === '' ? '' : `${rest}\n`}${NEWS}`, zone: '' };
    }
  for (const field of FIELDS)
    for (const name of ['list.example', 'List.Example']) {
      yield {
        template: `${field}\n${ORIGIN}\n${plain}\n${NEWS}`,
        zone: `list.example. 300 IN TXT "v=spf1 include:x.${name} -all"\n`,
      };
    }
  yield {
    template: `From: {name} <{local}@one.example>\nFrom: "{name}" <{local}@two.example>, "Bank: {name}"\n${NEWS}`,
    zone: '',
  };
  for (const macro of MACROS)
    for (const local of ['{local}', '{local}.{local}', '{local}-{local}+{local}', '"{local} {local}"']) {
      yield {
        template: `Return-Path: <${local}@list.example>\n${ORIGIN}\nFrom: info@list.example\nTo: bob@home.example\n${NEWS}`,
        zone: `list.example. 300 IN TXT "v=spf1 ${macro} -all"\n`,
      };
    }
}

test('of every part that says something of people nothing is left, in whatever form it stands', async () => {
  let [tried, reached] = [0, 0];
  const left = [];
  for (const { template, zone } of templates()) {
    const { message, words } = tokened(`${template}\n\nhi\n`);
    const result = found(message, zone, true);
    const plain = JSON.stringify(result).toLowerCase();
    const text = await taken(result);
    for (const word of words) {
      tried += 1;
      if (plain.includes(word.toLowerCase())) reached += 1;
      if (text.includes(word.toLowerCase()))
        left.push(
          `${template.split('\n')[0]} ${zone}: …${text.slice(Math.max(text.indexOf(word.toLowerCase()) - 60, 0)).slice(0, 120)}`,
        );
    }
  }
  assert.deepEqual(left, []);
  assert.ok(tried > 1000 && reached > 500, `${reached} of ${tried}`);
});
