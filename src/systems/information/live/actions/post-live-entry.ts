import { createHash } from 'node:crypto';
import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { invalid, type FieldError } from '#kernel/problem.ts';
import { keepRenditions } from '../../queries/media.ts';
import type { InformationTables } from '../../db.gen.ts';
import { countChange, linesOf, openRefusals, unpin } from '../changes.ts';
import { lockEvent, scopeOfEvent } from '../queries.ts';
import { LIVE } from '../rules.ts';
import { LiveEntryPost } from '../schemas.ts';

/** Writes an entry into an open event: public at once, by one person who may. */
export const postLiveEntry = defineAction({
  name: 'information.post-live-entry',
  title: { vi: 'Đăng tin trực tiếp', en: 'Post a live entry' },
  input: LiveEntryPost,
  permission: LIVE,
  scope: scopeOfEvent,
  refuse: openRefusals,
  async run(context, input) {
    const { tx, actor, now } = context;
    const { picture } = input;
    if (picture) describe(input);
    const event = await lockEvent(tx, input.id);
    const number = event.entries + 1;
    const change = await countChange(context, event, { entries: number });
    if (input.pinned) await unpin(context, input.id, change);
    const db = on<InformationTables>(tx);
    const shown = picture
      ? {
          media_hash: picture.hash,
          media_width: picture.width,
          media_height: picture.height,
          alt_vi: input.altVi,
          alt_en: input.altEn,
          credit: input.credit,
        }
      : {};
    const words = { text_vi: linesOf(input.textVi), text_en: linesOf(input.textEn) };
    await db
      .insertInto('information.live_entry')
      .values({ event_id: input.id, number, change, at: now, posted_by: actor.id, pinned: input.pinned, ...words, ...shown })
      .execute();
    if (picture) await keepRenditions(tx, picture);
    return { id: input.id, entry: number };
  },
  ledger: (input, { entry }) => ({
    subject: `live-event:${input.id}`,
    facts: {
      step: 'post',
      entry,
      sha256: createHash('sha256').update(linesOf(input.textVi)).digest('hex'),
      picture: input.picture?.hash ?? null,
    },
  }),
});

/** A picture needs what every picture of this system has: words for those who cannot see it, and whose it is. */
function describe({ altVi, credit }: { readonly altVi: string; readonly credit: string }): void {
  const missing: FieldError[] = [];
  if (altVi.trim() === '') {
    missing.push({
      field: 'altVi',
      message: { vi: 'Hãy mô tả ảnh cho người không nhìn thấy ảnh.', en: 'Describe the picture for those who cannot see it.' },
    });
  }
  if (credit.trim() === '') {
    missing.push({ field: 'credit', message: { vi: 'Hãy ghi tác giả hoặc nguồn ảnh.', en: 'Name the author or source of the picture.' } });
  }
  if (missing.length > 0) throw invalid(missing);
}
