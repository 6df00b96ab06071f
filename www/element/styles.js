// The element's styles: constructed sheets, so that a strict CSP of whatever page it stands on holds.

/** A style sheet. Without it the element is plain, but works. @param {URL} url */
export const sheet = async (url) => {
  const made = new CSSStyleSheet();
  const response = await fetch(url).catch(() => null);
  if (response?.ok) made.replaceSync(await response.text());
  return made;
};

/** @type {Promise<CSSStyleSheet[]> | undefined} */
let sheets;

/** The sheets of the empty element, shared by all elements of a page. */
export const styles = () => {
  sheets ??= Promise.all([new URL('../tokens.css', import.meta.url), new URL('./element.css', import.meta.url)].map(sheet));
  return sheets;
};
