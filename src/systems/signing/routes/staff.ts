import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { accountNames, accountOf, AUTHENTICATION_COOKIE, officialsOf } from '#core/identity/index.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { isId } from '#kernel/id.ts';
import type { Routes } from '#kernel/module.ts';
import { forbidden, notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { now, today } from '#kernel/time.ts';
import { addFiles } from '../actions/add-files.ts';
import { createBatch } from '../actions/create-batch.ts';
import { openAuthorisation } from '../actions/open-authorisation.ts';
import { removeItem } from '../actions/remove-item.ts';
import { takeAuthorisation } from '../actions/take-authorisation.ts';
import { withdrawBatch } from '../actions/withdraw-batch.ts';
import { demandedLevel } from '../levels.ts';
import { batchesAt, findBatch, isSignerOf, itemsOf, mayReadBatches, provenAuthorisation } from '../queries.ts';
import { permissionOf } from '../rules.ts';
import type { Batch, BatchState } from '../types.ts';
import { BatchPage } from '../views/batch-page.tsx';
import { BatchesPage } from '../views/batches-page.tsx';
import { NewBatchPage } from '../views/new-batch-page.tsx';
import { readFiles } from './read-files.ts';

const STATES: readonly BatchState[] = ['waiting', 'signing', 'done', 'withdrawn'];
const AnyForm = Type.Record(Type.String(), Type.Unknown());
const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });
const config = { permission: 'signing.read' };

interface OfBatch {
  Params: { id: string };
}

/** The list, for those of its agency who take part; 404 for everybody else, so that nobody learns that it exists. */
async function batchFor(request: FastifyRequest<OfBatch>, { db }: Services): Promise<Batch> {
  const { id } = request.params;
  const batch = isId(id) ? await findBatch(db, id) : undefined;
  if (!batch || !mayReadBatches(request.actor, batch.agencyId)) throw notFound();
  return batch;
}

async function showBatch(request: FastifyRequest<OfBatch>, { db, ...services }: Services) {
  const batch = await batchFor(request, { db, ...services });
  const [items, authorisation, names] = await Promise.all([
    itemsOf(db, batch.id),
    provenAuthorisation(db, batch.id),
    accountNames(db, [batch.preparedBy, ...(batch.signerId ? [batch.signerId] : [])]),
  ]);
  const { actor } = request;
  const maySign = isSignerOf(actor, batch);
  const signer = maySign && batch.state === 'waiting' ? accountOf(actor) : undefined;
  const outcome = (request.query as { 'ket-qua'?: string })['ket-qua'];
  return {
    batch,
    items,
    names,
    authorisation,
    outcome,
    maySign,
    demanded: signer && (await demandedLevel(db, batch.step, signer, now())),
    mayPrepare: actor.may('signing.prepare', batch.agencyId),
  };
}

async function newPage({ db }: Services, request: FastifyRequest) {
  const { actor } = request;
  if (!actor.scope) throw forbidden();
  return { signers: await officialsOf(db, actor.scope, today(), permissionOf.personal) };
}

/** Lists for signing: putting files up, looking at them, authorising, fetching what was signed. */
export const staffRoutes: Routes = (app, services) => {
  const { db } = services;
  const query = Type.Object({ buoc: Type.Optional(Type.String({ maxLength: 20 })) });

  app.get<{ Querystring: { buoc?: string } }>('/ky-so', { config, schema: { querystring: query } }, async (request, reply) => {
    const { actor } = request;
    if (!actor.scope || !mayReadBatches(actor, actor.scope)) throw forbidden();
    const state = STATES.find((one) => one === request.query.buoc) ?? 'waiting';
    const batches = await batchesAt(db, actor.scope, state);
    return reply.page(BatchesPage({ state, batches, mayPrepare: actor.may('signing.prepare', actor.scope) }));
  });

  const preparing = { permission: 'signing.prepare' };
  app.get('/ky-so/moi', { config: preparing, schema: {} }, async (request, reply) =>
    reply.page(NewBatchPage(await newPage(services, request))),
  );

  app.post('/ky-so/moi', { config: preparing, schema: {} }, async (request, reply) => {
    const { fields, files } = await readFiles(request, services.files);
    const { _key, ...values } = fields;
    return submit(request, reply, services, {
      action: createBatch,
      input: { ...values, files },
      idempotencyKey: _key,
      done: ({ id }) => `/ky-so/${id}`,
      again: async (problem) => NewBatchPage({ ...(await newPage(services, request)), values, problem }),
    });
  });

  batchRoutes(app, services);
  authorisationRoutes(app, services);
  downloadRoute(app, services);
};

