import { findAgencies, groupTitle, resolveGroup } from '#core/agencies/index.ts';
import type { Db } from '#kernel/db.ts';
import { refusedBecause } from '../errors.ts';

/** Recipients of a sending, resolved as of its date. */
export interface Addressed {
  /** Each agency once. */
  readonly ids: readonly string[];
  /** In the words of the choice, for the outgoing book. */
  readonly label: string;
}

const NAMED = 5;

/** Agencies and groups made one list as of a day (`yyyy-mm-dd`). Agencies closed by then are refused by name: nothing is dropped in silence. */
export async function resolveRecipients(
  tx: Db,
  chosen: { ids: readonly string[]; groups: readonly string[] },
  day: string,
): Promise<Addressed> {
  const agencies = await findAgencies(tx, chosen.ids.filter(Boolean));
  const closed = agencies.filter((agency) => agency.validTo !== null && agency.validTo <= day);
  if (closed.length > 0) throw closedAgencies(closed.map((agency) => agency.name).join('; '));
  const ids = new Set(agencies.map((agency) => agency.id));
  const titles: string[] = [];
  for (const key of chosen.groups.filter(Boolean)) {
    titles.push((await groupTitle(tx, key, day)).vi);
    for (const id of await resolveGroup(tx, key, day)) ids.add(id);
  }
  const names = agencies.map((agency) => agency.name).toSorted((a, b) => a.localeCompare(b, 'vi'));
  const shown = names.length > NAMED ? [...names.slice(0, NAMED), `và ${names.length - NAMED} cơ quan khác`] : names;
  return { ids: [...ids], label: [...titles, ...shown].join('; ') };
}

function closedAgencies(names: string) {
  return refusedBecause(
    'agency-closed',
    {
      vi: `Cơ quan đã ngừng hoạt động, hãy chọn cơ quan kế thừa: ${names}.`,
      en: `These agencies have been closed; choose their successors: ${names}.`,
    },
    'recipients',
  );
}
