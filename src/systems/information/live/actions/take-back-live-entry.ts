import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import type { Refusal } from '#kernel/problem.ts';
import type { InformationTables } from '../../db.gen.ts';
import { PUBLISH } from '../../rules/states.ts';
import { countChange } from '../changes.ts';
import { findEntry, lockEvent, scopeOfEvent } from '../queries.ts';
import { entryGone, notOpen } from '../rules.ts';
import { LiveEntryEnd } from '../schemas.ts';

/** For what must not be read any longer, such as a name of somebody harmed: the words go, the reason stays. Also after the end. */
export const takeBackLiveEntry = defineAction({
  name: 'information.take-back-live-entry',
  title: { vi: 'Rút tin trực tiếp', en: 'Take back a live entry' },
  input: LiveEntryEnd,
  permission: PUBLISH,
  scope: scopeOfEvent,
  async refuse({ tx }, input): Promise<Refusal[]> {
    const { state } = await lockEvent(tx, input.id);
    if (state !== 'open' && state !== 'closed') return [notOpen];
    const entry = await findEntry(tx, input.id, input.entry);
    return entry && entry.takenBackReason === null ? [] : [entryGone];
  },
  async run(context, { id, entry, reason }) {
    const { tx, now } = context;
    const change = await countChange(context, await lockEvent(tx, id));
    await on<InformationTables>(tx)
      .updateTable('information.live_entry')
      .set({ taken_back_at: now, taken_back_reason: reason, pinned: false, change })
      .where('event_id', '=', id)
      .where('number', '=', entry)
      .execute();
    return { id, entry };
  },
  ledger: ({ id, entry, reason }) => ({ subject: `live-event:${id}`, facts: { step: 'take-back', entry, reason } }),
});
