import { type Db, on, sql } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { notFound } from '#kernel/problem.ts';
import type { InformationTables } from '../db.gen.ts';
import type { EditionState, Ended } from '../rules/states.ts';

export interface Release {
  readonly id: string;
  readonly code: string;
  readonly kind: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly ended: Ended;
  readonly endedAt: Date | null;
  readonly endedReason: string | null;
}

export interface Edition {
  readonly releaseId: string;
  readonly number: number;
  readonly state: EditionState;
  readonly stateSince: Date;
  readonly version: number;
  readonly editedBy: readonly string[];
  readonly reviewedBy: string | null;
  readonly legalBy: string | null;
  readonly returnedReason: string | null;
  readonly change: 'first' | 'minor' | 'major';
  readonly note: string | null;
  readonly visibleFrom: Date | null;
  readonly shownAt: Date | null;
  readonly titleVi: string;
  readonly summaryVi: string;
  readonly bodyVi: string;
  readonly titleEn: string;
  readonly summaryEn: string;
  readonly bodyEn: string;
  readonly topics: readonly string[];
  readonly persons: readonly string[];
  readonly placeCode: string | null;
  readonly placeName: string | null;
  readonly publishedAt: Date | null;
}

const editionColumns = [
  'e.release_id as releaseId',
  'e.number',
  'e.state',
  'e.state_since as stateSince',
  'e.version',
  'e.edited_by as editedBy',
  'e.reviewed_by as reviewedBy',
  'e.legal_by as legalBy',
  'e.returned_reason as returnedReason',
  'e.change',
  'e.note',
  'e.visible_from as visibleFrom',
  'e.shown_at as shownAt',
  'e.title_vi as titleVi',
  'e.summary_vi as summaryVi',
  'e.body_vi as bodyVi',
  'e.title_en as titleEn',
  'e.summary_en as summaryEn',
  'e.body_en as bodyEn',
  'e.topics',
  'e.persons',
  'e.place_code as placeCode',
  'e.place_name as placeName',
  'e.published_at as publishedAt',
] as const;

function releases(db: Db) {
  return on<InformationTables>(db)
    .selectFrom('information.release as r')
    .select([
      'r.id',
      'r.code',
      'r.kind',
      'r.agency_id as agencyId',
      'r.agency_name as agencyName',
      'r.ended',
      'r.ended_at as endedAt',
      'r.ended_reason as endedReason',
    ])
    .$narrowType<{ ended: Ended }>();
}

function editions(db: Db) {
  return on<InformationTables>(db)
    .selectFrom('information.edition as e')
    .select(editionColumns)
    .$narrowType<{ state: EditionState; change: Edition['change'] }>();
}

export async function findRelease(db: Db, id: string): Promise<Release | undefined> {
  return isId(id) ? releases(db).where('r.id', '=', id).executeTakeFirst() : undefined;
}

/** All editions of a release, the newest first. For officials: unpublished ones are among them. */
export function editionsOf(db: Db, releaseId: string): Promise<Edition[]> {
  return editions(db).where('e.release_id', '=', releaseId).orderBy('e.number', 'desc').execute();
}

/** The edition last begun, locked until the transaction ends with its release; 404 when there is none. */
export async function lockNewest(tx: Db, releaseId: string): Promise<{ release: Release; edition: Edition }> {
  if (!isId(releaseId)) throw notFound();
  const release = await releases(tx).where('r.id', '=', releaseId).forUpdate().executeTakeFirst();
  const edition = await editions(tx).where('e.release_id', '=', releaseId).orderBy('e.number', 'desc').limit(1).executeTakeFirst();
  if (!release || !edition) throw notFound();
  return { release, edition };
}

/** The agency in which a release's permissions must be held. */
export async function scopeOfRelease(tx: Db, input: { readonly id: string }): Promise<string | undefined> {
  return (await findRelease(tx, input.id))?.agencyId;
}

/** A line of an agency's list of releases. */
export interface ReleaseLine extends Pick<Edition, 'number' | 'state' | 'stateSince' | 'titleVi' | 'visibleFrom' | 'returnedReason'> {
  readonly id: string;
  readonly code: string;
  readonly kind: string;
  readonly ended: Ended;
}

function lines(db: Db) {
  return on<InformationTables>(db)
    .selectFrom('information.edition as e')
    .innerJoin('information.release as r', 'r.id', 'e.release_id')
    .select([
      'r.id',
      'r.code',
      'r.kind',
      'r.ended',
      'e.number',
      'e.state',
      'e.state_since as stateSince',
      'e.title_vi as titleVi',
      'e.visible_from as visibleFrom',
      'e.returned_reason as returnedReason',
    ])
    .$narrowType<{ state: EditionState; ended: Ended }>();
}

/** A published edition that a later one has replaced is history of its release, not a line of the newsroom. */
const current = sql<boolean>`(e.state <> 'published' or not exists (
  select 1 from information.edition n where n.release_id = e.release_id and n.number > e.number and n.state = 'published'))`;

/** Editions of an agency in a state; those in work longest waiting first, published ones newest first; at most 200. */
export function linesAt(db: Db, agencyId: string, states: readonly EditionState[], writer?: string): Promise<ReleaseLine[]> {
  let select = lines(db)
    .where('r.agency_id', '=', agencyId)
    .where('e.state', 'in', [...states])
    .where(current)
    .orderBy('e.state_since', states.includes('published') ? 'desc' : 'asc')
    .limit(200);
  if (writer !== undefined) select = select.where(({ eb, val, fn }) => eb(val(writer), '=', fn.any('e.edited_by')));
  return select.execute();
}

/** How many editions of an agency stand at each state. */
export async function stateCounts(db: Db, agencyId: string): Promise<Map<EditionState, number>> {
  const rows = await on<InformationTables>(db)
    .selectFrom('information.edition as e')
    .innerJoin('information.release as r', 'r.id', 'e.release_id')
    .select(({ fn }) => ['e.state', fn.countAll<number>().as('count')])
    .where('r.agency_id', '=', agencyId)
    .where(current)
    .groupBy('e.state')
    .execute();
  return new Map(rows.map((row) => [row.state as EditionState, row.count]));
}

export interface HistoryLine {
  readonly edition: number;
  readonly at: Date;
  readonly actorId: string;
  readonly event: string;
  readonly note: string | null;
}

export function historyOf(db: Db, releaseId: string): Promise<HistoryLine[]> {
  return on<InformationTables>(db)
    .selectFrom('information.history')
    .select(['edition', 'at', 'actor_id as actorId', 'event', 'note'])
    .where('release_id', '=', releaseId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}
