import { type Db, on } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import type { IdentityTables } from './db.gen.ts';

/** One use of an electronic identity, as its owner sees it. */
export interface UseLine {
  readonly id: string;
  readonly at: Date;
  /** For whom. */
  readonly client: Text;
  readonly level: number;
  readonly factors: readonly string[];
  readonly device: string;
  readonly addressPrefix: string;
}

export const USES_A_PAGE = 50;

/** An account's uses, the latest first; one more than a page when there are more. */
export async function usesOf(db: Db, accountId: string, before: Date): Promise<UseLine[]> {
  const rows = await on<IdentityTables>(db)
    .selectFrom('identity.use')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('at', '<', before)
    .orderBy('at', 'desc')
    .limit(USES_A_PAGE + 1)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    client: { vi: row.for_vi, en: row.for_en },
    level: row.level,
    factors: row.factors,
    device: row.device,
    addressPrefix: row.address_prefix,
  }));
}
