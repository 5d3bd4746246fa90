import type { Routes } from '#kernel/module.ts';
import { MOUNT } from '../provider/paths.ts';
import { issuerOf } from '../provider/provider.ts';
import { ConnectPage } from '../views/connect-page.tsx';
import { interactionRoutes } from './interactions.ts';
import { letterRoutes } from './letters.ts';
import { postedRequests } from './posted.ts';
import { providerRoutes } from './provider.ts';

export const publicRoutes: Routes = async (app, services) => {
  app.get(`${MOUNT}/ket-noi`, { config: { permission: 'public' }, schema: {} }, (_request, reply) =>
    reply.page(ConnectPage({ issuer: issuerOf(services) })),
  );
  await interactionRoutes(app, services);
  await letterRoutes(app, services);
  await postedRequests(app, services);
  await app.register((own) => providerRoutes(own, services));
};
