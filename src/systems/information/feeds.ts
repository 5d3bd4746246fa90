import type { Feed } from '#kernel/feeds.ts';
import { hubAddress } from '#kernel/feeds.ts';
import type { Services } from '#kernel/http/services.ts';
import { parse } from '#kernel/schema.ts';
import { instant, now } from '#kernel/time.ts';
import { messages } from './messages.ts';
import { releasePath } from './publishing.ts';
import { goneSince, topics, type VisibleRelease, visibleReleases } from './queries/visible.ts';
import { Asked, readAsked } from './routes/asked.ts';
import { atomFeed, type FeedEntry, type FeedHead, type GoneEntry, jsonFeed, rssFeed } from './rules/feeds.ts';

const ENTRIES = 50;
const MONTH_MS = 30 * 86_400_000;
const changedBy = ['information.published', 'information.corrected', 'information.withdrawn', 'information.retracted'];

interface Made {
  readonly head: FeedHead;
  readonly entries: readonly FeedEntry[];
  readonly gone: readonly GoneEntry[];
}

const forms: readonly { readonly ending: string; readonly name: string; readonly type: string; write(made: Made): string }[] = [
  { ending: 'atom', name: 'Atom', type: 'application/atom+xml', write: ({ head, entries, gone }) => atomFeed(head, entries, gone) },
  { ending: 'rss', name: 'RSS', type: 'application/rss+xml', write: ({ head, entries }) => rssFeed(head, entries) },
  {
    ending: 'json',
    name: 'JSON Feed',
    type: 'application/feed+json',
    write: ({ head, entries }) => JSON.stringify(jsonFeed(head, entries)),
  },
];

/** The same releases as the front page, for feed readers, in three languages of machines; each takes the page's filters. */
export const feeds: readonly Feed[] = forms.map(({ ending, name, type, write }) => ({
  path: `/tin.${ending}`,
  title: { vi: `${messages.vi.title} (${name})`, en: `${messages.en.title} (${name})` },
  changedBy,
  async read(services, query) {
    const asked = parse(Asked, Object.fromEntries(query));
    if (!asked.ok) return undefined;
    const made = await makeFeed(services, asked.value, ending);
    return { self: made.head.self, type: `${type}; charset=utf-8`, text: write(made) };
  },
}));

/** The identity of a release in feeds: its address on this site, which never changes. */
function idOf({ config: { publicUrl } }: Services, code: string): string {
  return publicUrl + releasePath(code);
}

async function makeFeed(services: Services, asked: Asked, ending: string): Promise<Made> {
  const { db, config } = services;
  const { filter, labels, query } = await readAsked(db, asked);
  const releases = await visibleReleases(db, { ...filter, before: undefined, limit: ENTRIES });
  const gone = await goneSince(db, instant(now().getTime() - MONTH_MS));
  const names = new Map((await topics(db)).map(({ code, titleVi }) => [code, titleVi]));
  const search = query.size > 0 ? `?${query}` : '';
  const instants = [...releases.map(({ visibleFrom }) => visibleFrom), ...gone.map(({ at }) => at)];
  const updated = instants.reduce((most, at) => Math.max(most, at.getTime()), 0);
  return {
    head: {
      title: [messages.vi.title, ...labels].join(' – '),
      description: messages.vi.lead,
      self: `${config.publicUrl}/tin.${ending}${search}`,
      page: `${config.publicUrl}/tin${search}`,
      hub: hubAddress(services),
      updated: instant(updated).toISOString(),
    },
    entries: releases.map((release) => entryOf(services, release, names)),
    gone: gone.map(({ code, at }) => ({ id: idOf(services, code), at: at.toISOString() })),
  };
}

function entryOf(services: Services, release: VisibleRelease, names: ReadonlyMap<string, string>): FeedEntry {
  return {
    id: idOf(services, release.code),
    code: release.code,
    url: services.config.publicUrl + releasePath(release.code),
    title: release.titleVi,
    summary: release.summaryVi,
    author: release.agencyName,
    updated: release.visibleFrom.toISOString(),
    published: release.shownAt.toISOString(),
    topics: release.topics.map((code) => names.get(code) ?? code),
  };
}
