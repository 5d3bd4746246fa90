import type { FastifyRequest } from 'fastify';
import { accountNames } from '#core/identity/index.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { isId } from '#kernel/id.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { dateOf, today } from '#kernel/time.ts';
import { keepFakeAvatar } from '../actions/keep-fake-avatar.ts';
import { judgeFake } from '../actions/judge-fake.ts';
import { recordPageFacts } from '../actions/record-page-facts.ts';
import { recordReference } from '../actions/record-reference.ts';
import { takeDeskStep } from '../actions/take-desk-step.ts';
import { evidencePack } from '../evidence.ts';
import { findAccount } from '../queries/accounts.ts';
import { pageFactsOf, referralsOf } from '../queries/case-records.ts';
import { deadlinesOn } from '../queries/deadlines.ts';
import { deskCases, type FakeCase, findCase, reportsOf, routesOn, stepsOf } from '../queries/fake-cases.ts';
import { sendPicture } from '../stored-picture.ts';
import { DeskCasePage, DeskCasesPage } from '../views/desk-cases.tsx';
import { submitPicture } from './submit-picture.ts';

const AnyForm = Type.Record(Type.String(), Type.Unknown());
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const LIST = '/xac-thuc/gia-mao';
const triage = { permission: 'authenticity.triage' };

type ById = { Params: { id: string } };

/** A case of the person's own agency, or one whose agency is not known; 404 for others. */
async function caseFor({ db }: Services, request: FastifyRequest<ById>): Promise<FakeCase> {
  const one = await findCase(db, request.params.id);
  if (!one || !request.actor.may('authenticity.triage', one.agencyId ?? undefined)) throw notFound();
  return one;
}

async function casePage(
  services: Services,
  request: FastifyRequest<ById>,
  returned: { problem?: Problem; values?: Record<string, unknown> } = {},
) {
  const { db } = services;
  const one = await caseFor(services, request);
  const steps = await stepsOf(db, one.id);
  const may = (name: string): boolean => request.actor.may(`authenticity.${name}`, one.agencyId ?? undefined);
  const names = await accountNames(db, steps.map((step) => step.by).filter(isId));
  const [reports, routes] = [await reportsOf(db, one.id), await routesOn(db, today())];
  const pictured = one.avatarAccount === null ? undefined : await findAccount(db, one.avatarAccount);
  const records = {
    facts: await pageFactsOf(db, one.id),
    referrals: await referralsOf(db, one.id),
    deadlines: await deadlinesOn(db, dateOf(one.changedAt)),
  };
  const rights = { triage: may('triage'), judge: may('judge') };
  return DeskCasePage({ one, reports, steps, names, routes, pictured, rights, ...records, ...returned });
}

/** The pictures of a case: shown to the desk, and put in by it. */
const pictureRoutes: Routes = (app, services) => {
  for (const [path, of] of [
    ['trang', 'avatar'],
    ['tai-khoan', 'avatarOfficial'],
  ] as const) {
    app.get<ById>(`${LIST}/:id/anh/${path}`, { config: triage, schema: { params: Id } }, async (request, reply) => {
      const sha256 = (await caseFor(services, request))[of];
      if (sha256 === null) throw notFound();
      return sendPicture(reply, services.files, sha256);
    });
  }

  app.post<ById>(`${LIST}/:id/anh`, { config: triage, schema: { params: Id } }, async (request, reply) => {
    const one = await caseFor(services, request);
    return submitPicture(request, reply, services, {
      action: keepFakeAvatar,
      id: one.id,
      done: `${LIST}/${one.id}#anh-dai-dien`,
      again: (problem) => casePage(services, request, { problem, values: { 'bieu-mau': 'anh' } }),
    });
  });
};

/** What is written down of a case beside its steps. */
const recordRoutes: Routes = (app, services) => {
  const schema = { params: Id, body: AnyForm };
  const inputOf = (request: FastifyRequest<ById>) => ({ ...(request.body as object), ...request.params });

  app.post<ById>(`${LIST}/:id/du-kien`, { config: triage, schema }, (request, reply) =>
    submit(request, reply, services, {
      action: recordPageFacts,
      input: inputOf(request),
      done: () => `${LIST}/${request.params.id}#du-kien`,
      again: (problem, values) => casePage(services, request, { problem, values: { ...values, 'bieu-mau': 'du-kien' } }),
    }),
  );

  app.post<ById>(`${LIST}/:id/so-ho-so`, { config: triage, schema }, (request, reply) =>
    submit(request, reply, services, {
      action: recordReference,
      input: inputOf(request),
      done: () => `${LIST}/${request.params.id}#noi-da-chuyen`,
      again: (problem) => casePage(services, request, { problem }),
    }),
  );
};

/** The desk of false pages. */
export const staffFakeRoutes: Routes = (app, services) => {
  void pictureRoutes(app, services);
  void recordRoutes(app, services);
  app.get(LIST, { config: triage, schema: {} }, async (request, reply) => {
    const { scope } = request.actor;
    const open = await deskCases(services.db, scope, ['received', 'triaged', 'unclear', 'confirmed_fake', 'referred', 'persists']);
    const done = await deskCases(services.db, scope, ['removed', 'authentic', 'parody']);
    return reply.page(DeskCasesPage({ open, done, deadlines: await deadlinesOn(services.db, today()) }));
  });

  app.get<ById>(`${LIST}/:id`, { config: triage, schema: { params: Id } }, async (request, reply) =>
    reply.page(await casePage(services, request)),
  );

  app.get<ById>(`${LIST}/:id/bang-chung.zip`, { config: triage, schema: { params: Id } }, async (request, reply) =>
    reply
      .type('application/zip')
      .header('cache-control', 'private, no-store')
      .header('content-disposition', `attachment; filename="bang-chung-${request.params.id}.zip"`)
      .send(await evidencePack(services, await caseFor(services, request))),
  );

  app.post<ById>(`${LIST}/:id/buoc`, { config: triage, schema: { params: Id, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: takeDeskStep,
      input: { ...(request.body as object), ...request.params },
      done: () => `${LIST}/${request.params.id}`,
      again: (problem, values) => casePage(services, request, { problem, values: { ...values, 'bieu-mau': 'buoc' } }),
    }),
  );

  app.post<ById>(
    `${LIST}/:id/ket-luan`,
    { config: { permission: 'authenticity.judge' }, schema: { params: Id, body: AnyForm } },
    (request, reply) =>
      submit(request, reply, services, {
        action: judgeFake,
        input: { ...(request.body as object), ...request.params },
        done: () => `${LIST}/${request.params.id}`,
        again: (problem, values) => casePage(services, request, { problem, values: { ...values, 'bieu-mau': 'ket-luan' } }),
      }),
  );
};
