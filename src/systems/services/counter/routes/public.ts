import { h } from 'preact';
import type { Routes } from '#kernel/module.ts';
import { Type } from '#kernel/schema.ts';
import { shownCase } from '../../apply/routes/cases.ts';
import { ReceiptPage } from '../../views/counter/receipt-page.tsx';
import { receiptOf } from '../receipt.ts';
import { Size, trackUrl } from './staff.ts';

const ByCode = Type.Object({ code: Type.String({ maxLength: 60 }) });

/** The receipt for whoever applied, by whichever way. */
export const receiptRoutes: Routes = (app, services) => {
  app.get(
    '/ho-so/:code/giay-hen',
    { config: { permission: 'signed-in' }, schema: { params: ByCode, querystring: Size } },
    async (request, reply) => {
      const record = await shownCase(services, request);
      const size = (request.query as { kho: 'a5' | 'a4' }).kho;
      const receipt = await receiptOf(services.db, record);
      return reply.page(h(ReceiptPage, { receipt, atCounter: false, trackUrl: trackUrl(services, record.code), size }));
    },
  );
};
