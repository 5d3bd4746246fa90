import { cancelLetters, rewriteLetter } from '#core/notifications/index.ts';
import type { Db } from '#kernel/db.ts';
import { digestLetters } from './letters/digest-letters.ts';
import { findReleases, lettersAbout } from './queries/releases.ts';

/** A release in digests that have not left yet has changed or ended: they say the new words, or go without it, or not at all. */
export async function rewriteDigests(tx: Db, releaseId: string): Promise<void> {
  for (const { letterId, kind, channel, lang, releases } of await lettersAbout(tx, releaseId)) {
    if (kind !== 'digest') continue;
    const left = (await findReleases(tx, releases)).filter(({ ended }) => ended === null);
    if (left.length === 0) await cancelLetters(tx, [letterId]);
    else await rewriteLetter(tx, letterId, digestLetters(lang, left)[channel]);
  }
}
