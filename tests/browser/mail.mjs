// Messages for the browser tests, signed as RFC 6376 has it: simple/simple, so that nothing is canonicalized but the
// end of the body.

import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** @typedef {import('node:crypto').KeyObject} KeyObject */

/** A throw-away key of the native tests. @param {string} name such as `rsa2048` */
export const committedKey = (name) =>
  createPrivateKey(readFileSync(new URL(`../signer/keys/${name}.pem`, import.meta.url)));

/** The text of the key's record. @param {KeyObject} key the private one */
export const keyRecord = (key) =>
  `v=DKIM1; k=rsa; p=${createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')}`;

/**
 * Puts signatures on top of a message, the first one lowest.
 * @param {{ key: KeyObject, domain: string, selector: string, fields?: string[] }[]} signers
 * @param {[string, string][]} fields names and values, top to bottom
 * @param {string} body with CRLF
 */
export function signed(signers, fields, body) {
  const hash = createHash('sha256')
    .update(body.replace(/(\r\n)*$/, '\r\n'))
    .digest('base64');
  const header = fields.map(([name, value]) => `${name}: ${value}\r\n`);
  const signatures = signers.map(({ key, domain, selector, fields: wanted }) => {
    const names = wanted ?? fields.map(([name]) => name);
    const covered = fields.flatMap(([name], index) =>
      names.includes(name) ? [{ name, line: header[index] ?? '' }] : [],
    );
    const field =
      `DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=${domain}; s=${selector};\r\n` +
      `\th=${covered.map(({ name }) => name).join(':')};\r\n\tbh=${hash};\r\n\tb=`;
    const value = sign('sha256', Buffer.from(covered.map(({ line }) => line).join('') + field), key).toString('base64');
    return `${field}${value}\r\n`;
  });
  return `${signatures.reverse().join('')}${header.join('')}\r\n${body}`;
}

/** A small message from a domain. @param {string} domain @param {{ key: KeyObject, selector: string }[]} signers */
export function letter(domain, signers) {
  return signed(
    signers.map((signer) => ({ ...signer, domain })),
    [
      ['From', `Alice <alice@${domain}>`],
      ['To', 'Bob <bob@receiver.example>'],
      ['Subject', 'Lunch'],
      ['Date', 'Mon, 23 Nov 2026 10:00:00 +0000'],
      ['Message-ID', `<1@${domain}>`],
    ],
    'Are we hungry yet?\r\n',
  );
}

/**
 * A file of a committed case or sample.
 * @param {string} path below tests/cases, or www/samples with `../../www/samples`
 */
export const committed = (path) => readFileSync(new URL(`../cases/${path}`, import.meta.url), 'utf8');
