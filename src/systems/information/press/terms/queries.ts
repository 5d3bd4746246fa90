import { type Db, on, query, sql } from '#kernel/db.ts';
import { today } from '#kernel/time.ts';
import type { InformationTables } from '../../db.gen.ts';

/** A version of the terms of the embargo. */
export interface Terms {
  readonly version: number;
  /** null: of agencies without terms of their own. */
  readonly agencyId: string | null;
  readonly validFrom: string;
  readonly itemsVi: readonly string[];
  readonly itemsEn: readonly string[];
  readonly source: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly confirmedAt: Date | null;
}

const versions = (db: Db) =>
  on<InformationTables>(db)
    .selectFrom('information.press_terms')
    .select([
      'version',
      'agency_id as agencyId',
      'valid_from as validFrom',
      'items_vi as itemsVi',
      'items_en as itemsEn',
      'source',
      'proposed_by as proposedBy',
      'proposed_at as proposedAt',
      'confirmed_at as confirmedAt',
    ]);

/** Of a reporter `j` in SQL: whether the terms that hold today are accepted. */
export const hasAccepted = () => sql<boolean>`j.terms_version = information.terms_in_force(j.agency_id, ${today()}::date)`;

/** The terms that reporters of an agency have to have accepted today. */
export function termsInForce(db: Db, agencyId: string): Promise<Terms> {
  return versions(db)
    .where('version', '=', sql<number>`information.terms_in_force(${agencyId}::uuid, ${today()}::date)`)
    .executeTakeFirstOrThrow();
}

/** Every version that an agency's reporters were or will be asked, and what waits for its second person; the newest first. */
export function termsOfAgency(db: Db, agencyId: string): Promise<Terms[]> {
  return versions(db)
    .where((eb) => eb.or([eb('agency_id', '=', agencyId), eb('agency_id', 'is', null)]))
    .orderBy('version', 'desc')
    .limit(100)
    .execute();
}

export function findTerms(db: Db, version: number): Promise<Terms | undefined> {
  return versions(db).where('version', '=', version).executeTakeFirst();
}

export interface Acceptance {
  readonly journalistId: string;
  readonly fullName: string;
  readonly outlet: string;
  readonly version: number;
  readonly acceptedAt: Date;
}

/** Which of an agency's reporters accepted which version when, the last first; at most 500. */
export function acceptances(db: Db, agencyId: string): Promise<Acceptance[]> {
  return query<Acceptance>(
    db,
    sql<Acceptance>`select j.id as "journalistId", j.full_name as "fullName", j.outlet, a.version, a.accepted_at as "acceptedAt"
      from information.press_acceptance a join information.journalist j on j.id = a.journalist_id
      where j.agency_id = ${agencyId} order by a.accepted_at desc limit 500`,
  );
}
