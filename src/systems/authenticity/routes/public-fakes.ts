import type { FastifyRequest } from 'fastify';
import { feedLinks } from '#kernel/feeds.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { readUploads } from '#kernel/http/uploads.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { reportFake } from '../actions/report-fake.ts';
import { fakeFeed } from '../feeds.ts';
import { publicCases } from '../queries/fake-cases.ts';
import { removalFigures, removalsByMonth } from '../queries/removal-figures.ts';
import { keepPicture } from '../stored-picture.ts';
import { FakesPage, ReportPage } from '../views/fake-pages.tsx';

const config = { permission: 'public' };
/** A person has one or two pages to report; whoever has fifty fills the desk with rubbish. */
const limited = { permission: 'public', rateLimit: { max: 10, timeWindow: 600_000 } };
const text = Type.Optional(Type.String({ maxLength: 2_000 }));
const Query = Type.Object({ 'dia-chi': text, 'da-gui': text, lang: text, theme: text });

interface Sent {
  readonly fields: Record<string, string>;
  /** Hashes of the stored pictures. */
  readonly pictures: { readonly screenshot?: string; readonly avatar?: string };
}

/** The form's words, and its pictures kept; the report names them by their hashes. */
async function readReport(request: FastifyRequest, { files: store }: Services): Promise<Sent> {
  if (!request.isMultipart()) return { fields: (request.body ?? {}) as Record<string, string>, pictures: {} };
  const { fields, files } = await readUploads(request, 2);
  const kept = async (field: string): Promise<string | undefined> => {
    const file = files[field];
    return file && keepPicture(store, file.bytes, field);
  };
  const [screenshot, avatar] = [await kept('anh'), await kept('anh-dai-dien')];
  return { fields, pictures: { ...(screenshot ? { screenshot } : {}), ...(avatar ? { avatar } : {}) } };
}

/** Reporting a false page, and the public list of those that were confirmed. */
export const fakeRoutes: Routes = (app, services) => {
  const { db } = services;

  app.get<{ Querystring: { 'dia-chi'?: string; 'da-gui'?: string } }>(
    '/bao-gia-mao',
    { config, schema: { querystring: Query } },
    (request, reply) =>
      reply.page(ReportPage({ sent: request.query['da-gui'] !== undefined, values: { url: request.query['dia-chi'] ?? '' } })),
  );

  app.post('/bao-gia-mao', { config: limited, schema: {} }, async (request, reply) => {
    const { fields, pictures } = await readReport(request, services);
    const { _key: key, url, claimedName, why } = fields;
    const values = { url, claimedName, why };
    return submit(request, reply, services, {
      action: reportFake,
      input: { ...values, ...pictures },
      idempotencyKey: key,
      done: () => '/bao-gia-mao?da-gui=1',
      again: (problem) => ReportPage({ problem, values }),
    });
  });

  app.get('/trang-gia-mao', { config, schema: {} }, async (_request, reply) =>
    reply.page(FakesPage({ cases: await publicCases(db), figures: await removalFigures(db), months: await removalsByMonth(db) })),
  );

  app.get(fakeFeed.path, { config, schema: {} }, async (_request, reply) => {
    const made = await fakeFeed.read(services, new URLSearchParams());
    if (!made) throw notFound();
    return reply
      .type(made.type)
      .header('cache-control', 'public, max-age=60')
      .header('link', feedLinks(services, made.self))
      .send(made.text);
  });
};
