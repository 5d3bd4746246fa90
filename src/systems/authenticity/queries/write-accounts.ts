import { type Db, on } from '#kernel/db.ts';
import { fold } from '#kernel/text.ts';
import type { AuthenticityTables } from '../db.gen.ts';
import type { AccountStatus } from '../rules/account-rules.ts';
import type { NewAccount } from '../schemas.ts';

interface Names {
  readonly handle: string;
  readonly displayName: string;
  readonly url: string;
}

function wordsOf(names: Names, stableId: string, agencyName: string): string {
  return fold([names.displayName, names.handle, stableId, agencyName, names.url].join(' '));
}

/** Puts an account into the registry, running from `at`. */
export async function insertAccount(
  tx: Db,
  account: NewAccount & { readonly id: string; readonly agencyId: string; readonly agencyName: string; readonly demo?: boolean },
  at: Date,
): Promise<void> {
  const own = on<AuthenticityTables>(tx);
  await own
    .insertInto('authenticity.account')
    .values({
      id: account.id,
      agency_id: account.agencyId,
      platform: account.platform,
      stable_id: account.stableId.trim(),
      url: account.url,
      handle: account.handle,
      display_name: account.displayName,
      purpose: account.purpose,
      owner: account.owner,
      deputy: account.deputy,
      status: 'active',
      status_at: at,
      opened_on: account.openedOn,
      words: wordsOf(account, account.stableId, account.agencyName),
      demo: account.demo ?? false,
      changed_at: at,
    })
    .execute();
  await insertName(tx, account.id, account, at);
  await own.insertInto('authenticity.account_status').values({ account_id: account.id, status: 'active', since: at }).execute();
}

async function insertName(tx: Db, accountId: string, { handle, displayName, url }: Names, at: Date): Promise<void> {
  const handleKey = handle.trim().replace(/^@/, '').toLowerCase();
  await on<AuthenticityTables>(tx)
    .insertInto('authenticity.account_name')
    .values({ account_id: accountId, handle, handle_key: handleKey, display_name: displayName, url, valid_from: at })
    .execute();
}

/** Gives an account other names; the old ones stay in its history. */
export async function renameAccount(
  tx: Db,
  account: { readonly id: string; readonly stableId: string; readonly agencyName: string },
  names: Names,
  at: Date,
): Promise<void> {
  const own = on<AuthenticityTables>(tx);
  await own
    .updateTable('authenticity.account_name')
    .set({ valid_to: at })
    .where('account_id', '=', account.id)
    .where('valid_to', 'is', null)
    .execute();
  await insertName(tx, account.id, names, at);
  await own
    .updateTable('authenticity.account')
    .set((eb) => ({
      handle: names.handle,
      display_name: names.displayName,
      url: names.url,
      words: wordsOf(names, account.stableId, account.agencyName),
      version: eb('version', '+', 1),
      changed_at: at,
    }))
    .where('id', '=', account.id)
    .execute();
}

/** Changes the state of an account and keeps from when and why. */
export async function setStatus(
  tx: Db,
  id: string,
  status: AccountStatus,
  reason: string | null,
  at: Date,
  closedOn?: string,
): Promise<void> {
  const own = on<AuthenticityTables>(tx);
  await own
    .updateTable('authenticity.account')
    .set((eb) => ({
      status,
      status_reason: reason,
      status_at: at,
      changed_at: at,
      version: eb('version', '+', 1),
      ...(closedOn === undefined ? {} : { closed_on: closedOn }),
    }))
    .where('id', '=', id)
    .execute();
  await own.insertInto('authenticity.account_status').values({ account_id: id, status, reason, since: at }).execute();
}
