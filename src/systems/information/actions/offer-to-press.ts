import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { recordHistory } from '../changes.ts';
import type { InformationTables } from '../db.gen.ts';
import { mailCopies } from '../press/mails.ts';
import { queueCopies } from '../press/queue-deliveries.ts';
import { ReleaseRef } from '../press/schemas.ts';
import { lockNewest, scopeOfRelease } from '../queries/editions.ts';
import { PUBLISH } from '../rules/states.ts';

/** Lets the agency's accredited reporters read a release before its moment, each in a copy of their own. */
export const offerToPress = defineAction({
  name: 'information.offer-to-press',
  title: { vi: 'Gửi trước cho báo chí', en: 'Offer to the press under embargo' },
  input: ReleaseRef,
  permission: PUBLISH,
  scope: scopeOfRelease,
  async refuse({ tx }, input) {
    const { edition } = await lockNewest(tx, input.id);
    if (edition.state === 'embargoed') return [];
    const message = {
      vi: 'Chỉ gửi trước được bản tin đã duyệt và đã hẹn giờ.',
      en: 'Only an approved release with a moment can be offered.',
    };
    return [{ code: 'no-embargo', message }];
  },
  async run(context, input) {
    const { tx, actor, now } = context;
    const { release, edition } = await lockNewest(tx, input.id);
    const made = await on<InformationTables>(tx)
      .insertInto('information.press_offer')
      .values({ release_id: input.id, edition: edition.number, offered_at: now, offered_by: actor.id })
      .onConflict((conflict) => conflict.doNothing())
      .returning('edition')
      .executeTakeFirst();
    if (!made) return { id: input.id, edition: edition.number };
    await queueCopies(context, release.agencyId, input.id, edition.number);
    if (edition.visibleFrom) await mailCopies(context, release, edition.visibleFrom);
    await recordHistory(context, input.id, edition.number, 'offer', null);
    return { id: input.id, edition: edition.number };
  },
  ledger: (input, result) => ({ subject: `release:${input.id}`, facts: { step: 'offer-to-press', edition: result.edition } }),
});
