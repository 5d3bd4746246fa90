import { type Db, on, type Prepared, query, runPrepared, sql } from '#kernel/db.ts';
import type { IdentityTables } from '../db.gen.ts';

/**
 * How it was proven who the person of an account is (Decree 69/2024/NĐ-CP art. 7): 1 online, 2 at a counter with card and
 * biometrics. A fact about the account, never mixed with the level of a log-in. Undefined: not proven here, such as an
 * official's account that the agency opened.
 */
export async function accountLevel(db: Db, accountId: string, at: Date): Promise<1 | 2 | undefined> {
  const [row] = await query<{ level: 1 | 2 | null }>(
    db,
    sql`select max(proof.level)::int as level
      from identity.account a join identity.identity_proof proof on proof.person_id = a.person_id
      where a.id = ${accountId} and proof.proven_at <= ${at} and (proof.withdrawn_at is null or proof.withdrawn_at > ${at})`,
  );
  return row?.level ?? undefined;
}

/** What is known of the person of an account, for claims. */
export interface PersonFacts {
  readonly personId: string;
  readonly fullName: string;
  /** Calendar date. */
  readonly birthDate: string | undefined;
  /** Twelve digits. */
  readonly personalNumber: string | undefined;
}

/** What is known of a person, with the account's level. */
export interface ProvenPerson extends PersonFacts {
  readonly level: 1 | 2 | undefined;
}

/** What is known of the person of an account, with the account's level, in one question to the database. */
export async function provenPersonOf(db: Db, accountId: string, at: Date): Promise<ProvenPerson | undefined> {
  const [row] = await runPrepared<ProvenRow>(db, PROVEN_PERSON, [accountId, at]);
  return row && provenOf(row);
}

const provenPerson = (account: string, at: string): string => `select p.id, p.full_name, p.birth_date, p.personal_number, (
      select max(proof.level)::int from identity.identity_proof proof
      where proof.person_id = p.id and proof.proven_at <= ${at} and (proof.withdrawn_at is null or proof.withdrawn_at > ${at})
    ) as level
    from identity.account a join identity.person p on p.id = a.person_id where a.id = ${account}`;

const PROVEN_PERSON: Prepared = { name: 'identity-proven-person', text: provenPerson('$1', '$2') };

/**
 * The same as a column of another question: text of SQL for a person in JSON, and what reads it. `account`, `at`: expressions of
 * type uuid and timestamptz.
 */
export const provenPersonColumn = {
  sql: (account: string, at: string): string => `(select row_to_json(proven) from (${provenPerson(account, at)}) proven)`,
  read: (value: unknown): ProvenPerson | undefined => (value ? provenOf(value as ProvenRow) : undefined),
};

function provenOf(row: ProvenRow): ProvenPerson {
  return { ...factsOf(row), level: row.level ?? undefined };
}

interface ProvenRow extends PersonRow {
  readonly level: 1 | 2 | null;
}

interface PersonRow {
  readonly id: string;
  readonly full_name: string;
  readonly birth_date: string | null;
  readonly personal_number: string | null;
}

function factsOf(row: PersonRow): PersonFacts {
  return {
    personId: row.id,
    fullName: row.full_name,
    birthDate: row.birth_date ?? undefined,
    personalNumber: row.personal_number ?? undefined,
  };
}

/** The person of an account, open or closed; undefined: no such account. */
export async function personOf(db: Db, accountId: string): Promise<PersonFacts | undefined> {
  const row = await on<IdentityTables>(db)
    .selectFrom('identity.account as a')
    .innerJoin('identity.person as p', 'p.id', 'a.person_id')
    .select(['p.id', 'p.full_name', 'p.birth_date', 'p.personal_number'])
    .where('a.id', '=', accountId)
    .executeTakeFirst();
  return row && factsOf(row);
}

/** Whether four digits are the last of a person's number; as slow for nobody as for somebody. */
export async function lastDigitsMatch(db: Db, personId: string | null, digits: string): Promise<boolean> {
  const [row] = await query<{ last: string | null }>(
    db,
    sql`select right(personal_number, 4) as last from identity.person where id = ${personId}`,
  );
  return /^\d{4}$/.test(digits) && row?.last === digits;
}

/** Where an account's owner is reached, as confirmed by a code. */
export interface Contact {
  readonly kind: 'email' | 'phone';
  readonly value: string;
}

/** Where the owner of an account is reached; none for whoever has confirmed no address. */
export async function contactsOf(db: Db, accountId: string): Promise<Contact[]> {
  const rows = await on<IdentityTables>(db)
    .selectFrom('identity.contact')
    .select(['kind', 'value'])
    .where('account_id', '=', accountId)
    .orderBy('kind')
    .execute();
  return rows.map(({ kind, value }) => ({ kind: kind as Contact['kind'], value }));
}

/** The open account of a person. */
export async function accountOfPerson(db: Db, personId: string): Promise<string | undefined> {
  const row = await on<IdentityTables>(db)
    .selectFrom('identity.account')
    .select('id')
    .where('person_id', '=', personId)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return row?.id;
}
