import { h } from 'preact';
import type { FastifyRequest } from 'fastify';
import { workingCalendar } from '#core/calendar/index.ts';
import { chartOf, clockSetting, definitionOf, eventsOf, stateOf } from '#core/cases/index.ts';
import { accountNames } from '#core/identity/index.ts';
import { csvOf } from '#kernel/csv.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { forbidden, notFound, type Problem } from '#kernel/problem.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { now, shortDate, shortInstant, today } from '#kernel/time.ts';
import { DECIDE, HANDLE, RECEIVE } from '../../apply/access.ts';
import { ApologyPage } from '../../views/lateness/apology-page.tsx';
import { BookPage } from '../../views/lateness/book-page.tsx';
import { ControlPage } from '../../views/lateness/control-page.tsx';
import { supervisedCase } from '../access.ts';
import { apologise } from '../actions/apologise.ts';
import { controlSheet } from '../control-sheet.ts';
import { messages } from '../messages.ts';
import { bookOfMonth } from '../queries.ts';

const ByCode = Type.Object({ code: Type.String({ maxLength: 60 }) });
const AnyForm = Type.Record(Type.String(), Type.Unknown());
const Month = Type.Object({
  thang: Type.Optional(
    Type.String({ pattern: '^20[2-4][0-9]-(0[1-9]|1[0-2])$', ...sentence('Tháng dạng 2026-11.', 'A month such as 2026-11.') }),
  ),
});
const signedIn = { permission: 'signed-in' };

/** Apology, control sheet and book of cases. */
export const staffRoutes: Routes = (app, services) => {
  const { db } = services;

  app.get('/giai-quyet/:code/xin-loi', { config: signedIn, schema: { params: ByCode } }, async (request, reply) =>
    reply.page(await apologyPage(services, request)),
  );
  app.post('/giai-quyet/:code/xin-loi', { config: signedIn, schema: { params: ByCode, body: AnyForm } }, async (request, reply) => {
    const { record } = await supervisedCase(db, request.actor, (request.params as { code: string }).code);
    const { _version: version, ...body } = request.body as Record<string, unknown>;
    return submit(request, reply, services, {
      action: apologise,
      input: { ...body, version, caseId: record.id },
      done: () => `/giai-quyet/${record.code}`,
      again: (problem, values) => apologyPage(services, request, problem, values),
    });
  });

  app.get('/giai-quyet/:code/kiem-soat', { config: signedIn, schema: { params: ByCode } }, async (request, reply) => {
    const { record, works } = await supervisedCase(db, request.actor, (request.params as { code: string }).code);
    const { procedure } = await definitionOf(db, record.definitionVersion);
    const events = await eventsOf(db, record.id);
    const names = await accountNames(db, [...new Set(events.map(({ actor }) => actor).filter((id) => !id.includes(':')))]);
    const lines = controlSheet(await workingCalendar(db), chartOf(procedure.chart), events, Object.fromEntries(names));
    return reply.page(h(ControlPage, { record, lines, works }));
  });

  app.get('/giai-quyet/so-theo-doi', { config: signedIn, schema: { querystring: Month } }, async (request, reply) => {
    const { month, lines } = await bookFor(services, request);
    return reply.page(h(BookPage, { month, lines }));
  });
  app.get('/giai-quyet/so-theo-doi.csv', { config: signedIn, schema: { querystring: Month } }, async (request, reply) => {
    const { month, lines } = await bookFor(services, request);
    const m = messages.vi;
    const head = [m.code, m.case, m.received, m.due, m.newDay, m.ended, m.state];
    const rows = lines.map((line) => [
      line.code,
      line.title,
      shortInstant(line.submittedAt),
      line.dueOn ? shortDate(line.dueOn) : '',
      line.promisedOn ? shortDate(line.promisedOn) : '',
      line.endedAt ? shortInstant(line.endedAt) : '',
      line.stateTitle,
    ]);
    let text = '';
    for await (const part of csvOf([head, ...rows])) text += part;
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="so-theo-doi-${month}.csv"`)
      .send(text);
  });
};

async function apologyPage(services: Services, request: FastifyRequest, problem?: Problem, values?: Readonly<Record<string, unknown>>) {
  const { db } = services;
  const { record, works } = await supervisedCase(db, request.actor, (request.params as { code: string }).code);
  if (!works || (!request.actor.may(HANDLE, record.handlingAgency) && !request.actor.may(DECIDE, record.handlingAgency))) throw notFound();
  const calendar = await workingCalendar(db);
  const most = await clockSetting(db, 'promise-working-days-most', now());
  const from = record.dueOn && record.dueOn > today() ? record.dueOn : today();
  const span = { min: calendar.addWorkingDays(from, 1), max: calendar.addWorkingDays(from, Math.max(1, most)) };
  return h(ApologyPage, { record, ...span, problem, values });
}

async function bookFor({ db }: Services, request: FastifyRequest) {
  const { actor } = request;
  const agencyId = actor.scope;
  if (!agencyId || ![RECEIVE, HANDLE, DECIDE].some((one) => actor.may(one, agencyId))) throw forbidden();
  const month = (request.query as { thang?: string }).thang ?? today().slice(0, 7);
  const lines = await Promise.all(
    (await bookOfMonth(db, agencyId, month)).map(async (line) => {
      const { procedure } = await definitionOf(db, line.definitionVersion);
      return { ...line, stateTitle: stateOf(chartOf(procedure.chart), line.state).title[request.lang] };
    }),
  );
  return { month, lines };
}
