import { type Db, query, sql } from '#kernel/db.ts';

interface EarlierArticle {
  readonly outletId: string;
  readonly guid: string;
  readonly url: string;
  readonly title: string;
  readonly publishedAt: Date;
}

/** Articles that were read already, are not yet matched with a release and have many of its words; at most 30. */
export function earlierArticles(db: Db, releaseId: string): Promise<EarlierArticle[]> {
  return query<EarlierArticle>(
    db,
    sql<EarlierArticle>`with marks as (
        select array_agg(distinct one) as all
        from pickup.release r join pickup.paragraph p on p.release_id = r.id and p.edition = r.edition, unnest(p.fingerprints) one
        where r.id = ${releaseId}
      )
      select a.outlet_id as "outletId", a.guid, a.url, a.title, a.published_at as "publishedAt"
      from pickup.article a, marks m
      where a.fingerprints && m.all
        and not exists (select 1 from pickup.match x where x.article_id = a.id and x.release_id = ${releaseId})
        and (select count(*) from unnest(a.fingerprints) one where one = any (m.all)) >= 6
      order by a.seen_at desc limit 30`,
  );
}

/** A release with how the press used it. */
export interface UsedRelease {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly path: string;
  readonly agencyId: string;
  readonly edition: number;
  readonly publishedAt: Date;
  readonly ended: string | null;
  readonly outlets: number;
  /** Of the article that used most of it; 0 when none did. */
  readonly most: number;
  readonly firstAt: Date | null;
  readonly figures: number;
}

const used = sql<UsedRelease>`select r.id, r.code, r.title, r.path, r.agency_id as "agencyId", r.edition, r.published_at as "publishedAt", r.ended,
    count(distinct a.outlet_id) as outlets, coalesce(max(m.share), 0)::float8 as most, min(a.published_at) as "firstAt",
    coalesce(sum((select sum(jsonb_array_length(p.figures)) from pickup.passage p
      where p.article_id = m.article_id and p.release_id = m.release_id)), 0)::int as figures
  from pickup.release r left join pickup.match m on m.release_id = r.id left join pickup.article a on a.id = m.article_id`;

/** The releases that an agency published on a day of Vietnam's calendar, with how they were used. */
export function releasesOfDay(db: Db, agencyId: string, day: string): Promise<UsedRelease[]> {
  return query<UsedRelease>(
    db,
    sql<UsedRelease>`${used} where r.agency_id = ${agencyId} and (r.published_at at time zone 'Asia/Ho_Chi_Minh')::date = ${day}::date
      group by r.id order by r.published_at desc limit 300`,
  );
}

export async function usedRelease(db: Db, code: string): Promise<UsedRelease | undefined> {
  const [found] = await query<UsedRelease>(db, sql<UsedRelease>`${used} where r.code = ${code} group by r.id`);
  return found;
}

/** What an outlet used of a day's releases of an agency. */
export interface OutletDay {
  readonly name: string;
  readonly releases: number;
  /** Of the releases that it used, how much on average: 0 to 1. */
  readonly share: number;
  /** Soonest article after its release, in seconds; less than 0 when it came before. */
  readonly soonest: number;
  readonly figures: number;
}

/** The outlets that used anything of a day's releases, those that used most first. */
export function outletsOfDay(db: Db, agencyId: string, day: string): Promise<OutletDay[]> {
  return query<OutletDay>(
    db,
    sql<OutletDay>`with best as (
        select a.outlet_id, r.id, max(m.share) as share, min(extract(epoch from a.published_at - r.published_at)) as seconds,
          sum((select coalesce(sum(jsonb_array_length(p.figures)), 0) from pickup.passage p
            where p.article_id = m.article_id and p.release_id = m.release_id)) as figures
        from pickup.release r join pickup.match m on m.release_id = r.id join pickup.article a on a.id = m.article_id
        where r.agency_id = ${agencyId} and (r.published_at at time zone 'Asia/Ho_Chi_Minh')::date = ${day}::date
        group by a.outlet_id, r.id
      )
      select o.name, count(*)::int as releases, avg(b.share)::float8 as share, min(b.seconds)::float8 as soonest, sum(b.figures)::int as figures
      from best b join pickup.outlet o on o.id = b.outlet_id group by o.id, o.name order by releases desc, share desc, o.name`,
  );
}

/** An article that used a release. */
export interface UsingArticle {
  readonly id: string;
  readonly outlet: string;
  readonly url: string;
  readonly title: string;
  readonly publishedAt: Date;
  readonly edition: number;
  readonly share: number;
  readonly passages: readonly {
    readonly paragraph: number;
    readonly share: number;
    readonly figures: readonly { readonly ours: string; readonly theirs: string }[];
  }[];
}

/** The articles that used a release, the earliest first; at most 300. */
export function articlesUsing(db: Db, releaseId: string): Promise<UsingArticle[]> {
  return query<UsingArticle>(
    db,
    sql<UsingArticle>`select a.id, o.name as outlet, a.url, a.title, a.published_at as "publishedAt", m.edition, m.share::float8 as share,
        coalesce((select json_agg(json_build_object('paragraph', p.paragraph, 'share', p.share, 'figures', p.figures) order by p.paragraph)
          from pickup.passage p where p.article_id = a.id and p.release_id = m.release_id), '[]') as passages
      from pickup.match m join pickup.article a on a.id = m.article_id join pickup.outlet o on o.id = a.outlet_id
      where m.release_id = ${releaseId} order by a.published_at, o.name limit 300`,
  );
}
