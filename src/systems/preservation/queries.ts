import { type Db, on, query, sql } from '#kernel/db.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { instant } from '#kernel/time.ts';
import type { PreservationTables } from './db.gen.ts';
import { AHEAD_DAYS, type State, STATES } from './rules.ts';
import type { KeptFileLine, View } from './types.ts';

function lines(db: Db) {
  return on<PreservationTables>(db)
    .selectFrom('preservation.kept_file')
    .select([
      'sha256',
      'current_sha256 as currentSha256',
      'source',
      'subject',
      'title',
      'name',
      'scope',
      'kept_since as keptSince',
      'level',
      'renewals',
      'renewed_at as renewedAt',
      'state',
      'proof_until as proofUntil',
      'held_by_kind as heldByKind',
      'held_by as heldBy',
      'reason_vi as reasonVi',
      'reason_en as reasonEn',
      'attempts',
      'examined_at as examinedAt',
      'policy',
      'next_look as nextLook',
    ]);
}

export async function findKeptFile(db: Db, sha256: string): Promise<KeptFileLine | undefined> {
  return (await lines(db).where('sha256', '=', sha256).executeTakeFirst()) as KeptFileLine | undefined;
}

/** The file, held until the transaction ends; `undefined` also while somebody else holds it: they do the same. */
export async function lockKeptFile(tx: Db, sha256: string): Promise<KeptFileLine | undefined> {
  return (await lines(tx).where('sha256', '=', sha256).forUpdate().skipLocked().executeTakeFirst()) as KeptFileLine | undefined;
}

/** In which scope a permission over the file must be held: its keeper's, or everywhere when it is nobody's in particular. */
export async function scopeOfFile(db: Db, sha256: string): Promise<string> {
  return (await findKeptFile(db, sha256))?.scope ?? EVERYWHERE;
}

/** Hashes of the files to look at: those waiting longest first, then those that were judged by another table of algorithms. */
export async function filesToTend(db: Db, at: Date, policy: string, limit: number): Promise<string[]> {
  const files = on<PreservationTables>(db).selectFrom('preservation.kept_file').select('sha256').limit(limit);
  const due = await files.where('next_look', '<=', at).orderBy('next_look').execute();
  const judgedOtherwise = sql<boolean>`(policy < ${policy} or policy > ${policy}) and next_look > ${at}`;
  const rows = due.length > 0 ? due : await files.where(judgedOtherwise).execute();
  return rows.map((row) => row.sha256);
}

/** How far a module's list was read; '' at first. */
export async function stockCursor(db: Db, source: string): Promise<string> {
  const row = await on<PreservationTables>(db)
    .selectFrom('preservation.stock')
    .select('cursor')
    .where('source', '=', source)
    .executeTakeFirst();
  return row?.cursor ?? '';
}

/** A page's place in its list: the row before it. */
export interface Place {
  /** ISO instant or `infinity`. */
  readonly until: string;
  readonly sha256: string;
}

export interface Listed {
  readonly view: View;
  /** Only this agency's; absent: all. */
  readonly scope: string | undefined;
  readonly after: Place | undefined;
  readonly at: Date;
}

export const PAGE = 50;

const UNTIL = sql<Date>`coalesce(proof_until, 'infinity'::timestamptz)`;

/** A page of the register, what ends first first; one row more than `PAGE` when there is a next page. */
export async function keptFiles(db: Db, { view, scope, after, at }: Listed): Promise<KeptFileLine[]> {
  let rows = lines(db)
    .where('state', '=', view === 'due' ? 'lasting' : view)
    .orderBy(UNTIL)
    .orderBy('sha256')
    .limit(PAGE + 1);
  if (view === 'due') rows = rows.where(UNTIL, '<=', horizonAt(at));
  if (view === 'lasting') rows = rows.where(UNTIL, '>', horizonAt(at));
  if (scope !== undefined) rows = rows.where('scope', '=', scope);
  if (after) rows = rows.where(sql<boolean>`(${UNTIL}, sha256) > (${after.until}::timestamptz, ${after.sha256})`);
  return (await rows.execute()) as KeptFileLine[];
}

/** How many files each view has. */
export async function countFiles(db: Db, scope: string | undefined, at: Date): Promise<Readonly<Record<View, number>>> {
  const rows = await query<{ state: State; all: number; due: number }>(
    db,
    sql<{ state: State; all: number; due: number }>`
      select state, count(*) as all, count(*) filter (where ${UNTIL} <= ${horizonAt(at)}) as due
      from preservation.kept_file ${scope === undefined ? sql`` : sql`where scope = ${scope}`} group by state`,
  );
  const of = (state: State) => rows.find((row) => row.state === state) ?? { all: 0, due: 0 };
  const { all, due } = of('lasting');
  const others = Object.fromEntries(STATES.map((state) => [state, of(state).all])) as Record<State, number>;
  return { ...others, due, lasting: all - due };
}

/** What ends before this is due. */
const horizonAt = (at: Date): Date => instant(at.getTime() + AHEAD_DAYS * 86_400_000);
