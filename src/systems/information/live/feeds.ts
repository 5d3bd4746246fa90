import { plainText } from '#core/documents/index.ts';
import { type Feed, hubAddress } from '#kernel/feeds.ts';
import type { Services } from '#kernel/http/services.ts';

import { atomFeed, type FeedEntry, type FeedHead, jsonFeed } from '../rules/feeds.ts';
import { changedAt, entriesByChange, lastOf, type LiveEntry, type LiveEvent, publicEvent } from './queries.ts';
import { liveMessages as messages } from './messages.ts';
import { livePath } from './urls.ts';

const ENTRIES = 100;
const TITLE_SIGNS = 90;

type Write = (head: FeedHead, entries: FeedEntry[], gone: LiveEntry[]) => string;
const forms: readonly { readonly ending: string; readonly name: string; readonly type: string; readonly write: Write }[] = [
  {
    ending: 'tin.atom',
    name: 'Atom',
    type: 'application/atom+xml',
    write: (head, entries, gone) =>
      atomFeed(
        head,
        entries,
        gone.map((entry) => ({ id: `${head.page}#tin-${entry.number}`, at: changedAt(entry).toISOString() })),
      ),
  },
  {
    ending: 'tin.json',
    name: 'JSON Feed',
    type: 'application/feed+json',
    write: (head, entries) => JSON.stringify(jsonFeed(head, entries)),
  },
];

/** The entries of one event for feed readers; one that was taken back is said to be gone (RFC 6721). */
export const liveFeeds: readonly Feed[] = forms.map(({ ending, name, type, write }) => ({
  path: `${livePath('{code}')}/${ending}`,
  title: { vi: `${messages.vi.feedTitle} (${name})`, en: `${messages.en.feedTitle} (${name})` },
  changedBy: ['information.live-changed'],
  async read(services, _query, code = '') {
    const event = await publicEvent(services.db, code);
    if (!event) return undefined;
    const all = await entriesByChange(services.db, event.id, ENTRIES);
    const head = headOf(services, event, ending, all);
    const there = all.filter(({ takenBackReason }) => takenBackReason === null);
    const gone = all.filter(({ takenBackReason }) => takenBackReason !== null);
    const entries = there.map((entry) => entryOf(event, entry, services.config.publicUrl));
    return { self: head.self, type: `${type}; charset=utf-8`, text: write(head, entries, gone) };
  },
}));

function headOf(services: Services, event: LiveEvent, ending: string, entries: readonly LiveEntry[]): FeedHead {
  const page = services.config.publicUrl + livePath(event.code);
  const updated = lastOf([event.proposedAt, event.openedAt, event.closedAt, ...entries.map(changedAt)]) ?? event.proposedAt;
  return {
    title: event.titleVi,
    description: event.leadVi,
    page,
    self: `${page}/${ending}`,
    hub: hubAddress(services),
    updated: updated.toISOString(),
  };
}

function entryOf(event: LiveEvent, entry: LiveEntry, publicUrl: string): FeedEntry {
  const text = plainText(entry.textVi);
  const [line = ''] = text.split('\n');
  const url = `${publicUrl + livePath(event.code)}#tin-${entry.number}`;
  const [correction] = entry.corrections;
  return {
    id: url,
    code: event.code,
    url,
    title: line.length > TITLE_SIGNS ? `${line.slice(0, TITLE_SIGNS).trimEnd()}…` : line,
    summary: correction ? `${text}\n\nĐính chính: ${correction.reason}` : text,
    author: event.agencyName,
    updated: changedAt(entry).toISOString(),
    published: entry.at.toISOString(),
    topics: [],
  };
}
