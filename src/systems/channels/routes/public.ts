import type { Routes } from '#kernel/module.ts';
import { houseCover } from '../cover.ts';
import { activityPubRoutes } from './activitypub.ts';
import { doublesRoutes } from './doubles.ts';

export const publicRoutes: Routes = async (app, services) => {
  await activityPubRoutes(app, services);
  await doublesRoutes(app, services);
  app.get('/kenh-anh-bia.png', { config: { permission: 'public' }, schema: {} }, async (_request, reply) =>
    reply
      .type('image/png')
      .header('cache-control', 'public, max-age=86400')
      .send(await houseCover()),
  );
};
