// What is given in place of an e-mail is told apart.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { strangerOf } from '../www/element/stranger.js';

/** What a text is, and what is checked instead. @param {string} text @param {string} [found] */
const of = (text, found = 'unknown') => {
  const one = strangerOf(text, found);
  return one && 'query' in one ? `${one.kind} ${one.domain} ${one.query}` : one?.kind ?? null;
};

test('an address names its domain', () => {
  for (const text of ['info@a.example', ' mailto:info@a.example\r\n', '"Info, sales" <info@a.example>']) assert.equal(of(text), 'address a.example a.example', text);
  for (const text of ['@', 'info@', 'a b@c.example', 'a@b@c.example', '']) assert.notEqual(of(text)?.split(' ')[0], 'address', text);
});

test('a URL names the domain of its host', () => {
  for (const text of ['https://A.example/path', 'http://a.example:8080/', 'a.example/path', 'a.example:25']) assert.equal(of(text), 'url a.example a.example', text);
  for (const text of ['localhost', 'http://localhost:8080/', '192.0.2.1', '192.0.2.1:25', '2001:db8::1', '[2001:db8::1]', 'hello']) assert.equal(of(text), 'host', text);
  for (const text of ['two words', 'p=MIIBIj+/', 'x'.repeat(100), `${'x'.repeat(30_000)}.example`, 'https://']) assert.equal(of(text), null, text);
});

test('a record names the domain that it stands under, and its key', () => {
  const key = 's1._domainkey.a.example';
  for (const text of [`${key}. 3600 IN TXT "v=DKIM1; p="`, `;; ANSWER SECTION:\n${key}.\t300\tIN\tTXT\t"v=DKIM1; p="\n`, `${key}\ttext = "v=DKIM1; p="`, `${key} descriptive text "v=DKIM1; p="`]) {
    assert.equal(of(text, 'dkim_record'), `named_record a.example ${key}`, text);
  }
  assert.equal(of('_dmarc.a.example. IN TXT "v=DMARC1; p=none"'), 'named_record a.example _dmarc.a.example');
  assert.equal(of('A.example. IN TXT "v=spf1 -all"'), 'named_record a.example a.example');
  for (const text of ['v=spf1 -all', '"v=DKIM1; k=ed25519; p=AAAA"', 'v=DMARC1;p=none']) assert.equal(of(text), 'record', text);
  assert.equal(of('Please publish v=spf1 -all'), null);
  // What the core knows by name is called by it.
  assert.equal(of('v=spf1 -all', 'rendered_text'), null);
});
