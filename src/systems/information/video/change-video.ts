import type { ActionContext } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { notFound } from '#kernel/problem.ts';
import { takePart } from '../changes.ts';
import type { InformationTables } from '../db.gen.ts';

type Columns = Partial<Pick<InformationTables['information.video'], 'captions_vi' | 'captions_en' | 'poster'>>;

/** Sets something of a video of the edition in work, and remembers who did; a Problem 404 when it has no such video. */
export async function changeVideo(context: ActionContext, releaseId: string, video: string, set: Columns): Promise<void> {
  const edition = await takePart(context, releaseId);
  const changed = await on<InformationTables>(context.tx)
    .updateTable('information.video')
    .set(set)
    .where('id', '=', isId(video) ? video : releaseId)
    .where('release_id', '=', releaseId)
    .where('edition', '=', edition.number)
    .returning('id')
    .executeTakeFirst();
  if (!changed) throw notFound();
}
