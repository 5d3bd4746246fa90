import { type Agency, findAgencies } from '#core/agencies/index.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { indexOn } from '../index-definition.ts';
import type { Period } from '../period.ts';
import { type Score, scoreOf, together } from '../points.ts';
import { countsOf } from './counts.ts';

/** A line of the ranking. */
export interface Ranked {
  readonly agency: Agency;
  readonly score: Score;
}

export interface Board {
  readonly score: Score;
  /** Every agency that has cases here, the best share of measurable points first. */
  readonly ranking: readonly Ranked[];
}

/** Agencies that receive or handle cases: a step from one to the next in each index, however many cases lie between. */
export async function agenciesWithCases(db: Db): Promise<string[]> {
  const next = (column: string, only: string) => sql`(with recursive found as (
      (select ${sql.ref(column)} as id from cases.case_record where ${sql.raw(only)} order by 1 limit 1)
      union all
      select (select ${sql.ref(column)} from cases.case_record where ${sql.raw(only)} and ${sql.ref(column)} > found.id order by 1 limit 1)
      from found where found.id is not null)
    select id from found where id is not null)`;
  const rows = await query<{ id: string }>(
    db,
    sql<{ id: string }>`${next('receiving_agency', 'true')} union ${next('handling_agency', 'ended_at is not null')}
      union ${next('handling_agency', 'ended_at is null and due_at is not null')}`,
  );
  return rows.map(({ id }) => id);
}

/** The agencies below one, itself included. */
export async function agenciesBelow(db: Db, id: string): Promise<string[]> {
  const rows = await query<{ id: string }>(
    db,
    sql<{ id: string }>`with recursive below as (
        select id from agencies.agency where id = ${id}
        union select a.id from agencies.agency a join below b on a.parent_id = b.id)
      select id from below`,
  );
  return rows.map((row) => row.id);
}

/** The index of one agency. */
export async function scoreOfAgency(db: Db, id: string, period: Period): Promise<Score> {
  return scoreOf(indexOn(period.after), (await countsOf(db, [id], period)).get(id) ?? {});
}

/** The index of several agencies together and of each. */
export async function boardOf(db: Db, ids: readonly string[], period: Period): Promise<Board> {
  const version = indexOn(period.after);
  const [counts, agencies] = await Promise.all([countsOf(db, ids, period), findAgencies(db, [...ids])]);
  const ranking = agencies
    .map((agency) => ({ agency, score: scoreOf(version, counts.get(agency.id) ?? {}) }))
    .filter(({ score }) => score.percent !== undefined)
    .toSorted(
      (a, b) => b.score.percent! - a.score.percent! || b.score.measurable - a.score.measurable || (a.agency.code < b.agency.code ? -1 : 1),
    );
  return { score: scoreOf(version, together([...counts.values()])), ranking };
}
