import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pageRenderers } from '../src/app/pages.ts';
import { carryOnce, localTransport } from '../src/core/exchange/index.ts';
import { authenticator } from '../src/core/identity/index.ts';
import { query, sql } from '../src/kernel/db.ts';
import { createServer } from '../src/kernel/http/server.ts';
import { axis } from '../src/systems/axis/module.ts';
import { addTestSoftware } from '../src/systems/axis/test-kit.ts';
import { plainAssets } from '../src/ui/assets.ts';
import { type BenchSite, benchSite, simulateAgencies } from './axis-kit.ts';
import { type BenchRow, fsyncCost, printWhenAlone } from './report.ts';

const run64 = { clients: 64, documents: 2_000, bytes: 46 * 1024 };

interface Measured {
  readonly seconds: number;
  readonly size: number;
  readonly p50: number;
  readonly p95: number;
}

async function startServer(site: BenchSite): Promise<{ port: number; close(): Promise<void> }> {
  const app = await createServer({
    services: site.services,
    modules: [axis],
    authenticate: authenticator(site.services.db),
    ...pageRenderers({ modules: [axis], assets: plainAssets, publicUrl: 'http://localhost', userOf: () => undefined }),
    assetsFolder: undefined,
    title: 'bench',
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const [address] = app.addresses();
  if (typeof address !== 'object') throw new Error('not listening');
  return { port: address.port, close: async () => void (await app.close()) };
}

async function measure(port: number, documents: number, round: number): Promise<Measured> {
  const { clients, bytes } = run64;
  const file = join(import.meta.dirname, 'axis-accept-clients.ts');
  const options = ['--conditions=source', '--import', 'tsx', file, ...[port, clients, documents, bytes, round].map(String)];
  const { stdout } = await promisify(execFile)(process.execPath, options, { maxBuffer: 1 << 20 });
  return JSON.parse(stdout) as Measured;
}

/** The least any such service must do: the packet and its file made durable one by one by 64 writers, nothing else; documents a second. */
async function bareFiles(site: BenchSite, documents: number): Promise<number> {
  const left = Array.from({ length: documents }, () => [randomBytes(64 * 1024), randomBytes(run64.bytes)]);
  const start = performance.now();
  const lane = async (): Promise<void> => {
    for (let pair = left.pop(); pair; pair = left.pop()) await Promise.all(pair.map((bytes) => site.services.files.put(bytes)));
  };
  await Promise.all(Array.from({ length: run64.clients }, lane));
  return documents / ((performance.now() - start) / 1_000);
}

/** The row of the benchmark table; half a minute. */
export async function run(): Promise<BenchRow[]> {
  const site = await benchSite();
  try {
    const sync = await fsyncCost(site.folder);
    const senderId = await simulateAgencies(site, 600);
    await addTestSoftware(site.services.db, 'bench-software', senderId, 'bench-secret');
    const server = await startServer(site);
    await measure(server.port, 200, 1);
    const before = process.cpuUsage();
    const ours = await measure(server.port, run64.documents, 2);
    const { user, system } = process.cpuUsage(before);
    const cpu = (user + system) / 1_000 / run64.documents;
    await server.close();
    const [kept] = await query<{ count: number }>(site.services.db, sql<{ count: number }>`select count(*) from axis.packet`);
    if (kept?.count !== run64.documents + 200) throw new Error(`${kept?.count} packets are stored`);
    const rate = run64.documents / ours.seconds;
    const bare = await bareFiles(site, 500);
    const carryStart = performance.now();
    const transport = localTransport(site.services);
    while ((await carryOnce({ services: site.services, transportTo: () => transport })) > 0) continue;
    const carried = (run64.documents + 200) / ((performance.now() - carryStart) / 1_000);
    return [
      {
        figure: `documents of ${Math.round(ours.size / 1024)} KiB accepted by HTTP, durable, ${run64.clients} clients`,
        ours: `${rate.toFixed(0)}/s`,
        peer: `${bare.toFixed(0)}/s`,
        ratio: Number((rate / bare).toFixed(2)),
        note: `at least 500/s; p50 ${ours.p50.toFixed(0)} ms, p95 ${ours.p95.toFixed(0)} ms; ${cpu.toFixed(2)} ms of processor each in the web process, clients on the same machine; peer: the two files alone made durable; then unpacked and delivered at ${carried.toFixed(0)}/s; one fsync ${sync.toFixed(1)} ms`,
      },
    ];
  } finally {
    await site.close();
  }
}

await printWhenAlone(import.meta.url, run);
