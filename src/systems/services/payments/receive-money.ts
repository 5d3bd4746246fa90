import { agencyByCode } from '#core/agencies/index.ts';
import { type CaseRecord, holdCase } from '#core/cases/index.ts';
import type { ActionContext } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { failpoint } from '#kernel/failpoint.ts';
import { newId } from '#kernel/id.ts';
import { giveBack } from './give-back.ts';
import { judge, type Judgement } from './judge.ts';
import { findNotice, heldOn, holdRequests, requestNamed } from './queries.ts';
import { issueReceiptJob } from './receipt-job.ts';
import { referenceIn } from './reference.ts';
import { takePaidStep, waitsForMoney } from './take-paid-step.ts';
import type { PaymentNotice, PaymentRequest } from './types.ts';
import { refundWords } from './words.ts';

/** Money as a provider tells of it, or as an officer takes it. */
export interface Told {
  readonly provider: string;
  /** The provider's number of this money. */
  readonly providerId: string;
  /** Đồng. */
  readonly amount: number;
  readonly paidAt: Date;
  readonly content: string;
  /** Code of the agency to whose account it came, where the provider knows it. */
  readonly agency?: string | undefined;
  /** The notice as it came. */
  readonly raw: string;
  readonly takenBy?: string | undefined;
}

export interface Received {
  readonly noticeId: string;
  /** It was told before: nothing changed. */
  readonly repeated: boolean;
  readonly outcome: PaymentNotice['outcome'];
  readonly caseCode: string | undefined;
  readonly paid: boolean;
}

/**
 * Writes down money and does with it what `judge` says, all in the caller's transaction: whoever told of it tells again until it
 * is committed, and a repeat changes nothing. The case is held first, then its requests: everybody locks in that order.
 */
export async function receiveMoney(context: ActionContext, told: Told): Promise<Received> {
  const { tx } = context;
  const reference = referenceIn(told.content);
  const named = reference === undefined ? undefined : await requestNamed(tx, reference);
  const record = named && (await holdCase(tx, named.caseId));
  const request = named && (await holdRequests(tx, named.caseId)).find(({ id }) => id === named.id);
  const id = await keepNotice(context, told, request);
  if (id === undefined) return repeated(context, told, record);
  failpoint('payment-noted');
  const judgement = await judgeFor(context, request, record, { id, amount: told.amount, paidAt: told.paidAt });
  await query(tx, sql`update services.payment_notice set outcome = ${judgement.outcome} where id = ${id}`);
  if (request && record) await doJudgement(context, request, record, judgement, { id, paidAt: told.paidAt });
  failpoint('payment-judged');
  return { noticeId: id, repeated: false, outcome: judgement.outcome, caseCode: record?.code, paid: judgement.paid };
}

/** What a request, its case and the money that lies there make of money that is already written down. */
export async function judgeFor(
  { tx }: ActionContext,
  request: PaymentRequest | undefined,
  record: CaseRecord | undefined,
  money: { readonly id: string; readonly amount: number; readonly paidAt: Date },
): Promise<Judgement> {
  if (!request || !record) return judge(undefined, money);
  const held = (await heldOn(tx, request.id)).filter(({ id }) => id !== money.id);
  return judge({ ...request, caseWaits: waitsForMoney(record), held }, money);
}

/** Keeps, gives back, and lets the case go on. */
export async function doJudgement(
  context: ActionContext,
  request: PaymentRequest,
  record: CaseRecord,
  { keep, giveBack: back, paid }: Judgement,
  money: { readonly id: string; readonly paidAt: Date },
): Promise<void> {
  const { tx } = context;
  const noticeOf = async (id: string) => (await findNotice(tx, id === 'new' ? money.id : id))!;
  for (const one of back) await giveBack(context, await noticeOf(one.id), one.amount, one.reason, refundWords(one.reason, record.code));
  for (const one of keep) await keepOf(context, request.id, (await noticeOf(one.id)).id, one.amount);
  if (paid) await markPaid(context, request, record, money.paidAt);
}

/** An amount of a notice counts as received. */
export async function keepOf({ tx }: ActionContext, requestId: string, noticeId: string, amount: number): Promise<void> {
  await query(tx, sql`update services.payment_notice set kept = kept + ${amount} where id = ${noticeId}`);
  await query(tx, sql`update services.payment_request set received = received + ${amount} where id = ${requestId}`);
}

/** The request is paid: the case goes on and a receipt is made. */
export async function markPaid(context: ActionContext, request: PaymentRequest, record: CaseRecord, paidAt: Date): Promise<void> {
  const { tx, now } = context;
  await query(
    tx,
    sql`update services.payment_request set state = 'paid', paid_at = ${paidAt > now ? now : paidAt} where id = ${request.id}`,
  );
  await takePaidStep(context, record, paidAt, request.amount);
  await context.enqueue(issueReceiptJob, { requestId: request.id }, { key: `receipt:${request.id}` });
}

/** Undefined: this money was told before. */
async function keepNotice({ tx, now }: ActionContext, told: Told, request: PaymentRequest | undefined): Promise<string | undefined> {
  const agencyId = request?.agencyId ?? (told.agency === undefined ? undefined : (await agencyByCode(tx, told.agency))?.id);
  const [row] = await query<{ id: string }>(
    tx,
    sql<{ id: string }>`insert into services.payment_notice
        (id, provider, provider_id, request_id, agency_id, amount, paid_at, content, outcome, told_at, told, taken_by)
      values (${newId()}, ${told.provider}, ${told.providerId}, ${request?.id ?? null}, ${agencyId ?? null}, ${told.amount}, ${told.paidAt},
        ${told.content}, 'unknown', ${now}, ${told.raw}, ${told.takenBy ?? null})
      on conflict (provider, provider_id) do nothing returning id`,
  );
  return row?.id;
}

/** Told again: counted, and kept when it says something else than the first time. */
async function repeated({ tx }: ActionContext, told: Told, record: CaseRecord | undefined): Promise<Received> {
  const [row] = await query<{ id: string; outcome: PaymentNotice['outcome'] }>(
    tx,
    sql<{ id: string; outcome: PaymentNotice['outcome'] }>`update services.payment_notice set told_times = told_times + 1,
        contradicted = case when amount = ${told.amount} and content = ${told.content} then contradicted else ${told.raw} end
      where provider = ${told.provider} and provider_id = ${told.providerId} returning id, outcome`,
  );
  return { noticeId: row!.id, repeated: true, outcome: row!.outcome, caseCode: record?.code, paid: false };
}
