import { h } from 'preact';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { keepPages, type PageVersion } from '#kernel/http/page-cache.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { today } from '#kernel/time.ts';
import { EventPage, EventsPage } from '../../views/catalogue/event-pages.tsx';
import { ListPage } from '../../views/catalogue/list-page.tsx';
import { ProcedurePage } from '../../views/catalogue/procedure-page.tsx';
import { SummaryPage } from '../../views/catalogue/report-pages.tsx';
import { ListQuery, readList } from '../asked.ts';
import { lifeEvents } from '../events/all.ts';
import { keyOf } from '../importing/columns.ts';
import { CODE } from '../importing/read-records.ts';
import { documentsOf } from '../legal-documents.ts';
import { listOf } from '../list.ts';
import { catalogueState, findProcedure, namesOf, pageVersion, versionsOf } from '../queries.ts';
import { importReport } from '../report.ts';
import { chartChoiceOf, startOf } from '../start.ts';
import { sitemapRoutes } from './sitemap.ts';

const config = { permission: 'public' };
/** So long a page is sent without a question to the database; an import shows so much later at most. */
const TRUSTED_MS = 200;
const KEPT = { cacheControl: 'public, max-age=60' };
/** Life events offered on the first page. */
const OFFERED = 8;
const Code = Type.Object({ code: Type.String({ maxLength: 60 }) });
const Version = Type.Object({
  ban: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  lang: Type.Optional(Type.String()),
  theme: Type.Optional(Type.String()),
});

export const publicRoutes: Routes = (app, services) => {
  void app.register(async (pages) => {
    keepPages(pages, {
      keyOf: ({ url }) => (url.includes('?') ? undefined : url),
      versionOf: async () => listVersion(services),
      trustedMs: TRUSTED_MS,
    });
    listRoutes(pages, services);
  });
  void app.register(async (pages) => {
    keepPages(pages, {
      keyOf: (request) => (request.url.includes('?') || !CODE.test(codeOf(request)) ? undefined : codeOf(request)),
      versionOf: async (code) => ({ value: await pageVersion(services.db, code, today()) }),
      trustedMs: TRUSTED_MS,
    });
    procedureRoute(pages, services);
  });
  sitemapRoutes(app, services);
};

async function listVersion({ db }: Services): Promise<PageVersion> {
  const { total, national, changedAt } = await catalogueState(db);
  return { value: `${total} ${national} ${changedAt?.getTime() ?? 0}` };
}

function listRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;
  app.get('/thu-tuc', { config, schema: { querystring: ListQuery } }, async (request, reply) => {
    const asked = readList(request.query as Record<string, string>);
    const [answer, state] = await Promise.all([listOf(db, asked), catalogueState(db)]);
    const page = h(ListPage, { asked, answer, state, events: lifeEvents.slice(0, OFFERED), keyOf });
    return reply.page(page, kept(request));
  });

  app.get('/thu-tuc/du-lieu', { config, schema: {} }, async (request, reply) =>
    reply.page(h(SummaryPage, { report: await importReport(db) }), kept(request)),
  );

  app.get('/su-kien', { config, schema: {} }, async (request, reply) => reply.page(h(EventsPage, { events: lifeEvents }), kept(request)));

  app.get('/su-kien/:key', { config, schema: { params: Type.Object({ key: Type.String({ maxLength: 60 }) }) } }, async (request, reply) => {
    const event = lifeEvents.find(({ key }) => key === (request.params as { key: string }).key);
    if (!event) throw notFound();
    const procedures = await namesOf(
      db,
      event.steps.map(({ code }) => code),
    );
    return reply.page(h(EventPage, { event, procedures }), kept(request));
  });
}

function codeOf(request: FastifyRequest): string {
  return (request.params as { code?: string }).code ?? '';
}

/** Whoever is signed in, or has chosen something, has a page of their own. */
function kept(request: FastifyRequest): typeof KEPT | Record<string, never> {
  const personal = request.actor.kind !== 'anonymous' || /[?&](?:lang|theme)=/.test(request.url);
  return personal ? {} : KEPT;
}

function procedureRoute(app: FastifyInstance, { db }: Services): void {
  app.get('/thu-tuc/:code', { config, schema: { params: Code, querystring: Version } }, async (request, reply) => {
    const code = codeOf(request);
    const { ban } = request.query as { ban?: number };
    const procedure = CODE.test(code) ? await findProcedure(db, code, ban) : undefined;
    if (!procedure) throw notFound();
    const [startUrl, chart, documents, versions] = await Promise.all([
      procedure.version === procedure.newest ? startOf(db, code) : undefined,
      chartChoiceOf(db, code),
      documentsOf(db, procedure.entry),
      versionsOf(db, code),
    ]);
    const page = h(ProcedurePage, { procedure, startUrl, chart, documents, versions, fieldKey: keyOf(procedure.entry.field), keyOf });
    void reply.header('vary', 'cookie');
    return reply.page(page, kept(request));
  });
}
