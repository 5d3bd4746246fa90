import { findCase, holdCase } from '#core/cases/index.ts';
import { defineAction } from '#kernel/action.ts';
import type { Db } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { notFound, refused } from '#kernel/problem.ts';
import { sentence, type Static, Type } from '#kernel/schema.ts';
import { RECEIVE } from '../../apply/access.ts';
import { refusals } from '../messages.ts';
import { findRequest, heldOn } from '../queries.ts';
import { receiveMoney } from '../receive-money.ts';
import { CASH } from '../types.ts';

const TakeCash = Type.Object({
  requestId: Type.String({ minLength: 36, maxLength: 36 }),
  amount: Type.Integer({
    minimum: 1,
    maximum: 1_000_000_000_000,
    ...sentence('Ghi số tiền đã nhận, bằng đồng.', 'Write the amount received, in đồng.'),
  }),
});

/** An officer of the agency that received the case takes the money in notes; the same payment, another way. */
export const takeCash = defineAction({
  name: 'services.take-cash',
  title: { vi: 'Thu phí bằng tiền mặt', en: 'Take a fee in cash' },
  input: TakeCash,
  permission: RECEIVE,
  async scope(tx: Db, { requestId }: Static<typeof TakeCash>) {
    const request = await findRequest(tx, requestId);
    return request && (await findCase(tx, request.caseId))?.receivingAgency;
  },
  async run(context, { requestId, amount }) {
    const { tx, actor, now } = context;
    const found = await findRequest(tx, requestId);
    const record = found && (await holdCase(tx, found.caseId));
    const request = record && (await findRequest(tx, requestId));
    if (!request) throw notFound();
    if (request.state !== 'waiting') throw refused([refusals.notWaiting]);
    const open = request.amount - request.received;
    if (amount !== open) throw refused([refusals.exactly(open)]);
    if ((await heldOn(tx, requestId)).length > 0) throw refused([refusals.decideFirst]);
    const raw = JSON.stringify({ requestId, amount, takenBy: actor.id });
    return receiveMoney(context, {
      provider: CASH,
      providerId: newId(),
      amount,
      content: request.reference,
      raw,
      takenBy: actor.name,
      paidAt: now > request.until ? request.until : now,
    });
  },
  ledger: ({ amount }, { noticeId, caseCode, outcome }) => ({
    subject: `case:${caseCode}`,
    facts: { noticeId, way: CASH, amount, outcome },
  }),
});
