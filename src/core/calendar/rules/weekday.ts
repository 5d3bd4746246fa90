/** Day of the week of a calendar date, 0 Sunday … 6 Saturday (Sakamoto's method). */
export function weekdayOf(date: string): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][month - 1] ?? 0;
  const of = month < 3 ? year - 1 : year;
  return (of + Math.floor(of / 4) - Math.floor(of / 100) + Math.floor(of / 400) + shift + day) % 7;
}
