import { type Db, on } from '#kernel/db.ts';
import type { IdentityTables } from './db.gen.ts';
import { acceptedStep, looksLikeRecoveryCode, recoveryCodeHash } from './one-time-codes.ts';
import { unseal } from './secrets.ts';

/** The password of an open account, with what its owner is called. */
export interface PasswordCredential {
  readonly id: string;
  readonly accountId: string;
  readonly signInName: string;
  readonly hash: string;
  readonly mustChange: boolean;
  readonly fullName: string;
}

/** The password credential of a sign-in name or an account; undefined when there is none or the account is closed. */
export async function findPassword(db: Db, by: { signInName: string } | { accountId: string }): Promise<PasswordCredential | undefined> {
  let select = on<IdentityTables>(db)
    .selectFrom('identity.credential as c')
    .innerJoin('identity.account as a', 'a.id', 'c.account_id')
    .innerJoin('identity.person as p', 'p.id', 'a.person_id')
    .select(['c.id', 'c.account_id', 'c.identifier', 'c.secret', 'c.must_change', 'p.full_name'])
    .where('c.method', '=', 'password')
    .where('a.closed_at', 'is', null);
  select = 'signInName' in by ? select.where('c.identifier', '=', by.signInName) : select.where('c.account_id', '=', by.accountId);
  const row = await select.executeTakeFirst();
  if (!row) return undefined;
  return {
    id: row.id,
    accountId: row.account_id,
    signInName: row.identifier ?? '',
    hash: row.secret ?? '',
    mustChange: row.must_change,
    fullName: row.full_name,
  };
}

export interface TotpCredential {
  readonly id: string;
  readonly confirmed: boolean;
  readonly secret: Buffer;
  readonly lastStep: number | null;
}

/** The second factor of an account, confirmed or just being set up. */
export async function findTotp(db: Db, accountId: string): Promise<TotpCredential | undefined> {
  const row = await on<IdentityTables>(db)
    .selectFrom('identity.credential')
    .select(['id', 'secret', 'confirmed_at', 'last_step'])
    .where('account_id', '=', accountId)
    .where('method', '=', 'totp')
    .executeTakeFirst();
  if (!row) return undefined;
  return { id: row.id, confirmed: row.confirmed_at !== null, secret: unseal(row.secret ?? '', row.id), lastStep: row.last_step };
}

/** Whether a confirmed second factor is asked for at sign-in. */
export async function hasSecondFactor(db: Db, accountId: string): Promise<boolean> {
  const row = await on<IdentityTables>(db)
    .selectFrom('identity.credential')
    .select('id')
    .where('account_id', '=', accountId)
    .where('method', '=', 'totp')
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Accepts a code once: the app's six digits, or a recovery code, which is used up. False: wrong, or seen before. */
export async function acceptCode(tx: Db, accountId: string, code: string, at: Date): Promise<boolean> {
  if (looksLikeRecoveryCode(code)) return useRecoveryCode(tx, accountId, code, at);
  const totp = await findTotp(tx, accountId);
  if (!totp?.confirmed) return false;
  return useStep(tx, totp, code, at);
}

/** Marks the code's step as used; the condition in the update holds even when the same code comes twice at once. */
export async function useStep(tx: Db, totp: TotpCredential, code: string, at: Date): Promise<boolean> {
  const step = acceptedStep(totp.secret, code, at, totp.lastStep);
  if (step === undefined) return false;
  const result = await on<IdentityTables>(tx)
    .updateTable('identity.credential')
    .set({ last_step: step, used_at: at })
    .where('id', '=', totp.id)
    .where((where) => where.or([where('last_step', 'is', null), where('last_step', '<', step)]))
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

async function useRecoveryCode(tx: Db, accountId: string, code: string, at: Date): Promise<boolean> {
  const result = await on<IdentityTables>(tx)
    .updateTable('identity.credential')
    .set({ used_at: at })
    .where('account_id', '=', accountId)
    .where('method', '=', 'recovery-code')
    .where('secret', '=', recoveryCodeHash(code))
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Removes the second factor and what is left of its recovery codes. */
export async function removeSecondFactor(tx: Db, accountId: string): Promise<void> {
  await on<IdentityTables>(tx)
    .deleteFrom('identity.credential')
    .where('account_id', '=', accountId)
    .where('method', 'in', ['totp', 'recovery-code'])
    .execute();
}
