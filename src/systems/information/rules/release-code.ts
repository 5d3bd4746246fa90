import { randomInt } from 'node:crypto';
import { withoutMarks } from '#kernel/text.ts';

/** No 0/O, 1/I/L, 5/S, 8/B, 2/Z: a code is read out on the telephone. */
const SIGNS = '34679ACDEFGHJKMNPQRTUVWXY';

/** The pattern of a code, for routes. */
export const CODE_PATTERN = '^[A-Za-z0-9]{1,10}-\\d{6}-\\d{4,6}-[A-Za-z0-9]{4}$';

/** `CP-261122-0042-K7F3`: agency's prefix, day (`2026-11-22`), number of the day, four signs that cannot be guessed. */
export function releaseCode(agency: { readonly shortName: string | null; readonly code: string }, day: string, number: number): string {
  const prefix = lettersOf(agency.shortName ?? '') || lettersOf(agency.code) || 'CQ';
  const signs = Array.from({ length: 4 }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  return [prefix, day.slice(2).replaceAll('-', ''), String(number).padStart(4, '0'), signs].join('-');
}

function lettersOf(text: string): string {
  return withoutMarks(text)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, 10);
}
