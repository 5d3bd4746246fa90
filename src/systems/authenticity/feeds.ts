import { type Feed, hubAddress } from '#kernel/feeds.ts';
import type { Services } from '#kernel/http/services.ts';
import { accountMessages } from './account-messages.ts';
import { FAKES_CHANGED } from './events.ts';
import { fakeMessages } from './fake-messages.ts';
import { publicCases } from './queries/fake-cases.ts';
import { recentStatusChanges } from './queries/status-changes.ts';
import { type AtomEntry, atomFeed } from './rules/atom.ts';
import { platformNames } from './rules/platforms.ts';

const type = 'application/atom+xml; charset=utf-8';

/** A feed at `<page>.atom` that knows no filters. */
function feed(
  page: string,
  title: { vi: string; en: string },
  changedBy: string,
  read: (services: Services) => Promise<AtomEntry[]>,
): Feed {
  return {
    path: `${page}.atom`,
    title,
    changedBy: [changedBy],
    async read(services) {
      const { publicUrl } = services.config;
      const self = `${publicUrl}${page}.atom`;
      const head = { title: title.vi, self, page: publicUrl + page, author: publicUrl, hub: hubAddress(services) };
      return { self, type, text: atomFeed(head, await read(services)) };
    },
  };
}

/** What became of official accounts. */
export const accountFeed = feed(
  '/tai-khoan-chinh-thuc',
  { vi: accountMessages.vi.feedTitle, en: accountMessages.en.feedTitle },
  'authenticity.account-changed',
  async ({ db, config: { publicUrl } }) =>
    (await recentStatusChanges(db)).map((change) => ({
      id: `tag:motcua,2026:tai-khoan:${change.accountId}:${change.since.getTime()}`,
      url: `${publicUrl}/tai-khoan-chinh-thuc/${change.accountId}`,
      title: `${change.displayName} (${platformNames[change.platform].vi}): ${accountMessages.vi.statuses[change.status]}`,
      summary: [change.agencyName, change.reason].filter(Boolean).join('. '),
      updated: change.since,
    })),
);

/** Confirmed fakes and what became of them. */
export const fakeFeed = feed(
  '/trang-gia-mao',
  { vi: fakeMessages.vi.feedTitle, en: fakeMessages.en.feedTitle },
  FAKES_CHANGED,
  async ({ db, config: { publicUrl } }) =>
    (await publicCases(db)).map((one) => ({
      id: `urn:uuid:${one.id}`,
      url: `${publicUrl}/trang-gia-mao`,
      title: `${fakeMessages.vi.states[one.state]}: ${one.claimedName || one.pageKey}`,
      summary: [one.url, one.finding].filter(Boolean).join(' – '),
      updated: one.changedAt,
    })),
);
