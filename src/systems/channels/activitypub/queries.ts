import { type Db, on, query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { now } from '#kernel/time.ts';
import type { ChannelsTables } from '../db.gen.ts';
import { wakeSender } from './send-activities.ts';
import type { Activity, LocalActor, LocalNote } from './documents.ts';

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

/** Pictures and videos are the release's as it stands now; of one that has ended none is shown. Four, as Mastodon takes; a video first. */
const noteColumns = sql`note.id, content, content_en as english, link, note.published_at as "publishedAt", updated_at as "updatedAt", deleted_at as "deletedAt",
  (select coalesce(jsonb_agg(one order by place) filter (where place <= 4), '[]')
    from channels.delivery d join channels.release r on r.id = d.release_id and r.ended is null,
      lateral (select one, row_number() over (order by (one ->> 'type' like 'video/%') desc, at) as place
        from jsonb_array_elements(r.media) with ordinality as given (one, at)) m
    where d.id = note.id) as media`;

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
      order by note.published_at desc limit 40`,
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

/** What is told of this site as a whole. */
export async function siteCounts(db: Db): Promise<{ accounts: number; posts: number }> {
  const [counts] = await query<{ accounts: number; posts: number }>(
    db,
    sql<{ accounts: number; posts: number }>`select (select count(*)::int from channels.actor) as accounts,
      (select count(*)::int from channels.note where deleted_at is null) as posts`,
  );
  return counts ?? { accounts: 0, posts: 0 };
}

/** Queues an activity for one inbox. */
export async function queueActivity(tx: Db, connectionId: string, inbox: string, activity: Activity): Promise<void> {
  const id = await keepActivity(tx, connectionId, activity);
  await on<ChannelsTables>(tx)
    .insertInto('channels.outgoing_activity')
    .values({ activity_id: id, inbox, host: new URL(inbox).host })
    .execute();
  await wakeSender(tx);
}

/** Queues an activity for every server on which somebody follows; each is then sent its own in this order. */
export async function queueForFollowers(tx: Db, connectionId: string, activity: Activity): Promise<void> {
  const id = await keepActivity(tx, connectionId, activity);
  await query(
    tx,
    sql`insert into channels.outgoing_activity (activity_id, inbox, host)
      select ${id}::uuid, inbox, host from (select distinct inbox, host from channels.follower where connection_id = ${connectionId}::uuid) f
      order by host, inbox`,
  );
  await wakeSender(tx);
}

async function keepActivity(tx: Db, connectionId: string, activity: Activity): Promise<string> {
  const id = newId();
  const values = { id, connection_id: connectionId, kind: activity.type, body: JSON.stringify(activity), queued_at: now() };
  await on<ChannelsTables>(tx).insertInto('channels.activity').values(values).execute();
  return id;
}
