import { h } from 'preact';
import type { AddressInfo } from 'node:net';
import { findCase } from '#core/cases/index.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { type Static, Type } from '#kernel/schema.ts';
import { SampleBankPage } from '../../views/payments/sample-bank-page.tsx';
import { requestNamed } from '../queries.ts';
import { TELLING } from '../sample-bank/pay.ts';
import { closeSampleBankOf, sampleBankOf } from '../sample-bank/running.ts';
import { NOTICES } from './api.ts';

const ByReference = Type.Object({ reference: Type.String({ maxLength: 20 }) });
const Pay = Type.Object({
  amount: Type.Integer({ minimum: 1, maximum: 9_999_999_999_999 }),
  telling: Type.Optional(Type.Union(TELLING.map((one) => Type.Literal(one)))),
});
const Shown = Type.Object({ da_tra: Type.Optional(Type.Literal('1')) });
const open = { permission: 'public' };

/** The pages of "Ngân hàng Mẫu": where somebody who tries the product pays without money. Only on demonstration sites. */
export const sampleBankRoutes: Routes = (app, services) => {
  app.addHook('onClose', () => closeSampleBankOf(services));
  /** The bank tells this very process, at the port on which it listens. */
  const bankHere = async () => {
    const bank = await sampleBankOf(services);
    const address = app.server.address() as AddressInfo | null;
    if (address) bank.tellTo = `http://127.0.0.1:${address.port}${NOTICES}`;
    return bank;
  };

  app.get('/ngan-hang-mau/:reference', { config: open, schema: { params: ByReference, querystring: Shown } }, async (request, reply) => {
    const { reference } = request.params as Static<typeof ByReference>;
    const order = await (await bankHere()).order(reference);
    if (!order) throw notFound();
    const asked = await requestNamed(services.db, reference);
    const record = asked && (await findCase(services.db, asked.caseId));
    const paid = (request.query as Static<typeof Shown>).da_tra === '1';
    return reply.page(h(SampleBankPage, { order, caseCode: record?.code ?? '', paid }));
  });
  app.post('/ngan-hang-mau/:reference', { config: open, schema: { params: ByReference, body: Pay } }, async (request, reply) => {
    const { reference } = request.params as Static<typeof ByReference>;
    const { amount, telling = 'once' } = request.body as Static<typeof Pay>;
    const bank = await bankHere();
    if (!(await bank.order(reference))) throw notFound();
    await bank.pay({ reference, amount, telling });
    return reply.redirect(`/ngan-hang-mau/${reference}?da_tra=1`, 303);
  });
  app.post('/ngan-hang-mau/:reference/bao', { config: open, schema: { params: ByReference } }, async (request, reply) => {
    await (await bankHere()).tellWaiting();
    return reply.redirect(`/ngan-hang-mau/${(request.params as Static<typeof ByReference>).reference}?da_tra=1`, 303);
  });
};
