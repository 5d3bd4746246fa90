import { feedLinks } from '#kernel/feeds.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { sitemapFiles, sitemapPart } from '../queries/sitemap.ts';
import { feeds } from '../feeds.ts';
import { xmlText } from '../rules/feeds.ts';
import { type SearchParameters, SearchQuery } from './asked.ts';

const config = { permission: 'public' };
const XML = 'application/xml; charset=utf-8';

/** Feeds of any search, sitemaps, robots.txt: the library for machines that read without asking first. */
export const feedRoutes: Routes = (app, services) => {
  for (const feed of feeds) {
    app.get<{ Querystring: SearchParameters }>(feed.path, { config, schema: { querystring: SearchQuery } }, async (request, reply) => {
      const made = await feed.read(services, new URLSearchParams(request.query as Record<string, string>));
      if (!made) throw notFound();
      return reply
        .type(made.type)
        .header('cache-control', 'public, max-age=300')
        .header('link', feedLinks(services, made.self))
        .send(made.text);
    });
  }

  const { publicUrl } = services.config;
  app.get('/robots.txt', { config, schema: {} }, async (_request, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .send(`User-agent: *\nDisallow: /tim\nDisallow: /goi-y\nDisallow: /van-ban?\nAllow: /\nSitemap: ${publicUrl}/sitemap.xml\n`),
  );

  app.get('/sitemap.xml', { config, schema: {} }, async (_request, reply) => {
    const others = await Promise.all(services.modules.map(async (module) => (await module.sitemaps?.(services.db)) ?? []));
    const files = [...(await sitemapFiles(services.db)), ...others.flat()].map(
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
