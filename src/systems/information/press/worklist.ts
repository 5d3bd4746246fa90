import { type Db, on } from '#kernel/db.ts';
import type { Indicator, WorkItem } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import { addDays, today } from '#kernel/time.ts';
import type { InformationTables } from '../db.gen.ts';
import { pressHookMessages } from '../press-hook-messages.ts';
import { pressMessages } from '../press-messages.ts';
import { PRESS } from '../rules/states.ts';
import { hooksOfAgency } from './hooks.ts';
import { journalistsOf } from './journalists.ts';
import { openQuestions } from './queries.ts';

const DESK = '/thong-tin/bao-chi';
/** Press cards that end within so many days are shown. */
const SOON_DAYS = 14;

const said = (pick: (m: (typeof pressMessages)['vi']) => string) => ({ vi: pick(pressMessages.vi), en: pick(pressMessages.en) });

/** What of the press room waits for this person: questions by their day, addresses for a second person, cards that end. */
export async function pressWorklist(db: Db, actor: Actor): Promise<WorkItem[]> {
  const { scope } = actor;
  if (!scope || !actor.may(PRESS, scope)) return [];
  const day = today();
  const [questions, hooks, journalists] = await Promise.all([openQuestions(db, scope), hooksOfAgency(db, scope), journalistsOf(db, scope)]);
  const ending = journalists.filter(({ revokedAt, cardUntil }) => !revokedAt && cardUntil >= day && cardUntil <= addDays(day, SOON_DAYS));
  return [
    ...questions.map((one) => ({
      title: one.question,
      kind: said((m) => m.question1),
      url: DESK,
      due: one.due,
      since: one.askedAt,
    })),
    ...hooks
      .filter((hook) => !hook.confirmedAt && hook.proposedBy !== actor.id)
      .map((hook) => ({
        title: hook.url,
        kind: { vi: pressHookMessages.vi.proposed, en: pressHookMessages.en.proposed },
        url: DESK,
        due: undefined,
        since: hook.proposedAt,
      })),
    ...ending.map((one) => ({
      title: `${one.fullName}, ${one.outlet}`,
      kind: { vi: pressHookMessages.vi.renew, en: pressHookMessages.en.renew },
      url: DESK,
      due: one.cardUntil,
      since: one.accreditedAt,
    })),
  ];
}

/** Questions of the press without an answer; late past the day by which the answer was needed. */
export const waitingQuestions: Indicator = {
  name: 'information.press-questions',
  title: said((m) => m.questions),
  async read(db, scope) {
    let select = on<InformationTables>(db)
      .selectFrom('information.press_question as q')
      .innerJoin('information.release as r', 'r.id', 'q.release_id')
      .select(({ fn, eb }) => [
        fn.countAll<number>().as('value'),
        fn
          .count<number>('q.id')
          .filterWhere(eb('q.due', '<', today()))
          .as('late'),
      ])
      .where('q.answer', 'is', null);
    if (scope !== undefined) select = select.where('r.agency_id', '=', scope);
    return { ...(await select.executeTakeFirstOrThrow()), url: DESK };
  },
};
