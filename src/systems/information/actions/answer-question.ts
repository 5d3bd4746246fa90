import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { refused } from '#kernel/problem.ts';
import type { InformationTables } from '../db.gen.ts';
import { agencyOfQuestion } from '../press/queries.ts';
import { Answer } from '../press/schemas.ts';
import { PRESS } from '../rules/states.ts';

/** Answers a reporter; everybody reads it on the release's page once the release is public. */
export const answerQuestion = defineAction({
  name: 'information.answer-question',
  title: { vi: 'Trả lời câu hỏi của báo chí', en: 'Answer a reporter' },
  input: Answer,
  permission: PRESS,
  scope: async (tx, { question }) => (isId(question) ? agencyOfQuestion(tx, question) : undefined),
  async run({ tx, actor, now }, { question, answer }) {
    const row = await on<InformationTables>(tx)
      .updateTable('information.press_question')
      .set({ answer, answered_at: now, answered_by: actor.id })
      .where('id', '=', question)
      .where('answer', 'is', null)
      .returning('release_id')
      .executeTakeFirst();
    if (!row)
      throw refused([{ code: 'answered', message: { vi: 'Câu hỏi này đã được trả lời.', en: 'This question has been answered.' } }]);
    return { id: question, release: row.release_id };
  },
  ledger: (input, result) => ({ subject: `release:${result.release}`, facts: { answered: input.question, answer: input.answer } }),
});
