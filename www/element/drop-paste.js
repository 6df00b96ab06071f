// A message that is dropped or pasted.

/** @typedef {(source: File | string) => void} Give */

/**
 * Pasted text shorter than this fits into the text area: put into text that was entered by hand, it is an addition to
 * it.
 */
export const ADDITION = 100_000;

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

/**
 * Takes what is pasted into the text area, unless it is an addition to what stands there.
 * @param {ClipboardEvent} event
 * @param {Give} give
 */
export const takePaste = (event, give) => {
  const data = event.clipboardData;
  const area = event.currentTarget;
  if (!data || !(area instanceof HTMLTextAreaElement)) return;
  const plain = data.getData('text/plain');
  const file = data.files[0];
  // HTML alone is no source; what is read says what to do.
  const text = plain || file ? plain : data.getData('text/html');
  const isAddition =
    area.value !== '' &&
    text.length < ADDITION &&
    !(area.selectionStart === 0 && area.selectionEnd === area.value.length);
  if (text !== '' && isAddition) return;
  // A large text in a text area freezes the page, and a text area changes line ends.
  event.preventDefault();
  give(text === '' && file ? file : text);
};
