import { type Db, query, sql } from '#kernel/db.ts';
import type { ReleaseMedia, ReleaseText } from '#systems/information/events.ts';
import type { Situation } from '../rules/next-step.ts';
import type { Platform } from '../rules/platforms.ts';
import type { DeliveryState } from '../rules/states.ts';

export interface KnownRelease {
  readonly id: string;
  readonly code: string;
  readonly kind: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly publishedAt: Date;
  readonly path: string;
  readonly edition: number;
  readonly revision: number;
  readonly texts: { readonly vi: ReleaseText; readonly en?: ReleaseText };
  readonly media: readonly ReleaseMedia[];
  readonly note: string;
  readonly ended: 'withdrawn' | 'retracted' | null;
  readonly endedReason: string;
}

/** A delivery with what decides its next step. */
export interface Delivery extends Situation {
  readonly id: string;
  readonly releaseId: string;
  readonly connectionId: string;
  readonly platform: Platform;
  readonly stableId: string;
  readonly connectionName: string;
  readonly connectionStatus: string;
  readonly agencyId: string;
  readonly text: string;
  readonly textEdition: number;
  readonly writtenBy: string | null;
  readonly attempts: number;
  readonly attemptedAt: Date | null;
  readonly absentReads: number;
  readonly postId: string | null;
  readonly postUrl: string | null;
  /** Encrypted; `openHandles` reads them. */
  readonly handles: string | null;
  readonly problem: string;
  readonly changedAt: Date;
  readonly version: number;
}

const deliveryColumns = sql`
  d.id, d.release_id as "releaseId", d.connection_id as "connectionId", c.platform, c.stable_id as "stableId", c.name as "connectionName",
  c.status as "connectionStatus", c.status = 'active' as "connectionActive", c.approval, c.agency_id as "agencyId", d.state,
  d.not_before as "notBefore", d.look_again_at as "lookAgainAt", d.text, d.text_edition as "textEdition",
  d.text_revision as "textRevision", d.posted_revision as "postedRevision", d.written_by as "writtenBy",
  d.written_by is not null as "writtenByHand", d.approved_by as "approvedBy", d.attempts, d.attempted_at as "attemptedAt",
  d.absent_reads as "absentReads", d.post_id as "postId", d.post_url as "postUrl", d.handles, d.accepted_at is not null as accepted,
  case when c.platform = 'youtube' then r.media @> '[{"kind":"video"}]' else true end as suits, d.problem, d.changed_at as "changedAt",
  d.version, r.revision, r.ended
  from channels.delivery d join channels.connection c on c.id = d.connection_id join channels.release r on r.id = d.release_id`;

export async function findDelivery(db: Db, id: string): Promise<Delivery | undefined> {
  const [found] = await query<Delivery>(db, sql<Delivery>`select ${deliveryColumns} where d.id = ${id}::uuid`);
  return found;
}

/** All deliveries of a release, by platform and account. */
export function deliveriesOf(db: Db, releaseId: string): Promise<Delivery[]> {
  return query<Delivery>(db, sql<Delivery>`select ${deliveryColumns} where d.release_id = ${releaseId}::uuid order by c.platform, c.name`);
}

export async function findRelease(db: Db, id: string): Promise<KnownRelease | undefined> {
  const [found] = await query<KnownRelease>(
    db,
    sql<KnownRelease>`select id, code, kind, agency_id as "agencyId", agency_name as "agencyName", published_at as "publishedAt", path, edition,
        revision, texts, media, note, ended, ended_reason as "endedReason" from channels.release where id = ${id}::uuid`,
  );
  return found;
}

export interface HistoryLine {
  readonly at: Date;
  readonly fromState: DeliveryState;
  readonly toState: DeliveryState;
  readonly edition: number;
  readonly actor: string;
  readonly note: string;
}

export function historyOf(db: Db, deliveryId: string): Promise<HistoryLine[]> {
  return query<HistoryLine>(
    db,
    sql<HistoryLine>`select at, from_state as "fromState", to_state as "toState", edition, actor, note
      from channels.delivery_history where delivery_id = ${deliveryId}::uuid order by id`,
  );
}

export interface ReleaseLine {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly publishedAt: Date;
  readonly ended: string | null;
  readonly deliveries: number;
  readonly standing: number;
  readonly troubled: number;
}

/** Newest releases with how they stand on the channels; of one agency, or of all. */
export function releaseLines(db: Db, scope: string | undefined, most = 50): Promise<ReleaseLine[]> {
  return query<ReleaseLine>(
    db,
    sql<ReleaseLine>`select r.id, r.code, r.texts->'vi'->>'title' as title, r.published_at as "publishedAt", r.ended,
        count(d.id)::int as deliveries, count(d.id) filter (where d.state in ('published', 'corrected'))::int as standing,
        count(d.id) filter (where d.state in ('rendered', 'needs_auth', 'unconfirmed', 'failed_permanent', 'correction_unsupported', 'retract_failed'))::int as troubled
      from channels.release r left join channels.delivery d on d.release_id = r.id
      where ${scope ?? null}::uuid is null or r.agency_id = ${scope ?? null}::uuid
      group by r.id order by r.published_at desc limit ${most}`,
  );
}
