import { type Db, on } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { now } from '#kernel/time.ts';
import type { PickupTables } from '../db.gen.ts';

export interface Outlet {
  readonly id: string;
  readonly name: string;
  readonly feedUrl: string;
  readonly agencyId: string;
  readonly pausedAt: Date | null;
  readonly askedAt: Date | null;
  readonly nextAt: Date;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly problem: string | null;
}

function outlets(db: Db) {
  return on<PickupTables>(db)
    .selectFrom('pickup.outlet as o')
    .select([
      'o.id',
      'o.name',
      'o.feed_url as feedUrl',
      'o.agency_id as agencyId',
      'o.paused_at as pausedAt',
      'o.asked_at as askedAt',
      'o.next_at as nextAt',
      'o.etag',
      'o.last_modified as lastModified',
      'o.problem',
    ]);
}

export async function findOutlet(db: Db, id: string): Promise<Outlet | undefined> {
  return isId(id) ? outlets(db).where('o.id', '=', id).executeTakeFirst() : undefined;
}

/** All outlets with how many of their articles were read, by name. */
export function allOutlets(db: Db): Promise<(Outlet & { articles: number })[]> {
  return outlets(db)
    .select(({ selectFrom }) =>
      selectFrom('pickup.article as a')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .whereRef('a.outlet_id', '=', 'o.id')
        .$asScalar()
        .$notNull()
        .as('articles'),
    )
    .orderBy('o.name')
    .limit(500)
    .execute();
}

/** Ids of outlets whose time to be asked has come. */
export async function dueOutlets(db: Db): Promise<string[]> {
  const rows = await outlets(db).where('o.paused_at', 'is', null).where('o.next_at', '<=', now()).orderBy('o.next_at').limit(200).execute();
  return rows.map(({ id }) => id);
}

/** Which of these articles of an outlet have been read. */
export async function knownGuids(db: Db, outletId: string, guids: readonly string[]): Promise<Set<string>> {
  if (guids.length === 0) return new Set();
  const rows = await on<PickupTables>(db)
    .selectFrom('pickup.article')
    .select('guid')
    .where('outlet_id', '=', outletId)
    .where('guid', 'in', [...guids])
    .execute();
  return new Set(rows.map(({ guid }) => guid));
}
