import type { Db } from '#kernel/db.ts';
import { fold } from '#kernel/text.ts';
import type { GroupKey } from '../types.ts';
import { agencyByCode } from './agencies.ts';
import { parseGroup } from './groups.ts';
import { searchAgencies } from './search-agencies.ts';

/** Who a line of "Nơi nhận" means: one agency or a group. */
export type FoundRecipient =
  | { readonly agencyId: string; readonly groupKey?: never }
  | { readonly agencyId?: never; readonly groupKey: GroupKey };

const longForms: readonly [RegExp, string][] = [
  [/\bubnd\b/g, 'uy ban nhan dan'],
  [/\bhdnd\b/g, 'hoi dong nhan dan'],
  [/\btp\b/g, 'thanh pho'],
];

function plainName(text: string): string {
  return longForms.reduce((name, [short, long]) => name.replace(short, long), fold(text));
}

/**
 * Reads one line of recipients as clerks write it: a group, or an agency by code, abbreviation or its name (with its
 * province after it). Only a reading that leaves no doubt is given; undefined leaves the line as words.
 */
export async function findRecipient(db: Db, label: string, date: string, ownerId?: string): Promise<FoundRecipient | undefined> {
  const groupKey = await parseGroup(db, label, date, ownerId);
  if (groupKey !== undefined) return { groupKey };
  const byCode = await agencyByCode(db, label, date);
  if (byCode) return { agencyId: byCode.id };
  const hits = await searchAgencies(db, label, { date, limit: 5 });
  const wanted = plainName(label);
  const meant = hits.filter(
    (hit) =>
      hit.shortName?.toLowerCase() === label.trim().toLowerCase() ||
      [fold(hit.name), plainName(`${hit.name} ${hit.place}`)].includes(wanted),
  );
  return meant.length === 1 && meant[0] ? { agencyId: meant[0].id } : undefined;
}
