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

/** How many messages of a letter are in which state. */
export async function countsOf(db: Db, letterId: number): Promise<Readonly<Record<string, number>>> {
  const rows = await query<{ state: string; count: number }>(
    db,
    sql<{
      state: string;
      count: number;
    }>`select state, count(*) as count from notifications.message where letter_id = ${letterId} group by state`,
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
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
