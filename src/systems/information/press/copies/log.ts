import { type Db, on, sql } from '#kernel/db.ts';
import type { InformationTables } from '../../db.gen.ts';

/** A copy with its reader and how often it was opened or taken away, in which form. */
export interface CopyLine {
  readonly mark: number;
  readonly code: string;
  readonly fullName: string;
  readonly outlet: string;
  readonly pages: number;
  readonly pdfs: number;
  readonly pictures: number;
  readonly webhooks: number;
  readonly lastRead: Date | null;
}

function copies(db: Db, agencyId: string) {
  return on<InformationTables>(db)
    .selectFrom('information.press_copy as c')
    .innerJoin('information.release as r', 'r.id', 'c.release_id')
    .innerJoin('information.journalist as j', 'j.id', 'c.journalist_id')
    .leftJoin('information.press_reading as p', 'p.mark', 'c.mark')
    .select(({ fn, eb }) => {
      const of = (what: string) => fn.count<number>('p.id').filterWhere(eb('p.what', '=', what));
      return [
        'c.mark',
        'r.code',
        'j.full_name as fullName',
        'j.outlet',
        of('page').as('pages'),
        of('pdf').as('pdfs'),
        of('picture').as('pictures'),
        of('webhook').as('webhooks'),
        fn.max('p.at').as('lastRead'),
      ];
    })
    .where('r.agency_id', '=', agencyId)
    .groupBy(['c.mark', 'r.code', 'j.full_name', 'j.outlet']);
}

/** Copies of an agency's releases, the last opened first; at most 100. */
export function copiesOf(db: Db, agencyId: string): Promise<CopyLine[]> {
  return copies(db, agencyId)
    .orderBy(sql`max(p.at)`, 'desc')
    .limit(100)
    .execute();
}

export function copiesBy(db: Db, agencyId: string, marks: readonly number[]): Promise<CopyLine[]> {
  return copies(db, agencyId)
    .where('c.mark', 'in', [...marks])
    .execute();
}
