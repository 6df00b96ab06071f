// What a hostile message, of our own making or of the attack corpus, does to the page: D1, D2.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';

import { startServer } from '../../tools/serve.mjs';
import { foreign } from './foreign.mjs';
import { inBrowsers } from './harness.mjs';
import { committedKey, keyRecord, signed } from './mail.mjs';
import { startResolver } from './resolver/resolver.mjs';
import { txt } from './resolver/zone.mjs';
import { clear, consent, everything, visit } from './steps.mjs';

const key = committedKey('rsa2048');
const hostileRecord = `${keyRecord(key)}; n=<img/src=x/onerror=document.title='run'><script>alert(1)</script>`;

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
/** @type {Awaited<ReturnType<typeof startResolver>>} */
let resolver;

before(async () => {
  server = await startServer();
  resolver = await startResolver({ zones: { 'plain.example': [`hostile._domainkey TXT ${txt(hostileRecord)}`] } });
});
after(() => Promise.all([server?.close(), resolver?.stop()]));

const PAYLOADS = [
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  '</script><script>alert(1)</script>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<a href="javascript:alert(1)">x</a>',
  '<style>*{background:url(//leak.evil.example/c)}</style>',
  '<link rel=prefetch href=//leak.evil.example/p>',
  '<details open ontoggle=alert(1)>',
  '{{constructor.constructor("alert(1)")()}}',
  '__proto__',
  '\u202egpj.exe\u2066',
  '<waxseal-check sample=pass>',
  '<template shadowrootmode=open><img src=//leak.evil.example/t></template>',
  '=?utf-7?Q?+ADw-script+AD4-alert(1)+ADw-/script+AD4-?=',
];

/** Messages that try to run, load or show something. @returns {{ id: string, content: Buffer }[]} */
function hostile() {
  const folder = process.env.WAXSEAL_ATTACKS ?? '';
  const own = [
    {
      id: 'own',
      content: Buffer.from(
        signed(
          [{ key, domain: 'plain.example', selector: 'hostile' }],
          [
            ['From', `"${PAYLOADS[0]}" <alice@plain.example>`],
            ['To', PAYLOADS.join(', ')],
            ['Subject', PAYLOADS.join(' ')],
            ['Date', `${PAYLOADS[1]}`],
            ['Message-ID', `<${PAYLOADS[2]}@plain.example>`],
            ...PAYLOADS.map(
              (payload) => /** @type {[string, string]} */ ([payload.replaceAll(/[^!-~]|:/g, ''), payload]),
            ),
          ],
          PAYLOADS.join('\r\n'),
        ),
      ),
    },
    {
      id: 'own-tags',
      content: Buffer.from(
        `DKIM-Signature: v=1; a=${PAYLOADS[0]}; d=${PAYLOADS[1]}; s=${PAYLOADS[2]}; h=${PAYLOADS[3]};\r\n` +
          ` i=${PAYLOADS[4]}; x-${PAYLOADS[5]}; c=${PAYLOADS[5]}; q=${PAYLOADS[6]}; bh=${PAYLOADS[7]}; b=${PAYLOADS[8]}\r\nFrom: ${PAYLOADS[0]}\r\n\r\n${PAYLOADS[1]}\r\n`,
      ),
    },
  ];
  const cases = join(folder, 'cases');
  if (folder === '' || !existsSync(cases)) return own;
  return own.concat(
    readdirSync(cases).flatMap((name) => {
      const { id, category, message_file: file } = JSON.parse(readFileSync(join(cases, name), 'utf8'));
      return category === 'inject' && !file.startsWith('gen:')
        ? [{ id, content: readFileSync(join(folder, file)) }]
        : [];
    }),
  );
}

inBrowsers('hostile text', (browser) => {
  it('D1 D2: becomes no element, dialog or request', async () => {
    const page = await browser.page();
    await visit(page, `${server.url}/own-resolver.html`);
    assert.deepEqual(await foreign(page), []);
    for (const { id, content } of hostile()) {
      await page.upload('#file', [{ name: '<img src=x onerror=alert(1)>.eml', content }]);
      await page
        .waitFor(() => Boolean(document.querySelector('waxseal-check')?.shadowRoot?.querySelector('.letter, #trouble')))
        .catch((error) => assert.fail(`${id}: ${error.message}`));
      if (id === 'own') {
        await consent(page, resolver.url);
        assert.ok((await everything(page)).includes(hostileRecord), 'the record is not shown as text');
      }
      const text = await everything(page);
      assert.deepEqual(await foreign(page), [], id);
      assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069]/, id);
      if (id === 'own')
        for (const payload of PAYLOADS.slice(0, 5)) assert.ok(text.includes(payload), `${payload} is not shown`);
      await clear(page);
    }
    assert.match(await page.evaluate(() => document.title), /^Waxseal/);
    assert.deepEqual(page.messages(), []);
    assert.deepEqual(
      page.requests().filter(({ url }) => !url.startsWith(server.url) && !url.startsWith(resolver.url)),
      [],
    );
  });
});
