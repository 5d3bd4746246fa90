import type { Buffer } from 'node:buffer';
import { type Db, on, query, sql, transaction } from '#kernel/db.ts';
import { instant, now } from '#kernel/time.ts';
import { writeRevocationList } from '../certificates/revocation-list.ts';
import type { SignaturesTables } from '../db.gen.ts';
import { findKey, type StoredCertificate } from '../vault/store.ts';
import type { Vault } from '../vault/vault.ts';
import { lastChange } from './status.ts';

/** A list as it is served. */
export interface ServedList {
  readonly der: Buffer;
  readonly number: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
}

/** Which list: of which authority, which part ('' for the whole), and whether only the difference to it. */
export interface ListName {
  readonly issuer: StoredCertificate;
  readonly partition: string;
}

const LOCK = 720_611_022;
const LASTS_MS = 7 * 86_400_000;
const REWRITTEN_AFTER_MS = 86_400_000;

/**
 * The latest list, written anew when a state has changed since or it is a day old. `undefined`: the authority has no such
 * part, or its key is away and no list was ever brought.
 */
export async function revocationList(db: Db, vault: Vault, name: ListName): Promise<ServedList | undefined> {
  const found = await storedList(db, name);
  if (found && !(await isStale(db, name, found))) return withBytes(db, name, found);
  if (!found && !(await exists(db, name))) return undefined;
  return transaction(db, async (tx) => {
    await query(tx, sql`select pg_advisory_xact_lock(${LOCK}, hashtext(${`${name.issuer.id} ${name.partition}`}))`);
    const again = await storedList(tx, name);
    if (again && !(await isStale(tx, name, again))) return withBytes(tx, name, again);
    return (await rewrite(tx, vault, name, again)) ?? (again && withBytes(tx, name, again));
  });
}

interface StoredList {
  readonly number: number;
  readonly up_to: number;
  readonly this_update: Date;
  readonly next_update: Date;
}

function whole(db: Db, { issuer, partition }: ListName) {
  return on<SignaturesTables>(db)
    .selectFrom('signatures.revocation_list')
    .where('issuer_id', '=', issuer.id)
    .where('partition', '=', partition)
    .where('delta', '=', false);
}

const storedList = (db: Db, name: ListName): Promise<StoredList | undefined> =>
  whole(db, name).select(['number', 'up_to', 'this_update', 'next_update']).executeTakeFirst();

async function withBytes(db: Db, name: ListName, list: StoredList): Promise<ServedList> {
  const { der } = await whole(db, name).select('der').executeTakeFirstOrThrow();
  return { der, number: list.number, thisUpdate: list.this_update, nextUpdate: list.next_update };
}

/** A part exists from the first certificate that points to it; the whole list always does. */
async function exists(db: Db, { issuer, partition }: ListName): Promise<boolean> {
  if (partition === '') return true;
  const row = await on<SignaturesTables>(db)
    .selectFrom('signatures.distribution_point')
    .select('url')
    .where('issuer_id', '=', issuer.id)
    .where('partition', '=', partition)
    .executeTakeFirst();
  return row !== undefined;
}

async function isStale(db: Db, { issuer, partition }: ListName, list: StoredList): Promise<boolean> {
  if (now().getTime() - list.this_update.getTime() > REWRITTEN_AFTER_MS) return true;
  let changed = on<SignaturesTables>(db)
    .selectFrom('signatures.status_change as s')
    .innerJoin('signatures.certificate as c', 'c.id', 's.certificate_id')
    .select('s.number')
    .where('s.number', '>', list.up_to)
    .where('c.issuer_id', '=', issuer.id)
    .limit(1);
  if (partition !== '') changed = changed.where('c.partition', '=', partition);
  return (await changed.executeTakeFirst()) !== undefined;
}

/** Writes the list; `undefined` when the authority's key is not here. */
async function rewrite(tx: Db, vault: Vault, name: ListName, last: StoredList | undefined): Promise<ServedList | undefined> {
  const { issuer, partition } = name;
  const key = await findKey(tx, vault, issuer.id);
  if (!key) return undefined;
  const upTo = await lastChange(tx);
  const thisUpdate = now();
  const nextUpdate = instant(thisUpdate.getTime() + LASTS_MS);
  // Grows by itself within one database; the clock keeps it growing when the database comes back from an older backup.
  const number = Math.max((last?.number ?? 0) + 1, Math.floor(thisUpdate.getTime() / 1000));
  const lines = await linesOf(tx, name);
  const distributionPoints = partition === '' ? undefined : await addressesOf(tx, name);
  const issuing = { certificate: issuer.certificate, key };
  const der = writeRevocationList(issuing, lines.bytes, { thisUpdate, nextUpdate, number, distributionPoints });
  const row = { number, up_to: upTo, this_update: thisUpdate, next_update: nextUpdate, entries: lines.count, der };
  await on<SignaturesTables>(tx)
    .insertInto('signatures.revocation_list')
    .values({ issuer_id: issuer.id, partition, delta: false, ...row })
    .onConflict((conflict) => conflict.columns(['issuer_id', 'partition', 'delta']).doUpdateSet(row))
    .execute();
  return { der, number, thisUpdate, nextUpdate };
}

async function linesOf(db: Db, { issuer, partition }: ListName): Promise<{ bytes: readonly Buffer[]; count: number }> {
  const [row] = await query(
    db,
    sql<{ lines: Buffer | null; count: number }>`
      select string_agg(entry, ''::bytea) as lines, count(*)::int as count from signatures.revocation
      where issuer_id = ${issuer.id} and (${partition} = '' or partition = ${partition})`,
  );
  return { bytes: row?.lines ? [row.lines] : [], count: row?.count ?? 0 };
}

/** The addresses at which certificates look for this part: those of former public addresses of the site too. */
async function addressesOf(db: Db, { issuer, partition }: ListName): Promise<readonly string[]> {
  const rows = await on<SignaturesTables>(db)
    .selectFrom('signatures.distribution_point')
    .select('url')
    .where('issuer_id', '=', issuer.id)
    .where('partition', '=', partition)
    .orderBy('url')
    .execute();
  return rows.map((row) => row.url);
}
