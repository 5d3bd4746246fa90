import { type Db, on } from '#kernel/db.ts';
import type { AuthenticityTables } from '../db.gen.ts';
import type { AccountStatus } from '../rules/account-rules.ts';
import type { Platform } from '../rules/platforms.ts';
import type { ReadTables } from '../tables.ts';

export interface StatusChange {
  readonly accountId: string;
  readonly displayName: string;
  readonly platform: Platform;
  readonly agencyName: string;
  readonly status: AccountStatus;
  readonly reason: string | null;
  readonly since: Date;
}

/** What has changed about accounts lately, the newest first, at most 100. */
export async function recentStatusChanges(db: Db): Promise<StatusChange[]> {
  const rows = await on<AuthenticityTables & ReadTables>(db)
    .selectFrom('authenticity.account_status as s')
    .innerJoin('authenticity.account as a', 'a.id', 's.account_id')
    .innerJoin('agencies.agency as g', 'g.id', 'a.agency_id')
    .select(['a.id as accountId', 'a.display_name as displayName', 'a.platform', 'g.name as agencyName', 's.status', 's.reason', 's.since'])
    .orderBy('s.since', 'desc')
    .limit(100)
    .execute();
  return rows as StatusChange[];
}
