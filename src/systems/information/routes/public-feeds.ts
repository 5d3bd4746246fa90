import type { FastifyInstance, FastifyReply } from 'fastify';
import { feedLinks } from '#kernel/feeds.ts';
import type { Services } from '#kernel/http/services.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { feeds } from '../feeds.ts';
import { releasePath } from '../publishing.ts';
import { NEWEST, type SitemapEntry, sitemapPart } from '../queries/sitemap.ts';
import { xmlText } from '../rules/feeds.ts';
import { Asked } from './asked.ts';
import { keepFor } from './public.ts';

const config = { permission: 'public' };

/** Addresses of what `feedRoutes` answers with about all releases. */
export const feedPaths: readonly string[] = [...feeds.map(({ path }) => path), NEWEST];

/** The feeds of releases, and their sitemap. */
export function feedRoutes(app: FastifyInstance, services: Services): void {
  for (const feed of feeds) {
    app.get(feed.path, { config, schema: { querystring: Asked } }, async (request, reply) => {
      const made = await feed.read(services, new URLSearchParams(request.query as Record<string, string>));
      if (!made) throw notFound();
      void reply.header('link', feedLinks(services, made.self));
      return answer(services, reply, made.type, made.text);
    });
  }

  app.get(NEWEST, { config, schema: { querystring: Type.Object({}) } }, async (_request, reply) =>
    sitemap(services, reply, await sitemapPart(services.db)),
  );

  const Part = Type.Object({
    month: Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' }),
    part: Type.Integer({ minimum: 0, maximum: 999 }),
  });
  app.get('/sitemap/tin-:month(^\\d{4}-\\d{2})-:part.xml', { config, schema: { params: Part } }, async (request, reply) => {
    const found = await sitemapPart(services.db, request.params as { month: string; part: number });
    if (found.length === 0) throw notFound();
    return sitemap(services, reply, found);
  });
}

async function sitemap(services: Services, reply: FastifyReply, found: readonly SitemapEntry[]): Promise<FastifyReply> {
  const urls = found.map(
    ({ code, changed }) =>
      `<url><loc>${xmlText(services.config.publicUrl + releasePath(code))}</loc><lastmod>${changed.toISOString()}</lastmod></url>`,
  );
  const text = `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`;
  return answer(services, reply, 'application/xml; charset=utf-8', text);
}

async function answer(services: Services, reply: FastifyReply, type: string, text: string): Promise<FastifyReply> {
  return reply
    .type(type)
    .header('cache-control', await keepFor(services, false))
    .send(text);
}
