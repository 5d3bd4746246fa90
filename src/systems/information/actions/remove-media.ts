import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { notFound } from '#kernel/problem.ts';
import { partRefusals, takePart } from '../changes.ts';
import type { InformationTables } from '../db.gen.ts';
import { scopeOfRelease } from '../queries/editions.ts';
import { WRITE } from '../rules/states.ts';
import { MediaRemove } from '../schemas.ts';

/** Takes a picture out of the edition in work; editions before keep theirs. */
export const removeMedia = defineAction({
  name: 'information.remove-media',
  title: { vi: 'Bỏ ảnh khỏi bản tin', en: 'Remove a picture from a release' },
  input: MediaRemove,
  permission: WRITE,
  scope: scopeOfRelease,
  refuse: partRefusals,
  async run(context, input) {
    const edition = await takePart(context, input.id);
    const removed = await on<InformationTables>(context.tx)
      .deleteFrom('information.media')
      .where('id', '=', isId(input.media) ? input.media : input.id)
      .where('release_id', '=', input.id)
      .where('edition', '=', edition.number)
      .returning('hash')
      .executeTakeFirst();
    if (!removed) throw notFound();
    return { id: input.id, hash: removed.hash };
  },
  ledger: (input, result) => ({ subject: `release:${input.id}`, facts: { removed: input.media, sha256: result.hash } }),
});
