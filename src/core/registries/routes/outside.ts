import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { now } from '#kernel/time.ts';
import { lookOutside, openToOfficials } from '../actions/look-outside.ts';
import { LOOK } from '../permissions.ts';
import { placesOf } from '../places.ts';
import { registerNamed, registers } from '../queries/registers.ts';
import { resultOf } from '../queries/results.ts';
import { OUTSIDE } from '../urls.ts';
import { OutsidePage, ResultPage } from '../views/outside-pages.tsx';

const Asked = Type.Object({ so: Type.Optional(Type.String({ pattern: '^[a-z-]{1,40}$' })) });
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const AnyForm = Type.Record(Type.String(), Type.Unknown());

async function formPage({ db }: Services, so: unknown, again: { problem?: Problem; values?: Record<string, unknown> } = {}) {
  const open = (await registers(db)).filter((register) => openToOfficials(register).length > 0);
  const anyOf = so === undefined || again.problem !== undefined;
  const register = open.find(({ name }) => name === so) ?? (anyOf ? open[0] : undefined);
  if (!register) throw notFound();
  const allowed = openToOfficials(register);
  const attributes = register.attributes.filter(({ name }) => allowed.includes(name));
  return h(OutsidePage, { registers: open, register, attributes, ...again });
}

async function resultPage({ params, actor }: FastifyRequest, { db }: Services) {
  const result = await resultOf(db, (params as { id: string }).id, actor.id, now());
  const register = result && (await registerNamed(db, result.look.register));
  if (!result || !register) throw notFound();
  const facts = register.attributes.flatMap(({ name, shape }) => {
    const fact = result.facts?.[name];
    return fact ? [{ shape, fact }] : [];
  });
  return h(ResultPage, { result, register, places: await placesOf(db, facts) });
}

/** For officials who may look outside a dossier. Numbers come in forms, never in addresses. */
export const outsideRoutes: Routes = (app, services) => {
  const config = { permission: LOOK } as const;

  app.get(OUTSIDE, { config, schema: { querystring: Asked } }, async (request, reply) =>
    reply.page(await formPage(services, (request.query as { so?: string }).so)),
  );

  app.post(OUTSIDE, { config, schema: { body: AnyForm } }, (request, reply) => {
    const body = request.body as Record<string, unknown>;
    return submit(request, reply, services, {
      action: lookOutside,
      input: { ...body, attributes: [body['attributes'] ?? []].flat() },
      done: ({ lookId }) => `${OUTSIDE}/${lookId}`,
      again: (problem, values) => formPage(services, values['register'], { problem, values }),
    });
  });

  app.get(`${OUTSIDE}/:id`, { config, schema: { params: Id } }, async (request, reply) => reply.page(await resultPage(request, services)));
};
