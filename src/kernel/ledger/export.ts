import { type Db, on } from '../db.ts';
import type { KernelTables, LedgerEntryRow, LedgerSealRow } from '../db.gen.ts';
import { entryOf } from './sealer.ts';

/** Read at once: seals, and entries unless one seal has more. */
const SEALS = 2_000;
const ENTRIES = 5_000;

/** Lines of an export (NDJSON): keys first, then each seal followed by its entries, then its timestamp if it has one. */
export type ExportLine =
  | { kind: 'ledger'; version: 1; site: string }
  | { kind: 'key'; keyId: string; certificate: string; chain: string[] }
  | {
      kind: 'seal';
      no: number;
      firstSeq: number;
      lastSeq: number;
      root: string;
      previousHash: string;
      hash: string;
      at: string;
      keyId: string;
      signature: string;
    }
  | ({ kind: 'entry' } & ReturnType<typeof entryOf>)
  | { kind: 'timestamp'; sealNo: number; token: string };

/** Streams the sealed ledger; what has no seal yet is not in it. Bytes are base64, hashes hex. */
export async function* exportLedger(db: Db, site: string): AsyncGenerator<ExportLine> {
  const kernel = on<KernelTables>(db);
  yield { kind: 'ledger', version: 1, site };
  for (const key of await kernel.selectFrom('kernel.ledger_key').selectAll().orderBy('first_used').execute()) {
    yield {
      kind: 'key',
      keyId: key.key_id,
      certificate: key.certificate.toString('base64'),
      chain: key.chain.map((der) => der.toString('base64')),
    };
  }
  const last = await kernel
    .selectFrom('kernel.ledger_seal')
    .select(({ fn }) => fn.max('no').as('no'))
    .executeTakeFirstOrThrow();
  for (let from = 1; from <= (last.no ?? 0); from += SEALS) {
    yield* exportSeals(db, from, Math.min(from + SEALS - 1, last.no));
  }
}

async function* exportSeals(db: Db, from: number, to: number): AsyncGenerator<ExportLine> {
  const seals = await on<KernelTables>(db)
    .selectFrom('kernel.ledger_seal as seal')
    .leftJoin('kernel.ledger_timestamp as token', 'token.seal_no', 'seal.no')
    .selectAll('seal')
    .select('token.token')
    .where('seal.no', '>=', from)
    .where('seal.no', '<=', to)
    .orderBy('seal.no')
    .execute();
  const ahead = new EntriesAhead(db, seals.at(-1)?.last_seq ?? 0);
  for (const seal of seals) {
    yield sealLine(seal);
    for (const entry of await ahead.take(seal.first_seq, seal.last_seq)) yield { kind: 'entry', ...entryOf(entry) };
    if (seal.token) yield { kind: 'timestamp', sealNo: seal.no, token: seal.token.toString('base64') };
  }
}

/** A quiet site makes many seals of one entry each: their entries are read together. */
class EntriesAhead {
  readonly #db: Db;
  readonly #last: number;
  #rows: LedgerEntryRow[] = [];
  #at = 0;
  #readTo = 0;

  constructor(db: Db, last: number) {
    this.#db = db;
    this.#last = last;
  }

  /** Seals must be asked for in their order. What is missing in the table is missing here, for the verifier to find. */
  async take(first: number, last: number): Promise<LedgerEntryRow[]> {
    if (last > this.#readTo) {
      this.#readTo = Math.min(Math.max(last, first + ENTRIES - 1), this.#last);
      this.#rows = await this.#read(first, this.#readTo);
      this.#at = 0;
    }
    const start = this.#at;
    while ((this.#rows[this.#at]?.seq ?? Number.POSITIVE_INFINITY) <= last) this.#at += 1;
    return this.#rows.slice(start, this.#at);
  }

  #read(from: number, to: number): Promise<LedgerEntryRow[]> {
    return on<KernelTables>(this.#db)
      .selectFrom('kernel.ledger_entry')
      .selectAll()
      .where('seq', '>=', from)
      .where('seq', '<=', to)
      .orderBy('seq')
      .execute();
  }
}

function sealLine(seal: LedgerSealRow): ExportLine {
  return {
    kind: 'seal',
    no: seal.no,
    firstSeq: seal.first_seq,
    lastSeq: seal.last_seq,
    root: seal.root.toString('hex'),
    previousHash: seal.previous_hash.toString('hex'),
    hash: seal.hash.toString('hex'),
    at: seal.at.toISOString(),
    keyId: seal.key_id,
    signature: seal.signature.toString('base64'),
  };
}
