import { type Db, on, query, sql } from '#kernel/db.ts';
import type { ChannelsTables } from '../db.gen.ts';
import type { Platform } from '../rules/platforms.ts';

export type ConnectionStatus = 'active' | 'paused' | 'suspended' | 'compromised' | 'closed';

export interface Connection {
  readonly id: string;
  readonly platform: Platform;
  readonly agencyId: string;
  readonly stableId: string;
  readonly name: string;
  readonly ownerId: string;
  readonly deputyId: string;
  readonly purpose: string;
  readonly editorialLine: string;
  readonly approval: 'automatic' | 'each' | 'certified';
  readonly status: ConnectionStatus;
  readonly version: number;
  readonly openedAt: Date;
  /** Whether anything secret is kept for it. */
  readonly hasCredentials: boolean;
  /** Why its tokens could not be renewed; empty: they could, or need not be. */
  readonly trouble: string;
  /** When its access token ends, where that is known. */
  readonly accessUntil: Date | null;
}

const columns = sql`
  c.id, c.platform, c.agency_id as "agencyId", c.stable_id as "stableId", c.name, c.owner_id as "ownerId", c.deputy_id as "deputyId",
  c.purpose, c.editorial_line as "editorialLine", c.approval, c.status, c.version, c.opened_at as "openedAt",
  exists (select from channels.credential k where k.connection_id = c.id) as "hasCredentials",
  coalesce((select k.trouble from channels.credential k where k.connection_id = c.id), '') as trouble,
  (select k.access_until from channels.credential k where k.connection_id = c.id) as "accessUntil" from channels.connection c`;

export async function findConnection(db: Db, id: string): Promise<Connection | undefined> {
  const [found] = await query<Connection>(db, sql<Connection>`select ${columns} where c.id = ${id}::uuid`);
  return found;
}

/** Accounts of one agency, or of all. */
export function connectionsOf(db: Db, scope: string | undefined): Promise<Connection[]> {
  return query<Connection>(
    db,
    sql<Connection>`select ${columns} where ${scope ?? null}::uuid is null or c.agency_id = ${scope ?? null}::uuid order by c.platform, c.name`,
  );
}

export interface ConnectionChange {
  readonly id: string;
  readonly connectionId: string;
  readonly agencyId: string;
  readonly kind: 'open' | 'update' | 'credentials' | 'resume' | 'close';
  readonly fields: Readonly<Record<string, string>>;
  readonly state: 'proposed' | 'confirmed' | 'rejected';
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly withCredentials: boolean;
}

const changeColumns = sql`
  id, connection_id as "connectionId", agency_id as "agencyId", kind, fields, state, proposed_by as "proposedBy", proposed_at as "proposedAt",
  sealed is not null as "withCredentials" from channels.connection_change`;

export async function findChange(db: Db, id: string): Promise<ConnectionChange | undefined> {
  const [found] = await query<ConnectionChange>(db, sql<ConnectionChange>`select ${changeColumns} where id = ${id}::uuid`);
  return found;
}

/** What waits for a second person. */
export function proposedChanges(db: Db, scope: string | undefined): Promise<ConnectionChange[]> {
  return query<ConnectionChange>(
    db,
    sql<ConnectionChange>`select ${changeColumns} where state = 'proposed'
      and (${scope ?? null}::uuid is null or agency_id = ${scope ?? null}::uuid) order by proposed_at`,
  );
}

/** A dated setting of a platform, as it holds on a day. */
export async function settingOn(db: Db, platform: string, name: string, day: string): Promise<string | undefined> {
  const row = await on<ChannelsTables>(db)
    .selectFrom('channels.setting')
    .select('value')
    .where('platform', '=', platform)
    .where('name', '=', name)
    .where('valid_from', '<=', day)
    .orderBy('valid_from', 'desc')
    .executeTakeFirst();
  return row?.value;
}
