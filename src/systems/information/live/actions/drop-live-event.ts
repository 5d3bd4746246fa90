import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import type { InformationTables } from '../../db.gen.ts';
import { WRITE } from '../../rules/states.ts';
import { lockEvent, scopeOfEvent } from '../queries.ts';
import { proposedRefusals } from '../rules.ts';
import { LiveRef } from '../schemas.ts';

/** Takes back a proposal that was never opened. */
export const dropLiveEvent = defineAction({
  name: 'information.drop-live-event',
  title: { vi: 'Bỏ đề nghị mở trang trực tiếp', en: 'Drop a proposed live page' },
  input: LiveRef,
  permission: WRITE,
  scope: scopeOfEvent,
  refuse: async ({ tx }, { id, version }) => proposedRefusals(await lockEvent(tx, id), version),
  async run({ tx }, { id }) {
    await on<InformationTables>(tx).updateTable('information.live_event').set({ state: 'dropped' }).where('id', '=', id).execute();
    return { id };
  },
  ledger: ({ id }) => ({ subject: `live-event:${id}`, facts: { step: 'drop' } }),
});
