import { EventEmitter } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Logger as GraphileLogger, parseCronItems, run, runMigrations, type WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import type { Services } from './http/services.ts';
import { watchMoments } from './job-moments.ts';
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
}

export interface Worker {
  /** Waits for the jobs in hand. */
  stop(): Promise<void>;
}

const AGAIN_MS = 1_000;
/** Senders of mails and push messages hold a place for ten seconds at a time; two are left for others. */
const AT_ONCE = 4;
const PUNCTUAL_AT_ONCE = 2;

/**
 * Runs queued jobs in this process until stopped. The queue's runner is replaced when a lost database ends it, and also
 * when it could not ask for a job: it may then never ask again (it remembers a first question that failed), and a job
 * whose hand-over was lost on the way is free only when the runner that holds it is gone.
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const presence = keepPresence(options.pool);
  const ending = new Set<Promise<void>>();
  let current: Turn | undefined;
  let stopped = false;
  const retire = (turn: Turn | undefined): void => {
    if (!turn) return;
    const ended = turn.stop().finally(() => ending.delete(ended));
    ending.add(ended);
  };
  const supervise = async (): Promise<void> => {
    while (!stopped) {
      await current?.over;
      if (stopped) return;
      retire(current);
      options.services.log.warn('the job queue lost its database; starting it again');
      await wait(AGAIN_MS);
      current = stopped ? undefined : await begin(options, presence).catch(() => undefined);
    }
  };
  try {
    current = await begin(options, presence);
  } catch (error) {
    await presence.stop();
    throw error;
  }
  const supervising = supervise();
  return {
    async stop() {
      stopped = true;
      retire(current);
      await supervising;
      retire(current);
      await Promise.all(ending);
      await presence.stop();
    },
  };
}

/** One runner of the queue, from its start to its replacement. */
interface Turn {
  /** Settles when the runner has ended or should be replaced; never rejects. */
  readonly over: Promise<void>;
  /** Takes no further job; waits for those in hand. */
  stop(): Promise<void>;
}

/** Jobs that run beside each other; a lane that is busy keeps none of another's waiting. */
interface Lane {
  readonly jobs: readonly JobDefinition<any>[];
  readonly concurrency: number;
  readonly punctual: boolean;
}

async function begin(options: WorkerOptions, presence: Presence): Promise<Turn> {
  const lanes: Lane[] = [
    { jobs: options.jobs.filter(({ punctual }) => !punctual), concurrency: AT_ONCE, punctual: false },
    { jobs: options.jobs.filter(({ punctual }) => punctual), concurrency: PUNCTUAL_AT_ONCE, punctual: true },
  ];
  const turns: Turn[] = [];
  const stop = async (): Promise<void> => void (await Promise.all(turns.map((turn) => turn.stop())));
  try {
    for (const lane of lanes) if (lane.jobs.length > 0) turns.push(await beginLane(options, presence, lane));
  } catch (error) {
    await stop();
    throw error;
  }
  return { over: Promise.race(turns.map(({ over }) => over)), stop };
}

async function beginLane({ pool, services }: WorkerOptions, presence: Presence, lane: Lane): Promise<Turn> {
  const context = { db: services.db, log: services.log, services };
  const taskList = Object.fromEntries(lane.jobs.map((job) => [job.name, (payload: unknown) => handle(job, payload, context)]));
  const crons = lane.jobs.flatMap((job) => (job.cron ? [{ task: job.name, match: job.cron, identifier: job.name }] : []));
  const events: WorkerEvents = new EventEmitter();
  const pools: string[] = [];
  let wake = (): void => undefined;
  events.on('pool:create', ({ workerPool }) => {
    pools.push(workerPool.id);
    presence.announce(workerPool.id);
    wake = () => workerPool.nudge(lane.concurrency);
  });
  const unasked = new Promise<void>((resolve) => events.once('worker:getJob:error', () => resolve()));
  const runner = await run({
    pgPool: releasingOnce(pool),
    taskList,
    events,
    parsedCronItems: parseCronItems(crons),
    noHandleSignals: true,
    logger: quiet(),
    // Without batches, a result that cannot be written because the database is gone is a rejection that nobody handles.
    preset: { worker: { concurrentJobs: lane.concurrency, pollInterval: 1_000, completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  });
  const moments = lane.punctual ? watchMoments(pool, Object.keys(taskList), () => wake()) : undefined;
  events.on('pool:listen:notification', () => moments?.look());
  const ended = runner.promise
    .catch(() => undefined)
    .then(() => {
      moments?.stop();
      pools.forEach((id) => presence.withdraw(id));
    });
  return {
    over: Promise.race([ended, unasked]),
    async stop() {
      moments?.stop();
      await runner.stop().catch(() => undefined);
      await ended;
    },
  };
}

/**
 * The same pool, with connections that may be given back twice. The queue gives its listening connection back a second
 * time when it is stopped while the connection breaks; the pool's refusal would be a rejection that nobody handles.
 */
function releasingOnce(pool: pg.Pool): pg.Pool {
  type Taken = Parameters<Parameters<pg.Pool['connect']>[0]>;
  const connect = (callback?: (...taken: Taken) => void): unknown => {
    if (!callback) return pool.connect();
    return pool.connect((error, client, release) => {
      let released = false;
      callback(error, client, (why) => {
        if (!released) release(why);
        released = true;
      });
    });
  };
  return new Proxy(pool, {
    get(target, name) {
      if (name === 'connect') return connect;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
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
