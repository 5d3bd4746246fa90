import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import type { Refusal } from '#kernel/problem.ts';
import { dateOf, isDate } from '#kernel/time.ts';
import { tidy } from '#kernel/text.ts';
import type { CalendarTables } from '../db.gen.ts';
import { KEEP } from '../permissions.ts';
import { DayProposal } from '../schemas.ts';

/** Terms that ended before are not counted anew. */
export const pastDay: Refusal = {
  code: 'past-day',
  field: 'date',
  message: {
    vi: 'Chỉ đổi được từ ngày mai trở đi: hạn đã tính cho ngày đã qua không tính lại.',
    en: 'Only days from tomorrow on can change: what was due in the past is not counted anew.',
  },
};

/** One person writes a day off or a day that is worked into the national calendar; it holds once another has confirmed it. */
export const proposeDay = defineAction({
  name: 'calendar.propose-day',
  title: { vi: 'Đề nghị ngày nghỉ, ngày làm bù', en: 'Propose a day off or a day that is worked' },
  input: DayProposal,
  permission: KEEP,
  scope: () => EVERYWHERE,
  refuse: ({ now }, { date }) => (isDate(date) && date > dateOf(now) && date < '2050' ? [] : [pastDay]),
  async run({ tx, actor, now }, { date, kind, titleVi, titleEn, basis }) {
    const { id } = await on<CalendarTables>(tx)
      .insertInto('calendar.special_day')
      .values({
        date,
        kind,
        title_vi: tidy(titleVi),
        title_en: tidy(titleEn),
        basis: tidy(basis),
        proposed_by: actor.id,
        proposed_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { id };
  },
  ledger: ({ date, kind, basis }, { id }) => ({ subject: `calendar-day:${id}`, facts: { date, kind, basis } }),
});
