import { definitionOf } from '#core/cases/index.ts';
import { datedSettings } from '#kernel/dated-settings.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { addDays } from '#kernel/time.ts';
import type { MeasureKey } from '../index-definition.ts';
import type { Period } from '../period.ts';
import type { Counts, Share } from '../points.ts';
import { progressOf } from './progress.ts';

type Row = { agency: string; key: MeasureKey; part: number; whole: number };
const list = (ids: readonly string[]) => sql`any(${sql.val([...ids])}::uuid[])`;

/** What each of these agencies did in a period, counted from cases, papers, results and ratings as they are. */
export async function countsOf(db: Db, agencies: readonly string[], period: Period): Promise<Map<string, Counts>> {
  const [progress, ...rest] = await Promise.all([
    progressOf(db, agencies, period),
    received(db, agencies, period),
    papers(db, agencies, period),
    results(db, agencies, period),
    payments(db, agencies, period),
    ratings(db, agencies, period),
  ]);
  const counts = new Map<string, Partial<Record<MeasureKey, Share>>>(agencies.map((id) => [id, {}]));
  for (const [agency, share] of progress) counts.get(agency)!['on-time'] = share;
  for (const { agency, key, part, whole } of rest.flat()) counts.get(agency)![key] = { part, whole };
  return counts;
}

/** Procedures in use, and dossiers handed in by people (those that a dossier opened elsewhere are not: nobody handed them in). */
async function received(db: Db, agencies: readonly string[], { from, until, first, after }: Period): Promise<Row[]> {
  type Received = { agency: string; version: string; online: number; count: number };
  const rows = await query<Received>(
    db,
    sql<Received>`select receiving_agency as agency, definition_version as version, count(*) filter (where channel = 'online') as online,
        count(*) as count
      from cases.case_record where receiving_agency = ${list(agencies)} and submitted_at >= ${from} and submitted_at < ${until}
        and parent_id is null group by 1, 2`,
  );
  const used = await Promise.all(
    rows.map(async (row) => {
      const { procedure } = await definitionOf(db, row.version);
      return { ...row, code: procedure.code, offered: procedure.ways.some(({ channel }) => channel === 'online') };
    }),
  );
  const codes = [...new Set(used.map(({ code }) => code))];
  const [pages, versions] = await Promise.all([pagesOf(db, codes), versionsOf(db, codes, first, after)]);
  return [...Map.groupBy(used, ({ agency }) => agency)].flatMap(([agency, own]): Row[] => {
    const offered = own.filter((row) => row.offered);
    const ownCodes = [...new Set(own.map(({ code }) => code))];
    const came = ownCodes.flatMap((code) => versions.get(code) ?? []);
    return [
      { agency, key: 'online', part: sum(offered, 'online'), whole: sum(offered, 'count') },
      { agency, key: 'published', part: ownCodes.filter((code) => pages.has(code)).length, whole: ownCodes.length },
      { agency, key: 'published-on-time', part: sum(came, 'part'), whole: sum(came, 'whole') },
    ];
  });
}

function sum<K extends string>(rows: readonly Readonly<Record<K, number>>[], key: K): number {
  return rows.reduce((total, row) => total + row[key], 0);
}

async function pagesOf(db: Db, codes: readonly string[]): Promise<Set<string>> {
  const rows = await query<{ code: string }>(
    db,
    sql<{ code: string }>`select code from services.procedure where code = any(${sql.val([...codes])}::text[]) and gone_since is null`,
  );
  return new Set(rows.map(({ code }) => code));
}

/** Of each procedure the versions that took effect in the period, and how many were here by that day. */
async function versionsOf(db: Db, codes: readonly string[], first: string, after: string): Promise<Map<string, Share[]>> {
  type Came = Share & { code: string };
  const rows = await query<Came>(
    db,
    sql<Came>`select code, count(*) filter (where (added_at at time zone 'Asia/Ho_Chi_Minh')::date <= valid_from) as part, count(*) as whole
      from cases.definition where code = any(${sql.val([...codes])}::text[]) and valid_from between ${first} and ${addDays(after, -1)} group by 1`,
  );
  return Map.groupBy(rows, ({ code }) => code);
}

async function papers(db: Db, agencies: readonly string[], { from, until }: Period): Promise<Row[]> {
  type Papers = { agency: string; digital: number; reused: number; whole: number };
  const rows = await query<Papers>(
    db,
    sql<Papers>`select c.receiving_agency as agency, count(*) filter (where p.file is not null or p.how in ('register', 'result')) as digital,
        count(*) filter (where p.how in ('register', 'result')) as reused, count(*) as whole
      from cases.case_record c join cases.paper p on p.case_id = c.id
      where c.receiving_agency = ${list(agencies)} and c.submitted_at >= ${from} and c.submitted_at < ${until} and c.parent_id is null
      group by 1`,
  );
  return rows.flatMap(({ agency, digital, reused, whole }): Row[] => [
    { agency, key: 'papers-digital', part: digital, whole },
    { agency, key: 'papers-reused', part: reused, whole },
  ]);
}

function results(db: Db, agencies: readonly string[], { from, until }: Period): Promise<Row[]> {
  return query<Row>(
    db,
    sql<Row>`select c.handling_agency as agency, 'result-electronic' as key,
        count(*) filter (where exists (select from cases.result r where r.case_id = c.id and r.revoked_at is null)) as part, count(*) as whole
      from cases.case_record c where c.handling_agency = ${list(agencies)} and c.ended_at >= ${from} and c.ended_at < ${until}
        and c.state in ('done', 'returned') group by 1`,
  );
}

/** Fees paid in the period; by telephone or bank unless an officer took some of it at the desk. */
function payments(db: Db, agencies: readonly string[], { from, until }: Period): Promise<Row[]> {
  return query<Row>(
    db,
    sql<Row>`select p.agency_id as agency, 'paid-online' as key, count(*) filter (where not exists (
          select from services.payment_notice n where n.request_id = p.id and n.taken_by is not null)) as part, count(*) as whole
      from services.payment_request p where p.agency_id = ${list(agencies)} and p.paid_at >= ${from} and p.paid_at < ${until} group by 1`,
  );
}

async function ratings(db: Db, agencies: readonly string[], { until, first, after }: Period): Promise<Row[]> {
  const enough = (await datedSettings(db, 'services.board_setting', until))('satisfied-from');
  return query<Row>(
    db,
    sql<Row>`select agency_id as agency, 'satisfied' as key, count(*) filter (where least(handling, duration, attitude) >= ${enough}) as part,
        count(*) as whole
      from services.rating where agency_id = ${list(agencies)} and rated_on >= ${first} and rated_on < ${after} group by 1`,
  );
}
