import { type Db, on } from '#kernel/db.ts';
import type { KeptFile } from '#kernel/module.ts';
import type { SigningTables } from './db.gen.ts';

/** The signed files of all lists, so that their proof is renewed in time. */
export async function keptItems(db: Db, after: string, limit: number): Promise<readonly KeptFile[]> {
  let rows = on<SigningTables>(db)
    .selectFrom('signing.item as i')
    .innerJoin('signing.batch as b', 'b.id', 'i.batch_id')
    .select(['i.id', 'i.signed_sha256', 'i.signed_name', 'i.signed_at', 'b.id as batchId', 'b.agency_id'])
    .where('i.signed_sha256', 'is not', null)
    .orderBy('i.id')
    .limit(limit);
  if (after !== '') rows = rows.where('i.id', '>', after);
  return (await rows.execute()).map((row) => ({
    sha256: row.signed_sha256!,
    name: row.signed_name!,
    subject: `signing-batch:${row.batchId}`,
    title: row.signed_name!,
    scope: row.agency_id,
    keptSince: row.signed_at!,
    cursor: row.id,
  }));
}
