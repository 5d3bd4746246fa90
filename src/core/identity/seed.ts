import { type Db, on, transaction } from '#kernel/db.ts';
import { dateOf, now } from '#kernel/time.ts';
import { insertAccount, insertAssignment } from './accounts.ts';
import type { IdentityTables } from './db.gen.ts';
import { normalizeSignInName } from './rules/sign-in-name.ts';

/** A demonstration account; the name says that nobody real is meant: "Văn thư Mẫu – UBND phường Thuận Hóa". */
export interface DemoAccount {
  readonly signInName: string;
  readonly fullName: string;
  readonly posts: readonly { readonly agencyId: string; readonly postTitle: string; readonly roles: readonly string[] }[];
}

const SEEDER = 'system:demo';

/**
 * Makes the demonstration accounts that are missing, all with one password; those that are there stay as they are.
 * Roles must exist (`ensureRoles`). Returns how many were made.
 */
export async function seedDemoAccounts(db: Db, accounts: readonly DemoAccount[], password: string): Promise<number> {
  let made = 0;
  for (const account of accounts) {
    made += await transaction(db, (tx) => seedOne(tx, account, password));
  }
  return made;
}

async function seedOne(tx: Db, account: DemoAccount, password: string): Promise<number> {
  const at = now();
  const signInName = normalizeSignInName(account.signInName);
  const there = await on<IdentityTables>(tx)
    .selectFrom('identity.credential')
    .select('id')
    .where('method', '=', 'password')
    .where('identifier', '=', signInName)
    .executeTakeFirst();
  if (there) return 0;
  const { fullName } = account;
  const { personId } = await insertAccount(tx, { fullName, signInName, password, mustChange: false, demo: true, createdBy: SEEDER }, at);
  for (const post of account.posts) await insertAssignment(tx, { ...post, personId, from: dateOf(at), createdBy: SEEDER }, at);
  return 1;
}
