import { type Db, query, sql } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import { onShow } from './visible.ts';

/** The protocol allows 50,000 addresses a file. */
const PER_FILE = 50_000;

/** The newest releases; those before them lie in files by month (`/sitemap/tin-2026-03-0.xml`), which rarely change. */
export const NEWEST = '/sitemap/tin.xml';

export interface SitemapEntry {
  readonly code: string;
  readonly changed: Date;
}

const shown = () => sql`information.edition e join information.release r on r.id = e.release_id where ${onShow(now())} and r.ended is null`;
const month = sql`to_char(e.shown_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM')`;

/** Addresses of all sitemap files of releases. */
export async function sitemapFiles(db: Db, perFile = PER_FILE): Promise<string[]> {
  const older = await query<{ month: string; count: number }>(
    db,
    sql<{ month: string; count: number }>`with last as (
        select ${month} as month from ${shown()} order by e.shown_at desc, r.id desc offset ${perFile} limit 1)
      select ${month} as month, count(*) as count from ${shown()} and ${month} <= (select month from last)
      group by 1 order by 1 desc`,
  );
  // A month is whole in its own files even where the newest ones of it are in the first file too: no release falls between.
  const parts = older.flatMap(({ month: name, count }) =>
    Array.from({ length: Math.ceil(count / perFile) }, (_, part) => `/sitemap/tin-${name}-${part}.xml`),
  );
  return [NEWEST, ...parts];
}

/** The newest releases, or a part of a month's (`2026-03`), the oldest of the month first. */
export async function sitemapPart(
  db: Db,
  of?: { readonly month: string; readonly part: number },
  perFile = PER_FILE,
): Promise<SitemapEntry[]> {
  const chosen = of
    ? sql`and e.shown_at >= (${`${of.month}-01`}::date::timestamp at time zone 'Asia/Ho_Chi_Minh')
        and e.shown_at < ((${`${of.month}-01`}::date + interval '1 month')::timestamp at time zone 'Asia/Ho_Chi_Minh')
        order by e.shown_at, r.id offset ${of.part * perFile}`
    : sql`order by e.shown_at desc, r.id desc`;
  return query<SitemapEntry>(db, sql<SitemapEntry>`select r.code, e.visible_from as changed from ${shown()} ${chosen} limit ${perFile}`);
}
