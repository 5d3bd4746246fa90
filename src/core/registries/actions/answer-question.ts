import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import type { RegistriesTables } from '../db.gen.ts';
import { KEEP } from '../permissions.ts';
import { askedLook, findQuestion } from '../queries/questions.ts';
import { AnswerQuestion } from '../schemas.ts';

const reasons = {
  answered: { vi: 'Câu hỏi này đã được trả lời.', en: 'This question has been answered.' },
  ownLook: { vi: 'Người đã xem không tự trả lời; hãy để người khác.', en: 'Who looked does not answer; leave it to somebody else.' },
};
const refusal = (code: keyof typeof reasons): Refusal => ({ code, message: reasons[code] });

/** The keeper of a register says why somebody looked; whoever asked reads it on the page of the look. */
export const answerQuestion = defineAction({
  name: 'registries.answer-question',
  title: { vi: 'Trả lời câu hỏi về một lượt xem', en: 'Answer a question about a look' },
  input: AnswerQuestion,
  permission: KEEP,
  scope: async (tx, { id }) => (await findQuestion(tx, id))?.keeperId ?? EVERYWHERE,
  async refuse({ tx, actor }, { id }) {
    const asked = await askedLook(tx, id);
    if (!asked) throw notFound();
    if (asked.answer !== null) return [refusal('answered')];
    return asked.looker === actor.id ? [refusal('ownLook')] : [];
  },
  async run({ tx, actor, now }, { id, answer }) {
    const done = await on<RegistriesTables>(tx)
      .updateTable('registries.question')
      .set({ answer: answer.trim(), answered_by: actor.id, answered_at: now })
      .where('id', '=', id)
      .where('answered_at', 'is', null)
      .executeTakeFirst();
    return { id, answered: done.numUpdatedRows > 0n };
  },
  ledger: (_input, { id, answered }) => (answered ? { subject: `look-question:${id}`, facts: { answered } } : undefined),
});
