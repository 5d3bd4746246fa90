import { randomInt } from 'node:crypto';
import { type Db, on } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import { newId } from '#kernel/id.ts';
import type { IdentityTables } from '../db.gen.ts';
import { keyedHash } from '../secrets.ts';
import { secondsAfter } from '../sessions.ts';
import type { Limits } from '../settings.ts';
import { numbersToOffer, type PhoneState, shortCode, stateOf } from './rules.ts';

/** A computer that waits for a telephone. */
export interface PhoneRequest {
  readonly id: string;
  readonly authenticationId: string;
  readonly code: string;
  /** Shown by the computer. */
  readonly number: number;
  /** Among these it is picked on the telephone. */
  readonly offered: readonly number[];
  readonly device: string;
  readonly addressPrefix: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly phoneAuthenticationId: string | undefined;
  /** Who wants to know. */
  readonly forWhom: Text;
  readonly minimumLevel: number;
  /** Step-up: only this account may answer. */
  readonly accountId: string | undefined;
  readonly state: PhoneState;
}

function codeOf(id: string): string {
  return shortCode(keyedHash('phone-code', id));
}

const hashOf = (code: string): Buffer => keyedHash('phone-code-typed', code);

/** Stores a request of a computer for an authentication under way. */
export async function insertRequest(
  tx: Db,
  authenticationId: string,
  origin: { readonly device: string; readonly addressPrefix: string },
  limits: Limits,
  at: Date,
): Promise<void> {
  const id = newId();
  const { offered, number } = numbersToOffer((below) => randomInt(below));
  await on<IdentityTables>(tx)
    .insertInto('identity.phone_sign_in')
    .values({
      id,
      authentication_id: authenticationId,
      code_hash: hashOf(codeOf(id)),
      number,
      offered: [...offered],
      device: origin.device,
      address_prefix: origin.addressPrefix,
      created_at: at,
      expires_at: secondsAfter(at, limits.phoneSeconds),
    })
    .execute();
}

/** How many codes an authentication has asked for. */
export async function requestsOf(db: Db, authenticationId: string): Promise<number> {
  const { n } = await on<IdentityTables>(db)
    .selectFrom('identity.phone_sign_in')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('authentication_id', '=', authenticationId)
    .executeTakeFirstOrThrow();
  return Number(n);
}

function requests(db: Db) {
  return on<IdentityTables>(db)
    .selectFrom('identity.phone_sign_in as p')
    .innerJoin('identity.authentication as t', 't.id', 'p.authentication_id')
    .selectAll('p')
    .select(['t.for_vi', 't.for_en', 't.minimum_level', 't.account_id']);
}

type Row = Awaited<ReturnType<ReturnType<typeof requests>['execute']>>[number];

function requestOf(row: Row | undefined, at: Date): PhoneRequest | undefined {
  return (
    row && {
      id: row.id,
      authenticationId: row.authentication_id,
      code: codeOf(row.id),
      number: row.number,
      offered: row.offered,
      device: row.device,
      addressPrefix: row.address_prefix,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      phoneAuthenticationId: row.phone_authentication_id ?? undefined,
      forWhom: { vi: row.for_vi, en: row.for_en },
      minimumLevel: row.minimum_level,
      accountId: row.account_id ?? undefined,
      state: stateOf({ outcome: row.outcome, chosenAt: row.chosen_at, expiresAt: row.expires_at }, at),
    }
  );
}

/** The latest request of an authentication. Whoever asks has shown that the authentication is this browser's. */
export async function latestRequest(db: Db, authenticationId: string, at: Date): Promise<PhoneRequest | undefined> {
  const row = await requests(db)
    .where('p.authentication_id', '=', authenticationId)
    .orderBy('p.created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return requestOf(row, at);
}

/** The request of a typed code; `lock` for changing it. */
export async function requestByCode(db: Db, code: string, at: Date, options: { lock?: true } = {}): Promise<PhoneRequest | undefined> {
  const found = requests(db).where('p.code_hash', '=', hashOf(code));
  return requestOf(await (options.lock ? found.forUpdate('p') : found).executeTakeFirst(), at);
}

/** The request that a proof on a telephone was begun for. */
export async function requestOfPhone(tx: Db, phoneAuthenticationId: string, at: Date): Promise<PhoneRequest | undefined> {
  return requestOf(await requests(tx).where('p.phone_authentication_id', '=', phoneAuthenticationId).forUpdate('p').executeTakeFirst(), at);
}

/** The number was picked rightly: from now on only this proof counts. */
export async function noteChosen(tx: Db, id: string, phoneAuthenticationId: string, at: Date): Promise<void> {
  await on<IdentityTables>(tx)
    .updateTable('identity.phone_sign_in')
    .set({ chosen_at: at, phone_authentication_id: phoneAuthenticationId })
    .where('id', '=', id)
    .execute();
}

export async function decideRequest(tx: Db, id: string, outcome: 'approved' | 'refused' | 'wrong-number', at: Date): Promise<void> {
  await on<IdentityTables>(tx)
    .updateTable('identity.phone_sign_in')
    .set({ outcome, decided_at: at })
    .where('id', '=', id)
    .where('outcome', 'is', null)
    .execute();
}
