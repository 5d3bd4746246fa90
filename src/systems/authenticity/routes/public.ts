import type { Routes } from '#kernel/module.ts';
import { accountRoutes } from './public-accounts.ts';
import { checkRoutes } from './public-check.ts';
import { fakeRoutes } from './public-fakes.ts';

export const publicRoutes: Routes = async (app, services) => {
  await checkRoutes(app, services);
  await accountRoutes(app, services);
  await fakeRoutes(app, services);
};
