import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';

export interface Presence {
  /** Says that this process runs the worker pool of that id. */
  announce(poolId: string): void;
  /** That pool has ended; what it still holds is free. */
  withdraw(poolId: string): void;
  stop(): Promise<void>;
}

/** First half of the advisory lock of a worker pool; the second is the hash of its id. */
const LOCK_CLASS = 720_611_004;
const EVERY_MS = 5_000;
const AGAIN_MS = 1_000;

const unlockDead = `
  select graphile_worker.force_unlock_workers(array_agg(locked_by))
  from (select distinct locked_by from graphile_worker._private_jobs where locked_by is not null and locked_by <> all($1)) held
  where pg_try_advisory_xact_lock(${LOCK_CLASS}, hashtext(locked_by))
  having count(*) > 0`;

/** The connection whose locks say that this process lives; taken anew when it breaks. */
function connectionOf(pool: pg.Pool, own: ReadonlySet<string>) {
  const locked = new Set<string>();
  let client: pg.PoolClient | undefined;
  return {
    /** Holds the locks of the own pools, frees the jobs of the dead. */
    async turn(): Promise<void> {
      client ??= await pool.connect();
      for (const id of own) {
        if (!locked.has(id)) await client.query('select pg_advisory_lock($1, hashtext($2))', [LOCK_CLASS, id]);
        locked.add(id);
      }
      for (const id of locked) {
        if (own.has(id)) continue;
        await client.query('select pg_advisory_unlock($1, hashtext($2))', [LOCK_CLASS, id]);
        locked.delete(id);
      }
      await client.query(unlockDead, [[...own]]);
    },
    drop(): void {
      client?.release(true);
      client = undefined;
      locked.clear();
    },
  };
}

/**
 * Frees the jobs that a killed process had in hand: the queue alone would keep them for four hours. Every worker pool
 * holds an advisory lock as long as its process is connected; whose lock can be had is dead.
 */
export function keepPresence(pool: pg.Pool): Presence {
  const own = new Set<string>();
  const connection = connectionOf(pool, own);
  const stopping = new AbortController();
  let news = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      news = new AbortController();
      const good = await connection.turn().then(
        () => true,
        () => false,
      );
      if (!good) connection.drop();
      const signal = AbortSignal.any([stopping.signal, news.signal]);
      await wait(good ? EVERY_MS : AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
    connection.drop();
  };
  const running = loop();
  return {
    announce(poolId) {
      own.add(poolId);
      news.abort();
    },
    withdraw(poolId) {
      own.delete(poolId);
      news.abort();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
