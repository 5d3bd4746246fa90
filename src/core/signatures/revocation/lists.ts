import { Buffer } from 'node:buffer';
import { type Db, on, query, sql, transaction } from '#kernel/db.ts';
import { failpoint } from '#kernel/failpoint.ts';
import { instant, now } from '#kernel/time.ts';
import { revocationEntry, writeRevocationList } from '../certificates/revocation-list.ts';
import type { SignaturesTables } from '../db.gen.ts';
import { findKey, hasKey, type StoredCertificate } from '../vault/store.ts';
import type { Vault } from '../vault/vault.ts';
import { authorityName, listPath } from './addresses.ts';
import { lastChange } from './status.ts';

/** A list as it is served. */
export interface ServedList {
  readonly der: Buffer;
  readonly number: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
}

/** Which list: of which authority, which part ('' for the whole), and whether only the difference to the latest one. */
export interface ListName {
  readonly issuer: StoredCertificate;
  readonly partition: string;
  readonly delta?: boolean;
}

const LOCK = 720_611_022;
const LASTS_MS = 7 * 86_400_000;
const REWRITTEN_AFTER_MS = 86_400_000;
/** A long list is not written anew at each change, but once an hour: the difference to it and OCSP tell sooner. */
const LONG = 20_000;
const LONG_REWRITTEN_AFTER_MS = 3_600_000;

/**
 * The latest list, written anew when a state has changed since or it is a day old. `undefined`: the authority has no such
 * part, or its key is away and no list was ever brought.
 */
export async function revocationList(db: Db, vault: Vault, name: ListName): Promise<ServedList | undefined> {
  const found = await storedList(db, name);
  if (found && !(await isStale(db, name, found))) return withBytes(db, vault, name, found);
  if (found && !(await hasKey(db, name.issuer.id))) return withBytes(db, vault, name, found);
  if (!found && !(await exists(db, name))) return undefined;
  // A difference is one to a list that there is.
  const base = name.delta ? await revocationList(db, vault, { ...name, delta: false }) : undefined;
  return transaction(db, async (tx) => {
    await query(tx, sql`select pg_advisory_xact_lock(${LOCK}, hashtext(${`${name.issuer.id} ${name.partition}`}))`);
    const again = await storedList(tx, name);
    if (again && !(await isStale(tx, name, again))) return withBytes(tx, vault, name, again);
    if (name.delta && !base) return undefined;
    return (await rewrite(tx, vault, name)) ?? (again && withBytes(tx, vault, name, again));
  });
}

interface StoredList {
  readonly number: number;
  readonly baseNumber: number | null;
  readonly upTo: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly entries: number;
}

function stored(db: Db, { issuer, partition, delta = false }: ListName) {
  return on<SignaturesTables>(db)
    .selectFrom('signatures.revocation_list')
    .where('issuer_id', '=', issuer.id)
    .where('partition', '=', partition)
    .where('delta', '=', delta);
}

const storedList = (db: Db, name: ListName): Promise<StoredList | undefined> =>
  stored(db, name)
    .select(['number', 'base_number as baseNumber', 'up_to as upTo', 'this_update as thisUpdate', 'next_update as nextUpdate', 'entries'])
    .executeTakeFirst();

