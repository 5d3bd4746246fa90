import { type Db, on, query, sql, transaction } from '#kernel/db.ts';
import type { Actor } from '#kernel/permission.ts';
import { now } from '#kernel/time.ts';
import type { IdentityTables } from './db.gen.ts';
import { tooManyGuesses } from './errors.ts';
import { addressPrefix } from './rules/origin.ts';
import { keyedHash } from './secrets.ts';
import { limitsAt } from './settings.ts';
import { authenticateSoftware, rememberedSoftware } from './software.ts';
import { countFailure, forgetFailures, type Guess, noteAttempt } from './throttle.ts';

/** Longer ones are no id that we gave; they are counted like any other wrong guess. */
const LONGEST_ID = 64;

/**
 * Whoever says that they are an agency's software, from an address. Undefined: unknown, closed or wrong, and counted;
 * 429 while the account or the network it comes from is locked after wrong guesses. From a network where the account has
 * shown its secret before, only wrong guesses from there count: nobody can lock an agency's software out from outside.
 */
export async function identifySoftware(db: Db, id: string, secret: string, address: string): Promise<Actor | undefined> {
  const remembered = rememberedSoftware(db, id, secret);
  if (remembered) return remembered;
  const { guess, keys, known } = await guessAt(db, id.slice(0, LONGEST_ID + 1), address);
  const wait = await secondsLocked(db, keys, guess.at);
  if (wait > 0) throw tooManyGuesses(wait);
  const actor = await authenticateSoftware(db, id, secret);
  if (!actor) {
    await transaction(db, async (tx) => {
      await countFailure(tx, guess);
      await noteAttempt(tx, guess, 'wrong', undefined);
    });
    return undefined;
  }
  if (!known) {
    await transaction(db, async (tx) => {
      await rememberSource(tx, id, guess);
      await forgetFailures(tx, guess);
    });
  }
  return actor;
}

interface SoftwareGuess {
  readonly guess: Guess;
  /** What may be locked. */
  readonly keys: readonly Buffer[];
  readonly known: boolean;
}

async function guessAt(db: Db, id: string, address: string): Promise<SoftwareGuess> {
  const at = now();
  const limits = await limitsAt(db, at);
  const prefix = addressPrefix(address);
  const prefixKey = keyedHash('prefix', prefix);
  const source = await on<IdentityTables>(db)
    .selectFrom('identity.software_source')
    .select('client_id')
    .where('client_id', '=', id)
    .where('prefix_key', '=', prefixKey)
    .executeTakeFirst();
  const known = source !== undefined;
  const nameKey = known ? keyedHash('software-at', `${id}\n${prefix}`) : keyedHash('software', id);
  return { guess: { nameKey, prefixKey, limits, at }, keys: known ? [nameKey] : [nameKey, prefixKey], known };
}

async function secondsLocked(db: Db, keys: readonly Buffer[], at: Date): Promise<number> {
  const [row] = await query<{ seconds: number }>(
    db,
    sql<{ seconds: number }>`
      select coalesce(ceil(extract(epoch from max(locked_until) - ${at}::timestamptz)), 0)::int as seconds
      from identity.throttle where key = any(${[...keys]}::bytea[]) and locked_until > ${at}`,
  );
  return row?.seconds ?? 0;
}

async function rememberSource(tx: Db, id: string, { prefixKey, at }: Guess): Promise<void> {
  await on<IdentityTables>(tx)
    .insertInto('identity.software_source')
    .values({ client_id: id, prefix_key: prefixKey, seen_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
