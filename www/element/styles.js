// The element's styles: constructed sheets, so that a strict CSP of whatever page it stands on holds.

const FILES = [new URL('../tokens.css', import.meta.url), new URL('./element.css', import.meta.url)];

/** @type {Promise<CSSStyleSheet[]> | undefined} */
let sheets;

/** @param {URL} url */
const fetchSheet = async (url) => {
  const sheet = new CSSStyleSheet();
  const response = await fetch(url);
  if (response.ok) sheet.replaceSync(await response.text());
  return sheet;
};

/** The sheets, shared by all elements of a page. Without them the element is plain, but works. */
export const styles = () => {
  sheets ??= Promise.all(FILES.map(fetchSheet)).catch(() => []);
  return sheets;
};
