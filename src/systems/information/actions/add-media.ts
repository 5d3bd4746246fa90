import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { partRefusals, takePart } from '../changes.ts';
import type { InformationTables } from '../db.gen.ts';
import { scopeOfRelease } from '../queries/editions.ts';
import { keepRenditions, mediaOf } from '../queries/media.ts';
import { WRITE } from '../rules/states.ts';
import { MediaAdd } from '../schemas.ts';

/** Puts a picture into the edition in work. */
export const addMedia = defineAction({
  name: 'information.add-media',
  title: { vi: 'Thêm ảnh vào bản tin', en: 'Add a picture to a release' },
  input: MediaAdd,
  permission: WRITE,
  scope: scopeOfRelease,
  refuse: partRefusals,
  async run(context, { id, picture, altVi, altEn, credit, rights, shape, focus, share }) {
    const { tx } = context;
    const edition = await takePart(context, id);
    const position = (await mediaOf(tx, id, edition.number)).length;
    const media = newId();
    const db = on<InformationTables>(tx);
    await db
      .insertInto('information.media')
      .values({
        id: media,
        release_id: id,
        edition: edition.number,
        position,
        source_hash: picture.sourceHash,
        hash: picture.hash,
        width: picture.width,
        height: picture.height,
        shape,
        focus,
        alt_vi: altVi,
        alt_en: altEn,
        credit,
        rights,
        share_hash: share ?? null,
      })
      .execute();
    await keepRenditions(tx, picture);
    return { id, media };
  },
  ledger: (input, result) => ({ subject: `release:${input.id}`, facts: { media: result.media, sha256: input.picture.hash } }),
});
