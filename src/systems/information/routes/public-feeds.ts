import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '#kernel/http/services.ts';
import { Type } from '#kernel/schema.ts';
import { instant, now } from '#kernel/time.ts';
import { messages } from '../messages.ts';
import { releasePath } from '../publishing.ts';
import { goneSince, topics, type VisibleRelease, visibleReleases } from '../queries/visible.ts';
import { atomFeed, type FeedEntry, type FeedHead, jsonFeed, rssFeed, xmlText } from '../rules/feeds.ts';
import { Asked, readAsked } from './asked.ts';
import { keepFor } from './public.ts';

const config = { permission: 'public' };
const ENTRIES = 50;
const MONTH_MS = 30 * 86_400_000;

interface Made {
  readonly head: FeedHead;
  readonly entries: readonly FeedEntry[];
}

/** The same releases as the front page, for feed readers, in three languages of machines; each takes the page's filters. */
export function feedRoutes(app: FastifyInstance, services: Services): void {
  const feed = (ending: string, type: string, write: (made: Made) => Promise<string> | string): void => {
    app.get(`/tin.${ending}`, { config, schema: { querystring: Asked } }, async (request, reply) => {
      const text = await write(await makeFeed(services, request, ending));
      return answer(services, reply, type, text);
    });
  };
  feed('atom', 'application/atom+xml', async ({ head, entries }) => {
    const gone = await goneSince(services.db, instant(now().getTime() - MONTH_MS));
    return atomFeed(
      head,
      entries,
      gone.map(({ code, at }) => ({ id: idOf(services, code), at: at.toISOString() })),
    );
  });
  feed('rss', 'application/rss+xml', ({ head, entries }) => rssFeed(head, entries));
  feed('json', 'application/feed+json', ({ head, entries }) => JSON.stringify(jsonFeed(head, entries)));

  app.get('/sitemap/tin.xml', { config, schema: { querystring: Type.Object({}) } }, async (_request, reply) => {
    const found = await visibleReleases(services.db, { limit: 50_000 });
    const urls = found.map(
      ({ code, visibleFrom }) =>
        `<url><loc>${xmlText(services.config.publicUrl + releasePath(code))}</loc><lastmod>${visibleFrom.toISOString()}</lastmod></url>`,
    );
    const text = `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`;
    return answer(services, reply, 'application/xml', text);
  });
}

async function answer(services: Services, reply: FastifyReply, type: string, text: string): Promise<FastifyReply> {
  return reply
    .type(`${type}; charset=utf-8`)
    .header('cache-control', await keepFor(services, false))
    .send(text);
}

/** The identity of a release in feeds: its address on this site, which never changes. */
function idOf({ config: { publicUrl } }: Services, code: string): string {
  return publicUrl + releasePath(code);
}

async function makeFeed(services: Services, request: FastifyRequest, ending: string): Promise<Made> {
  const { db, config } = services;
  const { filter, labels, query } = await readAsked(db, request.query as Asked);
  const releases = await visibleReleases(db, { ...filter, before: undefined, limit: ENTRIES });
  const names = new Map((await topics(db)).map(({ code, titleVi }) => [code, titleVi]));
  const search = query.size > 0 ? `?${query}` : '';
  const updated = releases.map(({ visibleFrom }) => visibleFrom.getTime()).reduce((most, at) => Math.max(most, at), 0);
  return {
    head: {
      title: [messages.vi.title, ...labels].join(' – '),
      description: messages.vi.lead,
      self: `${config.publicUrl}/tin.${ending}${search}`,
      page: `${config.publicUrl}/tin${search}`,
      updated: instant(updated).toISOString(),
    },
    entries: releases.map((release) => entryOf(services, release, names)),
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
