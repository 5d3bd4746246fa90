import { type Db, on, type Prepared, type Statement } from '#kernel/db.ts';
import type { IdentityTables } from '../db.gen.ts';
import { type Lock, lockIn } from '../lock.ts';

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
  /** Of its account. */
  readonly lock: Lock | undefined;
}

const FIND: Prepared = {
  name: 'identity-find-passkey',
  text: `select k.id, k.account_id, k.public_key, k.transports, k.device_type, a.locked_at, a.locked_level
    from identity.passkey k join identity.account a on a.id = k.account_id
    where k.id = $1 and k.removed_at is null and a.closed_at is null`,
};

interface PasskeyRow {
  readonly id: string;
  readonly account_id: string;
  readonly public_key: Buffer;
  readonly transports: readonly string[];
  readonly device_type: string;
  readonly locked_at: Date | null;
  readonly locked_level: number | null;
}

/** The question for a passkey, and what its answer says. */
export function askPasskey(id: string): { readonly statement: Statement; read(rows: readonly object[]): StoredPasskey | undefined } {
  return { statement: { prepared: FIND, values: [id] }, read: ([row]) => row && passkeyOf(row as PasskeyRow) };
}

function passkeyOf(row: PasskeyRow): StoredPasskey {
  return {
    id: row.id,
    accountId: row.account_id,
    publicKey: row.public_key,
    transports: row.transports,
    bound: row.device_type === 'singleDevice',
    lock: lockIn(row),
  };
}
