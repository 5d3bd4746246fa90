import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { notFound } from '#kernel/problem.ts';
import { dateOf, isDate } from '#kernel/time.ts';
import type { InformationTables } from '../db.gen.ts';
import { lastDayFor, termFor } from '../press/answers/queries.ts';
import { acceptedBy } from '../press/journalists.ts';
import { offeredRelease } from '../press/queries.ts';
import { findRelease } from '../queries/editions.ts';
import { Question } from '../press/schemas.ts';

/** A reporter asks the agency about a release. The last day is the agency's term, not what was typed; the wish stays beside it. */
export const askQuestion = defineAction({
  name: 'information.ask-question',
  title: { vi: 'Báo chí đặt câu hỏi', en: 'A reporter asks' },
  input: Question,
  permission: 'public',
  secret: true,
  refuse: ({ now }, { wished }) =>
    wished === '' || (isDate(wished) && wished >= dateOf(now))
      ? []
      : [{ code: 'past', field: 'wished', message: { vi: 'Ngày mong được trả lời đã qua.', en: 'That day has passed.' } }],
  async run({ tx, now }, { token, code, question, wished }) {
    const journalist = await acceptedBy(tx, token);
    const release = await offeredRelease(tx, journalist.agencyId, code);
    if (!release) throw notFound();
    const id = newId();
    const kind = (await findRelease(tx, release.id))?.kind ?? '';
    const term = await termFor(tx, journalist.agencyId, kind);
    const due = await lastDayFor(tx, term, now);
    await on<InformationTables>(tx)
      .insertInto('information.press_question')
      .values({
        id,
        release_id: release.id,
        journalist_id: journalist.id,
        asked_at: now,
        due,
        wished: wished === '' ? null : wished,
        term_id: term.id,
        question,
      })
      .execute();
    return { id, release: release.id, due };
  },
  ledger: (_input, result) => ({ subject: `release:${result.release}`, facts: { question: result.id, due: result.due } }),
});
