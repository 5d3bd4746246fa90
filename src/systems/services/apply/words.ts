import type { Term, TermUnit } from '#core/calendar/index.ts';
import type { Lang } from '#kernel/i18n.ts';

const units: Readonly<Record<TermUnit, { readonly vi: string; readonly en: readonly [string, string] }>> = {
  'working-day': { vi: 'ngày làm việc', en: ['working day', 'working days'] },
  day: { vi: 'ngày', en: ['day', 'days'] },
  month: { vi: 'tháng', en: ['month', 'months'] },
  'working-hour': { vi: 'giờ làm việc', en: ['working hour', 'working hours'] },
  hour: { vi: 'giờ', en: ['hour', 'hours'] },
};

/** "03 ngày làm việc" as official papers write it; "3 working days". */
export function termText({ amount, unit }: Term, lang: Lang): string {
  if (lang === 'vi') return `${String(amount).padStart(2, '0')} ${units[unit].vi}`;
  return `${amount} ${units[unit].en[amount === 1 ? 0 : 1]}`;
}
