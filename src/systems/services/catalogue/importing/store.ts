import { type Db, on, query, sql } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import type { ServicesTables } from '../../db.gen.ts';
import type { Entry } from '../entry.ts';
import { entryOf, PARSER, type SourceRecord } from '../parse/record.ts';
import type { TakeProcedures } from '../schemas.ts';
import { columnsOf } from './columns.ts';

/** What a portion of records did. */
export interface Taken {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly returned: number;
}

interface Known {
  readonly sha256: string;
  readonly version: number;
  readonly parser: number;
  readonly origin: string;
  readonly gone: boolean;
}

/** Where a version came from. */
export interface Origin {
  readonly origin: 'national' | 'own';
  readonly importId: string | null;
  readonly day: string;
  readonly recordsDay: string | null;
}

/** A version of a procedure, ready to be stored. */
export interface Draft {
  readonly code: string;
  readonly version: number;
  readonly sha256: string;
  readonly entry: Entry;
  readonly record: SourceRecord | null;
  readonly sourceUrl: string | null;
  readonly keeper: string | null;
}

/** Stores new and changed records as new versions; those that are the same are only counted. */
export async function takeRecords(tx: Db, input: TakeProcedures): Promise<Taken> {
  const known = await knownOf(
    tx,
    input.records.map(({ code }) => code),
  );
  const drafts: Draft[] = [];
  const taken = { added: 0, changed: 0, unchanged: 0, returned: 0 };
  const seen = new Set<string>();
  for (const { code, sha256, record } of input.records) {
    // Twice in one file: the first counts.
    if (seen.has(code)) continue;
    seen.add(code);
    const before = known.get(code);
    if (before?.gone) taken.returned += 1;
    const same = before?.sha256 === sha256 && before.origin === 'national';
    if (same && before.parser >= PARSER && !before.gone) {
      taken.unchanged += 1;
      continue;
    }
    if (!before) taken.added += 1;
    else if (!same) taken.changed += 1;
    else if (!before.gone) taken.unchanged += 1;
    drafts.push(draftOf(code, sha256, record, same ? before.version : (before?.version ?? 0) + 1));
  }
  await storeDrafts(tx, drafts, { origin: 'national', importId: input.importId, day: input.day, recordsDay: input.recordsDay });
  return taken;
}

function draftOf(code: string, sha256: string, record: SourceRecord, version: number): Draft {
  const url = record['detail_url'] ?? '';
  const sourceUrl = /^https:\/\/(?:[a-z]+\.)?dichvucong\.gov\.vn\/[\w/?=&.-]{1,300}$/.test(url) ? url : null;
  const keeper = /^[a-z][a-z-]{1,59}$/.exec(record['_nguon_thu_muc'] ?? '')?.[0] ?? null;
  return { code, version, sha256, entry: entryOf(record), record, sourceUrl, keeper };
}

async function knownOf(tx: Db, codes: readonly string[]): Promise<Map<string, Known>> {
  const rows = await on<ServicesTables>(tx)
    .selectFrom('services.procedure as p')
    .innerJoin('services.procedure_version as v', (join) => join.onRef('v.code', '=', 'p.code').onRef('v.version', '=', 'p.version'))
    .select(['p.code', 'p.version', 'p.origin', 'p.gone_since', 'v.sha256', 'v.parser'])
    .where('p.code', 'in', ['', ...codes])
    .execute();
  return new Map(rows.map(({ code, gone_since, ...row }) => [code, { ...row, gone: gone_since !== null }]));
}

/** Writes versions and the columns and gaps derived from them, three statements however many there are. */
export async function storeDrafts(tx: Db, drafts: readonly Draft[], from: Origin): Promise<void> {
  if (drafts.length === 0) return;
  const rows = drafts.map((draft) => ({ ...columnsOf(draft.code, draft.entry, draft.keeper), version: draft.version }));
  await query(
    tx,
    sql`insert into services.procedure as known
        (code, origin, version, name, name_order, field, field_key, keeper, levels, audiences, channels, words, weight, summary, tally,
         changed_at)
      select code, ${from.origin}, version, name, name_order, field, field_key, keeper, levels, audiences, channels, words::tsvector, weight,
        summary, tally, ${now()}
      from json_to_recordset(${JSON.stringify(rows)}::json) as given
        (code text, version int, name text, name_order text, field text, field_key text, keeper text, levels text[], audiences text[],
         channels text[], words text, weight real, summary jsonb, tally jsonb)
      on conflict (code) do update set
        (origin, version, name, name_order, field, field_key, keeper, levels, audiences, channels, words, weight, summary, tally,
         changed_at, gone_since)
        = (excluded.origin, excluded.version, excluded.name, excluded.name_order, excluded.field, excluded.field_key, excluded.keeper,
           excluded.levels, excluded.audiences, excluded.channels, excluded.words, excluded.weight, excluded.summary,
           excluded.tally, excluded.changed_at, null)`,
  );
  await storeVersions(tx, drafts, from);
  await storeGaps(tx, drafts);
}

async function storeVersions(tx: Db, drafts: readonly Draft[], from: Origin): Promise<void> {
  const rows = drafts.map(({ code, version, sha256, entry, record, sourceUrl }) => {
    return { code, version, sha256, entry: record ? null : entry, record, url: sourceUrl };
  });
  await query(
    tx,
    sql`insert into services.procedure_version as known
        (code, version, sha256, valid_from, import_id, source_url, records_day, record, entry, parser)
      select code, version, sha256, ${from.day}, ${from.importId}, url, ${from.recordsDay}, record, entry, ${PARSER}
      from json_to_recordset(${JSON.stringify(rows)}::json) as given
        (code text, version int, sha256 text, url text, record jsonb, entry jsonb)
      on conflict (code, version) do update set parser = excluded.parser`,
  );
}

async function storeGaps(tx: Db, drafts: readonly Draft[]): Promise<void> {
  const gaps = drafts.flatMap(({ code, entry }) =>
    [...Map.groupBy(entry.gaps, ({ field, doubt }) => `${field} ${doubt}`).values()].map((same) => ({
      code,
      field: same[0]?.field,
      reason: same[0]?.doubt,
      pieces: same.length,
      sample: same[0]?.piece ?? '',
    })),
  );
  const codes = drafts.map(({ code }) => code);
  await query(tx, sql`delete from services.procedure_gap where code = any (${codes}::text[])`);
  await query(
    tx,
    sql`insert into services.procedure_gap (code, field, reason, pieces, sample)
      select code, field, reason, pieces, sample from json_to_recordset(${JSON.stringify(gaps)}::json) as given
        (code text, field text, reason text, pieces int, sample text)`,
  );
}

/** Counts the words anew; what search weighs them by. */
export async function countWords(tx: Db): Promise<void> {
  await query(tx, sql`delete from services.procedure_word`);
  await query(
    tx,
    sql`insert into services.procedure_word (word, procedures)
      select word, ndoc from ts_stat('select words from services.procedure where gone_since is null')`,
  );
}
