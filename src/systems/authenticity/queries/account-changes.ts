import { type Db, on } from '#kernel/db.ts';
import { isId, newId } from '#kernel/id.ts';
import type { AuthenticityTables } from '../db.gen.ts';

/** A proposal about an account, waiting for a second person or decided. */
export interface AccountChange {
  readonly id: string;
  readonly accountId: string;
  readonly agencyId: string;
  readonly kind: 'open' | 'rename' | 'lift' | 'close';
  readonly fields: Readonly<Record<string, string>>;
  readonly reason: string;
  readonly state: 'proposed' | 'confirmed' | 'rejected';
  readonly proposedBy: string;
  readonly proposedAt: Date;
}

function changes(db: Db) {
  return on<AuthenticityTables>(db)
    .selectFrom('authenticity.account_change')
    .select([
      'id',
      'account_id as accountId',
      'agency_id as agencyId',
      'kind',
      'fields',
      'reason',
      'state',
      'proposed_by as proposedBy',
      'proposed_at as proposedAt',
    ]);
}

export async function findChange(db: Db, id: string): Promise<AccountChange | undefined> {
  if (!isId(id)) return undefined;
  return (await changes(db).where('id', '=', id).executeTakeFirst()) as AccountChange | undefined;
}

/** Proposals that wait for a second person in an agency, the oldest first. */
export async function waitingChanges(db: Db, agencyId: string | undefined): Promise<AccountChange[]> {
  const found = changes(db).where('state', '=', 'proposed').orderBy('proposed_at').limit(100);
  return (await (agencyId === undefined ? found : found.where('agency_id', '=', agencyId)).execute()) as AccountChange[];
}

/** Whether something about this account waits already. */
export async function hasWaiting(db: Db, accountId: string): Promise<boolean> {
  const row = await changes(db).where('account_id', '=', accountId).where('state', '=', 'proposed').executeTakeFirst();
  return row !== undefined;
}

/** Whether the registry or a waiting proposal has this id on this platform. */
export async function isTaken(db: Db, platform: string, stableId: string): Promise<boolean> {
  const own = on<AuthenticityTables>(db);
  const account = await own
    .selectFrom('authenticity.account')
    .select('id')
    .where('platform', '=', platform)
    .where((eb) => eb(eb.fn<string>('lower', ['stable_id']), '=', stableId.toLowerCase()))
    .executeTakeFirst();
  const waiting = account ? [] : await changes(db).where('state', '=', 'proposed').where('kind', '=', 'open').execute();
  const same = (fields: Record<string, string>): boolean =>
    fields['platform'] === platform && fields['stableId']?.toLowerCase() === stableId.toLowerCase();
  return account !== undefined || waiting.some((change) => same(change.fields as Record<string, string>));
}

export async function insertChange(
  tx: Db,
  change: Omit<AccountChange, 'id' | 'state' | 'fields'> & { readonly fields: Readonly<Record<string, unknown>> },
): Promise<string> {
  const id = newId();
  await on<AuthenticityTables>(tx)
    .insertInto('authenticity.account_change')
    .values({
      id,
      account_id: change.accountId,
      agency_id: change.agencyId,
      kind: change.kind,
      fields: JSON.stringify(change.fields),
      reason: change.reason,
      proposed_by: change.proposedBy,
      proposed_at: change.proposedAt,
    })
    .execute();
  return id;
}

export async function decide(tx: Db, id: string, state: 'confirmed' | 'rejected', by: string, at: Date): Promise<void> {
  await on<AuthenticityTables>(tx)
    .updateTable('authenticity.account_change')
    .set({ state, decided_by: by, decided_at: at })
    .where('id', '=', id)
    .execute();
}
