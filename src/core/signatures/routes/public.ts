import type { Routes } from '#kernel/module.ts';
import { publicKeys } from '../jws.ts';
import { openVault } from '../vault/vault.ts';
import { pkiRoutes } from './pki.ts';
import { trustListRoutes } from './trust-list.ts';

/** The keys that sign in the site's name, and what programs fetch to judge a certificate. */
export const publicRoutes: Routes = async (app, services) => {
  const { config, db } = services;
  const vault = await openVault(config.dataFolder, config.pkiUrl);
  await pkiRoutes(app, services);
  trustListRoutes(app, services);
  app.get('/.well-known/jwks.json', { config: { permission: 'public' }, schema: {} }, async (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=300')
      .header('access-control-allow-origin', '*')
      .type('application/jwk-set+json')
      .send(JSON.stringify(await publicKeys(db, vault, config.site))),
  );
};
