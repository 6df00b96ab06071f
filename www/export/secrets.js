// Looks for words that are hidden elsewhere, as they stand by themselves: in one pass, however many they are.

/** @typedef {{ next: Map<string, Node>, mark: string | null }} Node */

/** Shorter ones stand in other words by chance. */
const SHORTEST = 4;
/** Characters of a word that are compared; the rest of a longer one goes with them. */
const COMPARED = 64;

/** @param {string | undefined} character */
const isLetter = (character) => character !== undefined && character.toLowerCase() !== character.toUpperCase();

/** @returns {Node} */
const node = () => ({ next: new Map(), mark: null });

export class Secrets {
  #root = node();

  /** @param {readonly { word: string, mark: string }[]} words In any case. */
  constructor(words) {
    for (const { word, mark } of words) {
      if (word.length < SHORTEST) continue;
      let at = this.#root;
      for (const character of [...word.slice(0, COMPARED).toLowerCase()]) {
        const next = at.next.get(character) ?? node();
        at.next.set(character, next);
        at = next;
      }
      at.mark ??= mark;
    }
  }

  /** The longest that begins at a place. @param {string} text In lower case. @param {number} start */
  #at(text, start) {
    let [at, end] = [this.#root, start];
    /** @type {{ end: number, mark: string } | null} */
    let found = null;
    for (;;) {
      const character = text.codePointAt(end);
      const next = character === undefined ? undefined : at.next.get(String.fromCodePoint(character));
      if (character === undefined || !next) return found;
      at = next;
      end += character > 0xffff ? 2 : 1;
      // What is compared in part alone may go on.
      if (at.mark !== null && (end - start >= COMPARED || !isLetter(text[end]))) found = { end, mark: at.mark };
    }
  }

  /** @param {string} text */
  hide(text) {
    if (this.#root.next.size === 0) return text;
    const plain = text.toLowerCase();
    // Where a letter has another length in lower case, places cannot be told apart.
    return this.#without(plain.length === text.length ? text : plain, plain);
  }

  /** @param {string} text @param {string} plain The same in lower case, as long. */
  #without(text, plain) {
    let hidden = '';
    let done = 0;
    for (let at = 0; at < text.length; ) {
      const found = isLetter(text[at - 1]) ? null : this.#at(plain, at);
      if (found) {
        while (found.end - at >= COMPARED && isLetter(text[found.end])) found.end += 1;
        hidden += text.slice(done, at) + found.mark;
        done = found.end;
      }
      at = found ? found.end : at + 1;
    }
    return hidden + text.slice(done);
  }
}
