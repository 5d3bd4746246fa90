import type { ActionContext } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { enqueue } from '#kernel/jobs.ts';
import { keepHistory, overtaken } from './actions/record-step.ts';
import type { ChannelsTables } from './db.gen.ts';
import { deliverJob } from './jobs.ts';
import { type Delivery, findDelivery } from './queries/deliveries.ts';
import type { DeliveryState } from './rules/states.ts';

/** The agency whose permission counts for a delivery: the account's. */
export async function agencyOfDelivery(tx: Db, id: string): Promise<string | undefined> {
  return (await findDelivery(tx, id))?.agencyId;
}

/** Why a person may not do this to a delivery now: not in one of these states, or not as they saw it. */
export async function stepRefusals(tx: Db, input: { id: string; version: number }, states: readonly DeliveryState[]): Promise<Refusal[]> {
  const delivery = await findDelivery(tx, input.id);
  if (!delivery) throw notFound();
  if (delivery.version !== input.version) return [stale];
  return states.includes(delivery.state) ? [] : [wrongState];
}

const stale: Refusal = {
  code: 'stale',
  message: { vi: 'Bản tin này vừa chuyển bước. Hãy tải lại trang.', en: 'This delivery has just moved. Reload the page.' },
};
const wrongState: Refusal = {
  code: 'wrong-state',
  message: { vi: 'Ở trạng thái này không làm được việc đó.', en: 'This cannot be done in its present state.' },
};

function table(tx: Db) {
  return on<ChannelsTables>(tx);
}

export interface PersonStep {
  readonly to: DeliveryState;
  readonly note: string;
  readonly set?: {
    readonly text?: string;
    readonly written_by?: string | null;
    readonly approved_by?: string | null;
    readonly look_again_at?: Date | null;
    readonly problem?: string;
    readonly posted_revision?: number;
    readonly attempts?: number;
    readonly absent_reads?: number;
  };
}

/** Moves a delivery as a person wants it, with its history, and wakes its carrier. */
export async function personStep(context: ActionContext, input: { id: string; version: number }, step: PersonStep): Promise<Delivery> {
  const { tx, actor, now } = context;
  const delivery = await findDelivery(tx, input.id);
  if (!delivery) throw notFound();
  const changed = await table(tx)
    .updateTable('channels.delivery')
    .set((eb) => ({ ...step.set, state: step.to, changed_at: now, version: eb('version', '+', 1) }))
    .where('id', '=', input.id)
    .where('version', '=', input.version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw overtaken();
  const move = { deliveryId: input.id, from: delivery.state, to: step.to, at: now, edition: delivery.textEdition, actor: actor.id };
  await keepHistory(tx, { ...move, note: step.note });
  await enqueue(tx, deliverJob, { deliveryId: input.id }, { key: `channels:${input.id}`, queue: `channels:${delivery.connectionId}` });
  return delivery;
}
