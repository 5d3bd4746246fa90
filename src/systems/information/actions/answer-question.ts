import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { notFound, type Refusal, refused } from '#kernel/problem.ts';
import type { InformationTables } from '../db.gen.ts';
import { findQuestion, scopeOfQuestion } from '../press/queries.ts';
import { Answer } from '../press/schemas.ts';
import { PRESS } from '../rules/states.ts';

const answered: Refusal = {
  code: 'answered',
  message: { vi: 'Câu hỏi này đã được trả lời.', en: 'This question has been answered.' },
};

function noQuestion() {
  return notFound({
    vi: 'Không có câu hỏi này. Hãy tải lại trang phòng báo chí rồi chọn lại.',
    en: 'There is no such question. Reload the press room’s page and choose again.',
  });
}

/** Answers a reporter; everybody reads it on the release's page once the release is public. */
export const answerQuestion = defineAction({
  name: 'information.answer-question',
  title: { vi: 'Trả lời câu hỏi của báo chí', en: 'Answer a reporter' },
  input: Answer,
  permission: PRESS,
  scope: scopeOfQuestion,
  async refuse({ tx }, { question }) {
    const found = await findQuestion(tx, question);
    if (!found) throw noQuestion();
    return found.answer === null ? [] : [answered];
  },
  async run({ tx, actor, now }, { question, answer }) {
    const row = await on<InformationTables>(tx)
      .updateTable('information.press_question')
      .set({ answer, answered_at: now, answered_by: actor.id })
      .where('id', '=', question)
      .where('answer', 'is', null)
      .returning('release_id')
      .executeTakeFirst();
    // Somebody else's answer may have come between.
    if (!row) throw refused([answered]);
    return { id: question, release: row.release_id };
  },
  ledger: (input, result) => ({ subject: `release:${result.release}`, facts: { answered: input.question, answer: input.answer } }),
});
