import { defineAction } from '#kernel/action.ts';
import { Type } from '#kernel/schema.ts';
import { changeIncoming, lockOne } from '../commands/change.ts';
import { oneAgencyOf } from '../commands/scope.ts';
import { Id, Version } from '../schemas.ts';

/** Work on a document has begun (status 05). */
export const startProcessing = defineAction({
  name: 'axis.start-processing',
  title: { vi: 'Bắt đầu xử lý', en: 'Start work on a document' },
  input: Type.Object({ id: Id, version: Version }),
  permission: 'axis.process',
  scope: (tx, { id }) => oneAgencyOf(tx, [id]),
  async run(context, { id, version }) {
    const row = await lockOne(context, id);
    const no = await changeIncoming(context, row, { verb: 'start', version });
    return { id, no };
  },
  ledger: (_input, { id, no }) => ({ subject: `incoming:${id}`, facts: { id, no, verb: 'start' } }),
});
