import { type Db, query, sql } from './db.ts';
import type { Services } from './http/services.ts';
import type { Logger } from './log.ts';
import type { Text } from './i18n.ts';

export interface JobContext {
  readonly db: Db;
  readonly log: Logger;
  /** For jobs that act: `services.act(action, systemActor('…'), input)`. */
  readonly services: Services;
}

/** Work done after a commit, at least once: handlers must be idempotent. */
export interface JobDefinition<P> {
  /** `<module>.<verb-noun>` */
  readonly name: string;
  readonly title: Text;
  readonly maxAttempts?: number;
  handle(payload: P, context: JobContext): Promise<void>;
  /** Short work that is promised for a moment: it begins then, whatever long jobs are in hand. Not together with `cron`. */
  readonly punctual?: true;
  /** Crontab pattern (graphile-worker's) if it also runs by itself, with an empty payload. */
  readonly cron?: string;
}

export interface EnqueueOptions {
  /** A job with the same key that has not started is replaced, not doubled. */
  readonly key?: string;
  /** Jobs of one queue run one after another. */
  readonly queue?: string;
  readonly runAt?: Date;
}

export function defineJob<P>(definition: JobDefinition<P>): JobDefinition<P> {
  return definition;
}

/** Adds a job inside the caller's transaction: it exists only if that commits. */
export async function enqueue<P>(tx: Db, job: JobDefinition<P>, payload: P, options: EnqueueOptions = {}): Promise<void> {
  await query(
    tx,
    sql`select graphile_worker.add_job(
      identifier => ${job.name}::text,
      payload => ${JSON.stringify(payload)}::json,
      queue_name => ${options.queue ?? null}::text,
      run_at => ${options.runAt ?? null}::timestamptz,
      max_attempts => ${job.maxAttempts ?? 25}::integer,
      job_key => ${options.key ?? null}::text
    )`,
  );
}
