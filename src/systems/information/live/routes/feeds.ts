import type { FastifyInstance } from 'fastify';
import { plainText } from '#core/documents/index.ts';
import type { Services } from '#kernel/http/services.ts';
import { Type } from '#kernel/schema.ts';
import { atomFeed, type FeedEntry, type FeedHead, jsonFeed } from '../../rules/feeds.ts';
import { changedAt, entriesByChange, lastOf, type LiveEntry, type LiveEvent } from '../queries.ts';
import { livePath } from '../urls.ts';
import { eventAt, keepLive } from './public.ts';

const config = { permission: 'public' };
const ENTRIES = 100;
const TITLE_SIGNS = 90;
const Code = Type.Object({ code: Type.String({ maxLength: 40 }) });

/** The entries of one event for feed readers; one that was taken back is said to be gone (RFC 6721). */
export function liveFeedRoutes(app: FastifyInstance, services: Services): void {
  const { db, config: site } = services;
  const feed = (ending: string, type: string, write: (head: FeedHead, entries: FeedEntry[], gone: LiveEntry[]) => string): void => {
    app.get(`/tin/truc-tiep/:code/${ending}`, { config, schema: { params: Code } }, async (request, reply) => {
      const event = await eventAt(services, (request.params as { code: string }).code);
      const all = await entriesByChange(db, event.id, ENTRIES);
      const there = all.filter(({ takenBackReason }) => takenBackReason === null);
      const head = headOf(event, site.publicUrl, ending, all);
      return reply
        .type(`${type}; charset=utf-8`)
        .header('cache-control', await keepLive(services, event.state === 'open', false))
        .send(
          write(
            head,
            there.map((entry) => entryOf(event, entry, site.publicUrl)),
            all.filter(({ takenBackReason }) => takenBackReason !== null),
          ),
        );
    });
  };
  feed('tin.atom', 'application/atom+xml', (head, entries, gone) =>
    atomFeed(
      head,
      entries,
      gone.map((entry) => ({ id: `${head.page}#tin-${entry.number}`, at: changedAt(entry).toISOString() })),
    ),
  );
  feed('tin.json', 'application/feed+json', (head, entries) => JSON.stringify(jsonFeed(head, entries)));
}

function headOf(event: LiveEvent, publicUrl: string, ending: string, entries: readonly LiveEntry[]): FeedHead {
  const page = publicUrl + livePath(event.code);
  const updated = lastOf([event.proposedAt, event.openedAt, event.closedAt, ...entries.map(changedAt)]) ?? event.proposedAt;
  return {
    title: event.titleVi,
    description: event.leadVi,
    page,
    self: `${page}/${ending}`,
    hub: undefined,
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