async function withBytes(db: Db, vault: Vault, name: ListName, { number, thisUpdate, nextUpdate }: StoredList): Promise<ServedList> {
  const path = `${name.issuer.id}${pathOf(name)}`;
  let der = vault.lists.get(path, number);
  if (!der) {
    ({ der } = await stored(db, name).select('der').executeTakeFirstOrThrow());
    // Of a transaction that is rolled back nothing may be left.
    if (!on<never>(db).isTransaction) vault.lists.keep(path, number, der);
  }
  return { der, number, thisUpdate, nextUpdate };
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

async function isStale(db: Db, name: ListName, list: StoredList): Promise<boolean> {
  const age = now().getTime() - list.thisUpdate.getTime();
  if (age > REWRITTEN_AFTER_MS) return true;
  if (name.delta && (await storedList(db, { ...name, delta: false }))?.number !== list.baseNumber) return true;
  if (!name.delta && list.entries > LONG && age < LONG_REWRITTEN_AFTER_MS) return false;
  return hasChanged(db, name, list.upTo);
}

async function hasChanged(db: Db, { issuer, partition }: ListName, upTo: number): Promise<boolean> {
  let changed = on<SignaturesTables>(db)
    .selectFrom('signatures.status_change as s')
    .innerJoin('signatures.certificate as c', 'c.id', 's.certificate_id')
    .select('s.number')
    .where('s.number', '>', upTo)
    .where('c.issuer_id', '=', issuer.id)
    .limit(1);
  if (partition !== '') changed = changed.where('c.partition', '=', partition);
  return (await changed.executeTakeFirst()) !== undefined;
}

/** Writes the list; `undefined` when the authority's key is not here. */
async function rewrite(tx: Db, vault: Vault, name: ListName): Promise<ServedList | undefined> {
  const { issuer, partition, delta = false } = name;
  const key = await findKey(tx, vault, issuer.id);
  if (!key) return undefined;
  const whole = await storedList(tx, { ...name, delta: false });
  const last = await latestNumber(tx, name);
  const upTo = await lastChange(tx);
  const thisUpdate = now();
  const nextUpdate = instant(thisUpdate.getTime() + LASTS_MS);
  // Grows by itself within one database; the clock keeps it growing when the database comes back from an older backup.
  const number = Math.max(last + 1, Math.floor(thisUpdate.getTime() / 1000));
  const base = delta ? whole! : undefined;
  const lines = await linesOf(tx, name, base?.upTo ?? 0);
  const lifted = base ? await liftedSince(tx, name, base.upTo) : [];
  const der = writeRevocationList({ certificate: issuer.certificate, key }, [...lines.bytes, ...lifted], {
    thisUpdate,
    nextUpdate,
    number,
    baseNumber: base?.number,
    distributionPoints: partition === '' ? undefined : await addressesOf(tx, name),
    freshest: !delta && partition !== '' && vault.pointers ? `${vault.pointers}${pathOf({ ...name, delta: true })}` : undefined,
  });
  const kept = { number, baseNumber: base?.number, upTo, thisUpdate, nextUpdate, entries: lines.count, der };
  await keepList(tx, name, kept);
  failpoint('revocation-list-stored');
  return { der, number, thisUpdate, nextUpdate };
}

/** The number of the latest list of either kind; 0 before the first. */
export async function latestNumber(db: Db, name: ListName): Promise<number> {
  const both = [await storedList(db, { ...name, delta: false }), await storedList(db, { ...name, delta: true })];
  return Math.max(0, ...both.map((one) => one?.number ?? 0));
}

/** Until when the latest list counts; `undefined`: there is none. */
export async function storedListEnds(db: Db, name: ListName): Promise<Date | undefined> {
  return (await storedList(db, name))?.nextUpdate;
}

/** A list as it is kept. */
export interface KeptList extends ServedList {
  readonly baseNumber: number | undefined;
  /** The last status change that it counts in. */
  readonly upTo: number;
  readonly entries: number;
}

/** Keeps a list in the place of the one before. */
export async function keepList(tx: Db, { issuer, partition, delta = false }: ListName, list: KeptList): Promise<void> {
  const row = {
    number: list.number,
    base_number: list.baseNumber ?? null,
    up_to: list.upTo,
    this_update: list.thisUpdate,
    next_update: list.nextUpdate,
    entries: list.entries,
    der: list.der,
  };
  await on<SignaturesTables>(tx)
    .insertInto('signatures.revocation_list')
    .values({ issuer_id: issuer.id, partition, delta, ...row })
    .onConflict((conflict) =>
      conflict.columns(['issuer_id', 'partition', 'delta']).doUpdateSet(({ ref }) => ({
        number: ref('excluded.number'),
        base_number: ref('excluded.base_number'),
        up_to: ref('excluded.up_to'),
        this_update: ref('excluded.this_update'),
        next_update: ref('excluded.next_update'),
        entries: ref('excluded.entries'),
        // Named again, not sent again: it may be fifty megabytes.
        der: ref('excluded.der'),
      })),
    )
    .execute();
}

/** Lines in portions, in base64: the driver's own hex costs three times as much, and one value for a million lines more memory. */
async function linesOf(db: Db, { issuer, partition }: ListName, after: number): Promise<{ bytes: Buffer[]; count: number }> {
  const rows = await query(
    db,
    sql<{ lines: string; count: number }>`
      select encode(string_agg(entry, ''::bytea), 'base64') as lines, count(*)::int as count from signatures.revocation
      where issuer_id = ${issuer.id} and (${partition} = '' or partition = ${partition}) and change > ${after}
      group by change / 65536`,
  );
  return { bytes: rows.map((row) => Buffer.from(row.lines, 'base64')), count: rows.reduce((sum, row) => sum + row.count, 0) };
}

/** Suspensions lifted since a change: on the difference they are taken off the list. */
async function liftedSince(db: Db, { issuer, partition }: ListName, after: number): Promise<Buffer[]> {
  let lifted = on<SignaturesTables>(db)
    .selectFrom('signatures.status_change as s')
    .innerJoin('signatures.certificate as c', 'c.id', 's.certificate_id')
    .leftJoin('signatures.revocation as r', 'r.certificate_id', 'c.id')
    .select(({ fn }) => ['c.serial', fn.max('s.at').as('at')])
    .where('s.number', '>', after)
    .where('s.status', '=', 'resumed')
    .where('r.certificate_id', 'is', null)
    .where('c.issuer_id', '=', issuer.id)
    .groupBy('c.serial');
  if (partition !== '') lifted = lifted.where('c.partition', '=', partition);
  return (await lifted.execute()).map(({ serial, at }) => revocationEntry(serial, at, 'removed'));
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

const pathOf = ({ issuer, partition, delta }: ListName): string => listPath(authorityName(issuer.certificate), partition, delta);
