import { caseByCode, holdCase } from '#core/cases/index.ts';
import { defineAction } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { notFound, refused } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { rolesIn } from '../../apply/access.ts';
import { refusals } from '../messages.ts';
import { lastInstant } from '../open-request.ts';
import { createOrder } from '../order-job.ts';
import { holdRequests } from '../queries.ts';
import { canRenew, isOpen } from '../types.ts';
import { waitsForMoney } from '../take-paid-step.ts';

/** More time to pay: the same request with the same reference, so that a code that was printed before still leads to it. */
export const renewRequest = defineAction({
  name: 'services.renew-payment-request',
  title: { vi: 'Mở lại yêu cầu nộp tiền', en: 'Open a payment request again' },
  input: Type.Object({ code: Type.String({ maxLength: 60 }) }),
  permission: 'signed-in',
  async run(context, { code }) {
    const { tx, actor } = context;
    const found = await caseByCode(tx, code);
    const record = found && (await holdCase(tx, found.id));
    if (!record || (await rolesIn(tx, actor, record)).length === 0) throw notFound();
    const request = (await holdRequests(tx, record.id)).at(-1);
    if (!request || isOpen(request, context.now) || !canRenew(request) || !waitsForMoney(record)) throw refused([refusals.notExpired]);
    const until = await lastInstant(context);
    await query(
      tx,
      sql`update services.payment_request set state = 'waiting', until = ${until}, ask_at = ${context.now} where id = ${request.id}`,
    );
    await context.enqueue(createOrder, { requestId: request.id }, { key: `payment-order:${request.id}` });
    return { requestId: request.id, until: until.toISOString() };
  },
  ledger: ({ code }, facts) => ({ subject: `case:${code}`, facts }),
});
