import { type Db, query, sql } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';

export interface SavedGroup {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string | null;
  readonly members: readonly { readonly id: string; readonly name: string }[];
}

/** A saved group with its members of a day, by name; undefined when there is none or it was taken out of use. */
export async function savedGroupById(db: Db, id: string, date: string): Promise<SavedGroup | undefined> {
  if (!isId(id)) return undefined;
  const [row] = await query<SavedGroup>(
    db,
    sql<SavedGroup>`
      select found.id, found.name, found.owner_id as "ownerId",
        coalesce(json_agg(json_build_object('id', agency.id, 'name', agency.name) order by agency.name_folded)
          filter (where agency.id is not null), '[]') as members
      from agencies.agency_group found
      left join agencies.agency_group_member member on member.group_id = found.id
        and member.valid_from <= ${date}::date and (member.valid_to is null or member.valid_to > ${date}::date)
      left join agencies.agency on agency.id = member.agency_id
      where found.id = ${id}::uuid and found.valid_to is null
      group by found.id`,
  );
  return row;
}

/** The groups that an agency saved for itself, by name. */
export function groupsOwnedBy(db: Db, ownerId: string, date: string): Promise<{ id: string; name: string; size: number }[]> {
  return query<{ id: string; name: string; size: number }>(
    db,
    sql<{ id: string; name: string; size: number }>`
      select found.id, found.name, count(member.agency_id)::int as size
      from agencies.agency_group found
      left join agencies.agency_group_member member on member.group_id = found.id
        and member.valid_from <= ${date}::date and (member.valid_to is null or member.valid_to > ${date}::date)
      where found.owner_id = ${ownerId}::uuid and found.valid_to is null
      group by found.id order by found.name_folded`,
  );
}
