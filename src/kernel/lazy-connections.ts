import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { type Prepared, sendTogether, type Statement, type StatementResult } from './together.ts';

/** Stand in the place of a query's text: statements to send together now, or with the next thing that is sent. */
export const NOW = '-- together';
export const WITH_THE_NEXT = '-- with the next';

const COMMIT: Statement = { prepared: { name: 'kernel-commit', text: 'commit' }, values: [] };
const BEGINS = /^(?:begin|start transaction)\b/;
const nothing = (command: string): StatementResult => ({ command, rowCount: null, rows: [] });
const unnamed = (text: string): Prepared => ({ name: '', text });

/**
 * A connection that says `begin` together with the first statement after it, and sends what nobody waits for together with the
 * next one or the `commit`: of a transaction with three statements two packets go out instead of five.
 */
class LazyConnection {
  readonly #client: pg.PoolClient;
  /** What is to go out before anything else. */
  #waiting: Statement[] = [];
  #begun = false;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  get processID(): unknown {
    return (this.#client as unknown as { processID: unknown }).processID;
  }

  async query(text: string, values: readonly unknown[] = []): Promise<unknown> {
    if (BEGINS.test(text)) return this.#begin(text);
    if (text === 'commit') return this.#commit();
    if (text === 'rollback') return this.#rollback();
    const statements = values as readonly Statement[];
    if (text === NOW) return { ...nothing('SELECT'), rows: await this.#send(statements) };
    if (text === WITH_THE_NEXT) {
      this.#waiting.push(...statements);
      return nothing('SELECT');
    }
    if (this.#waiting.length === 0) return this.#client.query(text, [...values]);
    if (values.length > 0) return (await this.#send([{ prepared: unnamed(text), values }])).at(-1);
    // Without arguments it may be several statements in one text.
    await this.#send([]);
    return this.#client.query(text);
  }

  release(broken?: boolean): void {
    this.#waiting = [];
    this.#begun = false;
    this.#client.release(broken);
  }

  #begin(text: string): StatementResult {
    this.#waiting = [{ prepared: { name: `kernel-${text.replaceAll(' ', '-')}`, text }, values: [] }];
    this.#begun = false;
    return nothing('BEGIN');
  }

  /** Sends what waits, then these; returns the results of these. */
  async #send(statements: readonly Statement[]): Promise<StatementResult[]> {
    const before = this.#waiting;
    this.#waiting = [];
    if (before.length > 0) this.#begun = true;
    return (await sendTogether(this.#client, [...before, ...statements])).slice(before.length);
  }

  async #commit(): Promise<unknown> {
    // Nothing was ever sent but, perhaps, the wish to begin.
    if (!this.#begun && this.#waiting.length <= 1) {
      this.#waiting = [];
      return nothing('COMMIT');
    }
    if (this.#waiting.length === 0) return this.#client.query('commit');
    return (await this.#send([COMMIT])).at(-1);
  }

  async #rollback(): Promise<unknown> {
    this.#waiting = [];
    return this.#begun ? this.#client.query('rollback') : nothing('ROLLBACK');
  }
}

/** A pool of such connections, as the query builder takes it. */
export function lazyPool(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<pg.PoolClient, LazyConnection>();
  return {
    async connect() {
      const client = await pool.connect();
      const connection = known.get(client) ?? new LazyConnection(client);
      known.set(client, connection);
      return connection as unknown as PostgresPoolClient;
    },
    end: () => pool.end(),
    options: pool.options,
  } as unknown as PostgresPool;
}
