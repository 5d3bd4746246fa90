import { type Db, on } from '#kernel/db.ts';
import { fold } from '#kernel/text.ts';
import type { AuthenticityTables } from '../db.gen.ts';
import type { AccountStatus } from '../rules/account-rules.ts';
import { handleKeyOf, sameNames } from '../rules/seen-account.ts';
import type { NewAccount } from '../schemas.ts';
import { seenOf } from './seen-accounts.ts';

type NameSource = 'registry' | 'platform';

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
  await insertName(tx, account.id, account, at, 'registry');
  await own.insertInto('authenticity.account_status').values({ account_id: account.id, status: 'active', since: at }).execute();
}

async function insertName(tx: Db, accountId: string, { handle, displayName, url }: Names, at: Date, source: NameSource): Promise<void> {
  await on<AuthenticityTables>(tx)
    .insertInto('authenticity.account_name')
    .values({ account_id: accountId, handle, handle_key: handleKeyOf(handle), display_name: displayName, url, valid_from: at, source })
    .execute();
}

/** What the account is called now, confirmed or only seen on the platform. */
export async function currentName(db: Db, accountId: string): Promise<Names | undefined> {
  return on<AuthenticityTables>(db)
    .selectFrom('authenticity.account_name')
    .select(['handle', 'display_name as displayName', 'url'])
    .where('account_id', '=', accountId)
    .where('valid_to', 'is', null)
    .executeTakeFirst();
}

/** Ends the present name in the history and begins another. */
export async function writeShownName(tx: Db, accountId: string, names: Names, source: NameSource, at: Date): Promise<void> {
  await on<AuthenticityTables>(tx)
    .updateTable('authenticity.account_name')
    .set({ valid_to: at })
    .where('account_id', '=', accountId)
    .where('valid_to', 'is', null)
    .execute();
  await insertName(tx, accountId, names, at, source);
}

/** Gives an account other names; the old ones stay in its history. What the platform showed already keeps its day. */
export async function renameAccount(
  tx: Db,
  account: { readonly id: string; readonly stableId: string; readonly agencyName: string },
  names: Names,
  at: Date,
): Promise<void> {
  const own = on<AuthenticityTables>(tx);
  const shown = await currentName(tx, account.id);
  if (shown && sameNames({ name: shown.displayName, handle: shown.handle }, names)) {
    const confirmed = { source: 'registry', url: names.url, handle: names.handle, handle_key: handleKeyOf(names.handle) };
    await own
      .updateTable('authenticity.account_name')
      .set(confirmed)
      .where('account_id', '=', account.id)
      .where('valid_to', 'is', null)
      .execute();
  } else await writeShownName(tx, account.id, names, 'registry', at);
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
  await settleAlarm(tx, account.id, names, at);
}

/** After the registry changed: does the platform show the same now? */
async function settleAlarm(tx: Db, accountId: string, names: Names, at: Date): Promise<void> {
  const seen = await seenOf(tx, accountId);
  if (!seen) return;
  const agrees = sameNames({ name: seen.name, handle: seen.handle ?? undefined }, names);
  await on<AuthenticityTables>(tx)
    .updateTable('authenticity.account_seen')
    .set({ differs_since: agrees ? null : (seen.differsSince ?? at) })
    .where('account_id', '=', accountId)
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
