import type { SelectQueryBuilder } from 'kysely';
import { type Db, on, query, sql } from '#kernel/db.ts';
import { fold } from '#kernel/text.ts';
import { now, today } from '#kernel/time.ts';
import type { InformationTables } from '../db.gen.ts';
import type { Ended } from '../rules/states.ts';

/**
 * Whatever the public may see comes from here, and obeys one value: an edition is on show when it waits or is published
 * and its `visible_from` has come; of several the highest number is. The clock is the product's, so that tests can stop it.
 */
export interface VisibleRelease {
  readonly id: string;
  readonly code: string;
  readonly kind: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly ended: Ended;
  readonly endedAt: Date | null;
  readonly endedReason: string | null;
  readonly number: number;
  readonly visibleFrom: Date;
  readonly shownAt: Date;
  readonly titleVi: string;
  readonly summaryVi: string;
  readonly titleEn: string;
  readonly summaryEn: string;
  readonly topics: readonly string[];
  readonly persons: readonly string[];
  readonly placeCode: string | null;
  readonly placeName: string | null;
}

export interface VisibleFilter {
  readonly topic?: string | undefined;
  readonly agencyId?: string | undefined;
  readonly placeCode?: string | undefined;
  readonly person?: string | undefined;
  /** A document of the library that it speaks of. */
  readonly documentId?: string | undefined;
  /** Words to be found, as typed. */
  readonly text?: string | undefined;
  /** Older than this place in the list. */
  readonly before?: { readonly shownAt: Date; readonly id: string } | undefined;
  readonly limit: number;
}

type Joined = {
  e: InformationTables['information.edition'];
  r: InformationTables['information.release'];
} & InformationTables;

/** The one condition of all that is public, for rows `e` of information.edition. */
export const onShow = (at: Date) => sql<boolean>`e.state in ('embargoed', 'published') and e.visible_from <= ${at} and not exists (
  select 1 from information.edition n where n.release_id = e.release_id and n.number > e.number
    and n.state in ('embargoed', 'published') and n.visible_from <= ${at})`;

/** Without the bodies: lists, feeds and a sitemap of 50,000 would read all of them to show none. */
const columns = [
  'r.id',
  'r.code',
  'r.kind',
  'r.agency_id as agencyId',
  'r.agency_name as agencyName',
  'r.ended',
  'r.ended_at as endedAt',
  'r.ended_reason as endedReason',
  'e.number',
  'e.visible_from as visibleFrom',
  'e.shown_at as shownAt',
  'e.title_vi as titleVi',
  'e.summary_vi as summaryVi',
  'e.title_en as titleEn',
  'e.summary_en as summaryEn',
  'e.topics',
  'e.persons',
  'e.place_code as placeCode',
  'e.place_name as placeName',
] as const;

function visible(db: Db) {
  return on<InformationTables>(db)
    .selectFrom('information.edition as e')
    .innerJoin('information.release as r', 'r.id', 'e.release_id')
    .where(onShow(now()));
}

/** A release whole, with what its page has to ask for besides; most have none of it. */
export interface FoundRelease extends VisibleRelease {
  readonly bodyVi: string;
  readonly bodyEn: string;
  readonly hasVideos: boolean;
  readonly hasDocuments: boolean;
}

/** The edition on show of a release, ended ones included; undefined for whoever comes too early. */
export async function visibleByCode(db: Db, code: string): Promise<FoundRelease | undefined> {
  const row = await visible(db)
    .select(columns)
    .select([
      'e.body_vi as bodyVi',
      'e.body_en as bodyEn',
      sql<boolean>`exists (select 1 from information.video v where v.release_id = e.release_id and v.edition = e.number)`.as('hasVideos'),
      sql<boolean>`exists (select 1 from information.related_document d where d.release_id = e.release_id and d.edition = e.number)`.as(
        'hasDocuments',
      ),
    ])
    .where('r.code', '=', code.toUpperCase())
    .executeTakeFirst();
  return row as FoundRelease | undefined;
}

