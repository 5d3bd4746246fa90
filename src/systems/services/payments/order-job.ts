import { findAgency } from '#core/agencies/index.ts';
import { findCase } from '#core/cases/index.ts';
import { query, sql } from '#kernel/db.ts';
import { defineJob, type JobDefinition } from '#kernel/jobs.ts';
import { providerOf } from './provider-of.ts';
import { findRequest } from './queries.ts';

/** Tells the provider what will be paid, and keeps with what it can be paid. Without a provider people pay at the desk. */
export const createOrder: JobDefinition<{ requestId: string }> = defineJob({
  name: 'services.create-payment-order',
  title: { vi: 'Lấy mã thanh toán', en: 'Get what a payment is made with' },
  async handle({ requestId }, { db, services }) {
    const request = await findRequest(db, requestId);
    const provider = await providerOf(services);
    if (request?.state !== 'waiting' || !provider) return;
    const [agency, record] = await Promise.all([findAgency(db, request.agencyId), findCase(db, request.caseId)]);
    const offer = await provider.create({
      reference: request.reference,
      agency: agency?.code ?? '',
      amount: request.amount,
      purpose: request.purpose,
      until: request.until,
      returnUrl: `${services.config.publicUrl}/ho-so/${record?.code ?? ''}/nop-phi`,
    });
    // No act of anybody: what the provider says about a request that was made and written down.
    await query(
      db,
      sql`update services.payment_request set provider = ${provider.name}, offer = ${JSON.stringify(offer)}::jsonb where id = ${requestId}`,
    );
  },
});
