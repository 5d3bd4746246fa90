import { EventEmitter } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Logger as GraphileLogger, parseCronItems, type Runner, run, runMigrations, type WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import type { Services } from './http/services.ts';
import type { JobContext, JobDefinition } from './jobs.ts';
import { keepPresence, type Presence } from './worker-presence.ts';

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
  readonly services: Services;
  readonly jobs: readonly JobDefinition<any>[];
  readonly concurrency?: number;
}

export interface Worker {
  /** Waits for the jobs in hand. */
  stop(): Promise<void>;
}

const AGAIN_MS = 1_000;

/** Runs queued jobs in this process until stopped; when a lost database ends the queue's runner, another is started. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const presence = keepPresence(options.pool);
  let runner: Runner | undefined;
  let stopped = false;
  const supervise = async (): Promise<void> => {
    while (!stopped) {
      await runner?.promise.catch(() => undefined);
      if (stopped) return;
      options.services.log.warn('the job queue ended; starting it again');
      await wait(AGAIN_MS);
      runner = await begin(options, presence).catch(() => undefined);
    }
  };
  try {
    runner = await begin(options, presence);
  } catch (error) {
    await presence.stop();
    throw error;
  }
  const supervising = supervise();
  return {
    async stop() {
      stopped = true;
      await runner?.stop().catch(() => undefined);
      await supervising;
      await presence.stop();
    },
  };
}

async function begin(options: WorkerOptions, presence: Presence): Promise<Runner> {
  const { services } = options;
  const { db, log } = services;
  const taskList = Object.fromEntries(
    options.jobs.map((job) => [job.name, (payload: unknown) => handle(job, payload, { db, log, services })]),
  );
  const crons = options.jobs.flatMap((job) => (job.cron ? [{ task: job.name, match: job.cron, identifier: job.name }] : []));
  const events: WorkerEvents = new EventEmitter();
  const pools: string[] = [];
  events.on('pool:create', ({ workerPool }) => {
    pools.push(workerPool.id);
    presence.announce(workerPool.id);
  });
  const runner = await run({
    pgPool: options.pool,
    taskList,
    events,
    parsedCronItems: parseCronItems(crons),
    noHandleSignals: true,
    logger: quiet(),
    // Without batches, a result that cannot be written because the database is gone is a rejection that nobody handles.
    preset: {
      worker: { concurrentJobs: options.concurrency ?? 2, pollInterval: 1_000, completeJobBatchDelay: 0, failJobBatchDelay: 0 },
    },
  });
  const withdraw = (): void => pools.forEach((id) => presence.withdraw(id));
  runner.promise.then(withdraw, withdraw);
  return runner;
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