/** What differs whenever the words of a release, the questions about it or its next moment do; undefined for whoever comes too early. */
export async function visibleVersion(db: Db, code: string): Promise<{ id: string; number: number; hasDocuments: boolean } | undefined> {
  const row = await visible(db)
    .select(['r.id', 'e.number', 'r.ended', sql<boolean>`e.jws is not null`.as('signed')])
    .select([
      sql<Date | null>`(select min(n.visible_from) from information.edition n
        where n.release_id = r.id and n.state = 'embargoed' and n.visible_from > ${now()})`.as('next'),
      sql<number>`(select count(*) from information.press_question q where q.release_id = r.id and q.answer is not null)`.as('answers'),
      sql<number>`(select count(*) from information.press_question q where q.release_id = r.id and q.answer is null and q.due < ${today()})`.as(
        'late',
      ),
      sql<number>`(select count(*) from information.press_question q join information.edition n on n.release_id = case when q.release_id = r.id then q.answer_release_id else q.release_id end
        where (q.release_id = r.id or q.answer_release_id = r.id) and n.state in ('embargoed', 'published') and n.visible_from <= ${now()})`.as(
        'linked',
      ),
      sql<boolean>`exists (select 1 from information.related_document d where d.release_id = e.release_id and d.edition = e.number)`.as(
        'hasDocuments',
      ),
    ])
    .where('r.code', '=', code.toUpperCase())
    .executeTakeFirst();
  return row;
}

