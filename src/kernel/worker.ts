import { parseCronItems, type Runner, run, runMigrations } from 'graphile-worker';
import type pg from 'pg';
import type { Db } from './db.ts';
import type { JobDefinition } from './jobs.ts';
import type { Logger } from './log.ts';

/** Creates or updates the job queue's own schema. */
export async function graphileMigrations(url: string): Promise<void> {
  await runMigrations({ connectionString: url, logger: quiet() });
}

function quiet(): never {
  const silent = { error: noop, warn: noop, info: noop, debug: noop };
  return { ...silent, scope: () => silent } as never;
}

function noop(): void {}

export interface WorkerOptions {
  readonly pool: pg.Pool;
  readonly db: Db;
  readonly log: Logger;
  readonly jobs: readonly JobDefinition<any>[];
  readonly concurrency?: number;
}

/** Runs queued jobs in this process until stopped; waits for those in hand. */
export async function startWorker(options: WorkerOptions): Promise<Runner> {
  const { db, log } = options;
  const taskList = Object.fromEntries(options.jobs.map((job) => [job.name, async (payload: unknown) => job.handle(payload, { db, log })]));
  const crons = options.jobs.flatMap((job) => (job.cron ? [{ task: job.name, match: job.cron, identifier: job.name }] : []));
  return run({
    pgPool: options.pool,
    taskList,
    parsedCronItems: parseCronItems(crons),
    concurrency: options.concurrency ?? 2,
    noHandleSignals: true,
    pollInterval: 1_000,
    logger: quiet(),
  });
}
