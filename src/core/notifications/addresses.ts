import { Buffer } from 'node:buffer';
import { theVault } from '#core/signatures/index.ts';
import { type Db, on } from '#kernel/db.ts';
import { instant, now } from '#kernel/time.ts';
import type { NotificationsTables } from './db.gen.ts';
import { postKeys } from './keys.ts';
import type { Channel } from './letters.ts';

/** Of a browser that wants push messages (W3C Push API): where they go and the keys that only it can open. */
export interface PushTarget {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

export interface SealedAddress {
  readonly master_key: string;
  readonly nonce: Buffer;
  readonly sealed: Buffer;
}

/** The form by which two spellings of an address are one: the domain never minds case, and nobody gives out mailboxes that differ by it. */
export function normalMail(address: string): string {
  return address.normalize('NFC').trim().toLowerCase();
}

function keyOf(channel: Channel, plain: string): Buffer {
  return postKeys().mark(`address ${channel}`, plain);
}

const box = () => theVault().box('post addresses');

const DAY_MS = 86_400_000;

/**
 * Keeps an e-mail address, sealed; the number by which letters are queued for it. The same address has the same number within
 * a list (`press`), and another in each: leaving one, or being asked for it by a stranger and never saying yes, has it forgotten
 * there and nowhere else. One that bounced more than a day ago is given another chance, since somebody asks for it again.
 */
export async function keepMailAddress(tx: Db, address: string, list = ''): Promise<number> {
  const id = await keep(tx, 'mail', normalMail(address) + (list && ` ${list}`), address.trim());
  await on<NotificationsTables>(tx)
    .updateTable('notifications.address')
    .set({ suppressed_at: null, suppressed_why: null })
    .where('id', '=', id)
    .where('suppressed_at', '<', instant(now().getTime() - DAY_MS))
    .execute();
  return id;
}

/** Keeps the address of a browser; keys that changed replace those before. */
export function keepPushTarget(tx: Db, target: PushTarget): Promise<number> {
  return keep(tx, 'push', target.endpoint, JSON.stringify(target));
}

async function keep(tx: Db, channel: Channel, normal: string, plain: string): Promise<number> {
  const key = keyOf(channel, normal);
  const sealed = box().seal(Buffer.from(plain), key.toString('hex'));
  const { id } = await on<NotificationsTables>(tx)
    .insertInto('notifications.address')
    .values({ channel, key, ...sealed, made_at: now() })
    .onConflict((conflict) => conflict.columns(['channel', 'key']).doUpdateSet(sealed))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** The number of an address that is kept; undefined when it is not. */
export async function addressNumber(db: Db, channel: Channel, plain: string): Promise<number | undefined> {
  const row = await on<NotificationsTables>(db)
    .selectFrom('notifications.address')
    .select('id')
    .where('channel', '=', channel)
    .where('key', '=', keyOf(channel, channel === 'mail' ? normalMail(plain) : plain))
    .executeTakeFirst();
  return row?.id;
}

/** The address in the clear, only in memory; undefined when it was forgotten. */
export async function openAddress(db: Db, addressId: number): Promise<string | undefined> {
  const row = await on<NotificationsTables>(db)
    .selectFrom('notifications.address')
    .select(['key', 'master_key', 'nonce', 'sealed'])
    .where('id', '=', addressId)
    .executeTakeFirst();
  return row && unseal(row);
}

/** Opens what was read from the table. */
export function unseal(row: SealedAddress & { readonly key: Buffer }): string {
  return box().open(row, row.key.toString('hex')).toString('utf8');
}

/** The address is forgotten: the row goes, and what waits for it is never sent. What was sent keeps its number, which names nobody. */
export async function forgetAddress(tx: Db, addressId: number): Promise<void> {
  await on<NotificationsTables>(tx).deleteFrom('notifications.address').where('id', '=', addressId).execute();
}
