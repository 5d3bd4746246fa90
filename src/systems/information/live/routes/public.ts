import { h } from 'preact';
import type { FastifyInstance } from 'fastify';
import { addressKey } from '#kernel/http/request-limits.ts';
import type { Services } from '#kernel/http/services.ts';
import { streamPlaces } from '#kernel/http/stream-places.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { now } from '#kernel/time.ts';
import { nextMoment, topics } from '../../queries/visible.ts';
import { cacheControl } from '../../rules/moment.ts';
import { countChangedSince, entriesOf, type LiveEvent, pinnedEntry, publicEvent, shownEvents } from '../queries.ts';
import { LiveListPage } from '../../views/live/live-list-page.tsx';
import { LivePage } from '../../views/live/live-page.tsx';
import { watchEvents } from '../watchers.ts';
import { liveFeedRoutes } from './feeds.ts';

const config = { permission: 'public' };
const PER_PAGE = 40;
/** How long a page of a running event may be kept: long enough that a cache carries a crowd. */
const RUNNING_SECONDS = 2;
const OVER_SECONDS = 60;
/** Whole quarters of a city share one address on mobile networks. */
const OF_ONE_ADDRESS = 1_000;
const IN_ALL = 20_000;

const Code = Type.Object({ code: Type.String({ maxLength: 40 }) });
const Chosen = { lang: Type.Optional(Type.String({ maxLength: 5 })), theme: Type.Optional(Type.String({ maxLength: 5 })) };
const Number_ = Type.Optional(Type.Integer({ minimum: 0, maximum: 2_000_000_000 }));
const Looked = Type.Object({ ...Chosen, truoc: Number_, 'da-xem': Number_ });

/** The event, or 404: one that nobody has opened does not exist for the public. */
export async function eventAt({ db }: Services, code: string): Promise<LiveEvent> {
  const event = await publicEvent(db, code);
  if (!event) throw notFound();
  return event;
}

export async function keepLive({ db }: Services, running: boolean, personal: boolean): Promise<string> {
  return personal ? 'private, no-store' : cacheControl(now(), await nextMoment(db), running ? RUNNING_SECONDS : OVER_SECONDS);
}

/** Running events: their pages, the stream that keeps them up to date, and their feeds. */
export function livePublicRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;

  app.get('/tin/truc-tiep', { config, schema: { querystring: Type.Object(Chosen) } }, async (request, reply) => {
    const personal = request.actor.kind !== 'anonymous' || Object.keys(request.query as object).length > 0;
    void reply.header('vary', 'cookie');
    return reply.page(h(LiveListPage, { events: await shownEvents(db) }), { cacheControl: await keepLive(services, true, personal) });
  });

  app.get('/tin/truc-tiep/:code', { config, schema: { params: Code, querystring: Looked } }, async (request, reply) => {
    const event = await eventAt(services, (request.params as { code: string }).code);
    const asked = request.query as { truoc?: number; 'da-xem'?: number; lang?: string; theme?: string };
    const [found, pinned, all] = await Promise.all([
      entriesOf(db, event.id, PER_PAGE + 1, asked.truoc),
      pinnedEntry(db, event.id),
      topics(db),
    ]);
    const seen = asked['da-xem'];
    const page = h(LivePage, {
      event,
      entries: found.slice(0, PER_PAGE),
      more: found.length > PER_PAGE,
      before: asked.truoc,
      pinned,
      topics: all,
      ...(seen === undefined ? {} : { seen: { changes: seen, count: await countChangedSince(db, event.id, seen) } }),
    });
    const personal = request.actor.kind !== 'anonymous' || asked.lang !== undefined || asked.theme !== undefined;
    void reply.header('vary', 'cookie');
    return reply.page(page, { cacheControl: await keepLive(services, event.state === 'open', personal) });
  });

  streamRoute(app, services);
  liveFeedRoutes(app, services);
}

function streamRoute(app: FastifyInstance, services: Services): void {
  const watchers = watchEvents(services.db, services.log);
  const places = streamPlaces(OF_ONE_ADDRESS, IN_ALL);
  app.addHook('preClose', async () => watchers.close());
  const After = Type.Object({ sau: Number_, lang: Type.Optional(Type.String({ maxLength: 5 })) });

  app.get('/tin/truc-tiep/:code/dong', { config, schema: { params: Code, querystring: After } }, async (request, reply) => {
    const event = await eventAt(services, (request.params as { code: string }).code);
    const giveBack = places.take(addressKey(request.ip));
    reply.raw.once('close', giveBack);
    // A browser that comes back says in this header which event it had seen last; it knows better than the page's address.
    const last = Number.parseInt(String(request.headers['last-event-id'] ?? ''), 10);
    const after = Number.isSafeInteger(last) && last >= 0 ? last : ((request.query as { sau?: number }).sau ?? 0);
    const stream = await watchers.join(event.id, request.lang, after);
    return reply
      .type('text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no')
      .send(stream);
  });
}
