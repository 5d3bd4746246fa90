import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServices } from '../src/app/platform.ts';
import { modules } from '../src/app/systems.ts';
import { connectGateway, type Gateway } from '../src/core/exchange/index.ts';
import { loadSecrets } from '../src/core/identity/index.ts';
import { openLedgerKey } from '../src/kernel/ledger/actor-mark.ts';
import { readConfig } from '../src/kernel/config.ts';
import { openPool, type Pool, query, sql } from '../src/kernel/db.ts';
import { startEmbeddedPostgres } from '../src/kernel/embedded-postgres/server.ts';
import type { Services } from '../src/kernel/http/services.ts';
import { createLogger } from '../src/kernel/log.ts';
import { migrate, migrationSources } from '../src/kernel/migrate.ts';
import { graphileMigrations } from '../src/kernel/worker.ts';

export interface BenchSite {
  readonly services: Services;
  readonly pool: Pool;
  readonly gateway: Gateway;
  readonly folder: string;
  readonly databaseUrl: string;
  /** Its process id. */
  databaseProcess(): number;
  close(): Promise<void>;
}

/** A throwaway site on an embedded PostgreSQL that syncs as in production. */
export async function benchSite(settings: Parameters<typeof readConfig>[0] = {}): Promise<BenchSite> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-bench-'));
  const server = await startEmbeddedPostgres({ folder });
  await migrate(server.url, migrationSources(modules));
  await graphileMigrations(server.url);
  await loadSecrets(folder);
  await openLedgerKey(folder);
  const pool = openPool(server.url, { max: 16, statementTimeoutMs: 300_000 });
  const config = readConfig({ MOTCUA_DATA: folder, MOTCUA_LOG: 'silent', MOTCUA_RATE: 1_000_000, ...settings });
  const services = createServices({ config, pool, log: createLogger('silent'), modules });
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const gateway: Gateway = {
    site: config.site,
    keyId: 'bench',
    publicKey: publicKey.export({ type: 'spki', format: 'der' }),
    sign: (bytes) => sign('sha256', bytes, privateKey),
  };
  connectGateway(gateway);
  return {
    services,
    pool,
    gateway,
    folder,
    databaseUrl: server.url,
    databaseProcess: () => server.pid() ?? 0,
    async close() {
      await pool.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Simulated agencies, all at this site; the first 999 with codes of four levels (`B10.00.00.001`). Returns the id of the first. */
export async function simulateAgencies({ services, gateway }: BenchSite, count: number): Promise<string> {
  await query(
    services.db,
    sql`
      insert into agencies.agency (id, code_qd20, code_102, code_source, kind, name, name_folded, bare_folded, site, search)
      select gen_random_uuid(), case when n < 1000 then 'B10.00.00.' || lpad(n::text, 3, '0') else 'B' || n end,
        case when n < 1000 then lpad(n::text, 3, '0') || '.00.00.B10' end, 'generated', 'other', 'Cơ quan giả lập ' || n, 'co quan gia lap ' || n,
        'gia lap ' || n, ${gateway.site}, ''
      from generate_series(1, ${count}::int) n`,
  );
  await query(services.db, sql`analyze agencies.agency`);
  const [first] = await query<{ id: string }>(
    services.db,
    sql<{ id: string }>`select id from agencies.agency where code_qd20 = 'B10.00.00.001'`,
  );
  return first!.id;
}
