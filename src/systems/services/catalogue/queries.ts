import { type Db, on, query, sql } from '#kernel/db.ts';
import type { ServicesTables } from '../db.gen.ts';
import type { Channel, Entry, Level } from './entry.ts';
import { entryOf, type SourceRecord } from './parse/record.ts';
import { readQuestion } from './search/question.ts';
import type { Summary } from './summary.ts';

/** A procedure in a list. */
export interface Listed {
  readonly code: string;
  readonly name: string;
  readonly nameOrder: string;
  /** Procedures of daily life weigh more. */
  readonly weight: number;
  readonly field: string | null;
  readonly fieldKey: string | null;
  readonly keeper: string | null;
  readonly levels: readonly Level[];
  readonly audiences: readonly string[];
  readonly channels: readonly Channel[];
  readonly summary: Summary;
  readonly goneSince: string | null;
  /** How well it answers; 0 in lists without a question. */
  readonly score: number;
  /** How much of the question it has, 0 to 1, rare words counting more; 0 in lists without a question. */
  readonly covered: number;
}

/** What narrows a list, by the names of the address. */
export interface Narrowing {
  readonly field?: string | undefined;
  readonly level?: string | undefined;
  readonly audience?: string | undefined;
  readonly keeper?: string | undefined;
  readonly channel?: string | undefined;
}

/** Answers to a question end here: further down nothing answers it any more. */
const MOST_ANSWERS = 200;
/** Words of a question that are looked up, the rarest. */
const MOST_ASKED = 24;
/** What has less than this share of the best score is no answer. */
const LEAST_SHARE = 0.35;

const columns = sql`p.code, p.name, p.name_order as "nameOrder", p.weight, p.field, p.field_key as "fieldKey", p.keeper, p.levels, p.audiences,
  p.channels, p.summary, p.gone_since as "goneSince"`;

function narrowed({ field, level, audience, keeper, channel }: Narrowing) {
  return sql`p.gone_since is null
    and (${field ?? null}::text is null or p.field_key = ${field ?? null})
    and (${level ?? null}::text is null or ${level ?? null} = any (p.levels))
    and (${audience ?? null}::text is null or ${audience ?? null} = any (p.audiences))
    and (${channel ?? null}::text is null or ${channel ?? null} = any (p.channels))
    and (${keeper ?? null}::text is null or p.keeper = ${keeper ?? null})`;
}

/**
 * Answers to a question, best first, at most 200: the sum of what each of its words is worth (rare words more), by where it
 * stands in the procedure. A code is answered by the procedure itself.
 */
export async function answers(db: Db, typed: string, narrowing: Narrowing = {}): Promise<Listed[]> {
  const { words, weights, code } = readQuestion(typed);
  if (code !== undefined) {
    const found = await query(
      db,
      sql<Listed>`select ${columns}, 1 as score, 1 as covered from services.procedure p where p.code = ${code}`,
    );
    if (found.length > 0) return found;
  }
  if (words.length === 0) return [];
  return query(
    db,
    sql<Listed>`
      with asked as (
        select format('%L', q.word)::tsquery as word, w.procedures is not null as known, position('_' in q.word) + position('=' in q.word) = 0 as single,
          q.weight * ln(1 + (select count(*) from services.procedure)::real / coalesce(w.procedures, 1)) as weight
        from unnest(${words}::text[], ${weights}::real[]) as q (word, weight) left join services.procedure_word w on w.word = q.word
        -- The rarest: a word that stands in every third name says little and costs most.
        order by coalesce(w.procedures, 0) limit ${MOST_ASKED}),
      ranked as (
        select p.code, (sum(asked.weight * ts_rank('{0.2, 0.35, 0.6, 1}', p.words, asked.word)) * p.weight)::real as score,
          (sum(asked.weight) filter (where single) / (select sum(weight) from asked where single))::real as covered
        from asked join services.procedure p on asked.known and p.words @@ asked.word
        where ${narrowed(narrowing)}
        group by p.code, p.weight)
      select ${columns}, ranked.score, coalesce(ranked.covered, 0) as covered from ranked join services.procedure p on p.code = ranked.code
      where ranked.score >= ${LEAST_SHARE} * (select max(score) from ranked)
      order by ranked.score desc, p.code limit ${MOST_ANSWERS}`,
  );
}

/** Where a page of a list without a question ends. */
export type ListPlace = Pick<Listed, 'weight' | 'nameOrder' | 'code'>;

/** All procedures, those of daily life first, then by name, from behind a place on; one more than `limit` tells that there are more. */
export function inOrder(db: Db, narrowing: Narrowing, after: ListPlace | undefined, limit: number): Promise<Listed[]> {
  const { weight = 1_000, nameOrder = '', code = '' } = after ?? {};
  return query(
    db,
    sql<Listed>`select ${columns}, 0 as score, 0 as covered from services.procedure p
      where ${narrowed(narrowing)} and (-p.weight, p.name_order, p.code) > (-${weight}::real, ${nameOrder}, ${code})
      order by -p.weight, p.name_order, p.code limit ${limit}`,
  );
}

export interface Count {
  readonly value: string;
  /** What a person reads, where the value does not say it. */
  readonly label: string | null;
  readonly count: number;
}

export const FACETS = ['field', 'level', 'audience', 'keeper', 'channel'] as const;
export type Facet = (typeof FACETS)[number];

