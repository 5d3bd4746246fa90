import type { AddressInfo } from 'node:net';
import { pageRenderers } from '../src/app/pages.ts';
import { createServices } from '../src/app/platform.ts';
import { agencies } from '../src/core/agencies/module.ts';
import { authenticator } from '../src/core/identity/index.ts';
import { identity } from '../src/core/identity/module.ts';
import { openVault } from '../src/core/signatures/index.ts';
import { signatures } from '../src/core/signatures/module.ts';
import { readConfig } from '../src/kernel/config.ts';
import { openPool } from '../src/kernel/db.ts';
import { createServer } from '../src/kernel/http/server.ts';
import { createLogger } from '../src/kernel/log.ts';
import { eid } from '../src/systems/eid/module.ts';
import { plainAssets } from '../src/ui/assets.ts';

/**
 * A second process of a site, with the provider and what it stands on: shares the database and the data folder of the first one
 * (DATABASE_URL, MOTCUA_DATA, MOTCUA_PUBLIC_URL). Prints its port.
 */
const config = readConfig({ ...process.env, MOTCUA_LOG: 'silent', MOTCUA_RATE: 1_000_000 });
const pool = openPool(process.env['DATABASE_URL'] ?? '', { max: 8 });
const modules = [agencies, identity, signatures, eid];
const services = createServices({ config, pool, log: createLogger('silent'), modules });
await openVault(config.dataFolder);
const app = await createServer({
  services,
  modules,
  authenticate: authenticator(pool.db),
  ...pageRenderers({ modules, assets: plainAssets, publicUrl: config.publicUrl, userOf: () => undefined }),
  assetsFolder: undefined,
  title: 'Một Cửa',
});
await app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${(app.server.address() as AddressInfo).port}\n`);
