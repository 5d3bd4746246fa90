import { type Db, on } from '#kernel/db.ts';
import type { EidTables } from '../db.gen.ts';

/** The scopes that a person lets a client have; undefined: it was never asked, or the consent was withdrawn. */
export async function consentedScopes(db: Db, accountId: string, clientId: string): Promise<readonly string[] | undefined> {
  const row = await on<EidTables>(db)
    .selectFrom('eid.consent')
    .select('scopes')
    .where('account_id', '=', accountId)
    .where('client_id', '=', clientId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return row?.scopes;
}
