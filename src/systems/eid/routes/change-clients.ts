import type { FastifyRequest } from 'fastify';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { forbidden, notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { now } from '#kernel/time.ts';
import { changeClient } from '../actions/change-client.ts';
import { rotateKeys } from '../actions/rotate-keys.ts';
import { forgetClients } from '../clients.ts';
import { publishedKeys } from '../keys.ts';
import { CLIENTS } from '../permissions.ts';
import { findClient } from '../queries/clients.ts';
import { EditClientPage } from '../views/edit-client-page.tsx';
import { KeysPage } from '../views/keys-page.tsx';

interface Here {
  Params: { id: string };
}

const SITES = '/quan-tri/trang-dang-nhap';
const KEYS = `${SITES}/khoa`;

async function ownedClient({ db }: Services, { actor, params }: FastifyRequest<Here>) {
  const client = await findClient(db, params.id);
  if (!client || client.closed) throw notFound();
  if (!actor.may(CLIENTS, client.agencyId)) throw forbidden();
  return client;
}

function fieldsOf(request: FastifyRequest<Here>) {
  const values = request.body as Record<string, unknown>;
  const addresses = typeof values['redirectUris'] === 'string' ? values['redirectUris'].split(/\s+/).filter(Boolean) : [];
  return { ...values, id: request.params.id, redirectUris: addresses, scopes: [values['scopes'] ?? []].flat() };
}

/** Changing a registered site, and the keys that everything is signed with. */
export const changeRoutes: Routes = (app, services) => {
  const config = { permission: CLIENTS };
  const AnyForm = Type.Record(Type.String(), Type.Unknown());
  const params = Type.Object({ id: Type.String({ maxLength: 64 }) });

  app.get<Here>(`${SITES}/:id`, { config, schema: { params } }, async (request, reply) =>
    reply.page(EditClientPage({ client: await ownedClient(services, request) })),
  );
  app.post<Here>(`${SITES}/:id`, { config, schema: { params, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: changeClient,
      input: fieldsOf(request),
      done: () => {
        forgetClients(services.db);
        return `${SITES}?xong=sua`;
      },
      again: async (problem, values) => EditClientPage({ client: await ownedClient(services, request), problem, values }),
    }),
  );

  const everywhere = { permission: CLIENTS, everywhere: true } as const;
  const Done = Type.Object({ xong: Type.Optional(Type.String()) });
  app.get<{ Querystring: { xong?: string } }>(KEYS, { config: everywhere, schema: { querystring: Done } }, async (request, reply) => {
    if (!request.actor.may(CLIENTS, EVERYWHERE)) throw forbidden();
    return reply.page(KeysPage({ keys: await publishedKeys(services.db, now()), changed: request.query.xong === 'doi' }));
  });
  app.post(KEYS, { config: everywhere, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, { action: rotateKeys, done: () => `${KEYS}?xong=doi` }),
  );
};
