import { type Db, on, query, sql } from '#kernel/db.ts';
import { enqueue } from '#kernel/jobs.ts';
import { now } from '#kernel/time.ts';
import type { ChannelsTables } from '../db.gen.ts';
import { sendActivitiesJob } from './send-activities.ts';
import type { LocalActor, LocalNote } from './documents.ts';

export async function actorNamed(db: Db, name: string): Promise<LocalActor | undefined> {
  const [found] = await query<LocalActor>(
    db,
    sql<LocalActor>`select a.connection_id as "connectionId", a.name, c.name as title, c.purpose as summary, a.public_pem as "publicPem"
      from channels.actor a join channels.connection c on c.id = a.connection_id where a.name = ${name} and c.status <> 'closed'`,
  );
  return found;
}

/** Some account of this site, to sign questions with when an activity came to all of them. */
export async function anyActor(db: Db): Promise<LocalActor | undefined> {
  const row = await on<ChannelsTables>(db).selectFrom('channels.actor').select('name').orderBy('name').executeTakeFirst();
  return row && actorNamed(db, row.name);
}

const noteColumns = sql`id, content, link, published_at as "publishedAt", updated_at as "updatedAt", deleted_at as "deletedAt"`;

export async function findNote(db: Db, connectionId: string, id: string): Promise<LocalNote | undefined> {
  const [found] = await query<LocalNote>(
    db,
    sql<LocalNote>`select ${noteColumns} from channels.note where id = ${id}::uuid and connection_id = ${connectionId}::uuid`,
  );
  return found;
}

/** Newest posts that stand, at most 40, and how many there are. */
export async function outboxOf(db: Db, connectionId: string): Promise<{ total: number; notes: LocalNote[] }> {
  const notes = await query<LocalNote>(
    db,
    sql<LocalNote>`select ${noteColumns} from channels.note where connection_id = ${connectionId}::uuid and deleted_at is null
      order by published_at desc limit 40`,
  );
  const [count] = await query<{ total: number }>(
    db,
    sql<{
      total: number;
    }>`select count(*)::int as total from channels.note where connection_id = ${connectionId}::uuid and deleted_at is null`,
  );
  return { total: count?.total ?? 0, notes };
}

export async function followerCount(db: Db, connectionId: string): Promise<number> {
  const [count] = await query<{ total: number }>(
    db,
    sql<{ total: number }>`select count(*)::int as total from channels.follower where connection_id = ${connectionId}::uuid`,
  );
  return count?.total ?? 0;
}

export async function reactionCounts(db: Db, noteId: string): Promise<{ likes: number; announces: number }> {
  const [count] = await query<{ likes: number; announces: number }>(
    db,
    sql<{ likes: number; announces: number }>`select count(*) filter (where kind = 'like')::int as likes,
      count(*) filter (where kind = 'announce')::int as announces from channels.reaction where note_id = ${noteId}::uuid`,
  );
  return count ?? { likes: 0, announces: 0 };
}

/** Queues an activity for inboxes; each host is then sent its own in this order. */
export async function queueActivity(tx: Db, connectionId: string, inboxes: readonly string[], activity: unknown): Promise<void> {
  const body = JSON.stringify(activity);
  const rows = inboxes.map((inbox) => ({ connection_id: connectionId, inbox, host: new URL(inbox).host, body, queued_at: now() }));
  for (let from = 0; from < rows.length; from += 1_000) {
    await on<ChannelsTables>(tx)
      .insertInto('channels.outgoing_activity')
      .values(rows.slice(from, from + 1_000))
      .execute();
  }
  for (const host of new Set(rows.map((row) => row.host))) {
    await enqueue(tx, sendActivitiesJob, { host }, { key: `channels:ap:${host}`, queue: `channels:ap:${host}` });
  }
}

/** Queues an activity for every server on which somebody follows. */
export async function queueForFollowers(tx: Db, connectionId: string, activity: unknown): Promise<void> {
  const rows = await on<ChannelsTables>(tx)
    .selectFrom('channels.follower')
    .select('inbox')
    .distinct()
    .where('connection_id', '=', connectionId)
    .execute();
  await queueActivity(
    tx,
    connectionId,
    rows.map((row) => row.inbox),
    activity,
  );
}
