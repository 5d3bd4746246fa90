import type { VNode } from 'preact';
import { accountNames, officialsOf } from '#core/identity/index.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { isId } from '#kernel/id.ts';
import type { Routes } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import { notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { today } from '#kernel/time.ts';
import { decideChange } from '../actions/decide-change.ts';
import { pauseConnection } from '../actions/pause-connection.ts';
import { proposeChange, proposeConnection } from '../actions/propose-connection.ts';
import { connectionsOf, findConnection, proposedChanges } from '../queries/connections.ts';
import { AccountPage, NewAccountPage } from '../views/account-forms.tsx';
import { AccountsPage } from '../views/accounts-page.tsx';
import { shownScope } from '../rules/shown-scope.ts';

const AnyForm = Type.Record(Type.String(), Type.Unknown());
const LIST = '/kenh/tai-khoan';

async function accountsPage({ db }: Services, actor: Actor): Promise<VNode<any>> {
  const scope = shownScope(actor);
  const [connections, changes] = await Promise.all([connectionsOf(db, scope), proposedChanges(db, scope)]);
  const people = [
    ...connections.flatMap((one) => [one.ownerId, one.deputyId]),
    ...changes.flatMap((one) => [one.proposedBy, one.fields['ownerId'] ?? '', one.fields['deputyId'] ?? '']),
  ];
  const names = await accountNames(db, people.filter(isId));
  return AccountsPage({ connections, changes, names, mayManage: actor.may('channels.manage'), who: actor.id });
}

async function accountPage({ db }: Services, actor: Actor, id: string, problem?: Problem): Promise<VNode<any>> {
  const connection = isId(id) ? await findConnection(db, id) : undefined;
  if (!connection || !actor.may('channels.read', connection.agencyId)) throw notFound();
  return AccountPage({
    connection,
    officials: await officialsOf(db, connection.agencyId, today()),
    names: await accountNames(db, [connection.ownerId, connection.deputyId].filter(isId)),
    mayManage: actor.may('channels.manage', connection.agencyId),
    mayPause: actor.may('channels.approve', connection.agencyId),
    ...(problem ? { problem } : {}),
  });
}

/** Accounts: the list, proposing, deciding, pausing. */
export const accountRoutes: Routes = (app, services) => {
  const read = { permission: 'channels.read' };
  const manage = { permission: 'channels.manage' };

  app.get(LIST, { config: read, schema: {} }, async (request, reply) => reply.page(await accountsPage(services, request.actor)));

  const newPage = async (actor: Actor, tried: { problem?: Problem; values?: Record<string, unknown> } = {}): Promise<VNode<any>> => {
    const agencyId = actor.scope ?? '';
    return NewAccountPage({ agencyId, officials: agencyId === '' ? [] : await officialsOf(services.db, agencyId, today()), ...tried });
  };
  app.get(`${LIST}/moi`, { config: manage, schema: {} }, async (request, reply) => reply.page(await newPage(request.actor)));
  app.post(`${LIST}/moi`, { config: manage, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: proposeConnection,
      done: () => LIST,
      again: (problem, values) => newPage(request.actor, { problem, values }),
    }),
  );

  app.get<{ Params: { id: string } }>(`${LIST}/:id`, { config: read, schema: {} }, async (request, reply) =>
    reply.page(await accountPage(services, request.actor, request.params.id)),
  );
  app.post<{ Params: { id: string } }>(`${LIST}/:id/thay-doi`, { config: manage, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: proposeChange,
      input: { ...(request.body as object), connectionId: request.params.id },
      done: () => LIST,
      again: (problem) => accountPage(services, request.actor, request.params.id, problem),
    }),
  );
  app.post<{ Params: { id: string } }>(
    `${LIST}/:id/tam-dung`,
    { config: { permission: 'channels.approve' }, schema: { body: AnyForm } },
    (request, reply) =>
      submit(request, reply, services, {
        action: pauseConnection,
        input: { id: request.params.id },
        done: () => `${LIST}/${request.params.id}`,
      }),
  );
  app.post<{ Params: { id: string } }>('/kenh/thay-doi/:id', { config: manage, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: decideChange,
      input: { ...(request.body as object), id: request.params.id },
      done: () => LIST,
    }),
  );
};
