import { findAgency } from '#core/agencies/index.ts';
import { holdCase } from '#core/cases/index.ts';
import { allocateNumber } from '#core/documents/index.ts';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { failpoint } from '#kernel/failpoint.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { dateOf } from '#kernel/time.ts';
import { subjectName } from '../../apply/subject.ts';
import { TELL } from '../permissions.ts';
import { findRequest, noticesOf } from '../queries.ts';
import { receiptNumber, receiptPdf } from '../receipt.ts';
import { CASH } from '../types.ts';

/** Makes the receipt of a request that was paid: numbered in the agency's book, sealed, once. */
export const issueReceipt = defineAction({
  name: 'services.issue-receipt',
  title: { vi: 'Lập biên lai điện tử', en: 'Issue an electronic receipt' },
  input: Type.Object({ requestId: Type.String({ minLength: 36, maxLength: 36 }) }),
  permission: TELL,
  async run(context, { requestId }) {
    const found = await findRequest(context.tx, requestId);
    const record = found && (await holdCase(context.tx, found.caseId));
    const request = record && (await findRequest(context.tx, requestId));
    if (!request || !record) throw notFound();
    // Asked twice, or given back meanwhile.
    if (request.receiptNumber !== null || request.state !== 'paid') return { code: record.code, number: undefined, sha256: undefined };
    return { code: record.code, ...(await issue(context, request, record)) };
  },
  ledger: ({ requestId }, { code, number, sha256 }) =>
    number === undefined ? undefined : { subject: `case:${code}`, facts: { requestId, number, sha256 } },
});

type Request = NonNullable<Awaited<ReturnType<typeof findRequest>>>;
type Record = NonNullable<Awaited<ReturnType<typeof holdCase>>>;

async function issue(context: ActionContext, request: Request, record: Record) {
  const { tx, now, files } = context;
  const agency = await findAgency(tx, request.agencyId);
  if (!agency) throw notFound();
  const payer = await subjectName(tx, record);
  const money = (await noticesOf(tx, [request.id])).filter(({ kept }) => kept > 0);
  const taker = money.find(({ provider }) => provider === CASH)?.takenBy ?? undefined;
  const day = dateOf(now);
  const count = await allocateNumber(tx, { agencyId: agency.id, book: 'bien-lai', year: Number(day.slice(0, 4)) });
  const number = receiptNumber(count, day);
  const pdf = await receiptPdf(tx, { agency, number, day, request, caseCode: record.code, title: record.title, payer, money, taker });
  const sha256 = await files.put(pdf);
  failpoint('receipt-stored');
  await query(
    tx,
    sql`update services.payment_request set receipt_number = ${number}, receipt_file = ${sha256}, receipt_at = ${now} where id = ${request.id}`,
  );
  return { number, sha256 };
}
