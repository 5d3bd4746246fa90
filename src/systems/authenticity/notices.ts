import type { Db } from '#kernel/db.ts';
import type { SiteNotice } from '#kernel/module.ts';
import { accountMessages } from './account-messages.ts';
import { compromisedAccounts } from './queries/accounts.ts';
import { platformNames } from './rules/platforms.ts';

/** A warning for each account that somebody has taken over. */
export async function accountNotices(db: Db): Promise<SiteNotice[]> {
  return (await compromisedAccounts(db)).map((account) => {
    const { vi, en } = platformNames[account.platform];
    const text = { vi: accountMessages.vi.warning(account.displayName, vi), en: accountMessages.en.warning(account.displayName, en) };
    return { kind: 'error', text, url: `/tai-khoan-chinh-thuc/${account.id}` };
  });
}
