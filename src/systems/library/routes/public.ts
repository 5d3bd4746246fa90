import type { Routes } from '#kernel/module.ts';
import { doorRoutes } from './public-door.ts';
import { documentRoutes } from './public-documents.ts';
import { placeRoutes } from './public-places.ts';

/** Everything the public sees. */
export const publicRoutes: Routes = async (app, services) => {
  await doorRoutes(app, services);
  await documentRoutes(app, services);
  await placeRoutes(app, services);
};
