import { h } from 'preact';
import type { Routes } from '#kernel/module.ts';
import { countProcedures } from '../queries.ts';
import { ListPage } from '../../views/catalogue/list-page.tsx';

export const publicRoutes: Routes = (app, { db }) => {
  app.get('/thu-tuc', { config: { permission: 'public' }, schema: {} }, async (_request, reply) =>
    reply.page(h(ListPage, { total: await countProcedures(db) })),
  );
};
