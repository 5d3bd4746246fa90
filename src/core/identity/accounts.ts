import { type Db, on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { fold, tidy } from '#kernel/text.ts';
import type { IdentityTables } from './db.gen.ts';
import { hashPassword } from './passwords.ts';

export interface NewAccount {
  readonly fullName: string;
  readonly signInName: string;
  readonly password: string;
  /** True: a temporary password, to be changed at the first sign-in. */
  readonly mustChange: boolean;
  readonly demo: boolean;
  readonly createdBy: string;
}

/** A person with an official's account and a password. The caller has checked that the sign-in name is free. */
export async function insertAccount(tx: Db, account: NewAccount, at: Date): Promise<{ accountId: string; personId: string }> {
  const db = on<IdentityTables>(tx);
  const fullName = tidy(account.fullName);
  const personId = newId();
  const accountId = newId();
  await db
    .insertInto('identity.person')
    .values({ id: personId, full_name: fullName, name_folded: fold(fullName), created_at: at })
    .execute();
  await db
    .insertInto('identity.account')
    .values({ id: accountId, person_id: personId, demo: account.demo, created_at: at, created_by: account.createdBy })
    .execute();
  await db
    .insertInto('identity.credential')
    .values({
      id: newId(),
      account_id: accountId,
      method: 'password',
      identifier: account.signInName,
      secret: await hashPassword(account.password),
      must_change: account.mustChange,
      confirmed_at: at,
      created_at: at,
    })
    .execute();
  return { accountId, personId };
}

export interface NewAssignment {
  readonly personId: string;
  readonly agencyId: string;
  readonly postTitle: string;
  readonly roles: readonly string[];
  readonly from: string;
  /** First day on which it is no longer held. */
  readonly to?: string | undefined;
  readonly createdBy: string;
}

/** A post for a person; returns the assignment's id. */
export async function insertAssignment(tx: Db, assignment: NewAssignment, at: Date): Promise<string> {
  const db = on<IdentityTables>(tx);
  const id = newId();
  await db
    .insertInto('identity.assignment')
    .values({
      id,
      person_id: assignment.personId,
      agency_id: assignment.agencyId,
      post_title: tidy(assignment.postTitle),
      valid_from: assignment.from,
      valid_to: assignment.to ?? null,
      created_at: at,
      created_by: assignment.createdBy,
    })
    .execute();
  const roles = [...new Set(assignment.roles)];
  await db
    .insertInto('identity.assignment_role')
    .values(roles.map((role) => ({ assignment_id: id, role })))
    .execute();
  return id;
}
