import type { Insertable } from 'kysely';
import { type Db, on, query, sql } from '#kernel/db.ts';
import { dateOf } from '#kernel/time.ts';
import type { EnrolmentRow, IdentityTables } from '../db.gen.ts';
import { lockOf } from '../lock.ts';
import { isCode } from './codes.ts';
import { personNumbered } from './people.ts';

type NewEnrolment = Insertable<EnrolmentRow>;

export async function insertEnrolment(tx: Db, row: NewEnrolment): Promise<void> {
  await on<IdentityTables>(tx).insertInto('identity.enrolment').values(row).execute();
}

/** A registration's code always goes out; a recovery's only to the contact that the account has confirmed. */
export async function mayCodeBeSent(db: Db, row: Pick<NewEnrolment, 'purpose' | 'personal_number' | 'contact'>): Promise<boolean> {
  if (row.purpose === 'enrol') return true;
  const [known] = await query(
    db,
    sql`select 1 from identity.person p
      join identity.account a on a.person_id = p.id and a.closed_at is null
      join identity.contact c on c.account_id = a.id and c.value = ${row.contact}
      where p.personal_number = ${row.personal_number}`,
  );
  return known !== undefined;
}

/** An enrolment whose code is awaited in this browser. */
export interface OpenEnrolment {
  readonly id: string;
  readonly purpose: 'enrol' | 'recover';
  readonly personalNumber: string;
  readonly fullName: string;
  readonly birthDate: string;
  readonly contact: { readonly kind: 'email' | 'phone'; readonly value: string };
  readonly codeHash: Buffer;
  readonly failures: number;
  readonly result: 'done' | 'not-online' | undefined;
}

export async function findEnrolment(
  db: Db,
  tokenHash: string,
  at: Date,
  options: { lock?: true } = {},
): Promise<OpenEnrolment | undefined> {
  let select = on<IdentityTables>(db)
    .selectFrom('identity.enrolment')
    .selectAll()
    .where('token_hash', '=', Buffer.from(tokenHash, 'hex'))
    .where('expires_at', '>', at);
  if (options.lock) select = select.forUpdate();
  const row = await select.executeTakeFirst();
  return (
    row && {
      id: row.id,
      purpose: row.purpose as OpenEnrolment['purpose'],
      personalNumber: row.personal_number,
      fullName: row.full_name ?? '',
      birthDate: row.birth_date ?? '',
      contact: { kind: row.contact_kind as 'email' | 'phone', value: row.contact },
      codeHash: row.code_hash,
      failures: row.failures,
      result: (row.result ?? undefined) as OpenEnrolment['result'],
    }
  );
}

/** Compares a typed code; a wrong one is counted, and after so many none is right any more. */
export async function tryCode(tx: Db, enrolment: OpenEnrolment, typed: string, mostFailures: number): Promise<boolean> {
  if (enrolment.failures < mostFailures && isCode(enrolment.codeHash, enrolment.id, typed)) return true;
  await query(tx, sql`update identity.enrolment set failures = failures + 1 where id = ${enrolment.id}`);
  return false;
}

export async function finishEnrolment(tx: Db, id: string, result: 'done' | 'not-online', at: Date): Promise<void> {
  await on<IdentityTables>(tx).updateTable('identity.enrolment').set({ finished_at: at, result }).where('id', '=', id).execute();
}

/**
 * The account that a confirmed contact recovers. None: when the contact is not the account's, when there is a second factor (that,
 * or a counter, is the way then), when the identity is locked, or when the person holds a post (the agency's administrator helps).
 */
export async function recoverable(
  tx: Db,
  enrolment: OpenEnrolment,
  at: Date,
): Promise<{ accountId: string; personId: string } | undefined> {
  const person = await personNumbered(tx, enrolment.personalNumber);
  if (
    !person ||
    !(await mayCodeBeSent(tx, { purpose: 'recover', personal_number: enrolment.personalNumber, contact: enrolment.contact.value }))
  ) {
    return undefined;
  }
  const { accountId, personId } = person;
  const [stands] = await query(
    tx,
    sql`select 1
      where exists (select 1 from identity.credential c where c.account_id = ${accountId} and c.method = 'totp' and c.confirmed_at is not null)
        or exists (select 1 from identity.passkey k where k.account_id = ${accountId} and k.removed_at is null)
        or exists (select 1 from identity.assignment held where held.person_id = ${personId}
          and (held.valid_to is null or held.valid_to > ${dateOf(at)}::date))`,
  );
  return stands || (await lockOf(tx, accountId)) ? undefined : { accountId, personId };
}
