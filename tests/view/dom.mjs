// As much of the DOM as the views use, so that Node can read what they make.

class FakeNode {
  /** @type {FakeNode[]} */ childNodes = [];
  /** @type {FakeNode | null} */ parent = null;

  /** @param {FakeNode} child */
  appendChild(child) {
    if (child.parent) child.parent.childNodes = child.parent.childNodes.filter((one) => one !== child);
    child.parent = this;
    this.childNodes.push(child);
    return child;
  }

  /** @param {...(FakeNode | string)} children */
  append(...children) {
    for (const child of children) this.appendChild(typeof child === 'string' ? new FakeText(child) : child);
  }

  /** All text in it. @returns {string} */
  get textContent() {
    return this.childNodes.map((child) => child.textContent).join('');
  }

  set textContent(text) {
    this.childNodes = text === '' ? [] : [new FakeText(text)];
  }
}

class FakeText extends FakeNode {
  /** @param {string} data */
  constructor(data) {
    super();
    this.data = data;
  }

  /** @override @returns {string} */
  get textContent() {
    return this.data;
  }

  /** @override */
  set textContent(text) {
    this.data = text;
  }
}

export class FakeElement extends FakeNode {
  /** @type {Map<string, string>} */ attributes = new Map();
  /** @type {Map<string, (event: any) => void>} */ listeners = new Map();

  /** @param {string} tag */
  constructor(tag) {
    super();
    this.tag = tag;
  }

  /** @param {string} name @param {string} value */
  setAttribute(name, value) {
    this.attributes.set(name, value);
  }

  /** @param {string} name */
  getAttribute(name) {
    return this.attributes.get(name) ?? null;
  }

  /** @param {string} type @param {(event: any) => void} listener */
  addEventListener(type, listener) {
    this.listeners.set(type, listener);
  }

  /** The value of a field, as it was made. */
  get value() {
    return this.getAttribute('value') ?? '';
  }

  set value(value) {
    this.setAttribute('value', value);
  }

  focus() {}
}

/** Puts it in the place of the browser's. */
export const install = () =>
  Object.assign(globalThis, {
    Node: FakeNode,
    document: {
      createElement: (/** @type {string} */ tag) => new FakeElement(tag),
      createElementNS: (/** @type {string} */ _, /** @type {string} */ tag) => new FakeElement(tag),
      createTextNode: (/** @type {string} */ text) => new FakeText(text),
    },
  });

/**
 * All elements below some nodes for which something holds, in their order.
 * @param {readonly FakeNode[]} nodes
 * @param {(element: FakeElement) => boolean} holds
 * @returns {FakeElement[]}
 */
export const find = (nodes, holds) =>
  nodes.flatMap((node) => [
    ...(node instanceof FakeElement && holds(node) ? [node] : []),
    ...find(node.childNodes, holds),
  ]);

/** @param {string} name */
export const byClass = (name) => (/** @type {FakeElement} */ element) =>
  (element.getAttribute('class') ?? '').split(' ').includes(name);

/** @param {string} tag */
export const byTag = (tag) => (/** @type {FakeElement} */ element) => element.tag === tag;

/** Opens all that can be opened, as often as something new turns up. @param {readonly FakeNode[]} nodes */
export const openAll = (nodes) => {
  const opened = new Set();
  for (let isNew = true; isNew; ) {
    isNew = false;
    for (const details of find(nodes, byTag('details'))) {
      if (opened.has(details)) continue;
      opened.add(details);
      isNew = true;
      details.listeners.get('toggle')?.({ target: details });
    }
  }
};
