import { defineAction } from '#kernel/action.ts';
import { partRefusals } from '../../changes.ts';
import { scopeOfRelease } from '../../queries/editions.ts';
import { WRITE } from '../../rules/states.ts';
import { changeVideo } from '../change-video.ts';
import { CaptionsSet } from '../schemas.ts';

/** Gives a video its captions in one language, in place of those it had. */
export const setCaptions = defineAction({
  name: 'information.set-captions',
  title: { vi: 'Thêm phụ đề cho video', en: 'Give a video its captions' },
  input: CaptionsSet,
  permission: WRITE,
  scope: scopeOfRelease,
  refuse: partRefusals,
  async run(context, { id, video, lang, captions }) {
    await changeVideo(context, id, video, lang === 'vi' ? { captions_vi: captions } : { captions_en: captions });
    return { id };
  },
  ledger: ({ id, video, lang, captions }) => ({ subject: `release:${id}`, facts: { video, captions: lang, sha256: captions } }),
});
