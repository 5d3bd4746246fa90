import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import type { InformationTables } from '../../db.gen.ts';
import { countChange, entryRefusals, linesOf } from '../changes.ts';
import { findEntry, lockEvent, scopeOfEvent } from '../queries.ts';
import { LIVE } from '../rules.ts';
import { LiveEntryCorrection } from '../schemas.ts';

/** Corrects an entry openly: what it said stays to be read, struck, with the reason. */
export const correctLiveEntry = defineAction({
  name: 'information.correct-live-entry',
  title: { vi: 'Đính chính tin trực tiếp', en: 'Correct a live entry' },
  input: LiveEntryCorrection,
  permission: LIVE,
  scope: scopeOfEvent,
  refuse: entryRefusals,
  async run(context, { id, entry, textVi, textEn, reason }) {
    const { tx, actor, now } = context;
    const event = await lockEvent(tx, id);
    const before = await findEntry(tx, id, entry);
    const change = await countChange(context, event);
    const db = on<InformationTables>(tx);
    await db
      .insertInto('information.live_correction')
      .values({
        event_id: id,
        entry,
        number: (before?.corrections.length ?? 0) + 1,
        at: now,
        corrected_by: actor.id,
        was_vi: before?.textVi ?? '',
        was_en: before?.textEn ?? '',
        reason,
      })
      .execute();
    await db
      .updateTable('information.live_entry')
      .set({ text_vi: linesOf(textVi), text_en: linesOf(textEn), change })
      .where('event_id', '=', id)
      .where('number', '=', entry)
      .execute();
    return { id, entry };
  },
  ledger: ({ id, entry, reason }) => ({ subject: `live-event:${id}`, facts: { step: 'correct', entry, reason } }),
});
