import type { CaseRecord } from '#core/cases/index.ts';
import type { ActionContext } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { holdRequests, noticesOf } from './queries.ts';
import { sendRefund } from './refund-job.ts';
import { CASH, type PaymentNotice, type RefundReason, waitingOf } from './types.ts';
import { refundWords } from './words.ts';

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

/** What a case has paid goes back, and nothing more is asked of it. `open`: only of what it was still asked for. The caller holds the case. */
export async function giveBackOf(context: ActionContext, record: Pick<CaseRecord, 'id' | 'code'>, which: 'all' | 'open'): Promise<void> {
  const { tx } = context;
  const requests = (await holdRequests(tx, record.id)).filter(({ state }) => state === 'waiting' || state === 'expired' || which === 'all');
  const ids = requests.map(({ id }) => id);
  for (const notice of await noticesOf(tx, ids)) {
    const amount = notice.kept + waitingOf(notice);
    if (amount === 0) continue;
    await query(tx, sql`update services.payment_notice set kept = 0 where id = ${notice.id}`);
    await giveBack(context, notice, amount, 'returned', refundWords('returned', record.code));
  }
  await query(
    tx,
    sql`update services.payment_request set received = 0, state = case state when 'paid' then 'refunding' else 'expired' end
      where id = any(${sql.val(ids)}::uuid[]) and state in ('waiting', 'expired', 'paid')`,
  );
}
