import { fold } from '#kernel/text.ts';
import { type Db, query, sql } from '#kernel/db.ts';

export interface FormerName {
  readonly name: string;
  readonly shortName: string | null;
  readonly validFrom: string | null;
  readonly validTo: string;
  readonly basis: string | null;
}

/** An agency before it is stored. */
export interface AgencyDraft {
  readonly id: string;
  readonly code: string;
  readonly code102: string | null;
  readonly codeSource: 'official' | 'generated';
  readonly codeNote: string | null;
  readonly kind: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly shortName: string | null;
  /** What tells it from others of its kind: "Vỹ Dạ". */
  readonly bareName: string;
  readonly parentId: string | null;
  readonly unitCode: string | null;
  readonly unitValidFrom: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly basis: string | null;
  readonly email: string | null;
  readonly formerNames: readonly FormerName[];
}

/** Folded words under which an agency is found, besides those of its unit. */
export function agencyWords(
  agency: Pick<AgencyDraft, 'name' | 'shortName'>,
  formerNames: readonly { name: string; shortName: string | null }[],
): string {
  const texts = [agency, ...formerNames].flatMap((named) => [named.name, named.shortName ?? '']);
  return [...new Set(texts.flatMap((text) => fold(text).split(' ')))].filter((word) => word !== '').join(' ');
}

/**
 * The name without what all of its kind share, folded: "tai chinh" for Bộ Tài chính, "vy da" for the committee of
 * phường Vỹ Dạ when its unit's name is given.
 */
export function bareName(name: string, unitName?: string): string {
  return unitName ?? name.replace(/^(Bộ|Sở|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân)\s+/iu, '');
}

/** Adds agencies that are not there yet (by id); those that are stay as people have left them. Returns how many were added. */
export async function storeAgencies(tx: Db, drafts: readonly AgencyDraft[], site: string): Promise<number> {
  const rows = drafts.map((agency) => ({
    ...agency,
    nameFolded: fold(agency.name),
    bareFolded: fold(agency.bareName),
    words: agencyWords(agency, agency.formerNames),
  }));
  const added = await query(
    tx,
    sql<{ id: string }>`
      insert into agencies.agency
        (id, code_qd20, code_102, code_source, code_note, kind, name, name_en, short_name, name_folded, bare_folded, parent_id,
         unit_code, unit_valid_from, valid_from, valid_to, basis, site, email, search)
      select id, given.code, "code102", "codeSource", "codeNote", kind, given.name, "nameEn", "shortName", "nameFolded", "bareFolded", "parentId",
        "unitCode", "unitValidFrom", given."validFrom", given."validTo", basis, ${site}, email,
        array_to_tsvector(string_to_array(words, ' ')) || coalesce(unit.search, '')
      from json_to_recordset(${JSON.stringify(rows)}::json) as given
        (id uuid, code text, "code102" text, "codeSource" text, "codeNote" text, kind text, name text, "nameEn" text, "shortName" text,
         "nameFolded" text, "bareFolded" text, "parentId" uuid, "unitCode" text, "unitValidFrom" date, "validFrom" date,
         "validTo" date, basis text, email text, words text)
      left join agencies.unit on unit.code = "unitCode" and unit.valid_from = "unitValidFrom"
      on conflict (id) do nothing
      returning id`,
  );
  const fresh = new Set(added.map((row) => row.id));
  const former = drafts
    .filter((agency) => fresh.has(agency.id))
    .flatMap((agency) => agency.formerNames.map((name) => ({ ...name, id: agency.id })));
  await query(
    tx,
    sql`
      insert into agencies.agency_former_name (agency_id, name, short_name, valid_from, valid_to, basis)
      select id, name, "shortName", "validFrom", "validTo", basis
      from json_to_recordset(${JSON.stringify(former)}::json) as given
        (id uuid, name text, "shortName" text, "validFrom" date, "validTo" date, basis text)`,
  );
  return added.length;
}
