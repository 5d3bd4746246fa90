import { h } from 'preact';
import type { FastifyRequest } from 'fastify';
import { submit } from '#kernel/http/forms.ts';
import type { Routes } from '#kernel/module.ts';
import { forbidden, notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { isDate, today } from '#kernel/time.ts';
import { pauseOutlet, resumeOutlet } from '../actions/pause-outlet.ts';
import { registerOutlet } from '../actions/register-outlet.ts';
import { paragraphsOf } from '../match-article.ts';
import { MANAGE, READ } from '../permissions.ts';
import { articlesUsing, outletsOfDay, releasesOfDay, usedRelease } from '../queries/articles.ts';
import { allOutlets } from '../queries/outlets.ts';
import { DayPage } from '../views/day-page.tsx';
import { OutletsPage } from '../views/outlets-page.tsx';
import { ReleasePage } from '../views/release-page.tsx';

const AnyForm = Type.Record(Type.String(), Type.Unknown());
const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });

function agencyOf({ actor }: FastifyRequest): string {
  if (!actor.scope || !actor.may(READ, actor.scope)) throw forbidden();
  return actor.scope;
}

export const staffRoutes: Routes = (app, services) => {
  const { db } = services;
  const read = { permission: READ };
  const manage = { permission: MANAGE };

  const Day = Type.Object({ ngay: Type.Optional(Type.String({ maxLength: 10 })) });
  app.get('/diem-bao', { config: read, schema: { querystring: Day } }, async (request, reply) => {
    const agencyId = agencyOf(request);
    const { ngay = '' } = request.query as { ngay?: string };
    const day = isDate(ngay) ? ngay : today();
    const [releases, outlets] = await Promise.all([releasesOfDay(db, agencyId, day), outletsOfDay(db, agencyId, day)]);
    return reply.page(h(DayPage, { day, releases, outlets }));
  });

  app.get(
    '/diem-bao/tin/:code',
    { config: read, schema: { params: Type.Object({ code: Type.String({ maxLength: 40 }) }) } },
    async (request, reply) => {
      const release = await usedRelease(db, (request.params as { code: string }).code);
      if (!release || release.agencyId !== agencyOf(request)) throw notFound();
      const [paragraphs, articles] = await Promise.all([paragraphsOf(db, release.id, release.edition), articlesUsing(db, release.id)]);
      return reply.page(h(ReleasePage, { release, paragraphs, articles }));
    },
  );

  const outletsPage = async (request: FastifyRequest, problem?: Problem, values?: Record<string, unknown>) => {
    const agencyId = agencyOf(request);
    const mayManage = request.actor.may(MANAGE, agencyId);
    return h(OutletsPage, { outlets: await allOutlets(db), mayManage, agencyId, ...(problem ? { problem, values: values ?? {} } : {}) });
  };
  app.get('/diem-bao/to-bao', { config: read, schema: {} }, async (request, reply) => reply.page(await outletsPage(request)));

  app.post('/diem-bao/to-bao', { config: manage, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: registerOutlet,
      done: () => '/diem-bao/to-bao',
      again: (problem, values) => outletsPage(request, problem, values),
    }),
  );

  for (const [path, action] of [
    ['ngung', pauseOutlet],
    ['doc-lai', resumeOutlet],
  ] as const) {
    app.post(`/diem-bao/to-bao/:id/${path}`, { config: manage, schema: { params: Id, body: AnyForm } }, (request, reply) =>
      submit(request, reply, services, { action, input: request.params, done: () => '/diem-bao/to-bao' }),
    );
  }
};
