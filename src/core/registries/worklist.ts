import type { Db } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import type { WorkItem } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import { keptBy } from './keepers.ts';
import { KEEP } from './permissions.ts';
import { correctionsWaiting } from './queries/corrections.ts';
import { questionsWaiting } from './queries/questions.ts';
import { registers } from './queries/registers.ts';
import { KEEPING } from './urls.ts';

/** What waits for the keepers of registers: questions about looks, and corrections that this one may take the next step of. */
export async function worklist(db: Db, actor: Actor): Promise<WorkItem[]> {
  if (!actor.may(KEEP)) return [];
  const agencies = keptBy(actor);
  const questions = await questionsWaiting(db, agencies);
  const corrections = (await correctionsWaiting(db, agencies)).filter(
    ({ proposedBy, askedBy }) => ![proposedBy, askedBy].includes(actor.id),
  );
  if (questions.length + corrections.length === 0) return [];
  const titles = new Map((await registers(db)).map(({ name, title }) => [name, title.vi]));
  const item = (path: string, kind: Text, { id, register, due, askedAt }: Waiting): WorkItem => ({
    title: titles.get(register) ?? register,
    kind,
    url: `${KEEPING}/${path}/${id}`,
    due,
    since: askedAt,
  });
  return [
    ...questions.map((question) => item('cau-hoi', { vi: 'Câu hỏi về một lượt xem', en: 'Question about a look' }, question)),
    ...corrections.map((correction) => item('dinh-chinh', { vi: 'Yêu cầu sửa dữ liệu', en: 'Request for a correction' }, correction)),
  ];
}

interface Waiting {
  readonly id: string;
  readonly register: string;
  readonly due: string;
  readonly askedAt: Date;
}
