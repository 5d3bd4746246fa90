import type { Services } from '#kernel/http/services.ts';
import { on } from '#kernel/db.ts';
import type { InformationTables } from './db.gen.ts';
import type { ReleaseCorrected, ReleaseEdition, ReleaseEnded } from './events.ts';
import { asEvent } from './publishing.ts';
import { editionsOf, findRelease, type Release } from './queries/editions.ts';
import { mediaOf } from './queries/media.ts';
import { announcedMedia } from './video/announce.ts';
import { videosOf } from './video/queries.ts';

/** What an event of this system said: its name and what came with it. */
export type Announced =
  | { readonly name: 'information.published'; readonly payload: ReleaseEdition }
  | { readonly name: 'information.corrected'; readonly payload: ReleaseCorrected }
  | { readonly name: 'information.withdrawn' | 'information.retracted'; readonly payload: ReleaseEnded };

const BATCH = 500;

/**
 * Everything that was announced of releases up to now, as the events said it: release by release, each from its first
 * edition to its end. For systems that make anew what they keep of it. What is not public yet is not among it.
 */
export async function* announcedSoFar(services: Pick<Services, 'db' | 'files'>): AsyncGenerator<Announced> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const ids = await on<InformationTables>(services.db)
      .selectFrom('information.release')
      .select('id')
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .execute();
    for (const { id } of ids) {
      const release = await findRelease(services.db, id);
      if (release) yield* announcedOf(services, release);
    }
    if (ids.length < BATCH) return;
    after = ids.at(-1)?.id ?? after;
  }
}

async function* announcedOf({ db, files }: Pick<Services, 'db' | 'files'>, release: Release): AsyncGenerator<Announced> {
  const published = (await editionsOf(db, release.id)).filter(({ publishedAt }) => publishedAt !== null).reverse();
  for (const edition of published) {
    const [pictures, videos] = [await mediaOf(db, release.id, edition.number), await videosOf(db, release.id, edition.number)];
    const payload = asEvent(release, edition, await announcedMedia(files, release.kind, pictures, videos));
    if (edition.change === 'first') yield { name: 'information.published', payload };
    else yield { name: 'information.corrected', payload: { ...payload, major: edition.change === 'major', note: edition.note ?? '' } };
  }
  const { id: releaseId, code, ended, endedAt, endedReason } = release;
  if (published.length === 0 || endedAt === null || (ended !== 'withdrawn' && ended !== 'retracted')) return;
  yield { name: `information.${ended}`, payload: { releaseId, code, reason: endedReason ?? '', at: endedAt } };
}
