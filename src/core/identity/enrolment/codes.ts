import { randomInt, timingSafeEqual } from 'node:crypto';
import { type Db, on } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import { newId } from '#kernel/id.ts';
import type { IdentityTables } from '../db.gen.ts';
import { keyedHash } from '../secrets.ts';

/** A one-time code on its way to somebody. */
export interface CodeMessage {
  readonly kind: 'email' | 'phone';
  readonly to: string;
  readonly words: Text;
  readonly at: Date;
  readonly expiresAt: Date;
}

/** Brings a message to a telephone or mailbox, or queues it in the same transaction. */
export type CodeSender = (tx: Db, message: CodeMessage) => Promise<void>;

/** Without a sender of the site's own, codes stay here and the outbox page shows them while they hold. */
const keepInOutbox: CodeSender = async (tx, { kind, to, words, at, expiresAt }) => {
  const db = on<IdentityTables>(tx);
  await db.deleteFrom('identity.code_message').where('expires_at', '<', at).execute();
  await db
    .insertInto('identity.code_message')
    .values({ id: newId(), kind, destination: to, words_vi: words.vi, words_en: words.en, created_at: at, expires_at: expiresAt })
    .execute();
};

let sender: CodeSender = keepInOutbox;

/** Gives this process the site's sender of one-time codes (an SMS gateway, a mail server); called once, at the start. */
export function sendCodesBy(own: CodeSender): void {
  sender = own;
}

/** Six random digits. */
export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

export function codeHash(enrolmentId: string, code: string): Buffer {
  return keyedHash('enrolment-code', `${enrolmentId} ${code.replace(/\s/g, '')}`);
}

export function isCode(stored: Buffer, enrolmentId: string, typed: string): boolean {
  return timingSafeEqual(stored, codeHash(enrolmentId, typed));
}

export async function sendCode(tx: Db, message: CodeMessage): Promise<void> {
  await sender(tx, message);
}

export interface OutboxLine {
  readonly id: string;
  readonly destination: string;
  readonly words: Text;
  readonly at: Date;
}

/** Codes that still hold on a site without a sender, the latest first. */
export async function codesInOutbox(db: Db, at: Date): Promise<OutboxLine[]> {
  const rows = await on<IdentityTables>(db)
    .selectFrom('identity.code_message')
    .selectAll()
    .where('expires_at', '>', at)
    .orderBy('created_at', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    destination: row.destination,
    words: { vi: row.words_vi, en: row.words_en },
    at: row.created_at,
  }));
}
