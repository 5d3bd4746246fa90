import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import type { Refusal } from '#kernel/problem.ts';
import { refusalsOf } from '../../changes.ts';
import type { InformationTables } from '../../db.gen.ts';
import { lockNewest, scopeOfRelease } from '../../queries/editions.ts';
import { WRITE } from '../../rules/states.ts';
import { uploadsOf } from '../queries.ts';
import { UploadBegin } from '../schemas.ts';

const MOST_AT_ONCE = 5;

const tooMany: Refusal = {
  code: 'too-many-uploads',
  message: {
    vi: 'Bạn còn 5 tệp đang gửi dở cho bản tin này. Hãy gửi tiếp hoặc bỏ bớt rồi gửi tệp mới.',
    en: 'You have five unfinished uploads for this release. Finish or drop one of them first.',
  },
};

/** Makes room for a video; a file that the same person has begun to send is gone on with. */
export const beginUpload = defineAction({
  name: 'information.begin-upload',
  title: { vi: 'Bắt đầu gửi video', en: 'Begin sending a video' },
  input: UploadBegin,
  permission: WRITE,
  scope: scopeOfRelease,
  async refuse(context, input) {
    const { tx, actor } = context;
    const { edition } = await lockNewest(tx, input.id);
    const reasons = await refusalsOf(context, 'edit', { id: input.id, version: edition.version });
    if (reasons.length > 0) return reasons;
    const begun = await uploadsOf(tx, input.id, actor.id);
    return begun.length < MOST_AT_ONCE || begun.some(({ mark }) => mark === input.mark) ? [] : [tooMany];
  },
  async run({ tx, actor, now, files }, input) {
    const same = (await uploadsOf(tx, input.id, actor.id)).find(({ mark, bytes }) => mark === input.mark && bytes === input.bytes);
    if (same && !input.received) return { upload: same.id };
    const upload = input.received ?? (await files.incoming.begin());
    await on<InformationTables>(tx)
      .insertInto('information.upload')
      .values({
        id: upload,
        release_id: input.id,
        account_id: actor.id,
        name: input.name,
        bytes: input.bytes,
        mark: input.mark,
        begun_at: now,
      })
      .execute();
    return { upload };
  },
  ledger: () => undefined,
});
