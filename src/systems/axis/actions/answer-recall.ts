import { defineAction } from '#kernel/action.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { changeIncoming, lockOne } from '../commands/change.ts';
import { oneAgencyOf } from '../commands/scope.ts';
import { refusedBecause } from '../errors.ts';
import { Id, Note, Version } from '../schemas.ts';

/**
 * The sender asked to take the document back: agree (15), and it is frozen here with its trace; or refuse (16) and say why.
 */
export const answerRecall = defineAction({
  name: 'axis.answer-recall',
  title: { vi: 'Trả lời yêu cầu lấy lại', en: 'Answer a request to take a document back' },
  input: Type.Object({
    id: Id,
    version: Version,
    answer: Type.Union(
      [Type.Literal('agree'), Type.Literal('refuse')],
      sentence('Hãy chọn đồng ý hoặc từ chối.', 'Choose to agree or to refuse.'),
    ),
    reason: Note,
  }),
  permission: 'axis.register',
  scope: (tx, { id }) => oneAgencyOf(tx, [id]),
  async run(context, { id, version, answer, reason }) {
    const note = reason?.trim() || null;
    if (answer === 'refuse' && note === null) throw reasonNeeded();
    const row = await lockOne(context, id);
    const no = await changeIncoming(context, row, { verb: answer === 'agree' ? 'agree-recall' : 'refuse-recall', version, note });
    return { id, no };
  },
  ledger: ({ answer }, { id, no }) => ({ subject: `incoming:${id}`, facts: { id, no, verb: `${answer}-recall` } }),
});

function reasonNeeded() {
  return refusedBecause(
    'reason-needed',
    { vi: 'Hãy ghi lý do từ chối trả lại văn bản.', en: 'State why the document is not given back.' },
    'reason',
  );
}