/** Releases on show, newest first; withdrawn and retracted ones are left out. */
export async function visibleReleases(db: Db, filter: VisibleFilter): Promise<VisibleRelease[]> {
  const rows = await narrowed(visible(db), filter)
    .select(columns)
    .orderBy('e.shown_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(filter.limit)
    .execute();
  return rows as unknown as VisibleRelease[];
}

function narrowed<O>(select: SelectQueryBuilder<Joined, 'e' | 'r', O>, filter: VisibleFilter): SelectQueryBuilder<Joined, 'e' | 'r', O> {
  const { topic, agencyId, placeCode, person, documentId, text, before } = filter;
  let found = select.where('r.ended', 'is', null);
  if (topic) found = found.where(sql<boolean>`e.topics @> array[${topic}]::text[]`);
  if (person) found = found.where(sql<boolean>`e.persons @> array[${person}]::text[]`);
  if (agencyId) found = found.where('r.agency_id', '=', agencyId);
  if (documentId) {
    found = found.where(
      sql<boolean>`exists (select 1 from information.related_document d
        where d.release_id = e.release_id and d.edition = e.number and d.document_id = ${documentId})`,
    );
  }
  if (placeCode) {
    // A province has the releases about its communes too.
    found = found.where(
      sql<boolean>`(e.place_code = ${placeCode} or e.place_code in (
        select code from agencies.unit where parent_code = ${placeCode} and valid_to is null))`,
    );
  }
  if (text) found = found.where(sql<boolean>`e.words @@ plainto_tsquery('simple', ${fold(text)})`);
  if (before) found = found.where(sql<boolean>`(e.shown_at, r.id) < (${before.shownAt}, ${before.id})`);
  return found;
}

/** The editions of a release that have been on show, the newest first. */
export interface ShownEdition {
  readonly number: number;
  readonly change: string;
  readonly note: string | null;
  readonly visibleFrom: Date;
  readonly jws: string | null;
}

export async function shownEditions(db: Db, releaseId: string): Promise<ShownEdition[]> {
  const rows = await on<InformationTables>(db)
    .selectFrom('information.edition as e')
    .select(['e.number', 'e.change', 'e.note', 'e.visible_from as visibleFrom', 'e.jws'])
    .where('e.release_id', '=', releaseId)
    .where('e.state', 'in', ['embargoed', 'published'])
    .where('e.visible_from', '<=', now())
    .orderBy('e.number', 'desc')
    .execute();
  return rows as ShownEdition[];
}

/** Those of these releases whose words have been corrected since they were first on show. */
export async function correctedAmong(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await on<InformationTables>(db)
    .selectFrom('information.edition')
    .select('release_id as id')
    .where('release_id', 'in', ids)
    .where('change', '=', 'major')
    .where('state', 'in', ['embargoed', 'published'])
    .where('visible_from', '<=', now())
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** An edition that has been on show, with what was signed; undefined before its moment. A retracted release has none. */
export async function shownEdition(db: Db, code: string, number: number) {
  return on<InformationTables>(db)
    .selectFrom('information.edition as e')
    .innerJoin('information.release as r', 'r.id', 'e.release_id')
    .select([
      'e.title_vi as titleVi',
      'e.summary_vi as summaryVi',
      'e.body_vi as bodyVi',
      'e.title_en as titleEn',
      'e.summary_en as summaryEn',
      'e.body_en as bodyEn',
      'e.signed_text as signedText',
      'e.jws',
      'r.ended',
    ])
    .where('r.code', '=', code.toUpperCase())
    .where('e.number', '=', number)
    .where('e.state', 'in', ['embargoed', 'published'])
    .where('e.visible_from', '<=', now())
    .executeTakeFirst();
}

/** The next moment at which anything appears: no public answer may be kept past it. */
export async function nextMoment(db: Db): Promise<Date | undefined> {
  const [row] = await query<{ at: Date | null }>(
    db,
    sql<{ at: Date | null }>`select least(
      (select min(visible_from) from information.edition where state = 'embargoed' and visible_from > ${now()}),
      (select min(visible_from) from information.activity_edition where state = 'timed' and visible_from > ${now()})) as at`,
  );
  return row?.at ?? undefined;
}

export interface Share {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

/** How many of the newest releases counts are taken from. */
const COUNTED = 2_000;

/** Topics, agencies, places and persons of the newest releases on show, the most frequent first; at most 12 of each. */
export async function shares(db: Db): Promise<{ topics: Share[]; agencies: Share[]; places: Share[]; persons: Share[] }> {
  const rows = await query<Share & { part: string }>(
    db,
    sql<Share & { part: string }>`with newest as materialized (
        select e.topics, e.persons, e.place_code, e.place_name, r.agency_id, r.agency_name
        from information.edition e join information.release r on r.id = e.release_id
        where ${onShow(now())} and r.ended is null order by e.shown_at desc limit ${COUNTED}
      ), parts as (
        select 'topics' as part, t.code as value, t.title_vi as label from newest, unnest(topics) one join information.topic t on t.code = one
        union all select 'persons', one, one from newest, unnest(persons) one
        union all select 'agencies', agency_id::text, agency_name from newest
        union all select 'places', place_code, place_name from newest where place_code is not null
      ), counted as (
        select part, value, min(label) as label, count(*) as count,
          row_number() over (partition by part order by count(*) desc, value) as place
        from parts group by part, value
      )
      select part, value, label, count from counted where place <= 12 order by part, place`,
  );
  const of = (part: string) => rows.filter((row) => row.part === part);
  return { topics: of('topics'), agencies: of('agencies'), places: of('places'), persons: of('persons') };
}

export interface Topic {
  readonly code: string;
  readonly titleVi: string;
  readonly titleEn: string;
}

export function topics(db: Db): Promise<Topic[]> {
  return on<InformationTables>(db)
    .selectFrom('information.topic')
    .select(['code', 'title_vi as titleVi', 'title_en as titleEn'])
    .orderBy('position')
    .execute();
}

/** Releases that have gone from the feeds since an instant: readers are told. */
export async function goneSince(db: Db, since: Date): Promise<{ code: string; at: Date }[]> {
  const rows = await visible(db)
    .select(['r.code', 'r.ended_at as at'])
    .where('r.ended', 'is not', null)
    .where('r.ended_at', '>=', since)
    .orderBy('r.ended_at', 'desc')
    .limit(50)
    .execute();
  return rows.map(({ code, at }) => ({ code, at: at ?? now() }));
}
