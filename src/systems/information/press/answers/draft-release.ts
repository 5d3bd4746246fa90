import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { forbidden, notFound, type Refusal, refused } from '#kernel/problem.ts';
import { fold } from '#kernel/text.ts';
import { nextCode, recordHistory } from '../../changes.ts';
import type { InformationTables } from '../../db.gen.ts';
import { visibleByCode } from '../../queries/visible.ts';
import { LENGTHS } from '../../rules/lengths.ts';
import { WRITE } from '../../rules/states.ts';
import { findQuestion, type PressQuestion, scopeOfQuestion } from '../queries.ts';
import { QuestionRef } from './schemas.ts';

const unanswered: Refusal = {
  code: 'unanswered',
  message: { vi: 'Câu hỏi chưa được trả lời.', en: 'The question has not been answered.' },
};
const hidden: Refusal = {
  code: 'not-public',
  message: {
    vi: 'Bản tin được hỏi chưa công bố: câu trả lời chưa công khai.',
    en: 'The release that was asked about is not public yet, nor is the answer.',
  },
};
const made: Refusal = {
  code: 'made',
  message: { vi: 'Đã có bản tin lập từ câu trả lời này.', en: 'There is a release made from this answer.' },
};

function cut(text: string, most: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).replace(/\s\S*$/, '')}…`;
}

/** The words of the draft: who asked what, and what was answered. */
function wordsOf({ outlet, question, code }: PressQuestion, answer: string, agencyName: string) {
  const title = cut(`Trả lời ${outlet}: ${question}`, LENGTHS.title);
  const summary = cut(`${agencyName} trả lời câu hỏi của ${outlet} về bản tin ${code}.`, LENGTHS.summary);
  return {
    title_vi: title,
    summary_vi: summary,
    body_vi: `**${outlet} hỏi:** ${cut(question, 2_000)}\n\n**Trả lời:**\n\n${answer.replaceAll('\r\n', '\n')}`,
    title_en: '',
    summary_en: '',
    body_en: '',
    folded: fold(`${title} ${summary} ${answer}`),
  };
}

/** A draft of the kind "answer to the press" from a public answer; from there it goes the way of every release. */
export const draftAnswerRelease = defineAction({
  name: 'information.draft-answer-release',
  title: { vi: 'Lập bản tin từ câu trả lời báo chí', en: 'Make a release from an answer to the press' },
  input: QuestionRef,
  permission: WRITE,
  scope: scopeOfQuestion,
  async run(context, { question }) {
    const { tx, actor, now } = context;
    const asked = await findQuestion(tx, question);
    if (!asked || !actor.scope) throw asked ? forbidden() : notFound();
    if (asked.answer === null) throw refused([unanswered]);
    if (asked.answerReleaseId !== null) throw refused([made]);
    const about = await visibleByCode(tx, asked.code);
    if (!about) throw refused([hidden]);
    const { code, agencyName } = await nextCode(context, about.agencyId);
    const id = newId();
    const db = on<InformationTables>(tx);
    await db
      .insertInto('information.release')
      .values({ id, code, kind: 'tra-loi-bao-chi', agency_id: about.agencyId, agency_name: agencyName, created_at: now })
      .execute();
    await db
      .insertInto('information.edition')
      .values({
        release_id: id,
        number: 1,
        state_since: now,
        edited_by: [actor.id],
        change: 'first',
        ...wordsOf(asked, asked.answer, agencyName),
        topics: [...about.topics],
        persons: [],
        place_code: about.placeCode,
        place_name: about.placeName,
      })
      .execute();
    await db.updateTable('information.press_question').set({ answer_release_id: id }).where('id', '=', question).execute();
    await recordHistory(context, id, 1, 'create', null);
    return { id, code, about: asked.releaseId };
  },
  ledger: ({ question }, { id, code, about }) => ({ subject: `release:${id}`, facts: { code, kind: 'tra-loi-bao-chi', question, about } }),
});
