import type { Lang } from '#kernel/i18n.ts';
import { dateOf, officialDate, shortDate, shortInstant } from '#kernel/time.ts';
import { useLang } from './page-context.ts';

const english = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** A date as running text has it: "ngày 05 tháng 02 năm 2026", "5 February 2026". Takes `yyyy-mm-dd`. */
export function longDate(date: string, lang: Lang): string {
  return lang === 'vi' ? officialDate(date) : english.format(Date.parse(`${date}T00:00:00Z`));
}

export interface TimeProps {
  /** An instant, or a calendar date `yyyy-mm-dd`. */
  readonly at: Date | string;
  /** `short` for tables: 05/02/2026 14:30. `long` for text: the official date without the hour. */
  readonly form?: 'short' | 'long';
}

/** A date or an instant in Vietnam's zone, readable by people and machines. */
export function Time({ at, form = 'short' }: TimeProps) {
  const lang = useLang();
  const date = typeof at === 'string' ? at : dateOf(at);
  const short = typeof at === 'string' ? shortDate(at) : shortInstant(at);
  return (
    <time class={form === 'long' ? 'mc-time--long' : undefined} datetime={typeof at === 'string' ? at : at.toISOString()}>
      {form === 'long' ? longDate(date, lang) : short}
    </time>
  );
}
