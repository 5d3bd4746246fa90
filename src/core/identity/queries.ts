import type { AgenciesTables } from '#core/agencies/index.ts';
import { type Db, on, query, sql } from '#kernel/db.ts';
import type { IdentityTables } from './db.gen.ts';
import { normalizeSignInName } from './rules/sign-in-name.ts';

/** An official of an agency as others choose them: for assigning work, for naming a signer. */
export interface Official {
  readonly accountId: string;
  readonly personId: string;
  readonly fullName: string;
  readonly assignmentId: string;
  readonly postTitle: string;
}

/** Who holds a post in an agency on a day (`yyyy-mm-dd`), by name; with `permission`, only those whose post carries it. */
export async function officialsOf(db: Db, agencyId: string, day: string, permission?: string): Promise<Official[]> {
  return query<Official>(
    db,
    sql`select a.id as "accountId", p.id as "personId", p.full_name as "fullName", held.id as "assignmentId", held.post_title as "postTitle"
      from identity.assignment held
      join identity.person p on p.id = held.person_id
      join identity.account a on a.person_id = p.id and a.closed_at is null
      where held.agency_id = ${agencyId} and held.valid_from <= ${day}::date and (held.valid_to is null or held.valid_to > ${day}::date)
        and (${permission ?? null}::text is null or exists (
          select 1 from identity.assignment_role ar
          join identity.role_permission rp on rp.role = ar.role and rp.withdrawn_at is null
          where ar.assignment_id = held.id and rp.permission = ${permission ?? null}::text))
      order by p.name_folded, held.post_title`,
  );
}

