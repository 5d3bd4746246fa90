import type { Account } from 'oidc-provider';
import { accountLevel, findMandate, personOf } from '#core/identity/index.ts';
import type { Db } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import { subjectOf } from '../rules/subjects.ts';

type Claims = Awaited<ReturnType<Account['claims']>>;

/** What is known of a person, for the scopes that a client was granted. */
async function claimsOf(db: Db, sub: string, scope: string): Promise<Claims> {
  const { accountId, mandateId } = subjectOf(sub);
  const level = await accountLevel(db, accountId, now());
  const basic = { sub, ...(level === undefined ? {} : { account_level: level }) };
  // Of whoever is represented a client learns only who it is; the rest is asked of the person's own log-in.
  if (mandateId !== undefined || !/\b(profile|personal_number)\b/.test(scope)) return basic;
  const person = await personOf(db, accountId);
  if (!person) return basic;
  return {
    ...basic,
    name: person.fullName,
    ...(person.birthDate === undefined ? {} : { birthdate: person.birthDate }),
    ...(person.personalNumber === undefined ? {} : { personal_number: person.personalNumber }),
  };
}

/** The account behind a subject; undefined when it acts by a mandate that no longer holds. */
export async function findAccount(db: Db, sub: string): Promise<Account | undefined> {
  const { mandateId } = subjectOf(sub);
  if (mandateId !== undefined && !(await findMandate(db, mandateId, now()))) return undefined;
  return { accountId: sub, claims: (_use, scope) => claimsOf(db, sub, scope) };
}
