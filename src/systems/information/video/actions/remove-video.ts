import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { notFound } from '#kernel/problem.ts';
import { partRefusals, takePart } from '../../changes.ts';
import type { InformationTables } from '../../db.gen.ts';
import { scopeOfRelease } from '../../queries/editions.ts';
import { WRITE } from '../../rules/states.ts';
import { VideoRef } from '../schemas.ts';

/** Takes a video out of the edition in work; editions before keep theirs. */
export const removeVideo = defineAction({
  name: 'information.remove-video',
  title: { vi: 'Bỏ video khỏi bản tin', en: 'Remove a video from a release' },
  input: VideoRef,
  permission: WRITE,
  scope: scopeOfRelease,
  refuse: partRefusals,
  async run(context, input) {
    const edition = await takePart(context, input.id);
    const removed = await on<InformationTables>(context.tx)
      .deleteFrom('information.video')
      .where('id', '=', isId(input.video) ? input.video : input.id)
      .where('release_id', '=', input.id)
      .where('edition', '=', edition.number)
      .returning('hash')
      .executeTakeFirst();
    if (!removed) throw notFound();
    return { id: input.id, hash: removed.hash };
  },
  ledger: (input, result) => ({ subject: `release:${input.id}`, facts: { removed: input.video, sha256: result.hash } }),
});
