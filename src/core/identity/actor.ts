import { type Db, on, query, sql } from '#kernel/db.ts';
import { type Actor, anonymous, EVERYWHERE } from '#kernel/permission.ts';
import { unauthenticated } from '#kernel/problem.ts';
import { dateOf } from '#kernel/time.ts';
import type { IdentityTables } from './db.gen.ts';
import type { Level } from './rules/levels.ts';
import { hashToken } from './sessions.ts';

/** `may(permission, NATIONWIDE)`: held through a nationwide role, so in every agency. */
export const NATIONWIDE = EVERYWHERE;

/** A post held today, as an actor carries it. */
export interface CurrentPost {
  /** Id of the assignment. */
  readonly id: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly title: string;
  readonly roles: readonly string[];
  /** Held in this post's agency. */
  readonly permissions: readonly string[];
  /** Held in every agency, through nationwide roles. */
  readonly nationwide: readonly string[];
}

/** Somebody signed in. `id` is the account; the person and the agencies they act for are apart. */
export interface AccountActor extends Actor {
  readonly kind: 'account';
  readonly personId: string;
  readonly sessionId: string;
  /** At which of the four levels the session was authenticated (Decree 69/2024/NĐ-CP). */
  readonly level: Level;
  /** How the identity was proven, as the provider said at sign-in; undefined: not said. Never compared with `level`. */
  readonly accountLevel: 1 | 2 | undefined;
  /** When the person last proved who they are. */
  readonly authenticatedAt: Date;
  /** All posts held today, the chosen one first. */
  readonly posts: readonly CurrentPost[];
  /** A temporary password must be changed first; until then nothing is permitted. */
  readonly mustChangePassword: boolean;
  readonly demo: boolean;
  /** For the frame of the page. */
  readonly shown: { readonly name: string; readonly post: string; readonly unit: string };
}

/** The actor as an account; throws 401 when it is not one (a program, a job, nobody). */
export function asAccount(actor: Actor): AccountActor {
  if (actor.kind !== 'account' || !('sessionId' in actor)) throw unauthenticated();
  return actor as AccountActor;
}

/** The actor as an account, or undefined. */
export function accountOf(actor: Actor): AccountActor | undefined {
  return actor.kind === 'account' && 'sessionId' in actor ? (actor as AccountActor) : undefined;
}

interface SessionRow {
  session_id: string;
  account_id: string;
  person_id: string;
  full_name: string;
  demo: boolean;
  must_change: boolean;
  assignment_id: string | null;
  last_seen_at: Date;
  posts: CurrentPost[];
  level: Level;
  account_level: 1 | 2 | null;
  authenticated_at: Date;
}

function toActor(row: SessionRow): AccountActor {
  const chosen = row.posts.find((post) => post.id === row.assignment_id) ?? row.posts[0];
  const posts = chosen ? [chosen, ...row.posts.filter((post) => post !== chosen)] : [];
  const local = new Map<string, Set<string>>();
  for (const post of posts) {
    local.set(post.agencyId, new Set([...(local.get(post.agencyId) ?? []), ...post.permissions]));
  }
  const nationwide = new Set(posts.flatMap((post) => post.nationwide));
  const anywhere = new Set([...nationwide, ...posts.flatMap((post) => post.permissions)]);
  return {
    id: row.account_id,
    kind: 'account',
    name: row.full_name,
    scope: chosen?.agencyId,
    personId: row.person_id,
    sessionId: row.session_id,
    level: row.level,
    accountLevel: row.account_level ?? undefined,
    authenticatedAt: row.authenticated_at,
    posts,
    mustChangePassword: row.must_change,
    demo: row.demo,
    shown: { name: row.full_name, post: chosen?.title ?? '', unit: chosen?.agencyName ?? '' },
    may(permission, scope) {
      if (row.must_change) return false;
      if (scope === undefined) return anywhere.has(permission);
      return nationwide.has(permission) || (local.get(scope)?.has(permission) ?? false);
    },
  };
}

/** How long an answer is believed without asking again; an ended post or session is gone after this at the latest. */
const BELIEVED_MS = 2_000;
const LARGEST_CACHE = 20_000;
/** A page does not write; the time last seen is kept to the minute. */
const SEEN_EVERY_MS = 60_000;

interface Remembered {
  readonly at: number;
  readonly actor: Actor;
}

const caches = new WeakMap<Db, Map<string, Remembered>>();

function cacheOf(db: Db): Map<string, Remembered> {
  const cache = caches.get(db) ?? new Map<string, Remembered>();
  caches.set(db, cache);
  return cache;
}

/** Forgets what was believed about sessions, after something has changed in this process. */
export function forgetActors(db: Db): void {
  cacheOf(db).clear();
}

/**
 * Who holds a session token at an instant: an AccountActor, or `anonymous` when there is none, it has ended or expired.
 * Costs at most one small query; within two seconds none.
 */
export async function actorOf(db: Db, sessionToken: string | undefined, at: Date): Promise<Actor> {
  if (!sessionToken || sessionToken.length > 100) return anonymous;
  const tokenHash = hashToken(sessionToken);
  const cache = cacheOf(db);
  const key = tokenHash.toString('base64');
  const known = cache.get(key);
  const age = known ? at.getTime() - known.at : Number.POSITIVE_INFINITY;
  if (known && age >= 0 && age < BELIEVED_MS) return known.actor;
  const [row] = await query(
    db,
    sql<SessionRow>`select live.*, coalesce(login.level, 1)::int as level, login.account_level,
        coalesce(login.authenticated_at, session.created_at) as authenticated_at
      from identity.live_session(${tokenHash}, ${at}, ${dateOf(at)}) live
      join identity.session on session.id = live.session_id
      left join identity.provider_login login on login.session_id = live.session_id`,
  );
  cache.delete(key);
  if (!row) return anonymous;
  if (at.getTime() - row.last_seen_at.getTime() >= SEEN_EVERY_MS) await markSeen(db, row.session_id, at);
  const actor = toActor(row);
  if (cache.size >= LARGEST_CACHE) cache.clear();
  cache.set(key, { at: at.getTime(), actor });
  return actor;
}

async function markSeen(db: Db, sessionId: string, at: Date): Promise<void> {
  await on<IdentityTables>(db)
    .updateTable('identity.session')
    .set({ last_seen_at: at })
    .where('id', '=', sessionId)
    .where('last_seen_at', '<', at)
    .execute();
}
