import { type Db, on } from '#kernel/db.ts';
import type { NotificationsTables } from '../db.gen.ts';
import type { Channel, Letters } from '../letters.ts';

/** What a letter says; undefined when there is none of that number, or it was taken back. */
export async function letterContent<C extends Channel>(db: Db, channel: C, letterId: number): Promise<Letters[C] | undefined> {
  const row = await on<NotificationsTables>(db)
    .selectFrom('notifications.letter')
    .select('content')
    .where('id', '=', letterId)
    .where('channel', '=', channel)
    .where('cancelled_at', 'is', null)
    .executeTakeFirst();
  return row?.content as Letters[C] | undefined;
}
