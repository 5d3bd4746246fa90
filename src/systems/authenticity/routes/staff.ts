import type { Routes } from '#kernel/module.ts';
import { staffAccountRoutes } from './staff-accounts.ts';

export const staffRoutes: Routes = async (app, services) => {
  await staffAccountRoutes(app, services);
};
