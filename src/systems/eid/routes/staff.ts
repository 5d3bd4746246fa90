import { createHmac } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { asAccount } from '#core/identity/index.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { newId } from '#kernel/id.ts';
import type { Routes } from '#kernel/module.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { fold } from '#kernel/text.ts';
import { closeClient } from '../actions/close-client.ts';
import { registerClientAction } from '../actions/register-client.ts';
import { withdrawConsent } from '../actions/withdraw-consent.ts';
import { forgetClients } from '../clients.ts';
import { siteSecrets } from '../keys.ts';
import { CLIENTS } from '../permissions.ts';
import { issuerOf } from '../provider/provider.ts';
import { allClients } from '../queries/clients.ts';
import { consentsOf, usesOf } from '../queries/consents.ts';
import { clientSecretHash } from '../registration.ts';
import { changeRoutes } from './change-clients.ts';
import { ClientsPage, RegisteredPage } from '../views/clients-page.tsx';
import { UsesPage } from '../views/uses-page.tsx';

const AnyForm = Type.Record(Type.String(), Type.Unknown());
const USES = '/tai-khoan/trang-da-dang-nhap';
const SITES = '/quan-tri/trang-dang-nhap';
const FULL_PAGE = 50;

async function clientLines({ db }: Services, { actor }: FastifyRequest) {
  const clients = (await allClients(db)).map((line) => ({ ...line, mayClose: actor.may(CLIENTS, line.agencyId) }));
  return { clients, mayRotate: actor.may(CLIENTS, EVERYWHERE) };
}

/** The same secret and id whenever the same form is sent, so that a second press shows what works. */
async function madeFor({ db }: Services, { actor }: FastifyRequest, title: string, key: string): Promise<{ id: string; secret: string }> {
  const { cookies } = await siteSecrets(db);
  const secret = createHmac('sha256', cookies)
    .update(JSON.stringify(['client secret', actor.id, key]))
    .digest('base64url');
  const name = fold(title).replaceAll(' ', '-').slice(0, 40);
  return {
    id: `${name || 'trang'}-${clientSecretHash(secret)
      .replace(/[^a-z0-9]/g, '')
      .slice(0, 6)}`,
    secret,
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

async function postClient(request: FastifyRequest, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const { _key: given, ...values } = request.body as Record<string, unknown>;
  const key = text(given) || newId();
  const { id, secret } = await madeFor(services, request, text(values['title']), key);
  const withSecret = values['proof'] === undefined || values['proof'] === 'secret';
  const input = {
    ...values,
    id,
    proof: values['proof'] ?? 'secret',
    redirectUris: text(values['redirectUris']).split(/\s+/).filter(Boolean),
    scopes: [values['scopes'] ?? []].flat(),
    ...(withSecret ? { secretHash: clientSecretHash(secret) } : {}),
  };
  try {
    await services.act(registerClientAction, request.actor, input, key);
  } catch (problem) {
    if (!(problem instanceof Problem) || ![409, 422].includes(problem.status)) throw problem;
    return reply.page(ClientsPage({ ...(await clientLines(services, request)), problem, values }), { status: problem.status });
  }
  forgetClients(services.db);
  return reply.page(RegisteredPage({ id, secret: withSecret ? secret : undefined, issuer: issuerOf(services) }));
}

/** What everybody sees of their own identity's use, and the sites that administrators keep. */
export const staffRoutes: Routes = (app, services) => {
  const own = { permission: 'signed-in' };
  const Paging = Type.Object({ truoc: Type.Optional(Type.Integer({ minimum: 1 })), xong: Type.Optional(Type.String()) });
  app.get<{ Querystring: { truoc?: number; xong?: string } }>(
    USES,
    { config: own, schema: { querystring: Paging } },
    async (request, reply) => {
      const { id } = asAccount(request.actor);
      const uses = await usesOf(services.db, id, request.query.truoc);
      const consents = await consentsOf(services.db, id);
      return reply.page(UsesPage({ consents, uses, older: uses.length === FULL_PAGE, withdrawn: request.query.xong === 'rut' }));
    },
  );
  app.post(`${USES}/rut`, { config: own, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, { action: withdrawConsent, done: () => `${USES}?xong=rut` }),
  );

  void changeRoutes(app, services);
  const config = { permission: CLIENTS };
  const closed = () => {
    forgetClients(services.db);
    return SITES;
  };
  const Saved = Type.Object({ xong: Type.Optional(Type.String()) });
  app.get<{ Querystring: { xong?: string } }>(SITES, { config, schema: { querystring: Saved } }, async (request, reply) =>
    reply.page(ClientsPage({ ...(await clientLines(services, request)), saved: request.query.xong === 'sua' })),
  );
  app.post(SITES, { config, schema: { body: AnyForm } }, (request, reply) => postClient(request, reply, services));
  app.post<{ Params: { id: string } }>(
    `${SITES}/:id/dong`,
    { config, schema: { params: Type.Object({ id: Type.String({ maxLength: 64 }) }), body: AnyForm } },
    (request, reply) => submit(request, reply, services, { action: closeClient, input: { id: request.params.id }, done: closed }),
  );
};
