import { type Db, on } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
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

/** A site that a person lets know something of them. */
export interface ConsentLine {
  readonly clientId: string;
  readonly title: Text;
  readonly scopes: readonly string[];
  readonly givenAt: Date;
}

/** What a person has agreed to and not withdrawn, the newest first. */
export async function consentsOf(db: Db, accountId: string): Promise<ConsentLine[]> {
  const rows = await on<EidTables>(db)
    .selectFrom('eid.consent as c')
    .innerJoin('eid.client as s', 's.id', 'c.client_id')
    .select(['c.client_id', 's.title_vi', 's.title_en', 'c.scopes', 'c.given_at'])
    .where('c.account_id', '=', accountId)
    .where('c.withdrawn_at', 'is', null)
    .orderBy('c.given_at', 'desc')
    .execute();
  return rows.map((row) => ({
    clientId: row.client_id,
    title: { vi: row.title_vi, en: row.title_en },
    scopes: row.scopes,
    givenAt: row.given_at,
  }));
}

/** A use of an electronic identity. */
export interface UseLine {
  readonly id: number;
  readonly title: Text;
  readonly at: Date;
  readonly kind: 'logged-in' | 'acted-for';
  readonly claims: readonly string[];
  readonly level: number;
}

const PAGE = 50;

/** Uses of an account's identity, the newest first, 50 at a time; `before`: the id of the last one shown. */
export async function usesOf(db: Db, accountId: string, before?: number): Promise<UseLine[]> {
  let select = on<EidTables>(db)
    .selectFrom('eid.use as u')
    .leftJoin('eid.client as s', 's.id', 'u.client_id')
    .select(['u.id', 'u.client_id', 's.title_vi', 's.title_en', 'u.at', 'u.kind', 'u.claims', 'u.level'])
    .where('u.account_id', '=', accountId)
    .orderBy('u.id', 'desc')
    .limit(PAGE);
  if (before !== undefined) select = select.where('u.id', '<', before);
  return (await select.execute()).map((row) => ({
    id: row.id,
    title: { vi: row.title_vi ?? row.client_id, en: row.title_en ?? row.client_id },
    at: row.at,
    kind: row.kind as UseLine['kind'],
    claims: row.claims,
    level: row.level,
  }));
}
