import { defineAction } from '#kernel/action.ts';
import { PUBLISH } from '../../rules/states.ts';
import { countChange } from '../changes.ts';
import { lockEvent, scopeOfEvent } from '../queries.ts';
import { openingRefusals, proposedRefusals } from '../rules.ts';
import { LiveRef } from '../schemas.ts';

/** The second person's decision: from now on the page is public, and entries go out as they are written. */
export const openLiveEvent = defineAction({
  name: 'information.open-live-event',
  title: { vi: 'Mở trang trực tiếp', en: 'Open a live page' },
  input: LiveRef,
  permission: PUBLISH,
  scope: scopeOfEvent,
  async refuse({ tx, actor }, input) {
    const event = await lockEvent(tx, input.id);
    const reasons = proposedRefusals(event, input.version);
    return reasons.length > 0 ? reasons : openingRefusals(event, actor.id);
  },
  async run(context, input) {
    const event = await lockEvent(context.tx, input.id);
    await countChange(context, event, { state: 'open', opened_by: context.actor.id, opened_at: context.now });
    return { id: input.id, code: event.code };
  },
  ledger: (input, { code }) => ({ subject: `live-event:${input.id}`, facts: { step: 'open', code } }),
});
