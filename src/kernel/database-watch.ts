import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

export interface DatabaseWatch {
  /** The database has not answered when it was last asked. */
  away(): boolean;
  stop(): Promise<void>;
}

export interface WatchOptions {
  /** Called once each time that it stops answering: connections that hang should be cut. */
  readonly onAway: () => void;
  readonly everyMs?: number;
  readonly patienceMs?: number;
}

/** A connection of the watch's own, made when it is first needed and again after each failure. */
function probeOf(url: string, patienceMs: number) {
  let client: pg.Client | undefined;
  return {
    async ask(): Promise<void> {
      if (!client) {
        const limits = { connectionTimeoutMillis: patienceMs, query_timeout: patienceMs };
        client = new pg.Client({ connectionString: url, application_name: 'motcua watch', ...limits });
        client.on('error', () => undefined);
        await client.connect();
      }
      await client.query('select 1');
    },
    drop(): void {
      client?.connection.stream.destroy();
      client = undefined;
    },
  };
}

/**
 * Asks the database a trifle every second on a connection of its own. A server that refuses is noticed by every query; one
 * that stands still (a hung disk, a stopped machine, a cut cable) leaves queries waiting without an answer, and only asking
 * with little patience tells.
 */
export function watchDatabase(url: string, options: WatchOptions): DatabaseWatch {
  const { onAway, everyMs = 1_000, patienceMs = 3_000 } = options;
  const stopping = new AbortController();
  const probe = probeOf(url, patienceMs);
  let away = false;

  const turn = async (): Promise<void> => {
    const began = performance.now();
    try {
      await probe.ask();
      away = false;
    } catch {
      probe.drop();
      // A process that was itself stopped for a while knows nothing of the database.
      const own = performance.now() - began > patienceMs + 1_000;
      if (away || own) return;
      away = true;
      onAway();
    }
  };
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await turn();
      await wait(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    probe.drop();
  };
  const running = loop();
  return {
    away: () => away,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
