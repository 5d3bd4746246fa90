import { type Db, on, sql } from '#kernel/db.ts';
import type { AuthenticityTables } from '../db.gen.ts';

export type ProofMethod = 'page' | 'platform';

/** Whether an account links back to this site, as of the last time that could be read. */
export interface Proof {
  /** `page`: rel="me" on its own page; `platform`: its web-site field or its own words, as the platform told us. */
  readonly method: ProofMethod;
  readonly state: 'proven' | 'missing';
  readonly since: Date;
  readonly checkedAt: Date;
  readonly evidence: string;
  /** It was proven once and no longer is. */
  readonly lost: boolean;
}

/** What is known of an account's links back to this site, each way by itself. */
export async function proofsOf(db: Db, accountId: string): Promise<Proof[]> {
  const rows = await on<AuthenticityTables>(db)
    .selectFrom('authenticity.account_proof')
    .select(['method', 'state', 'since', 'checked_at as checkedAt', 'evidence', 'lost'])
    .where('account_id', '=', accountId)
    .orderBy('method')
    .execute();
  return rows as Proof[];
}

/** Accounts that once linked back and do so no longer in any way. */
export async function lostProofs(db: Db, agencyId: string | undefined): Promise<{ id: string; displayName: string; since: Date }[]> {
  const found = on<AuthenticityTables>(db)
    .selectFrom('authenticity.account_proof as p')
    .innerJoin('authenticity.account as a', 'a.id', 'p.account_id')
    .select((eb) => ['a.id', 'a.display_name as displayName', eb.fn.max('p.since').as('since')])
    .groupBy(['a.id', 'a.display_name'])
    .having((eb) => eb.fn.agg<boolean>('bool_or', ['p.lost']), '=', true)
    .having((eb) => eb.fn.agg<boolean>('bool_or', [eb('p.state', '=', 'proven')]), '=', false)
    .where('a.status', '=', 'active')
    .limit(100);
  return (agencyId === undefined ? found : found.where('a.agency_id', '=', agencyId)).execute();
}

/**
 * Accounts whose pages can be asked: web sites and the fediverse; the large platforms hide theirs behind a log-in. In another
 * order each time, so that servers which never answer do not stand before the same others every day.
 */
export async function accountsToProve(db: Db): Promise<{ id: string; url: string }[]> {
  return on<AuthenticityTables>(db)
    .selectFrom('authenticity.account')
    .select(['id', 'url'])
    .where('platform', 'in', ['website', 'activitypub'])
    .where('status', '=', 'active')
    .where('demo', '=', false)
    .orderBy(sql`random()`)
    .execute();
}

interface FoundLink {
  readonly accountId: string;
  readonly method: ProofMethod;
  /** The link back, as it was found; undefined: there is none. */
  readonly link: string | undefined;
}

/** Keeps what was found, since when it is so, and whether a proof was lost by it. */
export async function keepProof(
  tx: Db,
  { accountId, method, link }: FoundLink,
  at: Date,
): Promise<{ state: Proof['state']; changed: boolean }> {
  const before = (await proofsOf(tx, accountId)).find((proof) => proof.method === method);
  const state = link === undefined ? 'missing' : 'proven';
  const changed = before?.state !== state;
  const lost = state === 'missing' && (before?.state === 'proven' || before?.lost === true);
  const values = { state, since: changed || !before ? at : before.since, checked_at: at, evidence: link ?? '', lost };
  await on<AuthenticityTables>(tx)
    .insertInto('authenticity.account_proof')
    .values({ account_id: accountId, method, ...values })
    .onConflict((conflict) => conflict.columns(['account_id', 'method']).doUpdateSet(values))
    .execute();
  return { state, changed };
}
