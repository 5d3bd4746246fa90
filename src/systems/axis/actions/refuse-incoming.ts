import { defineAction } from '#kernel/action.ts';
import { Type } from '#kernel/schema.ts';
import { changeIncoming, lockOne } from '../commands/change.ts';
import { oneAgencyOf } from '../commands/scope.ts';
import { Id, Reason, Version } from '../schemas.ts';

/** The clerk refuses a document that was misdirected or cannot be read, and says why (status 02). */
export const refuseIncoming = defineAction({
  name: 'axis.refuse-incoming',
  title: { vi: 'Từ chối tiếp nhận', en: 'Refuse an incoming document' },
  input: Type.Object({ id: Id, version: Version, reason: Reason }),
  permission: 'axis.register',
  scope: (tx, { id }) => oneAgencyOf(tx, [id]),
  async run(context, { id, version, reason }) {
    const row = await lockOne(context, id);
    const no = await changeIncoming(context, row, { verb: 'refuse', version, note: reason.trim() });
    return { id, no };
  },
  ledger: (_input, { id, no }) => ({ subject: `incoming:${id}`, facts: { id, no, verb: 'refuse' } }),
});
