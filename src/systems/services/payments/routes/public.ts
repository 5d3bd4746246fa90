import { h } from 'preact';
import type { FastifyRequest } from 'fastify';
import { asAccount, mandatesFor } from '#core/identity/index.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { now } from '#kernel/time.ts';
import { shownCase } from '../../apply/routes/cases.ts';
import { PayPage } from '../../views/payments/pay-page.tsx';
import { ReceiptsPage } from '../../views/payments/receipts-page.tsx';
import { renewRequest } from '../actions/renew-request.ts';
import { askProvider } from '../ask-job.ts';
import { isSampleBank } from '../provider-of.ts';
import { findRequest, noticesOf, receiptsOf, refundsOf, requestsOf } from '../queries.ts';
import { paymentSettings } from '../settings.ts';
import { waitsForMoney } from '../take-paid-step.ts';
import { sampleBankRoutes } from './sample-bank.ts';

const ByCode = Type.Object({ code: Type.String({ maxLength: 60 }) });
const ById = Type.Object({ code: Type.String({ maxLength: 60 }), id: Type.String({ maxLength: 36 }) });
const AnyForm = Type.Record(Type.String(), Type.Unknown());
const signedIn = { permission: 'signed-in' };
const MOST_RECEIPTS = 200;

/** Paying, and what was paid, for those who stand to the case. */
export const publicRoutes: Routes = async (app, services) => {
  const { db, files } = services;

  app.get('/ho-so/:code/nop-phi', { config: signedIn, schema: { params: ByCode } }, async (request, reply) =>
    reply.header('cache-control', 'no-store').page(await payPage(services, request)),
  );
  app.post('/ho-so/:code/nop-phi/mo-lai', { config: signedIn, schema: { params: ByCode, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: renewRequest,
      input: { code: codeOf(request) },
      done: () => `/ho-so/${codeOf(request)}/nop-phi`,
      again: (problem) => payPage(services, request, problem),
    }),
  );
  app.post('/ho-so/:code/nop-phi/hoi', { config: signedIn, schema: { params: ByCode, body: AnyForm } }, async (request, reply) => {
    const record = await shownCase(services, request);
    const open = (await requestsOf(db, record.id)).filter(({ state }) => state === 'waiting');
    for (const { reference } of open) {
      await askProvider(services, reference).catch((error: unknown) =>
        request.log.warn({ error }, 'the payment provider could not be asked'),
      );
    }
    return reply.redirect(`/ho-so/${record.code}/nop-phi`, 303);
  });
  app.get('/ho-so/:code/bien-lai/:id', { config: signedIn, schema: { params: ById } }, async (request, reply) => {
    const record = await shownCase(services, request);
    const found = await findRequest(db, (request.params as { id: string }).id);
    if (found?.caseId !== record.id || !found.receiptFile) throw notFound();
    return reply
      .type('application/pdf')
      .header('content-disposition', `attachment; filename="bien-lai-${record.code}.pdf"`)
      .send(await files.get(found.receiptFile));
  });
  app.get('/bien-lai', { config: signedIn, schema: {} }, async (request, reply) => {
    const { personId } = asAccount(request.actor);
    const mandates = await mandatesFor(db, personId, now());
    const organisations = mandates.filter(({ principal, scope }) => principal.kind === 'organisation' && scope.includes('public-services'));
    const receipts = await receiptsOf(
      db,
      personId,
      organisations.map(({ principal }) => principal.id),
      MOST_RECEIPTS,
    );
    return reply.page(h(ReceiptsPage, { receipts }));
  });
  if (isSampleBank(services)) await sampleBankRoutes(app, services);
};

const codeOf = (request: FastifyRequest): string => (request.params as { code: string }).code;

async function payPage(services: Services, request: FastifyRequest, problem?: Problem) {
  const { db } = services;
  const record = await shownCase(services, request);
  const requests = await requestsOf(db, record.id);
  const notices = await noticesOf(
    db,
    requests.map(({ id }) => id),
  );
  const refunds = await refundsOf(
    db,
    notices.map(({ id }) => id),
  );
  const setting = await paymentSettings(db, now());
  return h(PayPage, {
    record,
    requests,
    notices,
    refunds,
    problem,
    waits: waitsForMoney(record),
    online: services.config.payments !== undefined || isSampleBank(services),
    largestQuick: setting('largest-quick-transfer'),
  });
}
