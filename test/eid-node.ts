import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServices } from '../src/app/platform.ts';
import { openVault } from '../src/core/signatures/index.ts';
import { readConfig } from '../src/kernel/config.ts';
import { openPool } from '../src/kernel/db.ts';
import { createLogger } from '../src/kernel/log.ts';
import { MOUNT } from '../src/systems/eid/provider/paths.ts';
import { providerOf } from '../src/systems/eid/provider/provider.ts';

/**
 * The provider of a site once more, in a process of its own and without the pages around it: shares the database and the data
 * folder of the first one (DATABASE_URL, MOTCUA_DATA, MOTCUA_PUBLIC_URL). Prints its port.
 */
const config = readConfig({ ...process.env, MOTCUA_LOG: 'silent' });
const pool = openPool(process.env['DATABASE_URL'] ?? '', { max: 8 });
const services = createServices({ config, pool, log: createLogger('silent'), modules: [] });
await openVault(config.dataFolder);
const { host, protocol } = new URL(config.publicUrl);
const server = createServer(async (request, response) => {
  const { handle } = await providerOf(services);
  Object.assign(request.headers, { host, 'x-forwarded-proto': protocol.slice(0, -1) });
  const originalUrl = request.url ?? '';
  await handle(Object.assign(request, { originalUrl, url: originalUrl.slice(MOUNT.length) }), response);
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
