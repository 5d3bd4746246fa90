import { type CaseRecord, definitionOf, eventsOf, takeStep } from '#core/cases/index.ts';
import type { ActionContext } from '#kernel/action.ts';
import { circumstancesOf } from '../apply/circumstances.ts';
import { valuesOf } from '../desk/values.ts';
import { tellApplicant } from '../effects/tell-applicant.ts';
import { paidInstant } from './judge.ts';

/** States of a case in which money is waited for. */
export const waitsForMoney = ({ state }: Pick<CaseRecord, 'state'>): boolean => state === 'unpaid' || state === 'fee-due';

/** The case that the caller holds goes on: it was paid in full at an instant, of which word comes now. */
export async function takePaidStep(context: ActionContext, record: CaseRecord, paidAt: Date, amount: number): Promise<void> {
  const { tx, actor, now } = context;
  const { procedure } = await definitionOf(tx, record.definitionVersion);
  const values = await valuesOf(tx, record, procedure);
  const since = (await eventsOf(tx, record.id)).at(-1)?.at ?? record.submittedAt;
  const { effects } = await takeStep(
    tx,
    record,
    procedure,
    'paid',
    circumstancesOf(record, values.facts, values.all, record.channel),
    { data: { amount, toldAt: now.toISOString() } },
    { actor: actor.id, role: 'system' },
    paidInstant(paidAt, since, now),
  );
  for (const effect of effects) if (effect.do === 'tell') await context.enqueue(tellApplicant, { caseId: record.id, what: effect.what });
}
