import { type Db, query, sql } from '#kernel/db.ts';
import { defineJob } from '#kernel/jobs.ts';
import { systemActor } from '#kernel/permission.ts';
import { recordAccountSeen } from './actions/record-account-seen.ts';
import type { Account, Profile } from './adapters/adapter.ts';
import { adaptersFor } from './adapters/index.ts';
import type { Platform } from './rules/platforms.ts';
import { openCredentials } from './secrets.ts';
import { accountsToRenew } from './token-store.ts';

interface Open {
  readonly connectionId: string;
  readonly agencyId: string;
  readonly platform: Platform;
  readonly stableId: string;
  readonly name: string;
}

function openAccounts(db: Db): Promise<Open[]> {
  return query<Open>(
    db,
    sql<Open>`select id as "connectionId", agency_id as "agencyId", platform, stable_id as "stableId", name
      from channels.connection where status <> 'closed' order by id`,
  );
}

/** Asks every platform once a day who our accounts are, and tells what it says. */
export const seeAccountsJob = defineJob<unknown>({
  name: 'channels.see-accounts',
  title: { vi: 'Xem nền tảng nói gì về tài khoản', en: 'See what platforms say of our accounts' },
  cron: '23 20 * * *',
  maxAttempts: 2,
  async handle(_payload, { db, services, log }) {
    const adapters = await adaptersFor(services);
    for (const open of await openAccounts(db)) {
      const account: Account = { ...open, credentials: await openCredentials(db, open.connectionId) };
      const verified = await adapters[open.platform].verifyAccount(account);
      if (!verified.ok) {
        log.warn({ platform: open.platform, connection: open.connectionId, why: verified.why }, 'an account could not be looked at');
        continue;
      }
      const { avatar, ...said }: Profile = verified.profile ?? { websites: [] };
      const avatarHash = avatar ? { avatarHash: await services.files.put(avatar) } : {};
      const { connectionId, platform, stableId } = open;
      const seen = { connectionId, platform, stableId, name: verified.name, ...said, ...avatarHash };
      await services.act(recordAccountSeen, systemActor('channels', open.agencyId), seen);
    }
  },
});

/** Renews tokens long before they end: what goes wrong then leaves hours in which posts still go out and a person can act. */
export const renewTokensJob = defineJob<unknown>({
  name: 'channels.renew-tokens',
  title: { vi: 'Làm mới mã truy cập', en: 'Renew access tokens' },
  cron: '41 * * * *',
  maxAttempts: 1,
  async handle(_payload, { db, services, log }) {
    const adapters = await adaptersFor(services);
    for (const one of await accountsToRenew(db)) {
      const account: Account = { ...one, credentials: await openCredentials(db, one.connectionId) };
      const trouble = await adapters[one.platform].renew?.(account);
      if (trouble) log.warn({ platform: one.platform, connection: one.connectionId, why: trouble.why }, 'tokens were not renewed');
    }
  },
});
