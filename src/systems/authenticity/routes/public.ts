import type { Routes } from '#kernel/module.ts';
import { checkRoutes } from './public-check.ts';

export const publicRoutes: Routes = async (app, services) => {
  await checkRoutes(app, services);
};
