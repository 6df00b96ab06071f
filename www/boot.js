// Before the first paint: the language and the appearance that were chosen earlier. A classic script, so that nothing
// is painted in another language first.
'use strict';

(() => {
  /** @type {{ language?: unknown, theme?: unknown }} */
  let settings = {};
  try {
    settings = JSON.parse(localStorage.getItem('waxseal') ?? '{}') ?? {};
  } catch {
    // No storage here, or not ours: the browser's own preferences hold.
  }
  const wanted = [settings.language, ...navigator.languages].map((tag) => String(tag).toLowerCase().split('-')[0]);
  const root = document.documentElement;
  root.lang = wanted.find((language) => language === 'en' || language === 'ja') ?? 'en';
  if (settings.theme === 'light' || settings.theme === 'dark') root.dataset.theme = settings.theme;
})();
