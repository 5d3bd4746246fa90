import { createServer } from 'node:net';
import { join } from 'node:path';
import closeWithGrace from 'close-with-grace';
import type { FastifyInstance } from 'fastify';
import { type Config, readConfig } from '#kernel/config.ts';
import { type DatabaseWatch, watchDatabase } from '#kernel/database-watch.ts';
import { createServer as createWebServer, LONGEST_QUEUE } from '#kernel/http/server.ts';
import { forgetKeysJob } from '#kernel/forget-keys.ts';
import { startSealer } from '#kernel/ledger/sealer.ts';
import { startWorker } from '#kernel/worker.ts';
import { readAssets } from '#ui/assets.ts';
import { localTransport, startCarrier } from '#core/exchange/index.ts';
import { accountOf, authenticator, leadOn } from '#core/identity/index.ts';
import { armFailpoint } from '#kernel/failpoint.ts';
import { demoGuide } from '../demo.ts';
import { pageRenderers } from '../pages.ts';
import { openSite, type Site } from '../site.ts';
import { type Notices, watchNotices } from '../notices.ts';
import { ledgerKeys } from '../site-keys.ts';
import { modules } from '../systems.ts';
import type { Output } from './output.ts';

/** Something that keeps the server from starting; the message is for the operator. */
class StartError extends Error {}

/** Asked before the long work of a first start, so that nobody waits for it in vain. */
async function demandFreePort(config: Config): Promise<void> {
  if (config.port === 0) return;
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => reject(portProblem(config, error)));
    probe.listen(config.port, config.host, () => probe.close(() => resolve()));
  });
}

function portProblem(config: Config, error: NodeJS.ErrnoException): StartError {
  if (error.code === 'EADDRINUSE') {
    return new StartError(
      `Cổng ${config.port} đang được chương trình khác dùng. Hãy dừng chương trình đó, hoặc chạy với MOTCUA_PORT=8081. / Port ${config.port} is taken by another program. Stop that program, or start with MOTCUA_PORT=8081.`,
    );
  }
  return new StartError(
    `Không mở được cổng ${config.port} trên ${config.host} (${error.code}). Hãy chọn MOTCUA_PORT hoặc MOTCUA_HOST khác. / Cannot open port ${config.port} on ${config.host} (${error.code}). Choose another MOTCUA_PORT or MOTCUA_HOST.`,
  );
}

function buildServer(site: Site, watch: DatabaseWatch, notices: Notices): Promise<FastifyInstance> {
  const { services, config, pool } = site;
  const assetsFolder = join(import.meta.dirname, '..', '..', '..', 'dist', 'assets');
  const parts = {
    modules,
    assets: readAssets(assetsFolder),
    publicUrl: config.publicUrl,
    userOf: (request: Parameters<Parameters<typeof pageRenderers>[0]['userOf']>[0]) => accountOf(request.actor)?.shown,
    notices: () => notices.current(),
  };
  return createWebServer({
    services,
    modules,
    authenticate: authenticator(pool.db),
    lead: leadOn(services),
    ...pageRenderers(parts),
    assetsFolder,
    title: 'Một Cửa',
    databaseAway: () => watch.away(),
  });
}

/** `motcua start`: everything in one process, until Ctrl-C or SIGTERM. */
export async function start(output: Output): Promise<void> {
  const config = readConfig();
  await demandFreePort(config);
  const site = await openSite(config, output);
  try {
    await site.seed();
    await run(site, output);
  } catch (error) {
    await site.close();
    throw error;
  }
}

interface Running {
  readonly server: FastifyInstance;
  stop(): Promise<void>;
}

/** Starts everything, the open door last; when a part does not start, those before it are stopped again. */
async function startParts(site: Site): Promise<Running> {
  const { config, pool, log, services } = site;
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const watch = watchDatabase(site.database.url, { onAway: () => pool.cut() });
    stops.push(() => watch.stop());
    const notices = await watchNotices(services);
    stops.push(async () => notices.stop());
    const server = await buildServer(site, watch, notices);
    const worker = await startWorker({
      pool: pool.pg,
      services,
      jobs: [forgetKeysJob, ...modules.flatMap((module) => [...(module.jobs ?? [])])],
    });
    stops.push(() => worker.stop());
    const sealer = startSealer({ db: pool.db, log, ...(await ledgerKeys(pool.db, config)) });
    stops.push(() => sealer.stop());
    const local = localTransport(services);
    const carrier = startCarrier({ services, transportTo: (to) => (to === config.site ? local : undefined) });
    stops.push(
      () => carrier.stop(),
      () => server.close(),
    );
    await server.listen({ port: config.port, host: config.host, backlog: LONGEST_QUEUE }).catch((error: NodeJS.ErrnoException) => {
      throw portProblem(config, error);
    });
    return { server, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function run(site: Site, output: Output): Promise<void> {
  const { config, log } = site;
  armFailpoint(config.failpoint);
  const { server, stop } = await startParts(site);
  closeWithGrace({ delay: 20_000, logger: false }, async ({ signal, err }) => {
    if (err) log.error({ err }, 'stopping after an error');
    else output.say({ vi: `Đang dừng (${signal})…`, en: `Stopping (${signal})…` });
    await stop();
    await site.close();
  });
  const address = server.addresses()[0];
  const port = typeof address === 'object' ? address.port : config.port;
  const url = config.port === 0 ? `http://localhost:${port}` : config.publicUrl;
  output.say({ vi: `Một Cửa đang chạy tại ${url}`, en: `Một Cửa is running at ${url}` });
  if (config.demo) output.say(await demoGuide(config));
}
