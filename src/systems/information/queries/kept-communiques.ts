import { type Db, on } from '#kernel/db.ts';
import type { KeptFile } from '#kernel/module.ts';
import type { InformationTables } from '../db.gen.ts';

/** The sealed communiqués of all days, so that the proof of their seals is renewed in time. */
export async function keptCommuniques(db: Db, after: string, limit: number): Promise<readonly KeptFile[]> {
  const [day = '', agencyId = ''] = after.split(' ');
  let rows = on<InformationTables>(db)
    .selectFrom('information.communique')
    .select(['agency_id', 'day', 'number', 'pdf_hash', 'made_at'])
    .orderBy('day')
    .orderBy('agency_id')
    .limit(limit);
  if (after !== '') rows = rows.where((is) => is(is.refTuple('day', 'agency_id'), '>', is.tuple(day, agencyId)));
  return (await rows.execute()).map((row) => ({
    sha256: row.pdf_hash,
    name: `thong-cao-${row.day}.pdf`,
    subject: `communique:${row.agency_id}:${row.day}`,
    title: `Thông cáo số ${row.number}, ${row.day}`,
    scope: row.agency_id,
    keptSince: row.made_at,
    cursor: `${row.day} ${row.agency_id}`,
  }));
}
