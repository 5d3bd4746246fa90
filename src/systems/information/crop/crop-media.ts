import type { Updateable } from 'kysely';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { notFound } from '#kernel/problem.ts';
import { partRefusals, takePart } from '../changes.ts';
import type { InformationTables } from '../db.gen.ts';
import { scopeOfRelease } from '../queries/editions.ts';
import { keepRenditions } from '../queries/media.ts';
import { WRITE } from '../rules/states.ts';
import { MediaCrop, PreviewCrop } from '../schemas.ts';

/** Cuts a picture of the edition in work anew, from what was uploaded, which stays as it is; a video's poster follows. */
export const cropMedia = defineAction({
  name: 'information.crop-media',
  title: { vi: 'Cắt ảnh của bản tin', en: 'Crop a picture of a release' },
  input: MediaCrop,
  permission: WRITE,
  scope: scopeOfRelease,
  refuse: partRefusals,
  async run(context, { id, media, shape, focus, frame, picture }) {
    const { hash, width, height } = picture;
    const was = await change(context, id, media, { hash, width, height, shape, focus, frame: frame ?? null });
    await keepRenditions(context.tx, picture);
    await on<InformationTables>(context.tx)
      .updateTable('information.video')
      .set({ poster: hash })
      .where('release_id', '=', id)
      .where('edition', '=', was.edition)
      .where('poster', '=', was.hash)
      .execute();
    return { id, media };
  },
  ledger: (input) => ({ subject: `release:${input.id}`, facts: { cropped: input.media, sha256: input.picture.hash } }),
});

/** Cuts the preview that stands beside links to the release on social networks. */
export const cropPreview = defineAction({
  name: 'information.crop-preview',
  title: { vi: 'Cắt ảnh xem trước khi chia sẻ', en: 'Crop the preview beside links' },
  input: PreviewCrop,
  permission: WRITE,
  scope: scopeOfRelease,
  refuse: partRefusals,
  async run(context, { id, media, focus, frame, share }) {
    await change(context, id, media, { share_hash: share, share_focus: focus, share_frame: frame ?? null });
    return { id, media };
  },
  ledger: (input) => ({ subject: `release:${input.id}`, facts: { preview: input.media, sha256: input.share } }),
});

type Columns = Updateable<InformationTables['information.media']>;

/** Changes a picture of the edition in work and returns what it was; a Problem 404 when the edition has no such picture. */
async function change(context: ActionContext, id: string, media: string, set: Columns): Promise<{ hash: string; edition: number }> {
  const { number: edition } = await takePart(context, id);
  const db = on<InformationTables>(context.tx);
  const was = await db
    .selectFrom('information.media')
    .select(['id', 'hash'])
    .where('id', '=', isId(media) ? media : id)
    .where('release_id', '=', id)
    .where('edition', '=', edition)
    .executeTakeFirst();
  if (!was) throw notFound();
  await db.updateTable('information.media').set(set).where('id', '=', was.id).execute();
  return { hash: was.hash, edition };
}
