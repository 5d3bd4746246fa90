import { Logger as GraphileLogger, parseCronItems, type Runner, run, runMigrations } from 'graphile-worker';
import type pg from 'pg';
import type { Db } from './db.ts';
import type { JobContext, JobDefinition } from './jobs.ts';
import type { Logger } from './log.ts';

/** Creates or updates the job queue's own schema. */
export async function graphileMigrations(url: string): Promise<void> {
  await runMigrations({ connectionString: url, logger: quiet() });
}

/** The queue's own messages repeat payloads and whole jobs; what failed is logged where it is run. */
function quiet(): GraphileLogger {
  return new GraphileLogger(() => () => undefined);
}

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
  const taskList = Object.fromEntries(options.jobs.map((job) => [job.name, (payload: unknown) => handle(job, payload, { db, log })]));
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

/** A job that fails is tried again later by the queue; the operator hears of every time. */
async function handle(job: JobDefinition<any>, payload: unknown, context: JobContext): Promise<void> {
  try {
    await job.handle(payload, context);
  } catch (error) {
    context.log.error({ err: error, job: job.name }, 'job failed');
    throw error;
  }
}
