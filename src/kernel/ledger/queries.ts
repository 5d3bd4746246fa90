import { type Db, on, query, sql } from '../db.ts';
import type { KernelTables } from '../db.gen.ts';
import { accountMark, actorMark } from './actor-mark.ts';
import { inclusionProof, type LedgerEntry, leafHash, type ProofStep } from './merkle.ts';
import { entryOf } from './sealer.ts';

/** A seal as it is shown and handed out; hashes in hex. */
export interface Seal {
  readonly no: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly at: Date;
  readonly root: string;
  readonly previousHash: string;
  readonly hash: string;
  readonly keyId: string;
  /** DER. */
  readonly signature: Buffer;
  /** Number of the nearest seal from this one on that carries a timestamp; a chained later one covers this too. */
  readonly stampedBy: number | undefined;
}

export interface SealedEntry extends LedgerEntry {
  readonly sealNo: number;
}

/** An entry with what shows that its seal holds it. */
export interface ProvenEntry {
  readonly entry: SealedEntry;
  readonly seal: Seal;
  readonly leaf: Buffer;
  /** Place among the leaves of the seal, from 0. */
  readonly index: number;
  readonly size: number;
  readonly path: readonly ProofStep[];
}

function seals(db: Db) {
  return on<KernelTables>(db)
    .selectFrom('kernel.ledger_seal as seal')
    .selectAll('seal')
    .select((eb) =>
      eb
        .selectFrom('kernel.ledger_timestamp as token')
        .select(({ fn }) => fn.min('token.seal_no').as('stamped_by'))
        .whereRef('token.seal_no', '>=', 'seal.no')
        .as('stamped_by'),
    );
}

type SealRow = Awaited<ReturnType<ReturnType<typeof seals>['executeTakeFirstOrThrow']>>;

function toSeal(row: SealRow): Seal {
  return {
    no: row.no,
    firstSeq: row.first_seq,
    lastSeq: row.last_seq,
    at: row.at,
    root: row.root.toString('hex'),
    previousHash: row.previous_hash.toString('hex'),
    hash: row.hash.toString('hex'),
    keyId: row.key_id,
    signature: row.signature,
    stampedBy: row.stamped_by ?? undefined,
  };
}

/** The newest seals, newest first; with `before` those with a smaller number. */
export async function newestSeals(db: Db, limit: number, before?: number): Promise<Seal[]> {
  const rows = await seals(db)
    .$if(before !== undefined, (some) => some.where('seal.no', '<', before!))
    .orderBy('seal.no', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toSeal);
}

export async function findSeal(db: Db, no: number): Promise<Seal | undefined> {
  const row = await seals(db).where('seal.no', '=', no).executeTakeFirst();
  return row && toSeal(row);
}

function entries(db: Db) {
  return on<KernelTables>(db).selectFrom('kernel.ledger_entry').selectAll().orderBy('seq');
}

function toEntry(row: Parameters<typeof entryOf>[0] & { readonly seal_no: number }): SealedEntry {
  return { ...entryOf(row), sealNo: row.seal_no };
}

/** Entries of a seal in their order, from after `afterSeq`. */
export async function entriesOfSeal(db: Db, seal: Seal, limit: number, afterSeq = 0): Promise<SealedEntry[]> {
  const from = Math.max(seal.firstSeq, afterSeq + 1);
  const rows = await entries(db).where('seq', '>=', from).where('seq', '<=', seal.lastSeq).limit(limit).execute();
  return rows.map(toEntry);
}

/** What was done to something, `document:0190…`, oldest first, from after `afterSeq`; sealed entries only. */
export async function entriesOfSubject(db: Db, subject: string, limit: number, afterSeq = 0): Promise<SealedEntry[]> {
  const rows = await entries(db).where('subject', '=', subject).where('seq', '>', afterSeq).limit(limit).execute();
  return rows.map(toEntry);
}

const READ_AT_ONCE = 5_000;

/**
 * What somebody did, and what was done to their account, oldest first; sealed entries only. Nothing in an entry leads to a
 * person, so each one is tried with the site's key: some 200,000 a second.
 */
export async function* entriesOfActor(db: Db, actorId: string): AsyncGenerator<SealedEntry> {
  const account = `account:${accountMark(actorId)}`;
  for (let after = 0; ;) {
    const rows = (await entries(db).where('seq', '>', after).limit(READ_AT_ONCE).execute()).map(toEntry);
    for (const entry of rows) if (entry.subject === account || entry.actor === actorMark(actorId, entry)) yield entry;
    if (rows.length < READ_AT_ONCE) return;
    after = rows.at(-1)?.seq ?? after;
  }
}

/** The leaf of an entry, which does not hold the seal's number. */
function leafOf(entry: SealedEntry): Buffer {
  const { sealNo: _, ...leaf } = entry;
  return leafHash(leaf);
}

/** Proofs for entries; each seal they stand in (10,000 entries at most) is read once. */
export async function proveEntries(db: Db, wanted: readonly SealedEntry[]): Promise<ProvenEntry[]> {
  const proven: ProvenEntry[] = [];
  for (const [no, group] of Map.groupBy(wanted, ({ sealNo }) => sealNo)) {
    const seal = await findSeal(db, no);
    if (!seal) continue;
    const size = seal.lastSeq - seal.firstSeq + 1;
    const leaves = (await entriesOfSeal(db, seal, size)).map(leafOf);
    for (const entry of group) {
      const index = entry.seq - seal.firstSeq;
      proven.push({ entry, seal, size, index, leaf: leaves[index]!, path: inclusionProof(leaves, index) });
    }
  }
  return proven.toSorted((a, b) => a.entry.seq - b.entry.seq);
}

/** The certificate of a key that signed seals, with its issuers; DER. */
export async function findLedgerKey(db: Db, keyId: string): Promise<{ certificate: Buffer; chain: Buffer[] } | undefined> {
  return on<KernelTables>(db)
    .selectFrom('kernel.ledger_key')
    .select(['certificate', 'chain'])
    .where('key_id', '=', keyId)
    .executeTakeFirst();
}

export interface LedgerStanding {
  readonly entries: number;
  readonly seals: number;
  /** Committed, and waiting for the sealer. */
  readonly pending: number;
  /** Of those, how many have waited since before `late`. */
  readonly pendingLate: number;
}

/** How the ledger stands; `late` is the instant before which everything should have been sealed. */
export async function ledgerStanding(db: Db, late: Date): Promise<LedgerStanding> {
  const [standing] = await query(
    db,
    sql<LedgerStanding>`
      select coalesce((select last_seq from kernel.ledger_seal order by no desc limit 1), 0) as entries,
        coalesce((select no from kernel.ledger_seal order by no desc limit 1), 0) as seals,
        (select count(*) from kernel.ledger_pending) as pending,
        (select count(*) from kernel.ledger_pending where at < ${late}) as "pendingLate"`,
  );
  return standing ?? { entries: 0, seals: 0, pending: 0, pendingLate: 0 };
}
