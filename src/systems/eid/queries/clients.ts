import { EVERYWHERE } from '#kernel/permission.ts';
import { type Db, on } from '#kernel/db.ts';
import type { EidTables } from '../db.gen.ts';

/** A site as its administrators see it. */
export interface ClientLine {
  readonly id: string;
  readonly title: string;
  readonly agencyId: string;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
  readonly minimumLevel: number;
  readonly represents: boolean;
  readonly backchannelLogoutUri: string | undefined;
  readonly createdAt: Date;
  readonly closed: boolean;
}

function clients(db: Db) {
  return on<EidTables>(db)
    .selectFrom('eid.client')
    .select([
      'id',
      'title_vi',
      'agency_id',
      'redirect_uris',
      'scopes',
      'minimum_level',
      'represents',
      'backchannel_logout_uri',
      'created_at',
      'closed_at',
    ]);
}

function lineOf(row: Awaited<ReturnType<ReturnType<typeof clients>['execute']>>[number]): ClientLine {
  return {
    id: row.id,
    title: row.title_vi,
    // A site without an agency concerns all of them.
    agencyId: row.agency_id ?? EVERYWHERE,
    redirectUris: row.redirect_uris,
    scopes: row.scopes,
    minimumLevel: row.minimum_level,
    represents: row.represents,
    backchannelLogoutUri: row.backchannel_logout_uri ?? undefined,
    createdAt: row.created_at,
    closed: row.closed_at !== null,
  };
}

export async function findClient(db: Db, id: string): Promise<ClientLine | undefined> {
  const row = await clients(db).where('id', '=', id).executeTakeFirst();
  return row && lineOf(row);
}

/** All sites, the newest first; at most 200. */
export async function allClients(db: Db): Promise<ClientLine[]> {
  return (await clients(db).orderBy('created_at', 'desc').limit(200).execute()).map(lineOf);
}
