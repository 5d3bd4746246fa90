import { randomBytes } from 'node:crypto';
import { theVault } from '#core/signatures/index.ts';
import { type Db, on } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import type { InformationTables } from '../db.gen.ts';
import { writtenSecret } from '../rules/webhook.ts';

const PURPOSE = 'press webhook secrets';
const SECRET_BYTES = 32;

export interface Hook {
  readonly id: string;
  readonly journalistId: string;
  readonly agencyId: string;
  readonly url: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly confirmedAt: Date | null;
}

function hooks(db: Db) {
  return on<InformationTables>(db)
    .selectFrom('information.press_hook as h')
    .innerJoin('information.journalist as j', 'j.id', 'h.journalist_id')
    .select([
      'h.id',
      'h.journalist_id as journalistId',
      'j.agency_id as agencyId',
      'h.url',
      'h.proposed_by as proposedBy',
      'h.proposed_at as proposedAt',
      'h.confirmed_at as confirmedAt',
    ])
    .where('h.closed_at', 'is', null);
}

/** A hook that is open or waits for its second person. */
export async function findHook(db: Db, id: string): Promise<Hook | undefined> {
  return isId(id) ? hooks(db).where('h.id', '=', id).executeTakeFirst() : undefined;
}

export async function hookOf(db: Db, journalistId: string): Promise<Hook | undefined> {
  return hooks(db).where('h.journalist_id', '=', journalistId).executeTakeFirst();
}

export function hooksOfAgency(db: Db, agencyId: string): Promise<Hook[]> {
  return hooks(db).where('j.agency_id', '=', agencyId).execute();
}

/** A new secret as it is stored with a hook. */
export function newHookSecret(hookId: string) {
  return theVault().box(PURPOSE).seal(randomBytes(SECRET_BYTES), hookId);
}

/** The secret of a hook's signatures. */
export async function hookSecret(db: Db, hookId: string): Promise<Buffer> {
  const row = await on<InformationTables>(db)
    .selectFrom('information.press_hook')
    .select(['master_key', 'nonce', 'sealed'])
    .where('id', '=', hookId)
    .executeTakeFirstOrThrow();
  return theVault().box(PURPOSE).open(row, hookId);
}

/** As the newsroom is given it: `whsec_…`. */
export async function shownSecret(db: Db, hookId: string): Promise<string> {
  return writtenSecret(await hookSecret(db, hookId));
}

export async function closeHooks(tx: Db, journalistId: string, at: Date): Promise<void> {
  await on<InformationTables>(tx)
    .updateTable('information.press_hook')
    .set({ closed_at: at })
    .where('journalist_id', '=', journalistId)
    .where('closed_at', 'is', null)
    .execute();
}
