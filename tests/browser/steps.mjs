// The steps a reader takes on the page.

/** @typedef {import('./harness.mjs').TestPage} TestPage */

/** Opens a page and waits until the tool is there. @param {TestPage} page @param {string} url */
export async function visit(page, url) {
  await page.open(url);
  await page.element('waxseal-check[ready]');
}

/** Pastes a text with its own line ends. @param {TestPage} page @param {string} text */
export async function give(page, text) {
  await page.pasteFiles('#source', [], { 'text/plain': text });
}

/** Waits for the consent step; returns the names in it. @param {TestPage} page @returns {Promise<string[]>} */
export async function announced(page) {
  await page.element('[data-key=decline], [data-key=decline-telling]');
  return page.evaluate(() => {
    const root = /** @type {ShadowRoot} */ (document.querySelector('waxseal-check')?.shadowRoot);
    return [...root.querySelectorAll('.consent .question bdi')].map((name) => name.textContent ?? '');
  });
}

/** The names of keys among those announced. @param {TestPage} page */
export const announcedKeys = async (page) => (await announced(page)).filter((name) => name.includes('._domainkey.'));

/** Pastes a record instead of asking, and has nothing else asked. @param {TestPage} page @param {string} record */
export async function paste(page, record) {
  await page.evaluate(() => {
    const details = document.querySelector('waxseal-check')?.shadowRoot?.querySelector('#record')?.closest('details');
    if (details instanceof HTMLDetailsElement) details.open = true;
  });
  await page.fill('#record', record);
  await page.click('[data-key=use-record]');
  await page.waitFor(
    () =>
      !(
        /** @type {HTMLTextAreaElement | null | undefined} */ (
          document.querySelector('waxseal-check')?.shadowRoot?.querySelector('#record')
        )?.value
      ),
  );
  await decline(page);
}

/** Has nothing asked that is still open. @param {TestPage} page */
export async function decline(page) {
  await page.evaluate(() => {
    const button = document
      .querySelector('waxseal-check')
      ?.shadowRoot?.querySelector('[data-key=decline], [data-key=decline-telling]');
    if (button instanceof HTMLElement) button.click();
  });
  await settled(page);
}

/** Names the resolver, agrees, and waits for the answers. @param {TestPage} page @param {string} resolver */
export async function agree(page, resolver) {
  await announced(page);
  await page.fill('#own', resolver);
  await page.click('[data-key=ask]');
  await page.waitFor(() => {
    const root = document.querySelector('waxseal-check')?.shadowRoot;
    return root?.querySelector('.letter') && !root.querySelector('[data-key=cancel]');
  });
}

/** The same, until nothing more is to be asked. @param {TestPage} page @param {string} resolver */
export async function consent(page, resolver) {
  await agree(page, resolver);
  await settled(page);
}

/** Waits until nothing more is to be asked. @param {TestPage} page */
export async function settled(page) {
  await page.waitFor(() => {
    const root = document.querySelector('waxseal-check')?.shadowRoot;
    return (
      root?.querySelector('.letter') &&
      !root.querySelector('[data-key=decline], [data-key=decline-telling], [data-key=cancel]')
    );
  });
}

/** Waits until the search for the cause has come to something. @param {TestPage} page */
export async function explained(page) {
  await page.element('.letter > .explanation');
}

/** The state of the verdict. @param {TestPage} page */
export const state = (page) => page.attribute('.letter', 'data-state');

/** @typedef {'genuine' | 'domain' | 'evidence'} Door */

/** The doors that there are. @param {TestPage} page @returns {Promise<Door[]>} */
export const doorsOf = (page) =>
  page.evaluate(() =>
    [...(document.querySelector('waxseal-check')?.shadowRoot?.querySelectorAll('.door:not([hidden])') ?? [])]
      .filter((door) => !door.closest('[hidden]'))
      .map(({ id }) => /** @type {any} */ (id.slice('door-'.length))),
  );

/** Waits until there is a verdict that is not being worked on. @param {TestPage} page */
export const showing = (page) =>
  page.waitFor(() => {
    const root = document.querySelector('waxseal-check')?.shadowRoot;
    const isShown =
      root?.querySelector('#trouble') ||
      (root?.querySelector('.letter') && root.querySelector('.details:not([hidden]) .door'));
    return Boolean(isShown && !root?.querySelector('[data-key=cancel]'));
  });

/** Goes through one of the doors below the verdict. @param {TestPage} page @param {Door} door */
export async function through(page, door) {
  await page.click(`#door-${door}`);
  await page.element(`#behind-${door}:not([hidden], [aria-busy])`);
}

/** Opens what a result is taken along by. @param {TestPage} page */
export async function takeAlong(page) {
  await page.element('#exports');
  await page.evaluate(() => {
    const fold = document.querySelector('waxseal-check')?.shadowRoot?.querySelector('[data-key=fold-exports]');
    if (fold instanceof HTMLDetailsElement) fold.open = true;
  });
  await page.element('[data-key=save-evidence]');
}

/** Opens all that can be opened behind the chosen door and elsewhere. @param {TestPage} page */
export async function unfold(page) {
  await page.evaluate(() => {
    const root = document.querySelector('waxseal-check')?.shadowRoot;
    const opened = new Set();
    for (
      let closed;
      (closed = [...(root?.querySelectorAll('details') ?? [])].filter((one) => !opened.has(one))).length > 0;
    ) {
      for (const details of closed) {
        opened.add(details);
        details.open = true;
        details.dispatchEvent(new Event('toggle'));
      }
    }
  });
}

/** Opens all that can be opened behind every door, and reads the whole tool. @param {TestPage} page */
export async function everything(page) {
  let text = '';
  for (const door of await doorsOf(page)) {
    await through(page, door);
    await unfold(page);
    text += await page.text('waxseal-check');
  }
  return text;
}

/** @param {TestPage} page @param {'en' | 'ja'} language */
export async function speak(page, language) {
  await page.click(`.languages [lang=${language}]`);
  await page.waitFor(
    (wanted) =>
      document.documentElement.lang === wanted &&
      document.querySelector(`.languages [lang=${wanted}]`)?.getAttribute('aria-pressed') === 'true',
    language,
  );
}

/** @param {TestPage} page @param {'light' | 'dark'} theme */
export async function dress(page, theme) {
  await page.evaluate((value) => {
    const select = /** @type {HTMLSelectElement} */ (document.querySelector('#theme'));
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }, theme);
}

/** Clears everything. @param {TestPage} page */
export async function clear(page) {
  await page.click('[data-key=clear]');
  await cleared(page);
}

/** Waits until nothing is left. @param {TestPage} page */
export async function cleared(page) {
  await page.waitFor(
    () => !document.querySelector('waxseal-check')?.shadowRoot?.querySelector('.given, .letter, .consent'),
  );
}
