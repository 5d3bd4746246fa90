import { agencyByCode } from '#core/agencies/index.ts';
import type { Db } from '#kernel/db.ts';

/** What a packet needs of an agency that it names. */
export interface NamedAgency {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

const BELIEVED_MS = 30_000;
const LARGEST = 50_000;
const caches = new WeakMap<Db, Map<string, { readonly at: number; readonly agency: Promise<NamedAgency | undefined> }>>();

/** The agency a code means. Software names the same few over and over: an answer is believed for half a minute; agencies open and close by decree, from a day on. */
export function namedAgency(db: Db, code: string): Promise<NamedAgency | undefined> {
  const cache = caches.get(db) ?? new Map<string, { at: number; agency: Promise<NamedAgency | undefined> }>();
  caches.set(db, cache);
  const at = performance.now();
  const known = cache.get(code);
  if (known && at - known.at < BELIEVED_MS) return known.agency;
  if (cache.size >= LARGEST) cache.clear();
  const agency = agencyByCode(db, code);
  cache.set(code, { at, agency });
  agency.catch(() => cache.delete(code));
  return agency;
}
