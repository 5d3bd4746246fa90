import type { Refusal } from '#kernel/problem.ts';
import type { Video } from './queries.ts';

/** Why an edition may not be submitted yet, as far as its videos go: who cannot hear must be able to read. */
export function missingOfVideos(kind: string, videos: readonly Video[]): Refusal[] {
  if (kind === 'video' && videos.length === 0) {
    return [{ code: 'no-video', message: { vi: 'Bản tin loại video chưa có video nào.', en: 'A video release has no video yet.' } }];
  }
  if (videos.every(({ captionsVi }) => captionsVi !== null)) return [];
  return [
    {
      code: 'no-captions',
      message: {
        vi: 'Mỗi video phải có phụ đề tiếng Việt trước khi trình duyệt, để người không nghe được cũng theo dõi được.',
        en: 'Each video needs Vietnamese captions before it is submitted, so that those who cannot hear can follow it.',
      },
    },
  ];
}
