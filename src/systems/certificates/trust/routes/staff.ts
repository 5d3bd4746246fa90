import type { FastifyInstance, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { accountNames } from '#core/identity/index.ts';
import {
  findTrustChange,
  listedServices,
  openTrustChanges,
  servicesOfChange,
  theVault,
  type TrustChange,
  trustSources,
} from '#core/signatures/index.ts';
import type { Action } from '#kernel/action.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { readUpload } from '#kernel/http/uploads.ts';
import { isId } from '#kernel/id.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { TRUST } from '../../permissions.ts';
import { confirmTrustChange } from '../actions/confirm-change.ts';
import { proposeTrustList } from '../actions/propose-list.ts';
import { proposeTrustService } from '../actions/propose-service.ts';
import { proposeTrustSource } from '../actions/propose-source.ts';
import { proposeTrustStatus } from '../actions/propose-status.ts';
import { rejectTrustChange } from '../actions/reject-change.ts';
import { TrustChangePage, TrustServicePage } from '../../views/trust/change-page.tsx';
import { type DeskForm, TrustDeskPage } from '../../views/trust/desk-page.tsx';

const DESK = '/chung-thu-so/tin-cay';
const config = { permission: TRUST, everywhere: true } as const;
const AnyForm = Type.Record(Type.String(), Type.Unknown());
const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });

interface OfOne {
  Params: { id: string };
}

const changePath = ({ id }: { readonly id: string }): string => `${DESK}/thay-doi/${id}`;

/** Keeping the trusted list: what waits, proposals, decisions. */
export const staffTrustRoutes: Routes = (app, services) => {
  uploadRoutes(app, services);
  changeRoutes(app, services);
  serviceRoutes(app, services);
};

async function deskPage({ db }: Services, back?: { form: DeskForm; problem: Problem; values: Record<string, unknown> }) {
  const [waiting, listed, sources] = await Promise.all([openTrustChanges(db), listedServices(db, theVault()), trustSources(db)]);
  const names = await namesOf(db, waiting);
  return h(TrustDeskPage, { waiting, services: listed.filter(({ id }) => id !== undefined), sources, names, ...back });
}

/** Actors of the product itself have no account. */
async function namesOf(db: Services['db'], changes: readonly TrustChange[]): Promise<ReadonlyMap<string, string>> {
  return accountNames(db, [...new Set(changes.map(({ proposedBy }) => proposedBy).filter(isId))]);
}

/** The three forms with a file. A certificate goes into the action as it is, a list into the store first. */
function uploadRoutes(app: FastifyInstance, services: Services): void {
  const { files } = services;
  const forms: readonly [string, DeskForm, Action<any, { id: string }>][] = [
    ['dich-vu', 'service', proposeTrustService],
    ['nguon', 'source', proposeTrustSource],
    ['danh-sach', 'list', proposeTrustList],
  ];
  app.get(DESK, { config, schema: {} }, async (_request, reply) => reply.page(await deskPage(services)));
  for (const [path, form, action] of forms) {
    app.post(`${DESK}/${path}`, { config, schema: {} }, async (request, reply) => {
      const { fields, file } = await readUpload(request);
      const { _key, ...values } = fields;
      const sent =
        form === 'list' ? { list: file ? await files.put(file.bytes) : '' } : { certificate: file?.bytes.toString('base64') ?? '' };
      return submit(request, reply, services, {
        action,
        input: { ...values, ...sent },
        idempotencyKey: _key,
        done: changePath,
        again: (problem) => deskPage(services, { form, problem, values }),
      });
    });
  }
}

function changeRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;
  const show = async ({ params: { id }, actor }: FastifyRequest<OfOne>, problem?: Problem) => {
    const change = isId(id) ? await findTrustChange(db, id) : undefined;
    if (!change) throw notFound();
    const [changed, names] = await Promise.all([servicesOfChange(db, id), namesOf(db, [change])]);
    const own = change.proposedBy === actor.id;
    return h(TrustChangePage, { change, services: changed, names, own, ...(problem ? { problem } : {}) });
  };
  app.get<OfOne>(`${DESK}/thay-doi/:id`, { config, schema: { params: Id } }, async (request, reply) => reply.page(await show(request)));
  const decisions: readonly [string, Action<any, { id: string }>][] = [
    ['xac-nhan', confirmTrustChange],
    ['tu-choi', rejectTrustChange],
  ];
  for (const [verb, action] of decisions) {
    app.post<OfOne>(`${DESK}/thay-doi/:id/${verb}`, { config, schema: { params: Id, body: AnyForm } }, (request, reply) =>
      submit(request, reply, services, {
        action,
        input: { ...(request.body as Record<string, unknown>), id: request.params.id },
        done: changePath,
        again: (problem) => show(request, problem),
      }),
    );
  }
}

function serviceRoutes(app: FastifyInstance, services: Services): void {
  const show = async ({ params: { id } }: FastifyRequest<OfOne>, back?: { problem: Problem; values: Record<string, unknown> }) => {
    const service = (await listedServices(services.db, theVault())).find((one) => one.id !== undefined && one.id === id);
    if (!service) throw notFound();
    return h(TrustServicePage, { service, ...back });
  };
  app.get<OfOne>(`${DESK}/:id`, { config, schema: { params: Id } }, async (request, reply) => reply.page(await show(request)));
  app.post<OfOne>(`${DESK}/:id`, { config, schema: { params: Id, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: proposeTrustStatus,
      input: { ...(request.body as Record<string, unknown>), id: request.params.id },
      done: changePath,
      again: (problem, values) => show(request, { problem, values }),
    }),
  );
}
