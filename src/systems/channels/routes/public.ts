import type { Routes } from '#kernel/module.ts';
import { activityPubRoutes } from './activitypub.ts';
import { doublesRoutes } from './doubles.ts';

export const publicRoutes: Routes = async (app, services) => {
  await activityPubRoutes(app, services);
  await doublesRoutes(app, services);
};
