import { h } from 'preact';
import type { FastifyInstance } from 'fastify';
import type { Services } from '#kernel/http/services.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { isDate } from '#kernel/time.ts';
import { communiques, findCommunique } from '../queries/communiques.ts';
import { CommuniquesPage } from '../views/communiques-page.tsx';
import { keepFor } from './public.ts';

const config = { permission: 'public' };

/** The archive of daily communiqués and their PDFs. */
export function communiqueRoutes(app: FastifyInstance, services: Services): void {
  app.get('/tin/thong-cao-ngay', { config, schema: {} }, async (_request, reply) =>
    reply.page(h(CommuniquesPage, { communiques: await communiques(services.db) })),
  );

  const File = Type.Object({ agency: Type.String({ maxLength: 40 }), file: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}\\.pdf$' }) });
  app.get('/tin/thong-cao-ngay/:agency/:file', { config, schema: { params: File } }, async (request, reply) => {
    const { agency, file } = request.params as { agency: string; file: string };
    const day = file.slice(0, 10);
    const found = isDate(day) ? await findCommunique(services.db, agency, day) : undefined;
    if (!found || found.held) throw notFound();
    return reply
      .type('application/pdf')
      .header('cache-control', await keepFor(services, false))
      .header('content-disposition', `inline; filename="thong-cao-${day}.pdf"`)
      .send(await services.files.get(found.pdfHash));
  });
}
