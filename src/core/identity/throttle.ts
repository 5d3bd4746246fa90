import { type Db, on, query, sql } from '#kernel/db.ts';
import type { IdentityTables } from './db.gen.ts';
import { lockSeconds } from './rules/lock-out.ts';
import { keyedHash } from './secrets.ts';
import type { Limits } from './settings.ts';

/** Whom a guess is counted against: the name typed (known or not) and the address it came from. */
export interface Guess {
  readonly nameKey: Buffer;
  readonly prefixKey: Buffer;
  readonly limits: Limits;
  readonly at: Date;
}

export function guessOf(signInName: string, addressPrefix: string, limits: Limits, at: Date): Guess {
  return { nameKey: keyedHash('name', signInName), prefixKey: keyedHash('prefix', addressPrefix), limits, at };
}

/**
 * Seconds to wait before this guess may be made; 0: it may be made now, and until the transaction ends no other guess
 * at the same name is made, so that a hundred at once are not a hundred free ones. Nobody queues with a connection in hand:
 * the second guess is told to wait a second.
 */
export async function secondsToWait(tx: Db, guess: Guess): Promise<number> {
  const [lock] = await query<{ mine: boolean }>(
    tx,
    sql`select pg_try_advisory_xact_lock(hashtextextended(${guess.nameKey.toString('hex')}, 7206)) as mine`,
  );
  if (!lock?.mine) return 1;
  const rows = await on<IdentityTables>(tx)
    .selectFrom('identity.throttle')
    .select('locked_until')
    .where('key', 'in', [guess.nameKey, guess.prefixKey])
    .where('locked_until', '>', guess.at)
    .execute();
  const until = Math.max(0, ...rows.map((row) => row.locked_until?.getTime() ?? 0));
  return until === 0 ? 0 : Math.ceil((until - guess.at.getTime()) / 1000);
}

/** Counts a wrong guess against the name and the address. */
export async function countFailure(tx: Db, guess: Guess): Promise<void> {
  const { limits, at } = guess;
  const failures = await increment(tx, 'name', guess.nameKey, limits.failuresForgottenSeconds, at);
  await lock(tx, guess.nameKey, lockSeconds(failures, limits), at);
  const fromThere = await increment(tx, 'prefix', guess.prefixKey, limits.prefixWindowSeconds, at);
  if (fromThere >= limits.prefixFailures) await lock(tx, guess.prefixKey, limits.prefixWindowSeconds, at);
}

/** A right guess: the name's count starts again. The address's does not, or one good account would free all the others. */
export async function forgetFailures(tx: Db, guess: Guess): Promise<void> {
  await on<IdentityTables>(tx).deleteFrom('identity.throttle').where('key', '=', guess.nameKey).execute();
}

/** One more; a count whose window has passed starts again at one. Names: since the latest failure; addresses: since the first. */
async function increment(tx: Db, kind: 'name' | 'prefix', key: Buffer, windowSeconds: number, at: Date): Promise<number> {
  const [row] = await query<{ failures: number }>(
    tx,
    sql`insert into identity.throttle as t (key, kind, failures, since, latest_at)
      values (${key}, ${kind}, 1, ${at}, ${at})
      on conflict (key) do update set
        failures = case when ${stale(kind, windowSeconds, at)} then 1 else t.failures + 1 end,
        since = case when ${stale(kind, windowSeconds, at)} then ${at} else t.since end,
        latest_at = ${at}
      returning failures`,
  );
  return row?.failures ?? 1;
}

function stale(kind: 'name' | 'prefix', windowSeconds: number, at: Date) {
  const from = kind === 'name' ? sql`t.latest_at` : sql`t.since`;
  return sql`${from} + make_interval(secs => ${windowSeconds}::int) < ${at}::timestamptz`;
}

async function lock(tx: Db, key: Buffer, seconds: number, at: Date): Promise<void> {
  if (seconds === 0) return;
  await query(
    tx,
    sql`update identity.throttle set locked_until = ${at}::timestamptz + make_interval(secs => ${seconds}::int) where key = ${key}`,
  );
}

export type AttemptOutcome = 'signed-in' | 'code-needed' | 'wrong' | 'wrong-code' | 'waiting' | 'locked';

/** Notes an attempt for whoever looks into an incident; names and addresses only as keyed hashes. */
export async function noteAttempt(tx: Db, guess: Guess, outcome: AttemptOutcome, accountId: string | undefined): Promise<void> {
  await on<IdentityTables>(tx)
    .insertInto('identity.sign_in_attempt')
    .values({ at: guess.at, name_hash: guess.nameKey, prefix_hash: guess.prefixKey, account_id: accountId ?? null, outcome })
    .execute();
}
