import { createHash } from 'node:crypto';
import { type Db, on, query, sql } from '#kernel/db.ts';
import { dateOf } from '#kernel/time.ts';
import type { IdentityTables } from '../db.gen.ts';
import type { ProviderRule } from './rules.ts';

/** How providers' words are read on the day of an instant: of each word the newest row not later than the day. */
export async function providerRules(db: Db, at: Date): Promise<ProviderRule[]> {
  return query<ProviderRule>(
    db,
    sql`select distinct on (kind, issuer, theirs) kind, issuer, theirs, ours from identity.provider_rule
      where valid_from <= ${dateOf(at)}::date order by kind, issuer, theirs, valid_from desc`,
  );
}

/** The credential's identifier of somebody whom a provider vouches for: issuer and subject, as the provider names them. */
export function electronicIdentity(issuer: string, subject: string): string {
  return `${issuer} ${subject}`;
}

/** The open account that a provider's subject has been linked to. */
export async function linkedAccount(db: Db, issuer: string, subject: string): Promise<{ accountId: string; closed: boolean } | undefined> {
  const row = await on<IdentityTables>(db)
    .selectFrom('identity.credential as c')
    .innerJoin('identity.account as a', 'a.id', 'c.account_id')
    .select(['a.id', 'a.closed_at'])
    .where('c.method', '=', 'electronic-identity')
    .where('c.identifier', '=', electronicIdentity(issuer, subject))
    .executeTakeFirst();
  return row && { accountId: row.id, closed: row.closed_at !== null };
}

/** SHA-256 of something that may be used once. */
export function onceMark(kind: 'state' | 'log-out', value: string): Buffer {
  return createHash('sha256').update(`${kind}\n${value}`).digest();
}

/** Marks something as used; false when it was already, also by another process at the same moment. */
export async function useOnce(tx: Db, mark: Buffer, expiresAt: Date): Promise<boolean> {
  const result = await on<IdentityTables>(tx)
    .insertInto('identity.used_once')
    .values({ mark, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column('mark').doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows) === 1;
}

/** What a session rests on, for the log-out at the provider. */
export async function loginOf(db: Db, sessionId: string): Promise<{ issuer: string; idToken: string | null } | undefined> {
  const row = await on<IdentityTables>(db)
    .selectFrom('identity.provider_login')
    .select(['issuer', 'id_token'])
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  return row && { issuer: row.issuer, idToken: row.id_token };
}
