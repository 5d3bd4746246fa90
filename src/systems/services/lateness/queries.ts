import { type Db, query, sql } from '#kernel/db.ts';

/** A line of the book of cases (form 07). */
export interface BookLine {
  readonly code: string;
  readonly title: string;
  readonly submittedAt: Date;
  readonly acceptedAt: Date | null;
  readonly dueOn: string | null;
  readonly promisedOn: string | null;
  readonly endedAt: Date | null;
  readonly definitionVersion: string;
  readonly state: string;
}

const MOST_LINES = 20_000;

/** Every case that an agency received in a month (`yyyy-mm`), in the order of receipt. */
export function bookOfMonth(db: Db, agencyId: string, month: string): Promise<BookLine[]> {
  const first = `${month}-01T00:00:00+07:00`;
  return query<BookLine>(
    db,
    sql<BookLine>`select code, title, submitted_at as "submittedAt", accepted_at as "acceptedAt", due_on as "dueOn", promised_on as "promisedOn",
        ended_at as "endedAt", definition_version as "definitionVersion", state
      from cases.case_record
      where receiving_agency = ${agencyId} and submitted_at >= ${first}::timestamptz and submitted_at < ${first}::timestamptz + interval '1 month'
      order by submitted_at, id limit ${MOST_LINES}`,
  );
}
