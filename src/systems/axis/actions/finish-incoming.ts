import { defineAction } from '#kernel/action.ts';
import { Type } from '#kernel/schema.ts';
import { changeIncoming, lockOne } from '../commands/change.ts';
import { oneAgencyOf } from '../commands/scope.ts';
import { Id, Note, Version } from '../schemas.ts';

/** Work on a document is done; the sender is told (status 06). */
export const finishIncoming = defineAction({
  name: 'axis.finish-incoming',
  title: { vi: 'Hoàn thành xử lý', en: 'Finish a document' },
  input: Type.Object({ id: Id, version: Version, note: Note }),
  permission: 'axis.process',
  scope: (tx, { id }) => oneAgencyOf(tx, [id]),
  async run(context, { id, version, note }) {
    const row = await lockOne(context, id);
    const no = await changeIncoming(context, row, { verb: 'finish', version, note: note?.trim() || null });
    return { id, no };
  },
  ledger: (_input, { id, no }) => ({ subject: `incoming:${id}`, facts: { id, no, verb: 'finish' } }),
});
