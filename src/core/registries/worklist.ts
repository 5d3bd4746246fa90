import type { Db } from '#kernel/db.ts';
import type { WorkItem } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import { keptBy } from './keepers.ts';
import { KEEP } from './permissions.ts';
import { questionsWaiting } from './queries/questions.ts';
import { registers } from './queries/registers.ts';

/** What waits for the keepers of registers: questions about looks. */
export async function worklist(db: Db, actor: Actor): Promise<WorkItem[]> {
  if (!actor.may(KEEP)) return [];
  const questions = await questionsWaiting(db, keptBy(actor));
  if (questions.length === 0) return [];
  const titles = new Map((await registers(db)).map(({ name, title }) => [name, title.vi]));
  return questions.map((question) => ({
    title: titles.get(question.register) ?? question.register,
    kind: { vi: 'Câu hỏi về một lượt xem', en: 'Question about a look' },
    url: `/quan-tri/du-lieu/cau-hoi/${question.id}`,
    due: question.due,
    since: question.askedAt,
  }));
}
