import { createHash, timingSafeEqual } from 'node:crypto';
import { type Db, query, sql } from '#kernel/db.ts';
import type { Actor } from '#kernel/permission.ts';
import { now } from '#kernel/time.ts';

/** SHA-256 of a software client's secret, as it is stored. */
export function softwareSecretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Compared with when there is no such client, so that an unknown id takes as long. */
const NOTHING = Buffer.alloc(32);

/** As for people's sessions: a closed account is gone after this at the latest. Right answers only are remembered. */
const BELIEVED_MS = 2_000;
const LARGEST_CACHE = 10_000;
const caches = new WeakMap<Db, Map<string, { readonly at: number; readonly actor: Actor }>>();

function cacheOf(db: Db): Map<string, { readonly at: number; readonly actor: Actor }> {
  const cache = caches.get(db) ?? new Map<string, { readonly at: number; readonly actor: Actor }>();
  caches.set(db, cache);
  return cache;
}

/** Forgets what was believed about software, after an account was closed in this process. */
export function forgetSoftware(db: Db): void {
  cacheOf(db).clear();
}

/**
 * The program that another agency's system is: its id and secret (HTTP Basic). It may do what its role permits, in its
 * own agency only. Undefined: unknown, closed, or the secret is wrong.
 */
export async function authenticateSoftware(db: Db, id: string, secret: string): Promise<Actor | undefined> {
  const remembered = rememberedSoftware(db, id, secret);
  if (remembered) return remembered;
  const cache = cacheOf(db);
  const key = keyOf(id, secret);
  const at = now().getTime();
  const actor = await readSoftware(db, id, secret);
  cache.delete(key);
  if (!actor) return undefined;
  if (cache.size >= LARGEST_CACHE) cache.clear();
  cache.set(key, { at, actor });
  return actor;
}

/** The same for whoever was recognised in the last two seconds, without asking the database. */
export function rememberedSoftware(db: Db, id: string, secret: string): Actor | undefined {
  const known = cacheOf(db).get(keyOf(id, secret));
  const age = known ? now().getTime() - known.at : -1;
  return known && age >= 0 && age < BELIEVED_MS ? known.actor : undefined;
}

function keyOf(id: string, secret: string): string {
  return createHash('sha256').update(`${id}\n${secret}`).digest('base64');
}

async function readSoftware(db: Db, id: string, secret: string): Promise<Actor | undefined> {
  const [row] = await query<{ id: string; title: string; agency_id: string; secret_hash: Buffer; permissions: string[] }>(
    db,
    sql`select c.id, c.title, c.agency_id, c.secret_hash,
        array(select rp.permission from identity.role_permission rp where rp.role = c.role and rp.withdrawn_at is null) as permissions
      from identity.software_client c where c.id = ${id} and c.closed_at is null`,
  );
  const fits = timingSafeEqual(softwareSecretHash(secret), row?.secret_hash ?? NOTHING);
  if (!row || !fits) return undefined;
  const permissions = new Set(row.permissions);
  return {
    id: `software:${row.id}`,
    kind: 'software',
    name: row.title,
    scope: row.agency_id,
    may: (permission, scope) => permissions.has(permission) && (scope === undefined || scope === row.agency_id),
  };
}
