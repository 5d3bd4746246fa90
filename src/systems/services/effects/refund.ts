import type { CaseRecord, State } from '#core/cases/index.ts';
import type { ActionContext } from '#kernel/action.ts';
import { giveBackOf } from '../payments/give-back.ts';
import { waitsForMoney } from '../payments/take-paid-step.ts';

/** Gives back what was paid for a case that is not decided: withdrawn, not accepted, or stopped. */
export function refundCase(context: ActionContext, record: CaseRecord): Promise<void> {
  return giveBackOf(context, record, 'all');
}

/** A case that waited for money and goes another way: what it was asked for is closed, and what came of it goes back. */
export async function stopAsking(context: ActionContext, record: CaseRecord, to: State): Promise<void> {
  if (waitsForMoney(record) && !waitsForMoney({ state: to.key })) await giveBackOf(context, record, 'open');
}
