import { type CaseRecord, definitionOf, findCases } from '#core/cases/index.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import type { MeasureKey } from '../index-definition.ts';
import type { Period } from '../period.ts';
import { lateCases } from './progress.ts';

/** Measures that open to cases of an agency. */
const OPENED = ['on-time', 'online', 'papers-digital', 'papers-reused', 'result-electronic'] as const satisfies readonly MeasureKey[];
export type Opened = (typeof OPENED)[number];

export const isOpened = (key: string): key is Opened => (OPENED as readonly string[]).includes(key);

/** Cases of an agency that made a measure smaller than it could be, at most `limit`: for its own officials. */
export async function missedBy(db: Db, agency: string, key: Opened, period: Period, limit: number): Promise<CaseRecord[]> {
  if (key === 'on-time') return lateCases(db, [agency], period, limit);
  const { from, until } = period;
  const handedIn = sql`c.receiving_agency = ${agency} and c.submitted_at >= ${from} and c.submitted_at < ${until} and c.parent_id is null`;
  const of = {
    online: sql`${handedIn} and c.channel <> 'online'`,
    'papers-digital': sql`${handedIn} and exists (select from cases.paper p where p.case_id = c.id and p.file is null and p.how not in ('register', 'result'))`,
    'papers-reused': sql`${handedIn} and exists (select from cases.paper p where p.case_id = c.id and p.how not in ('register', 'result'))`,
    'result-electronic': sql`c.handling_agency = ${agency} and c.ended_at >= ${from} and c.ended_at < ${until} and c.state in ('done', 'returned')
      and not exists (select from cases.result r where r.case_id = c.id and r.revoked_at is null)`,
  }[key];
  const rows = await query<{ id: string }>(db, sql<{ id: string }>`select c.id from cases.case_record c where ${of} limit ${limit}`);
  const records = await findCases(
    db,
    rows.map(({ id }) => id),
  );
  if (key !== 'online') return records;
  const offered = await Promise.all(
    records.map(async (record) =>
      (await definitionOf(db, record.definitionVersion)).procedure.ways.some(({ channel }) => channel === 'online'),
    ),
  );
  return records.filter((_record, index) => offered[index]);
}

/** What people wrote beside their marks, without case, name or day: in an order that says nothing either. */
export async function wordsFor(db: Db, agency: string, { first, after }: Period, limit: number): Promise<string[]> {
  const rows = await query<{ words: string }>(
    db,
    sql<{ words: string }>`select g.words from services.rating r join services.rating_giver g on g.rating_id = r.id
      where r.agency_id = ${agency} and r.rated_on >= ${first} and r.rated_on < ${after} and g.words <> '' order by r.id limit ${limit}`,
  );
  return rows.map(({ words }) => words);
}
