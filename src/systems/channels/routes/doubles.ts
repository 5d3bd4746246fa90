import type { Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { type Static, Type } from '#kernel/schema.ts';
import { type PublishFault, publishFaults } from '../doubles/faults.ts';
import { doublesOf } from '../doubles/index.ts';
import { DoublePage, DoublesPage } from '../views/doubles-pages.tsx';

const Fault = Type.Object({ fault: Type.Enum([...publishFaults]) });

/** What the platforms' doubles show; there are no such pages where posts go to the real ones. */
export const doublesRoutes: Routes = (app, services) => {
  if (services.config.channels !== 'doubles') return;
  const open = { permission: 'public' };
  app.addHook('onClose', async () => (await doublesOf(services)).close());

  app.get('/doi', { config: open, schema: {} }, async (request, reply) => {
    const { facebook } = await doublesOf(services);
    return reply.page(
      DoublesPage({ pages: [...facebook.pages.values()], faults: facebook.faults, mayBreak: request.actor.may('channels.manage') }),
    );
  });

  app.get<{ Params: { id: string } }>('/doi/facebook/:id', { config: open, schema: {} }, async (request, reply) => {
    const page = (await doublesOf(services)).facebook.pages.get(request.params.id);
    if (!page) throw notFound();
    return reply.page(DoublePage({ page }));
  });

  app.post<{ Body: Static<typeof Fault> }>(
    '/doi/facebook/loi',
    { config: { permission: 'channels.manage' }, schema: { body: Fault } },
    async (request, reply) => {
      (await doublesOf(services)).facebook.faults.push(request.body.fault as PublishFault);
      return reply.redirect('/doi', 303);
    },
  );
};
