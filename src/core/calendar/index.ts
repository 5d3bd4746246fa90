export type { CalendarEvents } from './events.ts';
export { calendarEdition, forgetCalendar, workingCalendar } from './queries.ts';
export { deadlineOf, type Term, TERM_UNITS, type TermUnit } from './rules/terms.ts';
export type { WorkingCalendar } from './rules/working-calendar.ts';
