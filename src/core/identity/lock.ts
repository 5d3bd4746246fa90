import { type Db, on } from '#kernel/db.ts';
import type { IdentityTables } from './db.gen.ts';
import type { Level } from './rules/levels.ts';

/** Since when an electronic identity is locked, and which level unlocks it; undefined: it is not locked. */
export async function lockOf(db: Db, accountId: string): Promise<{ readonly at: Date; readonly level: Level } | undefined> {
  const row = await on<IdentityTables>(db)
    .selectFrom('identity.account')
    .select(['locked_at', 'locked_level'])
    .where('id', '=', accountId)
    .executeTakeFirst();
  return row?.locked_at && row.locked_level ? { at: row.locked_at, level: row.locked_level as Level } : undefined;
}

/** Takes the lock off. */
export async function unlock(tx: Db, accountId: string): Promise<void> {
  await on<IdentityTables>(tx)
    .updateTable('identity.account')
    .set({ locked_at: null, locked_level: null })
    .where('id', '=', accountId)
    .execute();
}
