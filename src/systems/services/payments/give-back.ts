import type { CaseRecord } from '#core/cases/index.ts';
import type { ActionContext } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { holdRequests, noticesOf } from './queries.ts';
import { sendRefund } from './refund-job.ts';
import { CASH, type PaymentNotice, type RefundReason, waitingOf } from './types.ts';

/** Sends money of a notice back, to where it came from; cash waits for an officer who pays it out. */
export async function giveBack(
  context: ActionContext,
  notice: Pick<PaymentNotice, 'id' | 'provider'>,
  amount: number,
  reason: RefundReason,
  words: string,
): Promise<void> {
  if (amount === 0) return;
  const { tx, now, actor } = context;
  const id = newId();
  await query(tx, sql`update services.payment_notice set given_back = given_back + ${amount} where id = ${notice.id}`);
  await query(
    tx,
    sql`insert into services.refund (id, notice_id, amount, reason, words, state, asked_at, asked_by)
      values (${id}, ${notice.id}, ${amount}, ${reason}, ${words}, 'asked', ${now}, ${actor.id})`,
  );
  if (notice.provider !== CASH) await context.enqueue(sendRefund, { refundId: id }, { key: `refund:${id}` });
}

/** Everything that a case has paid goes back, and nothing more is asked of it. The caller holds the case. */
export async function giveBackAll(context: ActionContext, record: Pick<CaseRecord, 'id'>, words: string): Promise<number> {
  const { tx } = context;
  const requests = await holdRequests(tx, record.id);
  let total = 0;
  for (const notice of await noticesOf(tx, requests.map(({ id }) => id))) {
    const amount = notice.kept + waitingOf(notice);
    if (amount === 0) continue;
    total += amount;
    await query(tx, sql`update services.payment_notice set kept = 0 where id = ${notice.id}`);
    await giveBack(context, notice, amount, 'returned', words);
  }
  await query(
    tx,
    sql`update services.payment_request set received = 0, state = case state when 'paid' then 'refunding' else 'expired' end
      where case_id = ${record.id} and state in ('waiting', 'paid')`,
  );
  return total;
}