/** One list: looking at it, adding to it, taking from it. */
function batchRoutes(app: FastifyInstance, services: Services): void {
  const preparing = { permission: 'signing.prepare' };
  const query = Type.Object({ 'ket-qua': Type.Optional(Type.String({ maxLength: 20 })) });
  app.get<OfBatch>('/ky-so/:id', { config, schema: { params: Id, querystring: query } }, async (request, reply) =>
    reply.page(BatchPage(await showBatch(request, services))),
  );

  app.post<OfBatch>('/ky-so/:id/tep', { config: preparing, schema: { params: Id } }, async (request, reply) => {
    const { id } = await batchFor(request, services);
    const { fields, files } = await readFiles(request, services.files);
    const back = (): string => `/ky-so/${id}`;
    return submit(request, reply, services, { action: addFiles, input: { id, files }, idempotencyKey: fields['_key'], done: back });
  });

  app.post<{ Params: { id: string; itemId: string } }>(
    '/ky-so/:id/tep/:itemId/bo',
    { config: preparing, schema: { params: Type.Object({ id: Type.String(), itemId: Type.String() }), body: AnyForm } },
    (request, reply) => submit(request, reply, services, { action: removeItem, input: request.params, done: ({ id }) => `/ky-so/${id}` }),
  );

  app.post<OfBatch>('/ky-so/:id/rut', { config: preparing, schema: { params: Id, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, { action: withdrawBatch, input: { id: request.params.id }, done: () => '/ky-so' }),
  );
}

/** The signer's yes, and the way back from proving who they are. */
function authorisationRoutes(app: FastifyInstance, services: Services): void {
  app.post<OfBatch>('/ky-so/:id/ky', { config, schema: { params: Id, body: AnyForm } }, (request, reply) =>
    authorise(request, reply, services),
  );
  app.get<{ Params: { id: string; authorisation: string }; Querystring: { 'xac-thuc'?: string } }>(
    '/ky-so/:id/xac-nhan/:authorisation',
    {
      config,
      schema: {
        params: Type.Object({ id: Type.String({ maxLength: 36 }), authorisation: Type.String({ maxLength: 36 }) }),
        querystring: Type.Object({ 'xac-thuc': Type.Optional(Type.String({ maxLength: 64 })) }),
      },
    },
    async (request, reply) => {
      const { id, authorisation } = request.params;
      const token = request.cookies[AUTHENTICATION_COOKIE] ?? '';
      const authenticationId = request.query['xac-thuc'] ?? '';
      const input = { id, authorisationId: authorisation, authenticationId, token };
      const { outcome } = await services.act(takeAuthorisation, request.actor, input);
      void reply.clearCookie(AUTHENTICATION_COOKIE, { path: '/' });
      return reply.redirect(outcome === 'signing' ? `/ky-so/${id}` : `/ky-so/${id}?ket-qua=${outcome}`, 303);
    },
  );
}

/** A file as it was put up, and as it was signed. */
function downloadRoute(app: FastifyInstance, services: Services): void {
  const { db } = services;
  app.get<{ Params: { id: string; itemId: string; which: string } }>(
    '/ky-so/:id/tep/:itemId/:which',
    { config, schema: { params: Type.Object({ id: Type.String(), itemId: Type.String(), which: Type.Enum(['goc', 'da-ky']) }) } },
    async (request, reply) => {
      const batch = await batchFor(request as FastifyRequest<OfBatch>, services);
      const item = (await itemsOf(db, batch.id)).find((one) => one.id === request.params.itemId);
      const signed = request.params.which === 'da-ky';
      const sha256 = signed ? item?.signedSha256 : item?.sha256;
      if (!item || !sha256) throw notFound();
      const name = signed ? (item.signedName ?? item.name) : item.name;
      const inline = item.kind === 'pdf';
      return reply
        .type(inline ? 'application/pdf' : 'application/octet-stream')
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `${inline ? 'inline' : 'attachment'}; filename="${name}"`)
        .send(await services.files.get(sha256));
    },
  );
}

/** The signer's yes: from here they go to prove who they are, in this browser. */
async function authorise(request: FastifyRequest<OfBatch>, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const { root } = request.body as { root?: string };
  const { path, token } = await services.act(openAuthorisation, request.actor, { id: request.params.id, root: root ?? '' });
  const secure = services.config.publicUrl.startsWith('https:');
  return reply.setCookie(AUTHENTICATION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'lax', secure }).redirect(path, 303);
}
