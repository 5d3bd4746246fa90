import { setTimeout as wait } from 'node:timers/promises';
import { type Db, on, query, sql, transaction } from '../db.ts';
import type { KernelTables } from '../db.gen.ts';
import { failpoint } from '../failpoint.ts';
import type { Logger } from '../log.ts';
import { instant, now } from '../time.ts';
import { type LedgerEntry, leafHash, merkleRoot, NO_SEAL_BEFORE, type SealContent, sealHash } from './merkle.ts';

/** Signs seal hashes; the kernel knows no certificate, `app` hands one over. */
export interface LedgerSigner {
  readonly keyId: string;
  /** DER of the certificate and of its issuers up to the root. */
  readonly certificate: Buffer;
  readonly chain: readonly Buffer[];
  /** ECDSA over the 32-byte seal hash. */
  sign(hash: Buffer): Promise<Buffer> | Buffer;
}

/** An RFC 3161 token over a seal hash. */
export type TimeStamper = (hash: Buffer) => Promise<Buffer> | Buffer;

const BATCH = 10_000;
const LOCK = 720_611_003;

/** Numbers and seals what has committed, up to 10,000 entries; returns how many. One sealer at a time, site-wide. */
export function sealOnce(db: Db, signer: LedgerSigner): Promise<number> {
  return transaction(db, async (tx) => {
    const [lock] = await query<{ held: boolean }>(tx, sql`select pg_try_advisory_xact_lock(${LOCK}) as held`);
    if (!lock?.held) return 0;
    const pending = await on<KernelTables>(tx).selectFrom('kernel.ledger_pending').selectAll().orderBy('id').limit(BATCH).execute();
    if (pending.length === 0) return 0;
    const content = await nextSeal(tx, pending);
    await rememberKey(tx, signer);
    await storeSeal(tx, content, signer);
    failpoint('during-sealing');
    await moveEntries(
      tx,
      content.no,
      content.firstSeq,
      pending.map((row) => row.id),
    );
    return pending.length;
  });
}

/** The seal over entries that have no number yet, chained to the newest one. */
async function nextSeal(tx: Db, pending: readonly PendingEntry[]): Promise<SealContent> {
  const previous = await on<KernelTables>(tx)
    .selectFrom('kernel.ledger_seal')
    .select(['no', 'last_seq', 'hash', 'at'])
    .orderBy('no', 'desc')
    .limit(1)
    .executeTakeFirst();
  const firstSeq = (previous?.last_seq ?? 0) + 1;
  const leaves = pending.map((row, index) => leafHash(entryOf({ ...row, seq: firstSeq + index })));
  return {
    no: (previous?.no ?? 0) + 1,
    firstSeq,
    lastSeq: firstSeq + leaves.length - 1,
    at: notBefore(now(), previous?.at).toISOString(),
    root: merkleRoot(leaves).toString('hex'),
    previousHash: (previous?.hash ?? NO_SEAL_BEFORE).toString('hex'),
  };
}

async function storeSeal(tx: Db, content: SealContent, signer: LedgerSigner): Promise<void> {
  const hash = sealHash(content);
  await on<KernelTables>(tx)
    .insertInto('kernel.ledger_seal')
    .values({
      no: content.no,
      first_seq: content.firstSeq,
      last_seq: content.lastSeq,
      root: Buffer.from(content.root, 'hex'),
      previous_hash: Buffer.from(content.previousHash, 'hex'),
      hash,
      at: instant(content.at),
      key_id: signer.keyId,
      signature: await signer.sign(hash),
    })
    .execute();
}

/** A clock set back must not make a later seal look earlier. */
function notBefore(at: Date, previous: Date | undefined): Date {
  return previous && previous > at ? previous : at;
}

async function rememberKey(tx: Db, signer: LedgerSigner): Promise<void> {
  await on<KernelTables>(tx)
    .insertInto('kernel.ledger_key')
    .values({ key_id: signer.keyId, certificate: signer.certificate, chain: [...signer.chain], first_used: now() })
    .onConflict((conflict) => conflict.column('key_id').doNothing())
    .execute();
}

async function moveEntries(tx: Db, sealNo: number, firstSeq: number, ids: readonly number[]): Promise<void> {
  await query(
    tx,
    sql`with moved as (delete from kernel.ledger_pending where id = any(${ids}::bigint[]) returning *)
      insert into kernel.ledger_entry (seq, seal_no, at, action, actor, scope, subject, facts_hash)
      select ${firstSeq}::bigint + row_number() over (order by id) - 1, ${sealNo}::bigint, at, action, actor, scope, subject, facts_hash
      from moved`,
  );
}

/** An entry as it is stored before it has a number. */
export interface PendingEntry {
  readonly at: Date;
  readonly action: string;
  readonly actor: string;
  readonly scope: string | null;
  readonly subject: string;
  readonly facts_hash: Buffer;
}

/** A row of the table as the entry that is hashed. */
export function entryOf(row: PendingEntry & { readonly seq: number }): LedgerEntry {
  return {
    seq: row.seq,
    at: row.at.toISOString(),
    action: row.action,
    actor: row.actor,
    scope: row.scope,
    subject: row.subject,
    factsHash: row.facts_hash.toString('hex'),
  };
}

/** Timestamps the newest seal if it has no token yet; that covers every seal before it, since seals are chained. */
export async function timestampNewestSeal(db: Db, stamp: TimeStamper): Promise<boolean> {
  const kernel = on<KernelTables>(db);
  const newest = await kernel
    .selectFrom('kernel.ledger_seal as seal')
    .leftJoin('kernel.ledger_timestamp as token', 'token.seal_no', 'seal.no')
    .select(['seal.no', 'seal.hash', 'token.seal_no as stamped'])
    .orderBy('seal.no', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!newest || newest.stamped !== null) return false;
  await kernel
    .insertInto('kernel.ledger_timestamp')
    .values({ seal_no: newest.no, token: await stamp(newest.hash), at: now() })
    .onConflict((conflict) => conflict.column('seal_no').doNothing())
    .execute();
  return true;
}

export interface SealerOptions {
  readonly db: Db;
  readonly signer: LedgerSigner;
  readonly stamp: TimeStamper;
  readonly log: Logger;
  readonly sealEveryMs?: number;
  readonly stampEveryMs?: number;
}

/** Seals every half second and timestamps every minute until stopped; a database that is away is waited for. */
export function startSealer(options: SealerOptions): { stop(): Promise<void> } {
  const { db, signer, stamp, log } = options;
  const sealEvery = options.sealEveryMs ?? 500;
  const stampEvery = options.stampEveryMs ?? 60_000;
  const stopping = new AbortController();

  async function loop(): Promise<void> {
    let sinceStamp = stampEvery;
    while (!stopping.signal.aborted) {
      try {
        while ((await sealOnce(db, signer)) === BATCH) continue;
        if (sinceStamp >= stampEvery) {
          await timestampNewestSeal(db, stamp);
          sinceStamp = 0;
        }
      } catch (error) {
        log.warn({ err: error }, 'sealing failed; trying again');
      }
      sinceStamp += sealEvery;
      await wait(sealEvery, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }
  const running = loop();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
