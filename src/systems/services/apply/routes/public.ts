import { h } from 'preact';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { searchUnits } from '#core/agencies/index.ts';
import { definitionOn, type Versioned } from '#core/cases/index.ts';
import { asAccount, mandatesFor } from '#core/identity/index.ts';
import { registers } from '#core/registries/index.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { now, today } from '#kernel/time.ts';
import { startApplication } from '../actions/start-application.ts';
import { assess } from '../assess.ts';
import { findDraft } from '../drafts.ts';
import { looksOf } from '../known-facts.ts';
import { draftUrl, wizardSteps } from '../../views/apply/wizard-pages.tsx';
import { StartPage } from '../../views/apply/start-page.tsx';
import { caseRoutes } from './cases.ts';
import { draftRoutes } from './drafts.ts';
import { trackingRoutes } from './tracking.ts';

const ByCode = Type.Object({ code: Type.String({ maxLength: 40 }) });
const AnyForm = Type.Record(Type.String(), Type.Unknown());
const UnitQuery = Type.Object({
  q: Type.String({ maxLength: 120, default: '' }),
  cap: Type.Optional(Type.Union([Type.Literal('xa'), Type.Literal('tinh')])),
});

const MOST_UNITS = 12;
const unitsAsked = { tags: ['services'], summary: 'Communes or provinces of today by words, for forms' };

export const publicRoutes: Routes = async (app, services) => {
  const { db } = services;
  const signedIn = { permission: 'signed-in' };

  app.get('/nop-ho-so/:code', { config: signedIn, schema: { params: ByCode } }, async (request, reply) =>
    reply.page(await startPage(services, request)),
  );
  app.post('/nop-ho-so/:code', { config: signedIn, schema: { params: ByCode, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: startApplication,
      input: { ...(request.body as object), code: (request.params as { code: string }).code },
      done: ({ id }) => draftUrl(id, ''),
      again: (problem, values) => startPage(services, request, problem, values),
    }),
  );
  app.get(
    '/nop-ho-so/ban-nhap/:id/',
    { config: signedIn, schema: { params: Type.Object({ id: Type.String({ maxLength: 36 }) }) } },
    (request, reply) => firstPage(services, request, reply),
  );
  app.get(
    '/api/dich-vu/don-vi',
    { config: { permission: 'public' }, schema: { ...unitsAsked, querystring: UnitQuery } },
    async (request) => {
      const { q, cap } = request.query as { q: string; cap?: 'xa' | 'tinh' };
      const found = await searchUnits(db, q, { date: today(), level: cap === 'tinh' ? 'province' : 'commune', limit: MOST_UNITS });
      return found.map(({ code, fullName, place }) => ({ value: code, label: place ? `${fullName}, ${place}` : fullName }));
    },
  );
  await draftRoutes(app, services);
  await caseRoutes(app, services);
  await trackingRoutes(app, services);
};

async function onlineDefinition(services: Services, code: string): Promise<Versioned> {
  const definition = await definitionOn(services.db, code, today());
  if (!definition?.procedure.ways.some(({ channel }) => channel === 'online')) throw notFound();
  return definition;
}

async function startPage(services: Services, request: FastifyRequest, problem?: Problem, values?: Record<string, unknown>) {
  const { db } = services;
  const actor = asAccount(request.actor);
  const { procedure } = await onlineDefinition(services, (request.params as { code: string }).code);
  const kinds = new Set(procedure.applicants);
  const mandates = (await mandatesFor(db, actor.personId, now())).filter(
    ({ scope, principal }) =>
      scope.includes('public-services') &&
      (principal.kind === 'organisation'
        ? kinds.has('organisation')
        : principal.kind === 'person' && (kinds.has('other') || kinds.has('child'))),
  );
  const all = await registers(db);
  const fetched = looksOf(procedure).flatMap(({ register, attributes }) => {
    const found = all.find(({ name }) => name === register);
    return found
      ? [{ register: found.title, attributes: found.attributes.filter(({ name }) => attributes.includes(name)).map(({ title }) => title) }]
      : [];
  });
  const principals = mandates.map(({ id, principal, basis }) => ({ mandateId: id, name: principal.name, basis }));
  const way = procedure.ways.find(({ channel }) => channel === 'online')!;
  return h(StartPage, { procedure, way, principals, fetched, problem, values });
}

/** To the first page that still asks something, or to the check. */
async function firstPage({ db }: Services, request: FastifyRequest, reply: FastifyReply) {
  const { id } = request.params as { id: string };
  const draft = await findDraft(db, id, request.actor.id);
  if (!draft) throw notFound();
  const assessed = await assess(db, draft);
  const wrong = new Set(assessed.errors.map(({ field }) => field.split('.')[0]));
  const open = assessed.asked.find(({ fields }) => fields.some(({ name }) => wrong.has(name)));
  return reply.redirect(draftUrl(id, open?.key ?? wizardSteps(assessed).at(-1)!), 303);
}
