import { findMandate, OWN_CLIENT, personOf } from '#core/identity/index.ts';
import type { Db } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import type { Client } from '../clients.ts';
import type { SiteSecrets } from '../keys.ts';
import { pairwiseSubject, subjectOf, type Whom } from '../rules/subjects.ts';

const LARGEST_CACHE = 50_000;
/** Whose an account is never changes. */
const persons = new Map<string, string>();

/** The person of an account; throws when there is no such account. */
export async function personIdOf(db: Db, accountId: string): Promise<string> {
  const known = persons.get(accountId);
  if (known !== undefined) return known;
  const person = await personOf(db, accountId);
  if (!person) throw new Error(`no account ${accountId}`);
  if (persons.size >= LARGEST_CACHE) persons.clear();
  persons.set(accountId, person.personId);
  return person.personId;
}

/**
 * Whom a subject stands for: the person of the account, or whoever they represent, so that a site knows somebody by the same
 * subject whether they come themselves or are represented. Of a mandate that has ended nobody.
 */
export async function whomOf(db: Db, subject: string): Promise<Whom> {
  const { accountId, mandateId } = subjectOf(subject);
  if (mandateId === undefined) return `person:${await personIdOf(db, accountId)}`;
  const mandate = await findMandate(db, mandateId, now());
  if (!mandate) throw new Error(`the mandate ${mandateId} does not hold`);
  return `${mandate.principal.kind}:${mandate.principal.id}`;
}

/** By what name a client knows whoever a subject stands for. */
export async function subjectFor(
  db: Db,
  secrets: Pick<SiteSecrets, 'pairwise'>,
  subject: string,
  { client_id: clientId, sector }: Pick<Client, 'client_id' | 'sector'>,
): Promise<string> {
  // The product itself holds the accounts: a name that hid them from it would only have to be looked up.
  if (clientId === OWN_CLIENT) return subjectOf(subject).accountId;
  return pairwiseSubject(secrets.pairwise, sector, await whomOf(db, subject));
}
