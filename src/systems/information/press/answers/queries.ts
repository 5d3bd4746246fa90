import { deadlineOf, workingCalendar } from '#core/calendar/index.ts';
import { type Db, on, query, sql } from '#kernel/db.ts';
import { addDays, dateOf, now, today } from '#kernel/time.ts';
import type { InformationTables } from '../../db.gen.ts';

/** Within how many days questions are answered. */
export interface AnswerTerm {
  readonly id: string;
  /** null: all agencies. */
  readonly agencyId: string | null;
  /** Kind of the release that is asked about; null: all. */
  readonly kind: string | null;
  readonly days: number;
  /** Days as they pass, or working days of the national calendar. */
  readonly unit: 'day' | 'working-day';
  readonly validFrom: string;
  readonly source: string;
  readonly proposedBy: string;
  readonly confirmedAt: Date | null;
}

const terms = (db: Db) =>
  on<InformationTables>(db)
    .selectFrom('information.answer_term')
    .select([
      'id',
      'agency_id as agencyId',
      'kind',
      'days',
      sql<AnswerTerm['unit']>`unit`.as('unit'),
      'valid_from as validFrom',
      'source',
      'proposed_by as proposedBy',
      'confirmed_at as confirmedAt',
    ]);

/** The term of a question that is asked today: the agency's own before the common one, of its kind before all kinds. */
export function termFor(db: Db, agencyId: string, kind: string): Promise<AnswerTerm> {
  return terms(db)
    .where('id', '=', sql<string>`information.answer_term_for(${agencyId}::uuid, ${kind}, ${today()}::date)`)
    .executeTakeFirstOrThrow();
}

/** The last day for a question that is asked now. No agency's own term ends after the common one. */
export async function lastDayFor(db: Db, term: AnswerTerm, at: Date): Promise<string> {
  if (term.unit === 'day') return addDays(dateOf(at), term.days);
  const { lastDay } = deadlineOf(await workingCalendar(db), at, { amount: term.days, unit: 'working-day' });
  const common = (await commonTerms(db)).find(({ validFrom, kind }) => validFrom <= dateOf(at) && kind === null);
  const latest = common && addDays(dateOf(at), common.days);
  return latest !== undefined && latest < lastDay ? latest : lastDay;
}

export function findTerm(db: Db, id: string): Promise<AnswerTerm | undefined> {
  return terms(db).where('id', '=', id).executeTakeFirst();
}

/** An agency's terms with the common ones, the newest first. */
export function termsOf(db: Db, agencyId: string): Promise<AnswerTerm[]> {
  return terms(db)
    .where((eb) => eb.or([eb('agency_id', '=', agencyId), eb('agency_id', 'is', null)]))
    .orderBy('proposed_at', 'desc')
    .limit(200)
    .execute();
}

/** The common terms that have held, for whoever reads the figures. */
export function commonTerms(db: Db): Promise<AnswerTerm[]> {
  return terms(db).where('agency_id', 'is', null).orderBy('valid_from', 'desc').execute();
}

/** How an agency answered in a year, or in one quarter of it. */
export interface AnswerFigures {
  readonly agencyId: string;
  readonly agencyName: string;
  /** 1 to 4; null: the whole year. */
  readonly quarter: number | null;
  readonly asked: number;
  readonly inTime: number;
  readonly late: number;
  readonly overdue: number;
  readonly waiting: number;
  /** Of answered ones, in days with one decimal. */
  readonly medianDays: number | null;
}

/** Only questions about releases whose moment has come: before it nobody learns that anything was asked. */
const onShowRelease = () => sql`exists (select 1 from information.edition e
  where e.release_id = r.id and e.state in ('embargoed', 'published') and e.visible_from <= ${now()})`;
const dayOf = (column: ReturnType<typeof sql>) => sql`(${column} at time zone 'Asia/Ho_Chi_Minh')::date`;

/** Figures of every agency that was asked in a year, for the year and by quarter of asking; whoever has most unanswered first. */
export function answerFigures(db: Db, year: number): Promise<AnswerFigures[]> {
  const asked = dayOf(sql`q.asked_at`);
  return query<AnswerFigures>(
    db,
    sql<AnswerFigures>`with asked as (
        select r.agency_id, extract(quarter from ${asked})::int as quarter, q.due, q.asked_at, q.answered_at, ${dayOf(sql`q.answered_at`)} as answered
        from information.press_question q join information.release r on r.id = q.release_id
        where extract(year from ${asked}) = ${year} and ${onShowRelease()}
      ), counted as (
        select agency_id, quarter, count(*) as asked,
          count(*) filter (where answered <= due) as "inTime",
          count(*) filter (where answered > due) as late,
          count(*) filter (where answered is null and due < ${today()}) as overdue,
          count(*) filter (where answered is null and due >= ${today()}) as waiting,
          round((percentile_cont(0.5) within group (order by extract(epoch from answered_at - asked_at) / 86400))::numeric, 1)::float as "medianDays"
        from asked group by grouping sets ((agency_id), (agency_id, quarter))
      )
      select agency_id as "agencyId", a.name as "agencyName", quarter, asked, "inTime", late, overdue, waiting, "medianDays"
      from counted join agencies.agency a on a.id = agency_id
      order by a.name, quarter nulls first`,
  );
}

/** Years in which something was asked that may be known, the newest first. */
export async function yearsAsked(db: Db): Promise<number[]> {
  const rows = await query<{ year: number }>(
    db,
    sql<{ year: number }>`select distinct extract(year from ${dayOf(sql`q.asked_at`)})::int as year
      from information.press_question q join information.release r on r.id = q.release_id where ${onShowRelease()} order by 1 desc`,
  );
  return rows.map(({ year }) => year);
}
