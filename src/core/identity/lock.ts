import type { ActionContext } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { reachableLevel } from './confirmed.ts';
import type { IdentityTables } from './db.gen.ts';
import type { Level } from './rules/levels.ts';
import { endSessions } from './sessions.ts';

/** Since when an electronic identity is locked, and which level unlocks it. */
export interface Lock {
  readonly at: Date;
  readonly level: Level;
}

/** The lock as columns of identity.account say it; undefined: it is not locked. */
export function lockIn(row: { readonly locked_at: Date | null; readonly locked_level: number | null } | undefined): Lock | undefined {
  return row?.locked_at && row.locked_level ? { at: row.locked_at, level: row.locked_level as Level } : undefined;
}

/** The lock of an account; undefined: it is not locked. */
export async function lockOf(db: Db, accountId: string): Promise<Lock | undefined> {
  const row = await on<IdentityTables>(db)
    .selectFrom('identity.account')
    .select(['locked_at', 'locked_level'])
    .where('id', '=', accountId)
    .executeTakeFirst();
  return lockIn(row);
}

/** Takes the lock off. */
export async function unlock(tx: Db, accountId: string): Promise<void> {
  await on<IdentityTables>(tx)
    .updateTable('identity.account')
    .set({ locked_at: null, locked_level: null })
    .where('id', '=', accountId)
    .execute();
}

/** Locks an electronic identity: every session ends and nobody signs in until it is unlocked. False: it was locked already. */
export async function lockAccount(context: Pick<ActionContext, 'tx' | 'now' | 'emit'>, accountId: string): Promise<boolean> {
  const { tx, now, emit } = context;
  const level = await reachableLevel(tx, accountId, now);
  const row = await on<IdentityTables>(tx)
    .updateTable('identity.account')
    .set({ locked_at: now, locked_level: level })
    .where('id', '=', accountId)
    .where('locked_at', 'is', null)
    .returning('person_id')
    .executeTakeFirst();
  await endSessions(context, { accountId }, 'locked');
  if (row) await emit('identity.locked', { accountId, personId: row.person_id });
  return row !== undefined;
}
