// What may stand in a document of the tool: whatever else there is was made of data.

/** @typedef {import('./harness.mjs').TestPage} TestPage */

/**
 * Whatever in the document could run, load or lead away, beyond what the page has by itself.
 * @param {TestPage} page
 * @returns {Promise<string[]>}
 */
export const foreign = (page) =>
  page.evaluate(() => {
    const tags = new Set(
      `html head meta title script link body header a b span p svg path circle div button label select option main h1 h2 h3 h4 strong
    waxseal-check noscript footer section textarea input ul ol li details summary code bdi dl dt dd article table thead tbody tr th td progress fieldset
    legend time figure figcaption g line rect text tspan optgroup`.split(/\s+/),
    );
    const attributes = new Set(
      `lang charset http-equiv content name src rel href type class id viewBox aria-hidden focusable d role aria-label aria-pressed
    for autocomplete value tabindex aria-current hidden rows spellcheck autocapitalize dir aria-describedby placeholder accept data-key aria-labelledby aria-controls aria-selected data-state cx cy
    r scope ready given own-resolver theme data-theme open inputmode aria-invalid checked max target as crossorigin transform title label hreflang aria-live aria-disabled readonly x y x1 y1 x2 y2 width height rx text-anchor`.split(
        /\s+/,
      ),
    );
    const links = [
      `${location.origin}/`,
      'https://www.rfc-editor.org/rfc/rfc',
      // Where the providers publish their rules.
      'https://support.google.com/a/answer/',
      'https://senders.yahooinc.com/',
      'https://techcommunity.microsoft.com/blog/',
    ];
    /** @type {(Document | ShadowRoot)[]} */
    const roots = [document];
    /** @type {string[]} */
    const found = [];
    for (const root of roots) {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) roots.push(element.shadowRoot);
        if (!tags.has(element.localName)) found.push(`<${element.localName}>`);
        for (const { name, value } of element.attributes) {
          // Where rows lie, which scripts of the page say in pixels.
          if (
            !attributes.has(name) &&
            !(
              name === 'style' &&
              /^(?:(?:height|top|transform|translate): (?:translateY\()?-?[\d.]+px\)?; ?)*$/.test(value)
            )
          )
            found.push(`<${element.localName} ${name}=${value}>`);
          if (/^(href|src)$/.test(name) && !links.some((start) => new URL(value, location.href).href.startsWith(start)))
            found.push(`${name}=${value}`);
        }
        if (element.localName === 'script' && root !== document) found.push('a script');
      }
    }
    return found;
  });
