import { caseByCode, holdCase } from '#core/cases/index.ts';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { notFound, refused } from '#kernel/problem.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { type Static, Type } from '#kernel/schema.ts';
import { giveBack } from '../give-back.ts';
import { decide, DECISIONS } from '../judge.ts';
import { refusals } from '../messages.ts';
import { RECONCILE } from '../permissions.ts';
import { findNotice, findRequest, holdRequests } from '../queries.ts';
import { doJudgement, judgeFor, keepOf, markPaid } from '../receive-money.ts';
import { waitsForMoney } from '../take-paid-step.ts';
import { type PaymentNotice, waitingOf } from '../types.ts';
import { refundWords } from '../words.ts';

const DecideMoney = Type.Object({
  noticeId: Type.String({ minLength: 36, maxLength: 36 }),
  decision: Type.Union([...DECISIONS.map((one) => Type.Literal(one)), Type.Literal('match')]),
  /** With `match`: the case it is for. */
  code: Type.Optional(Type.String({ maxLength: 60 })),
});
type Input = Static<typeof DecideMoney>;

/** An officer says what becomes of money with a wrong amount, or of which nobody knows the case. */
export const decideMoney = defineAction({
  name: 'services.decide-money',
  title: { vi: 'Xử lý khoản tiền chờ quyết định', en: 'Decide about money that waits' },
  input: DecideMoney,
  permission: RECONCILE,
  scope: async (tx: Db, { noticeId }: Input) => (await findNotice(tx, noticeId))?.agencyId ?? EVERYWHERE,
  async run(context, input) {
    const { tx } = context;
    const seen = await findNotice(tx, input.noticeId);
    if (!seen) throw notFound();
    if (input.decision === 'match') return match(context, seen, (input.code ?? '').trim());
    const asked = seen.requestId ? await findRequest(tx, seen.requestId) : undefined;
    const record = asked && (await holdCase(tx, asked.caseId));
    const request = record && (await holdRequests(tx, record.id)).find(({ id }) => id === seen.requestId);
    const notice = (await findNotice(tx, seen.id, true))!;
    const held = waitingOf(notice);
    if (held === 0) throw refused([refusals.decided]);
    const open = request?.state === 'waiting' && waitsForMoney(record!) ? request.amount - request.received : 0;
    const decided = decide(input.decision, held, open);
    if (!decided || (input.decision !== 'return' && !request)) throw refused([refusals.notPossible]);
    if (decided.keep > 0) await keepOf(context, request!.id, notice.id, decided.keep);
    const reason = input.decision === 'keep-and-return' ? 'over' : request ? 'returned' : 'unknown';
    await giveBack(context, notice, decided.giveBack, reason, refundWords(reason, record?.code ?? ''));
    if (decided.paid) await markPaid(context, request!, record!, notice.paidAt);
    return { code: record?.code, ...decided };
  },
  ledger: ({ noticeId, decision }, { code, keep, giveBack: back }) => ({
    subject: code === undefined ? `payment:${noticeId}` : `case:${code}`,
    facts: { noticeId, decision, kept: keep, back },
  }),
});

/** The payer did not write the reference: the officer says whose money it is, then it is judged like any other. */
async function match(context: ActionContext, seen: PaymentNotice, code: string) {
  const { tx, actor } = context;
  const found = await caseByCode(tx, code);
  const record = found && (await holdCase(tx, found.id));
  const request = record && (await holdRequests(tx, record.id)).findLast(({ state }) => state === 'waiting' || state === 'expired');
  if (!record || !request || !waitsForMoney(record) || !actor.may(RECONCILE, request.agencyId)) throw refused([refusals.noSuchCase]);
  const notice = (await findNotice(tx, seen.id, true))!;
  if (notice.requestId !== null || waitingOf(notice) !== notice.amount) throw refused([refusals.decided]);
  const judgement = await judgeFor(context, request, record, notice);
  await query(
    tx,
    sql`update services.payment_notice set request_id = ${request.id}, agency_id = ${request.agencyId}, outcome = ${judgement.outcome}
      where id = ${notice.id}`,
  );
  await doJudgement(context, request, record, judgement, notice);
  const keep = judgement.keep.reduce((sum, { amount }) => sum + amount, 0);
  const back = judgement.giveBack.reduce((sum, { amount }) => sum + amount, 0);
  return { code: record.code, keep, giveBack: back, paid: judgement.paid };
}
