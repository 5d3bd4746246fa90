import { type Db, on } from '#kernel/db.ts';
import type { AuthenticityTables } from '../db.gen.ts';

/** Whether the account's own page links back to this site, as of the last time it could be read. */
export interface Proof {
  readonly state: 'proven' | 'missing';
  readonly since: Date;
  readonly checkedAt: Date;
  readonly evidence: string;
  readonly lost: boolean;
}

export async function proofOf(db: Db, accountId: string): Promise<Proof | undefined> {
  const row = await on<AuthenticityTables>(db)
    .selectFrom('authenticity.account_proof')
    .select(['state', 'since', 'checked_at as checkedAt', 'evidence', 'lost'])
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row as Proof | undefined;
}

/** Accounts whose page once linked back and no longer does. */
export async function lostProofs(db: Db, agencyId: string | undefined): Promise<{ id: string; displayName: string; since: Date }[]> {
  const found = on<AuthenticityTables>(db)
    .selectFrom('authenticity.account_proof as p')
    .innerJoin('authenticity.account as a', 'a.id', 'p.account_id')
    .select(['a.id', 'a.display_name as displayName', 'p.since'])
    .where('p.lost', '=', true)
    .where('a.status', '=', 'active')
    .limit(100);
  return (agencyId === undefined ? found : found.where('a.agency_id', '=', agencyId)).execute();
}

/** Accounts whose pages can be asked: web sites and the fediverse; the large platforms hide theirs behind a log-in. */
export async function accountsToProve(db: Db): Promise<{ id: string; url: string }[]> {
  return on<AuthenticityTables>(db)
    .selectFrom('authenticity.account')
    .select(['id', 'url'])
    .where('platform', 'in', ['website', 'activitypub'])
    .where('status', '=', 'active')
    .where('demo', '=', false)
    .orderBy('id')
    .execute();
}

export async function writeProof(tx: Db, accountId: string, proof: Proof): Promise<void> {
  const values = { state: proof.state, since: proof.since, checked_at: proof.checkedAt, evidence: proof.evidence, lost: proof.lost };
  await on<AuthenticityTables>(tx)
    .insertInto('authenticity.account_proof')
    .values({ account_id: accountId, ...values })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(values))
    .execute();
}
