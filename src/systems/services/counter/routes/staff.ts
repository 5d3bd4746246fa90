import { h } from 'preact';
import type { FastifyRequest } from 'fastify';
import { findAgency } from '#core/agencies/index.ts';
import { caseByCode, definitionOf, definitionsOn, isCaseCode } from '#core/cases/index.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { forbidden, notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { instant, today } from '#kernel/time.ts';
import { RECEIVE, rolesIn } from '../../apply/access.ts';
import { CounterPage } from '../../views/counter/counter-page.tsx';
import { ReceiptPage } from '../../views/counter/receipt-page.tsx';
import { Calling } from '../../views/counter/queue-pages.tsx';
import { beginReception } from '../actions/begin-reception.ts';
import { callTicket } from '../actions/tickets.ts';
import { queueOf } from '../queue.ts';
import { receiptOf } from '../receipt.ts';
import { openReceptions, receivedSince } from '../receptions.ts';
import { receive, receptionPage } from './forms.ts';

const ById = Type.Object({ id: Type.String({ maxLength: 36 }) });
const ByCode = Type.Object({ code: Type.String({ maxLength: 60 }) });
export const Size = Type.Object({ kho: Type.Union([Type.Literal('a5'), Type.Literal('a4')], { default: 'a5' }) });
/** At which counter somebody sits, and which number they have just called. */
const Sits = Type.Object({
  quay: Type.Optional(Type.Integer({ minimum: 1, maximum: 99 })),
  so: Type.Optional(Type.Integer({ minimum: 1, maximum: 99_999 })),
});
const AnyForm = Type.Record(Type.String(), Type.Unknown());
const config = { permission: RECEIVE };
const MOST = 100;

/** The agency at whose counter somebody sits: that of the post they have chosen. */
export function counterOf({ actor }: FastifyRequest): string {
  if (!actor.scope || !actor.may(RECEIVE, actor.scope)) throw forbidden();
  return actor.scope;
}

/** Address that the receipt's code leads to. */
export const trackUrl = ({ config: { publicUrl } }: Services, code: string): string =>
  `${publicUrl}/tra-cuu-ho-so?ma=${encodeURIComponent(code)}`;

export const counterRoutes: Routes = (app, services) => {
  const { db } = services;
  app.get('/mot-cua', { config, schema: { querystring: Sits } }, async (request, reply) =>
    reply.page(await counterPage(services, request)),
  );
  app.post('/mot-cua', { config, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: beginReception,
      input: { ...(request.body as object), agencyId: counterOf(request) },
      done: ({ id }) => `/mot-cua/tiep-nhan/${id}`,
      again: (problem, values) => counterPage(services, request, problem, values),
    }),
  );
  app.post('/mot-cua/goi', { config, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: callTicket,
      input: { ...(request.body as object), agencyId: counterOf(request) },
      done: ({ number, counter }) => `/mot-cua?quay=${counter}&so=${number}`,
      again: (problem, values) =>
        counterPage(services, request, undefined, {}, { problem, counter: Number(values['counter']) || undefined }),
    }),
  );
  app.get('/mot-cua/tiep-nhan/:id', { config, schema: { params: ById } }, async (request, reply) =>
    reply.page(await receptionPage(services, request, counterOf(request))),
  );
  app.post('/mot-cua/tiep-nhan/:id', { config, schema: { params: ById } }, (request, reply) =>
    receive(services, request, reply, counterOf(request)),
  );
  app.get('/mot-cua/:code/giay-hen', { config, schema: { params: ByCode, querystring: Size } }, async (request, reply) => {
    const { code } = request.params as { code: string };
    const record = isCaseCode(code) ? await caseByCode(db, code) : undefined;
    if (!record || !(await rolesIn(db, request.actor, record)).includes('receiver')) throw notFound();
    const size = (request.query as { kho: 'a5' | 'a4' }).kho;
    return reply.page(h(ReceiptPage, { receipt: await receiptOf(db, record), atCounter: true, trackUrl: trackUrl(services, code), size }));
  });
};

interface Called {
  readonly problem: Problem;
  readonly counter: number | undefined;
}

async function counterPage(
  services: Services,
  request: FastifyRequest,
  problem?: Problem,
  values?: Record<string, unknown>,
  called?: Called,
) {
  const { db } = services;
  const agencyId = counterOf(request);
  const { quay, so } = request.query as { quay?: number; so?: number };
  const [agency, queue, definitions, open, received] = await Promise.all([
    findAgency(db, agencyId),
    queueOf(db, agencyId, today()),
    definitionsOn(db, today()),
    openReceptions(db, agencyId, MOST),
    receivedSince(db, agencyId, instant(`${today()}T00:00:00+07:00`), MOST),
  ]);
  return h(CounterPage, {
    agency: agency!.name,
    procedures: definitions
      .map(({ procedure }) => procedure)
      .filter(({ ways }) => ways.some(({ channel }) => channel === 'counter'))
      .toSorted((one, other) => one.name.vi.localeCompare(other.name.vi, 'vi')),
    open: await Promise.all(
      open.map(async (one) => ({ ...one, procedure: (await definitionOf(db, one.definitionVersion)).procedure.name })),
    ),
    received,
    queue: h(Calling, {
      agency: agency!,
      queue,
      counter: called?.counter ?? quay,
      called: called ? undefined : so,
      errors: called?.problem.fields ?? [],
      refusals: called?.problem.refusals ?? [],
    }),
    errors: problem?.fields,
    refusals: problem?.refusals,
    values,
  });
}
