/** Changes the calendar of working time, for the whole country. */
export const KEEP = 'calendar.keep';
