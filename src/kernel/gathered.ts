import type { Buffer } from 'node:buffer';
import type { Db } from './db.ts';

interface Waiting<R> {
  readonly key: Buffer;
  resolve(row: R | undefined): void;
  reject(error: unknown): void;
}

/**
 * Reads rows by their keys: of all that are asked for in one turn of the event loop in one question. Nothing is kept; each is read
 * after it was asked for. `read` returns those of the keys that it finds, in any order, each with its key.
 */
export function gathered<R extends { readonly key: Buffer }>(
  read: (db: Db, keys: readonly Buffer[]) => Promise<readonly R[]>,
): (db: Db, key: Buffer) => Promise<R | undefined> {
  const waiting = new WeakMap<Db, Waiting<R>[]>();
  const ask = async (db: Db): Promise<void> => {
    const all = waiting.get(db) ?? [];
    waiting.delete(db);
    try {
      const rows = new Map(
        (
          await read(
            db,
            all.map(({ key }) => key),
          )
        ).map((row) => [row.key.toString('latin1'), row]),
      );
      for (const { key, resolve } of all) resolve(rows.get(key.toString('latin1')));
    } catch (error) {
      for (const { reject } of all) reject(error);
    }
  };
  return (db, key) =>
    new Promise((resolve, reject) => {
      const all = waiting.get(db);
      if (all) return void all.push({ key, resolve, reject });
      waiting.set(db, [{ key, resolve, reject }]);
      setImmediate(() => void ask(db));
    });
}
