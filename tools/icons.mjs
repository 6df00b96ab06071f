// Draws the icons of the installed page from www/icon.svg, with Chromium: www/icons/.
//
//   node tools/icons.mjs

import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

import { findBrowser } from '../tests/browser/browsers.mjs';

const www = fileURLToPath(new URL('../www', import.meta.url));
const SIZES = [192, 512];
/** A maskable icon fills its square, and what must be seen lies within a circle of four fifths of it. */
const KINDS = { icon: { share: 1, background: 'transparent' }, maskable: { share: 0.7, background: '#e8ebe6' } };

const drawing = (await readFile(join(www, 'icon.svg'))).toString('base64');
await mkdir(join(www, 'icons'), { recursive: true });
const browser = await chromium.launch({
  executablePath: findBrowser('chromium'),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage();
for (const size of SIZES) {
  await page.setViewportSize({ width: size, height: size });
  for (const [kind, { share, background }] of Object.entries(KINDS)) {
    await page.setContent(`<style>body { margin: 0; height: 100vh; display: grid; place-items: center; background: ${background} }</style>
      <img width="${size * share}" height="${size * share}" src="data:image/svg+xml;base64,${drawing}">`);
    await page.screenshot({ path: join(www, 'icons', `${kind}-${size}.png`), omitBackground: true });
  }
}
await browser.close();
