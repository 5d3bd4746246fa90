import { type Db, on } from '../db.ts';
import type { KernelTables } from '../db.gen.ts';
import { entryOf } from './sealer.ts';

const PAGE = 5_000;

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
  for (let from = 1; from <= (last.no ?? 0); from += PAGE) {
    yield* exportSeals(db, from, Math.min(from + PAGE - 1, last.no));
  }
}

async function* exportSeals(db: Db, from: number, to: number): AsyncGenerator<ExportLine> {
  const kernel = on<KernelTables>(db);
  const seals = await kernel
    .selectFrom('kernel.ledger_seal as seal')
    .leftJoin('kernel.ledger_timestamp as token', 'token.seal_no', 'seal.no')
    .selectAll('seal')
    .select('token.token')
    .where('seal.no', '>=', from)
    .where('seal.no', '<=', to)
    .orderBy('seal.no')
    .execute();
  for (const seal of seals) {
    yield {
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
    const entries = await kernel
      .selectFrom('kernel.ledger_entry')
      .selectAll()
      .where('seq', '>=', seal.first_seq)
      .where('seq', '<=', seal.last_seq)
      .orderBy('seq')
      .execute();
    for (const entry of entries) yield { kind: 'entry', ...entryOf(entry) };
    if (seal.token) yield { kind: 'timestamp', sealNo: seal.no, token: seal.token.toString('base64') };
  }
}
