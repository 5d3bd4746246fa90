import { type Db, on, sql } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { notFound } from '#kernel/problem.ts';
import { now } from '#kernel/time.ts';
import type { InformationTables } from '../db.gen.ts';
import type { ActivityChange, ActivityState } from './rules.ts';

export interface ActivityEdition {
  readonly id: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly number: number;
  readonly state: ActivityState;
  readonly stateSince: Date;
  readonly version: number;
  readonly editedBy: readonly string[];
  readonly approvedBy: string | null;
  readonly returnedReason: string | null;
  readonly change: ActivityChange;
  readonly reason: string;
  readonly visibleFrom: Date | null;
  /** `yyyy-mm-dd` */
  readonly onDay: string;
  /** Null: the whole day. */
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly titleVi: string;
  readonly titleEn: string;
  readonly venue: string;
  readonly placeCode: string | null;
  readonly placeName: string | null;
  readonly topics: readonly string[];
  readonly persons: readonly string[];
  readonly offices: readonly string[];
}

/** An activity on show with what was public of it before, the newest edition first. */
export interface ShownActivity {
  readonly id: string;
  readonly newest: ActivityEdition;
  readonly earlier: readonly ActivityEdition[];
}

export interface ActivityFilter {
  readonly agencyId?: string | undefined;
  readonly person?: string | undefined;
  readonly placeCode?: string | undefined;
  readonly topic?: string | undefined;
}

function editions(db: Db) {
  return on<InformationTables>(db)
    .selectFrom('information.activity_edition as e')
    .innerJoin('information.activity as a', 'a.id', 'e.activity_id')
    .select([
      'a.id',
      'a.agency_id as agencyId',
      'a.agency_name as agencyName',
      'e.number',
      'e.state',
      'e.state_since as stateSince',
      'e.version',
      'e.edited_by as editedBy',
      'e.approved_by as approvedBy',
      'e.returned_reason as returnedReason',
      'e.change',
      'e.reason',
      'e.visible_from as visibleFrom',
      'e.on_day as onDay',
      'e.starts_at as startsAt',
      'e.ends_at as endsAt',
      'e.title_vi as titleVi',
      'e.title_en as titleEn',
      'e.venue',
      'e.place_code as placeCode',
      'e.place_name as placeName',
      'e.topics',
      'e.persons',
      'e.offices',
    ])
    .$narrowType<{ state: ActivityState; change: ActivityChange }>();
}

/** The one condition of all that is public. */
function shown(db: Db) {
  return editions(db).where('e.state', '=', 'timed').where('e.visible_from', '<=', now());
}

function grouped(rows: readonly ActivityEdition[]): ShownActivity[] {
  const byId = Map.groupBy(rows, ({ id }) => id);
  return [...byId].flatMap(([id, [newest, ...earlier]]) => (newest ? [{ id, newest, earlier }] : []));
}

/** Activities of which any public edition falls on one of these days: what was moved away stays to be seen where it was. */
export async function activitiesBetween(db: Db, first: string, last: string, filter: ActivityFilter = {}): Promise<ShownActivity[]> {
  const { agencyId, person, placeCode, topic } = filter;
  let select = shown(db).where(
    sql<boolean>`e.activity_id in (select i.activity_id from information.activity_edition i
      where i.state = 'timed' and i.visible_from <= ${now()} and i.on_day between ${first}::date and ${last}::date)`,
  );
  if (agencyId) select = select.where('a.agency_id', '=', agencyId);
  const rows = await select.orderBy('a.id').orderBy('e.number', 'desc').execute();
  return grouped(rows).filter(
    ({ newest }) =>
      (!person || newest.persons.includes(person)) &&
      (!topic || newest.topics.includes(topic)) &&
      (!placeCode || newest.placeCode === placeCode),
  );
}

export async function shownActivity(db: Db, id: string): Promise<ShownActivity | undefined> {
  if (!isId(id)) return undefined;
  return grouped(await shown(db).where('a.id', '=', id).orderBy('e.number', 'desc').execute())[0];
}

/** The newest edition of an activity, in whatever state; for officials. */
export async function newestEdition(db: Db, id: string): Promise<ActivityEdition | undefined> {
  return isId(id) ? editions(db).where('a.id', '=', id).orderBy('e.number', 'desc').limit(1).executeTakeFirst() : undefined;
}

/** All editions of an activity, the newest first; for officials. */
export async function activityEditions(db: Db, id: string): Promise<ActivityEdition[]> {
  return isId(id) ? editions(db).where('a.id', '=', id).orderBy('e.number', 'desc').execute() : [];
}

/** The newest editions of these activities of one agency, locked; 404 when one is none of its. */
export async function lockActivities(tx: Db, agencyId: string | undefined, ids: readonly string[]): Promise<ActivityEdition[]> {
  const found: ActivityEdition[] = [];
  for (const id of [...new Set(ids)].toSorted()) {
    if (!isId(id)) throw notFound();
    await on<InformationTables>(tx).selectFrom('information.activity').select('id').where('id', '=', id).forUpdate().execute();
    const edition = await newestEdition(tx, id);
    if (!edition || edition.agencyId !== agencyId) throw notFound();
    found.push(edition);
  }
  return found;
}

/** The agency in which an activity's permissions must be held. */
export async function scopeOfActivity(tx: Db, input: { readonly id: string }): Promise<string | undefined> {
  return (await newestEdition(tx, input.id))?.agencyId;
}

/** An agency's editions at a step, by day; of the published ones those from a day on. */
export function editionsAt(db: Db, agencyId: string, state: ActivityState, from?: string): Promise<ActivityEdition[]> {
  let select = editions(db).where('a.agency_id', '=', agencyId).where('e.state', '=', state);
  if (from !== undefined) select = select.where('e.on_day', '>=', from);
  return select.orderBy('e.on_day').orderBy('e.starts_at').limit(200).execute();
}

export async function activityCounts(db: Db, agencyId: string, from: string): Promise<Map<ActivityState, number>> {
  const rows = await on<InformationTables>(db)
    .selectFrom('information.activity_edition as e')
    .innerJoin('information.activity as a', 'a.id', 'e.activity_id')
    .select(({ fn }) => ['e.state', fn.countAll<number>().as('count')])
    .where('a.agency_id', '=', agencyId)
    .where(sql<boolean>`(e.state <> 'timed' or e.on_day >= ${from}::date)`)
    .groupBy('e.state')
    .execute();
  return new Map(rows.map(({ state, count }) => [state as ActivityState, count]));
}

/** Codes of the releases that were linked to an activity. */
export async function linkedReleases(db: Db, activityId: string): Promise<string[]> {
  const rows = await on<InformationTables>(db)
    .selectFrom('information.activity_release as l')
    .innerJoin('information.release as r', 'r.id', 'l.release_id')
    .select('r.code')
    .where('l.activity_id', '=', activityId)
    .orderBy('l.linked_at')
    .execute();
  return rows.map(({ code }) => code);
}
