import { X509Certificate } from 'node:crypto';
import { findAgencies } from '#core/agencies/index.ts';
import type { Db } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { findLedgerKey, type SealedEntry } from '#kernel/ledger/queries.ts';

/** Today's names of the agencies in whose name entries were made, by id. */
export async function agencyNamesOf(db: Db, entries: readonly Pick<SealedEntry, 'scope'>[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(entries.flatMap(({ scope }) => (scope !== null && isId(scope) ? [scope] : [])));
  if (ids.size === 0) return new Map();
  return new Map((await findAgencies(db, [...ids])).map((agency) => [agency.id, agency.name]));
}

/** Who sealed with a key, and the fingerprint of the root above it; undefined while nothing is sealed. */
export interface Sealer {
  readonly subject: string;
  /** SHA-256 of the root's DER in hex. */
  readonly rootFingerprint: string;
}

export async function sealerOf(db: Db, keyId: string): Promise<Sealer | undefined> {
  const key = await findLedgerKey(db, keyId);
  if (!key) return undefined;
  const root = new X509Certificate(key.chain.at(-1) ?? key.certificate);
  return {
    subject: new X509Certificate(key.certificate).subject.split('\n').toReversed().join(', '),
    rootFingerprint: root.fingerprint256.replaceAll(':', '').toLowerCase(),
  };
}
