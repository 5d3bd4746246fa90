import type { FastifyInstance } from 'fastify';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import { notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { decideAccountChange } from '../actions/decide-account-change.ts';
import { keepAccountAvatar } from '../actions/keep-account-avatar.ts';
import { proposeAccount } from '../actions/propose-account.ts';
import { proposeAccountChange } from '../actions/propose-account-change.ts';
import { stopAccount } from '../actions/stop-account.ts';
import { waitingChanges } from '../queries/account-changes.ts';
import { findAccount, historyOf, listAccounts } from '../queries/accounts.ts';
import { avatarsOf } from '../queries/avatars.ts';
import { proofsOf } from '../queries/proofs.ts';
import { seenOf } from '../queries/seen-accounts.ts';
import { sendPicture } from '../stored-picture.ts';
import { ProposeAccountPage, StaffAccountPage, StaffAccountsPage } from '../views/staff-accounts.tsx';
import { submitPicture } from './submit-picture.ts';

const AnyForm = Type.Record(Type.String(), Type.Unknown());
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const LIST = '/xac-thuc/tai-khoan';

function rightsOf(actor: Actor, agencyId: string | undefined) {
  const may = (name: string): boolean => actor.may(`authenticity.${name}`, agencyId);
  return { register: may('register'), approve: may('approve'), alarm: may('alarm') };
}

/** Accounts are kept by their agency; who works elsewhere learns no more than the public page says. */
async function staffPage(
  { db, config }: Services,
  actor: Actor,
  id: string,
  returned: { problem?: Problem; values?: Record<string, unknown> } = {},
) {
  const account = await findAccount(db, id);
  const rights = account ? rightsOf(actor, account.agencyId) : undefined;
  if (!account || !rights || !Object.values(rights).includes(true)) throw notFound();
  const [proofs, seen, domain] = [await proofsOf(db, id), await seenOf(db, id), new URL(config.publicUrl).host];
  return StaffAccountPage({
    account,
    rights,
    avatars: await avatarsOf(db, id),
    ...(await historyOf(db, id)),
    proofs,
    seen,
    domain,
    ...returned,
  });
}

/** The agency's own side of the registry. */
export const staffAccountRoutes: Routes = (app, services) => {
  listRoutes(app, services);
  void avatarRoutes(app, services);
  const config = { permission: 'signed-in' };

  app.get<{ Params: { id: string } }>(`${LIST}/:id`, { config, schema: { params: Id } }, async (request, reply) =>
    reply.page(await staffPage(services, request.actor, request.params.id)),
  );

  app.post<{ Params: { id: string } }>(
    `${LIST}/:id/bao-dong`,
    { config: { permission: 'authenticity.alarm' }, schema: { params: Id, body: AnyForm } },
    (request, reply) =>
      submit(request, reply, services, {
        action: stopAccount,
        input: { ...(request.body as object), ...request.params },
        done: () => `${LIST}/${request.params.id}`,
        again: (problem, values) => staffPage(services, request.actor, request.params.id, { problem, values: { status: '', ...values } }),
      }),
  );

  app.post<{ Params: { id: string } }>(
    `${LIST}/:id/thay-doi`,
    { config: { permission: 'authenticity.register' }, schema: { params: Id, body: AnyForm } },
    (request, reply) =>
      submit(request, reply, services, {
        action: proposeAccountChange,
        input: { ...(request.body as object), ...request.params },
        done: () => LIST,
        again: (problem, values) => staffPage(services, request.actor, request.params.id, { problem, values: { kind: '', ...values } }),
      }),
  );
};

/** Pictures of an account: shown to those who work with it, added by who keeps it. */
const avatarRoutes: Routes = (app, services) => {
  const path = `${LIST}/:id/anh-dai-dien`;
  const params = Type.Object({ id: Type.String({ format: 'uuid' }), sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) });

  app.get<{ Params: { id: string; sha256: string } }>(
    `${path}/:sha256`,
    { config: { permission: 'signed-in' }, schema: { params } },
    async (request, reply) => {
      const account = await findAccount(services.db, request.params.id);
      if (!account || !Object.values(rightsOf(request.actor, account.agencyId)).includes(true)) throw notFound();
      const known = (await avatarsOf(services.db, account.id)).some(({ sha256 }) => sha256 === request.params.sha256);
      if (!known) throw notFound();
      return sendPicture(reply, services.files, request.params.sha256);
    },
  );

  const register = { permission: 'authenticity.register' };
  app.post<{ Params: { id: string } }>(path, { config: register, schema: { params: Id } }, async (request, reply) => {
    const { id } = request.params;
    const again = (problem: Problem) => staffPage(services, request.actor, id, { problem, values: { 'anh-dai-dien': '' } });
    return submitPicture(request, reply, services, { action: keepAccountAvatar, id, done: `${LIST}/${id}#anh-dai-dien`, again });
  });
};

function listRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;
  app.get(LIST, { config: { permission: 'signed-in' }, schema: {} }, async (request, reply) => {
    const { actor } = request;
    const rights = rightsOf(actor, actor.scope);
    if (!Object.values(rights).includes(true)) throw notFound();
    const [accounts, waiting] = [await listAccounts(db, { agencyId: actor.scope }), await waitingChanges(db, actor.scope)];
    return reply.page(StaffAccountsPage({ accounts, waiting, rights }));
  });

  const register = { permission: 'authenticity.register' };
  app.get(`${LIST}/moi`, { config: register, schema: {} }, (_request, reply) => reply.page(ProposeAccountPage({})));
  app.post(`${LIST}/moi`, { config: register, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: proposeAccount,
      done: () => LIST,
      again: (problem, values) => ProposeAccountPage({ problem, values }),
    }),
  );

  app.post<{ Params: { id: string } }>(
    `${LIST}/de-nghi/:id`,
    { config: { permission: 'authenticity.approve' }, schema: { params: Id, body: AnyForm } },
    (request, reply) =>
      submit(request, reply, services, {
        action: decideAccountChange,
        input: { ...(request.body as object), ...request.params },
        done: () => LIST,
      }),
  );
}
