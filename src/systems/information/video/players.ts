import type { Db } from '#kernel/db.ts';
import type { FileStore } from '#kernel/files.ts';
import type { Lang } from '#kernel/i18n.ts';
import { readCaptions, transcriptOf } from './captions.ts';
import { videosOf } from './queries.ts';
import type { PlayerProps } from '../views/video-player.tsx';

/** The videos of an edition with what is said in them, in the reader's language if there are such captions. */
export async function playersOf(db: Db, files: FileStore, releaseId: string, edition: number, lang: Lang): Promise<PlayerProps[]> {
  return Promise.all(
    (await videosOf(db, releaseId, edition)).map(async (video) => {
      const hash = lang === 'en' ? (video.captionsEn ?? video.captionsVi) : video.captionsVi;
      return { video, transcript: hash === null ? [] : transcriptOf(readCaptions(await files.get(hash))) };
    }),
  );
}
