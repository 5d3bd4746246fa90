import type { FastifyRequest } from 'fastify';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import type { Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { now, today } from '#kernel/time.ts';
import { acceptMandate, revokeMandate } from '../actions/answer-mandate.ts';
import { applyFor } from '../actions/apply-for.ts';
import { giveMandate } from '../actions/give-mandate.ts';
import { asAccount } from '../actor.ts';
import { applicationsOf, enrollingAgencies } from '../enrolment/applications.ts';
import { mandatesGivenBy, mandatesHeldBy, organisationsOf } from '../mandates/queries.ts';
import { mandateFields } from '../mandates/write.ts';
import { ApplyPage, GiveMandatePage, MandatesPage } from '../views/mandates/mandate-pages.tsx';
import { AnyForm, fieldsOf } from './request.ts';

const LIST = '/tai-khoan/dai-dien';

/** Agencies for which this person may give mandates. */
function managed(request: FastifyRequest): { id: string; name: string }[] {
  const { posts } = asAccount(request.actor);
  const all = posts
    .filter((post) => request.actor.may('identity.manage', post.agencyId))
    .map((post) => [post.agencyId, post.agencyName] as const);
  return [...new Map(all)].map(([id, name]) => ({ id, name }));
}

async function list(request: FastifyRequest, { db }: Services, problem?: Problem) {
  const { id, personId } = asAccount(request.actor);
  const at = now();
  return MandatesPage({
    held: await mandatesHeldBy(db, personId, at),
    given: await mandatesGivenBy(
      db,
      personId,
      managed(request).map((agency) => agency.id),
      at,
    ),
    applications: await applicationsOf(db, id),
    fields: await mandateFields(db),
    done: (request.query as { xong?: string }).xong,
    problem,
  });
}

async function give(request: FastifyRequest, { db }: Services, again: { problem?: Problem; values?: Record<string, unknown> } = {}) {
  const organisations = await organisationsOf(db, asAccount(request.actor).personId, now());
  const sides = [
    ...organisations.map(({ id, name }) => ({ value: `organisation:${id}`, label: name })),
    ...managed(request).map(({ id, name }) => ({ value: `agency:${id}`, label: name })),
  ];
  return GiveMandatePage({ fields: await mandateFields(db), sides, today: today(), ...again });
}

/** Family, organisations and mandates of whoever is signed in. */
export const mandateRoutes: Routes = (app, services) => {
  const config = { permission: 'signed-in' };
  const form = { config, schema: { body: AnyForm } };

  app.get(LIST, { config, schema: { querystring: Type.Object({ xong: Type.Optional(Type.String()) }) } }, async (request, reply) =>
    reply.page(await list(request, services)),
  );
  for (const [path, action, done] of [
    ['nhan', acceptMandate, 'nhan'],
    ['cham-dut', revokeMandate, 'dut'],
  ] as const) {
    app.post(`${LIST}/${path}`, form, (request, reply) =>
      submit(request, reply, services, {
        action,
        done: () => `${LIST}?xong=${done}`,
        again: (problem) => list(request, services, problem),
      }),
    );
  }
  app.get(`${LIST}/uy-quyen`, { config, schema: {} }, async (request, reply) => reply.page(await give(request, services)));
  app.post(`${LIST}/uy-quyen`, form, (request, reply) => {
    const values = fieldsOf(request);
    return submit(request, reply, services, {
      action: giveMandate,
      input: { ...values, scope: [values['scope'] ?? []].flat() },
      done: () => `${LIST}?xong=giao`,
      again: (problem) => give(request, services, { problem, values: { ...values } }),
    });
  });
  const applyPage = async (again: { problem?: Problem; values?: Record<string, unknown> } = {}) =>
    ApplyPage({ agencies: await enrollingAgencies(services.db, today()), ...again });
  app.get(`${LIST}/mo`, { config, schema: {} }, async (_request, reply) => reply.page(await applyPage()));
  app.post(`${LIST}/mo`, form, (request, reply) =>
    submit(request, reply, services, {
      action: applyFor,
      done: () => `${LIST}?xong=don`,
      again: (problem, values) => applyPage({ problem, values }),
    }),
  );
};
