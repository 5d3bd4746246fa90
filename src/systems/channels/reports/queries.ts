import { type Db, query, sql } from '#kernel/db.ts';

/** A report of another server about an account or posts here. */
export interface Report {
  readonly id: string;
  readonly connectionId: string;
  readonly connectionName: string;
  readonly agencyId: string;
  /** The actor that sent it; on most servers the server itself, so that nobody is named. */
  readonly from: string;
  /** Addresses it is about. */
  readonly about: readonly string[];
  readonly content: string;
  readonly at: Date;
  readonly settledAt: Date | null;
  readonly settledBy: string | null;
  readonly reason: string | null;
}

const columns = sql`
  f.id, c.id as "connectionId", c.name as "connectionName", c.agency_id as "agencyId", f.uri as "from", string_to_array(f.about, ' ') as about,
  f.content, f.at, f.settled_at as "settledAt", f.settled_by as "settledBy", f.reason
  from channels.flag f join channels.connection c on c.id = f.connection_id`;

const MOST = 200;

/** Reports about accounts of one agency, or of all: open ones first, then newest first. */
export function reportsOf(db: Db, scope: string | undefined): Promise<Report[]> {
  return query<Report>(
    db,
    sql<Report>`select ${columns} where ${scope ?? null}::uuid is null or c.agency_id = ${scope ?? null}::uuid
      order by f.settled_at is not null, f.at desc limit ${MOST}`,
  );
}

export async function findReport(db: Db, id: string): Promise<Report | undefined> {
  const [found] = await query<Report>(db, sql<Report>`select ${columns} where f.id = ${id}::uuid`);
  return found;
}

/** The release behind each post that is named, by the post's id. */
export async function releasesBehind(
  db: Db,
  postIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly id: string; readonly title: string }>> {
  const rows = await query<{ post: string; id: string; title: string }>(
    db,
    sql<{ post: string; id: string; title: string }>`select d.id as post, r.id, r.texts->'vi'->>'title' as title
      from channels.delivery d join channels.release r on r.id = d.release_id where d.id = any(${[...postIds]}::uuid[])`,
  );
  return new Map(rows.map(({ post, ...release }) => [post, release]));
}
