import type { Channel } from '#core/notifications/index.ts';
import { type Db, on, query, sql } from '#kernel/db.ts';
import type { Lang } from '#kernel/i18n.ts';
import type { SubscriptionsTables } from '../db.gen.ts';
import type { KeptRelease, ReleaseLetter } from '../letters/release-letters.ts';

/** Releases by their ids, in the order of their publication. */
export async function findReleases(db: Db, ids: readonly string[]): Promise<KeptRelease[]> {
  if (ids.length === 0) return [];
  const rows = await on<SubscriptionsTables>(db)
    .selectFrom('subscriptions.release')
    .select(['id', 'code', 'kind', 'agency_name as agencyName', 'path', 'published_at as publishedAt', 'texts', 'note', 'ended'])
    .select('ended_reason as endedReason')
    .where('id', 'in', ids)
    .orderBy('published_at')
    .orderBy('id')
    .execute();
  return rows as unknown as KeptRelease[];
}

export async function findRelease(db: Db, id: string): Promise<KeptRelease | undefined> {
  return (await findReleases(db, [id]))[0];
}

export interface LetterOf {
  readonly letterId: number;
  readonly kind: ReleaseLetter | 'digest';
  readonly channel: Channel;
  readonly lang: Lang;
  readonly releases: readonly string[];
}

const columns = sql<LetterOf>`select letter_id as "letterId", kind, channel, lang, releases from subscriptions.letter`;

/** Every letter that told of a release. */
export function lettersAbout(db: Db, releaseId: string): Promise<LetterOf[]> {
  return query<LetterOf>(db, sql<LetterOf>`${columns} where releases @> array[${releaseId}]::uuid[] order by letter_id`);
}

export async function findLetter(db: Db, letterId: number): Promise<LetterOf | undefined> {
  const [found] = await query<LetterOf>(db, sql<LetterOf>`${columns} where letter_id = ${letterId}`);
  return found;
}

/** Whether a wish `f` is about a release: every condition that it sets holds, and it was there when the release came. `alias` is of subscriptions.release. */
export function matching(alias: string) {
  const r = sql.ref(alias);
  return sql<boolean>`(f.agency_id is null or f.agency_id = ${r}.agency_id) and (f.topic is null or f.topic = any (${r}.topics))
    and (f.place_code is null or f.place_code = any (${r}.places)) and (f.person is null or f.person = any (${r}.persons))
    and f.since <= ${r}.announced_at`;
}
