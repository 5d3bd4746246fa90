import type { Routes } from '#kernel/module.ts';
import { interactionRoutes } from './interactions.ts';
import { providerRoutes } from './provider.ts';

export const publicRoutes: Routes = async (app, services) => {
  await interactionRoutes(app, services);
  await app.register((own) => providerRoutes(own, services));
};
