// Before the first paint: the language that the address names or that was chosen earlier, and the appearance. A classic
// script, so that nothing is painted in another language first.
'use strict';

(() => {
  /** @type {{ language?: unknown, theme?: unknown }} */
  let settings = {};
  try {
    settings = JSON.parse(localStorage.getItem('waxseal') ?? '{}') ?? {};
  } catch {
    // No storage here, or not ours: the browser's own preferences hold.
  }
  const wanted = [new URLSearchParams(location.search).get('lang'), settings.language, ...navigator.languages].map(
    (tag) => String(tag).toLowerCase().split('-')[0],
  );
  const root = document.documentElement;
  root.lang = wanted.find((language) => language === 'en' || language === 'ja') ?? 'en';
  // Search engines want whole addresses, and the page knows its own only now.
  for (const link of document.querySelectorAll('link[hreflang]'))
    if (link instanceof HTMLLinkElement) link.href = String(link.href);
  if (settings.theme === 'light' || settings.theme === 'dark') root.dataset.theme = settings.theme;
})();
