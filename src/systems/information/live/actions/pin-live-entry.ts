import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import type { InformationTables } from '../../db.gen.ts';
import { countChange, entryRefusals, openRefusals, unpin } from '../changes.ts';
import { lockEvent, scopeOfEvent } from '../queries.ts';
import { LIVE } from '../rules.ts';
import { LivePin } from '../schemas.ts';

/** Puts one entry on top as what everybody must know now, in the place of the one before; 0 takes it away. */
export const pinLiveEntry = defineAction({
  name: 'information.pin-live-entry',
  title: { vi: 'Ghim điều cần biết ngay', en: 'Pin what everybody must know' },
  input: LivePin,
  permission: LIVE,
  scope: scopeOfEvent,
  refuse: (context, input) => (input.entry === 0 ? openRefusals(context, input) : entryRefusals(context, input)),
  async run(context, { id, entry }) {
    const { tx } = context;
    const change = await countChange(context, await lockEvent(tx, id));
    await unpin(context, id, change);
    if (entry > 0) {
      await on<InformationTables>(tx)
        .updateTable('information.live_entry')
        .set({ pinned: true, change })
        .where('event_id', '=', id)
        .where('number', '=', entry)
        .execute();
    }
    return { id };
  },
  ledger: ({ id, entry }) => ({ subject: `live-event:${id}`, facts: { step: 'pin', entry } }),
});
