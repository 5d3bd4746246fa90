import { type Db, query, sql } from '#kernel/db.ts';
import { dateOf } from '#kernel/time.ts';
import type { OwnFact, Subject } from '../types.ts';

/**
 * What a register says of a subject on the day of an instant, by attribute. For the owner's own page only: it leaves no look.
 * Whoever asks for somebody else's facts calls `lookUp`.
 */
export async function factsOf(db: Db, register: string, subject: Subject, asOf: Date): Promise<Readonly<Record<string, OwnFact>>> {
  const day = dateOf(asOf);
  const rows = await query<OwnFact & { attribute: string }>(
    db,
    sql`select line.attribute, fact.id, fact.value, fact.valid_from as "validFrom", fact.valid_to as "validTo", fact.source
      from registries.line join registries.fact on fact.line_id = line.id
      where line.subject_id = ${subject.id} and line.subject_kind = ${subject.kind} and line.register = ${register}
        and fact.known_to is null and fact.valid_from <= ${day}::date and (fact.valid_to is null or fact.valid_to > ${day}::date)`,
  );
  return Object.fromEntries(rows.map(({ attribute, ...fact }) => [attribute, fact]));
}

/** What was so before, and what was believed and was wrong. */
export interface PastFact extends OwnFact {
  /** Since when it is known that it was wrong; null: it was, or is, so. */
  readonly wrongSince: Date | null;
}

/** All that a register ever said of the attribute that a fact is of, the latest span first. For the owner's own page only. */
export function historyOf(db: Db, factId: number): Promise<PastFact[]> {
  return query<PastFact>(
    db,
    sql<PastFact>`select fact.id, fact.value, fact.valid_from as "validFrom", fact.valid_to as "validTo", fact.source, fact.known_to as "wrongSince"
      from registries.fact
      where fact.line_id = (select line_id from registries.fact where id = ${factId}) and (fact.known_to is null or not exists (
        select 1 from registries.fact same
        where same.line_id = fact.line_id and same.known_to is null and same.valid_from = fact.valid_from and same.value = fact.value))
      order by fact.valid_from desc, fact.known_to nulls first, fact.id desc limit 100`,
  );
}
