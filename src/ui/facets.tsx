import { formatNumber } from '#kernel/i18n.ts';
import { uiMessages } from './messages.ts';
import { useLang, useMessages } from './page-context.ts';

export interface FacetOption {
  readonly label: string;
  readonly count: number;
  /** Address with this option added, or taken away when it is selected. */
  readonly url: string;
  readonly selected?: boolean;
}

export interface FacetGroup {
  readonly title: string;
  readonly options: readonly FacetOption[];
  /** Folded away at first. */
  readonly closed?: boolean;
}

function Option({ option }: { readonly option: FacetOption }) {
  const lang = useLang();
  const m = useMessages(uiMessages);
  return (
    <li>
      <a href={option.url} rel="nofollow" {...(option.selected ? { 'aria-current': 'true' } : {})}>
        <span>
          {option.label}
          {option.selected ? <span class="ds-sr-only"> ({m.removeFilter})</span> : null}
        </span>
        <span class="mc-count">{formatNumber(option.count, lang)}</span>
      </a>
    </li>
  );
}

/** Ways to narrow a search: links with counts, no form and no script. On a phone they are folded away before the results. */
export function Facets({ groups }: { readonly groups: readonly FacetGroup[] }) {
  const m = useMessages(uiMessages);
  return (
    <nav class="mc-facets" aria-label={m.filters}>
      <details class="mc-filters" open={groups.some((group) => group.options.some(({ selected }) => selected))}>
        <summary>{m.filters}</summary>
        {groups
          .filter((group) => group.options.length > 0)
          .map((group) => (
            <details key={group.title} class="mc-facet" open={!group.closed || group.options.some(({ selected }) => selected)}>
              <summary>{group.title}</summary>
              <ul>
                {group.options.map((option) => (
                  <Option key={option.url} option={option} />
                ))}
              </ul>
            </details>
          ))}
      </details>
    </nav>
  );
}
