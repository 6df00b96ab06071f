/** @type {import('./texts.js').EmbedTexts} */
export const en = {
  readable:
    'This tool sends your e-mail nowhere. The page that it stands on, though, is able to read what you put here.',
  unreadable: 'Your e-mail is sent nowhere, and the page around this frame cannot read what you put here.',
  link: 'Open Waxseal in its own tab',
};
