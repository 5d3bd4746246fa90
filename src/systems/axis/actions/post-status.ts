import { defineAction } from '#kernel/action.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { dateOf } from '#kernel/time.ts';
import { allocateArrivalNumbers } from '../commands/arrival-number.ts';
import { changeIncoming, lockOne } from '../commands/change.ts';
import { oneAgencyOf } from '../commands/scope.ts';
import { refusedBecause } from '../errors.ts';
import type { Verb } from '../rules.ts';
import { Id, Note } from '../schemas.ts';

const verbs: Readonly<Record<string, Verb>> = {
  '02': 'refuse',
  '03': 'register',
  '04': 'assign',
  '05': 'start',
  '06': 'finish',
  '15': 'agree-recall',
  '16': 'refuse-recall',
};

/** An agency's own software says how a document stands there (codes of QCVN 102:2016); the same rules hold as for people. */
export const postStatus = defineAction({
  name: 'axis.post-status',
  title: { vi: 'Báo trạng thái từ phần mềm của cơ quan', en: 'Status from the agency’s own software' },
  input: Type.Object({
    id: Id,
    code: Type.Union(
      (['02', '03', '04', '05', '06', '15', '16'] as const).map((code) => Type.Literal(code)),
      sentence('Mã trạng thái phải là 02, 03, 04, 05, 06, 15 hoặc 16.', 'The status code must be 02, 03, 04, 05, 06, 15 or 16.'),
    ),
    description: Note,
  }),
  permission: 'axis.packets',
  scope: (tx, { id }) => oneAgencyOf(tx, [id]),
  async run(context, { id, code, description }) {
    const note = description?.trim() || null;
    if ((code === '02' || code === '16') && note === null) throw reasonNeeded();
    const row = await lockOne(context, id);
    const verb = verbs[code]!;
    if (verb !== 'register') return { id, no: await changeIncoming(context, row, { verb, version: undefined, note }) };
    const year = Number(dateOf(context.now).slice(0, 4));
    const page = { agencyId: row.agencyId, book: 'chung', year };
    const arrivalNumber = await allocateArrivalNumbers(context.tx, page, 1);
    const set = { book: page.book, year, arrivalNumber };
    return { id, no: await changeIncoming(context, row, { verb, version: undefined, note, details: set, set }) };
  },
  ledger: ({ code }, { id, no }) => ({ subject: `incoming:${id}`, facts: { id, no, code } }),
});

function reasonNeeded() {
  return refusedBecause('reason-needed', { vi: 'Trạng thái này cần lý do.', en: 'This status needs a reason.' }, 'description');
}
