import { type Db, query, sql } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';

/** What an officer looks at, one result each: as data, no image and no template is kept. */
export const CHECKS = ['card', 'face', 'fingerprints'] as const;
export const CHECK_RESULTS = ['matches', 'not-possible'] as const;

export interface VisitLine {
  readonly id: string;
  readonly agencyId: string;
  readonly wants: 'level' | 'recover' | 'unlock';
  readonly personalNumber: string;
  readonly fullName: string;
  readonly birthDate: string;
  readonly nationality: string;
  readonly residenceCard: string | null;
  readonly checked: Readonly<Record<string, string>>;
  readonly receivedBy: string;
  readonly receivedByName: string;
  readonly receivedAt: Date;
  readonly outcome: 'confirmed' | 'refused' | null;
  readonly reason: string | null;
  readonly decidedByName: string | null;
}

const visits = sql`select v.id, v.agency_id as "agencyId", v.wants, v.personal_number as "personalNumber", v.full_name as "fullName",
    v.birth_date as "birthDate", v.nationality, v.residence_card as "residenceCard", v.checked, v.received_by as "receivedBy",
    received.full_name as "receivedByName", v.received_at as "receivedAt", v.outcome, v.reason, decided.full_name as "decidedByName"
  from identity.counter_visit v
  join identity.account ra on ra.id = v.received_by join identity.person received on received.id = ra.person_id
  left join identity.account da on da.id = v.decided_by left join identity.person decided on decided.id = da.person_id`;

/** Visits at an agency's counter, those that wait first, 100 at most. */
export async function visitsOf(db: Db, agencyId: string): Promise<VisitLine[]> {
  return query<VisitLine>(
    db,
    sql`${visits} where v.agency_id = ${agencyId} order by (v.outcome is not null), v.received_at desc limit 100`,
  );
}

export async function findVisit(db: Db, id: string): Promise<VisitLine | undefined> {
  if (!isId(id)) return undefined;
  const [found] = await query<VisitLine>(db, sql`${visits} where v.id = ${id}`);
  return found;
}

/** Visits that wait for a second officer, which this account did not receive itself. */
export async function visitsWaiting(db: Db, agencyIds: readonly string[], accountId: string): Promise<VisitLine[]> {
  return query<VisitLine>(
    db,
    sql`${visits} where v.agency_id = any(${sql.val([...agencyIds])}::uuid[]) and v.outcome is null and v.received_by <> ${accountId}
      order by v.received_at limit 50`,
  );
}
