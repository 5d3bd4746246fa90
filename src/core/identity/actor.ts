import { type Db, on, query, sql } from '#kernel/db.ts';
import { type Actor, anonymous } from '#kernel/permission.ts';
import { unauthenticated } from '#kernel/problem.ts';
import { dateOf } from '#kernel/time.ts';
import type { IdentityTables } from './db.gen.ts';
import { hashToken } from './sessions.ts';

/** `may(permission, NATIONWIDE)`: held through a nationwide role, so in every agency. No agency has this id. */
export const NATIONWIDE = '*';

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
}

/** One round trip: the session if it is alive, its person, and every post held today with its permissions. */
function sessionQuery(tokenHash: Buffer, at: Date) {
  return sql<SessionRow>`
    select s.id as session_id, a.id as account_id, p.id as person_id, p.full_name, a.demo, s.assignment_id, s.last_seen_at,
      coalesce((select c.must_change from identity.credential c where c.account_id = a.id and c.method = 'password'), false) as must_change,
      coalesce((
        select json_agg(json_build_object('id', held.id, 'agencyId', held.agency_id, 'agencyName', g.name, 'title', held.post_title,
          'roles', r.roles, 'permissions', r.permissions, 'nationwide', r.nationwide) order by held.valid_from, held.id)
        from identity.assignment held
        join agencies.agency g on g.id = held.agency_id
        cross join lateral (
          select coalesce(array_agg(distinct ar.role), '{}') as roles,
            coalesce(array_agg(rp.permission) filter (where rp.permission is not null and not role.nationwide), '{}') as permissions,
            coalesce(array_agg(rp.permission) filter (where rp.permission is not null and role.nationwide), '{}') as nationwide
          from identity.assignment_role ar
          join identity.role role on role.name = ar.role
          left join identity.role_permission rp on rp.role = ar.role and rp.withdrawn_at is null
          where ar.assignment_id = held.id
        ) r
        where a.kind = 'official' and held.person_id = p.id
          and held.valid_from <= ${dateOf(at)}::date and (held.valid_to is null or held.valid_to > ${dateOf(at)}::date)
      ), '[]') as posts
    from identity.session s
    join identity.account a on a.id = s.account_id
    join identity.person p on p.id = a.person_id
    where s.token_hash = ${tokenHash} and s.verified_at is not null and s.ended_at is null and a.closed_at is null
      and s.expires_at > ${at}::timestamptz and s.last_seen_at + make_interval(secs => s.idle_seconds) > ${at}::timestamptz`;
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
  const [row] = await query(db, sessionQuery(tokenHash, at));
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
