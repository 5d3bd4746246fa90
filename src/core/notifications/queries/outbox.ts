import { type Db, on, query, sql } from '#kernel/db.ts';
import { type SealedAddress, unseal } from '../addresses.ts';
import type { NotificationsTables } from '../db.gen.ts';
import type { Channel, MailContent, PushContent } from '../letters.ts';

export interface LetterLine {
  readonly id: number;
  readonly channel: Channel;
  readonly about: string;
  readonly content: MailContent | PushContent;
  readonly madeAt: Date;
  readonly cancelledAt: Date | null;
}

function letters(db: Db) {
  return on<NotificationsTables>(db)
    .selectFrom('notifications.letter')
    .select(['id', 'channel', 'about', 'content', 'made_at as madeAt', 'cancelled_at as cancelledAt']);
}

/** The newest letters, at most fifty. */
export async function newestLetters(db: Db): Promise<LetterLine[]> {
  return (await letters(db).orderBy('id', 'desc').limit(50).execute()) as LetterLine[];
}

export async function findLetter(db: Db, id: number): Promise<LetterLine | undefined> {
  return (await letters(db).where('id', '=', id).executeTakeFirst()) as LetterLine | undefined;
}

/** How many messages of some letters are in which state; a letter to nobody is left out. */
export async function countsOf(db: Db, letterIds: readonly number[]): Promise<Map<number, Record<string, number>>> {
  if (letterIds.length === 0) return new Map();
  const rows = await on<NotificationsTables>(db)
    .selectFrom('notifications.letter_count')
    .select(['letter_id as letterId', 'state', 'count'])
    .where('letter_id', 'in', [...letterIds])
    .execute();
  const counts = new Map<number, Record<string, number>>();
  for (const { letterId, state, count } of rows) counts.set(letterId, { ...counts.get(letterId), [state]: count });
  return counts;
}

export interface MessageLine {
  readonly addressId: number;
  readonly state: string;
  readonly attempts: number;
  readonly settledAt: Date | null;
  readonly at: Date | null;
  readonly outcome: string | null;
  readonly reason: string | null;
  /** In the clear; undefined when its owner had it deleted, or when the caller may not see it. */
  readonly address: string | undefined;
}

export const SHOWN = 100;

/** The first recipients of a letter with their last attempt; addresses only when `opened`. */
export async function messagesOf(db: Db, letterId: number, opened: boolean): Promise<MessageLine[]> {
  type Row = Omit<MessageLine, 'address'> & Partial<SealedAddress> & { key: Buffer | null };
  const rows = await query<Row>(
    db,
    sql<Row>`select m.address_id as "addressId", m.state, m.attempts, m.settled_at as "settledAt", t.at, t.outcome, t.reason,
        a.key, a.master_key, a.nonce, a.sealed
      from notifications.message m
        left join notifications.attempt t on t.letter_id = m.letter_id and t.address_id = m.address_id and t.number = m.attempts
        left join notifications.address a on a.id = m.address_id
      where m.letter_id = ${letterId} order by m.address_id limit ${SHOWN}`,
  );
  return rows.map(({ key, master_key, nonce, sealed, ...row }) => ({
    ...row,
    address: opened && key && master_key && nonce && sealed ? unseal({ key, master_key, nonce, sealed }) : undefined,
  }));
}
