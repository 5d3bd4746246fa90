import { h } from 'preact';
import type { FastifyRequest } from 'fastify';
import { type Agency, agencyByCode, findAgency } from '#core/agencies/index.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { today } from '#kernel/time.ts';
import { ScreenPage, TakeNumberPage, TicketPage } from '../../views/counter/queue-pages.tsx';
import { takeTicket } from '../actions/tickets.ts';
import { aheadOf, findTicket, queueOf, waitOf } from '../queue.ts';

const OfAgency = Type.Object({ 'co-quan': Type.String({ minLength: 1, maxLength: 60 }) });
const ById = Type.Object({ id: Type.String({ maxLength: 36 }) });
const AnyForm = Type.Record(Type.String(), Type.Unknown());
const config = { permission: 'public' };
/** A kiosk gives numbers to a whole hall; somebody far away who presses on and on gets no further than this. */
const limited = { permission: 'public', rateLimit: { max: 30, timeWindow: 60_000 } };
/** Seconds after which the screen asks again. */
const REFRESH = 5;

/** Kiosk, slip and screen: anybody in the hall, without a script and without a name. */
export const queueRoutes: Routes = (app, services) => {
  const { db } = services;
  app.get('/mot-cua/lay-so', { config, schema: { querystring: OfAgency } }, async (request, reply) => {
    const agency = await agencyOf(services, request);
    return reply.page(h(TakeNumberPage, { agency, queue: await queueOf(db, agency.id, today()) }));
  });
  app.post('/mot-cua/lay-so', { config: limited, schema: { querystring: OfAgency, body: AnyForm } }, async (request, reply) => {
    const agency = await agencyOf(services, request);
    return submit(request, reply, services, {
      action: takeTicket,
      input: { agencyId: agency.id },
      done: ({ id }) => `/mot-cua/so/${id}`,
    });
  });
  app.get('/mot-cua/so/:id', { config, schema: { params: ById } }, async (request, reply) => {
    const ticket = await findTicket(db, (request.params as { id: string }).id);
    const agency = ticket && (await findAgency(db, ticket.agencyId));
    if (!ticket || !agency) throw notFound();
    const [ahead, { pace }] = await Promise.all([aheadOf(db, ticket), queueOf(db, ticket.agencyId, ticket.day)]);
    return reply.page(h(TicketPage, { agency, ticket, ahead, wait: waitOf(ahead, pace) }));
  });
  app.get('/mot-cua/man-hinh', { config, schema: { querystring: OfAgency } }, async (request, reply) => {
    const agency = await agencyOf(services, request);
    // The browser of the hall's screen asks again by itself, with or without script.
    void reply.header('refresh', String(REFRESH));
    return reply.page(h(ScreenPage, { agency, queue: await queueOf(db, agency.id, today()) }));
  });
};

async function agencyOf({ db }: Services, request: FastifyRequest): Promise<Agency> {
  const agency = await agencyByCode(db, (request.query as { 'co-quan': string })['co-quan']);
  if (!agency || agency.validTo !== null) throw notFound();
  return agency;
}
