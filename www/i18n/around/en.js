/** @type {import('./texts.js').AroundTexts} */
export const en = {
  offline: 'You are offline. Nothing can be asked in the DNS, but e-mails can still be verified with pasted records.',
  update: {
    ready: 'A new version is ready. Loading it clears what was entered here.',
    load: 'Load it',
    later: 'Later',
    others: 'Waxseal is open in another tab too. Please close that one first, then load the new version.',
  },
  about: {
    heading: 'About this version',
    version: 'Version',
    build: 'Build',
    unicode: 'Unicode version of its character tables',
    rules: (provider) => `Newest sender rule of ${provider} in its tables`,
    provider: { gmail: 'Gmail', yahoo: 'Yahoo', microsoft: 'Microsoft' },
    since: (time) => `in force since ${time}`,
  },
};
