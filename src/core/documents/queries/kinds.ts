import { type Db, query, sql } from '#kernel/db.ts';
import { today } from '#kernel/time.ts';
import type { Kind } from '../types.ts';

/** All kinds that could be written on a date (default today), in the order of Decree 30/2020, normative ones last; copies are none. */
export function kinds(db: Db, on: string = today()): Promise<Kind[]> {
  return query<Kind>(
    db,
    sql<Kind>`
      select kind.code, kind.name, kind.name_en as "nameEn", kind.form, kind.normative, abbreviation.abbreviation,
        kind.valid_from as "validFrom", kind.valid_to as "validTo", kind.source,
        kind.confirmed and coalesce(abbreviation.confirmed, true) as confirmed
      from documents.kind
      left join lateral (
        select * from documents.kind_abbreviation
        where kind_abbreviation.kind = kind.code and valid_from <= ${on}::date and ${on}::date < coalesce(valid_to, 'infinity')
        order by valid_from desc limit 1
      ) abbreviation on true
      where ${on}::date < coalesce(kind.valid_to, 'infinity') and not kind.copy
      order by kind.position`,
  );
}

/** Every abbreviation a kind has ever had, with the kind's code: QĐ → quyet-dinh. For reading notations. */
export async function kindAbbreviations(db: Db): Promise<Map<string, string>> {
  const rows = await query<{ abbreviation: string; kind: string }>(
    db,
    sql<{ abbreviation: string; kind: string }>`
      select abbreviation, kind from documents.kind_abbreviation order by valid_from`,
  );
  return new Map(rows.map((row) => [row.abbreviation, row.kind]));
}
