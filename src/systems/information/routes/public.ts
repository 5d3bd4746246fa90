import type { Routes } from '#kernel/module.ts';
import { postedNotices } from '../queries.ts';
import { NoticesPage } from '../views/notices-page.tsx';

export const publicRoutes: Routes = (app, { db }) => {
  app.get('/information', { config: { permission: 'public' }, schema: {} }, async (_request, reply) =>
    reply.page(NoticesPage({ notices: await postedNotices(db), mayPost: false })),
  );
};
