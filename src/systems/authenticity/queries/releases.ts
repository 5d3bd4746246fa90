import { type Db, on } from '#kernel/db.ts';
import type { AuthenticityTables } from '../db.gen.ts';

/** A release as far as the check needs it, with what has become of it since. */
export interface KnownRelease {
  readonly id: string;
  readonly code: string;
  readonly agencyName: string;
  readonly path: string;
  /** The newest edition. */
  readonly edition: number;
  readonly state: 'published' | 'withdrawn' | 'retracted';
  readonly endedReason: string | null;
  readonly endedAt: Date | null;
  readonly title: string;
  readonly editions: readonly KnownEdition[];
}

export interface KnownEdition {
  readonly edition: number;
  readonly publishedAt: Date;
  readonly major: boolean;
  readonly note: string | null;
}

type Which = { readonly id: string } | { readonly code: string } | { readonly path: string };

/** A release by its id, its code or its path on this site. */
export async function findRelease(db: Db, which: Which): Promise<KnownRelease | undefined> {
  const [column, value] = Object.entries(which)[0] as ['id' | 'code' | 'path', string];
  const release = await on<AuthenticityTables>(db)
    .selectFrom('authenticity.release')
    .select(['id', 'code', 'agency_name as agencyName', 'path', 'edition', 'state', 'ended_reason as endedReason', 'ended_at as endedAt'])
    .where(column, '=', value)
    .executeTakeFirst();
  if (!release) return undefined;
  const editions = await on<AuthenticityTables>(db)
    .selectFrom('authenticity.edition')
    .select(['edition', 'published_at as publishedAt', 'major', 'note'])
    .where('release_id', '=', release.id)
    .orderBy('edition')
    .execute();
  const text = await on<AuthenticityTables>(db)
    .selectFrom('authenticity.edition_text')
    .select('title')
    .where('release_id', '=', release.id)
    .where('source', '=', 'release')
    .where('lang', '=', 'vi')
    .orderBy('edition', 'desc')
    .executeTakeFirst();
  return { ...release, state: release.state as KnownRelease['state'], title: text?.title ?? release.code, editions };
}

/** The release that a post of ours carries, by the post's normalised address. */
export interface KnownPost {
  readonly releaseId: string;
  readonly edition: number;
  readonly platform: string;
  readonly accountStableId: string;
  readonly postedAt: Date;
}

export async function releaseOfPost(db: Db, urlKey: string): Promise<KnownPost | undefined> {
  return on<AuthenticityTables>(db)
    .selectFrom('authenticity.post')
    .select(['release_id as releaseId', 'edition', 'platform', 'account_stable_id as accountStableId', 'posted_at as postedAt'])
    .where('url_key', '=', urlKey)
    .executeTakeFirst();
}
