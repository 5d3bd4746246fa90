import { AsyncLocalStorage } from 'node:async_hooks';
import type { AdapterPayload } from 'oidc-provider';
import { type Db, runTogether, type Statement } from '#kernel/db.ts';

/** What is known and what is still to be written while one request is handled. */
interface OneRequest {
  readonly rows: Map<string, AdapterPayload | undefined>;
  writes: Statement[];
}

const requests = new AsyncLocalStorage<OneRequest>();

/**
 * Handles one request. Rows that are read together are kept for it until the library asks for each by itself; what the library
 * stores one by one is written together, in one transaction, before anything is answered.
 */
export function inOneRequest<R>(work: () => R): R {
  return requests.run({ rows: new Map(), writes: [] }, work);
}

/** Writes something with the rest of the request's writes; at once where no request is handled. */
export async function writeSoon(db: Db, statement: Statement): Promise<void> {
  const request = requests.getStore();
  if (request) request.writes.push(statement);
  else await runTogether(db, [statement]);
}

/** Writes what the request has to write so far: before it is answered, and before anything is read or done that it might concern. */
export async function writeNow(db: Db): Promise<void> {
  const request = requests.getStore();
  if (!request || request.writes.length === 0) return;
  const { writes } = request;
  request.writes = [];
  await runTogether(db, writes);
}

/** Keeps a row for the rest of the request; `undefined`: it is known that there is none. */
export function foresee(kind: string, id: string, payload: AdapterPayload | undefined): void {
  requests.getStore()?.rows.set(`${kind} ${id}`, payload);
}

/** Takes a row that came along with another one; it is believed once. Undefined: ask the database. */
export function takeForeseen(kind: string, id: string): { readonly payload: AdapterPayload | undefined } | undefined {
  const kept = requests.getStore()?.rows;
  const key = `${kind} ${id}`;
  if (!kept?.has(key)) return undefined;
  const payload = kept.get(key);
  kept.delete(key);
  return { payload };
}
