import type { Db } from '#kernel/db.ts';
import { enqueue } from '#kernel/jobs.ts';
import type { AccountSeen } from '#systems/channels/events.ts';
import { accountSeenJob } from './jobs.ts';
import { accountIdOf } from './queries/seen-accounts.ts';

/** What a platform says of an account is compared with the registry in a job, which may act and knows this site's address. */
export async function onAccountSeen(tx: Db, seen: AccountSeen): Promise<void> {
  if ((await accountIdOf(tx, seen.platform, seen.stableId)) === undefined) return;
  await enqueue(tx, accountSeenJob, { ...seen, at: seen.at.toISOString() }, { key: `authenticity.seen:${seen.platform}:${seen.stableId}` });
}
