import { h } from 'preact';
import type { FastifyInstance } from 'fastify';
import type { Db } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import { notFound } from '#kernel/problem.ts';
import { type Static, Type } from '#kernel/schema.ts';
import { addDays, now, shortInstant, today } from '#kernel/time.ts';
import { agencyAsked } from '../../routes/asked.ts';
import { placeByCode } from '../../places.ts';
import { nextMoment, topics, visibleByCode } from '../../queries/visible.ts';
import { cacheControl } from '../../rules/moment.ts';
import { ActivityPage } from '../../views/calendar/activity-page.tsx';
import { CalendarPage } from '../../views/calendar/calendar-page.tsx';
import { type CalendarEvent, iCalendar } from '../icalendar.ts';
import { calendarMessages } from '../messages.ts';
import { activitiesBetween, type ActivityFilter, linkedReleases, type ShownActivity, shownActivity } from '../queries.ts';
import { spanAsked } from '../rules.ts';

const config = { permission: 'public' };
const LONGEST_SECONDS = 60;
/** What a subscribed calendar holds: a season back, half a year ahead. */
const DAYS_BACK = 90;
const DAYS_AHEAD = 183;
const NOBODY = '00000000-0000-0000-0000-000000000000';

const Short = (max: number) => Type.Optional(Type.String({ maxLength: max }));
const Filters = { 'co-quan': Short(40), nguoi: Short(120), noi: Short(20), 'chu-de': Short(40) };
const Asked = Type.Object({ tuan: Short(10), thang: Short(7), ...Filters, lang: Short(5), theme: Short(5) });
type Asked = Static<typeof Asked>;

async function filterOf(db: Db, asked: Asked): Promise<{ filter: ActivityFilter; query: URLSearchParams; labels: string[] }> {
  const query = new URLSearchParams();
  for (const name of ['co-quan', 'nguoi', 'noi', 'chu-de'] as const) if (asked[name]) query.set(name, asked[name]);
  const agency = await agencyAsked(db, asked['co-quan']);
  const place = asked.noi ? await placeByCode(db, asked.noi) : undefined;
  const topic = asked['chu-de'] ? (await topics(db)).find(({ code }) => code === asked['chu-de']) : undefined;
  return {
    filter: {
      agencyId: asked['co-quan'] ? (agency?.id ?? NOBODY) : undefined,
      person: asked.nguoi,
      placeCode: asked.noi,
      topic: asked['chu-de'],
    },
    query,
    labels: [agency?.name, asked.nguoi, place?.name, topic?.titleVi].filter((label) => label !== undefined && label !== '') as string[],
  };
}

async function keep({ db }: Services, personal: boolean): Promise<string> {
  return personal ? 'private, no-store' : cacheControl(now(), await nextMoment(db), LONGEST_SECONDS);
}

/** The public calendar, for people and for calendar programs. */
export function calendarPublicRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;

  app.get('/tin/lich', { config, schema: { querystring: Asked } }, async (request, reply) => {
    const asked = request.query as Asked;
    const span = spanAsked(asked.tuan, asked.thang, today());
    const { filter, query, labels } = await filterOf(db, asked);
    const [all, found] = await Promise.all([
      activitiesBetween(db, span.first, span.last),
      activitiesBetween(db, span.first, span.last, filter),
    ]);
    const page = h(CalendarPage, { span, today: today(), activities: found, all, query, labels, topics: await topics(db) });
    void reply.header('vary', 'cookie');
    const personal = request.actor.kind !== 'anonymous' || asked.lang !== undefined || asked.theme !== undefined;
    return reply.page(page, { cacheControl: await keep(services, personal) });
  });

  app.get('/tin/lich.ics', { config, schema: { querystring: Type.Object(Filters) } }, async (request, reply) => {
    const { filter, labels } = await filterOf(db, request.query as Asked);
    const found = await activitiesBetween(db, addDays(today(), -DAYS_BACK), addDays(today(), DAYS_AHEAD), filter);
    return reply
      .type('text/calendar; charset=utf-8')
      .header('cache-control', await keep(services, false))
      .send(await calendarOf(services, found, labels));
  });

  const Id = Type.Object({ id: Type.String({ maxLength: 40 }) });
  const Chosen = Type.Object({ lang: Short(5), theme: Short(5) });
  app.get('/tin/lich/:id', { config, schema: { params: Id, querystring: Chosen } }, async (request, reply) => {
    const activity = await shownActivity(db, (request.params as { id: string }).id);
    if (!activity) throw notFound();
    const linked = await Promise.all((await linkedReleases(db, activity.id)).map((code) => visibleByCode(db, code)));
    const releases = linked.filter((release) => release !== undefined && release.ended === null);
    void reply.header('vary', 'cookie');
    const personal = request.actor.kind !== 'anonymous' || Object.keys(request.query as object).length > 0;
    const page = h(ActivityPage, { activity, topics: await topics(db), releases: releases as NonNullable<(typeof releases)[number]>[] });
    return reply.page(page, { cacheControl: await keep(services, personal) });
  });

  app.get('/tin/lich/:id/lich.ics', { config, schema: { params: Id } }, async (request, reply) => {
    const activity = await shownActivity(db, (request.params as { id: string }).id);
    if (!activity) throw notFound();
    return reply
      .type('text/calendar; charset=utf-8')
      .header('content-disposition', 'attachment; filename="lich.ics"')
      .header('cache-control', await keep(services, false))
      .send(await calendarOf(services, [activity], []));
  });
}

async function calendarOf(
  { db, config: { publicUrl } }: Services,
  activities: readonly ShownActivity[],
  labels: readonly string[],
): Promise<string> {
  const names = new Map((await topics(db)).map(({ code, titleVi }) => [code, titleVi]));
  const { host } = new URL(publicUrl);
  const events = activities.map(({ id, newest, earlier }): CalendarEvent => {
    const people = newest.persons.map((name, at) => (newest.offices[at] ? `${name}, ${newest.offices[at]}` : name));
    const reason = newest.change === 'first' ? [] : [`${calendarMessages.vi.changes[newest.change]}: ${newest.reason}`];
    const before =
      newest.change === 'changed' && earlier[0]?.startsAt ? [`${calendarMessages.vi.before} ${shortInstant(earlier[0].startsAt)}`] : [];
    return {
      uid: `${id}@${host}`,
      sequence: earlier.length,
      cancelled: newest.change === 'cancelled',
      stamp: newest.visibleFrom ?? newest.stateSince,
      day: newest.onDay,
      startsAt: newest.startsAt,
      endsAt: newest.endsAt,
      summary: newest.change === 'cancelled' ? `[${calendarMessages.vi.cancelled}] ${newest.titleVi}` : newest.titleVi,
      location: [newest.venue, newest.placeName ?? ''].filter((part) => part !== '').join(', '),
      description: [newest.agencyName, ...people, ...reason, ...before].join('\n'),
      url: `${publicUrl}/tin/lich/${id}`,
      // Programs in use split categories at every comma, also at one that RFC 5545 has escaped.
      categories: newest.topics.map((code) => (names.get(code) ?? code).replaceAll(', ', ' và ')),
    };
  });
  return iCalendar([calendarMessages.vi.title, ...labels].join(' – '), events);
}
