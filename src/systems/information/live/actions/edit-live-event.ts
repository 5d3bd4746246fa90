import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import type { InformationTables } from '../../db.gen.ts';
import { WRITE } from '../../rules/states.ts';
import { aboutOf } from '../changes.ts';
import { lockEvent, scopeOfEvent } from '../queries.ts';
import { proposedRefusals } from '../rules.ts';
import { LiveProposalEdit } from '../schemas.ts';

/** Changes a proposal; whoever does has written it, and may not open it. */
export const editLiveEvent = defineAction({
  name: 'information.edit-live-event',
  title: { vi: 'Sửa đề nghị mở trang trực tiếp', en: 'Edit a proposed live page' },
  input: LiveProposalEdit,
  permission: WRITE,
  scope: scopeOfEvent,
  refuse: async ({ tx }, { id, version }) => proposedRefusals(await lockEvent(tx, id), version),
  async run(context, input) {
    const { tx, actor } = context;
    const event = await lockEvent(tx, input.id);
    const about = await aboutOf(context, input);
    await on<InformationTables>(tx)
      .updateTable('information.live_event')
      .set((eb) => ({ ...about, edited_by: [...new Set([...event.editedBy, actor.id])], version: eb('version', '+', 1) }))
      .where('id', '=', input.id)
      .execute();
    return { id: input.id };
  },
  ledger: (input) => ({ subject: `live-event:${input.id}`, facts: { step: 'edit', title: input.titleVi } }),
});
