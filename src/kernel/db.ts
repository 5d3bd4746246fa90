import { CompiledQuery, Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { lazyPool, NOW, WITH_THE_NEXT } from './lazy-connections.ts';
import { type Prepared, sendTogether, type Statement, type StatementResult } from './together.ts';

export type { Prepared, Statement } from './together.ts';

/**
 * A handle on the database that can do nothing by itself. A module looks through it with `on<ItsTables>(db)`,
 * so that a query against another module's table does not compile.
 */
export interface Db {
  readonly handle: unique symbol;
}

const DATE_OID = 1082;
const INT8_OID = 20;
pg.types.setTypeParser(DATE_OID, (text) => text);
pg.types.setTypeParser(INT8_OID, (text) => Number(text));

/** The query builder over the tables a module may see. Never call it with another module's tables. */
export function on<Tables>(db: Db): Kysely<Tables> {
  return db as unknown as Kysely<Tables>;
}

/** Wraps a Kysely instance or transaction as an opaque handle. */
export function handleOf(kysely: Kysely<never> | Transaction<never>): Db {
  return kysely as unknown as Db;
}

export interface Pool {
  readonly db: Db;
  readonly pg: pg.Pool;
  /** Breaks every connection, so that what waits on a server that stands still fails now; the next query opens another. */
  cut(): void;
  close(): Promise<void>;
}

/** Opens a pool of connections. `max` bounds them; statements end after 30 s unless the caller says otherwise. */
export function openPool(url: string, options: { max?: number; statementTimeoutMs?: number } = {}): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 16,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    connectionTimeoutMillis: 5_000,
    application_name: 'motcua',
  });
  // A connection cut by the server must not end the process; the next query opens another.
  pool.on('error', () => undefined);
  const open = new Set<pg.PoolClient>();
  pool.on('connect', (client) => {
    open.add(client);
    client.on('error', () => undefined);
  });
  pool.on('remove', (client) => open.delete(client));
  const kysely = new Kysely<never>({ dialect: new PostgresDialect({ pool: lazyPool(pool) }) });
  const cut = (): void => {
    for (const client of open) (client as unknown as pg.Client).connection.stream.destroy();
  };
  const db = handleOf(kysely);
  pools.set(db, pool);
  return { db, pg: pool, cut, close: () => kysely.destroy() };
}

/** The pool behind each handle that is not a transaction. */
const pools = new WeakMap<Db, pg.Pool>();

/** Runs a prepared statement: for the few that run hundreds of times a second, where planning costs more than running. */
export async function runPrepared<Row extends object>(db: Db, prepared: Prepared, values: readonly unknown[]): Promise<Row[]> {
  const [rows = []] = await runTogether(db, [{ prepared, values }]);
  return rows as Row[];
}

/**
 * Sends prepared statements in one packet and returns the rows of each. Outside a transaction they are one: all are done, or
 * none. What takes milliseconds of waiting and of processor is the packet, not the small statements in it.
 */
export async function runTogether(db: Db, statements: readonly Statement[]): Promise<object[][]> {
  const pool = pools.get(db);
  const results = pool
    ? await onOneConnection(pool, statements)
    : (await on<never>(db).executeQuery<StatementResult>(CompiledQuery.raw(NOW, [...statements]))).rows;
  return results.map(({ rows }) => rows);
}

async function onOneConnection(pool: pg.Pool, statements: readonly Statement[]): Promise<StatementResult[]> {
  const client = await pool.connect();
  try {
    const results = await sendTogether(client, statements);
    client.release();
    return results;
  } catch (error) {
    // Whatever PostgreSQL itself refused leaves the connection as it was.
    client.release(!(error instanceof pg.DatabaseError));
    throw error;
  }
}

/**
 * A write whose rows nobody waits for: in a transaction it goes out with the next statement, or with the commit, where it may
 * still fail and undo everything. Outside one it is done at once.
 */
export async function runLater(db: Db, statement: Statement): Promise<void> {
  if (!on<never>(db).isTransaction) await runTogether(db, [statement]);
  else await on<never>(db).executeQuery(CompiledQuery.raw(WITH_THE_NEXT, [statement]));
}

/** Runs `work` in one transaction; a throw rolls it back. Inside a transaction it simply runs. */
export function transaction<R>(db: Db, work: (tx: Db) => Promise<R>): Promise<R> {
  const kysely = on<never>(db);
  if (kysely.isTransaction) return work(db);
  return kysely.transaction().execute((tx) => work(handleOf(tx)));
}

/** Plain SQL for what the builder cannot say. */
export async function query<Row>(db: Db, text: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  const result = await text.execute(on<never>(db));
  return result.rows;
}

const PORTION = 10_000;

/**
 * Deletes a portion at a time until nothing is left: one statement over millions of rows ends at the limit of its time with
 * nothing deleted, and so every night again. `portion` deletes at most so many rows and returns them.
 */
export async function deleteInPortions(db: Db, portion: (most: number) => ReturnType<typeof sql>): Promise<void> {
  for (;;) {
    const gone = await query(db, portion(PORTION));
    if (gone.length < PORTION) return;
  }
}

export { sql };
