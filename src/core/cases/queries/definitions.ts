import { type Db, on } from '#kernel/db.ts';
import type { CasesTables } from '../db.gen.ts';
import type { Procedure } from '../definition/types.ts';

/** A procedure as data with its version. */
export interface Versioned {
  readonly version: string;
  readonly procedure: Procedure;
}

/** Versions never change, so what was read once is kept; bounded, for a site of many procedures. */
const known = new Map<string, Versioned>();
const MOST_KNOWN = 2_000;

function keep(version: string, json: unknown): Versioned {
  const found = { version, procedure: json as Procedure };
  if (known.size >= MOST_KNOWN) known.delete(known.keys().next().value!);
  known.set(version, found);
  return found;
}

/** The version that a case pinned. */
export async function definitionOf(db: Db, version: string): Promise<Versioned> {
  const kept = known.get(version);
  if (kept) return kept;
  const row = await on<CasesTables>(db)
    .selectFrom('cases.definition')
    .select('json')
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return keep(version, row.json);
}

/** The version that new cases of a procedure follow on a day; undefined when it cannot be begun here. */
export async function definitionOn(db: Db, code: string, date: string): Promise<Versioned | undefined> {
  const row = await on<CasesTables>(db)
    .selectFrom('cases.definition')
    .select(['version', 'json'])
    .where('code', '=', code)
    .where('valid_from', '<=', date)
    .orderBy('valid_from', 'desc')
    .orderBy('added_at', 'desc')
    .executeTakeFirst();
  return row && (known.get(row.version) ?? keep(row.version, row.json));
}

/** All procedures that can be begun on a day. */
export async function definitionsOn(db: Db, date: string): Promise<Versioned[]> {
  const rows = await on<CasesTables>(db)
    .selectFrom('cases.definition')
    .distinctOn('code')
    .select(['version', 'json', 'code'])
    .where('valid_from', '<=', date)
    .orderBy('code')
    .orderBy('valid_from', 'desc')
    .orderBy('added_at', 'desc')
    .execute();
  return rows.map(({ version, json }) => ({ version, procedure: json as Procedure }));
}
