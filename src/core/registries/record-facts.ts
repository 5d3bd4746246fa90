import { type Db, on, query, sql } from '#kernel/db.ts';
import type { Actor } from '#kernel/permission.ts';
import { isDate, now } from '#kernel/time.ts';
import type { RegistriesTables } from './db.gen.ts';
import { registerNamed } from './queries/registers.ts';
import { fits } from './rules/shapes.ts';
import { type Change, changeFrom, type KnownSpan, type Span } from './rules/spans.ts';
import type { Json, Subject } from './types.ts';

export interface Recording {
  readonly register: string;
  readonly subject: Subject;
  /** By attribute; null: it is no longer so, and nothing takes its place (a temporary residence given up). */
  readonly facts: Readonly<Record<string, Json | null>>;
  /** `yyyy-mm-dd`: since when it is so; may lie in the past. */
  readonly from: string;
  /** `case:CODE`, …: what the register has it from. */
  readonly source: string;
  readonly by: Actor;
}

/** Throws when the register does not hold such values: a fault of the caller. No value is named. */
async function demandFit(tx: Db, { register, subject, facts, from }: Recording): Promise<void> {
  if (!isDate(from)) throw new RangeError(`not a date: ${from}`);
  const known = await registerNamed(tx, register);
  if (!known) throw new Error(`there is no register ${register}`);
  if (known.subjectKind !== 'both' && known.subjectKind !== subject.kind) throw new Error(`${register} knows nothing of a ${subject.kind}`);
  for (const [name, value] of Object.entries(facts)) {
    const attribute = known.attributes.find((one) => one.name === name);
    if (!attribute) throw new Error(`register ${register} has no ${name}`);
    if (value !== null && !fits(attribute.shape, value)) throw new Error(`not a value of ${register}.${name}`);
  }
}

/** The lines of these attributes, locked in one order, so that writers wait for each other and never for ever. */
async function lockLines(tx: Db, { register, subject, facts }: Recording): Promise<Map<string, number>> {
  const names = Object.keys(facts).sort();
  await on<RegistriesTables>(tx)
    .insertInto('registries.line')
    .values(names.map((attribute) => ({ register, subject_kind: subject.kind, subject_id: subject.id, attribute })))
    .onConflict((conflict) => conflict.columns(['subject_id', 'register', 'attribute']).doNothing())
    .execute();
  const lines = await on<RegistriesTables>(tx)
    .selectFrom('registries.line')
    .select(['id', 'attribute'])
    .where('subject_id', '=', subject.id)
    .where('register', '=', register)
    .where('attribute', 'in', names)
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Map(lines.map((line) => [line.attribute, line.id]));
}

async function knownSpans(tx: Db, lineIds: readonly number[]): Promise<Map<number, KnownSpan[]>> {
  const rows = await query<KnownSpan & { lineId: number; source: string }>(
    tx,
    sql`select id, line_id as "lineId", value, valid_from as "validFrom", valid_to as "validTo" from registries.fact
      where line_id = any(${sql.val([...lineIds])}::bigint[]) and known_to is null order by valid_from`,
  );
  return Map.groupBy(rows, ({ lineId }) => lineId);
}

async function apply(tx: Db, lineId: number, change: Change, { source, by }: Pick<Recording, 'source' | 'by'>): Promise<void> {
  const at = now();
  const db = on<RegistriesTables>(tx);
  const ended = await db
    .updateTable('registries.fact')
    .set({ known_to: at, ended_by: by.id })
    .where('id', 'in', [0, ...change.ends])
    .returning('source')
    .executeTakeFirst();
  const rowOf = (span: Span, from: string) => ({
    line_id: lineId,
    value: JSON.stringify(span.value),
    valid_from: span.validFrom,
    valid_to: span.validTo,
    source: from,
    known_from: at,
    recorded_by: by.id,
  });
  const rows = [
    ...(change.kept ? [rowOf(change.kept, ended?.source ?? source)] : []),
    ...(change.added ? [rowOf(change.added, source)] : []),
  ];
  if (rows.length > 0) await db.insertInto('registries.fact').values(rows).execute();
}

/**
 * Records what is so from a day on. The older span ends there and stays to be read; what was known to change later still does.
 * The same value again changes nothing. Throws on an unknown register or attribute, or a value that is none of the attribute's.
 */
export async function recordFacts(tx: Db, recording: Recording): Promise<void> {
  if (Object.keys(recording.facts).length === 0) return;
  await demandFit(tx, recording);
  const lines = await lockLines(tx, recording);
  const spans = await knownSpans(tx, [...lines.values()]);
  for (const [attribute, lineId] of lines) {
    const change = changeFrom(spans.get(lineId) ?? [], recording.from, recording.facts[attribute] ?? null);
    if (change) await apply(tx, lineId, change, recording);
  }
}

/**
 * What was recorded was wrong: the same span says something else, and what it said stays as no longer known. False: the fact has
 * changed meanwhile, and nothing was done.
 */
export async function replaceFact(tx: Db, factId: number, value: Json, source: string, by: Actor): Promise<boolean> {
  const db = on<RegistriesTables>(tx);
  const line = db.selectFrom('registries.fact').select('line_id').where('id', '=', factId);
  await db.selectFrom('registries.line').select('id').where('id', '=', line).forUpdate().execute();
  const wrong = await db
    .selectFrom('registries.fact')
    .select(['line_id', 'valid_from', 'valid_to'])
    .where('id', '=', factId)
    .where('known_to', 'is', null)
    .executeTakeFirst();
  if (!wrong) return false;
  const added = { validFrom: wrong.valid_from, validTo: wrong.valid_to, value };
  await apply(tx, wrong.line_id, { ends: [factId], kept: undefined, added }, { source, by });
  return true;
}
