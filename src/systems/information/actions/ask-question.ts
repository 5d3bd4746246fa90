import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { notFound } from '#kernel/problem.ts';
import { dateOf, isDate } from '#kernel/time.ts';
import type { InformationTables } from '../db.gen.ts';
import { acceptedBy } from '../press/journalists.ts';
import { offeredRelease } from '../press/queries.ts';
import { Question } from '../press/schemas.ts';

/** A reporter asks the agency about a release, with the day by which the answer is needed. */
export const askQuestion = defineAction({
  name: 'information.ask-question',
  title: { vi: 'Báo chí đặt câu hỏi', en: 'A reporter asks' },
  input: Question,
  permission: 'public',
  secret: true,
  refuse: ({ now }, { due }) =>
    isDate(due) && due >= dateOf(now)
      ? []
      : [{ code: 'past', field: 'due', message: { vi: 'Ngày cần trả lời đã qua.', en: 'That day has passed.' } }],
  async run({ tx, now }, { token, code, question, due }) {
    const journalist = await acceptedBy(tx, token);
    const release = await offeredRelease(tx, journalist.agencyId, code);
    if (!release) throw notFound();
    const id = newId();
    await on<InformationTables>(tx)
      .insertInto('information.press_question')
      .values({ id, release_id: release.id, journalist_id: journalist.id, asked_at: now, due, question })
      .execute();
    return { id, release: release.id };
  },
  ledger: (input, result) => ({ subject: `release:${result.release}`, facts: { question: result.id, due: input.due } }),
});
