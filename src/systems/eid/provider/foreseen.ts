import { AsyncLocalStorage } from 'node:async_hooks';
import type { AdapterPayload } from 'oidc-provider';

const rows = new AsyncLocalStorage<Map<string, AdapterPayload | undefined>>();

/** Handles one request; rows that are read together are kept for it until the library asks for each by itself. */
export function inOneRequest<R>(work: () => R): R {
  return rows.run(new Map(), work);
}

/** Keeps a row for the rest of the request; `undefined`: it is known that there is none. */
export function foresee(kind: string, id: string, payload: AdapterPayload | undefined): void {
  rows.getStore()?.set(`${kind} ${id}`, payload);
}

/** Takes a row that came along with another one; it is believed once. Undefined: ask the database. */
export function takeForeseen(kind: string, id: string): { readonly payload: AdapterPayload | undefined } | undefined {
  const kept = rows.getStore();
  const key = `${kind} ${id}`;
  if (!kept?.has(key)) return undefined;
  const payload = kept.get(key);
  kept.delete(key);
  return { payload };
}
