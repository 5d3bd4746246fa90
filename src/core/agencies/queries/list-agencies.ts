import { type Db, on } from '#kernel/db.ts';
import type { AgenciesTables } from '../db.gen.ts';
import type { Agency } from '../types.ts';
import { agencyColumns, agencyExists, toAgency } from './agencies.ts';

export interface AgencyKind {
  readonly key: string;
  readonly nameVi: string;
  readonly nameEn: string;
}

export function agencyKinds(db: Db): Promise<AgencyKind[]> {
  return on<AgenciesTables>(db)
    .selectFrom('agencies.agency_kind')
    .select(['key', 'name_vi as nameVi', 'name_en as nameEn'])
    .orderBy('rank')
    .execute();
}

export interface AgencyFilter {
  /** Only agencies that existed on this day. */
  readonly date?: string | undefined;
  readonly kind?: string | undefined;
  /** Continue after this id. */
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

/** Agencies in the order of their ids: a stable order for reading all of them page by page. */
export async function listAgencies(db: Db, filter: AgencyFilter): Promise<Agency[]> {
  const rows = await on<AgenciesTables>(db)
    .selectFrom('agencies.agency as agency')
    .select(agencyColumns)
    .$if(filter.date !== undefined, (found) => found.where(agencyExists(filter.date ?? '')))
    .$if(filter.kind !== undefined, (found) => found.where('agency.kind', '=', filter.kind ?? ''))
    .$if(filter.after !== undefined, (found) => found.where('agency.id', '>', filter.after ?? ''))
    .orderBy('agency.id')
    .limit(filter.limit ?? 100)
    .execute();
  return rows.map(toAgency);
}
