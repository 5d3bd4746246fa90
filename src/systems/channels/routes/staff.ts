import type { FastifyReply, FastifyRequest } from 'fastify';
import { accountNames } from '#core/identity/index.ts';
import type { Action } from '#kernel/action.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { isId } from '#kernel/id.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { today } from '#kernel/time.ts';
import { askBroadcast } from '../actions/ask-broadcast.ts';
import { settleBroadcast } from '../actions/settle-broadcast.ts';
import { broadcastsThisMonth, findBroadcast } from '../queries/broadcasts.ts';
import { settingOn } from '../queries/connections.ts';
import type { BroadcastShown } from '../views/broadcast-part.tsx';
import { approveText } from '../actions/approve-text.ts';
import { cancelDelivery } from '../actions/cancel-delivery.ts';
import { correctDelivery } from '../actions/correct-delivery.ts';
import { editText } from '../actions/edit-text.ts';
import { retractDelivery } from '../actions/retract-delivery.ts';
import { retryDelivery } from '../actions/retry-delivery.ts';
import { type Delivery, deliveriesOf, findRelease, historyOf, releaseLines } from '../queries/deliveries.ts';
import { latestOf } from '../queries/metrics.ts';
import { shownScope } from '../rules/shown-scope.ts';
import { ReleasePage } from '../views/release-page.tsx';
import { ReleasesPage } from '../views/releases-page.tsx';
import { accountRoutes } from './accounts.ts';
import { reportRoutes } from '../reports/routes.ts';
import { trainingRoutes } from '../training/routes.ts';
import { previewRoutes } from './preview.ts';
import { trialRoutes } from './trials.ts';

const AnyForm = Type.Record(Type.String(), Type.Unknown());

const steps: Readonly<Record<string, Action<any, { releaseId: string }>>> = {
  sua: editText,
  duyet: approveText,
  'thu-lai': retryDelivery,
  'dang-lai': correctDelivery,
  huy: cancelDelivery,
  go: retractDelivery,
  'gui-toi-nguoi-quan-tam': askBroadcast,
  'da-xem-quan-ly': settleBroadcast,
};

export const staffRoutes: Routes = async (app, services) => {
  const config = { permission: 'channels.read' };

  app.get('/kenh', { config, schema: {} }, async (request, reply) =>
    reply.page(ReleasesPage({ releases: await releaseLines(services.db, shownScope(request.actor)) })),
  );

  app.get<{ Params: { id: string } }>('/kenh/tin/:id', { config, schema: {} }, (request, reply) =>
    showRelease(request, reply, services, request.params.id),
  );

  for (const [path, action] of Object.entries(steps)) {
    app.post<{ Params: { id: string } }>(
      `/kenh/bai/:id/${path}`,
      { config: { permission: action.permission }, schema: { body: AnyForm } },
      (request, reply) => {
        if (!isId(request.params.id)) throw notFound();
        return submit(request, reply, services, {
          action,
          input: { ...(request.body as object), id: request.params.id },
          done: (result) => `/kenh/tin/${result.releaseId}#b-${request.params.id}`,
        });
      },
    );
  }
  await accountRoutes(app, services);
  await trialRoutes(app, services);
  await reportRoutes(app, services);
  await trainingRoutes(app, services);
  await previewRoutes(app, services);
};

async function showRelease(request: FastifyRequest, reply: FastifyReply, services: Services, id: string): Promise<FastifyReply> {
  const { db, config } = services;
  const { actor } = request;
  const release = isId(id) ? await findRelease(db, id) : undefined;
  if (!release || !actor.may('channels.read', release.agencyId)) throw notFound();
  const deliveries = await deliveriesOf(db, id);
  const histories = await Promise.all(deliveries.map((delivery) => historyOf(db, delivery.id)));
  const figures = await latestOf(db, id);
  const broadcasts = await Promise.all(deliveries.map((delivery) => broadcastOf(db, delivery)));
  const people = [...histories.flatMap((lines) => lines.map((line) => line.actor)), ...broadcasts.map((one) => one?.row?.askedBy ?? '')];
  const names = await accountNames(db, people.filter(isId));
  return reply.page(
    ReleasePage({
      release,
      deliveries: deliveries.map((delivery, index) => ({
        delivery,
        names,
        history: histories[index] ?? [],
        broadcast: broadcasts[index],
        figures: figures.filter((figure) => figure.deliveryId === delivery.id),
      })),
      rights: { write: actor.may('channels.write', release.agencyId), approve: actor.may('channels.approve', release.agencyId) },
      publicUrl: config.publicUrl,
    }),
  );
}

/** Only Zalo can push a post to followers. */
async function broadcastOf(db: Services['db'], delivery: Delivery): Promise<BroadcastShown | undefined> {
  if (delivery.platform !== 'zalo') return undefined;
  const most = Number((await settingOn(db, 'zalo', 'broadcast.month', today())) ?? 0);
  return { row: await findBroadcast(db, delivery.id), most, used: await broadcastsThisMonth(db, delivery.connectionId) };
}
