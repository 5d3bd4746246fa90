import { formatNumber, say } from '#kernel/i18n.ts';
import { Columns, EmptyState } from '#ui/card.tsx';
import { LinkButton } from '#ui/button.tsx';
import { Facets } from '#ui/facets.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { PreviousNext } from '#ui/pagination.tsx';
import { SearchBox } from '#ui/search-box.tsx';
import { searchUrl } from '../addresses.ts';
import { messages } from '../messages.ts';
import type { FacetName } from '../queries/facets.ts';
import type { SearchResult } from '../queries/search.ts';
import type { Suggestion } from '../queries/suggest.ts';
import { HitList } from './hit-list.tsx';

/** What was asked for, as in the address. */
export interface Asked {
  readonly q: string;
  readonly order: 'relevance' | 'date';
  /** Filters by the names of the address: loai, co-quan, linh-vuc, nam, don-vi, tinh-trang, hieu-luc, noi-nhan. */
  readonly filters: Readonly<Record<string, string>>;
  readonly after: string | undefined;
}

export interface SearchPageProps {
  readonly asked: Asked;
  readonly result: SearchResult;
  readonly suggestion: Suggestion;
  readonly kindName: (kind: string) => string;
  /** What a chosen filter is called. */
  readonly chosen: readonly { readonly name: string; readonly label: string }[];
}

/** Search over all public documents, with filters that have counts. */
export function SearchPage(props: SearchPageProps) {
  const { asked, result, kindName } = props;
  const m = useMessages(messages);
  const feed = searchUrl({ q: asked.q, ...asked.filters }).replace('/van-ban', '/van-ban.atom');
  return (
    <Page
      title={m.library}
      lead={m.lead}
      description={m.lead}
      feeds={[
        { title: m.search.feed, url: feed, type: 'application/atom+xml' },
        { title: m.library, url: feed.replace('.atom', '.json'), type: 'application/feed+json' },
      ]}
    >
      <SearchBox label={m.search.label} hint={m.search.hint} value={asked.q} action="/van-ban" keep={Object.entries(asked.filters)} />
      <Chosen {...props} />
      <Columns aside={<Narrow {...props} />}>
        <h2 class="ds-sr-only">{m.door.title}</h2>
        <Spelling {...props} />
        <Count {...props} />
        {result.hits.length === 0 ? (
          <EmptyState title={m.search.none}>
            <p>{m.search.noneHelp}</p>
          </EmptyState>
        ) : (
          <HitList hits={result.hits} kindName={kindName} />
        )}
        <Next {...props} />
        <p>
          <a href={feed}>{m.search.feed}</a>
        </p>
      </Columns>
    </Page>
  );
}

function Chosen({ asked, chosen }: SearchPageProps) {
  const m = useMessages(messages);
  if (chosen.length === 0) return null;
  return (
    <p>
      {m.search.chosen}: {chosen.map(({ label }) => label).join(', ')}. <a href={searchUrl({ q: asked.q })}>{m.search.clear}</a>
    </p>
  );
}

function Spelling({ suggestion }: SearchPageProps) {
  const m = useMessages(messages);
  return (
    <>
      {suggestion.instead ? (
        <p>
          {m.search.didYouMean}: <a href={searchUrl({ q: suggestion.instead })}>{suggestion.instead}</a>?
        </p>
      ) : null}
      {suggestion.dropped.length > 0 ? <p>{m.search.without(suggestion.dropped.join(', '))}</p> : null}
    </>
  );
}

function Count({ asked, result }: SearchPageProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const count = formatNumber(result.total, lang);
  const sentence = !result.more ? m.search.results(count) : result.query.words.length > 0 ? m.search.many(count) : m.search.newest(count);
  const other = result.order === 'relevance' ? 'date' : 'relevance';
  return (
    <p role="status">
      {sentence}.{' '}
      {result.query.words.length > 0 && result.total > 1 ? (
        <a href={searchUrl({ q: asked.q, ...asked.filters, xep: other === 'date' ? 'moi' : undefined })} rel="nofollow">
          {m.search.order}: {other === 'date' ? m.search.byDate : m.search.byRelevance}
        </a>
      ) : null}
    </p>
  );
}

/** Facets and the name each has in an address. */
const parameters: readonly (readonly [FacetName, string])[] = [
  ['kind', 'loai'],
  ['issuer', 'co-quan'],
  ['field', 'linh-vuc'],
  ['year', 'nam'],
  ['status', 'tinh-trang'],
];

function Narrow({ asked, result }: SearchPageProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const xep = asked.order === 'date' ? 'moi' : undefined;
  const groups = parameters.map(([facet, name]) => ({
    title: m.facets[facet],
    closed: facet === 'field' || facet === 'year',
    options: result.facets[facet].map(({ value, label, count }) => {
      const selected = asked.filters[name] === value;
      return {
        label: facet === 'status' ? m.statuses[value as keyof typeof m.statuses] : say(label, lang),
        count,
        selected,
        url: searchUrl({ q: asked.q, ...asked.filters, xep, [name]: selected ? undefined : value }),
      };
    }),
  }));
  return <Facets groups={groups} />;
}

function Next({ asked, result }: SearchPageProps) {
  const m = useMessages(messages);
  const xep = asked.order === 'date' ? 'moi' : undefined;
  if (result.next) return <PreviousNext nextUrl={searchUrl({ q: asked.q, ...asked.filters, xep, sau: result.next })} />;
  if (!result.more || result.order === 'date') return null;
  return (
    <LinkButton href={searchUrl({ q: asked.q, ...asked.filters, xep: 'moi' })} variant="secondary">
      {m.search.endOfRelevance}
    </LinkButton>
  );
}
