import type { ActionContext } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { addDays, dateOf, instant } from '#kernel/time.ts';
import { createOrder } from './order-job.ts';
import { newReference } from './reference.ts';
import { paymentSettings } from './settings.ts';

export interface Due {
  readonly caseId: string;
  /** To whom it is due. */
  readonly agencyId: string;
  /** Đồng. */
  readonly amount: number;
  /** What it is for, as the payer and the receipt read it. */
  readonly purpose: string;
}

const ASK_FIRST_MS = 600_000;

/** End of the last day on which a request that is made now may be paid. */
export async function lastInstant({ tx, now }: ActionContext): Promise<Date> {
  const setting = await paymentSettings(tx, now);
  return instant(`${addDays(dateOf(now), setting('days-to-pay'))}T23:59:59+07:00`);
}

/** Asks a case to pay, in the transaction in which it begins to wait for it. Returns the request's id. */
export async function openRequest(context: ActionContext, { caseId, agencyId, amount, purpose }: Due): Promise<string> {
  const { tx, now, actor } = context;
  const id = newId();
  await query(
    tx,
    sql`insert into services.payment_request
        (id, case_id, agency_id, reference, amount, purpose, state, created_at, created_by, until, ask_at)
      values (${id}, ${caseId}, ${agencyId}, ${newReference()}, ${amount}, ${purpose}, 'waiting', ${now}, ${actor.id},
        ${await lastInstant(context)}, ${instant(now.getTime() + ASK_FIRST_MS)})`,
  );
  await context.enqueue(createOrder, { requestId: id }, { key: `payment-order:${id}` });
  return id;
}
