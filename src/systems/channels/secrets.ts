import { Buffer } from 'node:buffer';
import { theVault } from '#core/signatures/index.ts';
import { type Db, on } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import type { ChannelsTables } from './db.gen.ts';

/** Access tokens and keys of a platform account, by the platform's own names. */
export type Credentials = Readonly<Record<string, string>>;

/** Encrypts credentials for a connection; what comes back holds nothing readable. */
export function sealCredentials(credentials: Credentials, connectionId: string): { master_key: string; nonce: Buffer; sealed: Buffer } {
  return theVault()
    .box('channel credentials')
    .seal(Buffer.from(JSON.stringify(credentials)), connectionId);
}

/** The credentials of a connection, in the clear and only in memory; empty when it has none. */
export async function openCredentials(db: Db, connectionId: string): Promise<Credentials> {
  const row = await on<ChannelsTables>(db)
    .selectFrom('channels.credential')
    .select(['master_key', 'nonce', 'sealed'])
    .where('connection_id', '=', connectionId)
    .executeTakeFirst();
  if (!row) return {};
  return JSON.parse(theVault().box('channel credentials').open(row, connectionId).toString('utf8')) as Credentials;
}

const HANDLES = 'channel handles';

/** Encrypts what a platform gave for preparing, bound to its delivery. */
export function sealHandles(handles: Readonly<Record<string, string>>, deliveryId: string): string {
  const {
    master_key: key,
    nonce,
    sealed,
  } = theVault()
    .box(HANDLES)
    .seal(Buffer.from(JSON.stringify(handles)), deliveryId);
  return [key, nonce.toString('base64url'), sealed.toString('base64url')].join('.');
}

/** What `sealHandles` encrypted; empty when there is nothing. */
export function openHandles(stored: string | null, deliveryId: string): Readonly<Record<string, string>> {
  if (stored === null) return {};
  const [key = '', nonce = '', sealed = ''] = stored.split('.');
  const row = { master_key: key, nonce: Buffer.from(nonce, 'base64url'), sealed: Buffer.from(sealed, 'base64url') };
  return JSON.parse(theVault().box(HANDLES).open(row, deliveryId).toString('utf8')) as Record<string, string>;
}

/** Nothing is known yet of tokens that a person has just given. */
const fresh = { access_until: null, renewing_since: null, trouble: '' };

/** Puts sealed credentials in the place of those before. */
export async function keepCredentials(
  tx: Db,
  connectionId: string,
  sealed: { master_key: string; nonce: Buffer; sealed: Buffer },
): Promise<void> {
  await on<ChannelsTables>(tx)
    .insertInto('channels.credential')
    .values({ connection_id: connectionId, ...sealed, changed_at: now() })
    .onConflict((conflict) => conflict.column('connection_id').doUpdateSet({ ...sealed, ...fresh, changed_at: now() }))
    .execute();
}
