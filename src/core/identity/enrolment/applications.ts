import { type Db, query, sql } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';

/** A guardian's words about a child, or a representative's about an organisation; an officer compares them with the papers. */
export interface ApplicationFacts {
  /** Of the child, or the organisation. */
  readonly name: string;
  /** The child's personal number, or the organisation's code. */
  readonly number: string;
  /** The child's; empty for an organisation. */
  readonly birthDate: string;
  /** The paper it rests on: a birth certificate, a decision of appointment. */
  readonly basis: string;
}

export interface ApplicationLine {
  readonly id: string;
  readonly kind: 'child' | 'organisation';
  readonly agencyId: string;
  readonly agencyName: string;
  readonly applicantAccountId: string;
  readonly applicantPersonId: string;
  readonly applicantName: string;
  readonly facts: ApplicationFacts;
  readonly createdAt: Date;
  readonly outcome: 'confirmed' | 'refused' | null;
  readonly reason: string | null;
}

const applications = sql`select n.id, n.kind, n.agency_id as "agencyId", g.name as "agencyName", n.applicant_account_id as "applicantAccountId",
    p.id as "applicantPersonId", p.full_name as "applicantName", n.facts, n.created_at as "createdAt", n.outcome, n.reason
  from identity.application n
  join agencies.agency g on g.id = n.agency_id
  join identity.account a on a.id = n.applicant_account_id
  join identity.person p on p.id = a.person_id`;

/** Applications to an agency that wait, the oldest first. */
export function applicationsTo(db: Db, agencyIds: readonly string[]): Promise<ApplicationLine[]> {
  return query<ApplicationLine>(
    db,
    sql`${applications} where n.agency_id = any(${sql.val([...agencyIds])}::uuid[]) and n.outcome is null order by n.created_at limit 100`,
  );
}

/** One's own applications, the latest first. */
export function applicationsOf(db: Db, accountId: string): Promise<ApplicationLine[]> {
  return query<ApplicationLine>(db, sql`${applications} where n.applicant_account_id = ${accountId} order by n.created_at desc limit 20`);
}

export async function findApplication(db: Db, id: string): Promise<ApplicationLine | undefined> {
  if (!isId(id)) return undefined;
  const [found] = await query<ApplicationLine>(db, sql`${applications} where n.id = ${id}`);
  return found;
}

/** Agencies in which somebody who may enrol people holds a post on a day, by name; 300 at most. */
export function enrollingAgencies(db: Db, day: string): Promise<{ id: string; name: string }[]> {
  return query(
    db,
    sql`select g.id, g.name from agencies.agency g
      where exists (
        select 1 from identity.assignment held
        join identity.assignment_role ar on ar.assignment_id = held.id
        join identity.role_permission rp on rp.role = ar.role and rp.permission = 'identity.enrol' and rp.withdrawn_at is null
        where held.agency_id = g.id and held.valid_from <= ${day}::date and (held.valid_to is null or held.valid_to > ${day}::date))
      order by g.name limit 300`,
  );
}
