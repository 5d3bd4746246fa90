import type { Db } from '#kernel/db.ts';
import type { DoorHit } from '#kernel/module.ts';
import { fold } from '#kernel/text.ts';
import { today } from '#kernel/time.ts';
import { messages } from './messages.ts';
import { daysOfYear } from './queries.ts';

/** What people type who want to know whether the State works on a day. */
const ABOUT = /\b(lich lam viec|ngay lam viec|lich nghi|ngay nghi|nghi le|nghi tet|lam bu|tinh han|working days?|holidays?)\b/;

/** For the one search box: the calendar of this year, and its days by their names ("Quốc khánh"). */
export async function searchCalendar(db: Db, text: string): Promise<DoorHit[]> {
  const asked = fold(text);
  const year = Number(today().slice(0, 4));
  const named =
    asked.length > 5 && (await daysOfYear(db, year)).some(({ titleVi, titleEn }) => fold(`${titleVi} ${titleEn}`).includes(asked));
  if (!named && !ABOUT.test(asked)) return [];
  return [
    {
      title: `${messages.vi.title} ${year}`,
      summary: messages.vi.lead(year),
      url: `/lich-lam-viec?nam=${year}`,
      kind: { vi: messages.vi.nav, en: messages.en.nav },
    },
  ];
}
