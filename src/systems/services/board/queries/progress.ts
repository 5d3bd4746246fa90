import { workingCalendar } from '#core/calendar/index.ts';
import { type CaseRecord, chartOf, definitionOf, eventsOfCases, findCases } from '#core/cases/index.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import type { Period } from '../period.ts';
import type { Share } from '../points.ts';
import { type Cause, chiefCause, DECIDED, judged, legalDeadline, minutesAt } from '../progress.ts';

const at = (agencies: readonly string[]) => sql`handling_agency = any(${sql.val([...agencies])}::uuid[])`;
const decided = sql`accepted_at is not null and state = any(${sql.val([...DECIDED])}::text[])`;
/** Of most cases the legal deadline is their due_at; those of which it is not are judged one by one. */
const usual = sql`promised_on is null and due_at is not null`;
const unusual = sql`accepted_at is not null and (due_at is null or promised_on is not null)`;

/** By agency: decided on time, of those decided in the period and those open and past due at its end. */
export async function progressOf(db: Db, agencies: readonly string[], period: Period): Promise<Map<string, Share>> {
  const { from, until } = period;
  type Row = { agency: string; part: number; whole: number };
  const rows = await query<Row>(
    db,
    sql<Row>`select handling_agency as agency, count(*) filter (where ended_at < due_at) as part, count(*) as whole from cases.case_record
        where ${at(agencies)} and ended_at >= ${from} and ended_at < ${until} and ${decided} and ${usual} group by 1
      union all select handling_agency, 0, count(*) from cases.case_record
        where ${at(agencies)} and ended_at is null and due_at < ${until} and promised_on is null group by 1
      union all select handling_agency, 0, count(*) from cases.case_record
        where ${at(agencies)} and ended_at >= ${until} and due_at < ${until} and promised_on is null group by 1`,
  );
  for (const record of await unusualCases(db, agencies, period)) {
    rows.push({ agency: record.handlingAgency, part: record.judged === 'on-time' ? 1 : 0, whole: 1 });
  }
  const shares = new Map<string, Share>();
  for (const { agency, part, whole } of rows) {
    const before = shares.get(agency) ?? { part: 0, whole: 0 };
    shares.set(agency, { part: before.part + part, whole: before.whole + whole });
  }
  return shares;
}

type Judged = CaseRecord & { readonly judged: 'on-time' | 'late'; readonly legalAt: Date };

/** Cases that count in the period and whose legal deadline must be counted anew: a new date was promised, or the clock stands still. */
async function unusualCases(db: Db, agencies: readonly string[], period: Period): Promise<Judged[]> {
  const ids = await query<{ id: string }>(
    db,
    sql<{ id: string }>`select id from cases.case_record where ${at(agencies)} and ended_at is null and ${unusual}
      union all select id from cases.case_record where ${at(agencies)} and ended_at >= ${period.from} and ${unusual}`,
  );
  return judge(
    db,
    ids.map(({ id }) => id),
    period,
  );
}

async function judge(db: Db, ids: readonly string[], period: Period): Promise<Judged[]> {
  const [calendar, records] = await Promise.all([workingCalendar(db), findCases(db, ids)]);
  return records.flatMap((record) => {
    const legalAt = legalDeadline(calendar, record, now());
    const how = judged(record, legalAt, period);
    return how && legalAt ? [{ ...record, judged: how, legalAt }] : [];
  });
}

/** A late case with where its working time went, in minutes. */
export interface LateCase extends Judged {
  readonly spent: Partial<Record<Cause, number>>;
  readonly cause: Cause | undefined;
}

/** The late cases of a period, at most `limit` of them, those that ended or fell due first in front. */
export async function lateCases(db: Db, agencies: readonly string[], period: Period, limit: number): Promise<LateCase[]> {
  const { from, until } = period;
  const usualLate = await query<{ id: string }>(
    db,
    sql<{ id: string }>`(select id from cases.case_record where ${at(agencies)} and ended_at is null and due_at < ${until}
        and promised_on is null order by due_at limit ${limit})
      union all (select id from cases.case_record where ${at(agencies)} and ended_at >= ${from} and due_at < ${until}
        and ended_at >= due_at and ${usual} and (ended_at >= ${until} or ${decided}) order by ended_at limit ${limit})`,
  );
  const ids = usualLate.map(({ id }) => id);
  const records = [...(await judge(db, ids, period)), ...(await unusualCases(db, agencies, period))]
    .filter((record) => record.judged === 'late')
    .toSorted((a, b) => a.legalAt.getTime() - b.legalAt.getTime())
    .slice(0, limit);
  const [calendar, events] = await Promise.all([
    workingCalendar(db),
    eventsOfCases(
      db,
      records.map(({ id }) => id),
    ),
  ]);
  return Promise.all(
    records.map(async (record) => {
      const { procedure } = await definitionOf(db, record.definitionVersion);
      const spent = minutesAt(calendar, record, events.get(record.id) ?? [], chartOf(procedure.chart), until);
      return { ...record, spent, cause: chiefCause(spent) };
    }),
  );
}
