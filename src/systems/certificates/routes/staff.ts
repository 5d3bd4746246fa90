import { h } from 'preact';
import type { FastifyRequest } from 'fastify';
import { authorityState, automaticFirstIssue, certificatesOfAccount, certificatesOfAgency, theVault } from '#core/signatures/index.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Routes } from '#kernel/module.ts';
import { forbidden, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { now } from '#kernel/time.ts';
import { approveRequest } from '../actions/approve-request.ts';
import { endCertificate, resumeCertificate, suspendCertificate } from '../actions/change-certificate.ts';
import { issueCertificate } from '../actions/issue-certificate.ts';
import { rejectRequest } from '../actions/reject-request.ts';
import { requestCertificate } from '../actions/request-certificate.ts';
import { withdrawRequest } from '../actions/withdraw-request.ts';
import { APPROVE, ASK_SEAL, ASK_TLS, ISSUE } from '../permissions.ts';
import { requestsBy, waitingInAgency, waitingToBeIssued } from '../queries.ts';
import { isHolders } from '../rules.ts';
import { serverRoutes } from './servers.ts';
import { staffTrustRoutes } from '../trust/routes/staff.ts';
import { AgencyPage, IssuePage, MinePage } from '../views/pages.tsx';

const AnyForm = Type.Record(Type.String(), Type.Unknown());
const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });

function agencyOf({ actor }: FastifyRequest): string {
  if (!actor.scope || !actor.may(APPROVE, actor.scope)) throw forbidden();
  return actor.scope;
}

/** Back to the page from which a button was pressed; only to one of ours. */
function backFrom(request: FastifyRequest): string {
  const from = /\/chung-thu-so(?:\/co-quan|\/cap|\/may-chu)?$/.exec(String(request.headers.referer ?? '').split('?')[0] ?? '')?.[0];
  return from ?? '/chung-thu-so';
}

export const staffRoutes: Routes = async (app, services) => {
  await staffTrustRoutes(app, services);
  await serverRoutes(app, services);
  const { db } = services;
  const signedIn = { permission: 'signed-in' };

  const mine = async ({ actor }: FastifyRequest, problem?: Problem, values?: Record<string, unknown>) =>
    h(MinePage, {
      certificates: await certificatesOfAccount(db, actor.id),
      requests: await requestsBy(db, actor.id),
      maySeal: actor.scope !== undefined && actor.may(ASK_SEAL, actor.scope),
      mayServe: actor.scope !== undefined && actor.may(ASK_TLS, actor.scope),
      automatic: await automaticFirstIssue(db, now()),
      ...(problem ? { problem, values: values ?? {} } : {}),
    });
  app.get('/chung-thu-so', { config: signedIn, schema: {} }, async (request, reply) => reply.page(await mine(request)));
  app.post('/chung-thu-so', { config: signedIn, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: requestCertificate,
      done: () => '/chung-thu-so',
      again: (problem, values) => mine(request, problem, values),
    }),
  );

  app.get('/chung-thu-so/co-quan', { config: { permission: APPROVE }, schema: {} }, async (request, reply) => {
    const agencyId = agencyOf(request);
    const [requests, all] = await Promise.all([waitingInAgency(db, agencyId), certificatesOfAgency(db, agencyId)]);
    return reply.page(h(AgencyPage, { requests, certificates: all.filter(isHolders) }));
  });
  app.get('/chung-thu-so/cap', { config: { permission: ISSUE, everywhere: true }, schema: {} }, async (_request, reply) =>
    reply.page(h(IssuePage, { requests: await waitingToBeIssued(db), warnings: (await authorityState(db, theVault()))?.warnings ?? [] })),
  );

  for (const [path, action] of [
    ['de-nghi/:id/duyet', approveRequest],
    ['de-nghi/:id/cap', issueCertificate],
    ['de-nghi/:id/tu-choi', rejectRequest],
    ['de-nghi/:id/rut', withdrawRequest],
    [':id/tam-dung', suspendCertificate],
    [':id/khoi-phuc', resumeCertificate],
    [':id/thu-hoi', endCertificate],
  ] as const) {
    app.post(`/chung-thu-so/${path}`, { config: signedIn, schema: { params: Id, body: AnyForm } }, (request, reply) =>
      submit(request, reply, services, {
        action: action as typeof approveRequest,
        input: { ...(request.body as Record<string, unknown>), ...(request.params as { id: string }) },
        done: () => backFrom(request),
      }),
    );
  }
};
