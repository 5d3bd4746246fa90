import { type Db, on, query, sql } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import type { NotificationsTables } from './db.gen.ts';
import type { Channel, Letters } from './letters.ts';

export interface NewLetter<C extends Channel> {
  readonly channel: C;
  /** Whose it is, for the list that staff see: `release:<id>`, `confirmation`. Never a person. */
  readonly about: string;
  readonly content: Letters[C];
  /** When to give up what could not be delivered. */
  readonly until: Date;
}

/** Writes a letter down; it goes nowhere until `queueLetter` says to whom. Returns its number. */
export async function writeLetter<C extends Channel>(tx: Db, { channel, about, content, until }: NewLetter<C>): Promise<number> {
  const { id } = await on<NotificationsTables>(tx)
    .insertInto('notifications.letter')
    .values({ channel, about, content: JSON.stringify(content), made_at: now(), until })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Says something else to whoever has not been sent it yet. */
export async function rewriteLetter<C extends Channel>(tx: Db, letterId: number, content: Letters[C]): Promise<void> {
  await on<NotificationsTables>(tx)
    .updateTable('notifications.letter')
    .set({ content: JSON.stringify(content) })
    .where('id', '=', letterId)
    .execute();
}

/** Whoever has not been sent these letters yet will not be. What is on its way at this moment still arrives. */
export async function cancelLetters(tx: Db, letterIds: readonly number[]): Promise<void> {
  if (letterIds.length === 0) return;
  await on<NotificationsTables>(tx).updateTable('notifications.letter').set({ cancelled_at: now() }).where('id', 'in', letterIds).execute();
}

/**
 * Queues a letter for many addresses in one statement: `addresses` is a select of one column, their numbers. Whoever has it
 * queued already is left alone, so that a repeat does no harm. Returns how many were added. The caller wakes the sender
 * (`wakePost`), and for more than some ten thousand addresses calls in portions.
 */
export async function queueLetter(tx: Db, channel: Channel, letterId: number, addresses: ReturnType<typeof sql>): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into notifications.message (letter_id, address_id, channel, next_at)
    select ${letterId}::bigint, chosen.id, ${channel}, ${now()}::timestamptz from (${addresses}) as chosen (id) order by chosen.id
    on conflict do nothing`.execute(on<never>(tx));
  return Number(numAffectedRows ?? 0);
}

/** A select for `queueLetter`: whoever has been sent one of these letters, or is being sent it. */
export function whoGot(letterIds: readonly number[]): ReturnType<typeof sql> {
  return sql`select distinct m.address_id from notifications.message m
    where m.letter_id = any (${[...letterIds]}::bigint[]) and (m.state = 'sent' or (m.state = 'waiting' and m.attempts > 0))`;
}

/** When the next message of a channel is due; undefined when none waits. */
export async function nextDue(db: Db, channel: Channel): Promise<Date | undefined> {
  const [row] = await query<{ at: Date | null }>(
    db,
    sql<{ at: Date | null }>`select min(next_at) as at from notifications.message where state = 'waiting' and channel = ${channel}`,
  );
  return row?.at ?? undefined;
}
