import type { Routes } from '#kernel/module.ts';
import { checkRoutes } from './public-check.ts';
import { doorRoutes } from './public-door.ts';
import { documentRoutes } from './public-documents.ts';
import { feedRoutes } from './public-feeds.ts';
import { placeRoutes } from './public-places.ts';

/** Everything the public sees. */
export const publicRoutes: Routes = async (app, services) => {
  await doorRoutes(app, services);
  await documentRoutes(app, services);
  await placeRoutes(app, services);
  await checkRoutes(app, services);
  await feedRoutes(app, services);
};
