import { type Db, on } from '#kernel/db.ts';
import type { AuthenticityTables } from '../db.gen.ts';
import { sameNames } from '../rules/seen-account.ts';
import type { OfficialAccount } from './accounts.ts';

/** What a platform said of an account when it was asked last. */
export interface Seen {
  readonly name: string;
  readonly handle: string | null;
  readonly seenAt: Date;
  /** Since when it shows other names than the registry has: the alarm. */
  readonly differsSince: Date | null;
}

export async function seenOf(db: Db, accountId: string): Promise<Seen | undefined> {
  return on<AuthenticityTables>(db)
    .selectFrom('authenticity.account_seen')
    .select(['name', 'handle', 'seen_at as seenAt', 'differs_since as differsSince'])
    .where('account_id', '=', accountId)
    .executeTakeFirst();
}

/** The registry's account of a platform's own id, unless it is closed. */
export async function accountIdOf(db: Db, platform: string, stableId: string): Promise<string | undefined> {
  const row = await on<AuthenticityTables>(db)
    .selectFrom('authenticity.account')
    .select('id')
    .where('platform', '=', platform)
    .where((eb) => eb(eb.fn<string>('lower', ['stable_id']), '=', stableId.toLowerCase()))
    .where('status', '<>', 'closed')
    .executeTakeFirst();
  return row?.id;
}

export interface OtherName {
  readonly id: string;
  readonly displayName: string;
  readonly seenName: string;
  readonly since: Date;
}

/** Accounts that their platform shows under names which nobody has confirmed. */
export async function renamedAccounts(db: Db, agencyId: string | undefined): Promise<OtherName[]> {
  const found = on<AuthenticityTables>(db)
    .selectFrom('authenticity.account_seen as s')
    .innerJoin('authenticity.account as a', 'a.id', 's.account_id')
    .select(['a.id', 'a.display_name as displayName', 's.name as seenName', 's.differs_since as since'])
    .where('s.differs_since', 'is not', null)
    .where('a.status', '<>', 'closed')
    .orderBy('s.differs_since')
    .limit(100);
  const rows = await (agencyId === undefined ? found : found.where('a.agency_id', '=', agencyId)).execute();
  return rows as OtherName[];
}

export interface NewSeen {
  readonly name: string;
  readonly handle?: string | undefined;
  readonly avatarHash?: string | undefined;
  readonly at: Date;
}

/** Keeps what was seen, and since when it differs from the registry. */
export async function writeSeen(tx: Db, account: OfficialAccount, seen: NewSeen, before: Seen | undefined): Promise<void> {
  const differsSince = sameNames(seen, account) ? null : (before?.differsSince ?? seen.at);
  const values = {
    name: seen.name,
    handle: seen.handle ?? null,
    avatar_sha256: seen.avatarHash ?? null,
    seen_at: seen.at,
    differs_since: differsSince,
  };
  await on<AuthenticityTables>(tx)
    .insertInto('authenticity.account_seen')
    .values({ account_id: account.id, ...values })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(values))
    .execute();
}
