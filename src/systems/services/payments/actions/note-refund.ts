import { findCase } from '#core/cases/index.ts';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { failpoint } from '#kernel/failpoint.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { TELL } from '../permissions.ts';
import { findNotice, findRefund, findRequest } from '../queries.ts';

const NoteRefund = Type.Object({
  refundId: Type.String({ minLength: 36, maxLength: 36 }),
  state: Type.Union([Type.Literal('done'), Type.Literal('refused')]),
  answer: Type.String({ maxLength: 500 }),
});

/** What became of money that was to go back, as the provider says. */
export const noteRefund = defineAction({
  name: 'services.note-refund',
  title: { vi: 'Ghi kết quả hoàn trả', en: 'Note what became of a refund' },
  input: NoteRefund,
  permission: TELL,
  async run(context, { refundId, state, answer }) {
    failpoint('refund-answered');
    return endRefund(context, refundId, state, answer);
  },
  ledger: ({ refundId, state }, { subject, amount }) => ({ subject, facts: { refundId, state, amount } }),
});

/** Notes the end of a refund; a request all of whose money is back is refunded. */
export async function endRefund({ tx, now }: ActionContext, refundId: string, state: 'done' | 'refused', answer: string) {
  const refund = await findRefund(tx, refundId);
  const notice = refund && (await findNotice(tx, refund.noticeId, true));
  if (!refund || !notice) throw notFound();
  await query(
    tx,
    sql`update services.refund set state = ${state}, answer = ${answer}, done_at = ${state === 'done' ? now : null}
      where id = ${refundId} and state <> 'done'`,
  );
  if (notice.requestId) {
    await query(
      tx,
      sql`update services.payment_request set state = 'refunded' where id = ${notice.requestId} and state = 'refunding' and not exists
        (select 1 from services.refund f join services.payment_notice n on n.id = f.notice_id
          where n.request_id = ${notice.requestId} and f.reason = 'returned' and f.state <> 'done')`,
    );
  }
  const request = notice.requestId ? await findRequest(tx, notice.requestId) : undefined;
  const record = request && (await findCase(tx, request.caseId));
  return { subject: record ? `case:${record.code}` : `payment:${notice.id}`, amount: refund.amount };
}
