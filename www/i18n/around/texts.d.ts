import type { Provider } from '../../types/report.js';

/** What the page says around the tool, once it is idle. */
export interface AroundTexts {
  offline: string;
  update: { ready: string; load: string; later: string; others: string };
  about: {
    heading: string;
    version: string;
    build: string;
    unicode: string;
    /** The newest rule that the table of a provider holds. */
    rules(provider: string): string;
    provider: Record<Provider, string>;
    since(time: string): string;
  };
}
