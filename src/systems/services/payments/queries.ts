import { type Db, query, sql } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import type { Held } from './judge.ts';
import type { PaymentNotice, PaymentRequest, Refund } from './types.ts';

const requestColumns = sql`r.id, r.case_id as "caseId", r.agency_id as "agencyId", r.reference, r.amount, r.purpose, r.state, r.received,
  r.created_at as "createdAt", r.until, r.paid_at as "paidAt", r.offer, r.receipt_number as "receiptNumber",
  r.receipt_file as "receiptFile", r.receipt_at as "receiptAt"`;
const noticeColumns = sql`n.id, n.provider, n.provider_id as "providerId", n.request_id as "requestId", n.agency_id as "agencyId",
  n.amount, n.paid_at as "paidAt", n.content, n.outcome, n.kept, n.given_back as "givenBack", n.told_at as "toldAt",
  n.told_times as "toldTimes", n.contradicted, n.taken_by as "takenBy"`;
const refundColumns = sql`f.id, f.notice_id as "noticeId", f.amount, f.reason, f.words, f.state, f.asked_at as "askedAt",
  f.done_at as "doneAt", f.answer`;

/** What a case was asked to pay, oldest first. */
export function requestsOf(db: Db, caseId: string): Promise<PaymentRequest[]> {
  return query<PaymentRequest>(
    db,
    sql<PaymentRequest>`select ${requestColumns} from services.payment_request r where r.case_id = ${caseId} order by r.created_at, r.id`,
  );
}

export async function findRequest(db: Db, id: string): Promise<PaymentRequest | undefined> {
  if (!isId(id)) return undefined;
  const [row] = await query<PaymentRequest>(
    db,
    sql<PaymentRequest>`select ${requestColumns} from services.payment_request r where r.id = ${id}`,
  );
  return row;
}

export async function requestNamed(db: Db, reference: string): Promise<PaymentRequest | undefined> {
  const [row] = await query<PaymentRequest>(
    db,
    sql<PaymentRequest>`select ${requestColumns} from services.payment_request r where r.reference = ${reference}`,
  );
  return row;
}

/** Holds the requests of a case until the transaction ends; hold the case first. */
export function holdRequests(tx: Db, caseId: string): Promise<PaymentRequest[]> {
  return query<PaymentRequest>(
    tx,
    sql<PaymentRequest>`select ${requestColumns} from services.payment_request r
      where r.case_id = ${caseId} order by r.created_at, r.id for update`,
  );
}

export async function findNotice(db: Db, id: string, held = false): Promise<PaymentNotice | undefined> {
  if (!isId(id)) return undefined;
  const [row] = await query<PaymentNotice>(
    db,
    sql<PaymentNotice>`select ${noticeColumns} from services.payment_notice n where n.id = ${id} ${held ? sql`for update` : sql``}`,
  );
  return row;
}

/** Money that was told for requests. */
export function noticesOf(db: Db, requestIds: readonly string[]): Promise<PaymentNotice[]> {
  return query<PaymentNotice>(
    db,
    sql<PaymentNotice>`select ${noticeColumns} from services.payment_notice n
      where n.request_id = any(${sql.val([...requestIds])}::uuid[]) order by n.told_at, n.id`,
  );
}

export async function findRefund(db: Db, id: string): Promise<Refund | undefined> {
  if (!isId(id)) return undefined;
  const [row] = await query<Refund>(db, sql<Refund>`select ${refundColumns} from services.refund f where f.id = ${id}`);
  return row;
}

/** What of notices goes or went back. */
export function refundsOf(db: Db, noticeIds: readonly string[]): Promise<Refund[]> {
  return query<Refund>(
    db,
    sql<Refund>`select ${refundColumns} from services.refund f
      where f.notice_id = any(${sql.val([...noticeIds])}::uuid[]) order by f.asked_at, f.id`,
  );
}

/** Money of a request that nobody has decided about. */
export function heldOn(db: Db, requestId: string): Promise<Held[]> {
  return query<Held>(
    db,
    sql<Held>`select id, amount - kept - given_back as amount from services.payment_notice
      where request_id = ${requestId} and amount > kept + given_back order by told_at, id`,
  );
}

/** Receipts of a person's cases and of the organisations they represent, newest first. */
export function receiptsOf(db: Db, personId: string, organisations: readonly string[], limit: number) {
  type Row = PaymentRequest & { readonly caseCode: string; readonly caseTitle: string };
  return query<Row>(
    db,
    sql<Row>`select ${requestColumns}, c.code as "caseCode", c.title as "caseTitle"
      from services.payment_request r join cases.case_record c on c.id = r.case_id
      where r.receipt_number is not null and (c.applicant_person = ${personId} or c.subject_person = ${personId}
        or c.subject_organisation = any(${sql.val([...organisations])}::uuid[]))
      order by r.receipt_at desc limit ${limit}`,
  );
}

/** Requests that are due to be asked about at the provider, and closed when their time is over. */
export function dueRequests(db: Db, at: Date, limit: number): Promise<{ id: string; reference: string; until: Date; createdAt: Date }[]> {
  type Row = { id: string; reference: string; until: Date; createdAt: Date };
  return query<Row>(
    db,
    sql<Row>`select id, reference, until, created_at as "createdAt" from services.payment_request
      where state = 'waiting' and ask_at <= ${at} order by ask_at limit ${limit}`,
  );
}
