// What the page is beside the tool: it works offline, opens files for the system, and says which version it is. Loaded
// once the page is idle, and only where it stands by itself.

import { closest } from '../i18n/index.js';
import { aboutView } from './about.js';
import { keepOffline } from './offline.js';
import styles from './around.css' with { type: 'css' };

/** @import { Language } from '../i18n/index.js' */
/** @import { AroundTexts } from '../i18n/around/texts.js' */
/** @typedef {{ language: Language, texts: AroundTexts }} Spoken */

/** @type {Record<Language, () => Promise<AroundTexts>>} */
const catalogues = {
  en: async () => (await import('../i18n/around/en.js')).en,
  ja: async () => (await import('../i18n/around/ja.js')).ja,
};

const root = document.documentElement;

/**
 * Calls back with the texts, again whenever the language of the page changes.
 * @param {(spoken: Spoken) => void} render
 */
const speak = async (render) => {
  const language = closest([root.lang]);
  // Out of reach where the page is being left: what is around the tool may be missing.
  const texts = await catalogues[language]().catch(() => null);
  if (texts && language === closest([root.lang])) render({ language, texts });
};

/** Files that the system opens with the installed page. */
const openFiles = () => {
  const { launchQueue } =
    /** @type {{ launchQueue?: { setConsumer(take: (launch: { files: FileSystemFileHandle[] }) => void): void } }} */ (
      /** @type {unknown} */ (globalThis)
    );
  launchQueue?.setConsumer(async ({ files: [handle] }) => {
    const check = /** @type {import('../element/waxseal-check.js').WaxsealCheck | null} */ (
      document.querySelector('waxseal-check')
    );
    if (handle && check) check.source = await handle.getFile();
  });
};

openFiles();
const about = document.createElement('div');
const offline = keepOffline();
document.adoptedStyleSheets.push(styles);
document.querySelector('footer')?.append(about);
document.querySelector('.masthead')?.after(offline.notice);

/** @param {Spoken} spoken */
const render = (spoken) => {
  const wasOpen = about.querySelector('details')?.open ?? false;
  about.replaceChildren(aboutView(spoken, wasOpen));
  offline.speak(spoken.texts);
};
new MutationObserver(() => void speak(render)).observe(root, { attributeFilter: ['lang'] });
void speak(render);
