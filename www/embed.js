// For the page around the frame: <script type="module" src="https://…/embed.js"></script>. Makes each frame with
// embed.html as high as what it shows, and tells it the language and the appearance that stand on the <iframe>:
// lang="ja", data-theme="light" or "dark".

const EMBED = new URL('./embed.html', import.meta.url).href;
/** In CSS pixels. What stands in the frame may be anything one day. */
const HIGHEST = 100_000;

/** @returns {HTMLIFrameElement[]} */
const frames = () => [...document.querySelectorAll('iframe')].filter(({ src }) => src.split('#')[0] === EMBED);

/** @param {HTMLIFrameElement} frame */
const tell = (frame) => {
  // In its sandbox it has no origin that could be named. Neither is a secret.
  frame.contentWindow?.postMessage(
    { lang: frame.lang || document.documentElement.lang, theme: frame.dataset.theme ?? 'auto' },
    '*',
  );
};

window.addEventListener('message', ({ source, data }) => {
  const frame = frames().find(({ contentWindow }) => contentWindow !== null && contentWindow === source);
  const height = data?.height;
  if (!frame || !Number.isInteger(height) || height < 1 || height > HIGHEST) return;
  frame.style.boxSizing = 'content-box';
  frame.style.height = `${height}px`;
  // Its first message says that it listens.
  tell(frame);
});

new MutationObserver(() => frames().forEach(tell)).observe(document.documentElement, {
  attributeFilter: ['lang', 'data-theme'],
  subtree: true,
});
