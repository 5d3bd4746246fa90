import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { Type } from '#kernel/schema.ts';
import { endSubscriptionByOperator } from '../actions/end-subscription.ts';
import { tryHostAgain } from '../actions/try-host-again.ts';
import { MANAGE } from '../permissions.ts';
import { hubFigures, subscribers, troubledHosts } from '../staff-queries.ts';
import { SubscribersPage } from '../views/subscribers-page.tsx';

const config = { permission: MANAGE, everywhere: true } as const;
const AnyForm = Type.Record(Type.String(), Type.Unknown());
const PAGE = '/tram-bao-tin';

async function shown({ db }: Services) {
  const [figures, hosts, all] = await Promise.all([hubFigures(db), troubledHosts(db), subscribers(db)]);
  return { figures, hosts, subscribers: all };
}

/** The operator's page of subscribers and of what could not be delivered. */
export const staffRoutes: Routes = (app, services) => {
  app.get(PAGE, { config, schema: {} }, async (_request, reply) => reply.page(SubscribersPage(await shown(services))));

  app.post(`${PAGE}/gui-lai`, { config, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, { action: tryHostAgain, done: () => PAGE }),
  );

  app.post(`${PAGE}/:id/cham-dut`, { config, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: endSubscriptionByOperator,
      input: { ...(request.body as object), ...(request.params as object) },
      done: () => PAGE,
      again: async (problem) => SubscribersPage({ ...(await shown(services)), problem }),
    }),
  );
};
