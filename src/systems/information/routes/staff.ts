import { submit } from '#kernel/http/forms.ts';
import type { Routes } from '#kernel/module.ts';
import { Type } from '#kernel/schema.ts';
import { postNotice } from '../actions/post-notice.ts';
import { withdrawNotice } from '../actions/withdraw-notice.ts';
import { postedNotices } from '../queries.ts';
import { NoticesPage } from '../views/notices-page.tsx';

const AnyForm = Type.Record(Type.String(), Type.Unknown());

export const staffRoutes: Routes = (app, services) => {
  const config = { permission: 'information.post' };

  app.get('/information/desk', { config, schema: {} }, async (_request, reply) =>
    reply.page(NoticesPage({ notices: await postedNotices(services.db), mayPost: true })),
  );

  app.post('/information/desk', { config, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: postNotice,
      done: () => '/information/desk',
      again: async (problem, values) => NoticesPage({ notices: await postedNotices(services.db), mayPost: true, problem, values }),
    }),
  );

  app.post('/information/desk/:id/withdraw', { config, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: withdrawNotice,
      input: { ...(request.body as object), ...(request.params as object) },
      done: () => '/information/desk',
    }),
  );
};
