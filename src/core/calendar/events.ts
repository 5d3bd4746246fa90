/** What this module announces, by event name. */
export interface CalendarEvents {
  /** A day counts otherwise from now on: terms that still run have to be counted anew. */
  'calendar.changed': { readonly date: string };
}
