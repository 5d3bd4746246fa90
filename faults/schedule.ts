import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { motcua } from './command-line.ts';
import { type Journal, openJournal } from './journal.ts';
import type { Fault } from './kinds.ts';
import { judge, type Verdict } from './oracle.ts';
import { randomOf } from './random.ts';
import { openSite, type Site } from './site.ts';
import { startWorkload } from './workload.ts';
import { copyData, type World } from './world.ts';

export interface ScheduleResult extends Verdict {
  readonly seed: number;
  readonly faults: readonly string[];
  readonly documents: number;
  readonly packets: number;
  readonly registered: number;
  /** Seconds from the end of each fault's cause to the next acknowledged write; the longest. */
  readonly recovery: number;
  /** Seconds from the end of the work until all was delivered, receipted and sealed. */
  readonly settled: number;
  readonly folder: string;
}

export interface ScheduleOptions {
  readonly template: string;
  readonly world: World;
  readonly folder: string;
  readonly seed: number;
  readonly faults: readonly Fault[];
  /** Makes the place of the data folder, when it is not to be an ordinary one; returns what takes it away. */
  readonly place?: (dataFolder: string) => Promise<() => Promise<void>>;
}

const RECOVERY_LIMIT_MS = 60_000;
const SETTLE_LIMIT_MS = 90_000;
const REPLAYED = 40;

/** One schedule: clients at work, faults one after another, then peace, then the reckoning. */
export async function runSchedule(options: ScheduleOptions): Promise<ScheduleResult> {
  const { template, folder } = options;
  const dataFolder = join(folder, 'data');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const remove = await options.place?.(dataFolder);
  await copyData(template, dataFolder);
  const journal = openJournal(join(folder, 'journal.ndjson'));
  const site = await openSite({ dataFolder, logFile: join(folder, 'product.log') });
  try {
    return await watched(site, journal, options);
  } finally {
    await site.stop();
    journal.close();
    await remove?.();
  }
}

async function watched(site: Site, journal: Journal, { world, folder, seed, faults }: ScheduleOptions): Promise<ScheduleResult> {
  await site.start();
  let end = Number.POSITIVE_INFINITY;
  const workload = startWorkload({ port: site.port, world, journal, seed, deadline: () => end });
  const random = randomOf(seed);
  const names: string[] = [];
  let recovery = 0;
  await wait(2_000);
  for (const fault of faults) {
    journal.note(`fault: ${fault.name}`);
    const { name, over } = await fault.inject({ site, random, journal });
    names.push(name);
    const seconds = await recovered(journal, over);
    journal.note(`recovered in ${seconds} s`);
    recovery = Math.max(recovery, seconds);
    await wait(random.between(500, 2_500));
  }
  end = Date.now() + RECOVERY_LIMIT_MS;
  await workload.finish();
  const settled = await settle(site);
  const replies = await replay(journal, seed);
  workload.close();
  const verdict = await judge(journal, await site.databaseUrl(), site.dataFolder);
  const { code, seconds } = await site.stop();
  const wrong = [...verdict.wrong, ...replies, ...journal.surprises.map((text) => `unforeseen: ${text}`)];
  if (code !== 0 || seconds > 20) wrong.push(`stopped with code ${code} after ${seconds} s`);
  for (const entry of journal.entries) if (entry.outcome === 'open') wrong.push(`never answered: ${entry.operation} ${entry.path}`);
  wrong.push(...(await verifyExport(site, folder, verdict.ledgerEntries)));
  return {
    seed,
    faults: names,
    recovery,
    settled,
    folder,
    documents: journal.acknowledged('send').length,
    packets: journal.acknowledged('packet').length,
    registered: journal.acknowledged('register').reduce((sum, entry) => sum + entry.about.length, 0),
    ...verdict,
    wrong,
  };
}

async function recovered(journal: Journal, over: number): Promise<number> {
  while (Date.now() < over + RECOVERY_LIMIT_MS) {
    const at = journal.firstAcknowledgedAfter(over);
    if (at !== undefined) return (at - over) / 1000;
    await wait(20);
  }
  throw new Error(`no write was acknowledged within ${RECOVERY_LIMIT_MS / 1000} s after the fault`);
}

/** Waits until nothing is on its way, nothing waits for a seal and no job is left. */
async function settle(site: Site): Promise<number> {
  const began = performance.now();
  const client = new pg.Client({ connectionString: await site.databaseUrl() });
  await client.connect();
  try {
    while (performance.now() - began < SETTLE_LIMIT_MS) {
      const { rows } = await client.query<{ open: number }>(
        `select (select count(*) from exchange.outbox where state in ('accepted', 'sent')) + (select count(*) from kernel.ledger_pending)
           + (select count(*) from graphile_worker.jobs where run_at <= now() + interval '30 s') as open`,
      );
      if (Number(rows[0]?.open) === 0) return (performance.now() - began) / 1000;
      await wait(100);
    }
  } finally {
    await client.end();
  }
  return SETTLE_LIMIT_MS / 1000;
}

/** Asks again for some of what was acknowledged: the answer must be the same, byte for byte. */
async function replay(journal: Journal, seed: number): Promise<string[]> {
  const acknowledged = journal.entries.filter((entry) => entry.outcome === 'acknowledged');
  const differences: string[] = [];
  for (const entry of randomOf(seed + 1)
    .shuffled(acknowledged)
    .slice(0, REPLAYED)) {
    const again = await entry.again!();
    if (again !== entry.reply?.answer)
      differences.push(`asked again, ${entry.operation} ${entry.key} answered ${again} instead of ${entry.reply?.answer}`);
  }
  return differences;
}

/** Exports the ledger with the product's own command and checks the file with the other, as a stranger would; returns what is wrong. */
async function verifyExport(site: Site, folder: string, sealed: number): Promise<string[]> {
  const file = join(folder, 'ledger.ndjson');
  const exported = await motcua(['export-ledger', file], { MOTCUA_DATA: site.dataFolder });
  if (exported.code !== 0) return [`the ledger was not exported: ${exported.output}`];
  const entries = (await readFile(file, 'utf8')).split('\n').filter((line) => line.includes('"kind":"entry"')).length;
  const checked = await motcua(['verify', file]);
  return [
    ...(checked.code === 0 ? [] : [`motcua verify: ${checked.output}`]),
    ...(entries >= sealed ? [] : [`the export has ${entries} entries of ${sealed}`]),
  ];
}
