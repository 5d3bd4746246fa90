import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { dateOf } from '#kernel/time.ts';
import type { CalendarTables } from '../db.gen.ts';
import type { CalendarEvents } from '../events.ts';
import { KEEP } from '../permissions.ts';
import { findDay } from '../queries.ts';
import { DayRef } from '../schemas.ts';
import { pastDay } from './propose-day.ts';

const samePerson: Refusal = {
  code: 'same-person',
  message: {
    vi: 'Người đề nghị không tự xác nhận; cần người thứ hai đối chiếu với nguồn.',
    en: 'Who proposed it cannot confirm it; a second person has to compare it with its source.',
  },
};

/** The second person has compared the day with its source: terms are counted with it from now on. */
export const confirmDay = defineAction({
  name: 'calendar.confirm-day',
  title: { vi: 'Xác nhận ngày nghỉ, ngày làm bù', en: 'Confirm a day off or a day that is worked' },
  input: DayRef,
  permission: KEEP,
  scope: () => EVERYWHERE,
  async refuse({ tx, actor, now }, { id }) {
    const found = await findDay(tx, id);
    if (!found || found.proposedBy === 'product') throw notFound();
    if (found.proposedBy === actor.id) return [samePerson];
    return found.date <= dateOf(now) ? [pastDay] : [];
  },
  async run({ tx, actor, now, emit }, { id }) {
    const confirmed = await on<CalendarTables>(tx)
      .updateTable('calendar.special_day')
      .set({ confirmed_by: actor.id, confirmed_at: now })
      .where('id', '=', id)
      .where('confirmed_at', 'is', null)
      .returning('date')
      .executeTakeFirst();
    if (confirmed) await emit('calendar.changed', { date: confirmed.date } satisfies CalendarEvents['calendar.changed']);
    return { id };
  },
  ledger: (_input, { id }) => ({ subject: `calendar-day:${id}`, facts: { confirmed: true } }),
});
