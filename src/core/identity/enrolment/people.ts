import { type Db, on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { fold, tidy } from '#kernel/text.ts';
import type { IdentityTables } from '../db.gen.ts';
import { hashPassword } from '../passwords.ts';

export interface NewPerson {
  readonly fullName: string;
  readonly personalNumber: string;
  readonly birthDate: string;
  readonly nationality?: string;
  readonly residenceCard?: string | undefined;
  readonly demo?: boolean;
  readonly createdBy: string;
}

/** A person with an account that nobody can sign in to yet. */
export async function insertPerson(tx: Db, person: NewPerson, at: Date): Promise<{ accountId: string; personId: string }> {
  const db = on<IdentityTables>(tx);
  const [personId, accountId, fullName] = [newId(), newId(), tidy(person.fullName)];
  await db
    .insertInto('identity.person')
    .values({
      id: personId,
      full_name: fullName,
      name_folded: fold(fullName),
      personal_number: person.personalNumber,
      birth_date: person.birthDate,
      nationality: person.nationality ?? 'VN',
      residence_card: person.residenceCard ?? null,
      created_at: at,
    })
    .execute();
  await db
    .insertInto('identity.account')
    .values({ id: accountId, person_id: personId, demo: person.demo ?? false, created_at: at, created_by: person.createdBy })
    .execute();
  return { accountId, personId };
}

/** The id of the person of a personal number; made here, without a way to sign in, when this site does not know them yet. */
export async function ensurePerson(tx: Db, person: NewPerson, at: Date): Promise<string> {
  const known = await personNumbered(tx, person.personalNumber);
  return known?.personId ?? (await insertPerson(tx, person, at)).personId;
}

/** A password for an account that has none; its sign-in name is the personal number. */
export async function insertPassword(
  tx: Db,
  accountId: string,
  signInName: string,
  password: string,
  mustChange: boolean,
  at: Date,
): Promise<void> {
  await on<IdentityTables>(tx)
    .insertInto('identity.credential')
    .values({
      id: newId(),
      account_id: accountId,
      method: 'password',
      identifier: signInName,
      secret: await hashPassword(password),
      must_change: mustChange,
      confirmed_at: at,
      created_at: at,
    })
    .execute();
}

export interface NumberedPerson {
  readonly personId: string;
  readonly accountId: string;
  readonly fullName: string;
  readonly birthDate: string | null;
}

/** The person of a personal number, with the account. */
export async function personNumbered(db: Db, personalNumber: string): Promise<NumberedPerson | undefined> {
  const row = await on<IdentityTables>(db)
    .selectFrom('identity.person as p')
    .innerJoin('identity.account as a', 'a.person_id', 'p.id')
    .select(['p.id', 'a.id as account_id', 'p.full_name', 'p.birth_date'])
    .where('p.personal_number', '=', personalNumber)
    .executeTakeFirst();
  return row && { personId: row.id, accountId: row.account_id, fullName: row.full_name, birthDate: row.birth_date };
}

/** Notes how it was proven who somebody is. Level 2 names both officers; the database refuses one who is both. */
export async function insertProof(
  tx: Db,
  proof: {
    readonly personId: string;
    readonly level: 1 | 2;
    readonly checked?: Readonly<Record<string, string>>;
    readonly agencyId?: string;
    readonly officers?: readonly [string, string];
  },
  at: Date,
): Promise<void> {
  await on<IdentityTables>(tx)
    .insertInto('identity.identity_proof')
    .values({
      id: newId(),
      person_id: proof.personId,
      level: proof.level,
      proven_at: at,
      checked: JSON.stringify(proof.checked ?? {}),
      agency_id: proof.agencyId ?? null,
      checked_by: proof.officers?.[0] ?? null,
      confirmed_by: proof.officers?.[1] ?? null,
    })
    .execute();
}

/** What was proven at a counter counts no longer; the account falls back to level 1. */
export async function withdrawProofs(tx: Db, personId: string, because: 'recovered' | 'counter', at: Date): Promise<void> {
  await on<IdentityTables>(tx)
    .updateTable('identity.identity_proof')
    .set({ withdrawn_at: at, withdrawn_because: because })
    .where('person_id', '=', personId)
    .where('level', '=', 2)
    .where('withdrawn_at', 'is', null)
    .execute();
}
