import { defineAction } from '#kernel/action.ts';
import { invalid } from '#kernel/problem.ts';
import { partRefusals } from '../../changes.ts';
import { lockNewest, scopeOfRelease } from '../../queries/editions.ts';
import { mediaOf } from '../../queries/media.ts';
import { WRITE } from '../../rules/states.ts';
import { changeVideo } from '../change-video.ts';
import { PosterSet } from '../schemas.ts';

/** Chooses which of the release's pictures stands where the video is until somebody plays it. */
export const setPoster = defineAction({
  name: 'information.set-poster',
  title: { vi: 'Chọn ảnh đại diện của video', en: 'Choose a video’s poster' },
  input: PosterSet,
  permission: WRITE,
  scope: scopeOfRelease,
  refuse: partRefusals,
  async run(context, { id, video, poster }) {
    const { edition } = await lockNewest(context.tx, id);
    const pictures = await mediaOf(context.tx, id, edition.number);
    if (poster !== '' && !pictures.some(({ hash }) => hash === poster)) {
      throw invalid([{ field: 'poster', message: { vi: 'Hãy chọn một ảnh của bản tin.', en: 'Choose one of the release’s pictures.' } }]);
    }
    await changeVideo(context, id, video, { poster: poster === '' ? null : poster });
    return { id };
  },
  ledger: ({ id, video, poster }) => ({ subject: `release:${id}`, facts: { video, poster } }),
});
