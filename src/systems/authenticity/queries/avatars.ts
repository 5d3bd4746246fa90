import { type Db, on, query, sql } from '#kernel/db.ts';
import type { AuthenticityTables } from '../db.gen.ts';
import { SAME_PICTURE } from '../rules/picture-shape.ts';
import { TELLING } from './write-cases.ts';

/** A picture of a registered account: of the platform, or brought by who keeps the account. */
export interface AccountAvatar {
  readonly sha256: string | null;
  readonly source: string;
  readonly lastSeen: Date;
}

/** The newest first. */
export function avatarsOf(db: Db, accountId: string): Promise<AccountAvatar[]> {
  return on<AuthenticityTables>(db)
    .selectFrom('authenticity.account_avatar')
    .select(['sha256', 'source', 'last_seen as lastSeen'])
    .where('account_id', '=', accountId)
    .orderBy('last_seen', 'desc')
    .limit(20)
    .execute();
}

export interface NewAvatar {
  readonly accountId: string;
  /** 128 signs `0` and `1`. */
  readonly shape: string;
  readonly sha256: string | undefined;
  readonly source: 'platform' | 'keeper';
}

/** Keeps a picture of a registered account, and holds it against the pages that are being looked at. */
export async function keepAvatar(tx: Db, { accountId, shape, sha256, source }: NewAvatar, at: Date): Promise<void> {
  const fresh = await on<AuthenticityTables>(tx)
    .insertInto('authenticity.account_avatar')
    .values({ account_id: accountId, shape, sha256: sha256 ?? null, source, first_seen: at, last_seen: at })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'shape']).doUpdateSet((eb) => ({
        last_seen: at,
        sha256: eb.fn.coalesce('excluded.sha256', 'authenticity.account_avatar.sha256'),
      })),
    )
    .returning('first_seen')
    .executeTakeFirst();
  if (fresh?.first_seen.getTime() === at.getTime()) await compareAvatars(tx);
}

/** Keeps the picture by which a reported page shows itself, and holds it against those of all registered accounts. */
export async function keepCaseAvatar(tx: Db, caseId: string, sha256: string, shape: string | undefined): Promise<void> {
  await on<AuthenticityTables>(tx)
    .updateTable('authenticity.fake_case')
    .set({ avatar: sha256, avatar_shape: shape ?? null, avatar_distance: null, avatar_account: null, avatar_official: null })
    .where('id', '=', caseId)
    .execute();
  await compareAvatars(tx, caseId);
}

/**
 * Of one case, or of all that are not closed: the nearest picture of a registered account. Where the name says nothing, a
 * picture that is the same says whose page is imitated.
 */
async function compareAvatars(tx: Db, caseId?: string): Promise<void> {
  await query(
    tx,
    sql`update authenticity.fake_case c
      set avatar_distance = n.distance, avatar_account = n.account_id, avatar_official = n.sha256,
        resembles = case when n.telling then n.account_id else c.resembles end,
        agency_id = case when n.telling and c.agency_id is null then n.agency_id else c.agency_id end
      from (
        select k.id, near.*, near.distance <= ${SAME_PICTURE} and k.likeness < ${TELLING} as telling
        from authenticity.fake_case k
        cross join lateral (
          select a.account_id, a.sha256, o.agency_id, bit_count(a.shape # k.avatar_shape)::int as distance
          from authenticity.account_avatar a join authenticity.account o on o.id = a.account_id
          order by distance, a.last_seen desc limit 1
        ) near
        where k.avatar_shape is not null
          and case when ${caseId ?? null}::uuid is null then k.state not in ('removed', 'authentic', 'parody') else k.id = ${caseId ?? null}::uuid end
      ) n
      where c.id = n.id`,
  );
}
