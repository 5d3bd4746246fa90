import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createServices } from '../src/app/platform.ts';
import { modules } from '../src/app/systems.ts';
import { readConfig } from '../src/kernel/config.ts';
import { openPool, transaction } from '../src/kernel/db.ts';
import { startEmbeddedPostgres } from '../src/kernel/embedded-postgres/server.ts';
import { newId } from '../src/kernel/id.ts';
import { createLogger } from '../src/kernel/log.ts';
import { migrate, migrationSources } from '../src/kernel/migrate.ts';
import { now } from '../src/kernel/time.ts';
import { graphileMigrations } from '../src/kernel/worker.ts';
import { systemActor } from '../src/kernel/permission.ts';
import { fanOut } from '../src/systems/subscriptions/actions/fan-out.ts';
import { onPublished } from '../src/systems/subscriptions/on-release.ts';
import { type BenchRow, printWhenAlone } from './report.ts';

/** MOTCUA_BENCH_SUBSCRIBERS makes it smaller for a machine that others use. */
const SUBSCRIBERS = Number(process.env['MOTCUA_BENCH_SUBSCRIBERS'] ?? 1_000_000);

const release = () => ({
  releaseId: newId(),
  code: 'CP-261122-0001-AAAA',
  edition: 1,
  kind: 'thong-cao',
  agencyId: newId(),
  agencyName: 'Văn phòng Chính phủ',
  publishedAt: now(),
  path: '/tin/CP-261122-0001-AAAA',
  texts: { vi: { title: 'Thông cáo', summary: 'Tóm tắt.', plain: 'Nội dung.' } },
  media: [],
  topics: ['kinh-te'],
  persons: [],
});

/** A tenth follow one topic that the release has not, the others everything or its topic; as wide as real rows. */
async function fill(client: pg.Client): Promise<void> {
  await client.query(
    `insert into notifications.address (channel, key, master_key, nonce, sealed, made_at)
     select 'mail', sha256(n::text::bytea), 'bench', '\\x000000000000000000000000', sha256(n::text::bytea), now() from generate_series(1, $1::int) n`,
    [SUBSCRIBERS],
  );
  await client.query(
    `insert into subscriptions.follow (address_id, channel, lang, frequency, topic, since)
     select id, 'mail', 'vi', 'immediate', case id % 3 when 0 then 'kinh-te' end, now() from notifications.address`,
  );
  await client.query('vacuum analyze');
  await client.query('checkpoint');
}

/** The same rows into a table of the same shape: nothing but the database's own work, in one statement. */
async function bare(client: pg.Client): Promise<number> {
  await client.query('create schema bare');
  await client.query('create table bare.message (like notifications.message including all)');
  await client.query('checkpoint');
  const started = performance.now();
  await client.query(
    `insert into bare.message (letter_id, address_id, channel, next_at) select 1, id, 'mail', now() from notifications.address order by id`,
  );
  return (performance.now() - started) / 1000;
}

async function measure(url: string, folder: string): Promise<{ ours: number; heard: number; bare: number; queued: number }> {
  const pool = openPool(url, { max: 4, statementTimeoutMs: 600_000 });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await fill(client);
    const config = readConfig({ MOTCUA_DATA: folder, MOTCUA_LOG: 'silent' });
    const services = createServices({ config, pool, log: createLogger('silent'), modules });
    await client.query('checkpoint');
    const started = performance.now();
    await transaction(pool.db, (tx) => onPublished(tx, release()));
    const heard = (performance.now() - started) / 1000;
    const { rows } = await client.query<{ id: string }>(
      `select letter_id as id from subscriptions.letter where channel = 'mail' and lang = 'vi'`,
    );
    let queued = 0;
    for (let after: number | undefined = 0; after !== undefined;) {
      const portion: { queued: number; next?: number } = await services.act(fanOut, systemActor('bench'), {
        letterId: Number(rows[0]?.id),
        after,
      });
      queued += portion.queued;
      after = portion.next;
    }
    const ours = (performance.now() - started) / 1000;
    return { ours, heard, queued, bare: await bare(client) };
  } finally {
    await client.end();
    await pool.close();
  }
}

/** From the moment a release is announced until a message to every subscriber is queued, beside one bare INSERT … SELECT of as many rows. */
export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-bench-'));
  const server = await startEmbeddedPostgres({ folder });
  try {
    await migrate(server.url, migrationSources(modules));
    await graphileMigrations(server.url);
    const { ours, heard, bare: alone, queued } = await measure(server.url, folder);
    if (queued !== SUBSCRIBERS) throw new Error(`${queued} of ${SUBSCRIBERS} were queued`);
    const perSecond = (seconds: number): string => `${Math.round(queued / seconds).toLocaleString('en')}/s`;
    return [
      {
        figure: `${queued.toLocaleString('en')} subscribers’ messages queued`,
        ours: `${ours.toFixed(1)} s (${perSecond(ours)})`,
        peer: `${alone.toFixed(1)} s: one bare INSERT … SELECT into a table of the same shape (${perSecond(alone)})`,
        ratio: ours / alone,
        note: `less is better; floor 60 s, aim 20 s; matched against what each follows, 50,000 numbers a transaction, fsync on; the publishing transaction itself waits ${(heard * 1000).toFixed(0)} ms`,
      },
    ];
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

await printWhenAlone(import.meta.url, run);
