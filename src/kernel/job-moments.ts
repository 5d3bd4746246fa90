import type pg from 'pg';

export interface Moments {
  /** Something was queued: the next moment may be another. */
  look(): void;
  stop(): void;
}

const EVERY_MS = 1_000;
/** Farther ahead a later look will tell; timers that run long drift, and clocks are set. */
const AHEAD_MS = 1_500;

/** By the database's clock, which decides whether a job may begin. */
const nextMoment = `
  select extract(epoch from min(run_at) - clock_timestamp())::float8 * 1000 as ms from graphile_worker.jobs
  where task_identifier = any($1) and locked_at is null and attempts < max_attempts
    and run_at > clock_timestamp() and run_at < clock_timestamp() + make_interval(secs => ${AHEAD_MS} / 1000.0)`;

/**
 * Calls `wake` at the moment for which the next job of these names is set; the queue by itself looks once a second. A
 * database that does not answer is asked again: the queue's own looking stays underneath.
 */
export function watchMoments(pool: pg.Pool, names: readonly string[], wake: () => void): Moments {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let asking = false;
  let again = false;
  const ask = async (): Promise<void> => {
    const { rows } = await pool.query<{ ms: number | null }>(nextMoment, [names]);
    const ms = rows[0]?.ms ?? undefined;
    if (ms === undefined || stopped) return;
    clearTimeout(timer);
    // A timer may be a fraction of a millisecond early, and then the job would not be found.
    timer = setTimeout(
      () => {
        wake();
        look();
      },
      Math.ceil(ms) + 1,
    );
  };
  const look = (): void => {
    again = asking;
    if (asking || stopped) return;
    asking = true;
    void ask()
      .catch(() => undefined)
      .finally(() => {
        asking = false;
        if (again) look();
      });
  };
  const regular = setInterval(look, EVERY_MS);
  return {
    look,
    stop() {
      stopped = true;
      clearInterval(regular);
      clearTimeout(timer);
    },
  };
}
