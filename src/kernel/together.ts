import pg from 'pg';
import { prepareValue } from 'pg/lib/utils.js';

/** A statement that each connection parses once, and describes once. */
export interface Prepared {
  /** Unlike that of any other statement; empty: parsed each time. */
  readonly name: string;
  readonly text: string;
}

/** A statement with its arguments. */
export interface Statement {
  readonly prepared: Prepared;
  readonly values: readonly unknown[];
}

/** What one statement of several came to. */
export interface StatementResult {
  /** `SELECT`, `UPDATE`, … */
  readonly command: string;
  readonly rowCount: number | null;
  readonly rows: object[];
}

/** What is used here of the driver's connection; its messages are those of PostgreSQL's protocol. */
interface Connection {
  readonly stream: { cork(): void; uncork(): void };
  readonly parsedStatements: Record<string, string | undefined>;
  on(event: 'parseComplete', listener: () => void): void;
  off(event: 'parseComplete', listener: () => void): void;
  parse(message: { name: string; text: string }): void;
  bind(message: { portal: string; statement: string; values: readonly unknown[] }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(message: { portal: string; rows: number }): void;
  sync(): void;
}

type Layout = pg.Result & {
  addFields(fields: readonly object[]): void;
  parseRow(fields: readonly unknown[]): object;
};

/** How rows of the statements of a connection are read; null: they have none. PostgreSQL says it once, and keeps to it. */
const layouts = new WeakMap<Connection, Map<string, Layout | null>>();

function layoutsOf(connection: Connection): Map<string, Layout | null> {
  const known = layouts.get(connection) ?? new Map<string, Layout | null>();
  layouts.set(connection, known);
  return known;
}

/**
 * Several statements in one packet and one answer: what a packet and its waiting cost is more than most statements do. Where no
 * transaction is open they are one by themselves: all of them are done, or none.
 */
export class Together {
  readonly #statements: readonly Statement[];
  readonly #told: (error: unknown, results: StatementResult[]) => void;
  readonly #results: StatementResult[] = [];
  readonly #parsing: Prepared[] = [];
  #known = new Map<string, Layout | null>();
  #rows: object[] = [];
  #layout: Layout | null | undefined;
  #forget = (): void => undefined;

  constructor(statements: readonly Statement[], told: (error: unknown, results: StatementResult[]) => void) {
    this.#statements = statements;
    this.#told = told;
  }

  /** Called by the driver when it is this one's turn. */
  submit(connection: Connection): null {
    this.#known = layoutsOf(connection);
    const parsed = (): void => {
      const prepared = this.#parsing.shift();
      if (prepared && prepared.name !== '') connection.parsedStatements[prepared.name] = prepared.text;
    };
    connection.on('parseComplete', parsed);
    this.#forget = () => connection.off('parseComplete', parsed);
    connection.stream.cork();
    try {
      for (const statement of this.#statements) this.#send(connection, statement);
      connection.sync();
    } finally {
      connection.stream.uncork();
    }
    return null;
  }

  #send(connection: Connection, { prepared: { name, text }, values }: Statement): void {
    if (name === '' || (connection.parsedStatements[name] === undefined && !this.#parsing.some((one) => one.name === name))) {
      this.#parsing.push({ name, text });
      connection.parse({ name, text });
    }
    connection.bind({ portal: '', statement: name, values });
    if (name === '' || !this.#known.has(name)) connection.describe({ type: 'P', name: '' });
    connection.execute({ portal: '', rows: 0 });
  }

  handleRowDescription({ fields }: { readonly fields: readonly object[] }): void {
    this.#layout = new (pg.Result as unknown as new () => Layout)();
    this.#layout.addFields(fields);
  }

  handleDataRow({ fields }: { readonly fields: readonly unknown[] }): void {
    const { name } = this.#statements[this.#results.length]!.prepared;
    this.#layout ??= this.#known.get(name) ?? null;
    if (this.#layout) this.#rows.push(this.#layout.parseRow(fields));
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const { name } = this.#statements[this.#results.length]!.prepared;
    if (name !== '' && !this.#known.has(name)) this.#known.set(name, this.#layout ?? null);
    const [command = '', ...numbers] = text.split(' ');
    const count = numbers.at(-1);
    this.#results.push({ command, rowCount: count === undefined ? null : Number(count), rows: this.#rows });
    this.#rows = [];
    this.#layout = undefined;
  }

  handleReadyForQuery(): void {
    this.#forget();
    this.#told(undefined, this.#results);
  }

  handleError(error: unknown): void {
    this.#forget();
    this.#told(error, []);
  }
}

/** Sends statements on a connection that is held. */
export function sendTogether(client: pg.PoolClient, statements: readonly Statement[]): Promise<StatementResult[]> {
  return new Promise((resolve, reject) => {
    const mapped = statements.map(({ prepared, values }) => ({ prepared, values: values.map((value) => prepareValue(value) as unknown) }));
    const told = (error: unknown, results: StatementResult[]): void => (error === undefined ? resolve(results) : reject(error as Error));
    client.query(new Together(mapped, told) as unknown as pg.Submittable);
  });
}
