import { type Db, on } from '#kernel/db.ts';
import type { IdentityTables } from '../db.gen.ts';

/** A passkey as its owner sees it. */
export interface PasskeyLine {
  readonly id: string;
  readonly name: string;
  /** Copied to the owner's other devices by the maker of the key ring. */
  readonly synced: boolean;
  readonly createdAt: Date;
  readonly usedAt: Date | undefined;
}

/** An account's passkeys, the latest used first. */
export async function passkeysOf(db: Db, accountId: string): Promise<PasskeyLine[]> {
  const rows = await on<IdentityTables>(db)
    .selectFrom('identity.passkey')
    .select(['id', 'name', 'device_type', 'created_at', 'used_at'])
    .where('account_id', '=', accountId)
    .where('removed_at', 'is', null)
    .orderBy('used_at', (order) => order.desc().nullsLast())
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    synced: row.device_type === 'multiDevice',
    createdAt: row.created_at,
    usedAt: row.used_at ?? undefined,
  }));
}

/** What checks an answer: the public key of a passkey that is in use, of an open account. */
export interface StoredPasskey {
  readonly id: string;
  readonly accountId: string;
  readonly publicKey: Buffer;
  readonly transports: readonly string[];
  readonly bound: boolean;
}

export async function findPasskey(db: Db, id: string): Promise<StoredPasskey | undefined> {
  const row = await on<IdentityTables>(db)
    .selectFrom('identity.passkey as k')
    .innerJoin('identity.account as a', 'a.id', 'k.account_id')
    .select(['k.id', 'k.account_id', 'k.public_key', 'k.transports', 'k.device_type'])
    .where('k.id', '=', id)
    .where('k.removed_at', 'is', null)
    .where('a.closed_at', 'is', null)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      accountId: row.account_id,
      publicKey: row.public_key,
      transports: row.transports,
      bound: row.device_type === 'singleDevice',
    }
  );
}
