// A message that is dropped or pasted.

/** @typedef {(source: File | string) => void} Give */

/** Pasted text shorter than this fits into the text area: put into text that was entered by hand, it is an addition to it. */
export const ADDITION = 100_000;

/** Whether none of these characters stands in a text. @param {string} text @param {string} characters */
const isWithout = (text, characters) => [...characters].every((character) => !text.includes(character));

/** The domain of an address that stands alone, or with a name before it. @param {string} text */
export const domainOfAddress = (text) => {
  if (text.length > 400) return null;
  const line = text.trim();
  const start = line.endsWith('>') ? line.indexOf('<') + 1 : 0;
  const address = start > 0 ? line.slice(start, -1) : line.toLowerCase().startsWith('mailto:') ? line.slice(7) : line;
  const [local = '', domain = '', ...more] = address.split('@');
  const dot = domain.lastIndexOf('.');
  const isAddress = more.length === 0 && local !== '' && dot > 0 && dot < domain.length - 1 && isWithout(address, ' \t\r\n<>') && (start > 0 || isWithout(local, ':'));
  return isAddress && isWithout(line.slice(0, start), '@:>\r\n') ? domain : null;
};

/** @param {HTMLElement} target @param {Give} give */
export const acceptDrops = (target, give) => {
  target.addEventListener('dragover', (event) => {
    event.preventDefault();
    target.classList.add('over');
  });
  target.addEventListener('dragleave', () => target.classList.remove('over'));
  target.addEventListener('drop', (event) => {
    event.preventDefault();
    event.stopPropagation();
    target.classList.remove('over');
    const source = event.dataTransfer?.files[0] ?? event.dataTransfer?.getData('text/plain');
    if (source) give(source);
  });
};

/** Takes what is pasted into the text area, unless it is an addition to what stands there. @param {ClipboardEvent} event @param {Give} give */
export const takePaste = (event, give) => {
  const data = event.clipboardData;
  const area = event.currentTarget;
  if (!data || !(area instanceof HTMLTextAreaElement)) return;
  const plain = data.getData('text/plain');
  const file = data.files[0];
  // HTML alone is no source; what is read says what to do.
  const text = plain || file ? plain : data.getData('text/html');
  const isAddition = area.value !== '' && text.length < ADDITION && !(area.selectionStart === 0 && area.selectionEnd === area.value.length);
  if (text !== '' && isAddition) return;
  // A large text in a text area freezes the page, and a text area changes line ends.
  event.preventDefault();
  give(text === '' && file ? file : text);
};
