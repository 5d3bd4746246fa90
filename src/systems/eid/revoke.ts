import { type Db, query, sql } from '#kernel/db.ts';
import { enqueue } from '#kernel/jobs.ts';
import { sendLogout } from './send-logout.ts';

interface Gone {
  readonly kind: string;
  readonly authorizations: Readonly<Record<string, { readonly sid?: string }>> | null;
}

/** Ends everything that rests on an account: sessions, codes, tokens. Sites that asked for it are told, by jobs. */
export async function endAllOf(tx: Db, accountId: string): Promise<void> {
  const gone = await query<Gone>(
    tx,
    sql`delete from eid.model where account_id = ${accountId} returning kind, payload -> 'authorizations' as authorizations`,
  );
  for (const { kind, authorizations } of gone) {
    if (kind !== 'Session') continue;
    for (const [clientId, { sid }] of Object.entries(authorizations ?? {})) {
      if (sid !== undefined) await enqueue(tx, sendLogout, { accountId, clientId, sid });
    }
  }
}

/** Ends what an account has at one client; the session goes on for the others. */
export async function endAt(tx: Db, accountId: string, clientId: string): Promise<void> {
  await query(tx, sql`delete from eid.model where account_id = ${accountId} and client_id = ${clientId}`);
}

/** Ends everything that was done by a mandate. */
export async function endMandated(tx: Db, mandateId: string): Promise<void> {
  await query(tx, sql`delete from eid.model where mandate_id = ${mandateId}`);
}
