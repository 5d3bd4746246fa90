import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { instant } from '#kernel/time.ts';
import { documentUrl, searchUrl } from '../addresses.ts';
import { messages } from '../messages.ts';
import { kindNames } from '../queries/facets.ts';
import { describeFilters } from '../queries/filter-labels.ts';
import { searchDocuments } from '../queries/search.ts';
import { sitemapFiles, sitemapPart } from '../queries/sitemap.ts';
import { atomFeed, type FeedEntry, type FeedHead, jsonFeed, xmlText } from '../rules/feeds.ts';
import { readAsked, type SearchParameters, SearchQuery } from './asked.ts';

const config = { permission: 'public' };
const ENTRIES = 50;
const XML = 'application/xml; charset=utf-8';

/** Feeds of any search, sitemaps, robots.txt: the library for machines that read without asking first. */
export const feedRoutes: Routes = (app, services) => {
  app.get<{ Querystring: SearchParameters }>('/van-ban.atom', { config, schema: { querystring: SearchQuery } }, async (request, reply) => {
    const { head, entries } = await feedOf(services, request.query, '.atom');
    return reply.type('application/atom+xml; charset=utf-8').header('cache-control', 'public, max-age=300').send(atomFeed(head, entries));
  });

  app.get<{ Querystring: SearchParameters }>('/van-ban.json', { config, schema: { querystring: SearchQuery } }, async (request, reply) => {
    const { head, entries } = await feedOf(services, request.query, '.json');
    const body = JSON.stringify(jsonFeed(head, entries));
    return reply.type('application/feed+json; charset=utf-8').header('cache-control', 'public, max-age=300').send(body);
  });

  const { publicUrl } = services.config;
  app.get('/robots.txt', { config, schema: {} }, async (_request, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .send(`User-agent: *\nDisallow: /tim\nDisallow: /goi-y\nDisallow: /van-ban?\nAllow: /\nSitemap: ${publicUrl}/sitemap.xml\n`),
  );

  app.get('/sitemap.xml', { config, schema: {} }, async (_request, reply) => {
    const others = services.modules.flatMap((module) => [...(module.sitemaps ?? [])]);
    const files = [...(await sitemapFiles(services.db)), ...others].map(
      (path) => `<sitemap><loc>${xmlText(publicUrl + path)}</loc></sitemap>`,
    );
    return reply.type(XML).header('cache-control', 'public, max-age=3600').send(wrapped('sitemapindex', files));
  });

  const Part = Type.Object({ part: Type.String({ pattern: '^(?:van-ban|don-vi|co-quan)-\\d{1,6}\\.xml$' }) });
  app.get('/sitemap/:part', { config, schema: { params: Part } }, async (request, reply) => {
    const [, kind = '', number = ''] = /^([a-z-]+)-(\d+)\.xml$/.exec((request.params as { part: string }).part) ?? [];
    const entries = await sitemapPart(services.db, kind, Number(number));
    if (entries === undefined) throw notFound();
    const lines = entries.map(
      ({ path, day }) => `<url><loc>${xmlText(publicUrl + path)}</loc>${day ? `<lastmod>${day}</lastmod>` : ''}</url>`,
    );
    return reply.type(XML).header('cache-control', 'public, max-age=3600').send(wrapped('urlset', lines));
  });
};

function wrapped(element: string, lines: readonly string[]): string {
  const body = lines.join('\n');
  return `<?xml version="1.0" encoding="utf-8"?>\n<${element} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${body}\n</${element}>\n`;
}

async function feedOf({ db, config: { publicUrl } }: Services, query: SearchParameters, ending: string) {
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
  const head: FeedHead = { title, self: publicUrl + page.replace('/van-ban', `/van-ban${ending}`), page: publicUrl + page, updated };
  return { head, entries };
}
