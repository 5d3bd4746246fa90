import { type Channel, cancelLetters, rewriteLetter, writeLetter } from '#core/notifications/index.ts';
import { type Db, on } from '#kernel/db.ts';
import type { Lang } from '#kernel/i18n.ts';
import { enqueue } from '#kernel/jobs.ts';
import { instant, now, today } from '#kernel/time.ts';
import type { ReleaseCorrected, ReleaseEdition, ReleaseEnded, ReleasePublished } from '#systems/information/events.ts';
import type { SubscriptionsTables } from './db.gen.ts';
import { fanOutJob } from './jobs.ts';
import { type ReleaseLetter, releaseLetters } from './letters/release-letters.ts';
import { placesToTell } from './queries/places.ts';
import { findRelease, lettersAbout } from './queries/releases.ts';
import { rewriteDigests } from './digests.ts';

const LANGS: readonly Lang[] = ['vi', 'en'];
const CHANNELS: readonly Channel[] = ['mail', 'push'];
const DAY_MS = 86_400_000;
/** A mail is still news after three days of trying; a notification on a screen is not after one. */
const KEPT_MS: Readonly<Record<Channel, number>> = { mail: 3 * DAY_MS, push: DAY_MS };

/** A release is public: letters are written here, a handful; whom they go to is found by a job, one statement for many. */
export async function onPublished(tx: Db, release: ReleasePublished): Promise<void> {
  if (!(await keepRelease(tx, release, ''))) return;
  await writeLetters(tx, 'release', release.releaseId);
}

/** What has not left yet says the new words; after a major change those who got the old ones are told. */
export async function onCorrected(tx: Db, release: ReleaseCorrected): Promise<void> {
  if (!(await keepRelease(tx, release, release.major ? release.note : ''))) return;
  await rewriteWaiting(tx, release.releaseId);
  if (release.major) await writeLetters(tx, 'correction', release.releaseId);
}

export async function onWithdrawn(tx: Db, end: ReleaseEnded): Promise<void> {
  await endRelease(tx, end, 'withdrawn');
}

export async function onRetracted(tx: Db, end: ReleaseEnded): Promise<void> {
  await endRelease(tx, end, 'retracted');
}

/** False when this edition was heard of before. */
async function keepRelease(tx: Db, release: ReleaseEdition, note: string): Promise<boolean> {
  const edition = {
    edition: release.edition,
    topics: [...(release.topics ?? [])],
    persons: [...(release.persons ?? [])],
    place_code: release.placeCode ?? null,
    places: await placesToTell(tx, release.placeCode, today()),
    path: release.path,
    texts: JSON.stringify(release.texts),
    note,
  };
  const kept = await on<SubscriptionsTables>(tx)
    .insertInto('subscriptions.release')
    .values({
      id: release.releaseId,
      code: release.code,
      kind: release.kind,
      agency_id: release.agencyId,
      agency_name: release.agencyName,
      published_at: release.publishedAt,
      announced_at: now(),
      ...edition,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(edition).where('subscriptions.release.edition', '<', release.edition))
    .returning('id')
    .executeTakeFirst();
  return kept !== undefined;
}

async function writeLetters(tx: Db, kind: ReleaseLetter, releaseId: string): Promise<void> {
  const release = await findRelease(tx, releaseId);
  if (!release) return;
  for (const lang of LANGS) {
    const letters = releaseLetters(lang, kind, release);
    for (const channel of CHANNELS) {
      const until = instant(now().getTime() + KEPT_MS[channel]);
      const letterId = await writeLetter(tx, { channel, about: `release:${releaseId}`, content: letters[channel], until });
      await on<SubscriptionsTables>(tx)
        .insertInto('subscriptions.letter')
        .values({ letter_id: letterId, kind, channel, lang, releases: [releaseId] })
        .execute();
      await enqueue(tx, fanOutJob, { letterId });
    }
  }
}

async function rewriteWaiting(tx: Db, releaseId: string): Promise<void> {
  const release = await findRelease(tx, releaseId);
  if (!release) return;
  for (const { letterId, kind, lang, channel } of await lettersAbout(tx, releaseId)) {
    if (kind === 'release' || kind === 'correction') await rewriteLetter(tx, letterId, releaseLetters(lang, kind, release)[channel]);
  }
  await rewriteDigests(tx, releaseId);
}

/** What has not left yet stays here; those who got it are told. */
async function endRelease(tx: Db, { releaseId, reason }: ReleaseEnded, ended: 'withdrawn' | 'retracted'): Promise<void> {
  const known = await on<SubscriptionsTables>(tx)
    .updateTable('subscriptions.release')
    .set({ ended, ended_reason: reason })
    .where('id', '=', releaseId)
    .where((eb) => eb.or([eb('ended', 'is', null), eb('ended', '<>', ended)]))
    .returning('id')
    .executeTakeFirst();
  if (!known) return;
  const letters = await lettersAbout(tx, releaseId);
  await cancelLetters(
    tx,
    letters.filter(({ kind }) => kind !== 'digest').map(({ letterId }) => letterId),
  );
  await rewriteDigests(tx, releaseId);
  await writeLetters(tx, 'end', releaseId);
}
