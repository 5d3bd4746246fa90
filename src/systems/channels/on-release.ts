import { type Db, on, query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { enqueue } from '#kernel/jobs.ts';
import { now } from '#kernel/time.ts';
import type { AccountChanged } from '#systems/authenticity/events.ts';
import type { ReleaseCorrected, ReleaseEdition, ReleaseEnded, ReleasePublished } from '#systems/information/events.ts';
import { keepHistory } from './actions/record-step.ts';
import type { ChannelsTables } from './db.gen.ts';
import { deliverJob } from './jobs.ts';

/** A release is public: each account of its agency that is open gets one delivery. */
export async function onPublished(tx: Db, release: ReleasePublished): Promise<void> {
  await keepRelease(tx, release, '');
  const connections = await on<ChannelsTables>(tx)
    .selectFrom('channels.connection')
    .select(['id', 'stable_id'])
    .where('agency_id', '=', release.agencyId)
    .where('status', '<>', 'closed')
    .execute();
  for (const connection of connections) {
    const id = newId();
    await on<ChannelsTables>(tx)
      .insertInto('channels.delivery')
      .values({ id, release_id: release.releaseId, connection_id: connection.id, not_before: release.publishedAt, changed_at: now() })
      .onConflict((conflict) => conflict.columns(['release_id', 'connection_id']).doNothing())
      .execute();
  }
  await wake(tx, release.releaseId);
}

export async function onCorrected(tx: Db, release: ReleaseCorrected): Promise<void> {
  await keepRelease(tx, release, release.major ? release.note : '');
  await wake(tx, release.releaseId);
}

/** The page stays with the reason: what stands elsewhere is replaced by the same words. */
export async function onWithdrawn(tx: Db, end: ReleaseEnded): Promise<void> {
  await endRelease(tx, end, 'withdrawn');
}

/** It must disappear from every channel. */
export async function onRetracted(tx: Db, end: ReleaseEnded): Promise<void> {
  await endRelease(tx, end, 'retracted');
}

async function keepRelease(tx: Db, release: ReleaseEdition, note: string): Promise<void> {
  const edition = {
    edition: release.edition,
    path: release.path,
    texts: JSON.stringify(release.texts),
    media: JSON.stringify(release.media),
    note,
  };
  await on<ChannelsTables>(tx)
    .insertInto('channels.release')
    .values({
      id: release.releaseId,
      code: release.code,
      kind: release.kind,
      agency_id: release.agencyId,
      agency_name: release.agencyName,
      published_at: release.publishedAt,
      ...edition,
    })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((eb) => ({ ...edition, revision: eb('channels.release.revision', '+', 1) }))
        // The same edition told twice changes nothing.
        .where('channels.release.edition', '<', release.edition),
    )
    .execute();
}

async function endRelease(tx: Db, end: ReleaseEnded, ended: 'withdrawn' | 'retracted'): Promise<void> {
  await on<ChannelsTables>(tx)
    .updateTable('channels.release')
    .set((eb) => ({ ended, ended_reason: end.reason, ended_at: end.at, revision: eb('revision', '+', 1) }))
    .where('id', '=', end.releaseId)
    .execute();
  await wake(tx, end.releaseId);
}

/** Queues a look at every delivery of a release. */
async function wake(tx: Db, releaseId: string): Promise<void> {
  const rows = await query<{ id: string; connectionId: string }>(
    tx,
    sql<{
      id: string;
      connectionId: string;
    }>`select id, connection_id as "connectionId" from channels.delivery where release_id = ${releaseId}::uuid`,
  );
  for (const row of rows)
    await enqueue(tx, deliverJob, { deliveryId: row.id }, { key: `channels:${row.id}`, queue: `channels:${row.connectionId}` });
}

/** The registry says that an account is not to be trusted: nothing more is sent to it; or that it is again. */
export async function onAccountChanged(tx: Db, change: AccountChanged): Promise<void> {
  const allowed = change.status === 'active' ? ['suspended', 'compromised'] : ['active', 'paused', 'suspended', 'compromised'];
  const rows = await on<ChannelsTables>(tx)
    .updateTable('channels.connection')
    .set((eb) => ({ status: change.status, version: eb('version', '+', 1) }))
    .where('platform', '=', change.platform)
    .where('stable_id', '=', change.stableId)
    .where('status', 'in', allowed)
    .returning('id')
    .execute();
  if (change.status !== 'active') return;
  for (const { id } of rows) await wakeConnection(tx, id);
}

/** What waited for a new authorisation goes on: what the platform has already is asked about, all else is sent. */
export async function resumeRenewed(tx: Db, connectionId: string, actor: string): Promise<void> {
  const rows = await on<ChannelsTables>(tx)
    .selectFrom('channels.delivery')
    .select(['id', 'accepted_at', 'text_edition'])
    .where('connection_id', '=', connectionId)
    .where('state', '=', 'needs_auth')
    .forUpdate()
    .execute();
  for (const row of rows) {
    const to = row.accepted_at === null ? 'queued' : 'remote_processing';
    await on<ChannelsTables>(tx)
      .updateTable('channels.delivery')
      .set((eb) => ({ state: to, look_again_at: null, problem: '', changed_at: now(), version: eb('version', '+', 1) }))
      .where('id', '=', row.id)
      .execute();
    const note = 'Đã cấp lại quyền';
    await keepHistory(tx, { deliveryId: row.id, from: 'needs_auth', to, at: now(), edition: row.text_edition, actor, note });
  }
}

/** Queues a look at whatever waited for an account to be open again. */
export async function wakeConnection(tx: Db, connectionId: string): Promise<void> {
  const rows = await on<ChannelsTables>(tx)
    .selectFrom('channels.delivery')
    .select('id')
    .where('connection_id', '=', connectionId)
    .where('state', 'not in', ['published', 'corrected', 'retracted', 'cancelled', 'unsuitable', 'irrevocable_notice_sent'])
    .execute();
  for (const row of rows)
    await enqueue(tx, deliverJob, { deliveryId: row.id }, { key: `channels:${row.id}`, queue: `channels:${connectionId}` });
}
