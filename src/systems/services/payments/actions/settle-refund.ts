import { defineAction } from '#kernel/action.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { notFound, refused } from '#kernel/problem.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { sentence, type Static, Type } from '#kernel/schema.ts';
import { refusals } from '../messages.ts';
import { RECONCILE } from '../permissions.ts';
import { findNotice, findRefund } from '../queries.ts';
import { sendRefund } from '../refund-job.ts';
import { CASH } from '../types.ts';
import { endRefund } from './note-refund.ts';

const SettleRefund = Type.Object({
  refundId: Type.String({ minLength: 36, maxLength: 36 }),
  how: Type.Union([Type.Literal('again'), Type.Literal('paid-out')]),
  voucher: Type.Optional(
    Type.String({ maxLength: 200, ...sentence('Ghi số, ngày chứng từ chi.', 'Write the number and day of the voucher.') }),
  ),
});

/** A refund that the provider refused, or of cash: asked again, or paid out by hand with a voucher. */
export const settleRefund = defineAction({
  name: 'services.settle-refund',
  title: { vi: 'Xử lý khoản hoàn trả', en: 'Settle a refund' },
  input: SettleRefund,
  permission: RECONCILE,
  async scope(tx: Db, { refundId }: Static<typeof SettleRefund>) {
    const refund = await findRefund(tx, refundId);
    return (refund && (await findNotice(tx, refund.noticeId))?.agencyId) ?? EVERYWHERE;
  },
  async run(context, { refundId, how, voucher = '' }) {
    const { tx } = context;
    const refund = await findRefund(tx, refundId);
    const notice = refund && (await findNotice(tx, refund.noticeId, true));
    if (!refund || !notice) throw notFound();
    const isCash = notice.provider === CASH;
    // While the provider may still do it, nobody pays it out a second time.
    if (refund.state === 'done' || (refund.state === 'asked' && !isCash)) throw refused([refusals.refundUnderWay]);
    if (how === 'paid-out') {
      if (voucher.trim() === '') throw refused([refusals.voucher]);
      return endRefund(context, refundId, 'done', voucher.trim());
    }
    if (isCash) throw refused([refusals.cashByHand]);
    await query(tx, sql`update services.refund set state = 'asked', answer = null where id = ${refundId}`);
    await context.enqueue(sendRefund, { refundId }, { key: `refund:${refundId}` });
    return { subject: `payment:${notice.id}`, amount: refund.amount };
  },
  ledger: ({ refundId, how }, { subject, amount }) => ({ subject, facts: { refundId, how, amount } }),
});
