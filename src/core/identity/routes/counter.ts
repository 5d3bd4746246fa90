import type { FastifyReply, FastifyRequest } from 'fastify';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { forbidden, notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { decideApplication } from '../actions/decide-application.ts';
import { decideVisit } from '../actions/decide-visit.ts';
import { lockAtCounter } from '../actions/lock-at-counter.ts';
import { receiveVisit } from '../actions/receive-visit.ts';
import { asAccount, forgetActors } from '../actor.ts';
import { applicationsTo, findApplication } from '../enrolment/applications.ts';
import { findVisit, visitsOf } from '../enrolment/counter.ts';
import { copyableSecret } from '../secrets.ts';
import { ApplicationPage, CounterPage, VisitPage, VisitPasswordPage } from '../views/enrolment/counter-pages.tsx';
import { CounterLockPage } from '../views/enrolment/counter-lock-page.tsx';
import { AnyForm, fieldsOf, keyOf, orAgain } from './request.ts';

const ENROL = 'identity.enrol';
const COUNTER = '/quan-tri/dinh-danh';

interface One {
  Params: { id: string };
}

interface Again {
  readonly problem?: Problem;
  readonly values?: Record<string, unknown>;
}

/** The post in which somebody sits at a counter. */
function counterPost({ actor }: FastifyRequest) {
  const post = asAccount(actor).posts.find(({ agencyId }) => actor.may(ENROL, agencyId));
  if (!post) throw forbidden();
  return post;
}

async function counter(request: FastifyRequest, { db }: Services, again: Again = {}) {
  const post = counterPost(request);
  const { agencyId } = post;
  return CounterPage({
    agency: { id: agencyId, name: post.agencyName },
    visits: await visitsOf(db, agencyId),
    applications: await applicationsTo(db, [agencyId]),
    ...again,
  });
}

async function visitPage(request: FastifyRequest<One>, { db }: Services, problem?: Problem) {
  const visit = await findVisit(db, request.params.id);
  if (!visit) throw notFound();
  if (!request.actor.may(ENROL, visit.agencyId)) throw forbidden();
  return VisitPage({ visit, mine: visit.receivedBy === request.actor.id, problem });
}

async function applicationPage(request: FastifyRequest<One>, { db }: Services, problem?: Problem) {
  const application = await findApplication(db, request.params.id);
  if (!application) throw notFound();
  if (!request.actor.may(ENROL, application.agencyId)) throw forbidden();
  return ApplicationPage({ application, problem });
}

async function postVisit(request: FastifyRequest<One>, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const key = keyOf(request);
  const temporaryPassword = copyableSecret('counter-password', request.actor.id, request.params.id, key);
  const decide = async (): Promise<FastifyReply> => {
    const { outcome, reason } = fieldsOf(request);
    const input = { id: request.params.id, outcome, ...(reason ? { reason } : {}), temporaryPassword };
    const { passwordGiven } = await services.act(decideVisit, request.actor, input, key);
    forgetActors(services.db);
    return passwordGiven ? reply.page(VisitPasswordPage({ password: temporaryPassword })) : reply.redirect(COUNTER, 303);
  };
  return orAgain(reply, decide, (problem) => visitPage(request, services, problem));
}

/** The identity counter: one officer receives, another confirms; applications for children and organisations. */
export const counterRoutes: Routes = (app, services) => {
  const config = { permission: ENROL };
  const params = Type.Object({ id: Type.String({ maxLength: 64 }) });

  app.get(COUNTER, { config, schema: {} }, async (request, reply) => reply.page(await counter(request, services)));
  app.post(COUNTER, { config, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: receiveVisit,
      done: () => COUNTER,
      again: (problem, values) => counter(request, services, { problem, values }),
    }),
  );
  const Done = Type.Object({ xong: Type.Optional(Type.String()) });
  const lockPage = (request: FastifyRequest, done: boolean, again: Again = {}) =>
    CounterLockPage({ agencyId: counterPost(request).agencyId, done, ...again });
  app.get<{ Querystring: { xong?: string } }>(`${COUNTER}/khoa`, { config, schema: { querystring: Done } }, (request, reply) =>
    reply.page(lockPage(request, request.query.xong === 'khoa')),
  );
  app.post(`${COUNTER}/khoa`, { config, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: lockAtCounter,
      done: () => {
        forgetActors(services.db);
        return `${COUNTER}/khoa?xong=khoa`;
      },
      again: (problem, values) => lockPage(request, false, { problem, values }),
    }),
  );
  app.get<One>(`${COUNTER}/luot/:id`, { config, schema: { params } }, async (request, reply) =>
    reply.page(await visitPage(request, services)),
  );
  app.post<One>(`${COUNTER}/luot/:id`, { config, schema: { params, body: AnyForm } }, (request, reply) =>
    postVisit(request, reply, services),
  );
  app.get<One>(`${COUNTER}/don/:id`, { config, schema: { params } }, async (request, reply) =>
    reply.page(await applicationPage(request, services)),
  );
  app.post<One>(`${COUNTER}/don/:id`, { config, schema: { params, body: AnyForm } }, (request, reply) => {
    const { outcome, reason } = fieldsOf(request);
    return submit(request, reply, services, {
      action: decideApplication,
      input: { id: request.params.id, outcome, ...(reason ? { reason } : {}) },
      done: () => COUNTER,
      again: (problem) => applicationPage(request, services, problem),
    });
  });
};
