import { type Feed, hubAddress } from '#kernel/feeds.ts';
import type { Services } from '#kernel/http/services.ts';
import { parse } from '#kernel/schema.ts';
import { instant } from '#kernel/time.ts';
import { documentUrl, searchUrl } from './addresses.ts';
import { INDEX_CHANGED } from './events.ts';
import { messages } from './messages.ts';
import { kindNames } from './queries/facets.ts';
import { describeFilters } from './queries/filter-labels.ts';
import { searchDocuments } from './queries/search.ts';
import { readAsked, type SearchParameters, SearchQuery } from './routes/asked.ts';
import { atomFeed, type FeedEntry, type FeedHead, jsonFeed } from './rules/feeds.ts';

const ENTRIES = 50;

const forms = [
  { ending: '.atom', name: 'Atom', type: 'application/atom+xml', write: atomFeed },
  {
    ending: '.json',
    name: 'JSON Feed',
    type: 'application/feed+json',
    write: (head: FeedHead, entries: readonly FeedEntry[]) => JSON.stringify(jsonFeed(head, entries)),
  },
] as const;

/** The newest documents that a search finds, for feed readers; each takes the search's own parameters. */
export const feeds: readonly Feed[] = forms.map(({ ending, name, type, write }) => ({
  path: `/van-ban${ending}`,
  title: { vi: `${messages.vi.library} (${name})`, en: `${messages.en.library} (${name})` },
  changedBy: [INDEX_CHANGED],
  async read(services, query) {
    const asked = parse(SearchQuery, Object.fromEntries(query));
    if (!asked.ok) return undefined;
    const { head, entries } = await feedOf(services, asked.value, ending);
    return { self: head.self, type: `${type}; charset=utf-8`, text: write(head, entries) };
  },
}));

async function feedOf(services: Services, query: SearchParameters, ending: string) {
  const { db, config } = services;
  const { publicUrl } = config;
  const { asked, filters } = readAsked(query);
  const { hits } = await searchDocuments(db, { text: asked.q, filters, order: 'date', limit: ENTRIES });
  const names = await kindNames(db);
  const page = searchUrl({ q: asked.q, ...asked.filters });
  const chosen = await describeFilters(db, asked.filters, 'vi');
  const title = [messages.vi.library, asked.q, ...chosen.map(({ label }) => label)].filter(Boolean).join(' – ');
  const entries: FeedEntry[] = hits.map((hit) => ({
    id: hit.id,
    url: publicUrl + documentUrl(hit.id),
    title: [names.get(hit.kind)?.vi ?? hit.kind, hit.numberNotation].filter(Boolean).join(' '),
    summary: hit.abstract,
    author: hit.issuerName,
    updated: instant(hit.updatedAt).toISOString(),
    published: hit.sortDay === '0001-01-01' ? undefined : `${hit.sortDay}T00:00:00+07:00`,
  }));
  const updated =
    entries
      .map((entry) => entry.updated)
      .toSorted()
      .at(-1) ?? '1970-01-01T00:00:00Z';
  const self = publicUrl + page.replace('/van-ban', `/van-ban${ending}`);
  const head: FeedHead = { title, self, page: publicUrl + page, updated, hub: hubAddress(services) };
  return { head, entries };
}
