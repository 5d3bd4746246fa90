import { h } from 'preact';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { type CaseRecord, findCase } from '#core/cases/index.ts';
import { csvOf } from '#kernel/csv.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { forbidden, notFound, type Problem } from '#kernel/problem.ts';
import { type Static, Type } from '#kernel/schema.ts';
import { DECIDE, HANDLE, RECEIVE } from '../../apply/access.ts';
import { shownCase } from '../../apply/routes/cases.ts';
import { CashPage } from '../../views/payments/cash-page.tsx';
import { NoticePage } from '../../views/payments/notice-page.tsx';
import { ReconciliationPage } from '../../views/payments/reconciliation-page.tsx';
import { decideMoney } from '../actions/decide-money.ts';
import { settleRefund } from '../actions/settle-refund.ts';
import { takeCash } from '../actions/take-cash.ts';
import { csvRows } from '../csv-rows.ts';
import { RECONCILE } from '../permissions.ts';
import { findNotice, findRequest, noticesOf, refundsOf, requestsOf } from '../queries.ts';
import { type List as ListName, LISTS, openLines, toldLines } from '../reconciliation.ts';
import { sumsOf } from '../sums.ts';
import { waitsForMoney } from '../take-paid-step.ts';

const RECONCILIATION = '/giai-quyet/doi-soat';
const List = Type.Object({
  muc: Type.Optional(Type.Union(LISTS.map((one) => Type.Literal(one)))),
  sau: Type.Optional(Type.String({ maxLength: 100 })),
});
const ById = Type.Object({ id: Type.String({ minLength: 36, maxLength: 36 }) });
const ByRefund = Type.Object({ id: Type.String({ minLength: 36, maxLength: 36 }), refund: Type.String({ minLength: 36, maxLength: 36 }) });
const ByCode = Type.Object({ code: Type.String({ maxLength: 60 }) });
const AnyForm = Type.Record(Type.String(), Type.Unknown());
const PAGE = 50;
const config = { permission: RECONCILE };

/** Reconciling, and cash at the desk. */
export const staffRoutes: Routes = (app, services) => {
  const { db } = services;

  app.get(RECONCILIATION, { config, schema: { querystring: List } }, async (request, reply) => {
    const { muc, sau } = request.query as { muc?: ListName; sau?: string };
    const list: ListName = muc ?? 'can-xu-ly';
    const agencyId = scopeOf(request);
    const [at, id] = sau?.split('_') ?? [];
    const after = at && id && !Number.isNaN(Date.parse(at)) && /^[0-9a-f-]{36}$/.test(id) ? { at, id } : undefined;
    const lines = list === 'chua-thu' ? [] : await toldLines(db, agencyId, list, after, PAGE + 1);
    const open = list === 'chua-thu' ? await openLines(db, agencyId, PAGE) : [];
    return reply.page(
      h(ReconciliationPage, { list, lines: lines.slice(0, PAGE), more: lines.length > PAGE, open, sums: await sumsOf(db, agencyId) }),
    );
  });
  app.get(`${RECONCILIATION}.csv`, { config, schema: {} }, (request, reply) => {
    void reply.type('text/csv; charset=utf-8').header('cache-control', 'private, no-store');
    void reply.header('content-disposition', 'attachment; filename="doi-soat.csv"');
    return reply.send(Readable.from(csvOf(csvRows(db, scopeOf(request)))));
  });
  app.get(`${RECONCILIATION}/:id`, { config, schema: { params: ById } }, async (request, reply) =>
    reply.page(await noticePage(services, request)),
  );
  app.post(`${RECONCILIATION}/:id`, { config, schema: { params: ById, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: decideMoney,
      input: { ...(request.body as object), noticeId: idOf(request) },
      done: () => `${RECONCILIATION}/${idOf(request)}`,
      again: (problem, values) => noticePage(services, request, problem, values),
    }),
  );
  app.post(`${RECONCILIATION}/:id/hoan-tra/:refund`, { config, schema: { params: ByRefund, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: settleRefund,
      input: { ...(request.body as object), refundId: (request.params as Static<typeof ByRefund>).refund },
      done: () => `${RECONCILIATION}/${idOf(request)}`,
      again: (problem, values) => noticePage(services, request, problem, values),
    }),
  );
  cashRoutes(app, services);
};

/** Of the agency in which the official works; of all for whoever reconciles everywhere. */
function scopeOf({ actor }: FastifyRequest): string | undefined {
  if (actor.may(RECONCILE, EVERYWHERE)) return undefined;
  if (!actor.scope || !actor.may(RECONCILE, actor.scope)) throw forbidden();
  return actor.scope;
}

const idOf = (request: FastifyRequest): string => (request.params as Static<typeof ById>).id;

async function noticePage({ db }: Services, request: FastifyRequest, problem?: Problem, values?: Record<string, unknown>) {
  const notice = await findNotice(db, idOf(request));
  if (!notice || !request.actor.may(RECONCILE, notice.agencyId ?? EVERYWHERE)) throw notFound();
  const asked = notice.requestId ? await findRequest(db, notice.requestId) : undefined;
  const record = asked && (await findCase(db, asked.caseId));
  const open = asked?.state === 'waiting' && record && waitsForMoney(record) ? asked.amount - asked.received : 0;
  const refunds = await refundsOf(db, [notice.id]);
  return h(NoticePage, { notice, request: asked, caseCode: record?.code, open, refunds, problem, values });
}

/** Officials of the case see what it was asked and what came; those of its desk may take cash. */
const isOfficial = ({ actor }: FastifyRequest, { receivingAgency, handlingAgency }: CaseRecord): boolean =>
  actor.may(RECEIVE, receivingAgency) || actor.may(HANDLE, handlingAgency) || actor.may(DECIDE, handlingAgency);

const cashRoutes: Routes = (app, services) => {
  const { db } = services;
  const page = async (request: FastifyRequest, problem?: Problem, values?: Record<string, unknown>) => {
    const record = await shownCase(services, request);
    if (!isOfficial(request, record)) throw notFound();
    const requests = await requestsOf(db, record.id);
    const notices = await noticesOf(
      db,
      requests.map(({ id }) => id),
    );
    const refunds = await refundsOf(
      db,
      notices.map(({ id }) => id),
    );
    return h(CashPage, {
      record,
      requests,
      notices,
      refunds,
      waits: waitsForMoney(record) && request.actor.may(RECEIVE, record.receivingAgency),
      problem,
      values,
    });
  };
  app.get('/giai-quyet/:code/thu-phi', { config: { permission: 'signed-in' }, schema: { params: ByCode } }, async (request, reply) =>
    reply.page(await page(request)),
  );
  app.post('/giai-quyet/:code/thu-phi', { config: { permission: RECEIVE }, schema: { params: ByCode, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: takeCash,
      done: () => `/giai-quyet/${(request.params as Static<typeof ByCode>).code}/thu-phi`,
      again: (problem, values) => page(request, problem, values),
    }),
  );
};
