import { agencyUrl, unitUrl } from '#core/agencies/index.ts';
import { type Db, on, query, sql } from '#kernel/db.ts';
import { documentUrl } from '../addresses.ts';
import type { Tables } from '../tables.ts';

/** The protocol allows 50,000 addresses a file. */
const PER_FILE = 50_000;

export interface SitemapEntry {
  readonly path: string;
  readonly day: string | undefined;
}

/** Addresses of all sitemap files. A document's file is chosen by its place of arrival, so that files stay as they are. */
export async function sitemapFiles(db: Db): Promise<string[]> {
  const [sizes] = await query<{ documents: number; units: number; agencies: number }>(
    db,
    sql<{ documents: number; units: number; agencies: number }>`
      select (select coalesce(max(seq), 0) from library.document_index) as documents,
        (select count(*) from agencies.unit) as units, (select count(*) from agencies.agency) as agencies`,
  );
  const files = (kind: string, count: number) =>
    Array.from({ length: Math.ceil(count / PER_FILE) }, (_, part) => `/sitemap/${kind}-${part}.xml`);
  return [...files('van-ban', sizes?.documents ?? 0), ...files('don-vi', sizes?.units ?? 0), ...files('co-quan', sizes?.agencies ?? 0)];
}

/** Entries of one file; undefined when there is no such file. */
export async function sitemapPart(db: Db, kind: string, part: number): Promise<SitemapEntry[] | undefined> {
  const entries = kind === 'van-ban' ? await documents(db, part) : kind === 'don-vi' ? await units(db, part) : await agencies(db, part);
  return entries.length === 0 ? undefined : entries;
}

async function documents(db: Db, part: number): Promise<SitemapEntry[]> {
  const rows = await query<{ id: string; day: string }>(
    db,
    sql<{ id: string; day: string }>`select id, to_char(updated_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') as day
      from library.document_index where seq > ${part * PER_FILE} and seq <= ${(part + 1) * PER_FILE} order by seq`,
  );
  return rows.map(({ id, day }) => ({ path: documentUrl(id), day }));
}

async function units(db: Db, part: number): Promise<SitemapEntry[]> {
  const rows = await on<Tables>(db)
    .selectFrom('agencies.unit')
    .select(['code', 'valid_from as validFrom', 'valid_to as validTo'])
    .orderBy('code')
    .orderBy('valid_from')
    .limit(PER_FILE)
    .offset(part * PER_FILE)
    .execute();
  return rows.map((unit) => ({ path: unitUrl(unit), day: undefined }));
}

async function agencies(db: Db, part: number): Promise<SitemapEntry[]> {
  const rows = await on<Tables>(db)
    .selectFrom('agencies.agency')
    .select(['id', 'code_qd20 as code', 'valid_to as validTo'])
    .orderBy('id')
    .limit(PER_FILE)
    .offset(part * PER_FILE)
    .execute();
  return rows.map((agency) => ({ path: agencyUrl(agency), day: undefined }));
}
