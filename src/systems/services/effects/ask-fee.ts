import type { Fee } from '#core/cases/index.ts';
import type { ActionContext } from '#kernel/action.ts';
import { openRequest } from '../payments/open-request.ts';

/** What a case that was opened says of itself. */
export interface Opened {
  readonly id: string;
  readonly state: string;
}

/** Asks for the fee of a case that waits for it from its beginning; call it in the transaction that opened the case. */
export async function askFee(
  context: ActionContext,
  opened: Opened,
  to: { readonly agencyId: string; readonly fee: Fee; readonly procedure: string },
): Promise<void> {
  if (opened.state !== 'unpaid') return;
  await openRequest(context, { caseId: opened.id, agencyId: to.agencyId, amount: to.fee.amount, purpose: `Phí, lệ phí: ${to.procedure}` });
}