/** Names of accounts for display, by account id; unknown ids are left out. */
export async function accountNames(db: Db, accountIds: readonly string[]): Promise<Map<string, string>> {
  if (accountIds.length === 0) return new Map();
  const rows = await on<IdentityTables>(db)
    .selectFrom('identity.account as a')
    .innerJoin('identity.person as p', 'p.id', 'a.person_id')
    .select(['a.id', 'p.full_name'])
    .where(sql<boolean>`a.id = any(${sql.val([...new Set(accountIds)])}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row.full_name]));
}

/** The account of a sign-in name, closed or not; undefined when nobody has it. */
export async function accountNamed(db: Db, signInName: string): Promise<string | undefined> {
  const row = await on<IdentityTables>(db)
    .selectFrom('identity.credential')
    .select('account_id')
    .where('method', '=', 'password')
    .where('identifier', '=', normalizeSignInName(signInName))
    .executeTakeFirst();
  return row?.account_id;
}

/** A line of the administrator's list. */
export interface AssignmentLine {
  readonly assignmentId: string;
  readonly personId: string;
  readonly fullName: string;
  readonly signInName: string;
  readonly postTitle: string;
  readonly roles: readonly { readonly name: string; readonly vi: string; readonly en: string }[];
  readonly from: string;
  readonly to: string | null;
  readonly demo: boolean;
  readonly secondFactor: boolean;
  readonly lastSignIn: Date | null;
}

/** Posts of an agency, current and future first, then those ended, 500 at most. */
export async function assignmentsOf(db: Db, agencyId: string, day: string): Promise<AssignmentLine[]> {
  return query<AssignmentLine>(
    db,
    sql`select held.id as "assignmentId", p.id as "personId", p.full_name as "fullName", coalesce(c.identifier, p.personal_number, '') as "signInName", held.post_title as "postTitle",
        held.valid_from as "from", held.valid_to as "to", a.demo,
        greatest(c.used_at, (select max(s.created_at) from identity.session s where s.account_id = a.id)) as "lastSignIn",
        exists (select 1 from identity.credential t where t.account_id = a.id and t.method = 'totp' and t.confirmed_at is not null) as "secondFactor",
        (select coalesce(json_agg(json_build_object('name', r.name, 'vi', r.title_vi, 'en', r.title_en) order by r.title_vi), '[]')
          from identity.assignment_role ar join identity.role r on r.name = ar.role where ar.assignment_id = held.id) as roles
      from identity.assignment held
      join identity.person p on p.id = held.person_id
      join identity.account a on a.person_id = p.id
      left join identity.credential c on c.account_id = a.id and c.method = 'password'
      where held.agency_id = ${agencyId}
      order by (held.valid_to is not null and held.valid_to <= ${day}::date), p.name_folded, held.valid_from desc
      limit 500`,
  );
}

export interface RoleChoice {
  readonly name: string;
  readonly title: { readonly vi: string; readonly en: string };
  readonly nationwide: boolean;
}

/** All roles by title. */
export async function allRoles(db: Db): Promise<RoleChoice[]> {
  const rows = await on<IdentityTables>(db).selectFrom('identity.role').selectAll().orderBy('nationwide').orderBy('title_vi').execute();
  return rows.map((row) => ({ name: row.name, title: { vi: row.title_vi, en: row.title_en }, nationwide: row.nationwide }));
}

export interface SoftwareLine {
  readonly id: string;
  readonly title: string;
  readonly role: string;
  readonly createdAt: Date;
}

/** Open software accounts of an agency. */
export async function softwareOf(db: Db, agencyId: string): Promise<SoftwareLine[]> {
  const rows = await on<IdentityTables>(db)
    .selectFrom('identity.software_client')
    .select(['id', 'title', 'role', 'created_at'])
    .where('agency_id', '=', agencyId)
    .where('closed_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ id: row.id, title: row.title, role: row.role, createdAt: row.created_at }));
}

export interface SessionLine {
  readonly id: string;
  readonly device: string;
  readonly addressPrefix: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
}

/** A software account as the page shows it that asks before closing it. */
export interface SoftwareName {
  readonly id: string;
  readonly title: string;
  readonly agencyId: string;
  readonly closed: boolean;
}

export async function findSoftware(db: Db, id: string): Promise<SoftwareName | undefined> {
  const row = await on<IdentityTables>(db)
    .selectFrom('identity.software_client')
    .select(['id', 'title', 'agency_id', 'closed_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { id: row.id, title: row.title, agencyId: row.agency_id, closed: row.closed_at !== null };
}

/** One's own sessions that are still alive, the latest first. */
export async function sessionsOf(db: Db, accountId: string, at: Date): Promise<SessionLine[]> {
  const rows = await on<IdentityTables>(db)
    .selectFrom('identity.session')
    .select(['id', 'device', 'address_prefix', 'created_at', 'last_seen_at'])
    .where('account_id', '=', accountId)
    .where('verified_at', 'is not', null)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at)
    .where(sql<boolean>`last_seen_at + make_interval(secs => idle_seconds) > ${at}::timestamptz`)
    .orderBy('last_seen_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    device: row.device,
    addressPrefix: row.address_prefix,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
  }));
}

/** Recovery codes not yet used. */
export async function recoveryCodesLeft(db: Db, accountId: string): Promise<number> {
  const row = await on<IdentityTables>(db)
    .selectFrom('identity.credential')
    .select((select) => select.fn.countAll<number>().as('left'))
    .where('account_id', '=', accountId)
    .where('method', '=', 'recovery-code')
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.left;
}

/** A post as the page shows it that asks before ending it. */
export interface AssignmentName {
  readonly assignmentId: string;
  readonly agencyId: string;
  readonly personId: string;
  readonly accountId: string;
  readonly fullName: string;
  readonly postTitle: string;
  readonly agencyName: string;
}

export async function findAssignment(db: Db, assignmentId: string): Promise<AssignmentName | undefined> {
  return on<IdentityTables & Pick<AgenciesTables, 'agencies.agency'>>(db)
    .selectFrom('identity.assignment as held')
    .innerJoin('identity.person as p', 'p.id', 'held.person_id')
    .innerJoin('identity.account as a', 'a.person_id', 'p.id')
    .innerJoin('agencies.agency as g', 'g.id', 'held.agency_id')
    .select([
      'held.id as assignmentId',
      'held.agency_id as agencyId',
      'p.id as personId',
      'a.id as accountId',
      'p.full_name as fullName',
      'held.post_title as postTitle',
      'g.name as agencyName',
    ])
    .where('held.id', '=', assignmentId)
    .executeTakeFirst();
}
