import { type Db, on, query, sql } from '#kernel/db.ts';
import type { Refusal } from '#kernel/problem.ts';
import type { AccountActor } from './actor.ts';
import { highestLevel, levelOf, loadLevelRules } from './authentication/levels.ts';
import type { IdentityTables } from './db.gen.ts';
import type { Level } from './rules/levels.ts';
import { secondsAfter } from './sessions.ts';
import { limitsAt } from './settings.ts';

/** The highest level that an account reaches with what it has registered. */
export async function reachableLevel(db: Db, accountId: string, at: Date): Promise<Level> {
  const [has] = await query<{ pwd: boolean; otp: boolean; hwk: boolean; swk: boolean }>(
    db,
    sql`select
      exists (select 1 from identity.credential c where c.account_id = ${accountId} and c.method = 'password') as pwd,
      exists (select 1 from identity.credential c where c.account_id = ${accountId} and c.method = 'totp' and c.confirmed_at is not null) as otp,
      exists (select 1 from identity.passkey k where k.account_id = ${accountId} and k.removed_at is null and k.device_type = 'singleDevice') as hwk,
      exists (select 1 from identity.passkey k where k.account_id = ${accountId} and k.removed_at is null and k.device_type = 'multiDevice') as swk`,
  );
  if (!has) return 1;
  const factors = Object.entries(has).filter(([, there]) => there);
  return levelOf([...factors.map(([name]) => name), ...(has.hwk || has.swk ? ['mfa'] : [])], at) ?? 1;
}

/** The highest level that anybody reaches by themselves on this site, and the one that this account reaches with what it has registered. */
export async function levelsOf(db: Db, accountId: string, at: Date): Promise<{ readonly here: Level; readonly own: Level }> {
  await loadLevelRules(db, at);
  return { here: highestLevel(at) ?? 1, own: await reachableLevel(db, accountId, at) };
}

/**
 * Whether the owner of this session has proven who they are a moment ago, as strongly as the account can: before ways in are
 * added or taken away. Otherwise whoever finds an open session, or knows the password alone, could make themselves at home.
 */
export async function isConfirmed(db: Db, actor: AccountActor, at: Date): Promise<boolean> {
  const { provenSeconds } = await limitsAt(db, at);
  const session = await on<IdentityTables>(db)
    .selectFrom('identity.session')
    .select('proven_level')
    .where('id', '=', actor.sessionId)
    .where('proven_at', '>', secondsAfter(at, -provenSeconds))
    .executeTakeFirst();
  return (session?.proven_level ?? 0) >= (await reachableLevel(db, actor.id, at));
}

/** The refusal of an action that needs a fresh proof; routes ask for the proof before they come here. */
export async function refuseUnconfirmed(db: Db, actor: AccountActor, at: Date): Promise<Refusal[]> {
  if (await isConfirmed(db, actor, at)) return [];
  const message = {
    vi: 'Vì an toàn, hãy xác nhận lại đúng là bạn rồi làm việc này.',
    en: 'For safety, confirm once more that it is you, then do this.',
  };
  return [{ code: 'confirm-first', message }];
}