/** The same thing for each facet. */
export function byFacet<T>(make: (facet: Facet) => T): Record<Facet, T> {
  return Object.fromEntries(FACETS.map((facet) => [facet, make(facet)])) as unknown as Record<Facet, T>;
}

/** How many procedures there are of each kind, most frequent first. */
export async function counts(db: Db, narrowing: Narrowing): Promise<Record<Facet, Count[]>> {
  const rows = await query(
    db,
    sql<{ facet: Facet; value: string; label: string | null; count: number }>`
      with p as (select * from services.procedure p where ${narrowed(narrowing)})
      select 'field' as facet, field_key as value, min(field) as label, count(*) from p where field_key is not null group by field_key
      union all select 'keeper', keeper, null, count(*) from p where keeper is not null group by keeper
      union all select 'level', v, null, count(*) from p, unnest(levels) v group by v
      union all select 'audience', v, null, count(*) from p, unnest(audiences) v group by v
      union all select 'channel', v, null, count(*) from p, unnest(channels) v group by v
      order by 4 desc, 2`,
  );
  return byFacet((facet) => rows.filter((row) => row.facet === facet));
}

/** How many procedures are in the catalogue, and when it last changed; those that left the source are not counted. */
export async function catalogueState(db: Db): Promise<{ total: number; national: number; changedAt: Date | null }> {
  const { total, national, changedAt } = await on<ServicesTables>(db)
    .selectFrom('services.procedure')
    .select((eb) => [
      eb.fn.countAll<number>().filterWhere('gone_since', 'is', null).as('total'),
      eb.fn.countAll<number>().filterWhere('gone_since', 'is', null).filterWhere('origin', '=', 'national').as('national'),
      eb.fn.max('changed_at').as('changedAt'),
    ])
    .executeTakeFirstOrThrow();
  return { total, national, changedAt };
}

/** A version of a procedure with all it says. */
export interface Found {
  readonly code: string;
  readonly origin: 'national' | 'own';
  readonly keeper: string | null;
  readonly goneSince: string | null;
  readonly version: number;
  readonly newest: number;
  readonly validFrom: string;
  /** Day on which the record was taken from the portal, where known. */
  readonly recordsDay: string | null;
  readonly sourceUrl: string | null;
  readonly entry: Entry;
}

/** The newest version of a procedure, or the one asked for; undefined when there is none. */
export async function findProcedure(db: Db, code: string, version?: number): Promise<Found | undefined> {
  const [row] = await query(
    db,
    sql<Omit<Found, 'entry'> & { entry: Entry | null; record: SourceRecord | null }>`
      select p.code, p.origin, p.keeper, p.gone_since as "goneSince", v.version, p.version as newest, v.valid_from as "validFrom",
        v.records_day as "recordsDay", v.source_url as "sourceUrl", v.entry, v.record
      from services.procedure p join services.procedure_version v on v.code = p.code and v.version = coalesce(${version ?? null}::int, p.version)
      where p.code = ${code}`,
  );
  if (!row) return undefined;
  const { record, ...found } = row;
  const entry = record ? entryOf(record) : found.entry;
  return entry ? { ...found, entry } : undefined;
}

/** Versions of a procedure, newest first. */
export function versionsOf(db: Db, code: string): Promise<{ version: number; validFrom: string; recordsDay: string | null }[]> {
  return on<ServicesTables>(db)
    .selectFrom('services.procedure_version')
    .select(['version', 'valid_from as validFrom', 'records_day as recordsDay'])
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .limit(100)
    .execute();
}

/** Names of procedures by code, for lists made elsewhere; those that left the source too. */
export async function namesOf(db: Db, codes: readonly string[]): Promise<Map<string, Listed>> {
  const rows = await query(
    db,
    sql<Listed>`select ${columns}, 0 as score, 0 as covered from services.procedure p where p.code = any (${[...codes]}::text[])`,
  );
  return new Map(rows.map((row) => [row.code, row]));
}

/** Changes whenever the page of a procedure must, also when it begins or ceases to be offered online; one that is not there has a version too. */
export async function pageVersion(db: Db, code: string, day: string): Promise<string> {
  const [row] = await query(
    db,
    sql<{ changed: string | null; start: string | null }>`
      select (select extract(epoch from changed_at)::text || ' ' || version from services.procedure where code = ${code}) as changed,
        (select version from cases.definition where code = ${code} and valid_from <= ${day} order by valid_from desc limit 1) as start`,
  );
  return `${row?.changed ?? 'absent'} ${row?.start ?? ''}`;
}

const PORTION = 100;

/** Every procedure of the national list as it is now, as lines of JSON. */
export async function* openData(db: Db): AsyncGenerator<string> {
  for (let after = ''; ;) {
    const rows = await query(
      db,
      sql<{ code: string; validFrom: string; sourceUrl: string | null; recordsDay: string | null; record: SourceRecord }>`
        select p.code, v.valid_from as "validFrom", v.source_url as "sourceUrl", v.records_day as "recordsDay", v.record
        from services.procedure p join services.procedure_version v on v.code = p.code and v.version = p.version
        where p.origin = 'national' and p.gone_since is null and p.code > ${after} order by p.code limit ${PORTION}`,
    );
    for (const { record, ...row } of rows) yield `${JSON.stringify({ ...row, ...entryOf(record) })}\n`;
    const last = rows.at(-1);
    if (!last || rows.length < PORTION) return;
    after = last.code;
  }
}
