import { defineAction } from '#kernel/action.ts';
import { countChange, linesOf, openRefusals } from '../changes.ts';
import { lockEvent, scopeOfEvent } from '../queries.ts';
import { LIVE } from '../rules.ts';
import { LiveClose } from '../schemas.ts';

/** Ends an event with a summary; the page stays as it was read. */
export const closeLiveEvent = defineAction({
  name: 'information.close-live-event',
  title: { vi: 'Kết thúc trang trực tiếp', en: 'Close a live page' },
  input: LiveClose,
  permission: LIVE,
  scope: scopeOfEvent,
  refuse: openRefusals,
  async run(context, { id, summaryVi, summaryEn }) {
    const { tx, actor, now } = context;
    await countChange(context, await lockEvent(tx, id), {
      state: 'closed',
      closed_by: actor.id,
      closed_at: now,
      summary_vi: linesOf(summaryVi),
      summary_en: linesOf(summaryEn),
    });
    return { id };
  },
  ledger: ({ id }) => ({ subject: `live-event:${id}`, facts: { step: 'close' } }),
});
