// What the harness runs inside the page: each function is self-contained, and takes a list.

/** The first element for a selector, in open shadow roots too. @param {[string]} argument @returns {Element | null} */
export function deepFind([selector]) {
  /** @type {(Document | ShadowRoot)[]} */
  const roots = [document];
  for (const root of roots) {
    const found = root.querySelector(selector);
    if (found) return found;
    for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
  }
  return null;
}

/**
 * The rendered text of an element, with that of the open shadow roots in it; null if it was taken away.
 * @param {[Element]} argument
 */
export function deepText([element]) {
  if (!element.isConnected) return null;
  /** @param {Node} node @returns {string} */
  const read = (node) => {
    if (node instanceof Element) {
      const style = getComputedStyle(node);
      if (style.display === 'none' || style.visibility === 'hidden' || /^(STYLE|SCRIPT|TEMPLATE)$/.test(node.tagName))
        return '';
      const inner = [...(node.shadowRoot ?? node).childNodes].map(read).join('');
      const value = node instanceof HTMLTextAreaElement || node instanceof HTMLInputElement ? node.value : inner;
      return /^(inline|contents)/.test(style.display) ? value : `\n${value}\n`;
    }
    if (node.nodeType !== Node.TEXT_NODE) return '';
    const parent = node.parentElement;
    const kept = parent && /^(pre|break-spaces)/.test(getComputedStyle(parent).whiteSpace);
    return kept ? (node.nodeValue ?? '') : (node.nodeValue ?? '').replace(/\s+/g, ' ');
  };
  return read(element)
    .replace(/[ \t]*\n\s*/g, '\n')
    .trim();
}

/** Puts text where the caret is, as typing does. @param {[Element, string]} argument */
export function insert([element, text]) {
  const field = /** @type {HTMLTextAreaElement} */ (element);
  field.focus();
  field.select?.();
  document.execCommand(text === '' ? 'delete' : 'insertText', false, text);
}

/** The next copy command takes these texts. @param {[Record<string, string>]} argument */
export function prepareCopy([texts]) {
  addEventListener(
    'copy',
    (event) => {
      for (const [type, text] of Object.entries(texts)) event.clipboardData?.setData(type, text);
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true, once: true },
  );
}

/** @param {[Element, string[], { name: string, type: string, base64: string }[], Record<string, string>]} argument */
export function dispatchTransfer([element, types, files, texts]) {
  const transfer = new DataTransfer();
  for (const { name, type, base64 } of files) {
    const octets = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    transfer.items.add(new File([octets], name, { type }));
  }
  for (const [type, text] of Object.entries(texts)) transfer.setData(type, text);
  const init = { bubbles: true, cancelable: true, composed: true };
  return types.map((type) => {
    const event =
      type === 'paste'
        ? new ClipboardEvent(type, { ...init, clipboardData: transfer })
        : new DragEvent(type, { ...init, dataTransfer: transfer });
    // Firefox drops the files of a clipboard that a script has made.
    if (type === 'paste') Object.defineProperty(event, 'clipboardData', { value: transfer });
    return element.dispatchEvent(event);
  });
}
