import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import type { Refusal } from '#kernel/problem.ts';
import { partRefusals, takePart } from '../../changes.ts';
import type { InformationTables } from '../../db.gen.ts';
import { lockNewest, scopeOfRelease } from '../../queries/editions.ts';
import { WRITE } from '../../rules/states.ts';
import { videosOf } from '../queries.ts';
import { VideoAdd } from '../schemas.ts';

const MOST_VIDEOS = 5;

const tooMany: Refusal = {
  code: 'too-many-videos',
  message: { vi: 'Một bản tin có không quá 5 video.', en: 'A release has at most five videos.' },
};

/** Puts a video into the edition in work. */
export const addVideo = defineAction({
  name: 'information.add-video',
  title: { vi: 'Thêm video vào bản tin', en: 'Add a video to a release' },
  input: VideoAdd,
  permission: WRITE,
  scope: scopeOfRelease,
  async refuse(context, input) {
    const reasons = await partRefusals(context, input);
    if (reasons.length > 0) return reasons;
    const { edition } = await lockNewest(context.tx, input.id);
    return (await videosOf(context.tx, input.id, edition.number)).length < MOST_VIDEOS ? [] : [tooMany];
  },
  async run(context, { id, file, upload, altVi, altEn, credit, rights }) {
    const edition = await takePart(context, id);
    const video = newId();
    const db = on<InformationTables>(context.tx);
    const position = (await videosOf(context.tx, id, edition.number)).length;
    await db
      .insertInto('information.video')
      .values({ id: video, release_id: id, edition: edition.number, position, ...file, alt_vi: altVi, alt_en: altEn, credit, rights })
      .execute();
    await db.deleteFrom('information.upload').where('id', '=', upload).where('release_id', '=', id).execute();
    return { id, video };
  },
  ledger: (input, result) => ({ subject: `release:${input.id}`, facts: { video: result.video, sha256: input.file.hash } }),
});
