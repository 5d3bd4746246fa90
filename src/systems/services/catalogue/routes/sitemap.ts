import type { FastifyInstance } from 'fastify';
import { type Db, query, sql } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { procedureUrl } from '../addresses.ts';

/** The protocol allows 50,000 addresses a file. */
const PER_FILE = 50_000;

/** Paths of the sitemap files of procedures. */
export async function sitemapFiles(db: Db): Promise<string[]> {
  const [row] = await query(db, sql<{ count: number }>`select count(*) from services.procedure where gone_since is null`);
  return Array.from({ length: Math.ceil((row?.count ?? 0) / PER_FILE) }, (_, part) => `/sitemap/thu-tuc-${part}.xml`);
}

export function sitemapRoutes(app: FastifyInstance, { db, config }: Services): void {
  const Part = Type.Object({ part: Type.Integer({ minimum: 0, maximum: 999 }) });
  app.get(
    '/sitemap/thu-tuc-:part(^\\d{1,3}).xml',
    { config: { permission: 'public' }, schema: { params: Part } },
    async (request, reply) => {
      const { part } = request.params as { part: number };
      const rows = await query(
        db,
        sql<{ code: string; day: string }>`
        select code, to_char(changed_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') as day from services.procedure
        where gone_since is null order by code limit ${PER_FILE} offset ${part * PER_FILE}`,
      );
      if (rows.length === 0) throw notFound();
      // Codes hold no character that XML minds.
      const lines = rows.map(({ code, day }) => `<url><loc>${config.publicUrl}${procedureUrl(code)}</loc><lastmod>${day}</lastmod></url>`);
      const text = `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${lines.join('\n')}\n</urlset>\n`;
      return reply.type('application/xml; charset=utf-8').header('cache-control', 'public, max-age=3600').send(text);
    },
  );
}
