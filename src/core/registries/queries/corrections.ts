import { type Db, query, sql } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import type { Json, OwnFact, Subject } from '../types.ts';

/** A fact by its id, with whose it is; `known` false: it has changed since. */
export interface FactLine {
  readonly fact: OwnFact;
  readonly subject: Subject;
  readonly register: string;
  readonly attribute: string;
  readonly known: boolean;
}

const factLine = sql`json_build_object('id', fact.id, 'value', fact.value, 'validFrom', fact.valid_from, 'validTo', fact.valid_to,
    'source', fact.source) as fact,
  json_build_object('kind', line.subject_kind, 'id', line.subject_id) as subject,
  line.register, line.attribute, fact.known_to is null as known`;

export async function factLineOf(db: Db, factId: number): Promise<FactLine | undefined> {
  const [row] = await query<FactLine>(
    db,
    sql<FactLine>`select ${factLine} from registries.fact join registries.line on line.id = fact.line_id where fact.id = ${factId}`,
  );
  return row;
}

export interface Correction extends FactLine {
  readonly id: string;
  readonly keeperId: string | null;
  readonly askedBy: string;
  readonly words: string;
  readonly askedAt: Date;
  /** Calendar date by which the keeper decides. */
  readonly due: string;
  readonly decision: 'correct' | 'refuse' | null;
  readonly value: Json | null;
  readonly reason: string | null;
  readonly proposedBy: string | null;
  readonly confirmedAt: Date | null;
}

const corrections = sql`select c.id, c.keeper_id as "keeperId", c.asked_by as "askedBy", c.words, c.asked_at as "askedAt", c.due,
    c.decision, c.value, c.reason, c.proposed_by as "proposedBy", c.confirmed_at as "confirmedAt", ${factLine}
  from registries.correction c join registries.fact on fact.id = c.fact_id join registries.line on line.id = fact.line_id`;

export async function findCorrection(db: Db, id: string): Promise<Correction | undefined> {
  if (!isId(id)) return undefined;
  const [row] = await query<Correction>(db, sql<Correction>`${corrections} where c.id = ${id}`);
  return row;
}

/** What this person asked to be corrected in somebody's facts, the latest first. */
export function correctionsOf(db: Db, personId: string, subjectId: string): Promise<Correction[]> {
  return query<Correction>(
    db,
    sql<Correction>`${corrections} where c.asked_person_id = ${personId} and line.subject_id = ${subjectId} order by c.asked_at desc limit 50`,
  );
}

/** Whether somebody has asked for a fact to be corrected and was not answered yet. */
export async function isInCorrection(db: Db, factId: number): Promise<boolean> {
  const rows = await query(db, sql`select 1 from registries.correction where fact_id = ${factId} and confirmed_at is null`);
  return rows.length > 0;
}

/** Requests that wait for a keeper, the earliest due first; `agencies` undefined: of all agencies. */
export function correctionsWaiting(db: Db, agencies: readonly string[] | undefined): Promise<Correction[]> {
  return query<Correction>(
    db,
    sql<Correction>`${corrections} where c.confirmed_at is null
      ${agencies ? sql`and c.keeper_id = any(${sql.val([...agencies])}::uuid[])` : sql``} order by c.due, c.asked_at limit 200`,
  );
}
