import type { Db } from './db.ts';

/** How long a rule that hardly ever changes is believed without asking again. */
const BELIEVED_MS = 2_000;

/**
 * Reads what hardly ever changes (limits, dated tables) at most once in two seconds for each database. In a transaction it is read
 * each time: what an action decides by is what holds at that moment.
 */
export function believed<T>(read: (db: Db, at: Date) => Promise<T>): (db: Db, at: Date) => Promise<T> {
  const known = new WeakMap<Db, { readonly at: number; readonly value: T }>();
  return async (db, at) => {
    const found = known.get(db);
    const age = found ? at.getTime() - found.at : -1;
    if (found && age >= 0 && age < BELIEVED_MS) return found.value;
    const value = await read(db, at);
    known.set(db, { at: at.getTime(), value });
    return value;
  };
}
