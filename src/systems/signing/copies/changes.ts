import type { ActionContext } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { notFound, refused } from '#kernel/problem.ts';
import type { SigningTables } from '../db.gen.ts';
import { lockCopy } from './queries.ts';
import { copyRefusals } from './rules.ts';
import type { Copy, CopyState } from './types.ts';

/** The agency in which an action on a copy is permitted. */
export async function scopeOfCopy(tx: Db, input: { id: string }): Promise<string | undefined> {
  return (await lockCopy(tx, input.id))?.agencyId;
}

/** The copy, held; throws 404, and a refusal when it has left that state or has changed since it was looked at. */
export async function copyIn(tx: Db, id: string, states: readonly CopyState[], version: number): Promise<Copy> {
  const copy = await lockCopy(tx, id);
  if (!copy) throw notFound();
  if (!states.includes(copy.state) || copy.version !== version) throw refused([copyRefusals.otherState]);
  return copy;
}

export async function moveCopy(
  { tx, now }: ActionContext,
  id: string,
  state: CopyState,
  droppedReason: string | null = null,
): Promise<void> {
  await on<SigningTables>(tx)
    .updateTable('signing.copy')
    .set((one) => ({ state, state_since: now, dropped_reason: droppedReason, version: one('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}
