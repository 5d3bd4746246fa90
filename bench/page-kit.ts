import { pageRenderers } from '../src/app/pages.ts';
import { createServices } from '../src/app/platform.ts';
import { connectKeys } from '../src/app/site-keys.ts';
import { modules } from '../src/app/systems.ts';
import { readConfig } from '../src/kernel/config.ts';
import { openPool } from '../src/kernel/db.ts';
import { createServer, LONGEST_QUEUE } from '../src/kernel/http/server.ts';
import { createLogger } from '../src/kernel/log.ts';
import { anonymous } from '../src/kernel/permission.ts';
import { startWorker } from '../src/kernel/worker.ts';
import { plainAssets } from '../src/ui/assets.ts';

/**
 * One process as in production for measurements: tells its port, ends when its parent does. `<database> <folder> [jobs]`:
 * web pages, and with `jobs` what the product does by itself too.
 */
const [url = '', folder = '', parts = 'pages'] = process.argv.slice(2);
const withJobs = parts === 'jobs';
const config = readConfig({
  MOTCUA_DATA: folder,
  MOTCUA_RATE: 1_000_000_000,
  MOTCUA_LOG: 'silent',
  DATABASE_URL: url,
});
const pool = openPool(url, { max: withJobs ? config.poolSize : 4 });
const log = createLogger('silent');
const services = createServices({ config, pool, log, modules });
const app = await createServer({
  services,
  modules,
  authenticate: async () => anonymous,
  ...pageRenderers({ modules, assets: plainAssets, publicUrl: config.publicUrl, userOf: () => undefined }),
  assetsFolder: undefined,
  title: 'Một Cửa',
});
if (withJobs) {
  await connectKeys(pool.db, config);
  await startWorker({ pool: pool.pg, services, jobs: modules.flatMap((module) => [...(module.jobs ?? [])]) });
}
await app.listen({ port: 0, host: '127.0.0.1', backlog: LONGEST_QUEUE });
const address = app.server.address();
process.send?.({ port: typeof address === 'object' && address ? address.port : 0 });
process.on('disconnect', () => process.exit(0));
