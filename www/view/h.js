// The only place that makes elements. Nothing is ever parsed as HTML.

/** @typedef {Node | string | null | undefined | false | readonly any[]} Child */
/** @typedef {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} Attributes */

const ALLOWED = new Set([
  'class',
  'id',
  'lang',
  'dir',
  'role',
  'title',
  'type',
  'name',
  'value',
  'for',
  'rows',
  'accept',
  'checked',
  'hidden',
  'disabled',
  'readonly',
  'required',
  'tabindex',
  'spellcheck',
  'autocomplete',
  'autocapitalize',
  'placeholder',
  'open',
  'inputmode',
  'label',
  'max',
  'scope',
  'href',
  'rel',
  'target',
  'viewBox',
  'd',
  'cx',
  'cy',
  'r',
  'transform',
  'focusable',
  'x',
  'y',
  'x1',
  'y1',
  'x2',
  'y2',
  'width',
  'height',
  'rx',
  'text-anchor',
  'data-key',
  'data-state',
]);

/** The page that has this tool to itself, from wherever the tool is shown. */
export const HOME = new URL('../', import.meta.url).href;

/** Where a link may lead: the RFCs, the rules of mailbox providers, and the tool's own page. */
const LINKS = [
  'https://www.rfc-editor.org/rfc/rfc',
  'https://support.google.com/a/answer/',
  'https://senders.yahooinc.com/',
  'https://techcommunity.microsoft.com/blog/',
  HOME,
  '#',
];

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {Element} element
 * @param {Attributes} attributes
 * @param {readonly Child[]} children
 */
const dress = (element, attributes, children) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) setAttribute(element, name, value);
  }
  append(element, children);
};

/** @param {Element} element @param {string} name @param {string | number | true} value */
const setAttribute = (element, name, value) => {
  if (!ALLOWED.has(name) && !name.startsWith('aria-')) throw new TypeError(`attribute ${name}`);
  const text = value === true ? '' : String(value);
  if (name === 'href' && !LINKS.some((start) => text.startsWith(start))) throw new TypeError('link');
  element.setAttribute(name, text);
};

/** @param {Node} node @param {readonly Child[]} children */
const append = (node, children) => {
  for (const child of children) {
    if (Array.isArray(child)) append(node, child);
    else if (child instanceof Node) node.appendChild(child);
    else if (typeof child === 'string') node.appendChild(document.createTextNode(child));
  }
};

/**
 * An HTML element. A function as an attribute listens to the event of that name.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export const h = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  dress(element, attributes, children);
  return element;
};

/**
 * An SVG element.
 * @param {string} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {Element}
 */
export const svg = (tag, attributes = {}, ...children) => {
  const element = document.createElementNS(SVG, tag);
  dress(element, attributes, children);
  return element;
};
