import { type Answers, type CaseRecord, contentOf, eventsOf, type Procedure, type ReadAnswers, readPage } from '#core/cases/index.ts';
import type { Db } from '#kernel/db.ts';
import { circumstancesOf } from '../apply/circumstances.ts';
import { allAnswers, type Facts } from '../apply/known-facts.ts';

/** Everything that is known in a case: answers, what registers said where nobody answered, and what officers found. */
export interface Values {
  readonly all: Answers;
  readonly facts: Facts;
}

/** What the last officer found, as the history keeps it. */
export async function valuesOf(db: Db, record: CaseRecord, procedure: Procedure): Promise<Values> {
  const [{ answers, facts }, events] = await Promise.all([contentOf(db, record.id), eventsOf(db, record.id)]);
  const found = events.findLast(({ data }) => data['findings'] !== undefined)?.data['findings'] as Answers | undefined;
  return { all: { ...allAnswers(procedure, answers, facts, circumstancesOf(record, facts, {}, record.channel)), ...found }, facts };
}

/** Reads what an officer found, by the procedure's own fields. */
export function readFindings(
  procedure: Procedure,
  raw: Readonly<Record<string, unknown>>,
  record: CaseRecord,
  values: Values,
): ReadAnswers {
  const page = { key: 'findings', title: procedure.name, fields: procedure.findings ?? [] };
  return readPage(page, raw, circumstancesOf(record, values.facts, values.all, record.channel));
}
