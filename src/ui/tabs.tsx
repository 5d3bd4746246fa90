import { formatNumber } from '#kernel/i18n.ts';
import { useLang } from './page-context.ts';

export interface TabLink {
  readonly title: string;
  readonly url: string;
  readonly current?: boolean;
  /** How many wait there. */
  readonly count?: number | undefined;
}

/** Tabs that are links: each has an address, so it can be sent, reloaded and gone back to. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly TabLink[] }) {
  const lang = useLang();
  return (
    <nav class="mc-tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.url}>
            <a href={tab.url} {...(tab.current ? { 'aria-current': 'page' } : {})}>
              {tab.title}
              {tab.count === undefined ? null : <span class="mc-count"> {formatNumber(tab.count, lang)}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
