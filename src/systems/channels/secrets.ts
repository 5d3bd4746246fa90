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

/** Puts sealed credentials in the place of those before. */
export async function keepCredentials(
  tx: Db,
  connectionId: string,
  sealed: { master_key: string; nonce: Buffer; sealed: Buffer },
): Promise<void> {
  await on<ChannelsTables>(tx)
    .insertInto('channels.credential')
    .values({ connection_id: connectionId, ...sealed, changed_at: now() })
    .onConflict((conflict) => conflict.column('connection_id').doUpdateSet({ ...sealed, changed_at: now() }))
    .execute();
}
