import type { Routes } from '#kernel/module.ts';
import { staffAccountRoutes } from './staff-accounts.ts';
import { staffFakeRoutes } from './staff-fakes.ts';

export const staffRoutes: Routes = async (app, services) => {
  await staffAccountRoutes(app, services);
  await staffFakeRoutes(app, services);
};
