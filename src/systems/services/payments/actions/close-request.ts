import { holdCase } from '#core/cases/index.ts';
import { defineAction } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { TELL } from '../permissions.ts';
import { findRequest } from '../queries.ts';

/** Closes a request whose time is over. Its case stays: the applicant may ask for more time, or an officer ends it. */
export const closeRequest = defineAction({
  name: 'services.close-payment-request',
  title: { vi: 'Đóng yêu cầu nộp tiền quá hạn', en: 'Close a payment request whose time is over' },
  input: Type.Object({ requestId: Type.String({ minLength: 36, maxLength: 36 }) }),
  permission: TELL,
  async run({ tx }, { requestId }) {
    const found = await findRequest(tx, requestId);
    const record = found && (await holdCase(tx, found.caseId));
    if (!record) throw notFound();
    const rows = await query(
      tx,
      sql`update services.payment_request set state = 'expired' where id = ${requestId} and state = 'waiting' returning id`,
    );
    return { code: record.code, closed: rows.length > 0 };
  },
  ledger: ({ requestId }, { code, closed }) => (closed ? { subject: `case:${code}`, facts: { requestId, state: 'expired' } } : undefined),
});
